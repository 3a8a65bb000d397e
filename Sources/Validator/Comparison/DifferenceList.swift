internal import ClaimModel

/// Differences under construction: what belongs together is said once.
struct DifferenceList {
    /// Messages of one run that are cited; the rest is only counted.
    static let citedMessages = 20
    /// Letters of a message that are cited.
    static let citedLetters = 200

    private var differences: [Difference] = []

    /// The worst first, otherwise as they were found.
    func sorted() -> [Difference] {
        [Severity.failure, .warning, .note].flatMap { severity in
            differences.filter { $0.severity == severity }
        }
    }

    // MARK: Facts

    mutating func add(_ facts: [FactComparison]) {
        for fact in facts where fact.state == .contradicts {
            let isOrder = fact.name == "order.number"
            differences.append(
                Difference(
                    code: isOrder ? "compare.order.differs" : "compare.fact.contradicts",
                    severity: .failure,
                    message: isOrder
                        ? "the two cases are about different orders"
                        : "\(fact.name): the first side states \(Self.values(fact.first)), the second \(Self.values(fact.second))",
                    citations: fact.first.map { SidedCitation(.first, $0) }
                        + fact.second.map { SidedCitation(.second, $0) }))
        }
    }

    private static func values(_ citations: [Citation]) -> String {
        var texts: [String] = []
        var seen: Set<String> = []
        for citation in citations where seen.insert(citation.text).inserted {
            texts.append(citation.text)
            if texts.count > 5 { break }
        }
        return texts.prefix(5).joined(separator: ", ") + (texts.count > 5 ? ", …" : "")
    }

    // MARK: Conversations

    mutating func add(_ conversation: ConversationComparison) {
        if conversation.first.isEmpty || conversation.second.isEmpty {
            let side: CaseSide = conversation.second.isEmpty ? .first : .second
            for place in conversation.first + conversation.second {
                differences.append(
                    Difference(
                        code: "compare.conversation.absent", severity: .note,
                        message: "only the \(side.rawValue) side hands in this conversation",
                        citations: [
                            SidedCitation(
                                side, Citation(text: conversation.platform, place: place, origin: .read))
                        ]))
            }
            return
        }
        if let difference = conversation.clockDifference, difference != 0,
            abs(difference) > ClockDifference.tolerance
        {
            differences.append(
                Difference(
                    code: "compare.clock.differs", severity: .note,
                    message: "the second side's clock is \(Self.span(difference)) in this conversation"
                        + (conversation.isZoneKnown
                            ? ", zones taken into account"
                            : "; exports without zones differ so when they were made in different zones"),
                    citations: Self.places(conversation)))
        }
        addSingles(conversation)
        addAltered(conversation)
        addShifts(conversation)
    }

    private static func places(_ conversation: ConversationComparison) -> [SidedCitation] {
        func cited(_ side: CaseSide, _ places: [Place]) -> [SidedCitation] {
            places.map {
                SidedCitation(side, Citation(text: conversation.platform, place: $0, origin: .read))
            }
        }
        return cited(.first, conversation.first) + cited(.second, conversation.second)
    }

    /// Messages that one side alone has: a run of them is one difference. Before the other side's first
    /// message and after its last, its export may just be shorter.
    private mutating func addSingles(_ conversation: ConversationComparison) {
        let messages = conversation.messages
        for (side, state) in [(CaseSide.first, MessageComparison.State.onlyFirst), (.second, .onlySecond)] {
            func isOthers(_ message: MessageComparison) -> Bool {
                side == .first ? message.second != nil : message.first != nil
            }
            let first = messages.firstIndex(where: isOthers) ?? messages.endIndex
            let last = messages.lastIndex(where: isOthers) ?? messages.startIndex
            // Messages of the other side alone do not end a run: they stand in the same gap.
            var run: [ComparedMessage] = []
            var start = 0
            func flush(_ list: inout DifferenceList) {
                guard !run.isEmpty else { return }
                let isOutside = start < first || start > last
                list.addRun(run, of: side, isOutside: isOutside, isBefore: start < first)
                run = []
            }
            for (index, message) in messages.enumerated() {
                if message.state == state, let only = side == .first ? message.first : message.second {
                    if run.isEmpty { start = index }
                    run.append(only)
                } else if message.first != nil, message.second != nil {
                    flush(&self)
                } else if index == first || index == last {
                    // Where the other side begins or ends, what is outside of it is told apart.
                    flush(&self)
                }
            }
            flush(&self)
        }
    }

    private mutating func addRun(
        _ run: [ComparedMessage], of side: CaseSide, isOutside: Bool, isBefore: Bool
    ) {
        let other = side.other.rawValue
        let count = run.count == 1 ? "1 message" : "\(run.count) messages"
        differences.append(
            Difference(
                code: isOutside ? "compare.range.differs" : "compare.message.absent",
                severity: isOutside ? .warning : .failure,
                message: isOutside
                    ? "the \(other) side's export \(isBefore ? "begins later" : "ends earlier"): \(count) "
                        + "\(isBefore ? "before its first" : "after its last") "
                        + "\(run.count == 1 ? "is" : "are") with the \(side.rawValue) side alone"
                    : "\(count) of the \(side.rawValue) side \(run.count == 1 ? "is" : "are") not in the \(other) side's export",
                citations: run.prefix(Self.citedMessages).map { Self.cite($0, side) }))
    }

