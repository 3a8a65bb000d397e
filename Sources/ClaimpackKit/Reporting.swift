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

    /// A command's name for the schema; anything else a person typed is not one.
    private static func name(_ command: String) -> String {
        let isWord = !command.isEmpty && command.utf8.allSatisfy { (97...122).contains($0) }
        return isWord ? command : "command"
    }
}
