import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

@Suite struct ClaimDocumentTests {
    private static func fact<Value>(_ value: Value, _ raw: String, _ field: String = "x") -> Fact<Value> {
        Fact(value, raw: raw, place: .claim(field, line: 7), origin: .declared)
    }

    private static func clock(_ text: String) -> Fact<ClockReading> {
        fact(ClockReading(iso8601: text, keeper: .party)!, text)
    }

    /// A claim that uses every field.
    static let full: SealedClaim = {
        let proof = [fact(ExhibitNumber("A-1")!, "A-1")]
        let number = ExactDecimal("5000")!
        let party = Party(
            name: fact("深圳市某某电子有限公司", "深圳市某某电子有限公司"),
            latinName: fact("Shenzhen Sample Electronics Co., Ltd", "Shenzhen Sample Electronics Co., Ltd"),
            aliases: [fact("Kai <sales>", "Kai <sales>"), fact("K&S", "K&S")],
            country: fact("CN", "CN"), email: fact("kai@sample.example", "kai@sample.example"))
        let undecided = ClockReading(
            raw: "04/05/2026, 14:06", wallClock: WallClock(day: CalendarDay("2026-05-04")!, hour: 14, minute: 6)!,
            keeper: .device, alternative: WallClock(day: CalendarDay("2026-04-05")!, hour: 14, minute: 6)!)
        let hourOnly = ClockReading(
            raw: "about 2 pm", wallClock: WallClock(day: CalendarDay("2026-05-04")!, hour: 14)!, keeper: .party)
        let claim = Claim(
            venue: fact(Venue("alibaba-trade-assurance"), "alibaba-trade-assurance"),
            reasons: [fact(.quality, "quality"), fact(.lateShipment, "late-shipment")],
            filingOn: fact(CalendarDay("2026-04-20")!, "2026-04-20"), buyer: party, supplier: party,
            order: Order(
                number: fact("0028", "0028"), placed: clock("2026-01-10T09:12+08:00"),
                confirmed: fact(undecided, "04/05/2026, 14:06"),
                shipBy: fact(CalendarDay("2026-03-31")!, "2026-03-31"),
                deliverBy: fact(CalendarDay("2026-04-09")!, "2026-04-09"),
                shipTo: fact("1 Street\nTown\r\n\ttab  two", "1 Street\nTown\r\n\ttab  two"),
                incoterm: fact("DAP Hamburg", "DAP Hamburg"), total: fact(Money("38500.00 USD")!, "38,500 USD"),
                freight: fact(Money("10.00 USD")!, "10.00 USD"), discount: fact(Money("0.00 USD")!, "0 USD"),
                paid: fact(Money("38500.00 USD")!, "38500.00 USD"),
                paidOn: fact(CalendarDay("2026-01-11")!, "2026-01-11"),
                paidThrough: fact("bank-transfer", "bank-transfer"),
                covered: fact(Money("38500.00 USD")!, "38500.00 USD"),
                tolerance: fact(ExactDecimal("2.5")!, "2.5 %"), resale: fact(true, "yes"),
                amendments: [
                    Amendment(
                        agreed: clock("2026-03-01"), shipBy: fact(CalendarDay("2026-04-02")!, "2026-04-02"),
                        deliverBy: fact(CalendarDay("2026-04-12")!, "2026-04-12"), proof: proof), Amendment(),
                ],
                lines: [
                    OrderLine(
                        item: fact("PCB assembly", "PCB assembly"), quantity: fact(number, "5,000"),
                        unitPrice: fact(Money("7.70 USD")!, "7.70 USD"), sum: fact(Money("38500.00 USD")!, "38500.00 USD"))
                ],
                terms: [fact("MCU as on the sample", "MCU as on the sample")], proof: proof),
            shipments: [
                Shipment(
                    number: fact("SF1", "SF1"), carrier: fact("SF", "SF"), shipped: clock("2026-04-01"),
                    quantity: fact(number, "5000"), cartons: fact(number, "5000"), perCarton: fact(number, "5000"),
                    unitWeight: fact(ExactDecimal("0.08")!, "0.08 kg"), cartonWeight: fact(number, "5000 kg"),
                    grossWeight: fact(number, "5000 kg"), billedWeight: fact(number, "5000 kg"),
                    proof: proof)
            ],
            receipts: [
                Receipt(
                    quantity: fact(number, "5000"), counted: fact(number, "5000"),
                    delivered: clock("2026-04-09T14:06:31Z"), confirmed: fact(hourOnly, "about 2 pm"), proof: proof)
            ],
            complaint: Complaint(
                promised: fact("", ""), promisedAt: fact("A-1", "A-1"), delivered: fact("other", "other"),
                deliveredAt: fact("D-1", "D-1"), toldSupplier: clock("2026-04-10T10:00-05:00"),
                toldAt: fact("C-1", "C-1"), goodsUsed: fact(false, "no"),
                usedOn: fact(CalendarDay("2026-04-12")!, "2026-04-12"), beforeShipment: fact(false, "no"),
                cause: fact("substituted-component", "substituted-component"), settled: fact(true, "true"),
                claimedElsewhere: fact(false, "no"), countedIn: fact(.innerPacks, "inner-packs"),
                decided: fact(CalendarDay("2026-05-12")!, "2026-05-12"), statement: fact("as A-1 shows", "as A-1 shows")),
            refund: Refund(
                ask: fact(Money("35200.00 USD")!, "35200 USD"),
                heads: [
                    RefundHead(
                        purpose: fact("boards", "boards"), reason: fact(.quality, "quality"), units: fact(number, "5000"),
                        unitPrice: fact(Money("7.70 USD")!, "7.70 USD"), amount: fact(Money("1.00 USD")!, "1 USD"),
                        proof: proof)
                ]),
            nonconformities: [
                Nonconformity(
                    clause: fact("3.1", "3.1"), promised: fact("a", "a"), measured: fact("b", "b"),
                    units: fact(number, "5000"), proof: proof)
            ],
            counts: [
                CartonCount(
                    carton: fact("1/80", "1/80"), declared: fact(number, "5000"), counted: fact(number, "4999"),
                    proof: proof)
            ],
            attestation: Attestation.Question.allCases.map { Attestation(question: $0, answer: fact(true, "yes")) })
        let exhibit = Exhibit(
            number: ExhibitNumber("C-2")!, kinds: ExhibitKind.allCases, title: fact("Chat", "Chat"),
            dated: fact(CalendarDay("2026-04-01")!, "2026-04-01"), captured: fact("by Mira", "by Mira"),
            channel: fact("platform", "platform"), by: fact("Mira", "Mira"),
            translationOf: fact(ExhibitNumber("C-1")!, "C-1"), isListed: false)
        let place = Fact("x", raw: "y", place: Place(exhibit: ExhibitNumber("C-2"), file: "a.pdf", spot: .page(2, box: PageBox(left: 1, top: -2, right: 3, bottom: 4))), origin: .read)
        var foreign = exhibit
        foreign.number = ExhibitNumber("C-3")!
        foreign.kinds = []
        foreign.by = place
        let facts: [StatedFact] = [
            StatedFact("a", "1"), StatedFact("b", "2", raw: "two"),
            StatedFact("c", "3", spot: .field("x.y", line: nil)), StatedFact("c", "3", spot: .field("x.y", line: 4)),
            StatedFact("d", "4", spot: .line(5, column: 6)), StatedFact("d", "4", spot: .line(5, column: nil)),
            StatedFact("e", "5", spot: .page(1, box: nil)), StatedFact("f", "6", spot: .message(36)),
            StatedFact("g", "<&>\"'", raw: "\"<&>'\n\t", spot: .member("$.a[0]")),
        ]
        return SealedClaim(
            claim: claim,
            exhibits: [
                SealedExhibit(
                    exhibit: exhibit,
                    files: [
                        SealedFile(
                            entry: try! EntryPath("exhibits/C-2/聊天.txt"), sourceName: [0xFF, 0x20, 0x2F],
                            byteCount: 12, digest: ContentDigest([UInt8](repeating: 7, count: 32))!,
                            mediaType: "text/plain", reading: "chat", facts: facts,
                            duplicateOf: try! EntryPath("exhibits/C-1/chat.txt"))
                    ]), SealedExhibit(exhibit: foreign),
            ],
            assessment: SealedAssessment(
                rulebook: "alibaba-trade-assurance", version: "2026-01",
                rulebookDigest: ContentDigest([UInt8](repeating: 9, count: 32)), asOf: CalendarDay("2026-04-20")!,
                score: 55, band: .d, vector: "CP1/E:62/100;C:35/79"),
            tool: "claimpack 1.0.0")
    }()

