internal import Mustache

/// A piece of a page that is put in as it stands. Text becomes one by being escaped; there is no other
/// way from evidence into a page.
///
/// The template library escapes whole characters, and a quotation mark that bears an accent is none to
/// it, while a browser sees the mark. So it never escapes here: templates get nothing but this type.
struct Markup: Hashable, Sendable {
    let html: String

    /// Markup of our own.
    init(ours html: String) {
        self.html = html
    }

    /// Text from anywhere. What a browser would obey instead of showing it stands out as `[U+202E]`.
    init(_ text: String, keepsLines: Bool = false) {
        html = Self.escaped(text, keepsLines: keepsLines, marksUp: true)
    }

    /// Text for the value of an attribute, between double quotation marks.
    init(attribute text: String) {
        html = Self.escaped(text, keepsLines: false, marksUp: false)
    }

    static func + (left: Markup, right: Markup) -> Markup { Markup(ours: left.html + right.html) }

    private static let special = Set("&<>\"'`".utf8)

    private static func escaped(_ text: String, keepsLines: Bool, marksUp: Bool) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && !special.contains($0) }) {
            return text
        }
        var result = String.UnicodeScalarView()
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "`": result.append(contentsOf: "&#96;".unicodeScalars)
            case "\n" where keepsLines, "\t" where keepsLines: result.append(scalar)
            case "\n", "\t": result.append(" ")
            case _ where scalar.isJoiner && !before.isASCII: result.append(scalar)
            case _ where scalar.mustBeShown:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let number =
                    "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
                result.append(
                    contentsOf: (marksUp ? "<span class=\"cp\">\(number)</span>" : number)
                        .unicodeScalars)
            default: result.append(scalar)
            }
            before = scalar
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// The two joiners are part of writing in Persian, in Indian scripts and between emoji; between Latin
    /// letters they can only disguise.
    fileprivate var isJoiner: Bool { value == 0x200C || value == 0x200D }
}

extension Markup: MustacheCustomRenderable {
    var renderText: String { html }
    var isNull: Bool { html.isEmpty }
}

/// The values of one template: markup, yes or no, lists and further values, by name. An empty markup
/// counts as absent.
struct PageValues: MustacheParent {
    private var values: [String: Any] = [:]

    func child(named name: String) -> Any? { values[name] }

    /// Text from anywhere, escaped.
    mutating func text(_ name: String, _ text: String?) {
        if let text { values[name] = Markup(text) }
    }

    mutating func markup(_ name: String, _ markup: Markup?) {
        if let markup { values[name] = markup }
    }

    mutating func attribute(_ name: String, _ text: String?) {
        if let text { values[name] = Markup(attribute: text) }
    }

    mutating func flag(_ name: String, _ flag: Bool) { values[name] = flag }

    mutating func number(_ name: String, _ number: Int) {
        values[name] = Markup(ours: String(number))
    }

    mutating func list(_ name: String, _ list: [PageValues]) { values[name] = list }

    mutating func object(_ name: String, _ object: PageValues?) {
        if let object { values[name] = object }
    }

    init() {}

    init(_ fill: (inout PageValues) -> Void) {
        fill(&self)
    }
}
