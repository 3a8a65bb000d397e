import ClaimModel
import SystemLibraries

/// Why a `claim.xml` could not be read, and on which line.
enum ClaimDocumentProblem: Error, Hashable, Sendable {
    /// An element, attribute or word this version does not know: a newer version may.
    case newer(line: Int, String)
    /// It breaks the grammar that it names.
    case malformed(line: Int, String)
}

extension ClaimDocument {
    /// Reads a document strictly: every element and attribute is known and read, or it is refused.
    static func read(_ bytes: [UInt8]) throws(ClaimDocumentProblem) -> SealedClaim {
        // Whatever is wrong is told by its place in the whole document.
        if let plain = PlainFiles(in: bytes), let sealed = try? parse(plain.rest, puttingBack: plain) {
            return sealed
        }
        return try parse(bytes)
    }

    /// - Parameter plain: the files that were taken out of the document.
    static func parse(
        _ bytes: [UInt8], puttingBack plain: PlainFiles? = nil
    ) throws(ClaimDocumentProblem) -> SealedClaim {
        var plain = plain
        let root: XMLElement
        do throws(XMLReaderError) {
            root = try XMLReader.read(bytes, limits: plain?.limits ?? XMLReader.Limits())
        } catch {
            throw .malformed(line: error.line, error.message)
        }
        guard root.isNamed("claim-document", in: namespace) else {
            let family = Array(namespaceFamily.utf8)
            if root.namespace.map({ $0.utf8.starts(with: family) }) == true,
                root.namespace.map({ $0.utf8.elementsEqual(namespace.utf8) }) != true
            {
                throw .newer(line: root.line, "it is written in a later grammar")
            }
            throw .malformed(line: root.line, "its outer element is not claim-document")
        }
        var document = try ElementCursor(root, attributes: ["round", "tool"])
        let round = try document.number("round", 1...BundleLayout.roundLimit)
        let tool = try document.attribute("tool")
        let claim = try ClaimReader.claim(try document.required("claim"))
        var exhibits: [SealedExhibit] = []
        for element in document.repeated("exhibit") {
            exhibits.append(try ClaimReader.exhibit(element, &plain))
        }
        if let plain, !plain.areAllPutBack {
            throw .malformed(line: root.line, "files stand where none belong")
        }
        let assessment = try document.optional("assessment").map(orThrow: ClaimReader.assessment)
        try document.finish()
        return SealedClaim(
            claim: claim, exhibits: exhibits, assessment: assessment, round: round, tool: tool)
    }
}

extension Optional where Wrapped == XMLElement {
    fileprivate func map<Result>(
        orThrow transform: (XMLElement) throws(ClaimDocumentProblem) -> Result
    ) throws(ClaimDocumentProblem) -> Result? {
        guard let self else { return nil }
        return try transform(self)
    }
}

/// Walks the children of one element in order; whatever is left over at the end is not known.
private struct ElementCursor {
    let element: XMLElement
    private let children: [XMLElement]
    private var index = 0

    init(_ element: XMLElement, attributes: [String]) throws(ClaimDocumentProblem) {
        self.element = element
        children = element.childElements
        if element.hasVisibleText {
            throw .malformed(line: element.line, "text stands in \(element.name)")
        }
        try Self.allow(attributes, on: element)
    }

    static func allow(_ names: [String], on element: XMLElement) throws(ClaimDocumentProblem) {
        if let attribute = element.attribute(notAmong: names) {
            throw .newer(
                line: element.line, "attribute \(display(attribute.name)) is not known on "
                    + display(element.name))
        }
    }

    mutating func optional(_ name: String) -> XMLElement? {
        guard index < children.count, children[index].isNamed(name, in: ClaimDocument.namespace)
        else { return nil }
        defer { index += 1 }
        return children[index]
    }

    mutating func required(_ name: String) throws(ClaimDocumentProblem) -> XMLElement {
        guard let child = optional(name) else {
            throw .malformed(line: element.line, "\(display(element.name)) has no \(name) first")
        }
        return child
    }

    mutating func repeated(_ name: String) -> [XMLElement] {
        var found: [XMLElement] = []
        while let child = optional(name) { found.append(child) }
        return found
    }

