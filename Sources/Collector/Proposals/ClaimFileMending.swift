import ClaimModel
import ClaimText

/// Repairs the mistakes of a `claim.yaml` that leave no doubt about what was meant: tabs, wide
/// colons, curly quotes, other forms of a date with one meaning, and misspelt keys. What can mean
/// two things stays for a person.
package struct ClaimFileMending: Sendable {
    /// One line that was changed.
    package struct Change: Hashable, Sendable {
        /// Its number, from 1.
        package var line: Int
        /// As it was.
        package var before: String
        /// As it is.
        package var after: String
    }

    /// The file after mending.
    package let bytes: [UInt8]
    /// The lines that changed, by number.
    package let changes: [Change]
    /// What is left for a person.
    package let rest: ClaimFileProblems

    /// Rounds of mending: one mistake can hide another on its line.
    private static let roundLimit = 12

    package init(of bytes: [UInt8]) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let isWindows = bytes.contains(UInt8(ascii: "\r"))
        let end = isWindows ? "\r\n" : "\n"
        var current = bytes
        var survey = ClaimFileSurvey(of: bytes)
        let original = survey.document?.lines ?? []
        var lines = original
        for _ in 0..<Self.roundLimit {
            var changed = false
            var done: Set<Int> = []
            for problem in survey.problems where lines.indices.contains(problem.line - 1) {
                guard done.insert(problem.line).inserted,
                    let mended = Self.mended(lines[problem.line - 1], problem)
                else { continue }
                lines[problem.line - 1] = mended
                changed = true
            }
            guard changed else { break }
            current =
                (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(lines.joined(separator: end).utf8)
            let next = ClaimFileSurvey(of: current)
            guard let document = next.document, document.lines.count == lines.count else { break }
            survey = next
        }
        self.bytes = current
        changes = zip(original, lines).enumerated().compactMap { index, pair in
            pair.0.utf8.elementsEqual(pair.1.utf8)
                ? nil : Change(line: index + 1, before: pair.0, after: pair.1)
        }
        rest = ClaimFileProblems(survey.problems)
    }

    /// The line without the mistake; nil when a person has to decide.
    private static func mended(_ line: String, _ problem: TextProblem) -> String? {
        var scalars = Array(line.unicodeScalars)
        let start = problem.column - 1
        guard scalars.indices.contains(start) else { return nil }
        let range = start..<min(scalars.count, start + problem.length)
        func text(_ scalars: [Unicode.Scalar]) -> String {
            String(String.UnicodeScalarView(scalars))
        }
        switch problem.code {
        case "text.tab":
            var isIndentation = true
            return text(
                scalars.flatMap { scalar -> [Unicode.Scalar] in
                    if scalar == "\t" { return isIndentation ? [" ", " "] : [" "] }
                    if scalar != " " { isIndentation = false }
                    return [scalar]
                })
        case "text.colon.wide":
            guard scalars[start] == "：" else { return nil }
            let space: [Unicode.Scalar] =
                start + 1 < scalars.count && scalars[start + 1] == " " ? [":"] : [":", " "]
            scalars.replaceSubrange(start...start, with: space)
            return text(scalars)
        case "text.quote.curly":
            // Only a pair around the whole value is surely meant as quotes.
            let last = range.upperBound
            guard range.count > 2, openQuotes.contains(scalars[start]),
                closeQuotes.contains(scalars[last - 1]),
                !scalars[(start + 1)..<(last - 1)].contains(where: {
                    openQuotes.contains($0) || closeQuotes.contains($0) || $0 == "\"" || $0 == "\\"
                })
            else { return nil }
            scalars[start] = "\""
            scalars[last - 1] = "\""
            return text(scalars)
        case "claimfile.date":
            guard let day = day(in: problem.remedy) else { return nil }
            scalars.replaceSubrange(range, with: Array(day.description.unicodeScalars))
            return text(scalars)
        case "claimfile.key.unknown":
            guard let key = quoted(in: problem.remedy) else { return nil }
            scalars.replaceSubrange(range, with: Array(key.unicodeScalars))
            return text(scalars)
        default: return nil
        }
    }

    private static let openQuotes: Set<Unicode.Scalar> = ["“", "„", "「", "”"]
    private static let closeQuotes: Set<Unicode.Scalar> = ["”", "“", "」"]

    /// The day of the remedy `Write 2026-02-03`; nil when it offers two, or explains the form.
    private static func day(in remedy: String) -> CalendarDay? {
        let words = remedy.split(separator: " ")
        guard words.count == 2, words[0] == "Write" else { return nil }
        return CalendarDay(String(words[1]))
    }

    /// The key of the remedy `Did you mean "refund"?`.
    private static func quoted(in remedy: String) -> String? {
        guard remedy.hasPrefix("Did you mean \""), remedy.hasSuffix("\"?") else { return nil }
        return String(remedy.dropFirst(14).dropLast(2))
    }
}
