import SystemLibraries

/// The text of a part of a page with its line breaks kept, and without elements that are left out.
struct PageText {
    private var lines: [String] = []
    private var line = ""
    private var needsSpace = false
    private let leavesOut: (HTMLElement) -> Bool

    /// The text beneath an element.
    static func read(
        _ element: HTMLElement, without leavesOut: @escaping (HTMLElement) -> Bool = { _ in false }
    ) -> String {
        var text = PageText(leavesOut: leavesOut)
        text.append(element)
        text.breakLine()
        return text.lines.joined(separator: "\n")
    }

    private init(leavesOut: @escaping (HTMLElement) -> Bool) {
        self.leavesOut = leavesOut
    }

    /// Recursion is safe: `HTMLDocument` bounds the depth.
    private mutating func append(_ element: HTMLElement) {
        for child in element.children {
            switch child {
            case .comment: continue
            case .text(let words): append(words)
            case .element(let inner):
                if ["script", "style"].contains(inner.name) || leavesOut(inner) { continue }
                let isBlock = Self.blocks.contains(inner.name)
                if isBlock { breakLine() }
                append(inner)
                if isBlock { breakLine() }
            }
        }
    }

    private mutating func append(_ words: String) {
        for scalar in words.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0: needsSpace = true
            default:
                if needsSpace, !line.unicodeScalars.isEmpty { line.unicodeScalars.append(" ") }
                needsSpace = false
                line.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func breakLine() {
        if !line.unicodeScalars.isEmpty { lines.append(line) }
        line = ""
        needsSpace = false
    }

    private static let blocks: Set<String> = [
        "br", "div", "p", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "section", "h1",
        "h2",
        "h3", "h4", "h5", "h6",
    ]
}
