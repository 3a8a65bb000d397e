import SystemLibraries
import Testing

@Suite struct CryptoDigestTests {
    /// FIPS 180-4 examples.
    @Test(arguments: [
        (HashAlgorithm.sha256, "abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (.sha384, "abc",
         "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            + "8086072ba1e7cc2358baeca134c825a7"),
        (.sha512, "abc",
         "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
    ])
    func `digests are those of the standard`(
        _ algorithm: HashAlgorithm, _ text: String, _ digest: String
    ) throws {
        #expect(hexadecimal(try algorithm.digest(of: Array(text.utf8))) == digest)
    }

    @Test func `a digest does not depend on the size of the blocks`() throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = try HashAlgorithm.sha256.digest(of: bytes)
        var stream = try HashStream(.sha256)
        for size in [1, 7, 64, 4_096, 100_000] {
            var start = 0
            while start < bytes.count {
                let end = min(start + size, bytes.count)
                try stream.update(Array(bytes[start..<end]).span)
                start = end
            }
            #expect(try stream.finish() == whole)
        }
        #expect(try stream.finish() == HashAlgorithm.sha256.digest(of: []))
    }

    @Test func `the checksum is the one of zip`() {
        #expect(CRC32.checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum(of: []) == 0)
        var streamed = CRC32()
        for byte in "123456789".utf8 { streamed.update([byte].span) }
        #expect(streamed.value == 0xCBF4_3926)
    }

    @Test func `random bytes have the asked length and differ`() throws {
        #expect(try RandomBytes.make(0).isEmpty)
        #expect(try RandomBytes.make(16).count == 16)
        #expect(try RandomBytes.make(16) != RandomBytes.make(16))
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `base 64 comes back as it went`(_ text: String) {
        #expect(Base64.decode(Base64.encode(Array(text.utf8)).utf8) == Array(text.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Zm 9v", "Zg==Zg==", "=", "Z===", "Zm9v\n", "Zm9-"])
    func `base 64 with a second spelling of its bytes is refused`(_ text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func `an object identifier is read as dotted numbers`() {
        #expect("\(OID.signingCertificateV2)" == "1.2.840.113549.1.9.16.2.47")
        #expect("\(OID.sha256)" == "2.16.840.1.101.3.4.2.1")
        #expect("\(OID(content: [0x2A, 0x86]))" == "#2a86")
    }

    @Test(arguments: [
        ([0x30, 0x80, 0x00, 0x00], DERProblem.Kind.indefiniteLength),
        ([0x30, 0x81, 0x01, 0x05], .longLength), ([0x30, 0x03, 0x05, 0x00], .truncated),
        ([0x30, 0x00, 0x00], .trailingBytes), ([0x1F, 0x81, 0x01, 0x00], .hugeTag),
        ([], .truncated), ([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .truncated),
        ([0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1], .truncated),
    ] as [([UInt8], DERProblem.Kind)])
    func `bytes that are not DER are named`(_ bytes: [UInt8], _ kind: DERProblem.Kind) {
        #expect(throws: DERProblem.self) { try DERWalk.check(bytes) }
        do throws(DERProblem) { try DERWalk.check(bytes) } catch { #expect(error.kind == kind) }
    }

    @Test func `nesting is allowed to the limit and not beyond`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            for _ in 0..<depth { bytes = [0x30, UInt8(bytes.count)] + bytes }
            return bytes
        }
        try DERWalk.check(nested(DERWalk.depthLimit))
        #expect(throws: DERProblem.self) { try DERWalk.check(nested(DERWalk.depthLimit + 1)) }
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
