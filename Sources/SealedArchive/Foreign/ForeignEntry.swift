import ClaimModel
import SystemLibraries

/// One entry of a container that another program wrote, whose place in the file is certain.
struct ForeignEntry: Hashable, Sendable {
    let name: EntryPath
    /// Where its stored bytes stand in the file.
    let range: Range<Int>
    /// True when they are deflated (RFC 1951), false when they are the content itself.
    let isDeflated: Bool
    /// The length of the content, as the directory says.
    let byteCount: Int
    /// The CRC-32 of the content, as the directory says.
    let checksum: UInt32

    /// Lends the content in order, in blocks. Throws `ForeignContentProblem` when the stored bytes do
    /// not become exactly the content that the directory announces.
    func forEachBlock(
        in source: borrowing StoredBytes, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        guard isDeflated else {
            try source.forEachBlock(in: range, body)
            return
        }
        var inflater = try Inflater()
        var made = 0
        do {
            try source.forEachBlock(in: range) { block in
                try inflater.feed(block) { content in
                    made += content.count
                    guard made <= byteCount else { throw ForeignContentProblem.longer }
                    try body(content)
                }
            }
        } catch let error as InflaterError {
            throw ForeignContentProblem.inflating(error)
        }
        guard inflater.isFinished else { throw ForeignContentProblem.inflating(.malformed) }
        guard made == byteCount else { throw ForeignContentProblem.shorter }
    }
}

/// Why the content of an entry is not what its record says.
enum ForeignContentProblem: Error, Hashable, Sendable {
    case inflating(InflaterError)
    case longer
    case shorter

    var words: String {
        switch self {
        case .inflating(.malformed): "its bytes are not deflated data"
        case .inflating(.trailingBytes): "bytes follow its deflated data"
        case .inflating(.noMemory): "there is not enough memory to unpack it"
        case .longer: "it unpacks to more bytes than its record says"
        case .shorter: "it unpacks to fewer bytes than its record says"
        }
    }
}
