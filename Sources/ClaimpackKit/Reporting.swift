import ClaimText
import Reports

/// What a command prints when it had to stop.
public enum Reporting {
    /// One JSON object over several lines.
    public static func stopped(_ command: String, by error: ClaimpackError) -> String {
        JSONReport(
            stopped: name(command), by: error.stopped, version: ClaimpackVersion.text
        ).text()
    }

    /// One JSON object on one line, about a bundle at a path.
    public static func stoppedLine(
        _ command: String, at path: String, by error: ClaimpackError
    ) -> String {
        JSONReport(
            stopped: name(command), by: error.stopped, path: path, version: ClaimpackVersion.text
        ).text(isPretty: false)
    }

    /// Text from evidence made safe to print: controls and characters that turn the direction of
    /// writing become visible.
    public static func printable(_ text: String) -> String { Reports.printable(text) }

    /// Lines of at most `width` columns behind a prefix, with a line feed at the end.
    public static func wrapped(_ text: String, behind prefix: String, width: Int) -> String {
        var page = TextPage(TextStyle(width: width))
        page.paragraph(text, prefix: prefix)
        return page.text
    }

    /// The word with the fewest changes from one that was typed; nil when none is near.
    public static func nearest(_ word: String, in words: [String]) -> String? {
        NearestWord.of(word, in: words)
    }

    /// A command's name for the schema; anything else a person typed is not one.
    private static func name(_ command: String) -> String {
        JSONSchemas.commands.contains(command) ? command : "command"
    }
}