    func finish() throws(ClaimDocumentProblem) {
        guard index < children.count else { return }
        let child = children[index]
        throw .newer(
            line: child.line, "element \(display(child.name)) is not known at this place in "
                + display(element.name))
    }

    func attribute(_ name: String) throws(ClaimDocumentProblem) -> String {
        guard let value = element.attribute(named: name) else {
            throw .malformed(line: element.line, "\(display(element.name)) has no \(name)")
        }
        return value
    }

    func number(
        _ name: String, _ range: ClosedRange<Int>
    ) throws(ClaimDocumentProblem) -> Int {
        let written = try attribute(name)
        guard let value = Int(written), range.contains(value), written == String(value) else { throw .malformed(line: element.line, "\(name) is no number in its range") }
        return value
    }

    mutating func fact<Value>(
        _ name: String, _ form: FactForm<Value>
    ) throws(ClaimDocumentProblem) -> Fact<Value>? {
        guard let child = optional(name) else { return nil }
        return try FactReader.fact(child, form)
    }

    mutating func requiredFact<Value>(
        _ name: String, _ form: FactForm<Value>
    ) throws(ClaimDocumentProblem) -> Fact<Value> {
        try FactReader.fact(try required(name), form)
    }

    mutating func facts<Value>(
        _ name: String, _ form: FactForm<Value>
    ) throws(ClaimDocumentProblem) -> [Fact<Value>] {
        var facts: [Fact<Value>] = []
        while let fact = try fact(name, form) { facts.append(fact) }
        return facts
    }
}

private func display(_ text: String) -> String { PathText.display(Array(text.utf8.prefix(100))) }

/// Reads one fact: a leaf with its text and the attributes of its place.
private enum FactReader {
    static func fact<Value>(
        _ element: XMLElement, _ form: FactForm<Value>
    ) throws(ClaimDocumentProblem) -> Fact<Value> {
        let text = try leaf(
            element, attributes: ClaimDocument.placeAttributes + form.attributeNames)
        guard let value = form.parse(text, { element.attribute(named: $0) }) else {
            throw .malformed(line: element.line, "\(display(element.name)) has no readable value")
        }
        var origin = Origin.declared
        if let written = element.attribute(named: "origin") {
            guard let known = Origin(rawValue: written), known != .declared else {
                throw .newer(line: element.line, "the origin \(display(written)) is not known")
            }
            origin = known
        }
        var exhibit: ExhibitNumber?
        if let written = element.attribute(named: "in") {
            guard let number = ExhibitNumber(written) else {
                throw .malformed(line: element.line, "\(display(written)) is no exhibit")
            }
            exhibit = number
        }
        return Fact(
            value, raw: element.attribute(named: "raw") ?? text,
            place: Place(
                exhibit: exhibit, file: element.attribute(named: "file") ?? "claim.yaml",
                spot: try spot(element)),
            origin: origin)
    }

    /// The text of an element without children.
    static func leaf(
        _ element: XMLElement, attributes: [String]
    ) throws(ClaimDocumentProblem) -> String {
        try allowLeaf(element, attributes)
        return element.text
    }

    private static func allowLeaf(
        _ element: XMLElement, _ attributes: [String]
    ) throws(ClaimDocumentProblem) {
        try ElementCursor.allow(attributes, on: element)
        if let child = element.childElements.first {
            throw .newer(
                line: child.line, "element \(display(child.name)) is not known in "
                    + display(element.name))
        }
    }

    /// The text of an element without attributes and children, in UTF-8.
    static func leafBytes(_ element: XMLElement) throws(ClaimDocumentProblem) -> [UInt8] {
        try allowLeaf(element, [])
        return element.textBytes
    }

