import ClaimModel
import Foundation

@testable import SealedArchive
@testable import SystemLibraries

/// A key and a certificate that never change, so that what they seal is the same bytes each time:
/// RSA signatures (PKCS #1 v1.5) are not random, others are.
struct FixedSigner: Sendable {
    let key: SigningKey
    let certificate: [UInt8]

    static let claimant = load("claimant", RawCertificate(name: "Mira Holm", serial: 0x11))
    static let stranger = load("stranger", RawCertificate(name: "Anyone Else", serial: 0x12))
    /// The same two names as the claimant's, another key.
    static let impostor = load("stranger", RawCertificate(name: "Mira Holm", serial: 0x11))
    static let p256 = load("p256", RawCertificate(name: "Mira Holm", serial: 0x13))

    /// The claimant's key under another certificate.
    static func claimant(_ change: (inout RawCertificate) -> Void) throws -> FixedSigner {
        var certificate = RawCertificate(name: "Mira Holm", serial: 0x11)
        change(&certificate)
        return FixedSigner(
            key: claimant.key, certificate: try certificate.bytes(signedBy: claimant.key))
    }

    static func keyFile(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Keys/\(name).pem")
    }

    private static func load(_ name: String, _ certificate: RawCertificate) -> FixedSigner {
        do {
            let key = try SigningKey(
                pem: Array(try Data(contentsOf: keyFile(name))), passphrase: nil)
            return FixedSigner(key: key, certificate: try certificate.bytes(signedBy: key))
        } catch {
            fatalError("the test key \(name): \(error)")
        }
    }
}

/// A self-signed certificate written field by field.
struct RawCertificate {
    var name: String
    var serial: UInt8
    /// Nil leaves the field out, as version 1 does.
    var version: UInt8? = 2
    /// 2020 to 2120, so that it outlives its users.
    var validFrom: Int64 = 1_577_836_800
    var validUntil: Int64 = 4_733_510_400
    var isAuthority = false
    /// The bits of the first byte of keyUsage; nil leaves the extension out.
    var keyUsage: UInt8? = 0xC0
    var purposes: [OID] = []
    var unknownCritical = false
    /// SubjectPublicKeyInfo, when it is not that of the signing key.
    var publicKey: [UInt8]?

    func bytes(signedBy key: SigningKey) throws -> [UInt8] {
        let algorithm = Self.algorithm(of: key)
        let signed = try signedPart(key, algorithm)
        return DERWriter.sequence(
            signed, algorithm, DERWriter.bitString(try key.signature(of: signed)))
    }

    static func algorithm(of key: SigningKey) -> [UInt8] {
        switch key.kind {
        case .p256: DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
        default: DERWriter.sequence(DERWriter.oid(.rsaWithSHA256), [0x05, 0x00])
        }
    }

    var subject: [UInt8] {
        DERWriter.sequence(
            DERWriter.set(
                DERWriter.sequence(DERWriter.oid(.commonName), DERWriter.utf8String(name))))
    }

    private func signedPart(_ key: SigningKey, _ algorithm: [UInt8]) throws -> [UInt8] {
        var parts: [[UInt8]] = []
        if let version {
            parts.append(DERWriter.element(0xA0, DERWriter.positiveInteger([version])))
        }
        parts += [
            DERWriter.positiveInteger([serial]), algorithm, subject,
            DERWriter.sequence(
                ASN1Time.element(validFrom) ?? [], ASN1Time.element(validUntil) ?? []), subject,
            try publicKey ?? key.publicKey(),
        ]
        if version != nil { parts.append(DERWriter.element(0xA3, extensions)) }
        return DERWriter.element(DERTag.sequence, parts.flatMap { $0 })
    }

    private var extensions: [UInt8] {
        func one(_ oid: OID, _ value: [UInt8]) -> [UInt8] {
            DERWriter.sequence(DERWriter.oid(oid), DERWriter.true, DERWriter.octetString(value))
        }
        var all = [
            one(.basicConstraints, DERWriter.sequence(isAuthority ? DERWriter.true : []))
        ]
        if let keyUsage {
            let unused = UInt8(keyUsage.trailingZeroBitCount)
            all.append(one(.keyUsage, DERWriter.bitString([keyUsage], unusedBits: unused)))
        }
        if !purposes.isEmpty {
            let list = DERWriter.element(DERTag.sequence, purposes.flatMap { DERWriter.oid($0) })
            all.append(one(.extendedKeyUsage, list))
        }
        if unknownCritical { all.append(one(OID(1, 2, 3, 4, 5), DERWriter.octetString([1]))) }
        return DERWriter.element(DERTag.sequence, all.flatMap { $0 })
    }
}

