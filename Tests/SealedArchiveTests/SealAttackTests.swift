import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Signatures as they should not be, made with the openssl program, over a manifest that is right.
@Suite struct SealAttackTests {
    /// Opens a bundle sealed by what `openssl cms -sign` makes with these options.
    private func opened(
        _ options: [String], certificate extensions: [String] = ["-addext", "keyUsage=critical,digitalSignature"],
        key: [String] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        isAuthority: Bool = false, isCAdES: Bool = true
    ) throws -> Opened {
        var forgery = try Forgery()
        forgery.sign = { manifest in
            try Places.inNewFolder { folder in
                func run(_ arguments: [String]) throws {
                    let ran = try Run.tool("openssl", arguments, in: folder)
                    if ran.status != 0 { Issue.record("\(arguments): \(ran.errors)") }
                }
                try Data(manifest).write(to: folder.appendingPathComponent("m.xml"))
                for name in ["one", "two"] {
                    try run(
                        ["req", "-x509", "-nodes", "-keyout", "\(name).key", "-out", "\(name).pem",
                         "-days", "30", "-subj", "/CN=\(name)", "-addext",
                         "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")"]
                            + extensions + key)
                }
                try run(
                    ["cms", "-sign", "-binary", "-in", "m.xml", "-signer", "one.pem", "-inkey", "one.key",
                     "-outform", "DER", "-out", "s.p7s", "-nosmimecap"]
                        + (isCAdES ? ["-cades"] : []) + options)
                return Array(try Data(contentsOf: folder.appendingPathComponent("s.p7s")))
            }
        }
        return try forgery.opened()
    }

    @Test func `a CAdES signature made by openssl is accepted`() throws {
        let result = try opened([])
        #expect(result.codes == [])
        #expect(result.integrity == .intact)
        #expect(result.verification.rounds.first?.signer?.subject == "CN=one")
    }

