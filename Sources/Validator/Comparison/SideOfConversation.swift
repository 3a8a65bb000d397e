internal import ClaimModel

/// One side's messages of a conversation, in order, with what they are compared by.
struct SideOfConversation {
    /// A message that somebody wrote.
    struct Message {
        /// Its words, made comparable.
        let key: String
        /// Seconds on the axis both sides are compared on; nil without a time of day.
        let seconds: [Int64]
        let message: ComparedMessage
    }

    /// The transcripts, in the order they were joined.
    let places: [Place]
    let messages: [Message]
    let noticeCount: Int

    /// Joins transcripts of one conversation by their first times. A message that two of them hold at one
    /// time is taken once: parts of a chat often overlap.
    ///
    /// - Parameter isZoneKnown: whether every time of either side carries its offset.
    init(_ transcripts: [PlacedTranscript], isZoneKnown: Bool) {
        let ordered = transcripts.sorted { left, right in
            let times = (left.start ?? .max, right.start ?? .max)
            return times.0 == times.1 ? left.place.description < right.place.description : times.0 < times.1
        }
        places = ordered.map(\.place)
        noticeCount = ordered.reduce(0) { sum, one in
            sum + one.transcript.messages.count { $0.author == .system }
        }
        struct Said: Hashable {
            let key: String
            let raw: String
            let sender: String?
        }
        var messages: [Message] = []
        var told: Set<Said> = []
        for one in ordered {
            var here: [Said] = []
            for message in one.transcript.messages where message.author != .system {
                let key = MessageKey.words(of: message)
                if ordered.count > 1 {
                    let said = Said(key: key, raw: message.clock?.text ?? "", sender: message.sender)
                    guard !told.contains(said) else { continue }
                    here.append(said)
                }
                messages.append(
                    Message(
                        key: key, seconds: Self.seconds(message.clock, isZoneKnown: isZoneKnown),
                        message: ComparedMessage(
                            place: Place(
                                exhibit: one.place.exhibit, file: one.place.file,
                                spot: .message(message.number)),
                            sender: message.sender, clock: message.clock, text: message.text,
                            attachments: message.attachments,
                            isDeleted: message.marks.contains(.deleted))))
            }
            told.formUnion(here)
        }
        self.messages = messages
    }

    /// The moment when every zone is known, else what the clock showed; two when the order of day and
    /// month is undecided.
    private static func seconds(_ clock: ClockReading?, isZoneKnown: Bool) -> [Int64] {
        guard let clock, clock.wallClock.hour != nil else { return [] }
        if isZoneKnown, let seconds = clock.unixSeconds { return [seconds] }
        return [clock.wallClock.firstSecond] + (clock.alternative.map { [$0.firstSecond] } ?? [])
    }
}

/// A transcript with the exhibit and file it was read in.
struct PlacedTranscript {
    let place: Place
    let transcript: ChatTranscript

    /// The wall clock of its first time, as if it were UTC.
    var start: Int64? { transcript.first?.wallClock.firstSecond }

    /// True when every time of day carries its offset.
    var isZoneKnown: Bool {
        transcript.messages.allSatisfy { message in
            message.author == .system || message.clock.map { $0.unixSeconds != nil } ?? true
        }
    }

    /// All transcripts of a case.
    static func all(in collected: CollectedClaim) -> [PlacedTranscript] {
        collected.exhibits.flatMap { exhibit in
            exhibit.files.compactMap { file in
                guard case .chat(let transcript) = file.reading, file.duplicateOf == nil else { return nil }
                return PlacedTranscript(
                    place: Place(exhibit: exhibit.exhibit.number, file: file.entry.name),
                    transcript: transcript)
            }
        }
    }
}
