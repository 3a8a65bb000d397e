/// A view of a source through one block at a time, for formats that are walked byte by byte: each
/// byte of the source is fetched once however small the steps are.
struct EvidenceWindow {
    /// Bytes fetched at once.
    static let blockSize = 65_536

    /// What is looked at.
    let source: EvidenceSource
    private var start = 0
    private var block: [UInt8] = []

    init(_ source: EvidenceSource) {
        self.source = source
    }

    /// One byte, nil outside the source.
    mutating func byte(at offset: Int) throws(EvidenceSourceError) -> UInt8? {
        try rest(at: offset).first
    }

    /// Exactly `count` bytes, nil when the source has fewer from there on.
    mutating func bytes(at offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= source.byteCount - count else { return nil }
        if offset >= start, offset + count <= start + block.count {
            return Array(block[(offset - start)..<(offset - start + count)])
        }
        if count > Self.blockSize { return try source.bytes(at: offset, count: count) }
        return Array(try rest(at: offset, fetchingAnew: true).prefix(count))
    }

    /// The bytes from an offset to the end of its block; empty only outside the source.
    mutating func rest(
        at offset: Int, fetchingAnew: Bool = false
    ) throws(EvidenceSourceError) -> ArraySlice<UInt8> {
        guard offset >= 0, offset < source.byteCount else { return [] }
        if fetchingAnew || offset < start || offset >= start + block.count {
            block = try source.bytes(at: offset, count: Self.blockSize)
            start = offset
        }
        return block[(offset - start)...]
    }
}
