/// Properties found in an XMP packet (ISO 16684-1) by looking for their names in its bytes, as
/// attribute or as element. The packet is not parsed as XML: it is foreign, and three plain
/// properties are all that is wanted.
struct XMPPacket {
    /// Bytes looked at.
    static let limit = 1_048_576
    /// Bytes taken of one value.
    static let valueLimit = 1_024

    private let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes.prefix(Self.limit))
    }

    /// The program that made the file.
    var creatorTool: String? { property("xmp:CreatorTool") ?? property("xap:CreatorTool") }
    /// When the file says it was created.
    var createDate: String? { property("xmp:CreateDate") ?? property("xap:CreateDate") }
    /// True when it says that a video follows the picture.
    var saysMotion: Bool {
        ["MicroVideo", "MotionPhoto"].contains { name in
            ["GCamera:", "Camera:"].contains { property($0 + name) == "1" }
        }
    }

    /// The first value of a property, with the five predefined entities resolved.
    func property(_ name: String) -> String? {
        let pattern = Array(name.utf8)
        var start = 0
        while let found = ByteSearch.first(pattern, in: bytes, from: start) {
            start = found + pattern.count
            guard found > 0, start < bytes.count else { return nil }
            let raw: ArraySlice<UInt8>?
            switch (bytes[found - 1], bytes[start]) {
            case (0x3C, 0x3E): raw = value(from: start + 1, until: 0x3C)
            case (0x09...0x20, 0x3D) where start + 1 < bytes.count:
                let quote = bytes[start + 1]
                raw = quote == 0x22 || quote == 0x27 ? value(from: start + 2, until: quote) : nil
            default: raw = nil
            }
            if let raw {
                let text = MetadataText.trimmed(Self.resolved(raw))
                if !text.isEmpty { return text }
            }
        }
        return nil
    }

    private func value(from start: Int, until end: UInt8) -> ArraySlice<UInt8>? {
        guard start <= bytes.count else { return nil }
        let window = bytes[start..<min(bytes.count, start + Self.valueLimit)]
        guard let stop = window.firstIndex(of: end) else { return nil }
        return window[..<stop]
    }

    private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(0x26) else { return text }
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            guard let entity = entities.first(where: { rest.hasPrefix($0.0) }) else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += entity.1
            rest = rest.dropFirst(entity.0.count)
        }
        return result + rest
    }

    private static let entities = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
    ]
}

/// Finds bytes in bytes.
enum ByteSearch {
    /// Where a short pattern first stands from an offset on. The pattern is ours, a few bytes long.
    static func first(_ pattern: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
        guard let head = pattern.first, start >= 0, bytes.count >= pattern.count else { return nil }
        let last = bytes.count - pattern.count
        var index = start
        while index <= last {
            if bytes[index] == head,
                bytes[index..<(index + pattern.count)].elementsEqual(pattern)
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
