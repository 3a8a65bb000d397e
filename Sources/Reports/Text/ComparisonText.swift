package import ClaimModel

/// Two cases side by side as text: what differs first, then conversations, files, values and one
/// chronology.
package struct ComparisonText {
    let comparison: Comparison

    package init(_ comparison: Comparison) {
        self.comparison = comparison
    }

    /// Differences that are told one by one before the rest is only counted.
    package static let shownDifferences = 50
    /// Rows of the other lists that the short form shows.
    package static let shownRows = 20

    /// The report; `isWhole` lists every difference, file, value and event.
    package func text(_ style: TextStyle, isWhole: Bool = false) -> String {
        var page = TextPage(style)
        for (side, one) in [(CaseSide.first, comparison.first), (.second, comparison.second)] {
            page.paragraph(
                "\(printable(one.name)): \(printable(one.parties.joined(separator: " v. "))), order \(printable(one.order))",
                prefix: side.rawValue.padded(to: 8), indent: 8)
        }
        page.line()
        answer(&page)
        differences(&page, isWhole: isWhole)
        conversations(&page)
        facts(&page, isWhole: isWhole)
        files(&page, isWhole: isWhole)
        chronology(&page, isWhole: isWhole)
        page.heading("not compared")
        for sentence in comparison.notCompared { page.paragraph(sentence, prefix: " - ") }
        page.paragraph("it says where two sides differ, not which of them is right", prefix: " - ")
        return page.text
    }

    private func answer(_ page: inout TextPage) {
        func count(_ severity: Severity) -> Int {
            comparison.differences.count { $0.severity == severity }
        }
        let parts = [
            Wording.count(count(.failure), "contradiction"), Wording.count(count(.warning), "difference"),
            Wording.count(count(.note), "note"),
        ]
        page.paragraph(
            (comparison.agrees ? "nothing contradicts: " : "the two sides differ: ")
                + parts.joined(separator: ", "),
            prefix: page.mark(comparison.agrees ? .ok : .bad) + " ", indent: 5)
    }

    private func differences(_ page: inout TextPage, isWhole: Bool) {
        let shown = isWhole ? comparison.differences : Array(comparison.differences.prefix(Self.shownDifferences))
        guard !shown.isEmpty else { return }
        page.heading("what differs")
        for (index, difference) in shown.enumerated() {
            let number = index + 1
            page.paragraph(
                printable(difference.message) + "  [\(difference.code)]", prefix: " \(number). ",
                indent: max(5, String(number).count + 3))
            for sided in difference.citations {
                page.paragraph(
                    "“\(printable(sided.citation.text).cut(to: 160))”",
                    prefix: "     " + sided.side.rawValue.padded(to: 7), indent: 12)
                page.paragraph("at " + printable(sided.citation.place.description), indent: 12)
            }
        }
        let left = comparison.differences.count - shown.count
        if left > 0 { page.paragraph("and \(left) more: --whole or --json lists them all", prefix: " ") }
    }

    private func conversations(_ page: inout TextPage) {
        guard !comparison.conversations.isEmpty else { return }
        page.heading("conversations, message by message")
        for conversation in comparison.conversations {
            func files(_ places: [Place]) -> String {
                places.isEmpty ? "none" : places.map { printable($0.description) }.joined(separator: " + ")
            }
            page.paragraph(
                "\(printable(conversation.platform)): first \(files(conversation.first)); second \(files(conversation.second))",
                prefix: " ", indent: 3)
            guard !conversation.first.isEmpty, !conversation.second.isEmpty else { continue }
            let shifted = conversation.messages.count { $0.shift != 0 }
            page.paragraph(
                [
                    "\(conversation.count(of: .same)) the same",
                    "\(conversation.count(of: .altered)) altered",
                    "\(conversation.count(of: .onlyFirst)) with the first alone",
                    "\(conversation.count(of: .onlySecond)) with the second alone",
                    "\(shifted) at another time",
                ].joined(separator: ", "), indent: 3)
        }
    }

    private func facts(_ page: inout TextPage, isWhole: Bool) {
        let both = comparison.facts.filter { $0.state == .same || $0.state == .contradicts }
        guard !both.isEmpty else { return }
        page.heading("values that both state")
        for fact in both {
            let isSame = fact.state == .same
            let value = isSame ? said(fact.first) : "first \(said(fact.first)); second \(said(fact.second))"
            row(fact.name, value, isSame ? .ok : .bad, &page)
        }
        guard isWhole else { return }
        for fact in comparison.facts where fact.state == .onlyFirst || fact.state == .onlySecond {
            let side = fact.state == .onlyFirst ? "first" : "second"
            row(fact.name, "\(side) alone: \(said(fact.first + fact.second))", .none, &page)
        }
    }

    /// A name too long for its column gets a line of its own.
    private func row(_ name: String, _ value: String, _ mark: Mark, _ page: inout TextPage) {
        let name = printable(name)
        let isShort = name.columns <= 26
        let head = " \(page.mark(mark)) \(isShort ? name.padded(to: 26) : name) "
        if isShort {
            page.paragraph(value, prefix: head, indent: 33)
        } else {
            page.line(head)
            page.paragraph(value, indent: 33)
        }
    }

    private func said(_ citations: [Citation]) -> String {
        var texts: [String] = []
        for citation in citations where !texts.contains(citation.text) { texts.append(citation.text) }
        return printable(texts.prefix(3).joined(separator: ", ")).cut(to: 160)
    }

    private func files(_ page: inout TextPage, isWhole: Bool) {
        page.heading("files, by their bytes")
        for (state, words, mark) in [
            (FileComparison.State.same, "same", Mark.ok), (.differs, "differ", .unclear),
            (.onlyFirst, "first alone", .none), (.onlySecond, "second alone", .none),
        ] {
            let rows = comparison.files.filter { $0.state == state }
            for row in rows.prefix(isWhole ? rows.count : Self.shownRows) {
                func places(_ files: [ComparedFile]) -> String {
                    files.map {
                        printable($0.place.description) + ($0.isKeptOut ? " (kept out)" : "")
                    }.joined(separator: ", ")
                }
                let text = [places(row.first), places(row.second)].filter { !$0.isEmpty }
                    .joined(separator: state == .same ? " = " : " / ")
                page.paragraph(
                    text, prefix: " \(page.mark(mark)) \(words.padded(to: 13))", indent: 19)
            }
            if rows.count > Self.shownRows, !isWhole {
                page.paragraph("and \(rows.count - Self.shownRows) more: --whole", indent: 19)
            }
        }
        if comparison.files.isEmpty { page.paragraph("neither side hands in a file", prefix: " ") }
    }

    private func chronology(_ page: inout TextPage, isWhole: Bool) {
        guard !comparison.chronology.isEmpty else { return }
        page.heading("chronology of both sides")
        let events = comparison.chronology
        for sided in events.prefix(isWhole ? events.count : Self.shownRows * 2) {
            ChronologyText.write(
                sided.event, lane: sided.sides.count == 2 ? "both" : sided.sides[0].rawValue, to: &page)
        }
        if events.count > Self.shownRows * 2, !isWhole {
            page.paragraph("and \(events.count - Self.shownRows * 2) more: --whole", prefix: " ")
        }
    }
}
