package import ClaimModel
package import SystemLibraries

/// Commitments to withheld files: SHA-256 of a zero byte, a salt of 16 bytes and the file. Without the
/// salt nobody can try out what the file may be; with it anybody can check that the file shown later
/// is the one that was sealed. The zero byte keeps such digests apart from those of inner nodes of a
/// tree, should a later version commit to parts of files.
package enum WithheldFile {
    package static let saltByteCount = 16

    /// The commitment to all bytes of a file.
    package static func commitment(
        to file: borrowing InputFile, salt: [UInt8]
    ) throws -> ContentDigest {
        var stream = try HashStream(.sha256)
        try stream.update(([0] + salt).span)
        try file.forEachBlock { try stream.update($0) }
        try file.requireUnchanged()
        guard let digest = ContentDigest(try stream.finish()) else {
            throw SealedArchiveError.sourceChanged(file.path)
        }
        return digest
    }
}

/// What the claimant keeps to show withheld files later: from it and a file's own bytes comes the file's
/// salt, so that the same case gives the same bundle. Who loses it cannot show them any more.
package struct WithholdingSecret: Sendable {
    private let bytes: [UInt8]

    package static let byteCount = 32
    /// A file of this name in the case folder holds it; names that begin with `_` are never packed.
    package static let fileName = "_withheld.secret"

    package static func make() throws(CryptoError) -> WithholdingSecret {
        WithholdingSecret(bytes: try RandomBytes.make(byteCount))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits and a line end. Nil for anything else.
    package init?(_ text: [UInt8]) {
        let digits = text.last == 0x0A ? Array(text.dropLast()) : text
        guard let value = ContentDigest(hex: String(decoding: digits, as: UTF8.self)) else {
            return nil
        }
        bytes = value.bytes
    }

    package var text: [UInt8] {
        Array((ContentDigest(bytes)?.hex ?? "").utf8) + [0x0A]
    }

    /// The salt of one file of one exhibit.
    package func salt(
        of file: borrowing InputFile, in exhibit: ExhibitNumber
    ) throws -> [UInt8] {
        var stream = try HashStream(.sha256)
        try file.forEachBlock { try stream.update($0) }
        let digest = try stream.finish()
        let message = Array("claimpack/1 withheld \(exhibit) ".utf8) + digest
        return Array(
            try MessageAuthentication.code(of: message, key: bytes)
                .prefix(WithheldFile.saltByteCount))
    }
}
