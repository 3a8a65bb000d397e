import ClaimModel
import ClaimText

extension ClaimFileReader {
    /// Reads the whole file. The claim is nil when something it cannot be without is missing or
    /// cannot be read; the problems then say what.
    mutating func content() -> (claim: Claim?, exhibits: [DeclaredExhibit]) {
        var root = root()
        let version = required(
            "claimpack", in: &root, example: ClaimFile.version, as: ClaimValue.version)
        let venue = required(
            "venue", in: &root, example: "alibaba-trade-assurance", as: ClaimValue.venue)
        let reasons = reasons(in: &root)
        let filingOn = fact("filing-on", in: &root, as: ClaimValue.day)
        let buyer = party("buyer", in: &root)
        let supplier = party("supplier", in: &root)
        let order = order(in: &root)
        let shipments = shipments(in: &root)
        let receipts = receipts(in: &root)
        let complaint = complaint(in: &root)
        let refund = refund(in: &root)
        let nonconformities = nonconformities(in: &root)
        let counts = counts(in: &root)
        let exhibits = exhibits(in: &root)
        let attestation = attestation(in: &root)
        close(root)
        guard version != nil, let venue, !reasons.isEmpty, let order else { return (nil, exhibits) }
        let claim = Claim(
            venue: venue, reasons: reasons, filingOn: filingOn, buyer: buyer, supplier: supplier,
            order: order, shipments: shipments, receipts: receipts, complaint: complaint,
            refund: refund, nonconformities: nonconformities, counts: counts,
            attestation: attestation)
        return (claim, exhibits)
    }

    private mutating func reasons(in root: inout ClaimSection) -> [Fact<Reason>] {
        let nodes = nodes("reason", in: &root)
        if nodes.isEmpty { missing("reason", in: root, example: "quality") }
        var reasons: [Fact<Reason>] = []
        for (node, path) in nodes {
            guard let reason = fact(of: node, path: path, as: ClaimValue.reason) else { continue }
            if reasons.contains(where: { $0.value == reason.value }) {
                report(
                    "claimfile.reason.twice", at: node, "\(reason.raw.quoted()) is here twice",
                    "Keep one of the two")
                continue
            }
            reasons.append(reason)
        }
        return reasons
    }

    private mutating func party(_ key: String, in root: inout ClaimSection) -> Party? {
        guard var section = section(key, in: &root) else { return nil }
        let name = required("name", in: &section, example: "…", as: ClaimValue.text)
        let latinName = fact("latin-name", in: &section, as: ClaimValue.text)
        let aliases = facts("also", in: &section, as: ClaimValue.text)
        let country = fact("country", in: &section, as: ClaimValue.country)
        let email = fact("email", in: &section, as: ClaimValue.email)
        close(section)
        return name.map {
            Party(
                name: $0, latinName: latinName, aliases: aliases, country: country, email: email)
        }
    }

