import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let authority = TimeAuthority.shared

/// Whole bundles with a time-stamp: made here, judged by ourselves and by strangers.
@Suite(.enabled(if: authority != nil, "python3 and openssl are needed")) struct StampedBundleTests {
    private func anchors() throws -> [Certificate] {
        try Certificate.readPEM(try #require(authority).pem("ca"))
    }

    private static func seal(of bundle: borrowing SealedBundle) throws -> [UInt8] {
        let entry = bundle.entry(try EntryPath(BundleLayout.signature(round: 1)))
        return try bundle.bytes(of: try #require(entry), limit: CMSSignature.byteLimit)
    }

    /// The sample with an authority's answer in its seal, whether the answer holds or not.
    private func forced(_ scenario: String) throws -> [UInt8] {
        let sample = SampleBundle.shared
        let bundle = try SealedBundle(opening: sample.bytes)
        let query = try bundle.timeStampQuery()
        let token = try #require(authority).token(scenario, query.derBytes)
        let old = try Self.seal(of: bundle)
        return try RawStamp.bundle(sample.bytes, sealedBy: RawStamp.attach([token], to: old))
    }

    private func stamped(_ scenario: String = "good", anchors: [Certificate] = []) throws -> [UInt8] {
        try Places.inNewFolder { folder in
            let bundle = try SealedBundle(opening: SampleBundle.shared.bytes)
            let query = try bundle.timeStampQuery()
            let target = folder.appendingPathComponent("stamped.asice")
            _ = try bundle.writeStamped(
                reply: try #require(authority).reply(scenario, query.derBytes), query: query,
                anchors: anchors, to: AtomicOutput(path: target.path))
            return Array(try Data(contentsOf: target))
        }
    }

    @Test func `a stamped bundle is intact and differs in the seal alone`() throws {
        let before = try Opened(SampleBundle.shared.bytes), after = try Opened(stamped())
        #expect(after.integrity == .intact)
        #expect(after.codes.isEmpty)
        let name = BundleLayout.signature(round: 1)
        for (old, new) in zip(before.verification.entries, after.verification.entries) {
            #expect(old.name == new.name)
            #expect((old.digest == new.digest) == (old.name != name))
        }
        let start = zip(SampleBundle.shared.bytes, try stamped()).prefix { $0 == $1 }.count
        #expect(start > SampleBundle.shared.bytes.count / 2)
    }

    @Test func `time is proved with the authority, stated without it, and the signer's word alone`() throws {
        let bytes = try stamped()
        let proved = try #require(
            try Opened(bytes, trusting: SignerTrust(timeAnchors: anchors())).verification.rounds.first)
        #expect(proved.timeStamp?.standing == .proved)
        #expect(proved.provedTime != nil)
        let stated = try #require(try Opened(bytes).verification.rounds.first)
        #expect(stated.timeStamp?.standing == .unknownAuthority)
        #expect(stated.provedTime == nil)
        let other = try Opened(
            bytes,
            trusting: SignerTrust(
                timeAnchors: try Certificate.readPEM(try #require(authority).pem("other-ca"))))
        #expect(other.codes == ["time-stamp.authority.unknown"])
        #expect(other.verification.rounds.first?.provedTime == nil)
        #expect(try Opened(SampleBundle.shared.bytes).verification.rounds.first?.timeStamp == nil)
    }

    @Test(arguments: [
        ("no-eku", "time-stamp.certificate.refused"),
        ("expired", "time-stamp.certificate.not-valid-then"),
        ("sha1-imprint", "time-stamp.imprint.algorithm.refused"),
        ("no-binding", "time-stamp.binding.missing"),
    ])
    func `a weak time-stamp costs the proof of time and not the integrity`(
        _ scenario: String, _ code: String
    ) throws {
        let opened = try Opened(
            try forced(scenario), trusting: SignerTrust(timeAnchors: try anchors()))
        #expect(opened.integrity == .intact)
        #expect(opened.codes.contains(code), "\(opened.codes)")
        let round = try #require(opened.verification.rounds.first)
        #expect(round.timeStamp?.standing == .refused)
        #expect(round.provedTime == nil)
    }

    @Test(arguments: [
        ("wrong-imprint", "time-stamp.imprint.mismatch"),
        ("altered-time", "time-stamp.digest.mismatch"),
    ])
    func `a time-stamp that was altered or moved breaks the bundle`(
        _ scenario: String, _ code: String
    ) throws {
        let opened = try Opened(
            try forced(scenario), trusting: SignerTrust(timeAnchors: try anchors()))
        #expect(opened.integrity == .broken)
        #expect(opened.codes.contains(code), "\(opened.codes)")
        #expect(opened.verification.rounds.first?.provedTime == nil)
    }

    @Test func `no bit of a token turns unnoticed in a stamped bundle`() throws {
        let bytes = try stamped()
        let trust = SignerTrust(timeAnchors: try anchors())
        let bundle = try SealedBundle(opening: bytes)
        let seal = try Self.seal(of: bundle)
        let token = try #require(
            try CMSSignature(derBytes: seal).signers.first?.unsignedAttributes.first?.values.first)
        let start = seal.count - token.count
        #expect(seal[start...].elementsEqual(token))
        for index in stride(from: start, to: seal.count, by: 7) {
            var altered = seal
            altered[index] ^= 1 << UInt8(index % 8)
            let opened = try Opened(
                try RawStamp.bundle(bytes, sealedBy: altered), trusting: trust)
            #expect(
                opened.integrity != .intact || opened.verification.rounds.first?.provedTime == nil,
                "byte \(index)")
            #expect(!opened.codes.isEmpty, "byte \(index)")
        }
    }

    @Test func `a time-stamp of before the signing time and one of the future are told`() throws {
        let trust = SignerTrust(timeAnchors: try anchors(), now: 1_800_000_000)
        let early = try Opened(try forced("early"))
        #expect(early.codes == ["time-stamp.before-claim"])
        #expect(early.verification.rounds.first?.timeStamp?.standing == .unknownAuthority)
        let future = try Opened(try forced("future"), trusting: trust)
        #expect(future.codes == ["time-stamp.future"])
        #expect(future.verification.rounds.first?.provedTime == nil)
    }

    @Test(arguments: [10, 19])
    func `a token too deep for a seal is not put into one`(_ levels: Int) throws {
        let bundle = try SealedBundle(opening: SampleBundle.shared.bytes)
        let query = try bundle.timeStampQuery()
        let token = try CMSSignature(
            derBytes: try #require(authority).token("own", query.derBytes))
        // Nobody signs it, and its authority may have put anything there.
        var nest: [UInt8] = DERWriter.sequence()
        for _ in 1..<levels { nest = DERWriter.sequence(nest) }
        var signer = DERReader(token.signers[0].derBytes)
        let content = signer.content(try signer.next(DERTag.sequence))
        let deep = try token.holding(
            DERWriter.element(
                DERTag.sequence,
                content + DERWriter.element(DERTag.context(1), RawCMS.attribute(OID(1, 2, 3, 4), nest))))
        let reply = DERWriter.sequence(
            DERWriter.sequence(DERWriter.positiveInteger([0])), deep.derBytes)
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("stamped.asice")
            try Data("the old one".utf8).write(to: target)
            func stamp() throws {
                _ = try bundle.writeStamped(
                    reply: reply, query: query, anchors: [], to: AtomicOutput(path: target.path),
                    replacing: true)
            }
            if levels == 10 {
                try stamp()
                #expect(try Opened(Array(Data(contentsOf: target))).integrity == .intact)
            } else {
                let problem = #expect(throws: TimeStampProblem.self) { try stamp() }
                guard case .unreadableSeal = problem else {
                    Issue.record("\(String(describing: problem))")
                    return
                }
                #expect(try Data(contentsOf: target) == Data("the old one".utf8))
            }
        }
    }

    @Test func `two time-stamps in one seal of a bundle prove nothing`() throws {
        let sample = SampleBundle.shared
        let bundle = try SealedBundle(opening: sample.bytes)
        let query = try bundle.timeStampQuery()
        let token = try #require(authority).token("own", query.derBytes)
        let old = try Self.seal(of: bundle)
        for tokens in [[token, token], []] {
            let opened = try Opened(
                try RawStamp.bundle(sample.bytes, sealedBy: RawStamp.attach(tokens, to: old)),
                trusting: SignerTrust(timeAnchors: try anchors()))
            #expect(
                opened.codes == [tokens.isEmpty ? "time-stamp.malformed" : "time-stamp.repeated"])
            #expect(opened.verification.rounds.first?.timeStamp?.standing == .refused)
        }
    }

    @Test func `a stamped bundle is not stamped again, nor a broken one`() throws {
        #expect(throws: TimeStampProblem.alreadyStamped) {
            try SealedBundle(opening: stamped()).timeStampQuery()
        }
        var broken = SampleBundle.shared.bytes
        broken[200] ^= 1
        #expect(throws: TimeStampProblem.notIntact) {
            try SealedBundle(opening: broken).timeStampQuery()
        }
    }

    @Test func `openssl accepts a stamped seal and its token`() throws {
        try Places.inNewFolder { folder in
            try Data(try stamped()).write(to: folder.appendingPathComponent("pack.asice"))
            try Data(SampleBundle.shared.signer.certificate.pem)
                .write(to: folder.appendingPathComponent("signer.pem"))
            try Data(try #require(authority).pem("ca")).write(to: folder.appendingPathComponent("ca.pem"))
            #expect(try Run.tool("unzip", ["-q", "pack.asice"], in: folder).status == 0)
            let cms = try Run.tool(
                "openssl",
                [
                    "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in",
                    "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001.xml",
                    "-CAfile", "signer.pem", "-purpose", "any", "-no_check_time", "-out", "/dev/null",
                ], in: folder)
            #expect(cms.status == 0, "\(cms.errors)")
            let seal = try CMSSignature(
                derBytes: Array(
                    try Data(contentsOf: folder.appendingPathComponent("META-INF/signature001.p7s"))))
            let signer = try #require(seal.signers.first)
            let attribute = try #require(signer.unsignedAttributes.first)
            #expect(signer.unsignedAttributes.count == 1 && attribute.values.count == 1)
            try Data(attribute.values[0]).write(to: folder.appendingPathComponent("token.der"))
            try Data(signer.signature).write(to: folder.appendingPathComponent("value"))
            let ts = try Run.tool(
                "openssl",
                [
                    "ts", "-verify", "-in", "token.der", "-token_in", "-data", "value", "-CAfile",
                    "ca.pem",
                ], in: folder)
            #expect(ts.status == 0, "\(ts.output)\(ts.errors)")
            #expect(ts.output.contains("Verification: OK"))
        }
    }

    @Test func `a bundle is stamped over HTTP while it is built`() throws {
        try #require(authority).serving { address in
            var signer = try SampleBundle.signer()
            signer.timeStamper = TimeStamper(
                try TimeStampService(address: address + "/good"), anchors: try anchors())
            let sample = SampleBundle.shared
            let bytes = try SampleBundle.build(sample.collected, sample.files, signer)
            let opened = try Opened(bytes, trusting: SignerTrust(timeAnchors: try anchors()))
            #expect(opened.integrity == .intact)
            #expect(opened.verification.rounds.first?.provedTime != nil)
        }
    }

    @Test func `servers that hang, flood, break off or answer with a page are clean errors`() throws {
        try #require(authority).serving { address in
            let query = try TimeStampQuery(over: [1])
            func problem(_ path: String) throws -> TimeStampProblem? {
                do throws(TimeStampProblem) {
                    _ = try TimeStampService(address: address + path, secondLimit: 2).ask(query)
                    return nil
                } catch { return error }
            }
            let start = Date()
            #expect(try problem("/hang") == .tooSlow(seconds: 2))
            #expect(Date().timeIntervalSince(start) < 10)
            #expect(try problem("/flood") == .tooLong(byteCount: 1 << 20))
            #expect(try problem("/404") == .status("404"))
            #expect(try problem("/html") == .otherContent(type: "text/html; charset=utf-8"))
            #expect(try problem("/redirect") == .status("302"))
            for path in ["/reset"] {
                guard case .unreachable = try problem(path) else {
                    Issue.record("\(path)")
                    continue
                }
            }
            #expect(try problem("/good") == nil)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://x.example", "http://", "https://user:secret@x.example",
        "http://x.example/ a", "http://x.example/\n", "-o /tmp/x", "http:///path", "http://例.example",
    ])
    func `addresses that are none of an authority are refused before anything runs`(_ text: String) {
        #expect(throws: TimeStampProblem.badAddress(text)) { try TimeStampService(address: text) }
    }
}

/// A bundle whose seal carries whatever is put into it.
enum RawStamp {
    static func attach(_ tokens: [[UInt8]], to seal: [UInt8]) throws -> [UInt8] {
        let message = try CMSSignature(derBytes: seal)
        var outer = DERReader(message.signers[0].derBytes)
        let content = outer.content(try outer.next(DERTag.sequence))
        let attribute = DERWriter.sequence(
            DERWriter.oid(.timeStampToken), DERWriter.element(DERTag.set, tokens.flatMap { $0 }))
        return try message.holding(
            DERWriter.element(
                DERTag.sequence, content + DERWriter.element(DERTag.context(1), attribute))
        ).derBytes
    }

    /// The container again, with another seal at its end.
    static func bundle(_ bytes: [UInt8], sealedBy new: [UInt8]) throws -> [UInt8] {
        var zip = try RawZip(taking: bytes)
        let name = BundleLayout.signature(round: 1)
        zip[name] = RawZip.Entry(name, new)
        return zip.bytes
    }
}
