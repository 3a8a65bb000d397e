package import ClaimText

/// Why a rulebook is refused: every mistake in it, with its line and column.
package struct RulebookError: Error, Hashable {
    /// The file's name for people.
    package let file: String
    /// The mistakes.
    package let problems: TextProblems
}

extension RulebookError: CustomStringConvertible {
    /// All mistakes, each with the line it stands on and how to mend it.
    package var description: String { problems.text(file: file) }
}