    private mutating func addAltered(_ conversation: ConversationComparison) {
        for message in conversation.messages where message.state == .altered {
            guard let one = message.first, let other = message.second else { continue }
            let isReworded = !one.text.utf8.elementsEqual(other.text.utf8)
            let words =
                if one.isDeleted != other.isDeleted {
                    "the \(one.isDeleted ? "first" : "second") side's export shows this message as deleted, the other its words"
                } else if isReworded {
                    "the two exports give this message in different words"
                } else if one.attachments.compactMap(\.digest) != other.attachments.compactMap(\.digest) {
                    "the two exports hold different files with this message"
                } else {
                    "the two exports name different senders of this message"
                }
            let isSender = words.hasSuffix("senders of this message")
            differences.append(
                Difference(
                    code: "compare.message.altered", severity: .failure, message: words,
                    citations: [
                        Self.cite(one, .first, withSender: isSender),
                        Self.cite(other, .second, withSender: isSender),
                    ]))
        }
    }

    /// Messages whose time is off although their words agree: neighbours that are off by the same are one.
    private mutating func addShifts(_ conversation: ConversationComparison) {
        var run: [MessageComparison] = []
        func flush(_ list: inout DifferenceList) {
            guard let first = run.first else { return }
            let count = run.count == 1 ? "1 message" : "\(run.count) messages in a row"
            list.differences.append(
                Difference(
                    code: "compare.message.shifted", severity: .warning,
                    message: "the second side's time of \(count) is \(Self.span(first.shift))"
                        + ((conversation.clockDifference ?? 0) == 0 ? "" : ", beyond the difference of the clocks"),
                    citations: run.prefix(Self.citedMessages).flatMap { message in
                        [
                            message.first.map { Self.cite($0, .first, withClock: true) },
                            message.second.map { Self.cite($0, .second, withClock: true) },
                        ].compactMap { $0 }
                    }))
            run = []
        }
        for message in conversation.messages where message.first != nil && message.second != nil {
            if let last = run.last,
                message.shift == 0
                    || abs(message.shift.subtractingSaturated(last.shift)) > ClockDifference.tolerance
            {
                flush(&self)
            }
            if message.shift != 0 { run.append(message) }
        }
        flush(&self)
    }

    private static func cite(
        _ message: ComparedMessage, _ side: CaseSide, withSender: Bool = false, withClock: Bool = false
    ) -> SidedCitation {
        var text = String(message.text.prefix(citedLetters))
        if text.utf8.count < message.text.utf8.count { text += "…" }
        if text.isEmpty { text = message.attachments.first.map { "[file \($0.name)]" } ?? "[no words]" }
        if withSender { text = (message.sender ?? "") + ": " + text }
        if withClock { text = (message.clock?.text ?? "no time") + "  " + text }
        return SidedCitation(side, Citation(text: text, place: message.place, origin: .read))
    }

    /// `2 h ahead`, `1 d 3 h 20 min behind`.
    static func span(_ seconds: Int64) -> String {
        let size = seconds.magnitude
        let parts = [(size / 86_400, "d"), (size / 3_600 % 24, "h"), (size / 60 % 60, "min"), (size % 60, "s")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.joined(separator: " ") + (seconds < 0 ? " behind" : " ahead")
    }

    // MARK: Files

    /// Files of one name in other bytes. Two exports of one conversation are never the same bytes, and
    /// were compared by their messages.
    mutating func add(_ files: [FileComparison], besides conversations: [ConversationComparison]) {
        let firstChats = Set(conversations.flatMap(\.first))
        let secondChats = Set(conversations.flatMap(\.second))
        func isChat(_ place: Place, _ side: CaseSide) -> Bool {
            (side == .first ? firstChats : secondChats).contains(place)
        }
        for file in files where file.state == .differs {
            guard !file.first.contains(where: { isChat($0.place, .first) }) else { continue }
            func cited(_ side: CaseSide, _ files: [ComparedFile]) -> [SidedCitation] {
                files.map {
                    SidedCitation(
                        side,
                        Citation(
                            text: $0.digest.map { "sha256 \($0.hex)" } ?? "not shown", place: $0.place,
                            origin: $0.isKeptOut ? .declared : .read))
                }
            }
            differences.append(
                Difference(
                    code: "compare.file.differs", severity: .warning,
                    message: "both sides hand in a file of this name, in different bytes",
                    citations: cited(.first, file.first) + cited(.second, file.second)))
        }
        for (side, state) in [(CaseSide.first, FileComparison.State.onlyFirst), (.second, .onlySecond)] {
            let alone = files.filter { $0.state == state }.flatMap { side == .first ? $0.first : $0.second }
                .filter { !isChat($0.place, side) }
            guard !alone.isEmpty else { continue }
            differences.append(
                Difference(
                    code: "compare.file.absent", severity: .note,
                    message: "\(alone.count == 1 ? "1 file is" : "\(alone.count) files are") with the \(side.rawValue) side alone",
                    citations: alone.prefix(Self.citedMessages).map {
                        SidedCitation(
                            side,
                            Citation(
                                text: $0.digest.map { "sha256 \($0.hex)" } ?? "not shown",
                                place: $0.place, origin: $0.isKeptOut ? .declared : .read))
                    }))
        }
    }
}
