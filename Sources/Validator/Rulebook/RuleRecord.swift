internal import ClaimModel
internal import ClaimText

/// One record of a rulebook: a map of known keys.
struct RuleRecord {
    /// The map.
    let node: TextNode

    subscript(key: String) -> TextNode? { node[key] }
}

/// Reads records of a rulebook and collects every mistake; a value that could not be read is nil.
struct RuleReader {
    let document: TextDocument
    private(set) var problems: [TextProblem] = []

    init(_ document: TextDocument) {
        self.document = document
    }

    mutating func report(_ code: String, at node: TextNode, _ message: String, _ remedy: String) {
        problems.append(document.problem(code, at: node, message: message, remedy: remedy))
    }

    /// A map with these keys and no others.
    mutating func record(
        _ node: TextNode, needs: [String], may: [String] = [], what: String
    ) -> RuleRecord? {
        guard let entries = node.entries else {
            report(
                "rulebook.shape", at: node, "\(what) is not a record",
                "Write its keys below one another: \(needs.joined(separator: ", "))")
            return nil
        }
        let known = needs + may
        for entry in entries where !known.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) })
        {
            let near = NearestWord.of(entry.key, in: known)
            problems.append(
                document.problem(
                    "rulebook.key.unknown", at: entry,
                    message: "\"\(entry.key)\" is unknown in \(what)",
                    remedy: near.map { "Did you mean \"\($0)\"" }
                        ?? "Known keys: \(known.joined(separator: ", "))"))
        }
        var isWhole = true
        for key in needs where node[key] == nil {
            report(
                "rulebook.key.missing", at: node, "\"\(key)\" is missing in \(what)",
                "Add \"\(key):\" with its value")
            isWhole = false
        }
        return isWhole ? RuleRecord(node: node) : nil
    }

    /// The elements of a list.
    mutating func list(_ node: TextNode?, what: String) -> [TextNode] {
        guard let node else { return [] }
        guard let list = node.list else {
            report(
                "rulebook.shape", at: node, "\(what) is not a list",
                "Write one element a line, each behind a dash")
            return []
        }
        return list
    }

    /// Text that is not empty.
    mutating func text(_ node: TextNode?, what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar, !text.isEmpty else {
            report("rulebook.text", at: node, "\(what) is not text", "Write one line of text")
            return nil
        }
        return text
    }

    /// Words: a list, one word, or lines behind `|`.
    mutating func words(_ node: TextNode?, what: String) -> [(text: String, node: TextNode)] {
        guard let node else { return [] }
        if let list = node.list {
            return list.compactMap { item in text(item, what: what).map { ($0, item) } }
        }
        guard let text = text(node, what: what) else { return [] }
        return text.split(separator: "\n").map { (Self.trimmed(String($0)), node) }
            .filter { !$0.0.isEmpty }
    }

    /// One of a set of words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: TextNode?, _ type: Choice.Type, what: String
    ) -> Choice? {
        guard let node, let word = text(node, what: what) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let known = type.allCases.map(\.rawValue)
        let near = NearestWord.of(word, in: known)
        report(
            "rulebook.word", at: node, "\"\(word)\" is no \(what)",
            near.map { "Did you mean \"\($0)\"" } ?? "Known: \(known.joined(separator: ", "))")
        return nil
    }

    /// Several of a set of words; all of them when nothing is written.
    mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: TextNode?, _ type: Choice.Type, what: String
    ) -> [Choice] {
        guard let node else { return Array(type.allCases) }
        return words(node, what: what).compactMap { word, place in
            if let choice = Choice(rawValue: word) { return choice }
            report(
                "rulebook.word", at: place, "\"\(word)\" is no \(what)",
                "Known: \(type.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
    }

    /// A whole number in a range.
    mutating func whole(_ node: TextNode?, in range: ClosedRange<Int>, what: String) -> Int? {
        guard let node else { return nil }
        guard let text = node.scalar, let number = Int(text), String(number) == text,
            range.contains(number)
        else {
            report(
                "rulebook.number", at: node,
                "\(what) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                "Write digits only")
            return nil
        }
        return number
    }

    /// `yes` or `no`; no when nothing is written.
    mutating func flag(_ node: TextNode?, what: String) -> Bool {
        guard let node else { return false }
        switch node.scalar {
        case "yes": return true
        case "no": return false
        default:
            report("rulebook.flag", at: node, "\(what) is neither yes nor no", "Write yes or no")
            return false
        }
    }

    /// A name of small letters, digits and hyphens.
    mutating func name(_ node: TextNode?, what: String) -> String? {
        guard let node, let word = text(node, what: what) else { return nil }
        let isName = word.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        if isName { return word }
        report(
            "rulebook.name", at: node, "\(what) \"\(word)\" is not a name",
            "Use small letters, digits and hyphens")
        return nil
    }

    /// A code of capital letters and digits.
    mutating func code(_ node: TextNode?, what: String) -> String? {
        guard let node, let word = text(node, what: what) else { return nil }
        let isCode = word.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
        if isCode { return word }
        report(
            "rulebook.code", at: node, "\(what) \"\(word)\" is not a code",
            "Use capital letters and digits: it stands in the score vector")
        return nil
    }

    /// Where the numbers of a record come from: its own `basis` and `source`, else those of the
    /// record around it.
    mutating func provenance(
        _ record: RuleRecord, around: PartialProvenance = PartialProvenance(), sources: [String],
        what: String
    ) -> Provenance? {
        complete(partial(record, around: around, sources: sources), of: record, what: what)
    }

    /// The same for what has been read of a record.
    mutating func complete(_ own: PartialProvenance, of record: RuleRecord, what: String)
        -> Provenance?
    {
        if let basis = own.basis, let source = own.source {
            return Provenance(basis: basis, source: source)
        }
        let lacking = [own.basis == nil ? "basis" : nil, own.source == nil ? "source" : nil]
            .compactMap(\.self)
        // A word that was read and refused has been reported already.
        if lacking.contains(where: { record[$0] == nil }) {
            report(
                "rulebook.provenance", at: record.node,
                "the numbers of \(what) have no \(lacking.joined(separator: " and no "))",
                "Add \"basis:\" (\(Basis.allCases.map(\.rawValue).joined(separator: ", "))) and "
                    + "\"source:\" here or in the record around it")
        }
        return nil
    }

    /// What a record says of it, where the rest may stand deeper inside.
    mutating func partial(
        _ record: RuleRecord, around: PartialProvenance = PartialProvenance(), sources: [String]
    ) -> PartialProvenance {
        var found = around
        if let node = record["basis"] { found.basis = choice(node, Basis.self, what: "basis") }
        if let node = record["source"] {
            found.source = text(node, what: "source")
            if let source = found.source,
                !sources.contains(where: { $0.utf8.elementsEqual(source.utf8) })
            {
                report(
                    "rulebook.source.unknown", at: node, "source \"\(source)\" is not listed",
                    "Add it to \"sources:\"")
            }
        }
        return found
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " || rest.last == "\r" { rest = rest.dropLast() }
        return String(rest)
    }
}

/// A basis and a source that may still be completed.
struct PartialProvenance {
    var basis: Basis?
    var source: String?
}
