/// One element of a document that `XMLReader` accepted, with everything in it. It is a place in the
/// document's table: to copy one copies no content.
package struct XMLElement: Sendable {
    private let document: Document
    private let index: Int

    /// One owner of the tables for all elements.
    private final class Document: Sendable {
        let tree: XMLTree

        init(_ tree: XMLTree) {
            self.tree = tree
        }
    }

    /// The root of a document.
    init(rootOf tree: XMLTree) {
        document = Document(tree)
        index = 0
    }

    private init(_ document: Document, _ index: Int) {
        self.document = document
        self.index = index
    }

    private var tree: XMLTree { document.tree }

    private var node: XMLTree.Node { tree.nodes[index] }

    /// The namespace name (a URI), nil when the element is in none. Prefixes are resolved and gone.
    package var namespace: String? { tree.word(node.namespace) }

    /// The local name.
    package var name: String { tree.word(node.name) ?? "" }

    /// The line on which the start tag ends, counted from 1.
    package var line: Int { Int(node.line) }

    /// In document order; namespace declarations are not among them.
    package var attributes: [XMLAttribute] {
        node.attributes.map { place in
            let attribute = tree.attributes[place]
            return XMLAttribute(
                namespace: tree.word(attribute.namespace), name: tree.word(attribute.name) ?? "",
                value: String(decoding: tree.bytes[attribute.value], as: UTF8.self))
        }
    }

    package var children: [XMLNode] {
        var children: [XMLNode] = []
        forEachChild { children.append($0.node.isText ? .text($0.ownText) : .element($0)) }
        return children
    }

    package var childElements: [XMLElement] {
        var elements: [XMLElement] = []
        forEachChild { if !$0.node.isText { elements.append($0) } }
        return elements
    }

    /// The text directly in this element, joined, exactly as written; not that of its children.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The same in UTF-8.
    package var textBytes: [UInt8] {
        var joined: [UInt8] = []
        forEachChild { if $0.node.isText { joined.append(contentsOf: tree.bytes[$0.node.text]) } }
        return joined
    }

    /// True when text other than space, TAB, CR and LF stands directly in this element.
    package var hasVisibleText: Bool {
        var isVisible = false
        forEachChild { child in
            if child.node.isText, !isVisible {
                isVisible = !tree.bytes[child.node.text].allSatisfy {
                    $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D
                }
            }
        }
        return isVisible
    }

    /// The value of the attribute of this name that is in no namespace.
    package func attribute(named name: String) -> String? {
        attributeBytes(named: name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same in UTF-8.
    package func attributeBytes(named name: String) -> ArraySlice<UInt8>? {
        for place in node.attributes {
            let attribute = tree.attributes[place]
            if attribute.namespace == XMLTree.noWord, tree.isWord(attribute.name, name) {
                return tree.bytes[attribute.value]
            }
        }
        return nil
    }

    /// The first attribute that is in a namespace or has none of these names.
    package func attribute(notAmong names: [String]) -> XMLAttribute? {
        for (number, place) in node.attributes.enumerated() {
            let attribute = tree.attributes[place]
            if attribute.namespace != XMLTree.noWord
                || !names.contains(where: { tree.isWord(attribute.name, $0) })
            {
                return attributes[number]
            }
        }
        return nil
    }

    /// The child elements of this name in this element's own namespace.
    package func elements(named name: String) -> [XMLElement] {
        let namespace = namespace
        return childElements.filter { $0.isNamed(name, in: namespace) }
    }

    /// Compares as XML does: code point by code point, without Unicode equivalence.
    package func isNamed(_ name: String, in namespace: String?) -> Bool {
        guard tree.isWord(node.name, name) else { return false }
        guard let namespace else { return node.namespace == XMLTree.noWord }
        return tree.isWord(node.namespace, namespace)
    }

    private var ownText: String { String(decoding: tree.bytes[node.text], as: UTF8.self) }

    private func forEachChild(_ body: (XMLElement) -> Void) {
        var child = index + 1
        let end = Int(node.end)
        while child < end {
            body(XMLElement(document, child))
            child = Int(tree.nodes[child].end)
        }
    }
}

extension XMLElement: Equatable {
    package static func == (left: XMLElement, right: XMLElement) -> Bool {
        left.isNamed(right.name, in: right.namespace) && left.line == right.line
            && left.attributes == right.attributes && left.children == right.children
    }
}

/// One attribute; `namespace` is nil unless its name carried a prefix.
package struct XMLAttribute: Equatable, Sendable {
    package var namespace: String?
    package var name: String
    package var value: String

    package init(namespace: String? = nil, name: String, value: String) {
        self.namespace = namespace
        self.name = name
        self.value = value
    }
}

package enum XMLNode: Equatable, Sendable {
    case element(XMLElement)
    case text(String)
}
