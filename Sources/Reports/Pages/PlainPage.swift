/// The frame of a page without script or request: its policy allows one style sheet, by digest, and
/// nothing else.
struct PlainPage {
    let title: String
    /// The SHA-256 of `style` in base 64.
    let styleHash: String

    /// The page around a body of HTML.
    func text(_ body: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(title))</title>
        <style>\(PageStyle.text)</style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    /// A party's words, kept from turning their neighbours around.
    static func said(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    /// Text as HTML text or the value of a quoted attribute.
    static func escaped(_ text: String) -> String { Markup(attribute: text).html }

    /// A table that scrolls by itself where it does not fit; cells are HTML.
    static func table(_ name: String, heads: [String], rows: [String]) -> String {
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(name))\"><table>\n<thead><tr>"
            + heads.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead>\n<tbody>\n"
            + rows.joined() + "</tbody>\n</table></div>"
    }
}

/// The style sheet of plain pages; light and dark, wide tables scroll on a narrow screen.
package enum PageStyle {
    /// The sheet as it stands between the tags.
    package static let text = """

        :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --line: #c9c9d2; --bad: #a3232b; --link: #1d4fa3 }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --paper: #17171b; --line: #44444e; --bad: #ff9a9f; --link: #9ec1ff } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif }
        main { padding: 1rem clamp(.75rem, 3vw, 2.5rem) }
        h1, h2 { font-family: Georgia, "Noto Serif", serif; margin: 1.2rem 0 .3rem }
        h1 { font-size: 1.6rem; margin-top: .2rem }
        h2 { font-size: 1.25rem }
        .scroll { overflow-x: auto }
        table { border-collapse: collapse; min-width: 58rem; width: 100%; font-variant-numeric: tabular-nums }
        th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); font-weight: normal; overflow-wrap: anywhere }
        thead th { font-weight: 600; position: sticky; top: 0; background: var(--paper) }
        blockquote { margin: .2rem 0; padding-inline-start: .7rem; border-inline-start: 3px solid var(--line) }
        .number { white-space: nowrap }
        .bad { color: var(--bad) }
        a { color: var(--link) }
        @media print { .scroll { overflow: visible } table { min-width: 0; font-size: 9pt } tr { break-inside: avoid } }

        """
}
