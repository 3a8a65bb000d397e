import ClaimModel
import ClaimText

/// Adds exhibits to a `claim.yaml` that a person wrote: lines go in behind the last exhibit, and no
/// other line is touched.
package enum ClaimFileAddition {
    /// The file with the exhibits added; nil when it could not be done without changing what the file
    /// says, which is tried out.
    package static func text(
        adding exhibits: [ProposedExhibit], to bytes: [UInt8]
    ) -> [UInt8]? {
        let before = ClaimFileSurvey(of: bytes)
        guard let document = before.document, before.problems.isEmpty,
            let text = String(validating: bytes, as: UTF8.self), let root = document.root.entries
        else { return nil }
        let isWindows = text.utf8.contains(UInt8(ascii: "\r"))
        var lines = document.lines
        while lines.last == "" { lines.removeLast() }
        var rows: [String]
        var place = lines.count
        if let index = root.firstIndex(where: { $0.key.utf8.elementsEqual("exhibits".utf8) }) {
            // The next key of the file, and above it the comments that belong to that.
            if index + 1 < root.count { place = root[index + 1].line - 1 }
            while place > root[index].line, isSpace(lines[place - 1]) { place -= 1 }
            rows = ClaimFileDraft.rows(exhibits, indent: indent(of: lines, after: root[index].line))
        } else {
            rows = ["exhibits:"] + ClaimFileDraft.rows(exhibits)
        }
        lines.insert(contentsOf: rows, at: place)
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let end = isWindows ? "\r\n" : "\n"
        let result =
            (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array((lines.joined(separator: end) + end).utf8)
        let after = ClaimFileSurvey(of: result)
        guard after.claim != nil, after.problems.isEmpty,
            Array(after.exhibits.map(\.exhibit.number).prefix(before.exhibits.count))
                == before.exhibits.map(\.exhibit.number),
            after.exhibits.count == before.exhibits.count + exhibits.count
        else { return nil }
        return result
    }

    private static func isSpace(_ line: String) -> Bool {
        let first = line.utf8.first { $0 != UInt8(ascii: " ") }
        return first == nil || first == UInt8(ascii: "#") && line.utf8.first == UInt8(ascii: "#")
    }

    /// The column of the dashes of a list.
    private static func indent(of lines: [String], after line: Int) -> Int {
        for text in lines.dropFirst(line) {
            let spaces = text.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            let rest = text.utf8.dropFirst(spaces)
            if rest.first == UInt8(ascii: "-") { return spaces }
            if rest.first != UInt8(ascii: "#"), !rest.isEmpty { break }
        }
        return 2
    }
}