    /// Anybody can make the second form of an ECDSA signature without the key. It seals the same bytes by
    /// the same signer, and other programs may write either: both are intact.
    @Test func `the other of the two forms of an ECDSA signature seals the same bytes`() throws {
        var results: [Opened] = []
        for isTurned in [false, true] {
            var forgery = try ConformanceCase.forgery()
            forgery.sign = { manifest in
                var cms = RawCMS()
                cms.signer = .p256
                cms.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
                if isTurned { cms.changeSignature = { turned($0) } }
                return try cms.bytes(over: manifest)
            }
            results.append(try forgery.opened())
        }
        #expect(results.map(\.codes) == [[], []])
        #expect(results.map(\.integrity) == [.intact, .intact])
        let signers = results.map { $0.verification.rounds.first?.signer?.fingerprint }
        #expect(signers[0] == signers[1])
        #expect(results[0].verification.entries.map(\.digest).dropLast()
            == results[1].verification.entries.map(\.digest).dropLast())
    }

    @Test func `RSA of 2048 bits and P-384 are accepted`() throws {
        #expect(try opened([], key: ["-newkey", "rsa:2048"]).codes == [])
        #expect(
            try opened(["-md", "sha384"], key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"])
                .codes == [])
    }

    @Test func `a signature without signed attributes`() throws {
        let result = try opened(["-noattr"], isCAdES: false)
        // libcrypto itself answers "CAdES Verification successful" here.
        #expect(result.codes == ["seal.attributes.missing"])
        #expect(result.verification.findings.count { $0.code == "seal.attributes.missing" } == 4)
        #expect(result.integrity == .broken)
    }

    @Test func `a signature that does not sign its certificate`() throws {
        let result = try opened([], isCAdES: false)
        #expect(result.codes.contains("seal.attributes.missing"))
        #expect(result.integrity == .broken)
    }

    @Test(arguments: ["md5", "sha1", "sha224"])
    func `a digest that is not on the list`(_ digest: String) throws {
        let result = try opened(["-md", digest], key: ["-newkey", "rsa:2048"], isCAdES: false)
        #expect(result.codes.contains("seal.digest.algorithm.refused"))
        #expect(result.integrity == .broken)
    }

    @Test func `a signature that carries the good manifest inside`() throws {
        let result = try opened(["-nodetach"])
        #expect(result.codes.contains("seal.content.encapsulated"))
        #expect(result.integrity == .broken)
    }

    @Test func `a signature that carries the good manifest over an altered one`() throws {
        var forgery = try Forgery()
        let honest = forgery
        forgery.set("exhibits/A-1/order page.png", [1])
        try forgery.updateChecksums()
        forgery.sign = { _ in try honest.zip()["META-INF/signature001.p7s"].bytes }
        let result = try forgery.opened()
        #expect(result.codes.contains("seal.digest.mismatch"))
        #expect(result.codes.contains("seal.signature.invalid"))
        #expect(result.integrity == .broken)
        #expect(result.verification.rounds.first?.isIntact == false)
    }

    @Test func `a second signer`() throws {
        let result = try opened(["-signer", "two.pem", "-inkey", "two.key"])
        #expect(result.codes == ["seal.signer.repeated"])
        #expect(result.integrity == .broken)
    }

    @Test func `a signature with the certificate of an authority`() throws {
        let result = try opened(
            [], certificate: ["-addext", "keyUsage=critical,digitalSignature,keyCertSign"], isAuthority: true)
        #expect(result.codes == ["seal.certificate.authority"])
    }

    @Test func `a certificate that is not for signing`() throws {
        #expect(
            try opened([], certificate: ["-addext", "keyUsage=critical,keyAgreement"]).codes
                .contains("seal.certificate.usage.refused"))
        #expect(try opened([], certificate: []).codes == ["seal.certificate.usage.refused"])
    }

    @Test func `a certificate for web servers or time-stamps`() throws {
        for purpose in ["serverAuth", "critical,timeStamping"] {
            let result = try opened(
                [],
                certificate: [
                    "-addext", "keyUsage=critical,digitalSignature", "-addext",
                    "extendedKeyUsage=\(purpose)",
                ])
            #expect(result.codes == ["seal.certificate.purpose.refused"])
        }
    }

    @Test func `a key that is too short or of another kind`() throws {
        #expect(
            try opened([], key: ["-newkey", "rsa:1024"]).codes.contains("seal.certificate.key.refused"))
        #expect(
            try opened([], key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"]).codes
                .contains("seal.certificate.key.refused"))
    }

    @Test func `a signer named by key identifier`() throws {
        let result = try opened(["-keyid"])
        #expect(result.codes.contains("seal.signer.identifier.refused"))
    }

    @Test func `a signature without its certificate`() throws {
        let result = try opened(["-nocerts"])
        #expect(result.codes == ["seal.certificate.missing"])
    }

    @Test func `a signature over other content`() throws {
        let result = try opened(["-econtent_type", "1.2.3.4"])
        #expect(result.codes.contains("seal.content-type.refused"))
    }

    @Test func `bytes behind the signature`() throws {
        var forgery = try Forgery()
        forgery.changeSignature = { $0 + [0] }
        #expect(try forgery.opened().codes == ["seal.trailing-bytes"])
        forgery.changeSignature = { $0 + $0 }
        #expect(try forgery.opened().codes == ["seal.trailing-bytes"])
    }

    @Test func `a signature in PEM, in BER, cut off, empty or huge`() throws {
        var forgery = try Forgery()
        for change: ([UInt8]) -> [UInt8] in [
            { PEMText.block(labelled: "CMS", $0) }, { Array($0.dropLast()) }, { _ in [] },
            { [0x30, 0x80] + $0.dropFirst(4) + [0, 0] },
        ] {
            forgery.changeSignature = change
            #expect(try forgery.opened().codes == ["seal.encoding.malformed"])
        }
        forgery.changeSignature = { $0 + [UInt8](repeating: 0, count: CMSSignature.byteLimit) }
        let huge = try forgery.opened()
        #expect(huge.codes == ["entry.too-large"])
        #expect(huge.integrity == .undetermined)
    }

    @Test func `further certificates in a signature are told`() throws {
        let result = try opened(["-certfile", "two.pem"])
        #expect(result.integrity == .intact)
        #expect(result.verification.findings.map(\.code) == ["seal.certificates.extra"])
    }

    @Test func `a signing time outside the certificate's period is told`() throws {
        var forgery = try Forgery()
        let signer = SampleBundle.shared.signer
        forgery.sign = {
            try CMSSignature.sign(
                $0, with: signer.key, certificate: signer.certificate, signingTime: 0
            ).derBytes
        }
        let result = try forgery.opened()
        #expect(result.codes == ["seal.certificate.not-valid-then"])
        #expect(result.integrity == .undetermined)
    }

    @Test func `an unsigned attribute that was added later`() throws {
        var forgery = try Forgery()
        forgery.changeSignature = { bytes in
            // SignerInfo's last field: [1] with one attribute, the lengths around it mended.
            guard let message = try? CMSSignature(derBytes: bytes), let signer = message.signers.first
            else { return bytes }
            var inside = DERReader(signer.derBytes)
            guard let whole = try? inside.next(DERTag.sequence) else { return bytes }
            let attribute = DERWriter.sequence(
                DERWriter.oid(.emailAddress), DERWriter.set(DERWriter.utf8String("note")))
            let changed = DERWriter.element(
                DERTag.sequence,
                signer.derBytes[whole.content] + DERWriter.element(DERTag.context(1), attribute))
            return DERWriter.sequence(
                DERWriter.oid(.signedData),
                DERWriter.element(
                    DERTag.context(0),
                    DERWriter.element(
                        DERTag.sequence, message.bytesBeforeSigners + DERWriter.set(changed))))
        }
        let result = try forgery.opened()
        #expect(result.codes == ["seal.attributes.unsigned"])
        #expect(result.integrity == .broken)
    }

    @Test func `a name in a certificate cannot turn the writing direction`() throws {
        let key = try SigningKey.generate()
        let certificate = try Certificate.selfSigned(
            for: key, name: SignerName(commonName: "Mira\u{202E}mloH"), validFrom: 0,
            validUntil: SampleBundle.day * 2)
        var forgery = try Forgery()
        forgery.sign = {
            try CMSSignature.sign(
                $0, with: key, certificate: certificate, signingTime: SampleBundle.day
            ).derBytes
        }
        let signer = try forgery.opened().verification.rounds.first?.signer
        #expect(signer?.subject == "CN=Mira\\u{202E}mloH")
    }
}

/// An ECDSA signature by P-256 with s replaced by n - s (SEC 1, 4.1.4: both are valid).
private func turned(_ signature: [UInt8]) -> [UInt8] {
    let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
    // SEQUENCE { INTEGER r, INTEGER s }, each of at most 33 bytes.
    let rLength = Int(signature[3])
    let r = Array(signature[4..<(4 + rLength)])
    let s = Array(signature[(6 + rLength)...].suffix(32))
    let padded = [UInt8](repeating: 0, count: 32 - s.count) + s
    var other = [UInt8](repeating: 0, count: 32)
    var borrow = 0
    for index in (0..<32).reversed() {
        let difference = Int(order[index]) - Int(padded[index]) - borrow
        borrow = difference < 0 ? 1 : 0
        other[index] = UInt8(truncatingIfNeeded: difference)
    }
    func number(_ bytes: [UInt8]) -> [UInt8] {
        DERWriter.positiveInteger(Array(bytes.drop { $0 == 0 }))
    }
    return DERWriter.sequence(number(r), number(other))
}
