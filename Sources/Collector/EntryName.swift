package import ClaimModel

/// Names for files in a bundle, made from whatever a file system holds.
///
/// The rule: the last segment of the source path; bytes that are not UTF-8, and characters that
/// `EntryPath` refuses, become `_`; normalisation form C; dots and spaces at the end become `_`; a
/// device name of Windows gets `_` in front; no more than `byteLimit` bytes, cut before the
/// extension; when the name is taken in the exhibit, also by a name that differs only in case or
/// normalisation, `-2`, `-3`, … before the extension. A name that needs no change keeps its bytes.
package enum EntryName {
    /// Bytes of a name; below the limit of a segment, to leave room for a count.
    static let byteLimit = 200
    /// Bytes of an extension, dot included, that is kept when a name is cut.
    static let extensionByteLimit = 16

    /// The path `exhibits/<number>/<name>` for a source, which is then taken.
    package static func path(
        of source: [UInt8], in exhibit: ExhibitNumber, taken: inout Set<[UInt8]>
    ) -> EntryPath? {
        let home = "exhibits/\(exhibit)/"
        let name = safeName(source)
        func free(_ name: String) -> EntryPath? {
            guard let path = try? EntryPath(home + name) else { return nil }
            return taken.insert(path.collisionKey).inserted ? path : nil
        }
        if let path = free(name) { return path }
        let split = split(name)
        for count in 2...100_000 {
            if let path = free("\(split.stem)-\(count)\(split.ending)") { return path }
        }
        return nil
    }

    static func safeName(_ source: [UInt8]) -> String {
        let last = source.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        // Most names need no change.
        if last.count <= byteLimit, last.allSatisfy({ $0 < 0x80 }), let path = try? EntryPath(last) {
            return path.text
        }
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
