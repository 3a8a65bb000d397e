import Foundation
import TestSupport
import Testing

/// Two parties export one conversation and hand in a bundle each.
@Suite struct CompareCommandTests {
    private static let talk = [
        ("01/03/2026, 10:00", 0, "we need the lamps by the end of March"),
        ("01/03/2026, 10:05", 1, "no problem, they ship on the 28th"),
        ("01/03/2026, 10:06", 0, "ok"),
        ("02/03/2026, 09:00", 1, "the price is 7.70 USD a piece, 2,000 pieces"),
        ("02/03/2026, 09:10", 0, "ok"),
        ("20/03/2026, 08:00", 0, "are they ready?"),
        ("20/03/2026, 08:30", 1, "the ballasts are late, two weeks more"),
        ("20/03/2026, 08:31", 0, "ok"),
        ("20/04/2026, 11:00", 0, "the lamps arrived, 400 are broken"),
        ("20/04/2026, 11:20", 1, "please send photos of the cartons"),
    ]

    private static func export(_ messages: [(String, Int, String)], names: [String], hours: Int = 0) -> Data {
        Data(
            messages.map { time, sender, text in
                let hour = (Int(time.dropFirst(12).prefix(2)) ?? 0) + hours
                return "\(time.prefix(12))\(hour < 10 ? "0" : "")\(hour)\(time.dropFirst(14)) - \(names[sender]): \(text)\n"
            }.joined().utf8)
    }

    private static var supplier: Data {
        var messages = talk
        messages[3].2 = "the price is 7.90 USD a piece, 2,000 pieces"
        messages.remove(at: 7)
        messages.remove(at: 6)
        return export(messages, names: ["Larkspur", "Chen Bo"], hours: 2)
    }

    /// Builds `buyer.asice` and `supplier.asice` beside each other.
    private func inBundles(_ body: (URL) throws -> Void) throws {
        try Places.inNewFolder { folder in
            for (name, chat) in [
                ("buyer", Self.export(Self.talk, names: ["Dana", "Haoyu Chen"])), ("supplier", Self.supplier),
            ] {
                let site = try CrashSite(
                    in: folder.appendingPathComponent(name),
                    files: [
                        "A-contract/order.txt": Data("order 287340516001029481\n".utf8),
                        "C-chat/WhatsApp Chat.txt": chat,
                    ])
                let ran = try site.claimpack(CrashSite.build)
                #expect(ran.status == 0, "\(ran.errors)")
                try FileManager.default.copyItem(
                    at: site.folder.appendingPathComponent("out.asice"),
                    to: folder.appendingPathComponent("\(name).asice"))
            }
            try body(folder)
        }
    }

