import ClaimModel
import Foundation
import TestSupport

@testable import SealedArchive
@testable import SystemLibraries

/// Signatures that are right in all but one thing.
extension ConformanceCase {
    static let seals: [ConformanceCase] = [
        seal("seal/no-attributes") { $0.hasAttributes = false },
        seal("seal/attributes-presented-as-content") { cms in
            // What was signed were the attributes of another signature; they are no manifest.
            cms.hasAttributes = false
            cms.signs = { try FixedSigner.claimant.key.signature(of: $0 + [0]) }
        },
        seal("seal/no-content-type") { $0.changeAttributes = { $0.remove(at: 0) } },
        seal("seal/no-signing-time") { $0.changeAttributes = { $0.remove(at: 1) } },
        seal("seal/no-message-digest") { $0.changeAttributes = { $0.remove(at: 2) } },
        seal("seal/no-signing-certificate") { $0.changeAttributes = { $0.remove(at: 3) } },
        seal("seal/content-type-twice") { $0.changeAttributes = { $0.append($0[0]) } },
        seal("seal/signing-time-twice") {
            $0.changeAttributes = { $0.append(RawCMS.attribute(.signingTime, ASN1Time.element(0) ?? [])) }
        },
        seal("seal/message-digest-twice") {
            $0.changeAttributes = {
                $0.append(RawCMS.attribute(.messageDigest, DERWriter.octetString([UInt8](repeating: 0, count: 32))))
            }
        },
        seal("seal/message-digest-two-values") {
            $0.changeAttributes = { list in
                let value = Array(list[2].suffix(34))
                let other = DERWriter.octetString([UInt8](repeating: 0xFF, count: 32))
                list[2] = RawCMS.attribute(.messageDigest, value, other)
            }
        },
        seal("seal/signing-time-malformed") {
            $0.changeAttributes = { $0[1] = RawCMS.attribute(.signingTime, DERWriter.octetString([1])) }
        },
        seal("seal/attributes-unsorted") { cms in
            cms.isSorted = false
            cms.changeAttributes = { $0.sort { $1.lexicographicallyPrecedes($0) } }
        },
        seal("seal/signing-certificate-of-another") { $0.boundCertificate = FixedSigner.stranger.certificate },
        seal("seal/signing-certificate-digest-differs") {
            $0.changeAttributes = {
                $0[3] = try! RawCMS.binding(
                    FixedSigner.claimant.certificate, digest: [UInt8](repeating: 0, count: 32))
            }
        },
        seal("seal/signing-certificate-version-1") {
            $0.changeAttributes = { list in
                let hash = DERWriter.octetString([UInt8](repeating: 1, count: 20))
                list[3] = RawCMS.attribute(
                    OID(1, 2, 840, 113549, 1, 9, 16, 2, 12),
                    DERWriter.sequence(DERWriter.sequence(DERWriter.sequence(hash))))
            }
        },
        seal("seal/content-type-differs") { $0.signedContentType = OID(1, 2, 3, 4) },
        seal("seal/content-type-not-data") { $0.contentType = OID(1, 2, 3, 4) },
        seal("seal/content-inside") { $0.content = Array("another manifest".utf8) },
        ConformanceCase(name: "seal/good-content-inside-altered-outside") {
            let honest = try Self.forgery().zip()["META-INF/ASiCManifest001.xml"].bytes
            var forgery = try Self.forgery()
            forgery.set(target, [1])
            try forgery.updateChecksums()
            forgery.sign = { _ in
                var cms = RawCMS()
                cms.content = honest
                return try cms.bytes(over: honest)
            }
            return try forgery.zip().bytes
        },
        seal("seal/digest-of-another-manifest") { $0.digestedContent = [1] },
        seal("seal/signature-bit-flipped") { $0.changeSignature = { $0.dropLast() + [$0[$0.count - 1] ^ 1] } },
        seal("seal/signature-empty") { $0.changeSignature = { _ in [] } },
        seal("seal/signature-by-another-key") {
            $0.signs = { try FixedSigner.stranger.key.signature(of: $0) }
        },
        seal("seal/certificate-of-another-key") { cms in
            // The names fit, the key does not.
            cms.certificates = [FixedSigner.impostor.certificate]
        },
        seal("seal/certificate-missing") { $0.certificates = [] },
        seal("seal/certificate-of-another-name") { $0.certificates = [FixedSigner.stranger.certificate] },
        seal("seal/certificate-ambiguous") {
            $0.certificates = [FixedSigner.claimant.certificate, FixedSigner.impostor.certificate]
        },
        seal("seal/signer-named-otherwise") { $0.namedCertificate = FixedSigner.stranger.certificate },
        seal("seal/no-signer") { $0.changeSigners = { $0 = [] } },
        seal("seal/two-signers") { $0.changeSigners = { $0.append($0[0]) } },
        seal("seal/version-3") { $0.version = 3 },
        seal("seal/signer-version-3") { $0.signerVersion = 3 },
        seal("seal/digest-sha1") { weaken(&$0, OID(1, 3, 14, 3, 2, 26)) },
        seal("seal/digest-md5") { weaken(&$0, OID(1, 2, 840, 113549, 2, 5)) },
        seal("seal/digest-sha512-said") { weaken(&$0, .sha512) },
        seal("seal/digest-announced-otherwise") {
            $0.announcedDigests = [DERWriter.sequence(DERWriter.oid(.sha512))]
        },
        seal("seal/digest-announced-twice") { $0.announcedDigests.append(DERWriter.sequence(DERWriter.oid(.sha512))) },
        seal("seal/digest-not-announced") { $0.announcedDigests = [] },
        seal("seal/digest-flood") { cms in
            cms.announcedDigests = (0..<64).map { _ in DERWriter.sequence(DERWriter.oid(.sha512)) }
        },
        seal("seal/algorithm-of-another-key") {
            $0.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
        },
        seal("seal/algorithm-sha1-with-rsa") {
            $0.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(OID(1, 2, 840, 113549, 1, 1, 5)), [5, 0])
        },
        seal("seal/algorithm-unknown") { $0.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(OID(1, 2, 3))) },
        altered("seal/trailing-byte") { $0 + [0] },
        altered("seal/two-messages") { $0 + $0 },
        altered("seal/pem") { PEMText.block(labelled: "CMS", $0) },
        altered("seal/cut") { $0.dropLast() }, altered("seal/empty") { _ in [] },
        altered("seal/indefinite-length") { [0x30, 0x80] + $0.dropFirst(4) + [0, 0] },
        altered("seal/length-too-long") { [0x30, 0x83, 0] + $0.dropFirst(2) },
        altered("seal/not-cms") { _ in DERWriter.sequence(DERWriter.oid(OID(1, 2, 3)), [0x05, 0x00]) },
        altered("seal/certificate-instead") { _ in FixedSigner.claimant.certificate },
        seal("seal/unsigned-attribute-unknown") {
            $0.unsigned = [RawCMS.attribute(OID(1, 2, 3, 4), DERWriter.octetString([1]))]
        },
        seal("seal/time-before-the-certificate") { $0.signingTime = 1_000_000_000 },
        signer("authority") { $0.isAuthority = true; $0.keyUsage = 0x84 },
        signer("usage-key-agreement") { $0.keyUsage = 0x08 },
        signer("usage-unsaid") { $0.keyUsage = nil },
        signer("purpose-web-server") { $0.purposes = [OID(1, 3, 6, 1, 5, 5, 7, 3, 1)] },
        signer("purpose-time-stamping") { $0.purposes = [OID(1, 3, 6, 1, 5, 5, 7, 3, 8)] },
        signer("critical-extension-unknown") { $0.unknownCritical = true },
        signer("version-1") { $0.version = nil },
        ConformanceCase(name: "seal/certificate-key-of-1024-bits") {
            let file = FixedSigner.keyFile("short").path
            let publicKey = try Places.inNewFolder { folder in
                let ran = try Run.tool(
                    "openssl", ["pkey", "-in", file, "-pubout", "-outform", "DER", "-out", "k"], in: folder)
                guard ran.status == 0 else { fatalError(ran.errors) }
                return Array(try Data(contentsOf: folder.appendingPathComponent("k")))
            }
            let weak = try FixedSigner.claimant { $0.publicKey = publicKey }
            var forgery = try Self.forgery()
            forgery.sign = { manifest in
                var cms = RawCMS()
                cms.signer = weak
                cms.signs = { signed in
                    try Places.inNewFolder { folder in
                        try Data(signed).write(to: folder.appendingPathComponent("m"))
                        let ran = try Run.tool(
                            "openssl", ["dgst", "-sha256", "-sign", file, "-out", "s", "m"], in: folder)
                        guard ran.status == 0 else { fatalError(ran.errors) }
                        return Array(try Data(contentsOf: folder.appendingPathComponent("s")))
                    }
                }
                return try cms.bytes(over: manifest)
            }
            return try forgery.zip().bytes
        },
    ]

    private static func altered(
        _ name: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> ConformanceCase {
        forged(name) { $0.changeSignature = change }
    }

    /// Sealed well, by a certificate that may not seal.
    private static func signer(
        _ name: String, _ change: @escaping @Sendable (inout RawCertificate) -> Void
    ) -> ConformanceCase {
        seal("seal/certificate-" + name) { $0.signer = try FixedSigner.claimant(change) }
    }

    private static func weaken(_ cms: inout RawCMS, _ digest: OID) {
        cms.digest = DERWriter.sequence(DERWriter.oid(digest), [0x05, 0x00])
        cms.announcedDigests = [cms.digest]
    }
}
