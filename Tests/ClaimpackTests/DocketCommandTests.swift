import Foundation
import TestSupport
import Testing

/// An office's queue: many bundles, some of them bad, in one file that may be made again at any time.
@Suite struct DocketCommandTests {
    /// Ways in which a bundle is bad, each from a good one.
    private static let breakings: [(name: String, break: @Sendable (URL) throws -> Void)] = [
        ("a byte of evidence", { try edit($0) { bytes in
            guard let range = bytes.range(of: Data("order page".utf8)) else { throw CocoaError(.fileReadUnknown) }
            bytes[range.lowerBound] = 0x4F
        } }),
        ("cut in half", { try edit($0) { $0 = $0.prefix($0.count / 2) } }),
        ("empty", { try Data().write(to: $0) }),
        ("no zip", { try Data("hello\n".utf8).write(to: $0) }),
        ("bytes behind its end", { try edit($0) { $0 += Data("more".utf8) } }),
        ("a byte of the seal", { try edit($0) { bytes in
            guard let range = bytes.range(of: Data("META-INF/signature001.p7s".utf8)) else {
                throw CocoaError(.fileReadUnknown)
            }
            bytes[range.upperBound + 400] ^= 1
        } }),
        ("a folder", { try FileManager.default.removeItem(at: $0)
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: false) }),
        ("a link to nothing", { try FileManager.default.removeItem(at: $0)
            try FileManager.default.createSymbolicLink(atPath: $0.path, withDestinationPath: "nowhere") }),
        ("a pipe", { try FileManager.default.removeItem(at: $0)
            _ = try Run.tool("mkfifo", [$0.path]) }),
        ("a plain zip", { try FileManager.default.removeItem(at: $0)
            _ = try Run.tool("python3", ["-c", "import zipfile,sys; zipfile.ZipFile(sys.argv[1],'w').writestr('a','b')", $0.path]) }),
    ]

    private static func edit(_ file: URL, _ change: (inout Data) throws -> Void) throws {
        var bytes = try Data(contentsOf: file)
        try change(&bytes)
        try bytes.write(to: file)
    }

    /// Fills `inbox` with bundles of a few cases; every tenth is broken in another way.
    private func fill(_ folder: URL, count: Int) throws -> URL {
        let inbox = folder.appendingPathComponent("inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let kinds = 4
        for kind in 0..<kinds {
            let site = try CrashSite(
                in: folder.appendingPathComponent("site\(kind)"),
                files: ["A-contract/order.txt": Data("order page \(kind)\n".utf8)])
            let claim = """
                claimpack: 1
                venue: alibaba-trade-assurance
                reason: quality
                filing-on: 2026-04-14
                buyer:
                  name: "=HYPERLINK(\\"http://x.example\\")"
                order:
                  number: "28734051600102948\(kind)"
                received:
                  - quantity: 1
                    delivered: 2026-04-0\(kind + 1)T14:06-05:00

                """
            try Data(claim.utf8).write(to: site.folder.appendingPathComponent("case/claim.yaml"))
            let ran = try site.claimpack(CrashSite.build)
            #expect(ran.status == 0, "\(ran.errors)")
        }
        for index in 0..<count {
            let file = inbox.appendingPathComponent("b\(1_000 + index).asice")
            try FileManager.default.copyItem(
                at: folder.appendingPathComponent("site\(index % kinds)/out.asice"), to: file)
            if index % 10 == 9 { try Self.breakings[index / 10 % Self.breakings.count].break(file) }
        }
        return inbox
    }

    private func rows(_ folder: URL) throws -> [[String: Any]] {
        let ran = try Run.claimpack(["docket", "list", "--json", "--as-of", "2026-04-14"], in: folder)
        #expect(ran.status == 0, "\(ran.errors)")
        let root = try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
        return try #require(root?["docket"] as? [[String: Any]])
    }

    private static let add = ["docket", "add", "inbox", "--no-programs", "--as-of", "2026-04-14", "--json"]

    private func facts(_ ran: Ran) throws -> [String: String] {
        let root = try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
        return try #require(root?["facts"] as? [String: String])
    }

    @Test func `bad bundles become rows with their reason, and what is known is not read again`() throws {
        let count = ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] == nil ? 100 : 1_000
        try Places.inNewFolder { folder in
            let inbox = try fill(folder, count: count)
            let first = try Run.claimpack(Self.add, in: folder)
            #expect(first.status == 2, "\(first.errors)")
            #expect(try facts(first)["read"] == String(count))

            let rows = try rows(folder)
            #expect(rows.count == count)
            let bad = rows.filter { $0["reason"] != nil }
            #expect(bad.count == count / 10)
            for row in bad { #expect((row["reason"] as? String)?.isEmpty == false) }
            // Good ones first, the fewest days left first; bad ones last.
            #expect(rows.suffix(bad.count).allSatisfy { $0["reason"] != nil })
            let days = rows.dropLast(bad.count).compactMap { $0["daysLeft"] as? Int }
            #expect(days.count == count - bad.count && days == days.sorted())
            #expect(Set(bad.compactMap { $0["result"] as? String }).isSuperset(of: ["broken", "stopped"]))
            #expect(Set(bad.compactMap { $0["reason"] as? String }).count >= 6)

            let again = try Run.claimpack(Self.add, in: folder)
            // What cannot be opened is tried again; the rest is left alone.
            let unopened = (0..<count / 10).count { (6...8).contains($0 % 10) }
            #expect(try facts(again)["read"] == String(unopened))
            #expect(try facts(again)["unchanged"] == String(count - unopened))

            try Self.edit(inbox.appendingPathComponent("b1000.asice")) { $0 += Data("x".utf8) }
            try FileManager.default.removeItem(at: inbox.appendingPathComponent("b1001.asice"))
            let third = try facts(try Run.claimpack(Self.add, in: folder))
            #expect(third["read"] == String(unopened + 1) && third["removed"] == "1")
        }
    }

    @Test func `trust that was taken back is not remembered, nor are other rules`() throws {
        try Places.inNewFolder { folder in
            _ = try fill(folder, count: 1)
            let add = Self.add + ["--allowed-signers", "known", "--rulebook", "rules.yaml"]
            func trust(_ lines: String) throws {
                try Data(lines.utf8).write(to: folder.appendingPathComponent("known"))
            }
            let rules = try String(
                contentsOf: Places.project.appendingPathComponent(
                    "Sources/Validator/Rulebooks/alibaba-trade-assurance.yaml"), encoding: .utf8)
            try Data(rules.utf8).write(to: folder.appendingPathComponent("rules.yaml"))
            try trust("")
            let listed = try Run.claimpack(
                ["trust", "add", "site0/k.crt", "--label", "buyer", "--file", "known"], in: folder)
            #expect(listed.status == 0, "\(listed.errors)")
            #expect(try facts(Run.claimpack(add, in: folder))["read"] == "1")
            #expect(try rows(folder).first?["isSignerConfirmed"] as? Bool == true)
            #expect(try facts(Run.claimpack(add, in: folder))["unchanged"] == "1")
            // The file keeps its name.
            try trust("# nobody any more\n")
            #expect(try facts(Run.claimpack(add, in: folder))["read"] == "1")
            #expect(try rows(folder).first?["isSignerConfirmed"] as? Bool == false)
            try Data((rules + "\n# another day\n").utf8)
                .write(to: folder.appendingPathComponent("rules.yaml"))
            #expect(try facts(Run.claimpack(add, in: folder))["read"] == "1")
        }
    }

    @Test(.enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"))
    func `a signal says nothing of the bundle it came upon`() throws {
        try Places.inNewFolder { folder in
            _ = try fill(folder, count: 3)
            _ = try Run.claimpack(Self.add, in: folder)
            let before = try rows(folder) as [NSDictionary]
            #expect(before.count == 3)
            let script = "strace -f -qq -o /dev/null -P inbox/b1001.asice -P \"$PWD/inbox/b1001.asice\" "
                + "-e trace=openat -e inject=openat:signal=TERM:when=1 '\(Run.claimpack.path)' "
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"),
                ["-c", script + (Self.add + ["--again"]).joined(separator: " ")], in: folder, environment: [:])
            #expect(ran.status == 143, "\(ran.output)\(ran.errors)")
            #expect(try rows(folder) as [NSDictionary] == before)
            let lines = try Run.program(
                URL(fileURLWithPath: "/bin/bash"),
                ["-c", script + "inspect --json-lines --no-programs inbox/b1001.asice inbox/b1002.asice"],
                in: folder, environment: [:])
            #expect(lines.status == 143 && lines.output.contains("\"interrupted\""), "\(lines.output)")
            #expect(!lines.output.contains("b1001.asice"))
        }
    }

    @Test func `a folder takes out no row of a file that is there`() throws {
        try Places.inNewFolder { folder in
            let inbox = try fill(folder, count: 2)
            try FileManager.default.moveItem(
                at: inbox.appendingPathComponent("b1001.asice"), to: inbox.appendingPathComponent("z.zip"))
            _ = try Run.claimpack(["docket", "add", "./inbox//z.zip", "--no-programs"], in: folder)
            let update = try facts(Run.claimpack(Self.add, in: folder))
            #expect(update["removed"] == "0" && update["read"] == "1")
            #expect(try rows(folder).count == 2)
            // The same folder by another name, from another place.
            let again = try facts(
                Run.claimpack(
                    ["docket", "add", ".", "--db", "../docket.sqlite", "--no-programs", "--as-of", "2026-04-14", "--json"],
                    in: inbox))
            #expect(again["unchanged"] == "1" && again["removed"] == "0")
        }
    }

    @Test func `a report is linked only where one bundle has its name`() throws {
        try Places.inNewFolder { folder in
            let inbox = try fill(folder, count: 2)
            let other = folder.appendingPathComponent("other")
            try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: inbox.appendingPathComponent("b1000.asice"), to: other.appendingPathComponent("b1000.asice"))
            for place in ["inbox", "other"] {
                _ = try Run.claimpack(["docket", "add", place, "--no-programs"], in: folder)
            }
            for name in ["b1000.html", "b1001.html"] { try Data().write(to: folder.appendingPathComponent(name)) }
            #expect(try Run.claimpack(["docket", "html", "-o", "index.html", "--reports", "."], in: folder).status == 0)
            let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
            #expect(page.contains("b1001.html") && !page.contains("b1000.html"))
        }
    }

    @Test func `a docket that cannot be made says so`() throws {
        try Places.inNewFolder { folder in
            let ran = try Run.claimpack(["docket", "add", "x.asice", "--db", "nowhere/d.sqlite"], in: folder)
            #expect(ran.status == 73 && ran.errors.contains("docket.unreadable"), "\(ran.errors)")
        }
    }

    @Test func `what the office notes outlives every rebuild, and empty words take it away`() throws {
        try Places.inNewFolder { folder in
            let inbox = try fill(folder, count: 4)
            #expect(try Run.claimpack(Self.add, in: folder).status == 0)
            let order = "287340516001029480"
            let note = ["docket", "note", order]
            #expect(
                try Run.claimpack(note + ["--assigned", "Mira", "--status", "first call", "--received", "2026-04-12"], in: folder).status == 0)
            #expect(try Run.claimpack(note + ["--note", "calls back"], in: folder).status == 0)
            #expect(try Run.claimpack(note + ["--status", ""], in: folder).status == 0)
            try Self.edit(inbox.appendingPathComponent("b1000.asice")) { $0 += Data("x".utf8) }
            #expect(try Run.claimpack(Self.add + ["--again"], in: folder).status == 2)
            func office() throws -> [String: String]? {
                try rows(folder).first { $0["order"] as? String == order }?["office"] as? [String: String]
            }
            #expect(try office() == ["assigned": "Mira", "received": "2026-04-12", "note": "calls back"])
            // Gone and come back.
            let file = inbox.appendingPathComponent("b1000.asice")
            let bytes = try Data(contentsOf: file)
            try FileManager.default.removeItem(at: file)
            #expect(try Run.claimpack(Self.add, in: folder).status == 0)
            #expect(try office() == nil)
            try bytes.write(to: file)
            _ = try Run.claimpack(Self.add, in: folder)
            #expect(try office() == ["assigned": "Mira", "received": "2026-04-12", "note": "calls back"])
            let unknown = try Run.claimpack(["docket", "note", "1", "--status", "x"], in: folder)
            #expect(unknown.status == 66 && unknown.errors.contains("docket.order.unknown"))
        }
    }

    @Test func `lines of inspect feed the same rows, and a line that is none becomes one`() throws {
        try Places.inNewFolder { folder in
            _ = try fill(folder, count: 20)
            _ = try Run.claimpack(Self.add, in: folder)
            let direct = try rows(folder)
            try FileManager.default.removeItem(at: folder.appendingPathComponent("docket.sqlite"))
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"),
                ["-c", "('\(Run.claimpack.path)' inspect inbox/*.asice --json-lines --no-programs --as-of 2026-04-14 2>/dev/null; echo nonsense) | '\(Run.claimpack.path)' docket add --from -"],
                in: folder, environment: [:])
            #expect(ran.status == 2, "\(ran.errors)")
            let fed = try rows(folder)
            #expect(fed.count == direct.count + 1)
            #expect(fed.contains { ($0["reason"] as? String)?.contains("no output of inspect") == true })
            func plain(_ rows: [[String: Any]]) -> [NSDictionary] {
                rows.filter { ($0["path"] as? String)?.contains("inbox/") == true }.map { row in
                    var row = row
                    row["sha256"] = nil
                    return row as NSDictionary
                }
            }
            #expect(plain(fed) == plain(direct))
            // The folder knows its own again.
            let update = try facts(Run.claimpack(Self.add, in: folder))
            #expect(update["removed"] == "0")
            #expect(try rows(folder).count == fed.count)
        }
    }

    @Test func `cells that a spreadsheet would run are inert, and Python reads the rows back`() throws {
        try Places.inNewFolder { folder in
            _ = try fill(folder, count: 20)
            _ = try Run.claimpack(Self.add, in: folder)
            _ = try Run.claimpack(
                ["docket", "note", "287340516001029480", "--note", "+1, \"two\"\nlines", "--status", "@x", "--assigned", "-x"],
                in: folder)
            for command in [
                "docket csv --as-of 2026-04-14",
                "inspect inbox/*.asice --csv --no-programs --as-of 2026-04-14 2>/dev/null",
            ] {
                let ran = try Run.program(
                    URL(fileURLWithPath: "/bin/bash"),
                    ["-c", "'\(Run.claimpack.path)' \(command) > out.csv; python3 -c \"import csv,json; print(json.dumps(list(csv.reader(open('out.csv',newline=''),strict=True))))\""],
                    in: folder, environment: [:])
                let rows = try #require(
                    JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [[String]])
                #expect(rows.count == 21)
                #expect(Set(rows.map(\.count)).count == 1)
                for cell in rows.joined() { #expect(!["=", "+", "-", "@"].contains(cell.prefix(1)), "\(cell)") }
                #expect(rows.joined().contains("'=HYPERLINK(\"http://x.example\")"))
                let raw = try Data(contentsOf: folder.appendingPathComponent("out.csv"))
                #expect(raw.suffix(2) == Data("\r\n".utf8))
            }
        }
    }

    @Test func `the page is inert and links to the reports that are there`() throws {
        try Places.inNewFolder { folder in
            _ = try fill(folder, count: 10)
            _ = try Run.claimpack(Self.add, in: folder)
            let evil = "<script>alert(1)</script>\u{202E}\"'onload=x javascript:"
            _ = try Run.claimpack(["docket", "note", "287340516001029480", "--note", evil], in: folder)
            let reports = folder.appendingPathComponent("re ports")
            try FileManager.default.createDirectory(at: reports, withIntermediateDirectories: true)
            try Data().write(to: reports.appendingPathComponent("b1002.html"))
            let ran = try Run.claimpack(
                ["docket", "html", "-o", "index.html", "--reports", "re ports", "--as-of", "2026-04-14"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
            let judged = try Run.tool(
                "python3",
                ["-c", """
                    import base64, hashlib, html.parser, re, sys
                    text = open(sys.argv[1], encoding="utf-8").read()
                    class P(html.parser.HTMLParser):
                        tags, links, bad = [], [], []
                        def handle_starttag(self, tag, attrs):
                            self.tags.append(tag)
                            for name, value in attrs:
                                if name.startswith("on") or name in ("style", "src"): self.bad.append(name)
                                if name == "href": self.links.append(value)
                    p = P(); p.feed(text)
                    assert not p.bad, p.bad
                    assert "script" not in p.tags and "img" not in p.tags and "link" not in p.tags
                    assert p.links == ["re%20ports/b1002.html"], p.links
                    style = re.search("<style>(.*?)</style>", text, re.S).group(1)
                    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
                    policy = re.search('Content-Security-Policy" content="([^"]*)"', text).group(1)
                    assert policy.startswith("default-src 'none'; style-src 'sha256-" + digest + "'"), policy
                    assert "url(" not in style and "@import" not in style
                    print("ok")
                    """, folder.appendingPathComponent("index.html").path])
            #expect(judged.output == "ok\n", "\(judged.errors)")
            #expect(!page.unicodeScalars.contains("\u{202E}"))
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]"))
            let second = try Run.claimpack(["docket", "html", "-o", "index.html"], in: folder)
            #expect(second.status == 73)
        }
    }

    @Test func `another program's database and other files are left as they are`() throws {
        try Places.inNewFolder { folder in
            let foreign = folder.appendingPathComponent("foreign.sqlite")
            _ = try Run.tool("python3", ["-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('create table t(x)'); c.commit()", foreign.path])
            let text = folder.appendingPathComponent("notes.txt")
            try Data(String(repeating: "no database\n", count: 100).utf8).write(to: text)
            for file in [foreign, text] {
                let before = try Data(contentsOf: file)
                let ran = try Run.claimpack(["docket", "add", "x.asice", "--db", file.path], in: folder)
                #expect(ran.status == 74 && ran.errors.contains("docket.foreign"), "\(ran.errors)")
                #expect(try Data(contentsOf: file) == before)
            }
            let absent = try Run.claimpack(["docket", "list", "--json"], in: folder)
            #expect(absent.status == 66 && absent.output.contains("docket.absent"))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("docket.sqlite").path))
        }
    }
}
