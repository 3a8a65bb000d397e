import ClaimModel
import SystemLibraries

/// `claim.xml`: the sealed claim as a document. The grammar is `Resources/claim-1.xsd`; elements stand
/// in its order, and everything is written in one way only.
enum ClaimDocument {
    static let namespace = "urn:claimpack:claim:1"
    /// What namespaces of later grammars begin with.
    static let namespaceFamily = "urn:claimpack:claim:"
    static let byteLimit = 64 << 20

    /// Attributes are cut at this many bytes: escaped six times longer they still fit in the 16 KiB
    /// that a reader allows for a tag. Only quotations from evidence are ever that long.
    static let attributeByteLimit = 1_500

    /// Where a fact stands, on every fact.
    static let placeAttributes = [
        "raw", "origin", "in", "file", "field", "line", "column", "page", "box", "message", "member",
    ]

    /// How a file is spelled of which nothing is told but its size, digest, type, kind of reading and names.
    static let filePattern = XMLPattern(
        """

            <file bytes="{}" sha256="{}" type="{}" reading="{}">
              <entry>{}</entry>
              <source>{}</source>
            </file>
        """)

    static func document(of sealed: SealedClaim) throws -> [UInt8] {
        var writer = XMLWriter()
        // As much as the files take of which nothing else is told.
        writer.reserve(
            sealed.exhibits.reduce(0) { count, exhibit in
                exhibit.files.reduce(count) {
                    $0 + filePattern.byteCount + 120 + $1.entry.bytes.count + $1.sourceName.count
                }
            })
        try writer.element(
            "claim-document",
            [("xmlns", namespace), ("round", String(sealed.round)), ("tool", sealed.tool)]
        ) { document in
            try document.element("claim") { try $0.claim(sealed.claim) }
            for exhibit in sealed.exhibits { try document.exhibit(exhibit) }
            if let assessment = sealed.assessment { try document.assessment(assessment) }
        }
        return try writer.finish()
    }

    /// Attributes that say where something stands; `home` is the file that needs no saying.
    static func attributes(of place: Place, home: String?) -> [(String, String)] {
        var attributes: [(String, String)] = []
        if let exhibit = place.exhibit { attributes.append(("in", exhibit.description)) }
        if let file = place.file, home.map({ !$0.utf8.elementsEqual(file.utf8) }) ?? true {
            attributes.append(("file", shortened(file)))
        }
        return attributes + self.attributes(of: place.spot)
    }

    static func attributes(of spot: Place.Spot) -> [(String, String)] {
        switch spot {
        case .whole: []
        case .field(let path, let line):
            [("field", shortened(path))] + (line.map { [("line", String($0))] } ?? [])
        case .line(let line, let column):
            [("line", String(line))] + (column.map { [("column", String($0))] } ?? [])
        case .page(let page, let box):
            [("page", String(page))]
                + (box.map { [("box", "\($0.left) \($0.top) \($0.right) \($0.bottom)")] } ?? [])
        case .message(let number): [("message", String(number))]
        case .member(let path): [("member", shortened(path))]
        }
    }

    /// At most `attributeByteLimit` bytes, cut between characters; what XML cannot carry becomes U+FFFD.
    static func shortened(_ text: String) -> String {
        if text.utf8.count <= attributeByteLimit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            return text
        }
        var result = ""
        var byteCount = 0
        for scalar in text.unicodeScalars {
            let allowed = carried(scalar)
            byteCount += UTF8.width(allowed)
            guard byteCount <= attributeByteLimit else { break }
            result.unicodeScalars.append(allowed)
        }
        return result
    }

    /// The text with U+FFFD for what XML cannot carry (XML 1.0, production 2). For quotations from
    /// evidence only: what a person declared is refused instead.
    static func carried(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars { result.unicodeScalars.append(carried(scalar)) }
        return result
    }

    private static func carried(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: scalar
        case 0x00..<0x20, 0xFFFE, 0xFFFF: "\u{FFFD}"
        default: scalar
        }
    }
}

extension XMLWriter {
    fileprivate mutating func fact<Value>(
        _ name: String, _ fact: Fact<Value>?, _ form: FactForm<Value>
    ) throws {
        guard let fact else { return }
        let text = form.text(fact.value)
        var attributes = form.attributes(fact.value)
        if !fact.raw.utf8.elementsEqual(text.utf8) {
            attributes.append(("raw", ClaimDocument.shortened(fact.raw)))
        }
        if fact.origin != .declared { attributes.append(("origin", fact.origin.rawValue)) }
        attributes += ClaimDocument.attributes(of: fact.place, home: "claim.yaml")
        try element(name, attributes, text: text)
    }

    fileprivate mutating func facts<Value>(
        _ name: String, _ facts: [Fact<Value>], _ form: FactForm<Value>
    ) throws {
        for fact in facts { try self.fact(name, fact, form) }
    }

