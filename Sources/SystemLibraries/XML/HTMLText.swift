/// Collects the text of elements with white space collapsed.
struct HTMLText {
    private var text = ""
    private var needsSpace = false

    /// HTML Standard, section 15.3: what the user agent style sheet displays as a block, a table
    /// cell or a break. Text on its two sides is never one word.
    private static let separating: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li",
        "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    ]

    /// Recursion is safe: `HTMLDocument` bounds the depth.
    mutating func append(_ element: HTMLElement) {
        if element.name == "script" || element.name == "style" { return }
        let separates = Self.separating.contains(element.name)
        if separates { needsSpace = true }
        for child in element.children {
            switch child {
            case .element(let inner): append(inner)
            case .text(let words): append(words)
            case .comment: break
            }
        }
        if separates { needsSpace = true }
    }

    var finished: String { text }

    private mutating func append(_ words: String) {
        for scalar in words.unicodeScalars {
            if Self.isSpace(scalar) {
                needsSpace = true
                continue
            }
            if needsSpace && !text.unicodeScalars.isEmpty { text.unicodeScalars.append(" ") }
            needsSpace = false
            text.unicodeScalars.append(scalar)
        }
    }

    /// ASCII white space and the no-break space, which pages use for layout.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0: true
        default: false
        }
    }
}
