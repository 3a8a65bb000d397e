/// One value of a text file that people write by hand, with the place where it stands.
///
/// Every scalar is text: `no`, `0123` and `1e3` stay what was typed.
package struct TextNode: Hashable, Sendable {
    /// What a node holds.
    package enum Content: Hashable, Sendable {
        /// Text; empty when nothing is written behind the key.
        case scalar(String)
        /// Values behind dashes.
        case list([TextNode])
        /// Keys with values, in the order written; no key occurs twice.
        case map([TextEntry])
    }

    /// How a scalar is written; `plain` for lists and maps.
    package enum Style: Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted
        /// Lines behind `|`.
        case block
    }

    /// What it holds.
    package let content: Content
    /// How it is written.
    package let style: Style
    /// The line it begins on, from 1; for a block, the line of its `|`.
    package let line: Int
    /// The column it begins at, from 1, counted in Unicode scalars.
    package let column: Int
    /// Scalars it takes up on its first line, quotes included; at least 1.
    package let length: Int

    /// The text, if it is a scalar.
    package var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    /// The values, if it is a list.
    package var list: [TextNode]? {
        if case .list(let values) = content { values } else { nil }
    }

    /// The keys with their values, if it is a map.
    package var entries: [TextEntry]? {
        if case .map(let entries) = content { entries } else { nil }
    }

    /// The value of a key; nil when this is no map or has no such key.
    package subscript(key: String) -> TextNode? {
        entries?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
}

/// One key with its value.
package struct TextEntry: Hashable, Sendable {
    /// The key, without quotes.
    package let key: String
    /// The line of the key, from 1.
    package let line: Int
    /// The column of the key, from 1, counted in Unicode scalars.
    package let column: Int
    /// What stands behind it.
    package let value: TextNode
}
