package import ClaimModel

/// Two cases side by side as HTML: what differs with both quotations, the messages that differ in their
/// order, values, files, and one chronology with a column for each side.
package struct ComparisonPage {
    let comparison: Comparison

    package init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    /// A whole page. `styleHash` is the SHA-256 of `PageStyle.text` in base 64.
    package func text(styleHash: String) -> String {
        PlainPage(title: "Comparison of two cases", styleHash: styleHash).text(
            "<h1>Two cases side by side</h1>\n" + section)
    }

    /// The parts alone, to stand in another page: headings of the second rank and tables, no style, no
    /// script, every word of a party escaped.
    package var section: String {
        [sides, differences, messages, facts, files, chronology, limits].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private func said(_ text: String) -> String { PlainPage.said(text) }

    private func cell(_ html: String, _ type: String = "") -> String {
        "<td\(type.isEmpty ? "" : " class=\"\(type)\"")>\(html)</td>"
    }

    private func row(_ cells: [String]) -> String { "<tr>" + cells.joined() + "</tr>\n" }

    private var sides: String {
        func words(_ name: String, _ one: ComparedCase) -> String {
            "<li>\(name): \(said(one.name)), \(said(one.parties.joined(separator: " v. "))), order \(said(one.order))</li>"
        }
        let count = comparison.differences.count { $0.severity != .note }
        return "<ul>\(words("First", comparison.first))\(words("Second", comparison.second))</ul>\n<p><strong>"
            + (comparison.agrees
                ? "Nothing contradicts." : "The two sides differ in \(Wording.count(count, "point")).")
            + "</strong> This says where they differ, not which of them is right.</p>"
    }

    private func quoted(_ citations: [SidedCitation], _ side: CaseSide) -> String {
        citations.filter { $0.side == side }.map {
            "<blockquote>\(said($0.citation.text))<br><small>\(said($0.citation.place.description))</small></blockquote>"
        }.joined()
    }

    private var differences: String {
        guard !comparison.differences.isEmpty else { return "" }
        return "<h2>What differs</h2>\n"
            + PlainPage.table(
                "What differs", heads: ["Difference", "First side", "Second side"],
                rows: comparison.differences.map { difference in
                    row([
                        cell(
                            said(difference.message) + "<br><small>\(PlainPage.escaped(difference.code))</small>",
                            difference.severity == .note ? "" : "bad"),
                        cell(quoted(difference.citations, .first)),
                        cell(quoted(difference.citations, .second)),
                    ])
                })
    }

    /// Messages that differ, each between its neighbours; the rest is only counted.
    private var messages: String {
        comparison.conversations.map { conversation in
            guard !conversation.first.isEmpty, !conversation.second.isEmpty else {
                let side = conversation.second.isEmpty ? "first" : "second"
                return "<h2>Messages, \(said(conversation.platform))</h2>\n<p>The \(side) side alone has this conversation: "
                    + "\(Wording.count(conversation.messages.count, "message")).</p>"
            }
            let marked = conversation.messages.indices.filter {
                conversation.messages[$0].state != .same || conversation.messages[$0].shift != 0
            }
            guard !marked.isEmpty else { return "" }
            var shown: Set<Int> = []
            for index in marked.prefix(ComparisonText.shownDifferences) {
                for near in index - 1...index + 1 where conversation.messages.indices.contains(near) {
                    shown.insert(near)
                }
            }
            func message(_ one: ComparedMessage?) -> String {
                guard let one else { return cell("—") }
                let head = [one.clock?.text, one.sender].compactMap { $0 }.joined(separator: ", ")
                return cell("<small>\(said(head))</small><br>\(said(one.text.isEmpty ? "[no words]" : one.text))")
            }
            return "<h2>Messages that differ, \(said(conversation.platform))</h2>\n"
                + "<p>\(conversation.count(of: .same)) are the same.</p>\n"
                + PlainPage.table(
                    "Messages", heads: ["", "First side", "Second side"],
                    rows: shown.sorted().map { index in
                        let one = conversation.messages[index]
                        let words =
                            switch one.state {
                            case .same: one.shift == 0 ? "same" : "another time"
                            case .altered: "altered"
                            case .onlyFirst: "first alone"
                            case .onlySecond: "second alone"
                            }
                        return row([
                            cell(words, words == "same" ? "" : "bad"), message(one.first), message(one.second),
                        ])
                    })
                + (marked.count > ComparisonText.shownDifferences
                    ? "\n<p>And \(marked.count - ComparisonText.shownDifferences) more that differ; "
                        + "<code>claimpack compare --json</code> lists all.</p>" : "")
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var facts: String {
        let both = comparison.facts.filter { $0.state == .same || $0.state == .contradicts }
        guard !both.isEmpty else { return "" }
        func values(_ citations: [Citation]) -> String { cell(citations.map { said($0.text) }.joined(separator: "<br>")) }
        return "<h2>Values that both state</h2>\n"
            + PlainPage.table(
                "Values", heads: ["Value", "", "First side", "Second side"],
                rows: both.map { fact in
                    row([
                        cell(said(fact.name)),
                        cell(fact.state == .same ? "same" : "contradicts", fact.state == .same ? "" : "bad"),
                        values(fact.first), values(fact.second),
                    ])
                })
    }

    private var files: String {
        guard !comparison.files.isEmpty else { return "" }
        func places(_ files: [ComparedFile]) -> String {
            cell(files.map { said($0.place.description) }.joined(separator: "<br>"))
        }
        return "<h2>Files, by their bytes</h2>\n"
            + PlainPage.table(
                "Files", heads: ["", "First side", "Second side"],
                rows: comparison.files.map { file in
                    let words =
                        switch file.state {
                        case .same: "same"
                        case .differs: "same name, other bytes"
                        case .onlyFirst: "first alone"
                        case .onlySecond: "second alone"
                        }
                    return row([cell(words), places(file.first), places(file.second)])
                })
    }

    private var chronology: String {
        guard !comparison.chronology.isEmpty else { return "" }
        return "<h2>Chronology</h2>\n"
            + PlainPage.table(
                "Chronology", heads: ["Time", "First side", "Second side", "Where it stands"],
                rows: comparison.chronology.map { sided in
                    func lane(_ side: CaseSide) -> String {
                        cell(sided.sides.contains(side) ? said(sided.event.words) : "")
                    }
                    return row([
                        cell(said(sided.event.clock?.text ?? "no time"), "number"), lane(.first), lane(.second),
                        cell(said(sided.event.place.description)),
                    ])
                })
    }

    private var limits: String {
        "<h2>Not compared</h2>\n<ul>"
            + comparison.notCompared.map { "<li>\(PlainPage.escaped($0))</li>" }.joined() + "</ul>"
    }
}