    private mutating func order(in root: inout ClaimSection) -> Order? {
        guard var section = section("order", in: &root) else {
            let entry = root.entries.first { $0.key == "order" }
            if entry == nil || entry?.value.scalar == "" { missingOrder(at: entry) }
            return nil
        }
        let number = required("number", in: &section, example: "…", as: ClaimValue.text)
        let placed = fact("placed", in: &section, as: ClaimValue.clock)
        let confirmed = fact("confirmed", in: &section, as: ClaimValue.clock)
        let shipBy = fact("ship-by", in: &section, as: ClaimValue.day)
        let deliverBy = fact("deliver-by", in: &section, as: ClaimValue.day)
        let shipTo = fact("ship-to", in: &section, as: ClaimValue.text)
        let incoterm = fact("incoterm", in: &section, as: ClaimValue.text)
        let total = fact("total", in: &section, as: ClaimValue.money)
        let freight = fact("freight", in: &section, as: ClaimValue.money)
        let discount = fact("discount", in: &section, as: ClaimValue.money)
        let paid = fact("paid", in: &section, as: ClaimValue.money)
        let paidOn = fact("paid-on", in: &section, as: ClaimValue.day)
        let paidThrough = fact("paid-through", in: &section, as: ClaimValue.text)
        let covered = fact("covered", in: &section, as: ClaimValue.money)
        let tolerance = fact("tolerance", in: &section, as: ClaimValue.percent)
        let resale = fact("resale", in: &section, as: ClaimValue.yesOrNo)
        let amendments = amendments(in: &section)
        let proof = proof(in: &section)
        var lines: [OrderLine] = []
        for var row in rows("lines", in: &section) {
            let item = required("item", in: &row, example: "…", as: ClaimValue.text)
            let quantity = fact("quantity", in: &row, as: ClaimValue.number)
            let unitPrice = fact("unit-price", in: &row, as: ClaimValue.money)
            let sum = fact("sum", in: &row, as: ClaimValue.money)
            close(row)
            if let item {
                lines.append(
                    OrderLine(item: item, quantity: quantity, unitPrice: unitPrice, sum: sum))
            }
        }
        let terms = terms(in: &section)
        close(section)
        return number.map {
            Order(
                number: $0, placed: placed, confirmed: confirmed, shipBy: shipBy,
                deliverBy: deliverBy, shipTo: shipTo, incoterm: incoterm, total: total,
                freight: freight, discount: discount, paid: paid, paidOn: paidOn,
                paidThrough: paidThrough, covered: covered, tolerance: tolerance, resale: resale,
                amendments: amendments, lines: lines, terms: terms, proof: proof)
        }
    }

    private mutating func amendments(in order: inout ClaimSection) -> [Amendment] {
        var amendments: [Amendment] = []
        for var row in rows("amended", in: &order) {
            amendments.append(
                Amendment(
                    agreed: fact("agreed", in: &row, as: ClaimValue.clock),
                    shipBy: fact("ship-by", in: &row, as: ClaimValue.day),
                    deliverBy: fact("deliver-by", in: &row, as: ClaimValue.day),
                    proof: proof(in: &row)))
            close(row)
        }
        return amendments
    }

    private mutating func missingOrder(at entry: TextEntry?) {
        report(
            missing: "order.number", line: entry?.line ?? 1,
            "Write \"order:\", and on the line below it, two spaces further in, \"number: …\"")
    }