    fileprivate mutating func claim(_ claim: Claim) throws {
        try fact("venue", claim.venue, .venue)
        try facts("reason", claim.reasons, .reason)
        try fact("filing-on", claim.filingOn, .day)
        if let buyer = claim.buyer { try party("buyer", buyer) }
        if let supplier = claim.supplier { try party("supplier", supplier) }
        try element("order") { try $0.order(claim.order) }
        for shipment in claim.shipments {
            try element("shipment") {
                try $0.fact("number", shipment.number, .text)
                try $0.fact("carrier", shipment.carrier, .text)
                try $0.fact("shipped", shipment.shipped, .clock)
                try $0.fact("quantity", shipment.quantity, .decimal)
                try $0.fact("cartons", shipment.cartons, .decimal)
                try $0.fact("per-carton", shipment.perCarton, .decimal)
                try $0.fact("unit-weight", shipment.unitWeight, .decimal)
                try $0.fact("carton-weight", shipment.cartonWeight, .decimal)
                try $0.fact("gross-weight", shipment.grossWeight, .decimal)
                try $0.fact("billed-weight", shipment.billedWeight, .decimal)
                try $0.facts("proof", shipment.proof, .exhibit)
            }
        }
        for receipt in claim.receipts {
            try element("receipt") {
                try $0.fact("quantity", receipt.quantity, .decimal)
                try $0.fact("counted", receipt.counted, .decimal)
                try $0.fact("delivered", receipt.delivered, .clock)
                try $0.fact("confirmed", receipt.confirmed, .clock)
                try $0.facts("proof", receipt.proof, .exhibit)
            }
        }
        if let complaint = claim.complaint {
            try element("complaint") {
                try $0.fact("promised", complaint.promised, .text)
                try $0.fact("promised-at", complaint.promisedAt, .text)
                try $0.fact("delivered", complaint.delivered, .text)
                try $0.fact("delivered-at", complaint.deliveredAt, .text)
                try $0.fact("told-supplier", complaint.toldSupplier, .clock)
                try $0.fact("told-at", complaint.toldAt, .text)
                try $0.fact("goods-used", complaint.goodsUsed, .yesOrNo)
                try $0.fact("used-on", complaint.usedOn, .day)
                try $0.fact("before-shipment", complaint.beforeShipment, .yesOrNo)
                try $0.fact("cause", complaint.cause, .text)
                try $0.fact("settled", complaint.settled, .yesOrNo)
                try $0.fact("claimed-elsewhere", complaint.claimedElsewhere, .yesOrNo)
                try $0.fact("counted-in", complaint.countedIn, .countLevel)
                try $0.fact("decided", complaint.decided, .day)
                try $0.fact("statement", complaint.statement, .text)
            }
        }
        if let refund = claim.refund { try self.refund(refund) }
        for row in claim.nonconformities {
            try element("nonconformity") {
                try $0.fact("clause", row.clause, .text)
                try $0.fact("promised", row.promised, .text)
                try $0.fact("measured", row.measured, .text)
                try $0.fact("units", row.units, .decimal)
                try $0.facts("proof", row.proof, .exhibit)
            }
        }
        for row in claim.counts {
            try element("count") {
                try $0.fact("carton", row.carton, .text)
                try $0.fact("declared", row.declared, .decimal)
                try $0.fact("counted", row.counted, .decimal)
                try $0.facts("proof", row.proof, .exhibit)
            }
        }
        for row in claim.attestation {
            try element("attestation", [("question", row.question.rawValue)]) {
                try $0.fact("answer", row.answer, .yesOrNo)
            }
        }
    }

    private mutating func party(_ name: String, _ party: Party) throws {
        try element(name) {
            try $0.fact("name", party.name, .text)
            try $0.fact("latin-name", party.latinName, .text)
            try $0.facts("alias", party.aliases, .text)
            try $0.fact("country", party.country, .text)
            try $0.fact("email", party.email, .text)
        }
    }

    private mutating func order(_ order: Order) throws {
        try fact("number", order.number, .text)
        try fact("placed", order.placed, .clock)
        try fact("confirmed", order.confirmed, .clock)
        try fact("ship-by", order.shipBy, .day)
        try fact("deliver-by", order.deliverBy, .day)
        try fact("ship-to", order.shipTo, .text)
        try fact("incoterm", order.incoterm, .text)
        try fact("total", order.total, .money)
        try fact("freight", order.freight, .money)
        try fact("discount", order.discount, .money)
        try fact("paid", order.paid, .money)
        try fact("paid-on", order.paidOn, .day)
        try fact("paid-through", order.paidThrough, .text)
        try fact("covered", order.covered, .money)
        try fact("tolerance", order.tolerance, .decimal)
        try fact("resale", order.resale, .yesOrNo)
        for amendment in order.amendments {
            try element("amendment") {
                try $0.fact("agreed", amendment.agreed, .clock)
                try $0.fact("ship-by", amendment.shipBy, .day)
                try $0.fact("deliver-by", amendment.deliverBy, .day)
                try $0.facts("proof", amendment.proof, .exhibit)
            }
        }
        for line in order.lines {
            try element("line") {
                try $0.fact("item", line.item, .text)
                try $0.fact("quantity", line.quantity, .decimal)
                try $0.fact("unit-price", line.unitPrice, .money)
                try $0.fact("sum", line.sum, .money)
            }
        }
        try facts("term", order.terms, .text)
        try facts("proof", order.proof, .exhibit)
    }

