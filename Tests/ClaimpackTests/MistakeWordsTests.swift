import Foundation
import TestSupport
import Testing

/// The mistakes people make in a case or a call, with the exact words they get.
@Suite struct MistakeWordsTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        /// Text of the sample's claim.yaml, and what stands there instead.
        var from: String
        var to: String
        /// Everything that is printed of it.
        var said: String
        var testDescription: String { to.debugDescription }
    }

    static let mistakes = [
        Mistake(
            from: "filing-on: 2026-04-14 ", to: "filing-on：2026-04-14 ",
            said: """
                claim.yaml:6:10: this is the wide colon "："
                    6 | filing-on：2026-04-14                 # day 5 after delivery
                      |          ^^
                   Use ":" and a space      [text.colon.wide]
                """),
        Mistake(
            from: "  ask: 35200.00 USD", to: "\task: 35200.00 USD",
            said: """
                claim.yaml:66:1: a tab
                   66 | →ask: 35200.00 USD
                      | ^
                   Indent with two spaces      [text.tab]
                """),
        Mistake(
            from: "  cause: substituted-component", to: "  cause: wrong part: all of it",
            said: """
                claim.yaml:63:20: a second ":" on this line
                   63 |   cause: wrong part: all of it
                      |                    ^
                   Put the text in "quotes"      [text.colon.second]
                """),
        Mistake(
            from: "  ask: 35200.00 USD", to: "  ask: $35,200",
            said: """
                claim.yaml:66:8: "$35,200" is not an amount
                   66 |   ask: $35,200
                      |        ^^^^^^^
                   Write the number without signs or commas, then the currency: 35200.00 USD      [claimfile.amount]
                """),
        Mistake(
            from: "refund:", to: "refnd:",
            said: """
                claim.yaml:65:1: "refnd" is unknown
                   65 | refnd:
                      | ^^^^^
                   Did you mean "refund"?      [claimfile.key.unknown]
                """),
        Mistake(
            from: "  confirmed: 2026-02-04", to: "  placed: 2026-02-04",
            said: """
                claim.yaml:19:3: "placed" is here and on line 18
                   19 |   placed: 2026-02-04
                      |   ^^^^^^
                   Keep one of the two      [text.key.twice]
                """),
        Mistake(
            from: "  name: Larkspur Devices LLC", to: "  name: “Larkspur Devices LLC”",
            said: """
                claim.yaml:8:9: “ ” are not needed
                    8 |   name: “Larkspur Devices LLC”
                      |         ^^^^^^^^^^^^^^^^^^^^^^
                   Remove them; if they belong to the text, put straight quotes around it      [text.quote.curly]
                """),
        Mistake(
            from: "      amount: 1860.00 USD", to: "      amount 1860.00 USD",
            said: """
                claim.yaml:73:7: no ":" after "amount"
                   73 |       amount 1860.00 USD
                      |       ^^^^^^
                   Write the key, a colon, a space, then the value: amount: …      [text.colon.missing]
                """),
        Mistake(
            from: "  ship-by: 2026-03-31", to: "  ship-by: 03/02/2026",
            said: """
                claim.yaml:20:12: 3 February or 2 March?
                   20 |   ship-by: 03/02/2026
                      |            ^^^^^^^^^^
                   Write 2026-02-03 or 2026-03-02      [claimfile.date.order]
                """),
        Mistake(
            from: "2026-04-10T09:12-05:00", to: "2026-04-10T09:12",
            said: """
                claim.yaml:60:18: this time has no offset from UTC
                   60 |   told-supplier: 2026-04-10T09:12
                      |                  ^^^^^^^^^^^^^^^^
                   Add it, for China +08:00, for Austin in April -05:00: 2026-04-10T09:12+08:00; if it is unknown, write: 2026-04-10T09:12 zone unknown      [claimfile.time.offset]
                """),
        Mistake(
            from: "B-payment-shipping/freight-invoice.pdf",
            to: "B-payment-shipping\\freight-invoice.pdf",
            said: """
                claim.yaml:128:12: no such file: "B-payment-shipping\\freight-invoice.pdf"
                  128 |     files: B-payment-shipping\\freight-invoice.pdf
                      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   Write "/" between folder and file: B-payment-shipping/freight-invoice.pdf      [claimfile.file.missing]
                """),
        Mistake(
            from: "B-payment-shipping/tracking.json", to: "B-payment-shipping/traking.json",
            said: """
                claim.yaml:122:12: no such file: "B-payment-shipping/traking.json"
                  122 |     files: B-payment-shipping/traking.json
                      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   Did you mean B-payment-shipping/tracking.json?      [claimfile.file.missing]
                """),
        Mistake(
            from: "  - number: E-3", to: "  - number: I-3",
            said: """
                claim.yaml:168:13: the letters I and O look like 1 and 0
                  168 |   - number: I-3
                      |             ^^^
                   Use another letter      [claimfile.exhibit.letter]
                """),
    ]

    private func edited(_ folder: URL, _ mistakes: [Mistake]) throws {
        let sample = folder.appendingPathComponent("case")
        try FileManager.default.copyItem(at: Places.sample, to: sample)
        let file = sample.appendingPathComponent("claim.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        for mistake in mistakes {
            let range = try #require(
                text.range(of: mistake.from), "the sample no longer holds “\(mistake.from)”")
            text.replaceSubrange(range, with: mistake.to)
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test(arguments: mistakes)
    func `a mistake in claim.yaml is told in three lines`(mistake: Mistake) throws {
        try Places.inNewFolder { folder in
            try edited(folder, [mistake])
            let ran = try Run.claimpack(["check", "case"], in: folder)
            #expect(ran.status == 65)
            #expect(ran.errors == mistake.said + "\n")
            #expect(ran.output.isEmpty)
        }
    }

    @Test func `two mistakes are told at once, by line`() throws {
        try Places.inNewFolder { folder in
            let two = [Self.mistakes[6], Self.mistakes[3]]
            try edited(folder, two)
            let ran = try Run.claimpack(["check", "case"], in: folder)
            #expect(ran.errors == two.map { $0.said + "\n" }.joined(separator: "\n"))
        }
    }

    @Test func `a file in another encoding is told as what it looks like`() throws {
        try Places.inNewFolder { folder in
            let bytes =
                Array("claimpack: 1\nbuyer:\n  name: ".utf8) + [0xC9, 0xEE, 0xDB, 0xDA, 0x0A]
            try Data(bytes).write(to: folder.appendingPathComponent("claim.yaml"))
            let ran = try Run.claimpack(["check", "."], in: folder)
            #expect(ran.status == 65)
            #expect(ran.errors.hasPrefix("claim.yaml:3:"))
            #expect(ran.errors.contains("not UTF-8 (looks like GBK)"))
        }
    }

    @Test
    func `heads that do not add up, and a file in no exhibit, are findings with their places`()
        throws
    {
        try Places.inNewFolder { folder in
            try edited(folder, [])
            try Data("x".utf8).write(to: folder.appendingPathComponent("case/IMG_2300.jpg"))
            let ran = try Run.claimpack(["check", "case", "--whole", "--no-programs"], in: folder)
            #expect(ran.status == 1 || ran.status == 3)
            for words in [
                "35,200.00 USD is asked, 17,260.00 USD is supported", "claim.yaml:66, refund.ask",
                "\"IMG_2300.jpg\" is in no exhibit and not packed",
            ] { #expect(ran.output.contains(words), "\(words)") }
        }
    }

    /// A call, its exit status and all it prints on standard error; nothing goes to standard output.
    @Test(
        arguments: [
            (
                ["chekc", "case"], 64,
                "claimpack: there is no command “chekc”; did you mean “check”?\n"
            ),
            (
                ["exprot", "case"], 64,
                "claimpack: there is no command “exprot”; did you mean “export”?\n"
            ),
            (
                ["insp", "case"], 64,
                "claimpack: there is no command “insp”; did you mean “inspect”?\n"
            ),
            (
                ["check", "cas"], 66,
                "cannot open cas: no such file or directory\n   did you mean case?\n   [file.absent]\n"
            ),
            (
                ["check", "case/A-contrat"], 66,
                "cannot open case/A-contrat: no such file or directory\n   did you mean case/A-contract?\n   [file.absent]\n"
            ),
            (
                ["export", "case", "--for", "paypall", "-o", "x"], 64,
                "claimpack: there is no venue “paypall”; did you mean “paypal”?\n"
            ),
            (
                ["export", "case", "--for", "alibaba", "-o", "x"], 64,
                "claimpack: there is no venue “alibaba”; did you mean “alibaba-trade-assurance”?\n"
            ),
            (
                ["check", "case/claim.yaml"], 64,
                "claimpack: name the folder of the case, not its claim.yaml\n"
            ),
        ] as [([String], Int32, String)])
    func `a wrong call gets the nearest match`(arguments: [String], status: Int32, said: String)
        throws
    {
        try Places.inNewFolder { folder in
            try edited(folder, [])
            let ran = try Run.claimpack(arguments, in: folder)
            #expect(ran.status == status)
            #expect(ran.errors == said)
            #expect(ran.output.isEmpty)
        }
    }

    @Test(arguments: [
        (["check", "case", "--as-off", "2026-04-14"], "--as-off", "--as-of"),
        (["export", "case", "--fro", "paypal", "-o", "x"], "--fro", "--for"),
        (["trust", "add", "x.crt", "--lable", "x"], "--lable", "--label"),
        (["check", "case", "--jsn"], "--jsn", "--json"),
    ])
    func `a misspelt option gets the nearest one`(
        arguments: [String], wrong: String, meant: String
    ) throws {
        let ran = try Run.claimpack(arguments)
        #expect(ran.status == 64)
        #expect(
            ran.errors == "claimpack: there is no option “\(wrong)”; did you mean “\(meant)”?\n")
    }

    @Test func `claimpack alone says the four things a person wants to do`() throws {
        let ran = try Run.claimpack([])
        #expect(ran.status == 0 && ran.errors.isEmpty)
        for words in ["claimpack init", "claimpack check", "claimpack build", "claimpack inspect"] {
            #expect(ran.output.contains(words))
        }
        #expect(ran.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
