import Foundation
import TestSupport
import Testing

private let authority = TimeAuthority.shared

/// Trust and time as people type them.
@Suite(.enabled(if: authority != nil, "python3 and openssl are needed")) struct TrustAndTimeTests {
    /// A folder with `p.asice`, its `buyer.crt`, `ca.pem` and `other-ca.pem`.
    private func inCase(_ body: (URL) throws -> Void) throws {
        try Places.inNewFolder { folder in
            try FileManager.default.copyItem(
                at: Places.sample, to: folder.appendingPathComponent("case"))
            for name in ["ca", "other-ca"] {
                try Data(try #require(authority).pem(name)).write(
                    to: folder.appendingPathComponent(name + ".pem"))
            }
            let made = try run(
                "keygen", "--name", "Larkspur Devices LLC", "--out", "buyer", "--no-passphrase",
                in: folder)
            #expect(made.status == 0, "\(made.errors)")
            let built = try run(
                "build", "case", "-o", "p.asice", "--key", "buyer.key", "--no-programs", in: folder)
            #expect(built.status == 0, "\(built.errors)")
            try body(folder)
        }
    }

    private func run(
        _ arguments: String..., in folder: URL, home: String = "home"
    ) throws -> Ran {
        try Run.claimpack(
            arguments, in: folder, environment: ["HOME": folder.appendingPathComponent(home).path])
    }

    @Test func `a signer in one's own list is confirmed by the label, until he is taken out`() throws {
        try inCase { folder in
            #expect(try run("verify", "p.asice", "--require-trust", in: folder).status == 1)
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("home"), withIntermediateDirectories: true)
            let added = try run(
                "trust", "add", "buyer.crt", "--label", "Larkspur (order chat)", in: folder)
            #expect(added.status == 0, "\(added.errors)")
            let verified = try run("verify", "p.asice", "--require-trust", in: folder)
            #expect(verified.status == 0)
            let words = verified.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
            #expect(words.contains("confirmed: your allowed signer “Larkspur (order chat)”"))
            #expect(
                try run("verify", "p.asice", "--require-trust", "--no-allowed-signers", in: folder)
                    .status == 1)
            #expect(try run("trust", "list", in: folder).output.contains("sha256:"))
            let again = try run("trust", "add", "buyer.crt", "--label", "twice", in: folder)
            #expect(again.status == 64 && again.errors.contains("trust.signer.known"))
            #expect(try run("trust", "remove", "Larkspur (order chat)", in: folder).status == 0)
            #expect(try run("verify", "p.asice", "--require-trust", in: folder).status == 1)
            #expect(try run("trust", "remove", "nobody", in: folder).status == 64)
        }
    }

    @Test func `signers added at one moment are all in the list, and its permissions stay`() throws {
        try Places.inNewFolder { folder in
            let list = folder.appendingPathComponent("signers")
            try Data("# mine\n".utf8).write(to: list)
            try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: list.path)
            let adding = (0..<12).map { index in
                let pin = "sha256:" + String(repeating: String(10 + index), count: 32)
                return "\"$CLAIMPACK\" trust add \(pin) --label s\(index) --file signers &"
            }
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"), ["-c", (adding + ["wait"]).joined(separator: "\n")],
                in: folder, environment: ["CLAIMPACK": Run.claimpack.path])
            #expect(ran.status == 0, "\(ran.errors)")
            let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 13, "\(lines)")
            let mode = try FileManager.default.attributesOfItem(atPath: list.path)[.posixPermissions]
            #expect(mode as? Int == 0o664)
        }
    }

    @Test func `a list with a mistake stops with its line`() throws {
        try inCase { folder in
            try Data("# mine\nholm sha256:12\n".utf8).write(
                to: folder.appendingPathComponent("signers"))
            let ran = try run("verify", "p.asice", "--allowed-signers", "signers", in: folder)
            #expect(ran.status == 74)
            #expect(ran.errors.contains("signers:2: "))
            #expect(ran.errors.contains("trust.list.malformed"))
            let absent = try run("verify", "p.asice", "--trust", "nowhere.pem", in: folder)
            #expect(absent.status == 66)
        }
    }

    @Test func `a question is carried to an authority and its answer brought back`() throws {
        try inCase { folder in
            let asked = try run("stamp", "p.asice", "--query", "-o", "q.tsq", in: folder)
            #expect(asked.status == 0, "\(asked.errors)")
            let query = Array(try Data(contentsOf: folder.appendingPathComponent("q.tsq")))
            for scenario in ["good", "wrong-nonce", "no-eku", "rejection"] {
                try Data(try #require(authority).reply(scenario, query)).write(
                    to: folder.appendingPathComponent(scenario + ".tsr"))
            }
            for (scenario, code) in [
                ("wrong-nonce", "time-stamp.nonce.mismatch"),
                ("no-eku", "time-stamp.certificate.refused"),
                ("rejection", "time-stamp.reply.refused"),
            ] {
                let ran = try run(
                    "stamp", "p.asice", "--reply", scenario + ".tsr", "--query-file", "q.tsq", "-o",
                    "n.asice", in: folder)
                #expect(ran.status == 74)
                #expect(ran.errors.contains("[\(code)]"), "\(ran.errors)")
                #expect(!ran.errors.utf8.contains(0x1B))
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/n.asice"))
            }
            let stamped = try run(
                "stamp", "p.asice", "--reply", "good.tsr", "--query-file", "q.tsq", "--tsa-trust",
                "ca.pem", "-o", "n.asice", in: folder)
            #expect(stamped.status == 0, "\(stamped.errors)")
            let proved = try run("verify", "n.asice", "--tsa-trust", "ca.pem", in: folder)
            #expect(proved.status == 0)
            #expect(proved.output.contains("time       [ok] proved: sealed no later than"))
            let stated = try run("verify", "n.asice", in: folder)
            #expect(stated.output.contains("a whole"))
            #expect(
                try run("verify", "p.asice", in: folder).output.contains("no time-stamp"))
            let twice = try run("stamp", "n.asice", "--query", "-o", "q2.tsq", in: folder)
            #expect(twice.status == 64 && twice.errors.contains("time-stamp.bundle.stamped"))
            let json = try run("verify", "n.asice", "--tsa-trust", "ca.pem", "--json", in: folder)
            #expect(json.output.contains("\"standing\" : \"proved\""), "\(json.output.prefix(600))")
        }
    }

    @Test func `a round that was added over makes an older round's answer useless`() throws {
        try inCase { folder in
            #expect(try run("stamp", "p.asice", "--query", "-o", "q.tsq", in: folder).status == 0)
            let query = Array(try Data(contentsOf: folder.appendingPathComponent("q.tsq")))
            try Data(try #require(authority).reply("good", query)).write(
                to: folder.appendingPathComponent("good.tsr"))
            try Data("a later letter".utf8).write(
                to: folder.appendingPathComponent("case/C-chat/later.txt"))
            let added = try run(
                "add", "p.asice", "case", "-o", "p2.asice", "--key", "buyer.key", "--no-programs",
                in: folder)
            #expect(added.status == 0, "\(added.errors)")
            let ran = try run(
                "stamp", "p2.asice", "--reply", "good.tsr", "-o", "n.asice", in: folder)
            #expect(ran.status == 64, "\(ran.errors)")
            #expect(ran.errors.contains("time-stamp.round.older"))
        }
    }

    @Test func `build and add ask an authority, and write nothing when it does not answer well`() throws {
        try inCase { folder in
            try #require(authority).serving { address in
                let built = try run(
                    "build", "case", "-o", "s.asice", "--key", "buyer.key", "--no-programs", "--tsa",
                    address + "/good", "--tsa-trust", "ca.pem", in: folder)
                #expect(built.status == 0, "\(built.errors)")
                let added = try run(
                    "add", "s.asice", "case", "-o", "s2.asice", "--key", "buyer.key",
                    "--no-programs", "--tsa", address + "/good", in: folder)
                #expect(added.status == 0, "\(added.errors)")
                let verified = try run("verify", "s2.asice", "--tsa-trust", "ca.pem", in: folder)
                #expect(verified.status == 0)
                #expect(verified.output.components(separatedBy: "proved: ").count == 3)
                let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                for (path, status, code) in [
                    ("/404", 74, "time-stamp.authority.status"),
                    ("/html", 74, "time-stamp.reply.other-content"),
                    ("/reset", 74, "time-stamp.authority.unreachable"),
                    ("/flood", 74, "time-stamp.reply.too-large"),
                    ("/stranger", 74, "time-stamp.authority.unknown"),
                    ("/trailing", 74, "time-stamp.reply.malformed"),
                ] {
                    let ran = try run(
                        "build", "case", "-o", "t.asice", "--key", "buyer.key", "--no-programs",
                        "--tsa", address + path, "--tsa-trust", "ca.pem", in: folder)
                    #expect(ran.status == status, "\(path): \(ran.errors)")
                    #expect(ran.errors.contains("[\(code)]"), "\(path): \(ran.errors)")
                }
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
            }
            let refused = try run(
                "build", "case", "-o", "t.asice", "--key", "buyer.key", "--tsa",
                "http://me:secret@tsa.example/", in: folder)
            #expect(refused.status == 64)
        }
    }
}
