import ClaimModel

/// Every transcript of the bundle: the original words first, a translation below and attributed, cited
/// messages marked.
struct ChatSection {
    let collected: CollectedClaim
    let cited: CitedMessages

    /// Messages shown openly, and in each fold behind them.
    private static let blockSize = 500
    /// Messages of one page in all: beyond this a browser would no longer open it at once.
    static let messageLimit = 40_000
    /// Columns of one message; the rest is cut and said to be.
    static let textColumnLimit = 8_000

    private struct Transcript {
        var exhibit: ExhibitNumber
        var file: String
        var chat: ChatTranscript
        /// What makes identifiers of its messages.
        var key: String
    }

    private var transcripts: [Transcript] {
        var transcripts: [Transcript] = []
        for exhibit in collected.exhibits {
            var count = 0
            for file in exhibit.files where file.duplicateOf == nil {
                guard let chat = file.reading.transcript else { continue }
                count += 1
                let number = exhibit.exhibit.number
                transcripts.append(
                    Transcript(
                        exhibit: number, file: file.entry.name, chat: chat,
                        key: count == 1 ? "\(number)" : "\(number).\(count)"))
            }
        }
        return transcripts
    }

    var isPresent: Bool { !transcripts.isEmpty }

    var section: PageSection {
        let transcripts = transcripts
        let total = transcripts.reduce(0) { $0 + $1.chat.messages.count }
        var left = Self.messageLimit
        var values = PageValues()
        values.flag(
            "hasTranslations",
            transcripts.contains { $0.chat.messages.contains { $0.translation != nil } })
        values.list(
            "transcripts",
            transcripts.map { transcript in
                let shown = transcript.chat.messages.prefix(left)
                left -= shown.count
                return self.values(transcript, shown)
            })
        return PageSection(id: "chat", title: "Chat", count: String(total), values: values)
    }

    private func values(_ transcript: Transcript, _ messages: ArraySlice<ChatMessage>) -> PageValues
    {
        let chat = transcript.chat
        return PageValues {
            $0.markup("chatChip", PageParts.chip(transcript.exhibit))
            $0.text("chatFile", transcript.file)
            var words =
                "\(chat.platform.cut(to: 40)), \(Wording.count(chat.messages.count, "message"))"
            if let first = chat.first, let last = chat.last {
                words +=
                    ", \(PageWording.day(first.wallClock.day)) to \(PageWording.day(last.wallClock.day))"
            }
            $0.text("chatSummary", PageWording.sentence(words) + ".")
            if chat.messages.contains(where: { $0.translation != nil }) {
                $0.text(
                    "chatTranslation",
                    "Lines below the original are the machine translation that the saved page shows."
                )
            }
            if chat.dateOrder == .undecided {
                $0.text(
                    "chatDates", "Whether its dates put the day or the month first cannot be told.")
            }
            if !chat.missingAttachments.isEmpty {
                $0.text(
                    "chatMissing",
                    "\(Wording.count(chat.missingAttachments.count, "file")) named in the chat \(chat.missingAttachments.count == 1 ? "is" : "are") not in the export."
                )
            }
            let blocks = stride(from: 0, to: messages.count, by: Self.blockSize).map { start in
                messages.dropFirst(start).prefix(Self.blockSize)
            }
            $0.list(
                "blocks",
                blocks.enumerated().map { index, block in
                    PageValues {
                        let title =
                            "Messages \(block.first?.number ?? 0) to \(block.last?.number ?? 0)"
                        $0.text("blockTitle", index == 0 ? "" : title)
                        $0.flag("isOpen", index == 0)
                        $0.list("messages", self.rows(block, transcript))
                    }
                })
            if messages.count < chat.messages.count {
                $0.text(
                    "chatCut",
                    "\(chat.messages.count - messages.count) messages are not shown: this page holds \(Self.messageLimit). Take the file out of the bundle to read them: claimpack extract."
                )
            }
        }
    }

    private func rows(_ messages: ArraySlice<ChatMessage>, _ transcript: Transcript) -> [PageValues]
    {
        var day: CalendarDay?
        return messages.map { message in
            PageValues {
                if let clock = message.clock, clock.wallClock.day != day {
                    day = clock.wallClock.day
                    $0.text("newDay", PageWording.day(clock.wallClock.day))
                }
                fill(&$0, message, transcript)
            }
        }
    }

    private func fill(_ values: inout PageValues, _ message: ChatMessage, _ transcript: Transcript)
    {
        values.attribute("messageID", "m-\(transcript.key)-\(message.number)")
        values.number("messageNumber", message.number)
        let (side, words) = side(of: message)
        let reasons = cited.reasons(
            transcript.exhibit, file: transcript.file, number: message.number)
        values.attribute("messageClasses", "msg \(side)" + (reasons.isEmpty ? "" : " cited"))
        if let sender = message.sender {
            values.text("sender", sender.cut(to: 60))
            values.attribute("senderLanguage", PageWording.language(of: sender))
        }
        var time = words
        if let clock = message.clock, let hour = PageWording.time(clock.wallClock) {
            time += (time.isEmpty ? "" : ", ") + "\(hour) (\(PageWording.zone(clock)))"
        }
        values.text("messageTime", time)
        if !message.text.isEmpty {
            let isCut = message.text.columns > Self.textColumnLimit
            values.markup(
                "messageText",
                Markup(
                    isCut ? message.text.cut(to: Self.textColumnLimit) : message.text,
                    keepsLines: true))
            values.attribute("messageLanguage", PageWording.language(of: message.text))
            if isCut { values.text("messageCut", "The message goes on; the file has all of it.") }
        }
        if let translation = message.translation {
            values.markup(
                "messageTranslation",
                Markup(translation.cut(to: Self.textColumnLimit), keepsLines: true))
        }
        values.list(
            "attachments",
            message.attachments.prefix(20).map { attachment in
                PageValues {
                    $0.text(
                        "attachmentName",
                        attachment.name.isEmpty ? "a file" : attachment.name.cut(to: 120))
                    let state =
                        switch attachment.state {
                        case .present: "in the export"
                        case .missing: "not in the export"
                        case .omitted: "left out by the export"
                        case .named: "named only"
                        }
                    $0.text("attachmentState", state)
                }
            })
        var flags: [String] = []
        if message.marks.contains(.deleted) { flags.append("Deleted by its author") }
        if message.marks.contains(.edited) { flags.append("Changed after sending") }
        if message.author == .automatic { flags.append("Automatic reply") }
        values.text("flag", flags.joined(separator: ". "))
        values.text(
            "citedFor",
            reasons.isEmpty ? "" : "cited for " + reasons.prefix(4).joined(separator: ", "))
    }

    /// The colour of a side and its word. A name in a chat is a label: only one that is a party's name
    /// letter by letter gets that party's word.
    private func side(of message: ChatMessage) -> (name: String, words: String) {
        guard message.author != .system else { return ("system", "Notice of the program") }
        if let sender = message.sender {
            func isNamed(_ party: Party?) -> Bool {
                (party?.names ?? []).contains { $0.value.utf8.elementsEqual(sender.utf8) }
            }
            if isNamed(collected.claim.supplier) { return ("supplier", "Supplier") }
            if isNamed(collected.claim.buyer) { return ("buyer", "Buyer") }
        }
        switch message.isOwn {
        case true?: return ("buyer", "Side that saved it")
        case false?: return ("supplier", "Other side")
        case nil: return ("either", "")
        }
    }
}
