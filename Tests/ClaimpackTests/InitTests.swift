import Foundation
import TestSupport
import Testing

/// `claimpack init`: proposals for a messy folder, a file a person can fill, nothing lost on a second
/// run, and no question where nobody can answer.
@Suite struct InitTests {
    private static func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private static func claim(_ folder: URL) throws -> String {
        try String(contentsOf: folder.appendingPathComponent("claim.yaml"), encoding: .utf8)
    }

    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    // MARK: Real files

    /// Files of the corpus with the kinds that are right for them: by the index, and for documents by
    /// what a person sees in them.
    private static let documents: [String: Set<String>] = [
        "inv_AmazonWebServices.pdf": ["shipping-documents", "amount"],
        "inv_FlipkartInvoice.pdf": ["shipping-documents", "amount"],
        "inv_azure_sample.pdf": ["shipping-documents", "amount"],
        "inv_oyo.pdf": ["shipping-documents", "amount"], "bol_mindee.jpg": ["shipping-documents"],
        "sgs_fcc_SZEM210200207301.pdf": ["inspection"], "sgs_voc_ce.pdf": ["inspection"],
        "paralight_a3880e.pdf": ["spec"],
        "Cal_Test_Global_Specialties_5102_RoHS_Certificate.pdf": ["inspection"],
        "Statement_of_Compliance_PN_1-2176340-9_220819_162836.pdf": ["inspection"],
    ]

