import ClaimModel

/// A new `claim.yaml`: what is known, what the folder proposes, and for every empty field why it
/// matters, so that a person can fill it in any editor.
package struct ClaimFileDraft {
    private let answers: ClaimAnswers
    private let exhibits: [ProposedExhibit]
    private let proposals: [FileProposal]
    private var lines: [String] = []

    /// Columns of values, so that the comments stand below each other.
    private static let width = 34

    package init(
        _ answers: ClaimAnswers, _ exhibits: [ProposedExhibit], _ proposals: [FileProposal]
    ) {
        self.answers = answers
        self.exhibits = exhibits
        self.proposals = proposals
        write()
    }

    /// The file.
    package var text: String { lines.joined(separator: "\n") + "\n" }

    /// The number found most often; the first of several.
    package static func orderNumber(in proposals: [FileProposal]) -> String? {
        var seen: [(number: String, count: Int)] = []
        for number in proposals.flatMap(\.orderNumbers) {
            if let index = seen.firstIndex(where: { $0.number.utf8.elementsEqual(number.utf8) }) {
                seen[index].count += 1
            } else if seen.count < 1_000 {
                seen.append((number, 1))
            }
        }
        return seen.max { $0.count < $1.count }?.number
    }

    // MARK: Parts

    private mutating func write() {
        lines.append(
            "# What happened and where the proof is. Text after \"#\" is for you and is not packed."
        )
        lines.append(
            "# Fill in what you know, save, then see what is missing with: claimpack check")
        lines.append(
            "# A key without a value counts as not written. Remove the \"# \" in front of an example to use it."
        )
        field("claimpack", "1", "")
        field("venue", answers.venue, "whose rules apply; the others: claimpack rulebooks list")
        field(
            "reason", answers.reason.rawValue,
            "what went wrong: \(Reason.allCases.map(\.rawValue).joined(separator: ", "))")
        field(
            "filing-on", nil,
            "the day you want to file, as 2026-04-14; every period is counted to it")
        party(
            "buyer", answers.buyer, "who claims; the order and every paper must bear this name",
            "Larkspur Devices LLC")
        party(
            "supplier", answers.supplier, "against whom; the name of the business licence",
            "深圳市皓宇电子有限公司")
        writeOrder()
        writeMovement()
        writeComplaint()
        writeRefund()
        writeRows()
        lines.append("exhibits:")
        lines += Self.rows(exhibits)
        if exhibits.isEmpty {
            lines.append(
                "  # put files into the lettered folders; each gets a number, which is listed here")
        }
        if exhibits.contains(where: { $0.kind == .video }) { writeAttest() }
    }

    private mutating func writeOrder() {
        let found = Self.orderNumber(in: proposals)
        lines.append("order:")
        if let number = answers.order ?? found {
            field(
                "  number", number,
                answers.order == nil
                    ? "found in the files; compare it with the order page" : "as on the order page")
        } else {
            field(
                "  number", Order.unknownNumber,
                "the long number at the top of the order page; nothing is found without it")
        }
        field(
            "  placed", nil,
            "day of the order, or 2026-02-03T10:12+08:00; shipping days are counted from it")
        field("  confirmed", nil, "when the supplier confirmed it; some periods begin then")
        field("  ship-by", nil, "last day to ship as agreed; lateness is measured against it")
        field(
            "  deliver-by", nil, "last day to deliver as agreed; the claim window may depend on it")
        field("  ship-to", nil, "the address in the contract; the delivery is compared with it")
        field("  incoterm", nil, "such as DAP Austin; it says who bears the carriage")
        field(
            "  total", answers.total.map(\.description),
            "the contract sum, as 38500.00 USD; it bounds the refund")
        field("  paid", nil, "what was paid in all; only that can come back")
        field("  paid-on", nil, "the day of payment; it is compared with the receipt")
        field(
            "  paid-through", nil,
            "\(answers.venue), or bank-transfer; money paid elsewhere is not covered")
        field("  covered", nil, "the sum the order page says is protected; it bounds the refund")
        lines.append(
            "  lines:".padding(Self.width)
                + "# goods, one row each; the sums are checked against the total")
        lines.append("    # - item: PCB assembly, revision C")
        lines.append("    #   quantity: 5000")
        lines.append("    #   unit-price: 7.70 USD")
        lines.append(
            "  spec:".padding(Self.width)
                + "# agreed terms that can be measured: only those decide a quality claim")
    }

    private mutating func writeMovement() {
        let tracked = exhibits.filter { $0.kind == .tracking }
        var shipped: [(shipment: ShipmentTracking, number: ExhibitNumber)] = []
        for exhibit in tracked {
            for proposal in proposals
            where exhibit.files.contains(where: { $0.utf8.elementsEqual(proposal.path.utf8) }) {
                shipped += proposal.shipments.map { ($0, exhibit.number) }
            }
        }
        lines.append(
            "shipments:".padding(Self.width)
                + "# what was sent, one row each; the carrier's record proves it")
        // Many numbers are no one consignment of this order: a person says which belong to it.
        if (1...3).contains(shipped.count) {
            for (shipment, number) in shipped {
                lines.append(
                    "  - number: \(shipment.number.yaml)".padding(Self.width)
                        + "# found in \(number)")
                if let carrier = shipment.carrier { lines.append("    carrier: \(carrier.yaml)") }
                if let day = shipment.firstPhysicalScan?.clock?.wallClock.day {
                    lines.append("    shipped: \(day)")
                }
                lines.append("    proof: \(number)")
            }
        } else {
            lines.append("  # - number: 1Z7R4W186704182938")
            lines.append("  #   quantity: 2000")
        }
        let delivered = shipped.count <= 3 ? shipped.first { $0.shipment.delivery != nil } : nil
        lines.append(
            "received:".padding(Self.width)
                + "# what arrived and when; the claim window begins then")
        if let day = answers.arrived ?? delivered?.shipment.delivery?.clock?.wallClock.day {
            lines.append("  - delivered: \(day)")
            lines.append(
                "    quantity:".padding(Self.width)
                    + "# units that arrived; units claimed are compared with it")
            if answers.arrived == nil, let delivered {
                lines.append("    proof: \(delivered.number)")
            }
        } else {
            lines.append("  # - delivered: 2026-04-09T14:06-05:00")
            lines.append("  #   quantity: 2000")
        }
    }

    private mutating func writeComplaint() {
        lines.append("complaint:")
        field(
            "  promised", answers.promised,
            "the promise in the contract's words; it is what the goods are measured by")
        field(
            "  promised-at", nil, "where it stands, such as A-2 section 3.1; a mediator looks there"
        )
        field("  delivered", nil, "what came instead, measured: numbers, not adjectives")
        field("  delivered-at", nil, "where that is shown, such as D-1 page 4")
        field(
            "  told-supplier", nil,
            "when you told the supplier, as 2026-04-10T09:12-05:00; silence loses rights")
        field("  told-at", nil, "where that is shown, such as C-1 message 36")
        field("  goods-used", nil, "yes or no; used or resold goods are seldom refunded")
        field("  cause", nil, "a word of the rules for what caused it; see claimpack check --whole")
        field("  settled", nil, "yes or no; what was settled on the platform is closed")
    }

    private mutating func writeRefund() {
        lines.append("refund:")
        field(
            "  ask", answers.ask.map(\.description),
            "the sum asked, as 35200.00 USD; every part of it needs an exhibit")
        lines.append(
            "  heads:".padding(Self.width)
                + "# what the sum is made of; a part without proof is not paid")
        lines.append("    # - for: 2,000 units that do not match")
        lines.append("    #   units: 2000")
        lines.append("    #   unit-price: 7.70 USD")
        lines.append("    #   proof: A-1")
    }

    private mutating func writeRows() {
        switch answers.reason {
        case .quality:
            lines.append(
                "nonconformity:".padding(Self.width)
                    + "# promise against fact, one row a defect; it is the core of a quality claim")
            lines.append("  # - clause: A-2 section 3.2, core clock")
            lines.append("  #   promised: 168 MHz")
            lines.append("  #   measured: 118 MHz")
            lines.append("  #   proof: D-1")
        case .shortage, .overage:
            lines.append(
                "count:".padding(Self.width)
                    + "# declared against counted, one row a carton; a bare total convinces nobody")
            lines.append("  # - carton: 7 of 20")
            lines.append("  #   declared: 100")
            lines.append("  #   counted: 92")
        case .lateShipment, .nonDelivery, .cancellation: break
        }
    }

    private mutating func writeAttest() {
        lines.append(
            "attest:".padding(Self.width) + "# what the video shows, answered honestly: yes or no")
        for (question, why) in [
            ("sealed-at-start", "an open parcel may have been changed"),
            ("all-sides-shown", "a side not seen may be damaged"),
            ("label-readable", "the label ties the parcel to the order"),
            ("no-cut", "a cut may hide anything"),
            ("goods-in-frame", "goods out of sight may be exchanged"),
            ("original-file", "a copy has lost what the device wrote"),
            ("sound-recorded", "silence may have been cut"),
            ("device-switched-on", "a device that is not tried proves nothing"),
        ] { field("  " + question, nil, why) }
    }

    // MARK: Exhibits

    /// Rows of `exhibits:`, with the dash at a column.
    package static func rows(_ exhibits: [ProposedExhibit], indent: Int = 2) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for exhibit in exhibits {
            func field(_ key: String, _ value: String?, _ why: String) {
                let text = margin + "  \(key):" + (value.map { " " + $0 } ?? "")
                lines.append(text.padding(width) + "# " + why)
            }
            lines.append("\(margin)- number: \(exhibit.number)")
            field(
                "kind", exhibit.kind.rawValue,
                "proposed: \(exhibit.reason.filter { $0 != "\n" }); correct it if it is not")
            if exhibit.files.count == 1, let file = exhibit.files.first {
                lines.append("\(margin)  files: \(file.yaml)")
            } else {
                lines.append("\(margin)  files:")
                lines += exhibit.files.map { "\(margin)    - \($0.yaml)" }
            }
            field("title", nil, "what it is, for a reader who sees only the list")
            field(
                "dated", exhibit.day.map(\.description),
                exhibit.day == nil
                    ? "the day it is about; the order of events rests on it"
                    : "by the file's own clock")
            field(
                "captured", nil,
                "when, by whom and from where it was saved; a mediator asks that first")
            if [.chat, .chatOffPlatform, .contract].contains(exhibit.kind) {
                field(
                    "channel", nil,
                    "platform, or the name of the app: what is said elsewhere counts less")
            }
        }
        return lines
    }

    private mutating func party(_ key: String, _ name: String?, _ why: String, _ example: String) {
        lines.append("\(key):".padding(Self.width) + "# " + why)
        if let name {
            lines.append("  name: \(name.yaml)")
            field(
                "  country", nil,
                "two capital letters, such as \(key == "buyer" ? "US" : "CN"); it says whose law and whose zone"
            )
        } else {
            lines.append("  # name: \(example)")
        }
    }

    private mutating func field(_ key: String, _ value: String?, _ why: String) {
        let text = key + ":" + (value.map { " " + $0.yaml } ?? "")
        lines.append(why.isEmpty ? text : text.padding(Self.width) + "# " + why)
    }
}

extension String {
    /// The text as a value of `claim.yaml`: plain where nothing in it can be misread, else in quotes.
    var yaml: String {
        let isPlain =
            utf8.first.map { ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || (48...57).contains($0) }
            == true
            && utf8.last != UInt8(ascii: " ")
            && utf8.allSatisfy {
                ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || (48...57).contains($0)
                    || " -_./,+()".utf8.contains($0)
            }
        if isPlain { return self }
        var quoted = "\""
        for scalar in unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(
                scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : scalar)
        }
        return quoted + "\""
    }

    /// The text with spaces behind it up to a column, and at least two.
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(2, width - unicodeScalars.count))
    }
}
