import ClaimModel

/// Finds values printed behind known labels: behind a colon, or in the next cell of the row.
enum LabelledValues {
    /// Values kept of one document.
    static let limit = 2_000
    /// Characters kept of one value.
    static let valueLimit = 200
    /// Words that a label has at most.
    static let labelWords = 6
    /// Bytes of a cell in which labels are looked for: a longer one is running text, and every colon of
    /// it would be tried with all that stands before.
    static let cellByteLimit = 4_096
    /// Cells behind a label that are looked at.
    static let followingLimit = 64

    /// The values in reading order, equal ones once, then runs of 15 to 20 digits as `number`.
    static func find(in rows: [LayoutRow]) -> [LabelledValue] {
        var found: [LabelledValue] = []
        var known: Set<String> = []
        func keep(_ name: String, _ value: String, _ row: LayoutRow, _ box: PageBox) {
            guard found.count < limit, known.insert(name + "\u{0}" + value).inserted else { return }
            // A value with a hole is none.
            guard row.confidence == nil || !value.contains(RecognisedWords.gap) else { return }
            found.append(
                LabelledValue(
                    name: name, value: value, page: row.page, box: box, confidence: row.confidence))
        }
        for row in rows {
            for index in row.cells.indices {
                for (label, value, box) in values(in: row, cell: index) {
                    if let value = accepted(value, label) { keep(label.name, value, row, box) }
                }
            }
        }
        for (line, row) in OrderLines.find(in: rows) { keep("line", line, row, row.box) }
        for row in rows {
            for cell in row.cells {
                for run in DigitRuns.find(in: cell.text) { keep("number", run, row, cell.box) }
            }
        }
        return found
    }

    private typealias Candidate = (DocumentLabels.Label, String, PageBox)

    private static func values(in row: LayoutRow, cell index: Int) -> [Candidate] {
        let cell = row.cells[index]
        guard cell.text.utf8.count <= cellByteLimit else { return [] }
        let spans = labels(in: cell.text)
        guard !spans.isEmpty else { return bare(in: row, cell: index) }
        var candidates: [Candidate] = []
        for (position, span) in spans.enumerated() {
            let end = position + 1 < spans.count ? spans[position + 1].start : cell.text.endIndex
            let value = MetadataText.trimmed(String(cell.text[span.valueStart..<end]))
            if !value.isEmpty {
                candidates.append((span.label, value, cell.box))
            } else if position == spans.count - 1 {
                candidates += next(in: row, after: index, for: span.label)
            }
        }
        return candidates
    }

    /// A label without a colon: alone in its cell, or in front of a number.
    private static func bare(in row: LayoutRow, cell index: Int) -> [Candidate] {
        let cell = row.cells[index]
        if let label = DocumentLabels.label(cell.text) {
            if label.kind == .name, row.cells.count != 2 { return [] }
            return next(in: row, after: index, for: label)
        }
        let words = cell.text.split(separator: " ", maxSplits: labelWords)
        for count in stride(from: min(labelWords, words.count - 1), to: 0, by: -1) {
            guard let label = DocumentLabels.label(words[..<count].joined(separator: " ")) else {
                continue
            }
            let rest = words[count...].joined(separator: " ")
            switch label.kind {
            case .number, .date, .count:
                let isShort = rest.split(separator: " ").count <= 5
                let startsWell = rest.utf8.first.map {
                    (48...57).contains($0) || (65...90).contains($0) || $0 == 0x23
                }
                return isShort && startsWell == true ? [(label, rest, cell.box)] : []
            case .amount: return next(in: row, after: index, for: label)
            case .name, .result: return []
            }
        }
        return []
    }

