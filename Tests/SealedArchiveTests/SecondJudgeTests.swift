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
}