    static func spot(_ element: XMLElement) throws(ClaimDocumentProblem) -> Place.Spot {
        let line = try number("line", element)
        if let field = element.attribute(named: "field") { return .field(field, line: line) }
        if let line { return .line(line, column: try number("column", element)) }
        if let page = try number("page", element) {
            guard let written = element.attribute(named: "box") else {
                return .page(page, box: nil)
            }
            let edges = written.split(separator: " ", omittingEmptySubsequences: false)
                .map { Int($0) }
            guard edges.count == 4, let left = edges[0], let top = edges[1],
                let right = edges[2], let bottom = edges[3]
            else { throw .malformed(line: element.line, "a box has four whole numbers") }
            return .page(
                page, box: PageBox(left: left, top: top, right: right, bottom: bottom))
        }
        if let message = try number("message", element) { return .message(message) }
        if let member = element.attribute(named: "member") { return .member(member) }
        return .whole
    }

    private static func number(
        _ name: String, _ element: XMLElement
    ) throws(ClaimDocumentProblem) -> Int? {
        guard let written = element.attribute(named: name) else { return nil }
        guard let value = Int(written), value >= 0 else {
            throw .malformed(line: element.line, "\(name) is no number")
        }
        return value
    }
}

/// Reads the elements of a claim document into values.
private enum ClaimReader {
    static func claim(_ element: XMLElement) throws(ClaimDocumentProblem) -> Claim {
        var cursor = try ElementCursor(element, attributes: [])
        let venue = try cursor.requiredFact("venue", .venue)
        var reasons: [Fact<Reason>] = []
        for child in cursor.repeated("reason") {
            guard Reason(rawValue: child.text) != nil else {
                throw .newer(line: child.line, "the reason \(display(child.text)) is not known")
            }
            reasons.append(try FactReader.fact(child, .reason))
        }
        let filingOn = try cursor.fact("filing-on", .day)
        let buyer = try cursor.optional("buyer").map(orThrow: party)
        let supplier = try cursor.optional("supplier").map(orThrow: party)
        let order = try order(try cursor.required("order"))
        var shipments: [Shipment] = []
        for child in cursor.repeated("shipment") { shipments.append(try shipment(child)) }
        var receipts: [Receipt] = []
        for child in cursor.repeated("receipt") { receipts.append(try receipt(child)) }
        let complaint = try cursor.optional("complaint").map(orThrow: complaint)
        let refund = try cursor.optional("refund").map(orThrow: refund)
        var nonconformities: [Nonconformity] = []
        for child in cursor.repeated("nonconformity") {
            nonconformities.append(try nonconformity(child))
        }
        var counts: [CartonCount] = []
        for child in cursor.repeated("count") { counts.append(try count(child)) }
        var attestation: [Attestation] = []
        for child in cursor.repeated("attestation") { attestation.append(try answer(child)) }
        try cursor.finish()
        return Claim(
            venue: venue, reasons: reasons, filingOn: filingOn, buyer: buyer, supplier: supplier,
            order: order, shipments: shipments, receipts: receipts, complaint: complaint,
            refund: refund, nonconformities: nonconformities, counts: counts,
            attestation: attestation)
    }

    static func party(_ element: XMLElement) throws(ClaimDocumentProblem) -> Party {
        var cursor = try ElementCursor(element, attributes: [])
        let party = Party(
            name: try cursor.requiredFact("name", .text),
            latinName: try cursor.fact("latin-name", .text),
            aliases: try cursor.facts("alias", .text),
            country: try cursor.fact("country", .text), email: try cursor.fact("email", .text))
        try cursor.finish()
        return party
    }

