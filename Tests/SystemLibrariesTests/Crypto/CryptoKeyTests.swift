import Foundation
import SystemLibraries
import Testing

/// Sample signer and dates; every name is invented.
enum Sample {
    static let day: Int64 = 1_750_000_000
    static func name() throws -> SignerName {
        try SignerName(
            commonName: "Mira Holm", organization: "Holm Lampen e.K.",
            emailAddress: "mira@holm-lampen.example")
    }
    static func certificate(_ key: SigningKey) throws -> Certificate {
        try Certificate.selfSigned(
            for: key, name: name(), validFrom: day, validUntil: day + 94_608_000)
    }
}

/// Runs the openssl program in a new folder holding `files`; gives its output and exit status.
func openssl(_ arguments: [String], files: [String: [UInt8]]) throws -> (text: String, status: Int32) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), process.terminationStatus)
}

@Suite struct CryptoKeyTests {
    @Test func `a key comes back from its encrypted file`() throws {
        let key = try SigningKey.generate()
        let pem = try key.pem(passphrase: Array("correct horse".utf8))
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY"))
        let again = try SigningKey(pem: pem, passphrase: Array("correct horse".utf8))
        #expect(try Sample.certificate(key).matches(again))
        #expect(again.kind == .p256)
    }

    @Test func `another passphrase is its own error`() throws {
        let pem = try SigningKey.generate().pem(passphrase: Array("right".utf8))
        #expect(throws: CryptoError.wrongPassphrase) {
            try SigningKey(pem: pem, passphrase: Array("wrong".utf8))
        }
        #expect(throws: CryptoError.passphraseNeeded) { try SigningKey(pem: pem, passphrase: nil) }
        #expect(throws: CryptoError.passphraseNeeded) { try SigningKey(pem: pem, passphrase: []) }
    }

    @Test func `the key file is encrypted as promised`() throws {
        let pem = try SigningKey.generate().pem(passphrase: Array("correct horse".utf8))
        let parsed = try openssl(["asn1parse", "-in", "k.pem"], files: ["k.pem": pem])
        #expect(parsed.status == 0)
        #expect(parsed.text.contains(":PBES2"))
        #expect(parsed.text.contains(":aes-256-cbc"))
        #expect(parsed.text.contains(":hmacWithSHA256"))
        // 600,000 is 0x0927C0.
        #expect(parsed.text.contains("INTEGER           :0927C0"))
    }

    @Test func `a key in the clear is read without a passphrase`() throws {
        let key = try SigningKey.generate()
        let pem = try key.pem(passphrase: nil)
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY"))
        #expect(try Sample.certificate(key).matches(SigningKey(pem: pem, passphrase: nil)))
        #expect(try SigningKey(pem: pem, passphrase: Array("unused".utf8)).kind == .p256)
    }

    @Test(arguments: [
        (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], KeyKind.rsa(bits: 2048)),
        (["ecparam", "-genkey", "-name", "secp384r1"], .p384),
        (["ecparam", "-genkey", "-name", "prime256v1"], .p256),
        (["genrsa", "-traditional", "2048"], .rsa(bits: 2048)),
    ])
    func `keys made elsewhere are read`(_ command: [String], _ kind: KeyKind) throws {
        let made = try openssl(command, files: [:])
        #expect(try SigningKey(pem: Array(made.text.utf8), passphrase: nil).kind == kind)
    }

    @Test(arguments: [
        ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
        ["genpkey", "-algorithm", "ED25519"],
        ["ecparam", "-genkey", "-name", "secp256k1"],
        ["ecparam", "-genkey", "-name", "secp521r1"],
    ])
    func `keys not used for sealing are refused by kind`(_ command: [String]) throws {
        let made = try openssl(command, files: [:])
        do {
            _ = try SigningKey(pem: Array(made.text.utf8), passphrase: nil)
            Issue.record("the key was accepted")
        } catch CryptoError.unsupportedKey {
        }
    }

    @Test(arguments: ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func `text without a key is refused`(_ text: String) {
        do {
            _ = try SigningKey(pem: Array(text.utf8), passphrase: nil)
            Issue.record("the text was accepted")
        } catch CryptoError.notAKey {
        } catch CryptoError.unsupportedKey where !text.isEmpty {
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `a key encrypted in the older form is opened or refused by its passphrase`() throws {
        let pem = try SigningKey.generate().pem(passphrase: nil)
        let old = try openssl(
            ["ec", "-in", "k.pem", "-aes128", "-passout", "pass:secret"], files: ["k.pem": pem])
        let text = Array(old.text.utf8)
        #expect(try SigningKey(pem: text, passphrase: Array("secret".utf8)).kind == .p256)
        #expect(throws: CryptoError.passphraseNeeded) { try SigningKey(pem: text, passphrase: nil) }
        #expect(throws: CryptoError.wrongPassphrase) {
            try SigningKey(pem: text, passphrase: Array("other".utf8))
        }
    }
}
