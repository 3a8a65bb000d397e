/// One element of a document that `XMLReader` accepted, with everything in it.
package struct XMLElement: Equatable, Sendable {
    /// The namespace name (a URI), nil when the element is in none. Prefixes are resolved and gone.
    package var namespace: String?
    /// The local name.
    package var name: String
    /// In document order; namespace declarations are not among them.
    package var attributes: [XMLAttribute]
    package var children: [XMLNode]
    /// The line on which the start tag ends, counted from 1.
    package var line: Int

    package init(
        namespace: String?, name: String, attributes: [XMLAttribute] = [],
        children: [XMLNode] = [], line: Int
    ) {
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
        self.children = children
        self.line = line
    }

    package var childElements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The text directly in this element, joined, exactly as written; not that of its children.
    package var text: String {
        var joined = ""
        for case .text(let part) in children { joined += part }
        return joined
    }

    /// True when text other than space, TAB, CR and LF stands directly in this element.
    package var hasVisibleText: Bool {
        for case .text(let part) in children {
            for byte in part.utf8 where ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { return true }
        }
        return false
    }

    /// The value of the attribute of this name that is in no namespace.
    package func attribute(named name: String) -> String? {
        attributes.first { $0.namespace == nil && $0.name.isSame(as: name) }?.value
    }

    /// The child elements of this name in this element's own namespace.
    package func elements(named name: String) -> [XMLElement] {
        childElements.filter { $0.isNamed(name, in: namespace) }
    }

    /// Compares as XML does: code point by code point, without Unicode equivalence.
    package func isNamed(_ name: String, in namespace: String?) -> Bool {
        guard self.name.isSame(as: name) else { return false }
        switch (self.namespace, namespace) {
        case (nil, nil): return true
        case (let mine?, let other?): return mine.isSame(as: other)
        default: return false
        }
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

extension String {
    /// Byte for byte. Swift's equality is asked first because it is quick, but it takes a composed and a
    /// decomposed letter for one.
    fileprivate func isSame(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
