/// A chat as exported or saved.
public struct ChatTranscript: Hashable, Sendable {
    /// The format it was read from: `whatsapp-txt`, `whatsapp-zip`, `alibaba-html`.
    public var format: String
    /// The platform the messages were sent on: `whatsapp`, `alibaba`.
    public var platform: String
    /// What in the file itself shows the platform, such as the address it was saved from; nil when
    /// nothing does.
    public var platformEvidence: String?
    /// The conversation's title or the other side's name, when the file has one.
    public var title: String?
    /// Order of day and month in its dates.
    public var dateOrder: DateOrder = .written
    /// Messages in file order.
    public var messages: [ChatMessage]
    /// Files the transcript names and its container lacks.
    public var missingAttachments: [String]
    /// Noticed about the file.
    public var remarks: [Finding]

    package init(
        format: String, platform: String, platformEvidence: String? = nil, title: String? = nil,
        dateOrder: DateOrder = .written, messages: [ChatMessage] = [],
        missingAttachments: [String] = [], remarks: [Finding] = []
    ) {
        self.format = format
        self.platform = platform
        self.platformEvidence = platformEvidence
        self.title = title
        self.dateOrder = dateOrder
        self.messages = messages
        self.missingAttachments = missingAttachments
        self.remarks = remarks
    }

    /// How the order of day and month was settled.
    public enum DateOrder: String, Hashable, Sendable {
        /// The format writes it unmistakably.
        case written
        /// Year, month, day.
        case yearFirst = "year-first"
        /// Day, month, year; decided by the dates themselves.
        case dayFirst = "day-first"
        /// Month, day, year; decided by the dates themselves.
        case monthFirst = "month-first"
        /// Both are possible: every reading carries its alternative.
        case undecided
    }

    /// Senders of messages that people wrote, in order of first appearance.
    public var participants: [String] {
        var senders: [String] = []
        var seen: Set<[UInt8]> = []
        var previous = ""
        for message in messages where message.author == .person {
            // Most messages are of who wrote the one before.
            guard let sender = message.sender, !sender.utf8.elementsEqual(previous.utf8) || seen.isEmpty
            else { continue }
            previous = sender
            if seen.insert(Array(sender.utf8)).inserted { senders.append(sender) }
        }
        return senders
    }

    /// The clock of the first message in file order that has one.
    public var first: ClockReading? { messages.lazy.compactMap(\.clock).first }

    /// The clock of the last message in file order that has one.
    public var last: ClockReading? { messages.lazy.reversed().compactMap(\.clock).first }

    /// The transcript as named facts.
    public var facts: [StatedFact] {
        var facts = [
            StatedFact("chat.format", format), StatedFact("chat.platform", platform),
        ]
        if let platformEvidence {
            facts.append(StatedFact("chat.platform.shown-by", platformEvidence))
        }
        if let title { facts.append(StatedFact("chat.title", title)) }
        facts.append(StatedFact("chat.date-order", dateOrder.rawValue))
        let people = messages.count { $0.author == .person }
        facts.append(StatedFact("chat.messages", String(people)))
        let notices = messages.count { $0.author == .system }
        facts.append(StatedFact("chat.notices", String(notices)))
        let automatic = messages.count { $0.author == .automatic }
        facts.append(StatedFact("chat.automatic", String(automatic)))
        facts += participants.map { StatedFact("chat.participant", $0) }
        if let first { facts.append(StatedFact("chat.first", first.text, raw: first.raw)) }
        if let last { facts.append(StatedFact("chat.last", last.text, raw: last.raw)) }
        let attachments = messages.flatMap(\.attachments)
        for (name, state) in [
            ("chat.attachments.present", ChatAttachment.State.present),
            ("chat.attachments.missing", .missing), ("chat.attachments.omitted", .omitted),
        ] {
            let count = attachments.count { $0.state == state }
            if count > 0 { facts.append(StatedFact(name, String(count))) }
        }
        for attachment in attachments {
            facts += (attachment.reading?.facts ?? []).map {
                StatedFact($0.name, $0.value, raw: $0.raw, spot: .member(attachment.name))
            }
        }
        facts += missingAttachments.map { StatedFact("chat.attachment.missing", $0) }
        for (name, mark) in [
            ("chat.deleted", ChatMessage.Mark.deleted), ("chat.edited", .edited),
        ] {
            let count = messages.count { $0.marks.contains(mark) }
            if count > 0 { facts.append(StatedFact(name, String(count))) }
        }
        return facts
    }
}

/// One message.
public struct ChatMessage: Hashable, Sendable {
    /// Who or what wrote it.
    public enum Author: String, Hashable, Sendable, CaseIterable {
        /// A person.
        case person
        /// The program: encryption notices, joined, left.
        case system
        /// An automatic reply in a person's name: never that person's statement.
        case automatic
    }

    /// What the program says happened to it.
    public enum Mark: String, Hashable, Sendable {
        /// The text was deleted by its author.
        case deleted
        /// The text was changed after sending.
        case edited
    }

    /// Its number in the transcript, from 1.
    public var number: Int
    /// Who wrote it.
    public var author: Author
    /// The sender's name as the file shows it: a label, not an identity.
    public var sender: String?
    /// True for the side that made the export, false for the other, nil when the file does not say.
    public var isOwn: Bool?
    /// Its time.
    public var clock: ClockReading?
    /// Its text, without any translation.
    public var text: String
    /// The machine translation the page shows below it.
    public var translation: String?
    /// Files sent with it.
    public var attachments: [ChatAttachment]
    /// Deleted, edited.
    public var marks: Set<Mark> = []
    /// The line it starts on, from 1, when the file has lines.
    public var line: Int?

    package init(
        number: Int, author: Author, sender: String? = nil, isOwn: Bool? = nil,
        clock: ClockReading? = nil, text: String, translation: String? = nil,
        attachments: [ChatAttachment] = [], marks: Set<Mark> = [], line: Int? = nil
    ) {
        self.number = number
        self.author = author
        self.sender = sender
        self.isOwn = isOwn
        self.clock = clock
        self.text = text
        self.translation = translation
        self.attachments = attachments
        self.marks = marks
        self.line = line
    }
}

/// A file sent with a message.
public struct ChatAttachment: Hashable, Sendable {
    /// Whether the file is there.
    public enum State: String, Hashable, Sendable {
        /// In the same container.
        case present
        /// Named, and not in the container.
        case missing
        /// Left out by the export, without a name.
        case omitted
        /// Named; the format cannot carry files.
        case named
    }

    /// The name, empty when the export left it out.
    public var name: String
    /// Whether it is there.
    public var state: State
    /// The SHA-256 of its bytes when it is.
    public var digest: ContentDigest?
    /// What was read in it, when the transcript carries its bytes.
    public var reading: Reading?

    package init(
        name: String, state: State, digest: ContentDigest? = nil, reading: Reading? = nil
    ) {
        self.name = name
        self.state = state
        self.digest = digest
        self.reading = reading
    }
}
