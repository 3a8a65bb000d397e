import ClaimModel

/// The messages of a conversation that matter and their neighbours, each with its number in the whole,
/// and what is left out between them. The whole conversation is an exhibit too; the extract only helps to find the place.
struct ChatExtract {
    /// Messages shown at most: an extract is no second copy.
    static let shownLimit = 200
    /// Messages shown from both ends when nothing points into the conversation.
    static let endCount = 6
    /// Letters of one message shown; the exhibit has the rest.
    static let letterLimit = 1_200

    private let exhibit: Exhibit
    private let parts: [Part]

    /// One file of the conversation: an export may come in several.
    private struct Part {
        var file: String
        var transcript: ChatTranscript
        var shown: [Int]
        var matters: Set<Int>
    }

    /// Nil when the exhibit is no conversation that could be read.
    init?(_ collected: CollectedExhibit, _ cited: CitedMessages) {
        exhibit = collected.exhibit
        let number = collected.exhibit.number
        parts = collected.files.compactMap { file in
            guard file.duplicateOf == nil, let transcript = file.reading.transcript,
                !transcript.messages.isEmpty
            else { return nil }
            let numbers = transcript.messages.map(\.number)
            let matters = Set(
                numbers.filter { !cited.reasons(number, file: file.entry.name, number: $0).isEmpty })
            let shown: [Int]
            if matters.isEmpty {
                shown = Array(Set(numbers.prefix(Self.endCount) + numbers.suffix(Self.endCount))).sorted()
            } else {
                let wanted = Set(matters.flatMap { [$0 &- 1, $0, $0 &+ 1] })
                shown = Array(numbers.lazy.filter(wanted.contains).prefix(Self.shownLimit))
            }
            return Part(file: file.entry.name, transcript: transcript, shown: shown, matters: matters)
        }
        if parts.isEmpty { return nil }
    }

    var document: FilingDocument {
        var document = FilingDocument(title: "Extract of \(exhibit.number)")
        document.paragraph(
            "\(exhibit.title?.value ?? "Conversation"). The whole is exhibit \(exhibit.number)."
                + (exhibit.kinds.contains(.chatOffPlatform)
                    ? " This conversation was not on the venue's own platform." : ""))
        for part in parts {
            if parts.count > 1 { document.heading(part.file) }
            let count = Wording.count(part.transcript.messages.count, "message")
            document.paragraph(
                "Of \(count) \(part.shown.count) are shown. "
                    + (part.matters.isEmpty
                        ? "No message is cited; these are the first and the last."
                        : "A star marks a message that the claim or a check cites."))
            document.table(table(of: part))
        }
        return document
    }

    private func table(of part: Part) -> FilingTable {
        var table = FilingTable(columns: ["no.", "time", "from", "message"], narrow: [0])
        var last = 0
        let wanted = Set(part.shown)
        for message in part.transcript.messages where wanted.contains(message.number) {
            if let gap = Self.gap(from: last + 1, to: message.number - 1) { table.rows.append(gap) }
            last = message.number
            table.rows.append([
                "\(message.number)" + (part.matters.contains(message.number) ? " *" : ""),
                message.clock?.text ?? "", sender(of: message), text(of: message),
            ])
        }
        let end = part.transcript.messages.last?.number ?? last
        if let gap = Self.gap(from: last + 1, to: end) { table.rows.append(gap) }
        return table
    }

    private static func gap(from first: Int, to last: Int) -> [String]? {
        guard first <= last else { return nil }
        let what = first == last ? "message \(first)" : "messages \(first) to \(last)"
        return ["…", "", "", "[\(what) left out]"]
    }

    private func sender(of message: ChatMessage) -> String {
        switch message.author {
        case .person: message.sender ?? ""
        case .system: "(the program)"
        case .automatic: (message.sender ?? "") + " (automatic)"
        }
    }

    private func text(of message: ChatMessage) -> String {
        var text = message.text
        if message.marks.contains(.deleted) { text += " [deleted by its author]" }
        if message.marks.contains(.edited) { text += " [edited after sending]" }
        if text.unicodeScalars.count > Self.letterLimit {
            text =
                String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.letterLimit)))
                + " […the rest is in the exhibit]"
        }
        if let translation = message.translation {
            let letters = translation.unicodeScalars.prefix(Self.letterLimit)
            text +=
                " [machine translation on the page: \(String(String.UnicodeScalarView(letters)))]"
        }
        for attachment in message.attachments {
            text +=
                " [file: \(attachment.name.isEmpty ? "left out by the export" : attachment.name)]"
        }
        return text
    }
}