    static func order(_ element: XMLElement) throws(ClaimDocumentProblem) -> Order {
        var cursor = try ElementCursor(element, attributes: [])
        var order = Order(number: try cursor.requiredFact("number", .text))
        order.placed = try cursor.fact("placed", .clock)
        order.confirmed = try cursor.fact("confirmed", .clock)
        order.shipBy = try cursor.fact("ship-by", .day)
        order.deliverBy = try cursor.fact("deliver-by", .day)
        order.shipTo = try cursor.fact("ship-to", .text)
        order.incoterm = try cursor.fact("incoterm", .text)
        order.total = try cursor.fact("total", .money)
        order.freight = try cursor.fact("freight", .money)
        order.discount = try cursor.fact("discount", .money)
        order.paid = try cursor.fact("paid", .money)
        order.paidOn = try cursor.fact("paid-on", .day)
        order.paidThrough = try cursor.fact("paid-through", .text)
        order.covered = try cursor.fact("covered", .money)
        order.tolerance = try cursor.fact("tolerance", .decimal)
        order.resale = try cursor.fact("resale", .yesOrNo)
        for child in cursor.repeated("amendment") {
            var amendment = try ElementCursor(child, attributes: [])
            order.amendments.append(
                Amendment(
                    agreed: try amendment.fact("agreed", .clock),
                    shipBy: try amendment.fact("ship-by", .day),
                    deliverBy: try amendment.fact("deliver-by", .day),
                    proof: try amendment.facts("proof", .exhibit)))
            try amendment.finish()
        }
        for child in cursor.repeated("line") {
            var line = try ElementCursor(child, attributes: [])
            order.lines.append(
                OrderLine(
                    item: try line.requiredFact("item", .text),
                    quantity: try line.fact("quantity", .decimal),
                    unitPrice: try line.fact("unit-price", .money),
                    sum: try line.fact("sum", .money)))
            try line.finish()
        }
        order.terms = try cursor.facts("term", .text)
        order.proof = try cursor.facts("proof", .exhibit)
        try cursor.finish()
        return order
    }

    static func shipment(_ element: XMLElement) throws(ClaimDocumentProblem) -> Shipment {
        var cursor = try ElementCursor(element, attributes: [])
        let shipment = Shipment(
            number: try cursor.fact("number", .text), carrier: try cursor.fact("carrier", .text),
            shipped: try cursor.fact("shipped", .clock),
            quantity: try cursor.fact("quantity", .decimal),
            cartons: try cursor.fact("cartons", .decimal),
            perCarton: try cursor.fact("per-carton", .decimal),
            unitWeight: try cursor.fact("unit-weight", .decimal),
            cartonWeight: try cursor.fact("carton-weight", .decimal),
            grossWeight: try cursor.fact("gross-weight", .decimal),
            billedWeight: try cursor.fact("billed-weight", .decimal),
            proof: try cursor.facts("proof", .exhibit))
        try cursor.finish()
        return shipment
    }

    static func receipt(_ element: XMLElement) throws(ClaimDocumentProblem) -> Receipt {
        var cursor = try ElementCursor(element, attributes: [])
        let receipt = Receipt(
            quantity: try cursor.fact("quantity", .decimal),
            counted: try cursor.fact("counted", .decimal),
            delivered: try cursor.fact("delivered", .clock),
            confirmed: try cursor.fact("confirmed", .clock),
            proof: try cursor.facts("proof", .exhibit))
        try cursor.finish()
        return receipt
    }

    static func complaint(_ element: XMLElement) throws(ClaimDocumentProblem) -> Complaint {
        var cursor = try ElementCursor(element, attributes: [])
        let complaint = Complaint(
            promised: try cursor.fact("promised", .text),
            promisedAt: try cursor.fact("promised-at", .text),
            delivered: try cursor.fact("delivered", .text),
            deliveredAt: try cursor.fact("delivered-at", .text),
            toldSupplier: try cursor.fact("told-supplier", .clock),
            toldAt: try cursor.fact("told-at", .text),
            goodsUsed: try cursor.fact("goods-used", .yesOrNo),
            usedOn: try cursor.fact("used-on", .day),
            beforeShipment: try cursor.fact("before-shipment", .yesOrNo),
            cause: try cursor.fact("cause", .text),
            settled: try cursor.fact("settled", .yesOrNo),
            claimedElsewhere: try cursor.fact("claimed-elsewhere", .yesOrNo),
            countedIn: try cursor.fact("counted-in", .countLevel),
            decided: try cursor.fact("decided", .day),
            statement: try cursor.fact("statement", .text))
        try cursor.finish()
        return complaint
    }

    static func refund(_ element: XMLElement) throws(ClaimDocumentProblem) -> Refund {
        var cursor = try ElementCursor(element, attributes: [])
        var refund = Refund(ask: try cursor.fact("ask", .money))
        for child in cursor.repeated("head") {
            var head = try ElementCursor(child, attributes: [])
            refund.heads.append(
                RefundHead(
                    purpose: try head.requiredFact("purpose", .text),
                    reason: try head.fact("reason", .reason),
                    units: try head.fact("units", .decimal),
                    unitPrice: try head.fact("unit-price", .money),
                    amount: try head.fact("amount", .money),
                    proof: try head.facts("proof", .exhibit)))
            try head.finish()
        }
        try cursor.finish()
        return refund
    }

