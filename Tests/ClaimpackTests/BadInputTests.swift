import Foundation
import TestSupport
import Testing

/// What people get wrong, each with its exit status, its place and its remedy; and nothing is lost
/// or half written.
@Suite struct BadInputTests {
    /// Copies the sample into a new folder, where `body` may spoil it.
    private func withSample(_ body: (URL, URL) throws -> Void) throws {
        try Places.inNewFolder { folder in
            let sample = folder.appendingPathComponent("case")
            try FileManager.default.copyItem(at: Places.sample, to: sample)
            try body(folder, sample)
        }
    }

    private func edit(_ sample: URL, _ from: String, _ to: String) throws {
        let file = sample.appendingPathComponent("claim.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let edited = text.replacingOccurrences(of: from, with: to)
        try #require(edited != text, "the sample no longer holds “\(from)”")
        try edited.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test func `a folder without claim.yaml`() throws {
        try withSample { folder, sample in
            try FileManager.default.removeItem(at: sample.appendingPathComponent("claim.yaml"))
            let ran = try Run.claimpack(["check", "case"], in: folder)
            #expect(ran.status == 66)
            #expect(ran.errors.contains("claim.yaml"))
            #expect(ran.output.isEmpty)
        }
    }

    /// What is replaced in the sample's claim.yaml, and words the answer must hold.
    @Test(arguments: [
        ("  ask: 35200.00 USD", "\task: 35200.00 USD", ["claim.yaml:", "a tab", "two spaces"]),
        ("filing-on: 2026-04-14", "filing-on：2026-04-14", ["claim.yaml:6:", "：", "\":\""]),
        ("refund:", "refnd:", ["claim.yaml:", "\"refnd\"", "\"refund\""]),
        ("ask: 35200.00 USD", "ask: $35,200", ["claim.yaml:", "\"$35,200\"", "35200.00 USD"]),
        (
            "B-payment-shipping/tracking.json", "B-payment-shipping/traking.json",
            ["claim.yaml:", "traking.json", "tracking.json"]
        ),
    ])
    func `a mistake in claim.yaml is named with line, column and remedy`(
        from: String, to: String, words: [String]
    ) throws {
        try withSample { folder, sample in
            try edit(sample, from, to)
            let ran = try Run.claimpack(["check", "case"], in: folder)
            #expect(ran.status == 65)
            for word in words { #expect(ran.errors.contains(word), "\(ran.errors)") }
            let json = try Run.claimpack(["check", "case", "--json"], in: folder)
            #expect(json.status == 65)
            let root =
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(root?["error"] is [String: Any])
        }
    }

    @Test func `several mistakes are told at once, sorted by line`() throws {
        try withSample { folder, sample in
            try edit(sample, "filing-on: 2026-04-14", "filing-on: 14/04/2026")
            try edit(sample, "ask: 35200.00 USD", "ask: $35,200")
            try edit(sample, "complaint:", "complant:")
            let ran = try Run.claimpack(["check", "case"], in: folder)
            #expect(ran.status == 65)
            let lines = ran.errors.split(separator: "\n").compactMap { line -> Int? in
                guard line.hasPrefix("claim.yaml:") || line.contains("/claim.yaml:") else {
                    return nil
                }
                return line.split(separator: ":").dropFirst().first.flatMap { Int($0) }
            }
            #expect(lines.count >= 3)
            #expect(lines == lines.sorted())
        }
    }

    @Test(.enabled(if: getuid() != 0 || canDropRights, "skipped: root reads every file"))
    func `a file that may not be read is named`() throws {
        try withSample { folder, sample in
            let file = sample.appendingPathComponent("D-inspection/inspection-report.pdf")
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: folder.path)
            let ran = try runUnprivileged(["check", "case"], in: folder)
            #expect(ran.status == 77, "\(ran.errors)")
            #expect(ran.errors.contains("inspection-report.pdf"))
            #expect(ran.errors.contains("permission"))
        }
    }

    /// Root reads everything, so as root the command runs as nobody.
    private static var canDropRights: Bool {
        (try? Run.tool("setpriv", ["--version"]))?.status == 0
    }

    private func runUnprivileged(_ arguments: [String], in folder: URL) throws -> Ran {
        guard getuid() == 0 else { return try Run.claimpack(arguments, in: folder) }
        // The build folder may lie where nobody may look: run a copy.
        let copy = folder.appendingPathComponent("claimpack")
        try FileManager.default.copyItem(at: Run.claimpack, to: copy)
        return try Run.tool(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", copy.path] + arguments, in: folder)
    }

    @Test func `an output that exists is not replaced, and --force replaces it`() throws {
        try withSample { folder, _ in
            try makeKey(in: folder)
            let output = folder.appendingPathComponent("x.asice")
            try Data("mine".utf8).write(to: output)
            let arguments = ["build", "case", "-o", "x.asice", "--key", "buyer.key"]
            let refused = try Run.claimpack(arguments, in: folder)
            #expect(refused.status == 73)
            #expect(refused.errors.contains("x.asice"))
            #expect(refused.errors.contains("--force"))
            #expect(try Data(contentsOf: output) == Data("mine".utf8))
            let replaced = try Run.claimpack(arguments + ["--force"], in: folder)
            #expect(replaced.status == 0, "\(replaced.errors)")
            #expect(try Data(contentsOf: output).count > 1_000)
            #expect(try leftovers(in: folder).isEmpty)
        }
    }

    @Test func `a wrong passphrase is said, and nothing is written`() throws {
        try withSample { folder, _ in
            try "right horse\n".write(
                to: folder.appendingPathComponent("right"), atomically: true, encoding: .utf8)
            try "wrong horse\n".write(
                to: folder.appendingPathComponent("wrong"), atomically: true, encoding: .utf8)
            let made = try Run.claimpack(
                ["keygen", "--name", "Larkspur", "--out", "buyer", "--passphrase-file", "right"],
                in: folder)
            #expect(made.status == 0, "\(made.errors)")
            let ran = try Run.claimpack(
                [
                    "build", "case", "-o", "x.asice", "--key", "buyer.key", "--passphrase-file",
                    "wrong",
                ], in: folder)
            #expect(ran.status == 77)
            #expect(ran.errors.contains("buyer.key") && ran.errors.contains("passphrase"))
            let silent = try Run.claimpack(
                ["build", "case", "-o", "x.asice", "--key", "buyer.key"], in: folder)
            #expect(silent.status == 77)
            #expect(silent.errors.contains("--passphrase-file"))
            #expect(
                !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("x.asice").path))
            #expect(try leftovers(in: folder).isEmpty)
        }
    }

    @Test func `a key pair is never replaced, and no half pair is left`() throws {
        try Places.inNewFolder { folder in
            try makeKey(in: folder)
            let before = try Data(contentsOf: folder.appendingPathComponent("buyer.crt"))
            try FileManager.default.removeItem(at: folder.appendingPathComponent("buyer.key"))
            let ran = try Run.claimpack(
                ["keygen", "--name", "Other", "--out", "buyer", "--no-passphrase"], in: folder)
            #expect(ran.status == 73)
            #expect(ran.errors.contains("buyer.crt"))
            // A run that is killed between its two files leaves just that.
            #expect(ran.errors.contains("keygen.certificate-alone"))
            #expect(ran.errors.contains("without its key"))
            #expect(
                !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("buyer.key").path))
            #expect(try Data(contentsOf: folder.appendingPathComponent("buyer.crt")) == before)
        }
    }

    @Test func `a bundle cut short, no bundle at all, and no file`() throws {
        try withSample { folder, _ in
            try makeKey(in: folder)
            let built = try Run.claimpack(
                ["build", "case", "-o", "x.asice", "--key", "buyer.key", "--no-programs"],
                in: folder)
            #expect(built.status == 0, "\(built.errors)")
            let whole = try Data(contentsOf: folder.appendingPathComponent("x.asice"))
            try whole.prefix(whole.count - 100).write(
                to: folder.appendingPathComponent("cut.asice"))
            for verb in ["verify", "inspect"] {
                let cut = try Run.claimpack([verb, "cut.asice"], in: folder)
                #expect(cut.status == 2)
                #expect(
                    (cut.output + cut.errors).contains("cut short")
                        || (cut.output + cut.errors).contains("truncated"))
            }
            try Data("%PDF-1.7 this is no zip".utf8).write(
                to: folder.appendingPathComponent("not.asice"))
            let not = try Run.claimpack(["verify", "not.asice"], in: folder)
            #expect(not.status == 3 || not.status == 2)
            #expect(
                (not.output + not.errors).contains("not a zip")
                    || (not.output + not.errors).contains("no zip"))
            let absent = try Run.claimpack(["verify", "absent.asice"], in: folder)
            #expect(absent.status == 66)
            #expect(absent.errors.contains("absent.asice"))
        }
    }

    @Test(
        arguments: [
            (["chekc", "case"], 64, "did you mean “check”"), (["check"], 64, "case"),
            (["check", "case", "--as-of", "14/04/2026"], 64, "14/04/2026"),
            (["verify", "x.asice", "--pin", "sha256:12"], 64, "fingerprint"),
            (["check", "absent"], 66, "absent"), (["build", "case", "-o", "x.asice"], 64, "--key"),
            (["check", "case", "--fail-below", "101"], 64, "0 to 100"),
        ] as [([String], Int32, String)])
    func `a wrong call`(arguments: [String], status: Int32, words: String) throws {
        try withSample { folder, _ in
            let ran = try Run.claimpack(arguments, in: folder)
            #expect(ran.status == status)
            #expect(ran.errors.contains(words), "\(ran.errors)")
            #expect(ran.output.isEmpty)
        }
    }

    private func makeKey(in folder: URL) throws {
        let made = try Run.claimpack(
            ["keygen", "--name", "Larkspur Devices LLC", "--out", "buyer", "--no-passphrase"],
            in: folder)
        #expect(made.status == 0, "\(made.errors)")
    }

    private func leftovers(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".part")
        }
    }
}
