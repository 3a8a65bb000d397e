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
    private let transcript: ChatTranscript
    private let shown: [Int]
    private let matters: Set<Int>

    /// Nil when the exhibit is no conversation that could be read.
    init?(_ collected: CollectedExhibit, _ claim: Claim, _ assessment: Assessment) {
        let transcripts = collected.files.lazy.compactMap { file -> ChatTranscript? in
            if case .chat(let transcript) = file.reading { transcript } else { nil }
        }
        guard let transcript = transcripts.first, !transcript.messages.isEmpty else { return nil }
        exhibit = collected.exhibit
        self.transcript = transcript
        matters = Self.cited(exhibit.number, claim, assessment)
        let numbers = transcript.messages.map(\.number)
        guard !matters.isEmpty else {
            shown = Array(Set(numbers.prefix(Self.endCount) + numbers.suffix(Self.endCount)))
                .sorted()
            return
        }
        let wanted = Set(matters.flatMap { [$0 &- 1, $0, $0 &+ 1] })
        shown = Array(numbers.lazy.filter(wanted.contains).prefix(Self.shownLimit))
    }

    var document: FilingDocument {
        var document = FilingDocument(title: "Extract of \(exhibit.number)")
        let count = Wording.count(transcript.messages.count, "message")
        document.paragraph(
            "\(exhibit.title?.value ?? "Conversation"). The whole has \(count) and is exhibit \(exhibit.number);"
                + " shown are \(shown.count). "
                + (matters.isEmpty
                    ? "No message is cited; these are the first and the last."
                    : "A star marks a message that the claim or a check cites.")
                + (exhibit.kinds.contains(.chatOffPlatform)
                    ? " This conversation was not on the venue's own platform." : ""))
        document.table(table)
        return document
    }

    private var table: FilingTable {
        var table = FilingTable(columns: ["no.", "time", "from", "message"], narrow: [0])
        var last = 0
        let wanted = Set(shown)
        for message in transcript.messages where wanted.contains(message.number) {
            if let gap = Self.gap(from: last + 1, to: message.number - 1) { table.rows.append(gap) }
            last = message.number
            table.rows.append([
                "\(message.number)" + (matters.contains(message.number) ? " *" : ""),
                message.clock?.text ?? "", sender(of: message), text(of: message),
            ])
        }
        let end = transcript.messages.last?.number ?? last
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

    /// Messages that a check or the claim cites: `C-1 message 36`.
    private static func cited(
        _ exhibit: ExhibitNumber, _ claim: Claim, _ assessment: Assessment
    ) -> Set<Int> {
        let places =
            (assessment.checks.flatMap(\.citations) + assessment.gates.flatMap(\.citations)
            + assessment.exhibits.flatMap(\.citations) + assessment.findings.flatMap(\.citations))
            .map(\.place)
            + assessment.findings.flatMap(\.places)
        var numbers: Set<Int> = []
        for place in places where place.exhibit == exhibit {
            if case .message(let number) = place.spot { numbers.insert(number) }
        }
        let complaint = claim.complaint
        for said in [complaint?.toldAt, complaint?.promisedAt, complaint?.deliveredAt] {
            guard let words = said?.value.split(separator: " "), words.first == "\(exhibit)" else {
                continue
            }
            for (word, next) in zip(words, words.dropFirst()) where word == "message" {
                if let number = Int(next) { numbers.insert(number) }
            }
        }
        return numbers
    }
}
