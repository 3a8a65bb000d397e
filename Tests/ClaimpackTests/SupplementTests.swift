import Foundation
import TestSupport
import Testing

/// The commands around a seal: supplements, files that are kept back, loose files, keys and signatures
/// from elsewhere. Each with its exit status and what a person reads.
@Suite struct SupplementTests {
    /// The sample, a key, and its sealed bundle `one.asice`.
    private func withBundle(_ body: (URL) throws -> Void) throws {
        try Places.inNewFolder { folder in
            try FileManager.default.copyItem(
                at: Places.sample, to: folder.appendingPathComponent("case"))
            for name in ["buyer", "other"] {
                try run(["keygen", "--name", name, "--out", name, "--no-passphrase"], in: folder)
            }
            try run(build("one.asice"), in: folder)
            try body(folder)
        }
    }

    private func build(_ target: String) -> [String] {
        ["build", "case", "-o", target, "--key", "buyer.key", "--no-programs"]
    }

    @discardableResult
    private func run(_ arguments: [String], in folder: URL, status: Int32 = 0) throws -> Ran {
        let ran = try Run.claimpack(arguments, in: folder)
        #expect(ran.status == status, "\(arguments): \(ran.output)\(ran.errors)")
        return ran
    }

    private func write(_ text: String, _ path: String, in folder: URL) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private func list(_ rows: String, in folder: URL) throws {
        let file = folder.appendingPathComponent("case/claim.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let longer = text.replacingOccurrences(of: "\nexhibits:\n", with: "\nexhibits:\n" + rows)
        try #require(longer != text)
        try longer.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test func `a supplement by the same key, then by another`() throws {
        try withBundle { folder in
            try write("the batch is late", "case/C-chat/late.txt", in: folder)
            let added = try run(
                ["add", "one.asice", "case", "-o", "two.asice", "--key", "buyer.key", "--no-programs"],
                in: folder)
            #expect(added.output.contains("round 2, 1 new file"))
            #expect(!added.output.contains("another certificate"))
            let verified = try run(["verify", "two.asice"], in: folder)
            #expect(verified.output.contains("round 2\nsigner     [??] the same certificate as round 1"))
            #expect(!verified.output.split(separator: "\n").contains { $0.count > 80 })
            // What was under that name stays; what is there now gets a name of its own.
            try write("the batch is very late", "case/C-chat/late.txt", in: folder)
            let other = try run(
                ["add", "two.asice", "case", "-o", "three.asice", "--key", "other.key", "--no-programs"],
                in: folder)
            #expect(other.output.contains("another certificate than that of round 1"))
            let third = try run(["verify", "three.asice"], in: folder, status: 3)
            #expect(third.output.contains("[round.signer.differs]"))
            let listed = try Run.tool("unzip", ["-Z1", "three.asice"], in: folder).output
            #expect(listed.contains("exhibits/C-2/late.txt\n"))
            #expect(listed.contains("exhibits/C-2/late-2.txt\n"))
            // The claim of the last round knows both.
            let inspected = try run(
                ["inspect", "three.asice", "--json", "--no-programs"], in: folder, status: 3)
            #expect(inspected.output.contains("late-2.txt"))
            #expect(!inspected.output.contains("claim.file.unlisted"))
        }
    }

    @Test func `what the case folder does not hold any more stays in the claim`() throws {
        try withBundle { folder in
            try FileManager.default.removeItem(
                at: folder.appendingPathComponent("case/D-inspection"))
            let file = folder.appendingPathComponent("case/claim.yaml")
            var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
            let row = try #require(lines.firstIndex { $0.contains("number: D-1") })
            let next = lines[(row + 1)...].firstIndex { $0.hasPrefix("  - number") } ?? lines.count - 1
            lines.removeSubrange(row..<next)
            try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
            try run(
                ["add", "one.asice", "case", "-o", "two.asice", "--key", "buyer.key", "--no-programs"],
                in: folder)
            let inspected = try run(["inspect", "two.asice", "--no-programs"], in: folder)
            #expect(inspected.output.contains("D-1  inspection"))
        }
    }

    @Test func `a supplement of another order, or to a broken bundle`() throws {
        try withBundle { folder in
            let file = folder.appendingPathComponent("case/claim.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacingOccurrences(of: "287340516001029481", with: "287340516001029482")
                .write(to: file, atomically: true, encoding: .utf8)
            let arguments = [
                "add", "one.asice", "case", "-o", "two.asice", "--key", "buyer.key", "--no-programs",
            ]
            let refused = try run(arguments, in: folder, status: 65)
            #expect(refused.errors.contains("[add.order.differs]"))
            #expect(refused.errors.contains("claim.yaml:"))
            try text.write(to: file, atomically: true, encoding: .utf8)
            let bundle = folder.appendingPathComponent("one.asice")
            var bytes = try Data(contentsOf: bundle)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: bundle)
            let broken = try run(arguments, in: folder, status: 2)
            #expect(broken.errors.contains("nothing was added"))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("two.asice").path))
        }
    }

    @Test func `files kept out and withheld, and found again`() throws {
        try withBundle { folder in
            try write("passport nr 0123456789\n", "case/F-private/passport.txt", in: folder)
            try write("a letter kept at home\n", "case/F-private/letter.txt", in: folder)
            try list(
                """
                  - number: F-1
                    kind: identity
                    files: F-private/passport.txt
                    withheld: the papers of a person who is no party
                  - number: F-2
                    kind: other
                    files: F-private/letter.txt
                    keep-out: yes

                """, in: folder)
            let check = try run(["check", "case", "--no-programs"], in: folder, status: 3)
            #expect(!check.errors.contains("error"))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("case/_withheld.secret").path))
            let built = try run(build("kept.asice"), in: folder)
            #expect(built.output.contains("_withheld.secret was made in the case folder"))
            let secret = folder.appendingPathComponent("case/_withheld.secret")
            let mode = try FileManager.default.attributesOfItem(atPath: secret.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try !run(build("again.asice"), in: folder).output.contains("was made"))
            let names = try Run.tool("unzip", ["-Z1", "kept.asice"], in: folder).output
            #expect(!names.contains("exhibits/F-"))
            for name in ["kept.asice", "again.asice"] {
                let claim = try Run.tool("unzip", ["-p", name, "claim.xml"], in: folder).output
                #expect(claim.contains("commitment="))
                #expect(!claim.contains("passport"))
            }
            let first = try Run.tool("unzip", ["-p", "kept.asice", "claim.xml"], in: folder).output
            #expect(first == (try Run.tool("unzip", ["-p", "again.asice", "claim.xml"], in: folder).output))

            let inspected = try run(["inspect", "kept.asice", "--no-programs"], in: folder).output
            #expect(inspected.contains("withheld: 23 bytes, text/plain"))
            #expect(inspected.contains("kept out: letter.txt"))

            let salts = try run(["withheld", "case", "--no-programs"], in: folder).output
            let salt = try #require(salts.split(separator: " ").first.map(String.init))
            #expect(salts.contains("exhibits/F-1/withheld-1  F-private/passport.txt"))
            try FileManager.default.copyItem(
                at: folder.appendingPathComponent("case/F-private"),
                to: folder.appendingPathComponent("shown"))
            let shown = try run(
                ["verify", "kept.asice", "--against", "shown", "--salt", salt], in: folder)
            #expect(shown.output.contains("2 files, each byte for byte as it was sealed"))
            let without = try run(["verify", "kept.asice", "--against", "shown"], in: folder, status: 1)
            #expect(without.output.contains("1 of 2 files are not what was sealed"))
            let json = try run(
                ["verify", "kept.asice", "--against", "shown", "--salt", salt, "--json"], in: folder)
            #expect(json.output.contains("\"state\" : \"disclosed\""))
            try run(["verify", "kept.asice", "--against", "shown", "--salt", "xyz"], in: folder, status: 64)
            try run(["verify", "kept.asice", "--salt", salt], in: folder, status: 64)
            try run(["verify", "kept.asice", "--against", "nowhere"], in: folder, status: 66)
        }
    }

    @Test func `a signature made by another program`() throws {
        try withBundle { folder in
            let built = try run(
                ["build", "case", "-o", "card.asice", "--external", "--no-programs"], in: folder)
            #expect(built.output.contains("claimpack attach-signature card.asice.unsigned"))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("card.asice").path))
            let waiting = try run(["verify", "card.asice.unsigned"], in: folder, status: 2)
            #expect(waiting.output.contains("[seal.missing]"))
            func sign(_ content: String, to target: String, _ options: [String] = ["-cades"]) throws {
                let ran = try Run.tool(
                    "openssl",
                    ["cms", "-sign", "-binary", "-nosmimecap", "-in", content, "-signer", "buyer.crt",
                     "-inkey", "buyer.key", "-outform", "DER", "-out", target] + options, in: folder)
                #expect(ran.status == 0, "\(ran.errors)")
            }
            try sign("card.asice.manifest.xml", to: "card.p7s")
            try sign("card.asice.manifest.xml", to: "plain.p7s", [])
            try sign("buyer.crt", to: "other.p7s")
            for name in ["plain.p7s", "other.p7s"] {
                let refused = try run(
                    ["attach-signature", "card.asice.unsigned", name, "-o", "card.asice"], in: folder,
                    status: 2)
                #expect(refused.errors.contains("no reader would accept the signature"))
            }
            try run(
                ["attach-signature", "card.asice.unsigned", "card.p7s", "-o", "card.asice"], in: folder)
            try run(["verify", "card.asice"], in: folder)
            try run(
                ["attach-signature", "one.asice", "card.p7s", "-o", "x.asice"], in: folder, status: 64)
            try run(
                ["attach-signature", "card.asice.unsigned", "card.p7s", "-o", "card.asice"], in: folder,
                status: 73)
            try run(["build", "case", "-o", "y.asice", "--external", "--key", "buyer.key"], in: folder, status: 64)
        }
    }

    @Test func `keys from PKCS #12 files with the certificates above them`() throws {
        try withBundle { folder in
            func openssl(_ arguments: [String]) throws {
                let ran = try Run.tool("openssl", arguments, in: folder)
                #expect(ran.status == 0, "\(ran.errors)")
            }
            try openssl(
                ["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout",
                 "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Authority"])
            try openssl(
                ["req", "-nodes", "-newkey", "rsa:2048", "-keyout", "firm.key", "-out", "firm.csr", "-subj",
                 "/CN=Larkspur Devices LLC"])
            try write(
                "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n",
                "ext", in: folder)
            try openssl(
                ["x509", "-req", "-in", "firm.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                 "-days", "20", "-extfile", "ext", "-out", "firm.pem"])
            let export = ["pkcs12", "-export", "-in", "firm.pem", "-inkey", "firm.key", "-certfile", "ca.pem"]
            try openssl(export + ["-passout", "pass:sesame", "-out", "firm.p12"])
            try openssl(export + ["-passout", "pass:", "-out", "open.p12"])
            try openssl(
                export + ["-passout", "pass:sesame", "-out", "old.p12", "-legacy", "-certpbe", "PBE-SHA1-RC2-40"])
            try write("sesame\n", "pass", in: folder)
            try write("wrong\n", "wrong", in: folder)
            func build(_ p12: String, _ pass: String?) -> [String] {
                ["build", "case", "-o", "\(p12).asice", "--p12", p12, "--no-programs"]
                    + (pass.map { ["--passphrase-file", $0] } ?? [])
            }
            try run(build("firm.p12", "pass"), in: folder)
            try run(build("open.p12", nil), in: folder)
            let verified = try run(["verify", "firm.p12.asice"], in: folder)
            #expect(verified.output.contains("carries 1 further certificates"))
            let wrong = try run(build("old.p12", "wrong"), in: folder, status: 77)
            #expect(wrong.errors.contains("[key.passphrase.wrong]"))
            let old = try run(build("old.p12", "pass"), in: folder, status: 74)
            #expect(old.errors.contains("openssl pkcs12 -legacy"))
            #expect(try run(build("firm.p12", nil), in: folder, status: 77).errors.contains("needed"))
            #expect(try run(build("ca.pem", "pass"), in: folder, status: 74).errors.contains("PKCS #12"))
            try run(build("firm.p12", "pass") + ["--key", "buyer.key"], in: folder, status: 64)
        }
    }

    @Test func `a key whose certificate is not valid now does not seal`() throws {
        try withBundle { folder in
            let ran = try Run.tool(
                "faketime",
                ["2020-02-01", Run.claimpack.path, "keygen", "--name", "Late", "--out", "late",
                 "--no-passphrase"], in: folder)
            try #require(ran.status == 0, "\(ran.errors)")
            let refused = try run(
                ["build", "case", "-o", "late.asice", "--key", "late.key", "--no-programs"], in: folder,
                status: 74)
            #expect(refused.errors.contains("was not valid at the time"))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("late.asice").path))
        }
    }
}
