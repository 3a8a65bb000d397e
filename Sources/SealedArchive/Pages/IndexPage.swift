import ClaimModel
import SystemLibraries

/// INDEX.html of a bundle: the exhibits as a plain list for a person with an unzip tool. It is inert:
/// no script, no style from elsewhere, no link, every foreign text escaped, so that opening it can do
/// nothing but show it.
struct IndexPage {
    let claim: SealedClaim

    var document: [UInt8] {
        let number = escaped(claim.claim.order.number.value)
        let reasons = claim.claim.reasons.map { escaped($0.value.rawValue) }.joined(separator: ", ")
        let page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Exhibits for order \(number)</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; }
            td.digest { font-family: monospace; font-size: 12px; word-break: break-all; }
            </style>
            </head>
            <body>
            <h1>Exhibits for order \(number)</h1>
            <p>Venue: \(escaped(claim.claim.venue.value.name)). Reason: \(reasons).</p>
            <p>This is the claimant's own list. It says what was handed in, not that it is true.
            README.txt says how to check the files.</p>

            """
        var bytes = Array(page.utf8)
        // Once for all of them: taken for each exhibit, it would be copied each time.
        bytes.reserveCapacity(
            claim.exhibits.reduce(bytes.count) { count, exhibit in
                exhibit.files.reduce(count + 400) {
                    $0 + 140 + $1.entry.bytes.count + $1.sourceName.count
                }
            })
        for exhibit in claim.exhibits { append(exhibit, to: &bytes) }
        bytes.append(contentsOf: "</body>\n</html>\n".utf8)
        return bytes
    }

    private func append(_ sealed: SealedExhibit, to bytes: inout [UInt8]) {
        let exhibit = sealed.exhibit
        let kinds = exhibit.kinds.map(\.rawValue).joined(separator: ", ")
        let title = exhibit.title.map { ": " + escaped($0.value) } ?? ""
        let head = """
            <h2>\(exhibit.number)\(title)</h2>
            <p>\(escaped(kinds))</p>
            <table>
            <tr><th>File</th><th>Original name</th><th>Bytes</th><th>SHA-256</th></tr>

            """
        bytes.append(contentsOf: head.utf8)
        for file in sealed.files {
            bytes.append(contentsOf: Self.rowStart)
            append(file.entry.bytes, to: &bytes) { _ in file.entry.text }
            bytes.append(contentsOf: Self.cellBreak)
            append(file.sourceName, to: &bytes, text: PathText.display)
            bytes.append(contentsOf: Self.cellBreak)
            bytes.append(contentsOf: String(file.byteCount).utf8)
            bytes.append(contentsOf: Self.digestBreak)
            file.digest.appendHex(to: &bytes)
            bytes.append(contentsOf: Self.rowEnd)
        }
        bytes.append(contentsOf: "</table>\n".utf8)
    }

    private static let rowStart = Array("<tr><td>".utf8)
    private static let cellBreak = Array("</td><td>".utf8)
    private static let digestBreak = Array("</td><td class=\"digest\">".utf8)
    private static let rowEnd = Array("</td></tr>\n".utf8)

    /// Appends a name: most are letters that stand for themselves.
    private func append(_ name: [UInt8], to bytes: inout [UInt8], text: ([UInt8]) -> String) {
        if name.allSatisfy(Self.isPlain) {
            bytes.append(contentsOf: name)
        } else {
            bytes.append(contentsOf: escaped(text(name)).utf8)
        }
    }

    /// ASCII that stands for itself in HTML, in texts and in attributes, and in a path that is shown.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"), UInt8(ascii: "\\"):
            false
        default: (0x20..<0x7F).contains(byte)
        }
    }

    /// Text that can only be text in HTML; controls and characters that turn the direction of writing
    /// are shown by their number.
    private func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy(Self.isPlain) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned,
                    .surrogate:
                    result += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
