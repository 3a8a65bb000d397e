import ClaimModel

/// Names for files in a bundle, made from whatever a file system holds.
///
/// The rule: the last segment of the source path; bytes that are not UTF-8, and characters that
/// `EntryPath` refuses, become `_`; normalisation form C; dots and spaces at the end become `_`; a
/// device name of Windows gets `_` in front; no more than `byteLimit` bytes, cut before the
/// extension; when the name is taken in the exhibit, also by a name that differs only in case or
/// normalisation, `-2`, `-3`, … before the extension. A name that needs no change keeps its bytes.
enum EntryName {
    /// Bytes of a name; below the limit of a segment, to leave room for a count.
    static let byteLimit = 200
    /// The first count that no name gets.
    static let countLimit = 100_000
    /// Bytes of an extension, dot included, that is kept when a name is cut.
    static let extensionByteLimit = 16

    /// The folder of an exhibit in a bundle, with its slash.
    static func home(of exhibit: ExhibitNumber) -> [UInt8] { Array("exhibits/\(exhibit)/".utf8) }

    /// The path that a source gets in the folder of its exhibit, unless that is taken.
    static func proposal(for source: [UInt8], in home: [UInt8]) -> EntryPath? {
        let last = lastSegment(of: source)
        // Most names need no change.
        if last.count <= byteLimit, last.allSatisfy({ $0 < 0x80 }), let path = try? EntryPath(home + last) {
            return path
        }
        return try? EntryPath(home + safeName(source).utf8)
    }

    /// The names that were given in one exhibit.
    struct Taken {
        private var keys = NamesSeen()
        /// The last count behind a name, so that a name that many files share is not tried with all counts
        /// for each.
        private var counts: [[UInt8]: Int] = [:]

        init() {}

        /// The proposed path, or the first one with a count that is free, which is then taken.
        mutating func take(_ proposal: EntryPath) -> EntryPath? {
            let key = proposal.collisionKey
            if keys.insert(key) { return proposal }
            let name = proposal.name
            let home = String(decoding: proposal.bytes.dropLast(name.utf8.count), as: UTF8.self)
            let (stem, ending) = split(name)
            for count in ((counts[key] ?? 1) + 1)..<EntryName.countLimit {
                counts[key] = count
                if let path = try? EntryPath("\(home)\(stem)-\(count)\(ending)"),
                    keys.insert(path.collisionKey)
                {
                    return path
                }
            }
            return nil
        }
    }

    private static func lastSegment(of source: [UInt8]) -> ArraySlice<UInt8> {
        var end = source.count
        while end > 0, source[end - 1] == UInt8(ascii: "/") { end -= 1 }
        let start = source[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return source[start..<end]
    }

    static func safeName(_ source: [UInt8]) -> String {
        let last = lastSegment(of: source)
        var text = ""
        var decoder = UTF8.ForwardParser()
        var bytes = last.makeIterator()
        reading: while true {
            switch decoder.parseScalar(from: &bytes) {
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                text.unicodeScalars.append(isAllowed(scalar) ? scalar : "_")
            case .error(let length): text += String(repeating: "_", count: length)
            case .emptyInput: break reading
            }
        }
        text = cut(text.composed)
        while let end = text.unicodeScalars.last, end == "." || end == " " {
            text.unicodeScalars.removeLast()
            text += "_"
        }
        if (try? EntryPath(text)) == nil { text = "_" + text }
        return (try? EntryPath(text)) == nil ? "file" : text
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        guard !#"\:*?"<>|/"#.unicodeScalars.contains(scalar) else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
            return false
        default: return true
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > byteLimit else { return text }
        var (stem, ending) = split(text)
        if ending.utf8.count > extensionByteLimit { (stem, ending) = (text, "") }
        while stem.utf8.count + ending.utf8.count > byteLimit { stem.unicodeScalars.removeLast() }
        return stem + ending
    }

    /// The name without and with its extension; a dot in front begins none.
    private static func split(_ name: String) -> (stem: String, ending: String) {
        let scalars = name.unicodeScalars
        guard let dot = scalars.lastIndex(of: "."), dot != scalars.startIndex else {
            return (name, "")
        }
        return (String(scalars[..<dot]), String(scalars[dot...]))
    }
}