    @Test func `every field of a claim comes back`() throws {
        let document = try ClaimDocument.document(of: Self.full)
        let read = try ClaimDocument.read(document)
        #expect(read.claim == Self.full.claim)
        #expect(read.exhibits == Self.full.exhibits)
        #expect(read == Self.full)
        #expect(try ClaimDocument.document(of: read) == document)
    }

    @Test func `another program validates a claim with every field`() throws {
        try Places.inNewFolder { folder in
            try Data(try ClaimDocument.document(of: Self.full)).write(to: folder.appendingPathComponent("claim.xml"))
            try Data(PackageResources.claim_1_xsd).write(to: folder.appendingPathComponent("claim.xsd"))
            let ran = try Run.tool(
                "xmllint", ["--noout", "--nonet", "--schema", "claim.xsd", "claim.xml"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
        }
    }

    @Test func `the schema refuses what the reader refuses`() throws {
        let text = String(decoding: try ClaimDocument.document(of: Self.full), as: UTF8.self)
        for (old, new) in [
            ("<order>", "<order><surprise/>"), ("<venue ", "<venue surprise=\"\" "),
            ("number=\"C-2\"", "number=\"c-2\""), ("score=\"55\"", "score=\"101\""),
            ("38500.00 USD</total>", "lots</total>"), (">quality<", ">mood<"),
        ] {
            #expect(text.contains(old), "\(old)")
            let changed = Array(text.replacing(old, with: new).utf8)
            #expect(throws: ClaimDocumentProblem.self, "\(old)") { try ClaimDocument.read(changed) }
            try Places.inNewFolder { folder in
                try Data(changed).write(to: folder.appendingPathComponent("claim.xml"))
                try Data(PackageResources.claim_1_xsd).write(to: folder.appendingPathComponent("claim.xsd"))
                let ran = try Run.tool(
                    "xmllint", ["--noout", "--nonet", "--schema", "claim.xsd", "claim.xml"], in: folder)
                #expect(ran.status == 3, "\(old)")
            }
        }
    }

    @Test func `quotations from evidence cannot make a document that no reader accepts`() throws {
        var sealed = Self.full
        let hostile = String(repeating: "\"&<\u{0}\u{B}\n", count: 10_000)
        sealed.exhibits[0].files[0].facts = [
            StatedFact("chat.title", hostile, raw: hostile + "x", spot: .member(hostile))
        ]
        let read = try ClaimDocument.read(try ClaimDocument.document(of: sealed))
        let fact = try #require(read.exhibits[0].files[0].facts.first)
        #expect(fact.value.hasPrefix("\"&<\u{FFFD}\u{FFFD}\n"))
        #expect(fact.value.unicodeScalars.count == hostile.unicodeScalars.count)
        #expect((fact.raw?.utf8.count ?? 0) <= ClaimDocument.attributeByteLimit)
    }

    @Test func `a declared text that XML cannot carry is named`() throws {
        var sealed = Self.full
        sealed.claim.order.number = Self.fact("12\u{7}", "12\u{7}")
        #expect(throws: XMLWriterError.forbiddenCharacter("\u{7}", element: "number")) {
            try ClaimDocument.document(of: sealed)
        }
    }
}
