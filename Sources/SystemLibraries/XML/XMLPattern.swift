/// The one spelling of an element that a document holds by the ten thousand: pieces that are always the same,
/// and a value between each two of them. It is as `XMLWriter` spells it, so that a document need not be
/// parsed to find such elements and tells them from all others by their bytes.
///
///     let file = XMLPattern(
///         """
///
///           <file bytes="{}">
///             <entry>{}</entry>
///           </file>
///         """)
///
/// Values are printable ASCII that needs no escape, and not empty: what is otherwise has another spelling.
package struct XMLPattern: Sendable {
    /// One more than there are values.
    let pieces: [[UInt8]]
    /// How many elements are open around it.
    let depth: Int

    /// - Parameter spelling: the element with `{}` for each value, after a line end and two spaces for each
    ///   element around it.
    package init(_ spelling: String) {
        pieces = spelling.utf8.split(separator: UInt8(ascii: "{"), omittingEmptySubsequences: false)
            .enumerated().map { index, piece in Array(piece.dropFirst(index == 0 ? 0 : 1)) }
        depth = spelling.utf8.drop { $0 == 0x0A }.prefix { $0 == 0x20 }.count / 2
    }

    /// The bytes of an element without its values.
    package var byteCount: Int { pieces.reduce(0) { $0 + $1.count } }

    /// Looks whether the element stands at a place. Gives where it ends, and its values in `values`; nil when
    /// something else stands there.
    package func end(in bytes: Span<UInt8>, at start: Int, values: inout [Range<Int>]) -> Int? {
        values.removeAll(keepingCapacity: true)
        var at = start
        for (index, piece) in pieces.enumerated() {
            if index > 0 {
                let first = at
                while at < bytes.count, XMLCharacters.isPlain(bytes[at]) { at += 1 }
                guard at > first else { return nil }
                values.append(first..<at)
            }
            guard piece.count <= bytes.count - at else { return nil }
            for offset in piece.indices where piece[offset] != bytes[at + offset] { return nil }
            at += piece.count
        }
        return at
    }
}
