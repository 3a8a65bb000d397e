import Foundation
import TestSupport
import Testing

/// The samples, and the commands that speak of rules, through the command as people type it.
@Suite struct RulesCommandTests {
    static let samples = Places.project.appendingPathComponent("Samples")

    static let names: [String] = {
        let folder = samples.appendingPathComponent("expected")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test func `every sample has what check must print`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.samples.path).filter {
            FileManager.default.fileExists(
                atPath: Self.samples.appendingPathComponent("\($0)/claim.yaml").path)
        }
        #expect(folders.sorted() == Self.names)
        #expect(folders.count == 9)
    }

    @Test(arguments: names)
    func `check of a sample prints what is written beside it`(name: String) throws {
        let expected = try String(
            contentsOf: Self.samples.appendingPathComponent("expected/\(name).txt"), encoding: .utf8)
        let ran = try Run.claimpack(["check", name, "--color", "never"], in: Self.samples)
        #expect(ran.output == expected)
        #expect(ran.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: names)
    func `the first screen says whether to file, what is missing and what comes first`(
        name: String
    ) throws {
        let ran = try Run.claimpack(["check", name, "--color", "never"], in: Self.samples)
        let screen = ran.output.split(separator: "\n", omittingEmptySubsequences: false).prefix(24)
        #expect(screen.contains { $0.contains("ready to file: ") })
        #expect(screen.contains { $0.contains("in the evidence") })
        #expect(screen.contains { $0 == "do first" } || ran.status == 0)
    }

    @Test(arguments: names)
    func `SARIF of a sample has the structure of 2.1.0`(name: String) throws {
        let ran = try Run.claimpack(["check", name, "--format", "sarif"], in: Self.samples)
        let log = try #require(
            try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require(
            (run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap {
            $0["id"] as? String
        }
        #expect(driver["name"] as? String == "claimpack")
        #expect(Set(rules).count == rules.count)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(!results.isEmpty)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index] == result["ruleId"] as? String)
            #expect(["note", "warning", "error"].contains(result["level"] as? String ?? ""))
            let text = (result["message"] as? [String: Any])?["text"] as? String
            #expect(text?.isEmpty == false)
            for location in result["locations"] as? [[String: Any]] ?? [] {
                let artifact =
                    (location["physicalLocation"] as? [String: Any])?["artifactLocation"]
                    as? [String: Any]
                if let uri = artifact?["uri"] as? String {
                    #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
                }
            }
        }
    }

    @Test(arguments: names)
    func `JUnit of a sample is well-formed, and its counts are those of its cases`(
        name: String
    ) throws {
        let ran = try Run.claimpack(["check", name, "--format", "junit"], in: Self.samples)
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("junit.xml")
            try Data(ran.output.utf8).write(to: file)
            #expect(try Run.tool("xmllint", ["--noout", file.path]).status == 0)
            for (count, cases) in [("sum(//testsuite/@tests)", "count(//testcase)"),
                ("sum(//testsuite/@failures)", "count(//failure)"),
                ("sum(//testsuite/@skipped)", "count(//skipped)"),
            ] {
                let same = try Run.tool("xmllint", ["--xpath", "\(count) = \(cases)", file.path])
                #expect(same.output.hasPrefix("true"), "\(count)")
            }
        }
    }

    @Test func `formats exclude each other and json is json`() throws {
        let both = try Run.claimpack(
            ["check", "mugs-short", "--json", "--format", "sarif"], in: Self.samples)
        #expect(both.status == 64)
        let one = try Run.claimpack(["check", "mugs-short", "--json"], in: Self.samples)
        let other = try Run.claimpack(
            ["check", "mugs-short", "--format", "json"], in: Self.samples)
        #expect(one.output == other.output)
    }

    // MARK: rulebooks

    @Test func `rulebooks are listed and shown with basis and source`() throws {
        let list = try Run.claimpack(["rulebooks"])
        #expect(list.status == 0)
        #expect(list.output.contains("wire-transfer"))
        let shown = try Run.claimpack(["rulebooks", "show", "paypal"])
        #expect(shown.output.contains("180 days (confirmed, paypal-faq)"))
        #expect(try Run.claimpack(["rulebooks", "show", "nowhere"]).status == 66)
    }

    @Test(arguments: [
        ("        weight: 16", "        wieght: 16", "Did you mean \"weight\""),
        ("        level: required\n        weight: 10", "        level: required\n        weight: 11", "add up to 101, not 100"),
        ("    basis: confirmed\n    source: window-faq", "    source: window-faq", "no basis"),
        ("  - group: delivery-proof\n    any-of:\n      - delivery\n", "  - group: one\n    any-of: two\n  - group: two\n    all-of: one\n  - group: delivery-proof\n    any-of:\n      - delivery\n", "contains itself"),
    ])
    func `a mistake in a rulebook is refused with file, line, column and remedy`(
        old: String, new: String, words: String
    ) throws {
        let shipped = try String(
            contentsOf: Places.project.appendingPathComponent(
                "Sources/Validator/Rulebooks/alibaba-trade-assurance.yaml"), encoding: .utf8)
        let place = try #require(shipped.range(of: old))
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("mine.yaml")
            try Data(shipped.utf8).write(to: file)
            #expect(try Run.claimpack(["rulebooks", "lint", "mine.yaml"], in: folder).status == 0)
            try Data(shipped.replacingCharacters(in: place, with: new).utf8).write(to: file)
            let ran = try Run.claimpack(["rulebooks", "lint", "mine.yaml"], in: folder)
            #expect(ran.status == 65)
            #expect(ran.output == "")
            #expect(ran.errors.contains(words))
            let located = ran.errors.split(separator: "\n").contains { line in
                let parts = line.split(separator: ":")
                return parts.count > 2 && parts[0] == "mine.yaml" && Int(parts[1]) != nil
                    && Int(parts[2]) != nil
            }
            #expect(located, "\(ran.errors)")
        }
    }

    // MARK: venues, explain

    @Test func `venues names where the case can go, the best first`() throws {
        let ran = try Run.claimpack(["venues", "valves-off-platform"], in: Self.samples)
        #expect(ran.status == 0)
        #expect(ran.output.hasPrefix("[ok] file with wire-transfer: "))
        #expect(ran.output.contains("[!!] alibaba-trade-assurance"))
        #expect(ran.output.contains("G1: the order was paid by bank-transfer, outside the venue"))
        let pcb = try Run.claimpack(["venues", "pcb-quality"], in: Self.samples)
        #expect(pcb.output.hasPrefix("[ok] file with alibaba-trade-assurance: "))
    }

    @Test func `every code a sample gives is explained`() throws {
        var codes: Set<String> = []
        for name in Self.names {
            let ran = try Run.claimpack(["check", name, "--json"], in: Self.samples)
            let report = try JSONSerialization.jsonObject(with: Data(ran.output.utf8))
            for finding in (report as? [String: Any])?["findings"] as? [[String: Any]] ?? [] {
                codes.insert(finding["code"] as? String ?? "")
            }
        }
        #expect(codes.count > 20)
        for code in codes.sorted() {
            let ran = try Run.claimpack(["explain", code])
            #expect(ran.status == 0, "\(code)")
            #expect(ran.output.contains("means"))
        }
    }

    @Test func `explain says why with its source, what to do and an example`() throws {
        let ran = try Run.claimpack(["explain", "[amount.unsupported]"])
        for word in ["means", "why", "source", "do", "example"] {
            #expect(ran.output.contains("\n" + word.padding(toLength: 9, withPad: " ", startingAt: 0)))
        }
        let near = try Run.claimpack(["explain", "amount.unsuported"])
        #expect(near.status == 64)
        #expect(near.errors.contains("did you mean “amount.unsupported”"))
        #expect(try Run.claimpack(["explain", "--list"]).output.split(separator: "\n").count > 200)
    }
}
