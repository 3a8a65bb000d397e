@_spi(_Unicode) import Swift

/// A name or pattern of files, compared by bytes: `*` stands for any bytes but `/`, `?` for one
/// character. Every other byte, brackets too, stands for itself.
struct FilePattern {
    private let segments: [ArraySlice<UInt8>]

    init(_ text: String) {
        segments = Self.segments(of: Array(text.utf8))
    }

    /// True when `*` or `?` occurs in it.
    var isWild: Bool {
        segments.contains { $0.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
    }

    func matches(_ path: [UInt8]) -> Bool {
        var rest = path[...]
        for (index, segment) in segments.enumerated() {
            let name = rest.prefix { $0 != UInt8(ascii: "/") }
            let isLast = name.endIndex == path.endIndex
            guard isLast == (index == segments.count - 1), Self.matches(segment, name) else {
                return false
            }
            rest = path[(isLast ? name.endIndex : name.endIndex + 1)...]
        }
        return true
    }

    private static func segments(of path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    }

    /// Goes back to the last `*` only, so the time is at most the product of both lengths.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var at = pattern.startIndex
        var place = name.startIndex
        var star: (pattern: Int, name: Int)?
        while place < name.endIndex {
            if at < pattern.endIndex, pattern[at] == UInt8(ascii: "*") {
                star = (at, place)
                at += 1
            } else if at < pattern.endIndex, pattern[at] == UInt8(ascii: "?") {
                at += 1
                place = Self.next(name, after: place)
            } else if at < pattern.endIndex, pattern[at] == name[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.pattern + 1
                place = last.name + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// The index behind the character at `place`: a byte and the UTF-8 continuation bytes after it.
    private static func next(_ name: ArraySlice<UInt8>, after place: Int) -> Int {
        var end = place + 1
        while end < name.endIndex, name[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}

extension String {
    /// The text in Unicode normalisation form C.
    var composed: String {
        var scalars = String.UnicodeScalarView()
        for scalar in _nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