    /// What stands to the right of a label, unless that is a label itself.
    private static func next(
        in row: LayoutRow, after index: Int, for label: DocumentLabels.Label
    ) -> [Candidate] {
        var following = row.cells[(index + 1)...].prefix(followingLimit)
        if let first = following.first, first.text == ":" || first.text == "：" {
            following = following.dropFirst()
        }
        guard let first = following.first, first.text.utf8.count <= cellByteLimit,
            labels(in: first.text).isEmpty,
            DocumentLabels.label(first.text) == nil
        else { return [] }
        if label.kind == .amount {
            guard following.allSatisfy({ $0.text.utf8.contains { (48...57).contains($0) } }),
                let last = following.last, following.count == 1 || isMoney(last.text)
            else { return [] }
            return [(label, unled(last.text), last.box)]
        }
        return [(label, unled(first.text), first.box)]
    }

    private struct Span {
        var label: DocumentLabels.Label
        var start: String.Index
        var valueStart: String.Index
    }

    /// The labels with a colon in a text. The first must be all that stands before its colon; a later
    /// one is as much of the words before it as makes the longest known label.
    private static func labels(in text: String) -> [Span] {
        var spans: [Span] = []
        var index = text.startIndex
        while let colon = text[index...].firstIndex(where: { $0 == ":" || $0 == "：" }) {
            let after = text.index(after: colon)
            defer { index = after }
            let isTime =
                after < text.endIndex && text[after].isASCII && text[after].isNumber
                && colon > text.startIndex && text[text.index(before: colon)].isNumber
            if isTime || text[after...].hasPrefix("//") { continue }
            if spans.isEmpty {
                if let label = DocumentLabels.label(text[..<colon]) {
                    spans.append(Span(label: label, start: text.startIndex, valueStart: after))
                }
            } else if let last = spans.last,
                let (label, start) = suffix(of: text[last.valueStart..<colon])
            {
                spans.append(Span(label: label, start: start, valueStart: after))
            }
            if spans.count >= 20 { break }
        }
        return spans
    }

    private static func suffix(of text: Substring) -> (DocumentLabels.Label, String.Index)? {
        let words = text.suffix(100).split(separator: " ").suffix(labelWords)
        for word in words {
            if let label = DocumentLabels.label(text[word.startIndex...]) {
                return (label, word.startIndex)
            }
        }
        return nil
    }

    /// The value as it is kept, nil when it does not look like what the label promises.
    private static func accepted(_ value: String, _ label: DocumentLabels.Label) -> String? {
        let value = String(value.prefix(valueLimit))
        let hasDigit = value.utf8.contains { (48...57).contains($0) }
        switch label.kind {
        case .name, .result: return value.isEmpty ? nil : value
        case .date, .amount, .count: return hasDigit ? value : nil
        case .number:
            guard hasDigit else { return nil }
            // "A-1, order 4711": what stands behind the comma is something else.
            let head = value.replacing("; ", with: ", ").split(separator: ", ").first ?? ""
            let words = head.split(separator: " ").filter { $0 != "#" }
            if words.count <= 3 {
                let text = words.joined(separator: " ")
                return text.hasPrefix("#") ? String(text.dropFirst()) : text
            }
            return words.first { $0.utf8.contains { (48...57).contains($0) } }.map(String.init)
        }
    }

    /// True for two decimals, or anything beside digits, points and commas.
    private static func isMoney(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if bytes.contains(where: {
            !(48...57).contains($0) && $0 != 0x2E && $0 != 0x2C && $0 != 0x20
        }) {
            return true
        }
        return bytes.count > 3 && (bytes[bytes.count - 3] == 0x2E || bytes[bytes.count - 3] == 0x2C)
    }

    private static func unled(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first == ":" || first == "：" || first == " " {
            rest.removeFirst()
        }
        return String(rest)
    }
}

/// Runs of 15 to 20 digits, which order and transaction numbers are.
enum DigitRuns {
    /// The runs of a text; none that goes on in letters or stands behind a decimal point.
    static func find(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var runs: [String] = []
        var index = 0
        while index < bytes.count {
            guard (48...57).contains(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
            let goesOn = index < bytes.count && (65...90).contains(bytes[index] & 0xDF)
            let isFraction =
                start > 1 && bytes[start - 1] == 0x2E && (48...57).contains(bytes[start - 2])
            if (15...20).contains(index - start), !goesOn, !isFraction {
                runs.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
        }
        return runs
    }
}