    /// `spec:` takes a text with one term a line, or a list.
    private mutating func terms(in section: inout ClaimSection) -> [Fact<String>] {
        var terms: [Fact<String>] = []
        for (node, path) in nodes("spec", in: &section) {
            guard let text = fact(of: node, path: path, as: ClaimValue.text) else { continue }
            let lines = text.raw.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                let term = line.trimmingSpaces
                guard !term.isEmpty else { continue }
                let offset = node.style == .block ? index + 1 : 0
                terms.append(
                    Fact(
                        term, raw: term, place: .claim(path, line: node.line + offset),
                        origin: .declared))
            }
        }
        return terms
    }

    private mutating func shipments(in root: inout ClaimSection) -> [Shipment] {
        var shipments: [Shipment] = []
        for var row in rows("shipments", in: &root) {
            shipments.append(
                Shipment(
                    number: fact("number", in: &row, as: ClaimValue.text),
                    carrier: fact("carrier", in: &row, as: ClaimValue.text),
                    shipped: fact("shipped", in: &row, as: ClaimValue.clock),
                    quantity: fact("quantity", in: &row, as: ClaimValue.number),
                    cartons: fact("cartons", in: &row, as: ClaimValue.number),
                    perCarton: fact("per-carton", in: &row, as: ClaimValue.number),
                    unitWeight: fact("unit-weight", in: &row, as: ClaimValue.weight),
                    cartonWeight: fact("carton-weight", in: &row, as: ClaimValue.weight),
                    grossWeight: fact("gross-weight", in: &row, as: ClaimValue.weight),
                    billedWeight: fact("billed-weight", in: &row, as: ClaimValue.weight),
                    proof: proof(in: &row)))
            close(row)
        }
        return shipments
    }

    private mutating func receipts(in root: inout ClaimSection) -> [Receipt] {
        var receipts: [Receipt] = []
        for var row in rows("received", in: &root) {
            receipts.append(
                Receipt(
                    quantity: fact("quantity", in: &row, as: ClaimValue.number),
                    counted: fact("counted", in: &row, as: ClaimValue.number),
                    delivered: fact("delivered", in: &row, as: ClaimValue.clock),
                    confirmed: fact("confirmed", in: &row, as: ClaimValue.clock),
                    proof: proof(in: &row)))
            close(row)
        }
        return receipts
    }

    private mutating func complaint(in root: inout ClaimSection) -> Complaint? {
        guard var section = section("complaint", in: &root) else { return nil }
        let complaint = Complaint(
            promised: fact("promised", in: &section, as: ClaimValue.text),
            promisedAt: fact("promised-at", in: &section, as: ClaimValue.text),
            delivered: fact("delivered", in: &section, as: ClaimValue.text),
            deliveredAt: fact("delivered-at", in: &section, as: ClaimValue.text),
            toldSupplier: fact("told-supplier", in: &section, as: ClaimValue.clock),
            toldAt: fact("told-at", in: &section, as: ClaimValue.text),
            goodsUsed: fact("goods-used", in: &section, as: ClaimValue.yesOrNo),
            usedOn: fact("used-on", in: &section, as: ClaimValue.day),
            beforeShipment: fact("before-shipment", in: &section, as: ClaimValue.yesOrNo),
            cause: fact("cause", in: &section, as: ClaimValue.text),
            settled: fact("settled", in: &section, as: ClaimValue.yesOrNo),
            claimedElsewhere: fact("claimed-elsewhere", in: &section, as: ClaimValue.yesOrNo),
            countedIn: fact("counted-in", in: &section, as: ClaimValue.countLevel),
            decided: fact("decided", in: &section, as: ClaimValue.day),
            statement: fact("statement", in: &section, as: ClaimValue.text))
        close(section)
        return complaint
    }

    private mutating func refund(in root: inout ClaimSection) -> Refund? {
        guard var section = section("refund", in: &root) else { return nil }
        let ask = fact("ask", in: &section, as: ClaimValue.money)
        var heads: [RefundHead] = []
        for var row in rows("heads", in: &section) {
            let purpose = required("for", in: &row, example: "…", as: ClaimValue.text)
            let reason = fact("reason", in: &row, as: ClaimValue.reason)
            let units = fact("units", in: &row, as: ClaimValue.number)
            let unitPrice = fact("unit-price", in: &row, as: ClaimValue.money)
            let amount = fact("amount", in: &row, as: ClaimValue.money)
            let proof = proof(in: &row)
            close(row)
            if let purpose {
                heads.append(
                    RefundHead(
                        purpose: purpose, reason: reason, units: units, unitPrice: unitPrice,
                        amount: amount, proof: proof))
            }
        }
        close(section)
        return Refund(ask: ask, heads: heads)
    }

    private mutating func nonconformities(in root: inout ClaimSection) -> [Nonconformity] {
        var found: [Nonconformity] = []
        for var row in rows("nonconformity", in: &root) {
            let clause = required("clause", in: &row, example: "…", as: ClaimValue.text)
            let promised = fact("promised", in: &row, as: ClaimValue.text)
            let measured = fact("measured", in: &row, as: ClaimValue.text)
            let units = fact("units", in: &row, as: ClaimValue.number)
            let proof = proof(in: &row)
            close(row)
            if let clause {
                found.append(
                    Nonconformity(
                        clause: clause, promised: promised, measured: measured, units: units,
                        proof: proof))
            }
        }
        return found
    }

    private mutating func counts(in root: inout ClaimSection) -> [CartonCount] {
        var counts: [CartonCount] = []
        for var row in rows("count", in: &root) {
            let carton = required("carton", in: &row, example: "…", as: ClaimValue.text)
            let declared = fact("declared", in: &row, as: ClaimValue.number)
            let counted = fact("counted", in: &row, as: ClaimValue.number)
            let proof = proof(in: &row)
            close(row)
            if let carton {
                counts.append(
                    CartonCount(carton: carton, declared: declared, counted: counted, proof: proof))
            }
        }
        return counts
    }

    private mutating func attestation(in root: inout ClaimSection) -> [Attestation] {
        guard var section = section("attest", in: &root) else { return [] }
        var answers: [Attestation] = []
        for question in Attestation.Question.allCases {
            if let answer = fact(question.rawValue, in: &section, as: ClaimValue.yesOrNo) {
                answers.append(Attestation(question: question, answer: answer))
            }
        }
        close(section)
        return answers
    }

    /// `proof:` takes an exhibit number or a list of them; words may follow a number.
    private mutating func proof(in section: inout ClaimSection) -> [Fact<ExhibitNumber>] {
        facts("proof", in: &section, as: ClaimValue.leadingExhibitNumber)
    }
}

