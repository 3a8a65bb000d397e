import ClaimModel
import ClaimText

/// One map of `claim.yaml` while it is read: it remembers which keys were asked for, so that the
/// others can be told as unknown.
struct ClaimSection {
    /// The key path of the map, empty for the whole file.
    let path: String
    let entries: [TextEntry]
    /// Where it begins, for what is missing in it.
    let line: Int
    let column: Int
    fileprivate(set) var asked: [String] = []

    /// The entry of a key; nil when it is not there or nothing stands behind it.
    fileprivate mutating func take(_ key: String) -> TextEntry? {
        asked.append(key)
        guard let entry = entries.first(where: { $0.key.utf8.elementsEqual(key.utf8) }),
            !entry.value.isUnwritten
        else { return nil }
        return entry
    }

    func path(of key: String) -> String { path.isEmpty ? key : path + "." + key }
}

extension TextNode {
    /// True for nothing behind a key or dash, and for empty quotes.
    fileprivate var isUnwritten: Bool { scalar?.isEmpty ?? false }
}

/// Takes values out of a document and collects every mistake on the way.
struct ClaimFileReader {
    let document: TextDocument
    /// True when mistakes of form were mended; what is missing may then be a part of them.
    let isMended: Bool
    private(set) var problems: [TextProblem] = []

    init(_ document: TextDocument, isMended: Bool) {
        self.document = document
        self.isMended = isMended
    }

    mutating func report(
        _ code: String, at node: TextNode, _ message: String, _ remedy: String
    ) {
        problems.append(document.problem(code, at: node, message: message, remedy: remedy))
    }

    // MARK: Sections

    /// The whole file as a section.
    mutating func root() -> ClaimSection {
        guard let entries = document.root.entries else {
            report(
                "claimfile.shape", at: document.root,
                "a list where the keys of a claim are expected",
                "Begin the file with: claimpack: 1")
            return ClaimSection(path: "", entries: [], line: 1, column: 1)
        }
        return ClaimSection(path: "", entries: entries, line: 1, column: 1)
    }

    /// The map behind a key.
    mutating func section(_ key: String, in parent: inout ClaimSection) -> ClaimSection? {
        guard let entry = parent.take(key) else { return nil }
        guard let entries = entry.value.entries else {
            problems.append(
                document.problem(
                    "claimfile.shape", at: entry, message: "\(key.quoted()) takes keys of its own",
                    remedy: "Write its keys on the lines below it, two spaces further in"))
            return nil
        }
        return ClaimSection(
            path: parent.path(of: key), entries: entries, line: entry.line, column: entry.column)
    }

    /// The maps of the list behind a key.
    mutating func rows(_ key: String, in parent: inout ClaimSection) -> [ClaimSection] {
        guard let entry = parent.take(key) else { return [] }
        guard let rows = entry.value.list else {
            problems.append(
                document.problem(
                    "claimfile.shape", at: entry, message: "\(key.quoted()) takes a list",
                    remedy: "Put \"- \" before the first key of each row"))
            return []
        }
        var sections: [ClaimSection] = []
        for (index, row) in rows.enumerated() where !row.isUnwritten {
            guard let entries = row.entries else {
                report(
                    "claimfile.shape", at: row, "a row of \(key.quoted()) takes keys",
                    "Write each value behind a key")
                continue
            }
            sections.append(
                ClaimSection(
                    path: parent.path(of: key) + "[\(index + 1)]", entries: entries,
                    line: row.line, column: row.column))
        }
        return sections
    }

    /// Tells every key of a section that nobody asked for.
    mutating func close(_ section: ClaimSection) {
        for entry in section.entries where !entry.key.hasPrefix("x-") {
            guard !section.asked.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) else {
                continue
            }
            // Only the first problems are shown, and comparing words takes its time.
            let nearest =
                problems.count < TextProblems.shownLimit
                ? NearestWord.of(entry.key, in: section.asked) : nil
            problems.append(
                document.problem(
                    "claimfile.key.unknown", at: entry,
                    message: "\(entry.key.quoted()) is unknown"
                        + (section.path.isEmpty ? "" : " under \(section.path.quoted())"),
                    remedy: nearest.map { "Did you mean \($0.quoted())?" }
                        ?? "Known here: \(section.asked.joined(separator: ", "))"))
        }
    }

    /// Tells that a key of a section is missing.
    mutating func missing(_ key: String, in section: ClaimSection, example: String) {
        report(
            missing: section.path(of: key), line: section.line, column: section.column,
            "Add the line: \(key): \(example)")
    }

    /// Tells that something is missing; not when mending may have taken it away.
    mutating func report(missing path: String, line: Int, column: Int = 1, _ remedy: String) {
        guard !isMended else { return }
        problems.append(
            document.problem(
                "claimfile.key.missing", line: line, column: column, length: 1,
                message: "\(path.quoted()) is missing", remedy: remedy))
    }

    // MARK: Values

    /// The value of a key, read by a function of `ClaimValue`.
    mutating func fact<Value>(
        _ key: String, in section: inout ClaimSection,
        as read: (String) throws(ClaimValueProblem) -> Value
    ) -> Fact<Value>? {
        guard let entry = section.take(key) else { return nil }
        return fact(of: entry.value, path: section.path(of: key), as: read)
    }

    /// The value of a key that must be there.
    mutating func required<Value>(
        _ key: String, in section: inout ClaimSection, example: String,
        as read: (String) throws(ClaimValueProblem) -> Value
    ) -> Fact<Value>? {
        guard let entry = section.take(key) else {
            missing(key, in: section, example: example)
            return nil
        }
        return fact(of: entry.value, path: section.path(of: key), as: read)
    }

    /// The values of a key that takes one or a list of them.
    mutating func facts<Value>(
        _ key: String, in section: inout ClaimSection,
        as read: (String) throws(ClaimValueProblem) -> Value
    ) -> [Fact<Value>] {
        nodes(key, in: &section).compactMap { fact(of: $0.node, path: $0.path, as: read) }
    }

    /// The scalars of a key that takes one or a list of them.
    mutating func nodes(
        _ key: String, in section: inout ClaimSection
    ) -> [(node: TextNode, path: String)] {
        guard let entry = section.take(key) else { return [] }
        let path = section.path(of: key)
        guard let list = entry.value.list else { return [(entry.value, path)] }
        return list.enumerated().filter { !$0.element.isUnwritten }
            .map { ($0.element, path + "[\($0.offset + 1)]") }
    }

    mutating func fact<Value>(
        of node: TextNode, path: String, as read: (String) throws(ClaimValueProblem) -> Value
    ) -> Fact<Value>? {
        guard let text = node.scalar else {
            if node.list != nil {
                report(
                    "claimfile.shape", at: node, "a list where one value is expected",
                    "Write one value behind the key")
            } else {
                report(
                    "claimfile.shape", at: node, "a key where one value is expected",
                    "Put a text with \": \" in it in \"quotes\"")
            }
            return nil
        }
        let raw = node.style == .block ? text.trimmingLineEnds : text
        do throws(ClaimValueProblem) {
            let value = try read(raw)
            return Fact(value, raw: raw, place: .claim(path, line: node.line), origin: .declared)
        } catch {
            report(error.code, at: node, error.message, error.remedy)
            return nil
        }
    }
}

extension String {
    /// The text without line ends behind it.
    fileprivate var trimmingLineEnds: String {
        var view = Substring(self)
        while view.utf8.last == UInt8(ascii: "\n") { view.removeLast() }
        return String(view)
    }
}
