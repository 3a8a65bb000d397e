/// One element of a page as libxml2's HTML parser understood it.
package struct HTMLElement: Equatable, Sendable {
    /// In lower case.
    package var name: String
    /// In document order, each name once, in lower case.
    package var attributes: [HTMLAttribute]
    package var children: [HTMLNode]
    /// The line of the start tag, counted from 1; 65535 also stands for every later line.
    package var line: Int

    package init(
        name: String, attributes: [HTMLAttribute] = [], children: [HTMLNode] = [], line: Int = 0
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.line = line
    }

    /// The value of an attribute, `name` in lower case; empty for one without a value.
    package func attribute(_ name: String) -> String? {
        attributes.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The words of the class attribute, in order.
    package var classes: [String] {
        (attribute("class") ?? "").unicodeScalars
            .split { HTMLText.isSpace($0) }.map { String($0) }
    }

    package func hasClass(_ name: String) -> Bool {
        guard let all = attribute("class") else { return false }
        // Most elements have one class and are asked for many.
        if all.utf8.elementsEqual(name.utf8) { return true }
        guard all.utf8.count > name.utf8.count else { return false }
        return classes.contains { $0.utf8.elementsEqual(name.utf8) }
    }

    /// All text beneath, as a person reads it: white space collapsed to one space, blocks and line
    /// breaks separated by one, without scripts, styles and comments.
    package var text: String {
        var text = HTMLText()
        text.append(self)
        return text.finished
    }

    /// The elements beneath, not this one, for which `predicate` holds, in document order.
    package func elements(where predicate: (HTMLElement) throws -> Bool) rethrows -> [HTMLElement] {
        var found: [HTMLElement] = []
        var waiting = Array(childElements.reversed())
        while let element = waiting.popLast() {
            if try predicate(element) { found.append(element) }
            waiting.append(contentsOf: element.childElements.reversed())
        }
        return found
    }

    package func firstElement(
        where predicate: (HTMLElement) throws -> Bool
    ) rethrows -> HTMLElement? {
        var waiting = Array(childElements.reversed())
        while let element = waiting.popLast() {
            if try predicate(element) { return element }
            waiting.append(contentsOf: element.childElements.reversed())
        }
        return nil
    }

    package var childElements: [HTMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }
}

package struct HTMLAttribute: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

package enum HTMLNode: Equatable, Sendable {
    case element(HTMLElement)
    case text(String)
    case comment(String)
}
