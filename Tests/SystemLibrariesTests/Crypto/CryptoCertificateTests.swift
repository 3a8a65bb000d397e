import SystemLibraries
import Testing

@Suite struct CryptoCertificateTests {
    @Test func `a certificate states what it was made with`() throws {
        let key = try SigningKey.generate()
        let certificate = try Sample.certificate(key)
        #expect(certificate.version == 3)
        #expect(certificate.subject.oneLine == "O=Holm Lampen e.K., CN=Mira Holm")
        #expect(certificate.emailAddresses == ["mira@holm-lampen.example"])
        #expect(certificate.validFrom == Sample.day)
        #expect(certificate.validUntil == Sample.day + 94_608_000)
        #expect(!certificate.isCertificateAuthority)
        #expect(certificate.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(certificate.extendedKeyUsage == nil)
        #expect(certificate.unknownCriticalExtensions.isEmpty)
        #expect(certificate.keyKind == .p256)
        #expect(certificate.signatureAlgorithm.oid == .ecdsaWithSHA256)
        #expect(certificate.serialNumber.count == 16)
        #expect(certificate.isSelfIssued)
        #expect(certificate.fingerprint == (try HashAlgorithm.sha256.digest(of: certificate.derBytes)))
        #expect(try certificate.matches(key))
        #expect(try !certificate.matches(SigningKey.generate()))
    }

    @Test func `another tool reads the certificate the same way`() throws {
        let certificate = try Sample.certificate(SigningKey.generate())
        let read = try openssl(
            ["x509", "-in", "c.pem", "-noout", "-text", "-fingerprint", "-sha256"],
            files: ["c.pem": certificate.pem])
        #expect(read.status == 0)
        for line in [
            "Version: 3 (0x2)", "O = Holm Lampen e.K., CN = Mira Holm", "Not Before: Jun 15 15:06:40 2025",
            "X509v3 Basic Constraints: critical\n                CA:FALSE",
            "X509v3 Key Usage: critical\n                Digital Signature, Non Repudiation",
            "email:mira@holm-lampen.example", "X509v3 Subject Key Identifier",
        ] {
            #expect(read.text.contains(line), "\(line) in \(read.text)")
        }
        let hex = hexadecimal(certificate.fingerprint).uppercased()
        #expect(read.text.replacing(":", with: "").contains(hex))
        let verified = try openssl(
            ["verify", "-x509_strict", "-attime", "\(Sample.day + 10)", "-CAfile", "c.pem", "c.pem"],
            files: ["c.pem": certificate.pem])
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test func `two certificates of one key have different serial numbers`() throws {
        let key = try SigningKey.generate()
        #expect(try Sample.certificate(key).serialNumber != Sample.certificate(key).serialNumber)
    }

    @Test func `a period past 2049 is written and read`() throws {
        let key = try SigningKey.generate()
        let certificate = try Certificate.selfSigned(
            for: key, name: Sample.name(), validFrom: -1, validUntil: 4_102_444_800)
        #expect(certificate.validFrom == -1)
        #expect(certificate.validUntil == 4_102_444_800)
        let read = try openssl(
            ["x509", "-in", "c.pem", "-noout", "-dates"], files: ["c.pem": certificate.pem])
        #expect(read.text == "notBefore=Dec 31 23:59:59 1969 GMT\nnotAfter=Jan  1 00:00:00 2100 GMT\n")
    }

    @Test func `PEM goes out and comes back, several in one text`() throws {
        let first = try Sample.certificate(SigningKey.generate())
        let second = try Sample.certificate(SigningKey.generate())
        let text = Array("a note\n".utf8) + first.pem + second.pem
        #expect(try Certificate.readPEM(text) == [first, second])
    }

    @Test func `a certificate followed by anything is refused`() throws {
        let certificate = try Sample.certificate(SigningKey.generate())
        #expect(throws: CryptoError.self) { try Certificate(derBytes: certificate.derBytes + [0]) }
        #expect(throws: CryptoError.self) { try Certificate.readPEM([]) }
    }

    @Test func `cutting a certificate anywhere is an error and never a crash`() throws {
        let bytes = try Sample.certificate(SigningKey.generate()).derBytes
        for length in 0..<bytes.count {
            #expect(throws: CryptoError.self) { try Certificate(derBytes: Array(bytes[..<length])) }
        }
    }

    @Test func `names that cannot stand in a certificate are refused`() {
        let long = String(repeating: "x", count: 65)
        #expect(throws: CryptoError.self) { try SignerName(commonName: "") }
        #expect(throws: CryptoError.self) { try SignerName(commonName: long) }
        #expect(throws: CryptoError.self) { try SignerName(commonName: "a\u{0}b") }
        #expect(throws: CryptoError.self) { try SignerName(commonName: "a", organization: long) }
        for address in ["a", "@b", "a@", "a@b@c", "ä@b", "a b@c"] {
            #expect(throws: CryptoError.self) {
                try SignerName(commonName: "a", emailAddress: address)
            }
        }
    }

    @Test func `names in other scripts come back`() throws {
        let key = try SigningKey.generate()
        let certificate = try Certificate.selfSigned(
            for: key, name: SignerName(commonName: "李娜, Co=1", organization: "Žižka s.r.o."),
            validFrom: 0, validUntil: 1)
        #expect(certificate.subject.attributes.map(\.text) == ["Žižka s.r.o.", "李娜, Co=1"])
        #expect(certificate.subject.oneLine == "O=Žižka s.r.o., CN=李娜\\, Co\\=1")
    }
}