    @Test func `two deleted messages, a changed figure and a clock two hours off are exactly what is named`() throws {
        try inBundles { folder in
            let ran = try Run.claimpack(["compare", "buyer.asice", "supplier.asice", "--json"], in: folder)
            #expect(ran.status == 1, "\(ran.errors)")
            let root = try #require(
                JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
            #expect(root["schema"] as? String == "urn:claimpack:json:compare:1")
            #expect(root["result"] as? String == "differ")
            let findings = try #require(root["findings"] as? [[String: Any]])
            #expect(
                findings.map { $0["code"] as? String } == [
                    "compare.message.absent", "compare.message.altered", "compare.clock.differs",
                ])
            func texts(_ finding: [String: Any]) -> [String] {
                (finding["citations"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
            }
            #expect(texts(findings[0]) == ["the ballasts are late, two weeks more", "ok"])
            #expect(texts(findings[1]) == [Self.talk[3].2, "the price is 7.90 USD a piece, 2,000 pieces"])
            let comparison = try #require(root["comparison"] as? [String: Any])
            let conversation = try #require((comparison["conversations"] as? [[String: Any]])?.first)
            #expect(conversation["clockDifferenceSeconds"] as? Int == 7_200)
            #expect(
                conversation["counts"] as? [String: Int] == [
                    "same": 7, "altered": 1, "onlyFirst": 2, "onlySecond": 0, "shifted": 0,
                ])

            let text = try Run.claimpack(["compare", "buyer.asice", "supplier.asice"], in: folder)
            #expect(text.status == 1)
            #expect(text.output.contains("[!!] the two sides differ: 2 contradictions, 0 differences, 1 note"))
            #expect(text.output.contains("“the ballasts are late, two weeks more”"))
            for environment in [["TZ": "Pacific/Apia"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"]] {
                let other = try Run.claimpack(
                    ["compare", "buyer.asice", "supplier.asice"], in: folder, environment: environment)
                #expect(other.output == text.output)
            }
        }
    }

    @Test func `the page says the same, and is inert`() throws {
        try inBundles { folder in
            let ran = try Run.claimpack(
                ["compare", "buyer.asice", "supplier.asice", "--html", "page.html"], in: folder)
            #expect(ran.status == 1, "\(ran.errors)")
            let page = try String(contentsOf: folder.appendingPathComponent("page.html"), encoding: .utf8)
            for words in [
                "the ballasts are late, two weeks more", "the price is 7.90 USD a piece", "2 h ahead", "Chronology",
            ] { #expect(page.contains(words), "\(words)") }
            let judged = try Run.tool(
                "python3",
                ["-c", """
                    import html.parser, sys
                    class P(html.parser.HTMLParser):
                        open, bad = [], []
                        def handle_starttag(self, tag, attrs):
                            if tag in ("script", "img", "link", "a", "iframe"): self.bad.append(tag)
                            for name, value in attrs:
                                if name.startswith("on") or name in ("style", "src", "href"): self.bad.append(name)
                            if tag not in ("meta", "br"): self.open.append(tag)
                        def handle_endtag(self, tag):
                            assert self.open.pop() == tag, tag
                    p = P(); p.feed(open(sys.argv[1], encoding="utf-8").read())
                    assert not p.bad and not p.open, (p.bad, p.open)
                    print("ok")
                    """, folder.appendingPathComponent("page.html").path])
            #expect(judged.output == "ok\n", "\(judged.errors)")
            let again = try Run.claimpack(
                ["compare", "buyer.asice", "supplier.asice", "--html", "page.html"], in: folder)
            #expect(again.status == 73)
        }
    }

    @Test func `a bundle compared with itself agrees, with its case folder too`() throws {
        try inBundles { folder in
            for other in ["buyer.asice", "buyer/case"] {
                let ran = try Run.claimpack(["compare", "buyer.asice", other], in: folder)
                #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
                #expect(ran.output.contains("nothing contradicts"))
            }
        }
    }

    @Test func `a broken bundle is compared and its status wins`() throws {
        try inBundles { folder in
            let file = folder.appendingPathComponent("supplier.asice")
            var bytes = try Data(contentsOf: file)
            let range = try #require(bytes.range(of: Data("order 287340516001029481\n".utf8)))
            bytes[range.lowerBound] = UInt8(ascii: "O")
            try bytes.write(to: file)
            let ran = try Run.claimpack(["compare", "buyer.asice", "supplier.asice", "--json"], in: folder)
            #expect(ran.status == 2)
            #expect(ran.output.contains("compare.message.absent"))
            #expect(ran.errors.contains("the bundle is broken"))
        }
    }

    @Test func `what cannot be compared is an error as JSON too`() throws {
        try inBundles { folder in
            try Data("no bundle".utf8).write(to: folder.appendingPathComponent("text.asice"))
            for (other, statuses) in [("text.asice", [2, 3]), ("absent.asice", [66])] {
                let ran = try Run.claimpack(["compare", "buyer.asice", other, "--json"], in: folder)
                #expect(statuses.contains(Int(ran.status)), "\(other): \(ran.status)")
                #expect(ran.output.contains("\"result\" : \"stopped\""))
            }
        }
    }
}
