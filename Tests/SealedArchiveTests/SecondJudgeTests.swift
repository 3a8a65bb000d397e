import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let authority = TimeAuthority.shared

/// Bundles with a time-stamp, judged by programs of others.
@Suite(.enabled(if: authority != nil, "python3 and openssl are needed")) struct SecondJudgeTests {
    /// A stamped sample bundle laid out for others: `signature.p7s`, `manifest.xml`, `signer.pem`, `clock.pem`,
    /// `token.der` and `stamped`, the bytes the token is over.
    private func lay(in folder: URL, by scenario: String = "good") throws {
        let authority = try #require(authority)
        let sample = SampleBundle.shared
        func put(_ bytes: [UInt8], _ name: String) throws {
            try Data(bytes).write(to: folder.appendingPathComponent(name))
        }
        let plain = try SealedBundle(opening: sample.bytes)
        let query = try plain.timeStampQuery()
        let target = folder.appendingPathComponent("stamped.asice")
        _ = try plain.writeStamped(
            reply: try authority.reply(scenario, query.derBytes), query: query, anchors: [],
            to: AtomicOutput(path: target.path))
        let bundle = try SealedBundle(opening: target.path)
        #expect(bundle.verification.integrity == .intact)
        func entry(_ name: String) throws -> [UInt8] {
            try bundle.bytes(
                of: try #require(bundle.entry(try EntryPath(name))), limit: CMSSignature.byteLimit)
        }
        let signature = try entry(BundleLayout.signature(round: 1))
        let signer = try #require(CMSSignature(derBytes: signature).signers.first)
        try put(signature, "signature.p7s")
        try put(try entry(BundleLayout.manifest(round: 1)), "manifest.xml")
        try put(sample.signer.certificate.pem, "signer.pem")
        try put(authority.pem("ca"), "clock.pem")
        try put(signer.signature, "stamped")
        try put(try #require(signer.unsignedAttributes.first?.values.first), "token.der")
    }

    @Test func `openssl accepts the seal and its time-stamp`() throws {
        try Places.inNewFolder { folder in
            try lay(in: folder)
            let seal = try Run.tool(
                "openssl",
                [
                    "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature.p7s",
                    "-content", "manifest.xml", "-CAfile", "signer.pem", "-purpose", "any", "-out",
                    "/dev/null",
                ], in: folder)
            #expect(seal.status == 0, "\(seal.errors)")
            #expect(seal.errors.contains("CAdES Verification successful"))
            let token = try Run.tool(
                "openssl",
                [
                    "ts", "-verify", "-data", "stamped", "-in", "token.der", "-token_in", "-CAfile",
                    "clock.pem",
                ], in: folder)
            #expect(token.status == 0, "\(token.errors)")
            #expect(token.output.contains("Verification: OK"))
        }
    }

    @Test(.enabled(if: PyHanko.isThere, "pyHanko is not installed; Scripts/test installs it"))
    func `pyHanko accepts the seal and its time-stamp, and trusts what it is told to trust`() throws {
        try Places.inNewFolder { folder in
            try lay(in: folder)
            func judge(content: String = "manifest.xml", clock: String?) throws -> PyHanko {
                try PyHanko.judge(
                    folder.appendingPathComponent("signature.p7s"),
                    over: folder.appendingPathComponent(content),
                    signer: folder.appendingPathComponent("signer.pem"),
                    clock: clock.map { folder.appendingPathComponent($0) })
            }
            let good = try judge(clock: "clock.pem")
            #expect(good.intact && good.valid && good.trusted)
            let stamp = try #require(good.stamp)
            #expect(stamp.intact && stamp.valid && stamp.trusted)
            // The signer is no authority on time.
            let stranger = try #require(try judge(clock: "signer.pem").stamp)
            #expect(stranger.intact && stranger.valid && !stranger.trusted)
            #expect(try !judge(content: "signer.pem", clock: "clock.pem").intact)
        }
    }

    @Test(.enabled(if: PyHanko.isThere, "pyHanko is not installed; Scripts/test installs it"))
    func `pyHanko accepts each round of a supplemented bundle, the newest with its time-stamp`() throws {
        let authority = try #require(authority)
        let sample = SampleBundle.shared
        try Places.inNewFolder { folder in
            let source = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            var files = sample.files
            files["C-chat/later.txt"] = Array("the batch is late".utf8)
            try SampleBundle.write(files, in: source)
            let two = folder.appendingPathComponent("two.asice").path
            _ = try SealedBundle(opening: sample.bytes).addRound(
                try SampleBundle.claim(files), assessment: nil, from: Folder(path: source.path),
                sealed: .by(sample.signer, at: SampleBundle.day + 60), tool: SampleBundle.tool,
                to: AtomicOutput(path: two))
            let plain = try SealedBundle(opening: two)
            let query = try plain.timeStampQuery()
            let stamped = folder.appendingPathComponent("stamped.asice").path
            _ = try plain.writeStamped(
                reply: try authority.reply("good", query.derBytes), query: query, anchors: [],
                to: AtomicOutput(path: stamped))
            let bundle = try SealedBundle(opening: stamped)
            #expect(bundle.verification.integrity == .intact)
            try Data(sample.signer.certificate.pem).write(
                to: folder.appendingPathComponent("signer.pem"))
            try Data(authority.pem("ca")).write(to: folder.appendingPathComponent("clock.pem"))
            for round in 1...2 {
                for (name, file) in [
                    (BundleLayout.signature(round: round), "s\(round)"),
                    (BundleLayout.manifest(round: round), "m\(round)"),
                ] {
                    let entry = bundle.entry(try EntryPath(name))
                    let bytes = try bundle.bytes(
                        of: try #require(entry), limit: CMSSignature.byteLimit)
                    try Data(bytes).write(to: folder.appendingPathComponent(file))
                }
                let answer = try PyHanko.judge(
                    folder.appendingPathComponent("s\(round)"),
                    over: folder.appendingPathComponent("m\(round)"),
                    signer: folder.appendingPathComponent("signer.pem"),
                    clock: round == 2 ? folder.appendingPathComponent("clock.pem") : nil)
                #expect(answer.intact && answer.valid && answer.trusted, "round \(round)")
                #expect((answer.stamp?.trusted == true) == (round == 2))
            }
        }
    }
}