/// A CMS signature written field by field, so that every one of them can be made to lie. Without a
/// change it is, byte for byte, the seal that is made for a bundle.
struct RawCMS {
    var signer = FixedSigner.claimant
    var version: UInt8 = 1
    var signerVersion: UInt8 = 1
    var contentType = OID.data
    /// What the signed attribute says, when that is another.
    var signedContentType: OID?
    /// Content carried inside.
    var content: [UInt8]?
    var announcedDigests = [RawCMS.sha256]
    var digest = RawCMS.sha256
    var signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.rsa), [0x05, 0x00])
    var signingTime = SampleBundle.day
    /// The certificate that the signing-certificate attribute names.
    var boundCertificate: [UInt8]?
    /// The certificate whose issuer and serial name the signer.
    var namedCertificate: [UInt8]?
    var certificates: [[UInt8]]?
    var hasRevocationList = false
    /// Changes the list of whole signed attributes before it is sorted and signed.
    var changeAttributes: (inout [[UInt8]]) -> Void = { _ in }
    var isSorted = true
    var hasAttributes = true
    /// Whole unsigned attributes.
    var unsigned: [[UInt8]] = []
    var changeSignature: ([UInt8]) -> [UInt8] = { $0 }
    /// What is hashed instead of the manifest.
    var digestedContent: [UInt8]?
    var signs: (([UInt8]) throws -> [UInt8])?
    /// The SignerInfo elements, changed as a whole.
    var changeSigners: (inout [[UInt8]]) -> Void = { _ in }

    static let sha256 = DERWriter.sequence(DERWriter.oid(.sha256))

    func bytes(over manifest: [UInt8]) throws -> [UInt8] {
        var signers = [try signerInfo(over: manifest)]
        changeSigners(&signers)
        var signed = [
            DERWriter.positiveInteger([version]),
            DERWriter.element(DERTag.set, announcedDigests.flatMap { $0 }),
            DERWriter.sequence(
                DERWriter.oid(contentType),
                content.map { DERWriter.element(0xA0, DERWriter.octetString($0)) } ?? []),
        ]
        let embedded = certificates ?? [signer.certificate]
        if !embedded.isEmpty { signed.append(DERWriter.element(0xA0, Self.sorted(embedded))) }
        if hasRevocationList { signed.append(DERWriter.element(0xA1, Self.revocationList)) }
        signed.append(DERWriter.element(DERTag.set, signers.flatMap { $0 }))
        return DERWriter.sequence(
            DERWriter.oid(.signedData),
            DERWriter.element(0xA0, DERWriter.element(DERTag.sequence, signed.flatMap { $0 })))
    }

    /// One whole attribute.
    static func attribute(_ type: OID, _ values: [UInt8]...) -> [UInt8] {
        DERWriter.sequence(
            DERWriter.oid(type), DERWriter.element(DERTag.set, values.flatMap { $0 }))
    }

    /// The signing-certificate-v2 attribute that names a certificate (RFC 5035).
    static func binding(_ certificate: [UInt8], digest: [UInt8]? = nil) throws -> [UInt8] {
        let parsed = try Certificate(derBytes: certificate)
        return attribute(
            .signingCertificateV2,
            DERWriter.sequence(
                DERWriter.sequence(
                    DERWriter.sequence(
                        DERWriter.octetString(
                            try digest ?? HashAlgorithm.sha256.digest(of: certificate)),
                        DERWriter.sequence(
                            DERWriter.sequence(DERWriter.element(0xA4, parsed.issuer.derBytes)),
                            DERWriter.positiveInteger(parsed.serialNumber))))))
    }

    private func signerInfo(over manifest: [UInt8]) throws -> [UInt8] {
        var attributes = [
            Self.attribute(.contentType, DERWriter.oid(signedContentType ?? contentType)),
            Self.attribute(.signingTime, ASN1Time.element(signingTime) ?? []),
            Self.attribute(
                .messageDigest,
                DERWriter.octetString(
                    try HashAlgorithm.sha256.digest(of: digestedContent ?? manifest))),
            try Self.binding(boundCertificate ?? signer.certificate),
        ]
        changeAttributes(&attributes)
        let list = isSorted ? Self.sorted(attributes) : attributes.flatMap { $0 }
        let signed = hasAttributes ? DERWriter.element(DERTag.set, list) : manifest
        let name = try Certificate(derBytes: namedCertificate ?? signer.certificate)
        let signature = try signs?(signed) ?? signer.key.signature(of: signed)
        return DERWriter.sequence(
            DERWriter.positiveInteger([signerVersion]),
            DERWriter.sequence(
                name.issuer.derBytes, DERWriter.positiveInteger(name.serialNumber)),
            digest, hasAttributes ? DERWriter.element(0xA0, list) : [], signatureAlgorithm,
            DERWriter.octetString(changeSignature(signature)),
            unsigned.isEmpty ? [] : DERWriter.element(0xA1, Self.sorted(unsigned)))
    }

    /// DER puts the members of a SET OF in the order of their encodings.
    private static func sorted(_ elements: [[UInt8]]) -> [UInt8] {
        elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
    }

    /// An empty list by nobody; what it says is read by no one.
    private static let revocationList: [UInt8] = {
        let algorithm = DERWriter.sequence(DERWriter.oid(.rsaWithSHA256), [0x05, 0x00])
        let signed = DERWriter.sequence(
            DERWriter.positiveInteger([1]), algorithm,
            RawCertificate(name: "Nobody", serial: 1).subject,
            ASN1Time.element(1_577_836_800) ?? [])
        return DERWriter.sequence(signed, algorithm, DERWriter.bitString([1, 2, 3, 4]))
    }()
}
