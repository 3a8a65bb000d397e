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
            bytes.append(contentsOf: "<tr><td>".utf8)
            bytes.append(contentsOf: escaped(file.entry.text).utf8)
            bytes.append(contentsOf: "</td><td>".utf8)
            bytes.append(contentsOf: escaped(PathText.display(file.sourceName)).utf8)
            bytes.append(contentsOf: "</td><td>".utf8)
            bytes.append(contentsOf: String(file.byteCount).utf8)
            bytes.append(contentsOf: "</td><td class=\"digest\">".utf8)
            bytes.append(contentsOf: file.digest.hex.utf8)
            bytes.append(contentsOf: "</td></tr>\n".utf8)
        }
        bytes.append(contentsOf: "</table>\n".utf8)
    }

    /// Text that can only be text in HTML; controls and characters that turn the direction of writing
    /// are shown by their number.
    private func escaped(_ text: String) -> String {
        let special = "&<>\"'".utf8
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && !special.contains($0) }) {
            return text
        }
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
