import ClaimText
import Testing

@testable import Collector

/// The mistakes people make in `claim.yaml`, with the exact words they get.
@Suite struct ClaimFileMistakesTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        /// Lines behind the least a claim needs, or the whole file when it begins with "claimpack".
        var text: String
        /// `line:column code: message | remedy`, one for each problem.
        var said: [String]
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ said: String...) {
            self.text = text
            self.said = said
        }
    }

    /// Five lines, so that the mistake of a row stands on line 6 or later.
    private static let head = CaseFolderRecipe.claim

    private static func said(of text: String) -> [String] {
        let file = text.hasPrefix("claimpack") || text.isEmpty ? text : head + text
        do throws(ClaimFileProblems) {
            _ = try ClaimFile(parsing: Array(file.utf8))
            return []
        } catch {
            return error.problems.problems.map {
                "\($0.line):\($0.column) \($0.code): \($0.message) | \($0.remedy)"
            }
        }
    }

    private static let rows = [
        Mistake(
            "refund:\n  ask: $35,200\n",
            #"7:8 claimfile.amount: "$35,200" is not an amount | Write the number without signs or commas, then the currency: 35200.00 USD"#
        ),
        Mistake(
            "refnd:\n  ask: 1 USD\n",
            #"6:1 claimfile.key.unknown: "refnd" is unknown | Did you mean "refund"?"#),
        Mistake(
            "  placed: 2026-02-03\n  placed: 2026-02-04\n",
            #"7:3 text.key.twice: "placed" is here and on line 6 | Keep one of the two"#),
        Mistake(
            "profile：x\n",
            #"6:8 text.colon.wide: this is the wide colon "：" | Use ":" and a space"#),
        Mistake("complaint:\n\tcause: x\n", "7:1 text.tab: a tab | Indent with two spaces"),
        Mistake(
            "complaint:\n  promised: clock: 168 MHz\n",
            #"7:18 text.colon.second: a second ":" on this line | Put the text in "quotes""#),
        Mistake(
            "buyer:\n  name: “Larkspur”\n",
            "7:9 text.quote.curly: “ ” are not needed | Remove them; if they belong to the text, put straight quotes around it"
        ),
        Mistake(
            "refund:\n  heads:\n    - for: freight\n      amount 1860.00 USD\n",
            #"9:7 text.colon.missing: no ":" after "amount" | Write the key, a colon, a space, then the value: amount: …"#
        ),
        Mistake(
            "  placed: 03/02/2026\n",
            "6:11 claimfile.date.order: 3 February or 2 March? | Write 2026-02-03 or 2026-03-02"),
        Mistake(
            "received:\n  - delivered: 2026-04-09T14:06\n",
            "7:16 claimfile.time.offset: this time has no offset from UTC | Add it, for China +08:00, for Austin in April -05:00: 2026-04-09T14:06+08:00; if it is unknown, write: 2026-04-09T14:06 zone unknown"
        ),
        Mistake(
            "exhibits:\n  - number: I-1\n    files: x\n",
            "7:13 claimfile.exhibit.letter: the letters I and O look like 1 and 0 | Use another letter"
        ),
    ]

    private static let moreRows = [
        Mistake(
            "exhibits:\n  - number: A-1\n    files: x\n    keep-out: yes\n    withheld: private\n",
            #"7:13 claimfile.exhibit.absent-twice: an exhibit is either kept out or withheld | Keep one: keep-out gives its digest away, withheld gives nothing away"#
        ),
        Mistake(
            "exhibits:\n  - number: A-1\n    withheld: yes\n",
            #"7:5 claimfile.key.missing: "exhibits[1].files" is missing | Add the line: files: A-contract/order-page.png"#
        ),
        Mistake(
            "exhibits:\n  - number: A-1\n    files: x\n  - number: A-1\n    files: y\n",
            "9:13 claimfile.exhibit.twice: A-1 is here and on line 7 | Give this exhibit the next free number of its letter"
        ),
        Mistake(
            "exhibits:\n  - number: a1\n    files: x\n",
            #"7:13 claimfile.exhibit.number: "a1" is not an exhibit number | Write A-1"#),
        Mistake(
            "exhibits:\n  - number: A-1\n    kind: contrct\n    files: x\n",
            #"8:11 claimfile.kind: "contrct" is not a kind of exhibit | Did you mean "contract"?"#),
        Mistake(
            "exhibits:\n  - number: A-1\n",
            #"7:5 claimfile.key.missing: "exhibits[1].files" is missing | Add the line: files: A-contract/order-page.png"#
        ),
        Mistake(
            "  total: 35200\n",
            #"6:10 claimfile.currency: "35200" has no currency | Write it behind the number: 35200.00 USD"#
        ),
        Mistake(
            "  total: 35.200,00 EUR\n",
            #"6:10 claimfile.amount: "35.200,00 EUR" is not an amount | Write the number without signs or commas, then the currency: 35200.00 USD"#
        ),
        Mistake(
            "  total: ￥1,250.5\n",
            #"6:10 claimfile.amount: "￥1,250.5" is not an amount | Write the number without signs or commas, then the currency: 1250.50 CNY"#
        ),
        Mistake(
            "  total: -5.00 USD\n",
            #"6:10 claimfile.amount.negative: "-5.00 USD" is below zero | Write the amount without "-""#
        ),
        Mistake(
            "shipments:\n  - quantity: 2,000 pcs\n",
            #"7:15 claimfile.number: "2,000 pcs" is not a number | Write digits without commas or words: 2000"#
        ),
        Mistake(
            "shipments:\n  - unit-weight: 80 g\n",
            #"7:18 claimfile.weight: "80 g" is not a weight in kilograms | Write the number, a space and the unit: 162.5 kg"#
        ),
        Mistake(
            "complaint:\n  counted-in: carton\n",
            #"7:15 claimfile.counted-in: "carton" is not a level of counting | Did you mean "cartons"?"#
        ),
        Mistake(
            "  tolerance: 2\n",
            #"6:14 claimfile.percent: "2" is not a percentage | Write a number from 0 to 100 and the sign: 2 %"#
        ),
        Mistake(
            "  ship-by: 2026-02-30\n",
            "6:12 claimfile.date: there is no day 2026-02-30 | Write year, month and day: 2026-02-03"
        ),
        Mistake(
            "  ship-by: Feb 3, 2026\n",
            #"6:12 claimfile.date: "Feb 3, 2026" is not a date | Write 2026-02-03"#),
        Mistake(
            "  ship-by: 2026年2月3日\n",
            #"6:12 claimfile.date: "2026年2月3日" is not a date | Write 2026-02-03"#),
        Mistake(
            "  placed: 2026-02-03T10:12 +08:00\n",
            #"6:11 claimfile.time: "2026-02-03T10:12 +08:00" is not a time | Write day, T, time and offset from UTC without spaces: 2026-04-09T14:06-05:00"#
        ),
        Mistake(
            "complaint:\n  goods-used: No\n",
            #"7:15 claimfile.yes-no: "No" is neither yes nor no | Write yes or no; leave the line out when you do not know"#
        ),
        Mistake(
            "buyer:\n  name: L\n  country: China\n",
            #"8:12 claimfile.country: "China" is not a country code | Write its two capital letters: CN, US, DE"#
        ),
        Mistake(
            "buyer: Larkspur\n",
            #"6:1 claimfile.shape: "buyer" takes keys of its own | Write its keys on the lines below it, two spaces further in"#
        ),
        Mistake(
            "buyer:\n  country: US\n",
            #"6:1 claimfile.key.missing: "buyer.name" is missing | Add the line: name: …"#),
        Mistake(
            "received:\n  quantity: 5\n",
            #"6:1 claimfile.shape: "received" takes a list | Put "- " before the first key of each row"#
        ),
        Mistake(
            "  spec:\n    - clock: 168 MHz\n",
            #"7:7 claimfile.shape: a key where one value is expected | Put a text with ": " in it in "quotes""#
        ),
        Mistake(
            "refund:\n  heads:\n    - for: x\n      proof: A-1, B-1\n",
            #"9:14 claimfile.proof.many: more than one exhibit number on a line | Write one a line, each behind "- ""#
        ),
        Mistake(
            "attest:\n  no-cuts: yes\n",
            #"7:3 claimfile.key.unknown: "no-cuts" is unknown under "attest" | Did you mean "no-cut"?"#
        ),
        Mistake(
            "claimpack: 2\nvenue: x\nreason: quallity\norder:\n  number: 1\n",
            #"1:12 claimfile.version: "2" is not a version this program reads | Write: claimpack: 1"#,
            #"3:9 claimfile.reason: "quallity" is not a reason | Did you mean "quality"?"#),
        Mistake(
            "claimpack: 1\nvenue: Alibaba TA\nreason: quality\n",
            #"1:1 claimfile.key.missing: "order.number" is missing | Write "order:", and on the line below it, two spaces further in, "number: …""#,
            #"2:8 claimfile.venue: "Alibaba TA" is not the name of a venue | Write it in small letters, digits and hyphens: alibaba-trade-assurance"#
        ),
        Mistake(
            "",
            #"1:1 claimfile.key.missing: "claimpack" is missing | Add the line: claimpack: 1"#,
            #"1:1 claimfile.key.missing: "venue" is missing | Add the line: venue: alibaba-trade-assurance"#,
            #"1:1 claimfile.key.missing: "reason" is missing | Add the line: reason: quality"#,
            #"1:1 claimfile.key.missing: "order.number" is missing | Write "order:", and on the line below it, two spaces further in, "number: …""#
        ),
    ]

    @Test(arguments: rows + moreRows)
    func `a mistake gets its line, column, code and words`(mistake: Mistake) {
        #expect(Self.said(of: mistake.text) == mistake.said)
    }

    @Test func `mistakes of form and of meaning are told together, by line`() throws {
        let text = """
            claimpack: 1
            venue：alibaba-trade-assurance
            reason: quality
            order:
              number: 1
              placed: 03/02/2026
              total: $5
            \trefund: x
            exhibits:
              - number: O-2
                files: x
            """
        #expect(Self.said(of: text).map { $0.prefix { $0 != ":" } } == ["2", "6", "7", "8", "10"])
    }

    @Test func `a problem prints in three lines`() {
        let text = Self.head + "refund:\n  ask: $35,200\n"
        do throws(ClaimFileProblems) {
            _ = try ClaimFile(parsing: Array(text.utf8))
            Issue.record("it was accepted")
        } catch {
            #expect(
                error.description == """
                    claim.yaml:7:8: "$35,200" is not an amount
                        7 |   ask: $35,200
                          |        ^^^^^^^
                       Write the number without signs or commas, then the currency: 35200.00 USD      [claimfile.amount]

                    """)
        }
    }

    @Test func `a file in GBK is told as such`() {
        let bytes = Array("claimpack: 1\nbuyer:\n  name: ".utf8) + [0xC9, 0xEE, 0xDB, 0xDA, 0x0A]
        let survey = ClaimFileSurvey(of: bytes)
        #expect(survey.problems.map(\.message) == ["not UTF-8 (looks like GBK)"])
        #expect(survey.problems.map(\.line) == [3])
    }

    @Test func `attack - a claim full of accidents stops nothing`() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let whole = Array(ClaimFileTests.whole.utf8)
        let accidents: [[UInt8]] = [
            [], [10], [9], [32, 32], [58], [58, 32], [45, 32], [34], [39], [35], [0], [0xFF],
            Array("：".utf8), Array("- number: I-1\n".utf8), Array("[".utf8), Array("|\n".utf8),
        ]
        var accepted = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0...next(3) {
                let start = next(bytes.count)
                bytes.replaceSubrange(
                    start..<min(bytes.count, start + next(12)),
                    with: accidents[next(accidents.count)])
            }
            let survey = ClaimFileSurvey(of: bytes)
            let lines = bytes.count { $0 == 10 } + 1
            let strays = survey.problems.filter { $0.line < 1 || $0.line > lines || $0.column < 1 }
            #expect(strays == [])
            #expect(survey.claim != nil || !survey.problems.isEmpty)
            if survey.problems.isEmpty { accepted += 1 }
        }
        #expect(accepted > 2)
    }

    @Test func `attack - thousands of unknown keys, rows or patterns ends soon`() throws {
        let keys = (0..<20_000).map { "key-\($0): x\n" }.joined()
        #expect(ClaimFileSurvey(of: Array(keys.utf8)).problems.count == 20_004)
        let rows = "exhibits:\n" + (0..<12_000).map { "- number: A-\($0)\n  files: x\n" }.joined()
        let twice = ClaimFileSurvey(of: Array(rows.utf8)).problems
        #expect(twice.contains { $0.code == "claimfile.exhibit.number" })
        let recipe = try CaseFolderRecipe(
            claim: CaseFolderRecipe.claim + "exhibits:\n  - number: A-1\n    files:\n"
                + (0..<10_000).map { "      - A-contract/page-\($0).png\n" }.joined(),
            files: ["A-contract/page.png": SampleBytes.png])
        #expect(throws: CollectorError.self) { try Collector.collect(caseFolder: recipe.path) }
    }

    @Test func `the nearest word counts swapped letters as one change`() {
        #expect(NearestWord.of("reufnd", in: ["order", "refund"]) == "refund")
        #expect(NearestWord.of("total", in: ["carrier"]) == nil)
        #expect(NearestWord.of("IMG_1.JPG", in: ["img_1.jpg"]) == "img_1.jpg")
    }
}