    private mutating func refund(_ refund: Refund) throws {
        try element("refund") { writer in
            try writer.fact("ask", refund.ask, .money)
            for head in refund.heads {
                try writer.element("head") {
                    try $0.fact("purpose", head.purpose, .text)
                    try $0.fact("reason", head.reason, .reason)
                    try $0.fact("units", head.units, .decimal)
                    try $0.fact("unit-price", head.unitPrice, .money)
                    try $0.fact("amount", head.amount, .money)
                    try $0.facts("proof", head.proof, .exhibit)
                }
            }
        }
    }

    fileprivate mutating func exhibit(_ sealed: SealedExhibit) throws {
        let exhibit = sealed.exhibit
        try element(
            "exhibit",
            [
                ("number", exhibit.number.description),
                ("kinds", exhibit.kinds.map(\.rawValue).joined(separator: " ")),
                ("listed", exhibit.isListed ? "yes" : "no"),
            ]
        ) { writer in
            try writer.fact("title", exhibit.title, .text)
            try writer.fact("dated", exhibit.dated, .day)
            try writer.fact("captured", exhibit.captured, .text)
            try writer.fact("channel", exhibit.channel, .text)
            try writer.fact("by", exhibit.by, .text)
            try writer.fact("translation-of", exhibit.translationOf, .exhibit)
            try writer.fact("kept-out", exhibit.keptOut, .yesOrNo)
            try writer.fact("withheld", exhibit.withheld, .text)
            for file in sealed.files { try writer.file(file) }
            for file in sealed.absentFiles { try writer.absentFile(file) }
        }
    }

    private mutating func file(_ file: SealedFile) throws {
        if file.facts.isEmpty, file.duplicateOf == nil {
            let isWritten = try element(like: ClaimDocument.filePattern) { index, text in
                switch index {
                case 0: text.append(contentsOf: String(file.byteCount).utf8)
                case 1: file.digest.appendHex(to: &text)
                case 2: text.append(contentsOf: ClaimDocument.shortened(file.mediaType).utf8)
                case 3: text.append(contentsOf: file.reading.utf8)
                case 4: text.append(contentsOf: file.entry.bytes)
                default: PercentEncoding.append(file.sourceName, to: &text)
                }
            }
            if isWritten { return }
        }
        try element(
            "file",
            [
                ("bytes", String(file.byteCount)), ("sha256", file.digest.hex),
                ("type", ClaimDocument.shortened(file.mediaType)), ("reading", file.reading),
            ]
        ) { writer in
            try writer.element("entry", text: file.entry.text)
            try writer.element("source", text: PercentEncoding.encode(file.sourceName))
            if let original = file.duplicateOf {
                try writer.element("duplicate-of", text: original.text)
            }
            try writer.statedFacts(file.facts)
        }
    }

    private mutating func absentFile(_ file: AbsentFile) throws {
        let proof: (String, String)
        switch file.proof {
        case .digest(let digest): proof = ("sha256", digest.hex)
        case .commitment(let commitment?): proof = ("commitment", commitment.hex)
        case .commitment(nil): throw SealedArchiveError.uncommitted(file.name)
        }
        try element(
            "absent-file",
            [
                ("bytes", String(file.byteCount)), proof,
                ("type", ClaimDocument.shortened(file.mediaType)), ("reading", file.reading),
            ]
        ) { writer in
            try writer.element("name", text: file.name.text)
            try writer.statedFacts(file.facts)
        }
    }

    private mutating func statedFacts(_ facts: [StatedFact]) throws {
        for fact in facts {
            var attributes = [("name", fact.name)]
            if let raw = fact.raw { attributes.append(("raw", ClaimDocument.shortened(raw))) }
            attributes += ClaimDocument.attributes(of: fact.spot)
            try element("fact", attributes, text: ClaimDocument.carried(fact.value))
        }
    }

    fileprivate mutating func assessment(_ assessment: SealedAssessment) throws {
        var attributes = [
            ("rulebook", assessment.rulebook), ("version", assessment.version),
        ]
        if let digest = assessment.rulebookDigest { attributes.append(("sha256", digest.hex)) }
        attributes += [
            ("as-of", assessment.asOf.description), ("score", String(assessment.score)),
            ("band", assessment.band.rawValue),
        ]
        try element("assessment", attributes, text: assessment.vector)
    }
}
