import ClaimModel

/// The messages that the judgement and the claim cite, with their neighbours: the original first, a
/// translation below it with who made it.
struct ChatExcerptText {
    private let collected: CollectedClaim
    private let cited: CitedMessages

    /// Messages shown before and behind a cited one.
    static let neighbours = 1
    /// Columns of words a message shows in the short form.
    static let shownColumns = 400

    init(_ collected: CollectedClaim, _ assessment: Assessment?) {
        self.collected = collected
        cited = CitedMessages(collected.claim, assessment)
    }

    func write(to page: inout TextPage, isWhole: Bool) {
        for exhibit in collected.exhibits {
            for file in exhibit.files {
                guard case .chat(let transcript) = file.reading else { continue }
                write(transcript, exhibit.exhibit.number, file, to: &page, isWhole: isWhole)
            }
        }
    }

    private func write(
        _ transcript: ChatTranscript, _ exhibit: ExhibitNumber, _ file: CollectedFile,
        to page: inout TextPage, isWhole: Bool
    ) {
        let marked = transcript.messages.indices.filter { index in
            !reasons(transcript.messages[index], exhibit, file).isEmpty
        }
        var shown: Set<Int> = []
        for index in marked.prefix(isWhole ? marked.count : InspectText.listedRows) {
            for near in index - Self.neighbours...index + Self.neighbours
            where transcript.messages.indices.contains(near) { shown.insert(near) }
        }
        let indices = isWhole ? Array(transcript.messages.indices) : shown.sorted()
        guard !indices.isEmpty else { return }
        page.heading(
            "talk: \(exhibit) \(printable(file.entry.name)), "
                + (isWhole
                    ? Wording.count(transcript.messages.count, "message")
                    : "\(indices.count) of \(Wording.count(transcript.messages.count, "message")), those cited (>) and their neighbours"))
        var last: Int?
        for index in indices {
            if let last, index > last + 1 { page.line("   …") }
            last = index
            write(transcript.messages[index], exhibit, file, to: &page, isWhole: isWhole)
        }
    }

    private func reasons(
        _ message: ChatMessage, _ exhibit: ExhibitNumber, _ file: CollectedFile
    ) -> [String] {
        cited.reasons(exhibit, file: file.entry.name, number: message.number)
    }

    private func write(
        _ message: ChatMessage, _ exhibit: ExhibitNumber, _ file: CollectedFile,
        to page: inout TextPage, isWhole: Bool
    ) {
        let names = reasons(message, exhibit, file)
        var head = message.clock.map { printable($0.text) } ?? "no time"
        head += "  " + (message.sender.map(printable) ?? "the program")
        if message.author == .automatic { head += " (automatic)" }
        if message.marks.contains(.deleted) { head += " (deleted)" }
        if message.marks.contains(.edited) { head += " (edited)" }
        if !names.isEmpty { head += "  [cited by \(names.joined(separator: ", "))]" }
        page.paragraph(head, prefix: " \(names.isEmpty ? " " : ">")\(message.number)  ", indent: 9)
        func words(_ text: String) -> String {
            let text = printable(text)
            return isWhole ? text : text.cut(to: Self.shownColumns)
        }
        if !message.text.isEmpty { page.paragraph(words(message.text), indent: 9) }
        if let translation = message.translation {
            page.paragraph("translated by the page: " + words(translation), indent: 9)
        }
        for attachment in message.attachments {
            page.paragraph(
                "file \(attachment.name.isEmpty ? "without a name" : printable(attachment.name)), \(attachment.state.rawValue)",
                indent: 9)
        }
    }
}
