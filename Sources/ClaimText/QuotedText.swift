/// A quoted scalar on one line.
struct QuotedText {
    /// The index behind the closing quote.
    let end: Int
    /// The index of the first backslash that begins an escape other than `\\` and `\"`; only in
    /// double quotes, where a path like `C:\new` would silently become something else.
    let escape: Int?

    /// Nil unless a quote stands at `start` and is closed.
    init?(_ line: [Unicode.Scalar], at start: Int) {
        guard start < line.count, line[start] == "\"" || line[start] == "'" else { return nil }
        let quote = line[start]
        var escape: Int?
        var index = start + 1
        while index < line.count {
            if line[index] == quote {
                let isDoubled = quote == "'" && index + 1 < line.count && line[index + 1] == quote
                guard isDoubled else {
                    end = index + 1
                    self.escape = escape
                    return
                }
                index += 2
            } else if quote == "\"", line[index] == "\\" {
                let next = index + 1 < line.count ? line[index + 1] : " "
                if next != "\\", next != "\"", escape == nil { escape = index }
                index += 2
            } else {
                index += 1
            }
        }
        return nil
    }
}
