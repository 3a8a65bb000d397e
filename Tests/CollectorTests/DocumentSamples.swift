@testable import Collector

/// Answers of poppler's programs, written by hand.
enum DocumentSamples {
    /// A word for a page: text, left edge, upper edge; seven points a character, eleven high.
    struct Word {
        var text: String
        var left: Double
        var top: Double
        var line: Int
    }

    /// The output of `pdftotext -bbox-layout` for pages of lines; a line is its left edge, upper edge
    /// and text, whose words are one space apart.
    static func layout(_ pages: [[(Int, Int, String)]]) -> [UInt8] {
        var text = "<!DOCTYPE html><html><head><title>t</title></head><body><doc>\n"
        for page in pages {
            text +=
                "  <page width=\"595.440000\" height=\"841.680000\">\n<flow><block xMin=\"0\" yMin=\"0\" xMax=\"1\" yMax=\"1\">\n"
            for (left, top, line) in page {
                text += "<line xMin=\"0\" yMin=\"0\" xMax=\"1\" yMax=\"1\">\n"
                var edge = Double(left)
                for word in line.split(separator: " ") {
                    let width = Double(word.count) * 6
                    let escaped = word.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    text +=
                        "<word xMin=\"\(edge)\" yMin=\"\(top).500000\" xMax=\"\(edge + width)\" yMax=\"\(top + 11).500000\">\(escaped)</word>\n"
                    edge += width + 3
                }
                text += "</line>\n"
            }
            text += "</block></flow></page>\n"
        }
        return Array((text + "</doc></body></html>").utf8)
    }

    static func rows(_ pages: [[(Int, Int, String)]]) -> [LayoutRow] {
        PageLayout(layout(pages)).pages.enumerated().flatMap { LayoutRows.rows($1, page: $0 + 1) }
    }

    static func rows(_ lines: [String]) -> [LayoutRow] {
        rows([
            lines.enumerated().flatMap { index, line in
                var left = 40
                return line.components(separatedByBar: ()).map { cell -> (Int, Int, String) in
                    defer { left += cell.count * 9 + 40 }
                    return (left, 20 + index * 16, cell)
                }
            }
        ])
    }

    static func programs(
        info: String = "Producer:        Pagewright 3\nPages:           1\nEncrypted:       no\n",
        pages: [[(Int, Int, String)]] = [[(40, 20, "Hello")]], signatures: String = ""
    ) -> DocumentPrograms {
        func canned(_ output: [UInt8], succeeded: Bool = true) -> DocumentPrograms.Program {
            .present { (_: [String], _: [UInt8]) throws(DocumentProgramError) in
                DocumentPrograms.Answer(output: output, succeeded: succeeded)
            }
        }
        return DocumentPrograms(
            info: canned(Array(info.utf8)), text: canned(layout(pages)),
            signatures: canned(Array(signatures.utf8), succeeded: !signatures.isEmpty))
    }

    static let pdf = EvidenceSource(Array("%PDF-1.7\n%%EOF\n".utf8))
}

extension String {
    /// The cells of a row written as `a | b`.
    fileprivate func components(separatedByBar: Void) -> [String] {
        var cells: [String] = [""]
        for word in split(separator: " ") {
            if word == "|" {
                cells.append("")
            } else {
                cells[cells.count - 1] += (cells[cells.count - 1].isEmpty ? "" : " ") + word
            }
        }
        return cells
    }
}