extension ClaimFileReader {
    private mutating func exhibits(in root: inout ClaimSection) -> [DeclaredExhibit] {
        var exhibits: [DeclaredExhibit] = []
        var lines: [ExhibitNumber: Int] = [:]
        for var row in rows("exhibits", in: &root) {
            let numberNode = row.entries.first { $0.key == "number" }?.value
            let number = required("number", in: &row, example: "A-1", as: ClaimValue.exhibitNumber)
            let kinds = kinds(in: &row)
            let fileNodes = nodes("files", in: &row)
            let title = fact("title", in: &row, as: ClaimValue.text)
            let dated = fact("dated", in: &row, as: ClaimValue.day)
            let captured = fact("captured", in: &row, as: ClaimValue.text)
            let channel = fact("channel", in: &row, as: ClaimValue.text)
            let by = fact("by", in: &row, as: ClaimValue.text)
            let translationOf = fact("translation-of", in: &row, as: ClaimValue.exhibitNumber)
            let keptOut = fact("keep-out", in: &row, as: ClaimValue.yesOrNo)
            let withheld = fact("withheld", in: &row, as: ClaimValue.text)
            close(row)
            if fileNodes.isEmpty { missing("files", in: row, example: "A-contract/order-page.png") }
            if keptOut?.value == true, withheld != nil, let node = numberNode {
                report(
                    "claimfile.exhibit.absent-twice", at: node,
                    "an exhibit is either kept out or withheld",
                    "Keep one: keep-out gives its digest away, withheld gives nothing away")
            }
            var files: [DeclaredFiles] = []
            for (node, path) in fileNodes {
                guard let text = fact(of: node, path: path, as: ClaimValue.text) else { continue }
                files.append(DeclaredFiles(pattern: text.value, node: node))
            }
            guard let number, let numberNode else { continue }
            if let first = lines.updateValue(numberNode.line, forKey: number.value) {
                report(
                    "claimfile.exhibit.twice", at: numberNode,
                    "\(number.value) is here and on line \(first)",
                    "Give this exhibit the next free number of its letter")
                continue
            }
            exhibits.append(
                DeclaredExhibit(
                    exhibit: Exhibit(
                        number: number.value, kinds: kinds, title: title, dated: dated,
                        captured: captured, channel: channel, by: by,
                        translationOf: translationOf,
                        keptOut: keptOut?.value == true ? keptOut : nil, withheld: withheld),
                    files: files))
        }
        return exhibits
    }

    private mutating func kinds(in row: inout ClaimSection) -> [ExhibitKind] {
        let nodes = nodes("kind", in: &row)
        if nodes.count > 2 {
            report(
                "claimfile.kind.many", at: nodes[2].node, "an exhibit is of one kind or two",
                "Keep the two that fit best")
        }
        var kinds: [ExhibitKind] = []
        for (node, path) in nodes.prefix(2) {
            guard let kind = fact(of: node, path: path, as: ClaimValue.kind)?.value else {
                continue
            }
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds
    }
}

extension Substring {
    /// The text without spaces around it.
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