    static func nonconformity(_ element: XMLElement) throws(ClaimDocumentProblem) -> Nonconformity {
        var cursor = try ElementCursor(element, attributes: [])
        let row = Nonconformity(
            clause: try cursor.requiredFact("clause", .text),
            promised: try cursor.fact("promised", .text),
            measured: try cursor.fact("measured", .text),
            units: try cursor.fact("units", .decimal), proof: try cursor.facts("proof", .exhibit))
        try cursor.finish()
        return row
    }

    static func count(_ element: XMLElement) throws(ClaimDocumentProblem) -> CartonCount {
        var cursor = try ElementCursor(element, attributes: [])
        let row = CartonCount(
            carton: try cursor.requiredFact("carton", .text),
            declared: try cursor.fact("declared", .decimal),
            counted: try cursor.fact("counted", .decimal),
            proof: try cursor.facts("proof", .exhibit))
        try cursor.finish()
        return row
    }

    static func answer(_ element: XMLElement) throws(ClaimDocumentProblem) -> Attestation {
        var cursor = try ElementCursor(element, attributes: ["question"])
        let written = try cursor.attribute("question")
        guard let question = Attestation.Question(rawValue: written) else {
            throw .newer(line: element.line, "the question \(display(written)) is not known")
        }
        let row = Attestation(
            question: question, answer: try cursor.requiredFact("answer", .yesOrNo))
        try cursor.finish()
        return row
    }

    static func exhibit(
        _ element: XMLElement, _ plain: inout PlainFiles?
    ) throws(ClaimDocumentProblem) -> SealedExhibit {
        var cursor = try ElementCursor(element, attributes: ["number", "kinds", "listed"])
        guard let number = ExhibitNumber(try cursor.attribute("number")) else {
            throw .malformed(line: element.line, "an exhibit has no readable number")
        }
        var exhibit = Exhibit(number: number)
        for word in try cursor.attribute("kinds").split(separator: " ") {
            guard let kind = ExhibitKind(rawValue: String(word)) else {
                throw .newer(line: element.line, "the kind \(display(String(word))) is not known")
            }
            exhibit.kinds.append(kind)
        }
        guard let isListed = FactForm<Bool>.yesOrNo.parse(try cursor.attribute("listed"), { _ in nil })
        else { throw .malformed(line: element.line, "listed is neither yes nor no") }
        exhibit.isListed = isListed
        exhibit.title = try cursor.fact("title", .text)
        exhibit.dated = try cursor.fact("dated", .day)
        exhibit.captured = try cursor.fact("captured", .text)
        exhibit.channel = try cursor.fact("channel", .text)
        exhibit.by = try cursor.fact("by", .text)
        exhibit.translationOf = try cursor.fact("translation-of", .exhibit)
        exhibit.keptOut = try cursor.fact("kept-out", .yesOrNo)
        exhibit.withheld = try cursor.fact("withheld", .text)
        var files: [SealedFile] = []
        for child in cursor.repeated("file") {
            if let run = plain?.putBack(at: child) {
                files += run
            } else {
                files.append(try file(child))
            }
        }
        var absent: [AbsentFile] = []
        for child in cursor.repeated("absent-file") { absent.append(try absentFile(child)) }
        try cursor.finish()
        return SealedExhibit(exhibit: exhibit, files: files, absentFiles: absent)
    }

    static func absentFile(_ element: XMLElement) throws(ClaimDocumentProblem) -> AbsentFile {
        var cursor = try ElementCursor(
            element, attributes: ["bytes", "sha256", "commitment", "type", "reading"])
        let byteCount = try cursor.number("bytes", 0...Int.max)
        let proof: AbsentFile.Proof
        if element.attribute(named: "commitment") == nil {
            proof = .digest(try digest("sha256", of: element))
        } else if element.attribute(named: "sha256") == nil {
            proof = .commitment(try digest("commitment", of: element))
        } else {
            throw .malformed(line: element.line, "an absent file has a digest and a commitment")
        }
        let mediaType = try cursor.attribute("type")
        let reading = try cursor.attribute("reading")
        let name = try path(try cursor.required("name"))
        let facts = try statedFacts(&cursor)
        try cursor.finish()
        return AbsentFile(
            name: name, byteCount: byteCount, mediaType: mediaType, proof: proof,
            reading: reading, facts: facts)
    }

