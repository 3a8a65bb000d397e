/// Comma-separated values as RFC 4180 has them: lines end in CR LF, every cell that needs it stands in
/// quotes.
///
/// A spreadsheet runs a cell that begins like a formula, and cells come from parties in conflict: such a
/// cell begins with an apostrophe instead, and control characters are made visible.
package enum CSVText {
    /// Rows with a head; each row has as many cells as the head.
    package static func text(head: [String], rows: [[String]]) -> String {
        ([head] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Characters a formula begins with, also in the wide forms that some programs take for them.
    private static let starts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// A number with its sign, which no spreadsheet takes for a formula: "-1,234.50".
    private static func isNumber(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "-"), text.utf8.count > 1 else { return false }
        return text.utf8.dropFirst().allSatisfy { "0123456789.,".utf8.contains($0) }
    }

    static func cell(_ text: String) -> String {
        var shown = printable(text)
        // Some programs drop leading spaces first.
        if let first = shown.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
            starts.contains(first), !isNumber(shown)
        {
            shown = "'" + shown
        }
        // Half of Europe's spreadsheets part cells at a semicolon.
        let needsQuotes = shown.utf8.contains { "\",;\n\r".utf8.contains($0) }
            || shown.hasPrefix(" ") || shown.hasSuffix(" ")
        guard needsQuotes else { return shown }
        // By scalars: a quotation mark with an accent upon it is one character, and still ends the cell.
        var quoted = "\""
        for scalar in shown.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
