import ClaimModel

/// The messages that the judgement and the claim cite, with their neighbours: the original first, a
/// translation below it with who made it.
struct ChatExcerptText {
    private let collected: CollectedClaim
    private let cited: [Spoken: [String]]

    /// A message of a file of an exhibit.
    private struct Spoken: Hashable {
        let exhibit: ExhibitNumber
        let number: Int
    }

    /// Messages shown before and behind a cited one.
    static let neighbours = 1
    /// Columns of words a message shows in the short form.
    static let shownColumns = 400

    init(_ collected: CollectedClaim, _ assessment: Assessment?) {
        self.collected = collected
        var cited: [Spoken: [String]] = [:]
        func add(_ citations: [Citation], by name: String) {
            for citation in citations {
                guard let exhibit = citation.place.exhibit, case .message(let number) = citation.place.spot
                else { continue }
                let key = Spoken(exhibit: exhibit, number: number)
                if cited[key]?.contains(name) != true { cited[key, default: []].append(name) }
            }
        }
        for gate in assessment?.gates ?? [] { add(gate.citations, by: gate.id) }
        for check in assessment?.checks ?? [] { add(check.citations, by: check.id) }
        for finding in assessment?.findings ?? [] {
            add(finding.places.map { Citation(text: "", place: $0, origin: .read) }, by: finding.code)
        }
        let complaint = collected.claim.complaint
        for fact in [complaint?.promisedAt, complaint?.deliveredAt, complaint?.toldAt].compactMap({ $0 }) {
            if let key = Self.named(fact.value) { cited[key, default: []].append("the claim") }
        }
        self.cited = cited
    }

    /// `C-1 message 36`, as people write where something stands.
    private static func named(_ text: String) -> Spoken? {
        let words = text.split(separator: " ")
        guard let first = words.first, let exhibit = ExhibitNumber(String(first)),
            let at = words.firstIndex(of: "message"), at + 1 < words.endIndex,
            let number = Int(words[at + 1].filter(\.isNumber))
        else { return nil }
        return Spoken(exhibit: exhibit, number: number)
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
            cited[Spoken(exhibit: exhibit, number: transcript.messages[index].number)] != nil
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
            write(transcript.messages[index], exhibit, to: &page, isWhole: isWhole)
        }
    }

    private func write(
        _ message: ChatMessage, _ exhibit: ExhibitNumber, to page: inout TextPage, isWhole: Bool
    ) {
        let names = cited[Spoken(exhibit: exhibit, number: message.number)]
        var head = message.clock.map { printable($0.text) } ?? "no time"
        head += "  " + (message.sender.map(printable) ?? "the program")
        if message.author == .automatic { head += " (automatic)" }
        if message.marks.contains(.deleted) { head += " (deleted)" }
        if message.marks.contains(.edited) { head += " (edited)" }
        if let names { head += "  [cited by \(names.joined(separator: ", "))]" }
        page.paragraph(head, prefix: " \(names == nil ? " " : ">")\(message.number)  ", indent: 9)
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
