/// One mistake in a text file: where it stands, what it is, and how to mend it.
package struct TextProblem: Error, Hashable, Sendable {
    /// A dotted word, thing first, trouble last: `text.tab`, `claimfile.amount`.
    package let code: String
    /// The line, from 1.
    package let line: Int
    /// The column, from 1, counted in Unicode scalars.
    package let column: Int
    /// Scalars to underline, at least 1.
    package let length: Int
    /// What is wrong: lower case, no full stop.
    package let message: String
    /// What to write instead: one or two sentences without a full stop at the end.
    package let remedy: String
    /// The line it stands on, as it is in the file; empty when the file has no lines to show.
    package let source: String

    package init(
        code: String, line: Int, column: Int, length: Int = 1, message: String, remedy: String,
        source: String
    ) {
        self.code = code
        self.line = line
        self.column = column
        self.length = max(1, length)
        self.message = message
        self.remedy = remedy
        self.source = source
    }
}

/// Every mistake of one text file, sorted by line.
package struct TextProblems: Error, Hashable, Sendable {
    /// Problems that are kept to be shown.
    package static let shownLimit = 20

    /// The first problems by line and column, at most `shownLimit`.
    package let problems: [TextProblem]
    /// How many there are in all.
    package let total: Int

    package init(_ problems: [TextProblem]) {
        let sorted = problems.sorted {
            ($0.line, $0.column, $0.code) < ($1.line, $1.column, $1.code)
        }
        self.problems = Array(sorted.prefix(Self.shownLimit))
        total = problems.count
    }
}
