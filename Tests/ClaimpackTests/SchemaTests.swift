import Foundation
import TestSupport
import Testing

/// Everything that is printed as JSON follows the schema it names; jsonschema, a validator of Python's, is
/// asked.
@Suite struct SchemaTests {
    private struct Answer: Decodable {
        let mistakes: [String]
        let used: [String]
        let count: Int
    }

    /// Runs commands in a shell, each writing what it prints to a file of the folder, and has all of it judged.
    private func judge(_ commands: [String], in folder: URL, lines: Set<Int> = []) throws -> Answer {
        let outputs = folder.appendingPathComponent("outputs")
        let schemas = folder.appendingPathComponent("schemas")
        for one in [outputs, schemas] {
            try FileManager.default.createDirectory(at: one, withIntermediateDirectories: true)
        }
        for name in try Run.claimpack(["schema"]).output.split(separator: "\n") {
            let ran = try Run.claimpack(["schema", String(name)])
            #expect(ran.status == 0)
            try Data(ran.output.utf8).write(to: schemas.appendingPathComponent("\(name).json"))
        }
        for (index, command) in commands.enumerated() {
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"), ["-c", "'\(Run.claimpack.path)' \(command)"], in: folder,
                environment: [:])
            #expect(ran.output.hasPrefix("{"), "\(command): \(ran.output.prefix(200))\(ran.errors)")
            let name = "\(index).json" + (lines.contains(index) ? "l" : "")
            try Data(ran.output.utf8).write(to: outputs.appendingPathComponent(name))
        }
        let script = Places.project.appendingPathComponent("Tests/ClaimpackTests/Schemas/validate.py")
        let ran = try Run.tool("python3", ["-B", script.path, schemas.path, outputs.path])
        #expect(ran.status == 0, "\(ran.errors)")
        return try JSONDecoder().decode(Answer.self, from: Data(ran.output.utf8))
    }

    private func copySamples(_ names: [String], to folder: URL) throws {
        for name in names {
            try FileManager.default.copyItem(
                at: RulesCommandTests.samples.appendingPathComponent(name),
                to: folder.appendingPathComponent(name))
        }
    }

    @Test(arguments: RulesCommandTests.names)
    func `what is printed of a sample follows its schema`(name: String) throws {
        try Places.inNewFolder { folder in
            try copySamples([name], to: folder)
            let answer = try judge(
                [
                    "check \(name) --format json --no-programs",
                    "venues \(name) --json --no-programs", "keygen --name X --out k --no-passphrase --json",
                    "build \(name) -o b.asice --key k.key --json --no-programs",
                    "inspect b.asice --json --no-programs", "verify b.asice --json", "verify b.asice --against \(name) --json",
                    "venues b.asice --json --no-programs", "compare b.asice \(name) --json --no-programs",
                    "docket add b.asice --json --no-programs", "docket list --json",
                    "add b.asice \(name) -o c.asice --key k.key --json --no-programs",
                    "extract b.asice -o out --json",
                    "export \(name) --for paypal -o filing --draft --no-pdf --json --no-programs",
                    "export \(name) --for wire-transfer -o other --no-pdf --json --no-programs",
                    "schema limits > /dev/null; cat filing/limits.json",
                    "init \(name) --fix --json",
                ], in: folder)
            #expect(answer.mistakes.isEmpty, "\(answer.mistakes.joined(separator: "\n"))")
            #expect(answer.count == 17)
        }
    }

    @Test func `what a mediator sees of every sample follows its schema`() throws {
        try Places.inNewFolder { folder in
            let outputs = folder.appendingPathComponent("outputs")
            try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
            for name in RulesCommandTests.names {
                try FileManager.default.copyItem(
                    at: Places.project.appendingPathComponent("Tests/ClaimpackTests/Inspected/\(name).json"),
                    to: outputs.appendingPathComponent("\(name).json"))
            }
            let answer = try judge([], in: folder)
            #expect(answer.mistakes.isEmpty, "\(answer.mistakes.joined(separator: "\n"))")
            #expect(answer.count == 9)
        }
    }

    @Test func `what is printed of rules and codes follows its schema`() throws {
        try Places.inNewFolder { folder in
            let answer = try judge(
                [
                    "explain amount.unsupported --json", "explain chat.range.gap --json", "explain --list --json",
                    "explain nonsense --json", "rulebooks list --json", "rulebooks show wire-transfer --json",
                    "rulebooks show alibaba-trade-assurance --json", "rulebooks show nothing --json",
                ], in: folder)
            #expect(answer.mistakes.isEmpty, "\(answer.mistakes.joined(separator: "\n"))")
        }
    }

    @Test func `what is printed when something is wrong follows its schema`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            #expect(try site.claimpack(CrashSite.build).status == 0)
            let whole = try Data(contentsOf: folder.appendingPathComponent("out.asice"))
            try whole.prefix(whole.count / 2).write(to: folder.appendingPathComponent("cut.asice"))
            var altered = whole
            let range = try #require(altered.range(of: Data("page 3\n".utf8)))
            altered[range.lowerBound] = UInt8(ascii: "P")
            try altered.write(to: folder.appendingPathComponent("altered.asice"))
            try Data("no zip".utf8).write(to: folder.appendingPathComponent("text.asice"))
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("bad"), withIntermediateDirectories: true)
            try Data("claimpack: 1\nvenu: x\n".utf8).write(to: folder.appendingPathComponent("bad/claim.yaml"))
            var commands: [String] = []
            for bundle in ["cut.asice", "altered.asice", "text.asice", "absent.asice", "case"] {
                commands += ["inspect \(bundle) --json --no-programs", "verify \(bundle) --json", "compare out.asice \(bundle) --json --no-programs"]
            }
            commands += [
                "check bad --json", "check absent --json", "check --jsno --json", "chekc x --json", "venues bad --json",
                "venues cut.asice --json", "build case -o out.asice --key k.key --json", "build case -o n.asice --key absent.key --json",
                "extract out.asice -o o Z-9 --json", "add cut.asice case -o n.asice --key k.key --json",
                "docket list --db absent.sqlite --json", "docket add cut.asice altered.asice text.asice absent.asice --json --no-programs",
                "docket list --json", "docket add --db text.asice out.asice --json", "stamp out.asice --json",
                "attach-signature out.asice text.asice -o n.asice --json", "doctor --json", "schema --json",
                "inspect out.asice cut.asice altered.asice text.asice absent.asice case --json-lines --no-programs",
                "inspect absent.asice --json-lines",
            ]
            let answer = try judge(commands, in: folder, lines: [commands.count - 2, commands.count - 1])
            #expect(answer.mistakes.isEmpty, "\(answer.mistakes.joined(separator: "\n"))")
            #expect(answer.count == commands.count + 5)
        }
    }

    @Test func `an unknown schema is refused with the names there are`() throws {
        let ran = try Run.claimpack(["schema", "nothing"])
        #expect(ran.status == 64 && ran.errors.contains("the schemas are: check, inspect"))
    }
}
