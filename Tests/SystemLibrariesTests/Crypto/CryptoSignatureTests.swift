import SystemLibraries
import Testing

@Suite struct CryptoSignatureTests {
    private let content = Array("<manifest/>\n".utf8)

    private func signed() throws -> (CMSSignature, Certificate) {
        let key = try SigningKey.generate()
        let certificate = try Sample.certificate(key)
        return (
            try CMSSignature.sign(
                content, with: key, certificate: certificate, signingTime: Sample.day + 60),
            certificate
        )
    }

    @Test func `a signature states exactly the attributes of CAdES B-B`() throws {
        let (signature, certificate) = try signed()
        #expect(signature.version == 1)
        #expect(signature.contentType == .data)
        #expect(signature.encapsulatedContent == nil)
        #expect(signature.certificates == [certificate.derBytes])
        #expect(!signature.hasRevocationLists)
        #expect(signature.digestAlgorithms.map(\.oid) == [.sha256])
        let signer = try #require(signature.signers.first)
        #expect(signature.signers.count == 1)
        #expect(
            Set(signer.signedAttributes.map(\.type))
                == [.contentType, .messageDigest, .signingTime, .signingCertificateV2])
        #expect(signer.signedAttributes.count == 4)
        #expect(signer.unsignedAttributes.isEmpty)
        #expect(signer.contentType == .data)
        #expect(signer.messageDigest == (try HashAlgorithm.sha256.digest(of: content)))
        #expect(signer.claimedSigningTime == Sample.day + 60)
        #expect(signer.isBound(to: certificate))
        #expect(signer.digestAlgorithm.oid == .sha256)
        #expect(signer.signatureAlgorithm.oid == .ecdsaWithSHA256)
        #expect(signature.certificates(namedBy: signer) == [certificate])
        #expect(try signature.isReencodedIdentically())
    }

    @Test func `a signature verifies over its content and over nothing else`() throws {
        let (signature, certificate) = try signed()
        let good = try signature.verify(content: content, signer: certificate)
        #expect(good.isSignatureValid)
        #expect(good.isCertificateBound)
        let other = try signature.verify(content: content + [0], signer: certificate)
        #expect(!other.isSignatureValid)
        #expect(!other.isCertificateBound)
        #expect(!other.reason.isEmpty)
        #expect(try !signature.verify(content: [], signer: certificate).isSignatureValid)
    }

    @Test func `another certificate does not verify it`() throws {
        let (signature, _) = try signed()
        let stranger = try Sample.certificate(SigningKey.generate())
        #expect(try !signature.verify(content: content, signer: stranger).isSignatureValid)
    }

    @Test func `a second certificate of the same key is not the bound one`() throws {
        let key = try SigningKey.generate()
        let certificate = try Sample.certificate(key)
        let twin = try Sample.certificate(key)
        let signature = try CMSSignature.sign(
            content, with: key, certificate: certificate, signingTime: Sample.day)
        let signer = try #require(signature.signers.first)
        #expect(!signer.isBound(to: twin))
        #expect(try !signature.verify(content: content, signer: twin).isCertificateBound)
    }

    @Test func `openssl accepts the signature as CAdES`() throws {
        let (signature, certificate) = try signed()
        let verified = try openssl(
            [
                "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "s.p7s", "-content",
                "m.xml", "-CAfile", "c.pem", "-purpose", "any", "-attime", "\(Sample.day + 60)",
                "-out", "/dev/null",
            ], files: ["s.p7s": signature.derBytes, "m.xml": content, "c.pem": certificate.pem])
        #expect(verified.status == 0, "\(verified.text)")
        #expect(verified.text.contains("CAdES Verification successful"))
    }

    @Test func `RSA and P-384 keys sign and verify`() throws {
        for command in [
            ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            ["ecparam", "-genkey", "-name", "secp384r1"],
        ] {
            let made = try openssl(command, files: [:])
            let key = try SigningKey(pem: Array(made.text.utf8), passphrase: nil)
            let certificate = try Sample.certificate(key)
            let signature = try CMSSignature.sign(
                content, with: key, certificate: certificate, signingTime: Sample.day)
            let answer = try signature.verify(content: content, signer: certificate)
            #expect(answer.isSignatureValid && answer.isCertificateBound, "\(key.kind)")
            #expect(try signature.isReencodedIdentically())
            #expect(signature.signers.first?.isBound(to: certificate) == true)
        }
    }

    @Test func `a key that is not the certificate's does not sign`() throws {
        let certificate = try Sample.certificate(SigningKey.generate())
        #expect(throws: CryptoError.self) {
            try CMSSignature.sign(
                content, with: SigningKey.generate(), certificate: certificate,
                signingTime: Sample.day)
        }
    }

    @Test func `empty content can be signed`() throws {
        let key = try SigningKey.generate()
        let certificate = try Sample.certificate(key)
        let signature = try CMSSignature.sign(
            [], with: key, certificate: certificate, signingTime: Sample.day)
        #expect(try signature.verify(content: [], signer: certificate).isSignatureValid)
    }

    @Test func `bytes after the signature are named`() throws {
        let (signature, _) = try signed()
        do throws(DERProblem) {
            _ = try CMSSignature(derBytes: signature.derBytes + [0])
            Issue.record("accepted")
        } catch {
            #expect(error.kind == .trailingBytes)
            #expect(error.offset == signature.derBytes.count)
        }
    }

    @Test(arguments: [(64, false), (65, true), (20_000, true)])
    func `a flood of algorithms is refused before anything sorts it`(count: Int, isRefused: Bool) {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let length =
                content.count < 0x80
                ? [UInt8(content.count)]
                : content.count < 0x100
                    ? [0x81, UInt8(content.count)]
                    : content.count < 0x1_0000
                        ? [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
                        : [
                            0x83, UInt8(content.count >> 16), UInt8(content.count >> 8 & 0xFF),
                            UInt8(content.count & 0xFF),
                        ]
            return [tag] + length + content
        }
        let signedData: [UInt8] = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]
        let sha256: [UInt8] = [0x06, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]
        let algorithms = element(
            0x31, Array(repeating: element(0x30, sha256), count: count).flatMap { $0 })
        let bytes = element(
            0x30, signedData + element(0xA0, element(0x30, [2, 1, 1] + algorithms)))
        do {
            _ = try CMSSignature(derBytes: bytes)
            Issue.record("half a signature was read")
        } catch {
            #expect((error.kind == .tooManyMembers) == isRefused)
        }
    }

    @Test func `cutting a signature anywhere is an error and never a crash`() throws {
        let bytes = try signed().0.derBytes
        for length in 0..<bytes.count {
            #expect(throws: DERProblem.self) { try CMSSignature(derBytes: Array(bytes[..<length])) }
        }
    }
}
