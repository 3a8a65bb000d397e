import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let authority = TimeAuthority.shared

/// Who confirms a signer, at which moment, and what is said when nobody does.
@Suite(.enabled(if: authority != nil, "python3 and openssl are needed")) struct SignerTrustTests {
    /// After the certificates of the authority have ended.
    static let farFuture: Int64 = 2_400_000_000
    /// 2030-03-17 in UTC, within the validity of the authority.
    static let now: Int64 = 1_900_000_000

    private func certificates(_ name: String) throws -> [Certificate] {
        try Certificate.readPEM(try #require(authority).pem(name))
    }

    /// The sample sealed by somebody whom the authority "ca" knows.
    private func bundle(stampedBy stamper: TimeStamper? = nil) throws -> [UInt8] {
        let folder = try #require(authority).folder
        let key = try SigningKey(
            pem: Array(try Data(contentsOf: folder.appendingPathComponent("no-eku.key"))),
            passphrase: nil)
        var signer = try BundleSigner(
            key: key, certificate: try #require(certificates("no-eku").first))
        signer.timeStamper = stamper
        let sample = SampleBundle.shared
        return try SampleBundle.build(sample.collected, sample.files, signer)
    }

    private func confirmation(_ bytes: [UInt8], _ trust: SignerTrust) throws -> SignerConfirmation? {
        let opened = try Opened(bytes, trusting: trust)
        #expect(opened.integrity == .intact)
        let confirmation = try #require(opened.verification.rounds.first).confirmation
        #expect(
            opened.codes.contains("signer.not-confirmed") == (confirmation == nil && trust.namesSigners))
        return confirmation
    }

    @Test func `a chain to a named authority confirms the signer, another authority does not`() throws {
        let bytes = try bundle()
        #expect(
            try confirmation(bytes, SignerTrust(anchors: certificates("ca"), now: Self.now))
                == .chain(anchor: "O=Meridian Zeitdienst, CN=Root ca"))
        #expect(
            try confirmation(bytes, SignerTrust(anchors: certificates("other-ca"), now: Self.now)) == nil)
        #expect(
            try confirmation(
                SampleBundle.shared.bytes, SignerTrust(anchors: certificates("ca"), now: Self.now)) == nil)
    }

    @Test func `without a moment no chain is checked, and one that has ended confirms nobody`() throws {
        let bytes = try bundle()
        #expect(try confirmation(bytes, SignerTrust(anchors: certificates("ca"))) == nil)
        #expect(
            try confirmation(bytes, SignerTrust(anchors: certificates("ca"), now: Self.farFuture)) == nil)
    }

    @Test func `a proved time is the moment at which the chain is asked about`() throws {
        try #require(authority).serving { address in
            let bytes = try bundle(
                stampedBy: TimeStamper(try TimeStampService(address: address + "/good"), anchors: []))
            let anchors = try certificates("ca")
            #expect(
                try confirmation(
                    bytes, SignerTrust(anchors: anchors, timeAnchors: anchors, now: Self.farFuture)) != nil)
            // A time-stamp that nobody vouches for proves no time.
            #expect(
                try confirmation(bytes, SignerTrust(anchors: anchors, now: Self.farFuture)) == nil)
        }
    }

    @Test func `a round added by whom only an authority knows is not intact`() throws {
        let folder = try #require(authority).folder
        let key = try SigningKey(
            pem: Array(try Data(contentsOf: folder.appendingPathComponent("no-eku.key"))),
            passphrase: nil)
        let added = FixedSigner(
            key: key, certificate: try #require(certificates("no-eku").first).derBytes)
        var forgery = try RoundForgery()
        try forgery.add { $0.signer = added }
        let claimant = try Certificate(derBytes: FixedSigner.claimant.certificate)
        var trust = SignerTrust(
            pins: [try #require(ContentDigest(claimant.fingerprint))], anchors: try certificates("ca"),
            now: Self.now)
        let opened = try Opened(forgery.zip.bytes, trusting: trust)
        #expect(opened.verification.rounds.map(\.isSignerConfirmed) == [true, true])
        #expect(opened.codes == ["round.signer.differs"])
        #expect(opened.integrity == .undetermined)
        trust.pins.insert(try #require(ContentDigest(Certificate(derBytes: added.certificate).fingerprint)))
        let named = try Opened(forgery.zip.bytes, trusting: trust)
        #expect(named.codes == ["round.signer.differs"])
        #expect(named.integrity == .intact)
    }

    @Test func `a pin whose certificate had ended when the time-stamp was made is told`() throws {
        let sample = SampleBundle.shared
        let key = try SigningKey.generate()
        let ended = try Certificate.selfSigned(
            for: key, name: SignerName(commonName: "Mira Holm"), validFrom: SampleBundle.day - 86_400,
            validUntil: SampleBundle.day + 3_600)
        for (certificate, codes) in [
            (ended, ["seal.certificate.not-valid-when-proved"]), (try SampleBundle.signer(key).certificate, []),
        ] {
            let bytes = try SampleBundle.build(
                sample.collected, sample.files, BundleSigner(key: key, certificate: certificate))
            let stamped = try Places.inNewFolder { folder in
                let bundle = try SealedBundle(opening: bytes)
                let query = try bundle.timeStampQuery()
                let target = folder.appendingPathComponent("stamped.asice")
                _ = try bundle.writeStamped(
                    reply: try #require(authority).reply("good", query.derBytes), query: query,
                    anchors: [], to: AtomicOutput(path: target.path))
                return Array(try Data(contentsOf: target))
            }
            let pin = try #require(ContentDigest(certificate.fingerprint))
            let opened = try Opened(
                stamped, trusting: SignerTrust(pins: [pin], timeAnchors: try certificates("ca")))
            #expect(opened.verification.rounds.first?.provedTime != nil)
            #expect(opened.verification.rounds.first?.confirmation == .pin)
            #expect(opened.codes == codes)
            // Without a proved time there is nothing to compare.
            #expect(try Opened(stamped, trusting: SignerTrust(pins: [pin])).codes == [])
        }
    }

    @Test func `a pin is asked first, then the list, each by its days`() throws {
        let sample = SampleBundle.shared
        let fingerprint = sample.fingerprint
        #expect(try confirmation(sample.bytes, SignerTrust(pins: [fingerprint])) == .pin)
        func allowed(_ first: String?, _ last: String?) throws -> AllowedSigner {
            try #require(
                AllowedSigner(
                    label: "Holm", fingerprint: fingerprint, notBefore: first.flatMap(CalendarDay.init),
                    notAfter: last.flatMap(CalendarDay.init)))
        }
        for (first, last, isAllowed) in [
            (nil, nil, true), ("2030-03-17", "2030-03-17", true), ("2030-03-18", nil, false),
            (nil, "2030-03-16", false), (nil, "2030-03-17", true),
        ] as [(String?, String?, Bool)] {
            let trust = SignerTrust(allowedSigners: [try allowed(first, last)], now: Self.now)
            #expect(
                try confirmation(sample.bytes, trust)
                    == (isAllowed ? .allowedSigner(label: "Holm") : nil), "\(first ?? "") \(last ?? "")")
        }
    }

    @Test func `a broken bundle confirms nobody, whatever was named`() throws {
        var zip = try RawZip(taking: SampleBundle.shared.bytes)
        let name = BundleLayout.manifest(round: 1)
        var bytes = zip[name].bytes
        bytes[bytes.count - 20] ^= 1
        zip[name] = RawZip.Entry(name, bytes)
        let opened = try Opened(
            zip.bytes, trusting: SignerTrust(pins: [SampleBundle.shared.fingerprint]))
        #expect(opened.integrity == .broken)
        #expect(opened.verification.rounds.first?.isSignerConfirmed != true)
    }

    @Test(arguments: [
        ("Larkspur Devices LLC", false), ("深圳市光明电子 Ltd.", false), ("ООО Ромашка", false),
        ("Ελλάδα Trading", false), ("École Zürich", false), ("Lаrkspur Devices", true),
        ("Ρaypal", true), ("Ｌarkspur", true), ("𝐋arkspur", true), ("Larkspur Ltd\u{301}", false),
    ])
    func `a word of two alphabets that look alike is told`(_ name: String, _ isMixed: Bool) {
        #expect(CertificateNames.mixesScripts(name) == isMixed)
    }

    @Test func `a signer with a name like another's is told and shown without its tricks`() throws {
        for (name, code) in [
            ("Mirа Holm", "certificate.name.mixed-scripts"),
            ("Mira \u{202E}mloH", "certificate.name.hidden"),
        ] {
            let key = try SigningKey.generate()
            guard
                let certificate = try? Certificate.selfSigned(
                    for: key, name: SignerName(commonName: name),
                    validFrom: SampleBundle.day - 86_400, validUntil: SampleBundle.day + 86_400)
            else {
                // keygen itself refuses such a name; a stranger's tool does not.
                #expect(code == "certificate.name.hidden")
                continue
            }
            let sample = SampleBundle.shared
            let bytes = try SampleBundle.build(
                sample.collected, sample.files, BundleSigner(key: key, certificate: certificate))
            let opened = try Opened(bytes)
            #expect(opened.codes == [code])
            #expect(opened.integrity == .intact)
            let subject = try #require(opened.verification.rounds.first?.signer?.subject)
            #expect(!subject.unicodeScalars.contains("\u{202E}"))
        }
    }
}