    private static func digest(
        _ name: String, of element: XMLElement
    ) throws(ClaimDocumentProblem) -> ContentDigest {
        guard let hex = element.attributeBytes(named: name),
            let digest = ContentDigest(smallHex: hex)
        else {
            throw .malformed(line: element.line, "\(name) is not 64 small hexadecimal digits")
        }
        return digest
    }

    private static func statedFacts(
        _ cursor: inout ElementCursor
    ) throws(ClaimDocumentProblem) -> [StatedFact] {
        var facts: [StatedFact] = []
        for child in cursor.repeated("fact") {
            let value = try FactReader.leaf(
                child, attributes: ["name"] + ClaimDocument.placeAttributes)
            guard let name = child.attribute(named: "name") else {
                throw .malformed(line: child.line, "a fact has no name")
            }
            facts.append(
                StatedFact(
                    name, value, raw: child.attribute(named: "raw"),
                    spot: try FactReader.spot(child)))
        }
        return facts
    }

    static func file(_ element: XMLElement) throws(ClaimDocumentProblem) -> SealedFile {
        var cursor = try ElementCursor(
            element, attributes: ["bytes", "sha256", "type", "reading"])
        let byteCount = try cursor.number("bytes", 0...Int.max)
        let digest = try digest("sha256", of: element)
        let mediaType = try cursor.attribute("type")
        let reading = try cursor.attribute("reading")
        let entry = try path(try cursor.required("entry"))
        let written = try FactReader.leafBytes(try cursor.required("source"))
        guard let sourceName = PercentEncoding.decode(written[...]) else {
            throw .malformed(line: element.line, "a source name is not percent-encoded")
        }
        let duplicateOf = try cursor.optional("duplicate-of").map(orThrow: path)
        let facts = try statedFacts(&cursor)
        try cursor.finish()
        return SealedFile(
            entry: entry, sourceName: sourceName, byteCount: byteCount, digest: digest,
            mediaType: mediaType, reading: reading, facts: facts, duplicateOf: duplicateOf)
    }

    private static func path(_ element: XMLElement) throws(ClaimDocumentProblem) -> EntryPath {
        let bytes = try FactReader.leafBytes(element)
        do throws(EntryPathProblem) {
            return try EntryPath(bytes)
        } catch {
            let text = display(String(decoding: bytes, as: UTF8.self))
            throw .malformed(
                line: element.line, "\(text) is no name of an entry: \(error.words)")
        }
    }

    static func assessment(_ element: XMLElement) throws(ClaimDocumentProblem) -> SealedAssessment {
        let vector = try FactReader.leaf(
            element,
            attributes: ["rulebook", "version", "sha256", "as-of", "score", "band"])
        func attribute(_ name: String) throws(ClaimDocumentProblem) -> String {
            guard let value = element.attribute(named: name) else {
                throw .malformed(line: element.line, "the assessment has no \(name)")
            }
            return value
        }
        var digest: ContentDigest?
        if let hex = element.attribute(named: "sha256") {
            guard let known = ContentDigest(hex: hex), known.hex == hex else {
                throw .malformed(
                    line: element.line, "sha256 is not 64 small hexadecimal digits")
            }
            digest = known
        }
        guard let asOf = CalendarDay(try attribute("as-of")),
            let score = Int(try attribute("score")), (0...100).contains(score)
        else { throw .malformed(line: element.line, "the assessment has no day or no score") }
        guard let band = Score.Band(rawValue: try attribute("band")) else {
            throw .newer(line: element.line, "the band of the assessment is not known")
        }
        return SealedAssessment(
            rulebook: try attribute("rulebook"), version: try attribute("version"),
            rulebookDigest: digest, asOf: asOf, score: score, band: band, vector: vector)
    }
}
