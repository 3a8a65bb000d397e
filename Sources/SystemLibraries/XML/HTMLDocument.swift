import CLibXML2

/// A page that somebody saved, as values. Damaged markup is mended the way libxml2 mends it and is
/// no error; nothing is ever loaded from anywhere.
package struct HTMLDocument: Equatable, Sendable {
    /// What stands at the top: comments before and after, and the root element.
    package var nodes: [HTMLNode]
    /// The encoding the page was read in.
    package var charset: Charset
    package var charsetOrigin: CharsetOrigin
    /// How often U+FFFD stands for bytes that mean nothing in that encoding.
    package var replacementCount: Int
    /// True when the parser stopped before the end: what is here is right, but not all.
    package var wasTruncated: Bool
    /// True when elements deeper than the limit were made siblings of one another.
    package var wasFlattened: Bool

    package enum CharsetOrigin: Equatable, Sendable {
        case byteOrderMark
        /// A `meta` element.
        case declared
        /// Neither, or the declaration was wrong; from the bytes.
        case guessed
    }

    package struct Limits: Sendable {
        /// Of the page as stored, in bytes.
        package var byteCount: Int
        /// Elements in all; the parser stops behind the last.
        package var elementCount: Int
        /// Elements within elements. Deeper ones are kept, in order, as siblings at this depth,
        /// with their text behind instead of within them: values are released by recursion. More
        /// than `greatestDepth` counts as that.
        package var depth: Int

        package static let defaultByteCount = 16 << 20
        package static let defaultElementCount = 1_000_000
        package static let greatestDepth = 512

        package init(
            byteCount: Int = defaultByteCount, elementCount: Int = defaultElementCount,
            depth: Int = greatestDepth
        ) {
            self.byteCount = byteCount
            self.elementCount = elementCount
            self.depth = depth
        }
    }

    /// Reads a page. Throws only for a page above the byte limit, or when memory is short.
    package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(HTMLError) {
        guard bytes.count <= limits.byteCount else { throw .tooLarge(limit: limits.byteCount) }
        let (decoded, origin) = HTMLCharset.decode(bytes)
        let parsed = try HTMLTree.parse(decoded.text, limits: limits)
        nodes = parsed.nodes
        charset = decoded.charset
        charsetOrigin = origin
        replacementCount = decoded.replacementCount
        wasTruncated = parsed.wasTruncated
        wasFlattened = parsed.wasFlattened
    }

    /// The outermost element, `html`; nil for a page without any content.
    package var root: HTMLElement? {
        for case .element(let element) in nodes { return element }
        return nil
    }

    /// The comments outside the root; browsers leave the address of the page there.
    package var comments: [String] {
        nodes.compactMap { if case .comment(let text) = $0 { text } else { nil } }
    }

    /// Every element for which `predicate` holds, the root included, in document order.
    package func elements(where predicate: (HTMLElement) throws -> Bool) rethrows -> [HTMLElement] {
        guard let root else { return [] }
        return try (predicate(root) ? [root] : []) + root.elements(where: predicate)
    }
}

package enum HTMLError: Error, Equatable {
    case tooLarge(limit: Int)
    case library
}

extension HTMLError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit):
            "the page is larger than \(limit) bytes; save it without pictures"
        case .library: "libxml2 could not read the page; is memory short?"
        }
    }
}