    private static func evidence() throws -> [(file: URL, kinds: Set<String>)] {
        guard let corpus = Places.corpus?.appendingPathComponent("evidence") else { return [] }
        let table = try String(
            contentsOf: corpus.appendingPathComponent("index.tsv"), encoding: .utf8)
        var taken: [String: Int] = [:]
        let most = ["chat": 12, "tracking": 9, "video": 6, "photo": 8]
        var list: [(file: URL, kinds: Set<String>)] = []
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            let (kind, format, name) = (fields[0], fields[1], fields[2])
            guard format != "number-rules", format != "sidecar" else { continue }
            let file = corpus.appendingPathComponent("\(kind)/\(name)")
            if let kinds = documents[name] { list.append((file, kinds)) }
            // One of each format first: the spread counts, not the number.
            guard let most = most[kind], taken[kind, default: 0] < most,
                taken[format, default: 0] < (kind == "video" || kind == "photo" ? 3 : 1)
            else { continue }
            taken[kind, default: 0] += 1
            taken[format, default: 0] += 1
            let kinds = [
                "chat": ["chat", "chat-off-platform"], "tracking": ["tracking"], "video": ["video"],
                "photo": ["photos"],
            ]
            list.append((file, Set(kinds[kind] ?? [])))
        }
        return list
    }

    /// Names help to guess; without them the content alone has to do.
    @Test(
        .enabled(if: Places.corpus != nil, "the corpus is not beside the package"),
        arguments: [false, true])
    func `a folder of forty unsorted real files gets the right kinds, and check works at once`(
        hidesNames: Bool
    ) throws {
        let evidence = try Self.evidence()
        #expect(evidence.count >= 40)
        try Places.inNewFolder { folder in
            var originals: [String: URL] = [:]
            for (index, (file, _)) in evidence.enumerated() {
                let name = hidesNames ? "f\(index)x.\(file.pathExtension)" : file.lastPathComponent
                originals[name] = file
                try FileManager.default.copyItem(at: file, to: folder.appendingPathComponent(name))
            }
            let kinds = Dictionary(uniqueKeysWithValues: evidence.map { ($0.file, $0.kinds) })
            let ran = try Run.claimpack(["init", "--yes", "--json"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let proposed = try #require(try Self.json(ran.output)["facts"] as? [String: String])
            let wrong = originals.filter { !(kinds[$1]?.contains(proposed[$0] ?? "") ?? false) }
            #expect(
                wrong.count * 10 <= evidence.count,
                "\(wrong.map { "\($1.lastPathComponent): \(proposed[$0] ?? "none")" })")
            // Nothing was moved or changed: every file lies where it lay.
            let made = Set(try Self.names(folder)).subtracting(originals.keys)
            #expect(
                made == [
                    "claim.yaml", "A-contract", "B-payment-shipping", "C-chat", "D-inspection",
                    "E-photos-video", "F-count", "G-other",
                ])
            for (name, file) in originals {
                #expect(
                    try Data(contentsOf: folder.appendingPathComponent(name))
                        == Data(contentsOf: file))
            }
            guard !hidesNames else { return }
            let check = try Run.claimpack(["check", "."], in: folder)
            #expect(check.status == 1 || check.status == 3, "\(check.errors)")
            #expect(check.output.contains("of 100"))
        }
    }

    // MARK: The file

    @Test func `every empty field says in a comment why it matters`() throws {
        try Places.inNewFolder { folder in
            try Data("x".utf8).write(to: folder.appendingPathComponent("order page 1.txt"))
            let ran = try Run.claimpack(["init", "--yes"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            for line in try Self.claim(folder).split(separator: "\n") {
                let text = line.drop { $0 == " " }
                guard !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { continue }
                let value = text[text.index(after: colon)...].drop { $0 == " " }
                let opens = ["order:", "complaint:", "refund:", "exhibits:"].contains(String(line))
                if value.isEmpty { #expect(opens, "\(line)") }
                if value.hasPrefix("#") { #expect(value.count > 20, "\(line)") }
            }
        }
    }

    @Test func `names that mean something to YAML or to a shell are listed as they are`() throws {
        try Places.inNewFolder { folder in
            let names = [
                "a: b.txt", "- x.txt", "#1.txt", "it's \"so\".txt", "订单 页.txt", "x # y.txt", "no",
                "b\\c.txt",
            ]
            for name in names { try Data(name.utf8).write(to: folder.appendingPathComponent(name)) }
            #expect(try Run.claimpack(["init", "--yes"], in: folder).status == 0)
            let check = try Run.claimpack(["check", ".", "--json"], in: folder)
            #expect(check.status == 1, "\(check.errors)")
            let exhibits = try #require(try Self.json(check.output)["exhibits"] as? [[String: Any]])
            #expect(exhibits.count == names.count)
        }
    }

    @Test
    func
        `answers given as options stand in the file, and a tracking record fills in what it knows`()
        throws
    {
        try Places.inNewFolder { folder in
            for name in ["B-payment-shipping/tracking.json", "C-chat/messages.html"] {
                let file = Places.sample.appendingPathComponent(name)
                try FileManager.default.copyItem(
                    at: file, to: folder.appendingPathComponent(file.lastPathComponent))
            }
            let ran = try Run.claimpack(
                [
                    "init", "--order", "287340516001029481", "--buyer", "Larkspur \"Devices\" LLC",
                    "--venue",
                    "paypal", "--reason", "quality", "--total", "38500.00 USD", "--ask",
                    "15400.00 USD",
                ], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let check = try Run.claimpack(["check", ".", "--json"], in: folder)
            #expect(check.status == 1, "\(check.errors)")
            let claim = try Self.claim(folder)
            for line in [
                "  number: 287340516001029481", "  name: \"Larkspur \\\"Devices\\\" LLC\"",
                "  total: 38500.00 USD", "  - number: 1Z7R4W186704182938",
                "  - delivered: 2026-04-09",
                "venue: paypal",
            ] { #expect(claim.contains("\n\(line)"), "\(line)") }
        }
    }

    // MARK: Again

    @Test func `a second run changes nothing, and a third adds only what is new`() throws {
        try Places.inNewFolder { folder in
            try FileManager.default.copyItem(
                at: Places.sample, to: folder.appendingPathComponent("case"))
            let sample = folder.appendingPathComponent("case")
            let written = try Self.claim(sample)
            let again = try Run.claimpack(["init", "case", "--yes"], in: folder)
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output.contains("nothing was written"))
            #expect(try Self.claim(sample) == written)
            try Data("Tracking 12345".utf8).write(
                to: sample.appendingPathComponent("D-inspection/second report.txt"))
            try Data("hello".utf8).write(to: sample.appendingPathComponent("packing list.txt"))
            let added = try Run.claimpack(["init", "case", "--yes"], in: folder)
            #expect(added.status == 0, "\(added.errors)")
            let after = try Self.claim(sample)
            // Every line a person wrote is there, in its order.
            var rest = after.split(separator: "\n", omittingEmptySubsequences: false)[...]
            for line in written.split(separator: "\n", omittingEmptySubsequences: false) {
                let place = try #require(rest.firstIndex(of: line), "\(line)")
                rest = rest[(place + 1)...]
            }
            #expect(after.contains("second report.txt") && after.contains("packing list.txt"))
            let kept = try String(
                contentsOf: sample.appendingPathComponent("_claim-1.yaml"), encoding: .utf8)
            #expect(kept == written)
            let check = try Run.claimpack(["check", "case", "--json", "--no-programs"], in: folder)
            let exhibits = try #require(try Self.json(check.output)["exhibits"] as? [[String: Any]])
            #expect(exhibits.count == 13, "\(check.errors)")
            #expect(
                try Run.claimpack(["init", "case", "--yes"], in: folder).output.contains(
                    "nothing was written"))
        }
    }

    @Test func `a claim.yaml with mistakes is not touched`() throws {
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("claim.yaml")
            try "claimpack: 1\nvenue: x\nreson: quality\n".write(
                to: file, atomically: true, encoding: .utf8)
            let before = try Data(contentsOf: file)
            let ran = try Run.claimpack(["init", "--yes"], in: folder)
            #expect(ran.status == 65)
            #expect(
                ran.errors.contains("Did you mean \"reason\"?")
                    && ran.errors.contains("claimpack init --fix"))
            #expect(try Data(contentsOf: file) == before)
            #expect(try Self.names(folder) == ["claim.yaml"])
        }
    }

    @Test func `without a terminal nothing is asked, and what is missing is said`() throws {
        try Places.inNewFolder { folder in
            let ran = try Run.claimpack(["init"], in: folder)
            #expect(ran.status == 64)
            #expect(ran.errors.contains("--order") && ran.errors.contains("--yes"))
            #expect(try Self.names(folder).isEmpty)
        }
    }

    // MARK: Repairs

    /// A line of claim.yaml with a mistake, and what --fix makes of it; nil when a person has to decide.
    @Test(
        arguments: [
            ("buyer:\n\tname: Larkspur", "buyer:\n  name: Larkspur"),
            ("filing-on：2026-04-14", "filing-on: 2026-04-14"),
            ("buyer:\n  name: “Larkspur”", "buyer:\n  name: \"Larkspur\""),
            ("filing-on: 14/04/2026", "filing-on: 2026-04-14"),
            ("filing-on: April 14, 2026", "filing-on: 2026-04-14"),
            ("filing-on: 2026年4月14日", "filing-on: 2026-04-14"),
            ("refnd:\n  ask: 1.00 USD", "refund:\n  ask: 1.00 USD"),
            ("refnd：\n\task: 1.00 USD", "refund: \n  ask: 1.00 USD"),
            ("filing-on: 03/02/2026", nil), ("refund:\n  ask: $35,200", nil),
        ] as [(String, String?)])
    func `a mistake that leaves no doubt is repaired, and no other`(wrong: String, right: String?)
        throws
    {
        try Places.inNewFolder { folder in
            let head =
                "claimpack: 1\nvenue: paypal\nreason: quality\norder:\n  number: 5 # my words\n"
            let file = folder.appendingPathComponent("claim.yaml")
            try (head + wrong + "\n").write(to: file, atomically: true, encoding: .utf8)
            let ran = try Run.claimpack(["init", "--fix"], in: folder)
            #expect(ran.status == (right == nil ? 65 : 0), "\(ran.output)\(ran.errors)")
            #expect(try Self.claim(folder) == head + (right ?? wrong) + "\n")
            let names = try Self.names(folder)
            #expect(names == (right == nil ? ["claim.yaml"] : ["_claim-1.yaml", "claim.yaml"]))
            if right != nil {
                #expect(ran.output.contains("  - ") && ran.output.contains("  + "))
                let kept = try String(
                    contentsOf: folder.appendingPathComponent("_claim-1.yaml"), encoding: .utf8)
                #expect(kept == head + wrong + "\n")
            }
        }
    }
}