/// The file of allowed signers.
struct AllowedSignersTests {
    static let hex = String(repeating: "ab", count: 32)
    static let other = String(repeating: "cd", count: 32)

    @Test func `a file is read, written again as it was, and edited by lines`() throws {
        let text = """
            # known to me

            "Larkspur Devices LLC" sha256:\(Self.hex) not-before=2026-01-01 not-after=2028-12-31
              holm  sha256:\(Self.other)

            """
        var file = try AllowedSignersFile(reading: Array(text.utf8))
        #expect(file.signers.map(\.label) == ["Larkspur Devices LLC", "holm"])
        #expect(file.signers.first?.notAfter == CalendarDay("2028-12-31"))
        #expect(file.bytes == Array(text.utf8))
        #expect(try file.remove(label: "holm", fingerprint: nil).count == 1)
        #expect(file.bytes == Array(text.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast(2).joined(separator: "\n").utf8) + [0x0A])
        for signer in file.signers {
            #expect(try AllowedSignersFile(reading: Array(signer.line.utf8)).signers == [signer])
        }
    }

    @Test(arguments: [
        "holm", "holm sha256:ab", "holm md5:\(hex)", "\"holm sha256:\(hex)",
        "ho\"lm\" sha256:\(hex)", "holm sha256:\(hex) until=2026-01-01",
        "holm sha256:\(hex) not-after=2026-02-30", "holm sha256:\(hex) not-after=2026-01-01 not-after=2026-01-02",
        "holm sha256:\(hex) not-before=2026-01-02 not-after=2026-01-01", "\"\" sha256:\(hex)",
        "ho\u{202E}lm sha256:\(hex)", "holm sha256:\(hex)\r", "a sha256:\(hex)\nb sha256:\(hex)",
        "holm sha256:\(hex) not-before",
    ])
    func `a line that is not understood stops with its number`(_ text: String) throws {
        let lines = "# first\n" + text
        do throws(AllowedSignersFile.Problem) {
            _ = try AllowedSignersFile(reading: Array(lines.utf8))
            Issue.record("read: \(text)")
        } catch {
            #expect(error.line == (text.contains("\n") ? 3 : 2))
        }
    }

    @Test func `bytes that are no text and files beyond the limits are refused`() {
        #expect(throws: AllowedSignersFile.Problem.self) {
            try AllowedSignersFile(reading: [0x61, 0xFF])
        }
        #expect(throws: AllowedSignersFile.Problem.self) {
            try AllowedSignersFile(
                reading: [UInt8](repeating: 0x23, count: AllowedSignersFile.byteLimit + 1))
        }
    }
}
