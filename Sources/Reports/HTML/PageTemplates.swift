internal import Mustache

/// The templates, the style and the script of the page, which are files of `Page/` that a designer can
/// edit.
struct PageTemplates {
    /// A template or style that came with the program and cannot be used: a fault of the program.
    struct Fault: Error, CustomStringConvertible {
        let template: String
        let problem: String
        var description: String { "the page's template \(template) cannot be used: \(problem)" }
    }

    let style = Self.text(PackageResources.page_css)
    let script = Self.text(PackageResources.page_js)
    private let library: MustacheLibrary

    /// Reads every template. Values come escaped (`Markup`), so the templates are plain text to the
    /// library.
    init() throws(Fault) {
        var library = MustacheLibrary()
        for (name, bytes) in Self.sources {
            do {
                try library.register("{{% CONTENT_TYPE:TEXT}}" + Self.text(bytes), named: name)
            } catch {
                throw Fault(template: name, problem: String(describing: error))
            }
        }
        self.library = library
    }

    func render(_ name: String, _ values: PageValues) throws(Fault) -> Markup {
        guard let text = library.render(values, withTemplate: name) else {
            throw Fault(template: name, problem: "there is none of that name")
        }
        return Markup(ours: text)
    }

    private static let sources: [(name: String, bytes: [UInt8])] = [
        ("page", PackageResources.page_mustache),
        ("answers", PackageResources.answers_mustache),
        ("dispute", PackageResources.dispute_mustache),
        ("completeness", PackageResources.completeness_mustache),
        ("missing", PackageResources.missing_mustache),
        ("contradictions", PackageResources.contradictions_mustache),
        ("recomputed", PackageResources.recomputed_mustache),
        ("chronology", PackageResources.chronology_mustache),
        ("exhibits", PackageResources.exhibits_mustache),
        ("card", PackageResources.card_mustache),
        ("chat", PackageResources.chat_mustache),
        ("technical", PackageResources.technical_mustache),
        ("limits", PackageResources.limits_mustache),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
