/// Why bytes are not the JSON this reader takes, and where.
package struct JSONProblem: Error, Hashable {
    /// The kind of trouble.
    package enum Kind: String, Hashable, Sendable {
        /// The bytes are not UTF-8.
        case notUTF8 = "not-utf-8"
        /// More bytes than the limit.
        case tooLarge = "too-large"
        /// Arrays and objects nest deeper than the limit.
        case tooDeep = "too-deep"
        /// More values than the limit.
        case tooMany = "too-many"
        /// Two members of one object have the same name.
        case duplicateName = "duplicate-name"
        /// An escape names half of a surrogate pair, which no text can hold.
        case loneSurrogate = "lone-surrogate"
        /// Anything else RFC 8259 does not allow.
        case syntax
    }

    /// The kind of trouble.
    package let kind: Kind
    /// The line, from 1.
    package let line: Int
    /// The column in characters (Unicode scalar values), from 1.
    package let column: Int
    /// What is wrong, as words that end a sentence.
    package let reason: String
}

extension JSONProblem: CustomStringConvertible {
    /// `line 3, column 14: a comma or "}" is missing`.
    package var description: String { "line \(line), column \(column): \(reason)" }
}
