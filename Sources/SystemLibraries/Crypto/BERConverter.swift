/// Writes BER (X.690 section 8) as DER lengths demand it: streaming writers leave lengths open, split
/// strings into pieces and pad lengths. Values and their order stay; tags and contents are not judged.
package enum BERConverter {
    /// The same elements with definite, shortest lengths and undivided octet strings. Throws when the
    /// bytes are not one whole element, or are nested more than `depthLimit` deep.
    package static func definite(
        _ bytes: [UInt8], depthLimit: Int = DERWalk.foreignDepthLimit
    ) throws(DERProblem) -> [UInt8] {
        var cursor = 0
        let element = try element(bytes, &cursor, bytes.count, depthLimit)
        guard cursor == bytes.count else {
            throw DERProblem(kind: .trailingBytes, offset: cursor)
        }
        return element.bytes
    }

    private struct Element {
        let identifier: UInt8
        let content: [UInt8]

        var bytes: [UInt8] { DERWriter.element(identifier, content) }
    }

    private static func element(
        _ bytes: [UInt8], _ cursor: inout Int, _ end: Int, _ depth: Int
    ) throws(DERProblem) -> Element {
        let start = cursor
        guard depth > 0 else { throw DERProblem(kind: .tooDeep, offset: start) }
        guard end - start >= 2 else { throw DERProblem(kind: .truncated, offset: start) }
        let identifier = bytes[start]
        guard identifier & 0x1F != 0x1F else { throw DERProblem(kind: .hugeTag, offset: start) }
        cursor += 1
        let length = try length(bytes, &cursor, end)
        let isConstructed = identifier & 0x20 != 0
        guard let length else {
            guard isConstructed else {
                throw DERProblem(kind: .indefiniteLength, offset: start)
            }
            var children: [Element] = []
            while true {
                guard end - cursor >= 2 else {
                    throw DERProblem(kind: .truncated, offset: start)
                }
                if bytes[cursor] == 0, bytes[cursor + 1] == 0 { break }
                children.append(try element(bytes, &cursor, end, depth - 1))
            }
            cursor += 2
            return try joined(identifier, children, at: start)
        }
        let stop = cursor + length
        guard isConstructed else {
            defer { cursor = stop }
            return Element(identifier: identifier, content: Array(bytes[cursor..<stop]))
        }
        var children: [Element] = []
        while cursor < stop { children.append(try element(bytes, &cursor, stop, depth - 1)) }
        return try joined(identifier, children, at: start)
    }

    /// The length of a content that lies within the bytes; nil when it is left open.
    private static func length(
        _ bytes: [UInt8], _ cursor: inout Int, _ end: Int
    ) throws(DERProblem) -> Int? {
        let start = cursor
        let first = Int(bytes[cursor])
        cursor += 1
        if first == 0x80 { return nil }
        var length = first
        if first > 0x80 {
            let octets = first & 0x7F
            guard octets <= end - cursor else { throw DERProblem(kind: .truncated, offset: start) }
            length = 0
            for _ in 0..<octets {
                guard length < 1 << 40 else { throw DERProblem(kind: .truncated, offset: start) }
                length = length << 8 | Int(bytes[cursor])
                cursor += 1
            }
        }
        guard length <= end - cursor else { throw DERProblem(kind: .truncated, offset: start) }
        return length
    }

    /// An octet string in pieces becomes one (X.690 section 8.7.3.2).
    private static func joined(
        _ identifier: UInt8, _ children: [Element], at start: Int
    ) throws(DERProblem) -> Element {
        let dividedString = DERTag.octetString | 0x20
        guard identifier == dividedString else {
            return Element(identifier: identifier, content: children.flatMap(\.bytes))
        }
        for child in children where child.identifier != DERTag.octetString {
            throw DERProblem(kind: .unexpectedElement, offset: start)
        }
        return Element(identifier: DERTag.octetString, content: children.flatMap(\.content))
    }
}
