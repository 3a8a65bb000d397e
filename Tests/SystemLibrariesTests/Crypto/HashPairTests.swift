import Testing

@testable import SystemLibraries

@Suite(.enabled(if: HashPair.isAvailable)) struct HashPairTests {
    /// Lengths around one block of SHA-256 and its padding.
    private static let lengths = [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1_000, 70_000]

    private static func message(_ length: Int, _ seed: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ seed &+ $0 >> 8) }
    }

    @Test(arguments: lengths, lengths)
    func `two messages side by side have the digests of libcrypto`(one: Int, other: Int) throws {
        let (first, second) = (Self.message(one, 1), Self.message(other, 2))
        var pair = HashPair()
        // Whole, then in pieces that fit no block: the stream starts again in between.
        for piece in [max(1, one, other), 61, 64, 1_000] {
            for start in stride(from: 0, to: max(one, other), by: piece) {
                pair.update(
                    first.span.extracting(min(start, one)..<min(start + piece, one)),
                    second.span.extracting(min(start, other)..<min(start + piece, other)))
            }
            let digests = pair.finish()
            #expect(try digests.first == HashAlgorithm.sha256.digest(of: first))
            #expect(try digests.second == HashAlgorithm.sha256.digest(of: second))
        }
    }
}
