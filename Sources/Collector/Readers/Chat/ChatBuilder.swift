import ClaimModel

/// Puts a transcript together message by message: numbers them, watches their order, and keeps to the
/// limits that all formats share.
struct ChatBuilder {
    /// Messages of one transcript that are read.
    static let messageLimit = 500_000
    /// Bytes of one message's text that are kept.
    static let textByteLimit = 64 << 10

    var transcript: ChatTranscript
    var remarks = RemarkList()
    private var order = ChatOrder()

    init(format: String, platform: String, title: String? = nil) {
        transcript = ChatTranscript(format: format, platform: platform, title: title)
    }

    /// Adds a message; its number is set here. False when there are too many.
    @discardableResult
    mutating func add(_ message: ChatMessage) -> Bool {
        guard transcript.messages.count < Self.messageLimit else {
            remarks.add(
                "chat.messages.cut", .warning, at: .message(Self.messageLimit),
                "there are more than \(Self.messageLimit) messages; the rest is not read")
            return false
        }
        var message = message
        message.number = transcript.messages.count + 1
        let spot = Place.Spot.message(message.number)
        if message.text.utf8.count > Self.textByteLimit {
            remarks.add(
                "chat.line.cut", .warning, at: spot,
                "a message is longer than \(Self.textByteLimit) bytes and is read up to there")
            message.text = String(
                decoding: message.text.utf8.prefix(Self.textByteLimit), as: UTF8.self)
        }
        if let clock = message.clock {
            order.add(clock, at: spot, &remarks)
        } else {
            remarks.add("chat.clock.missing", .warning, at: spot, "a message has no time")
        }
        if message.attachments.contains(where: { $0.state == .omitted }) {
            remarks.add(
                "chat.media.omitted", .note, at: spot, "the export left media out",
                remedy: "export the chat again with media")
        }
        remarks.add(message.marks, at: spot)
        transcript.messages.append(message)
        return true
    }

    /// The transcript, nil when no message was found.
    func finished() -> ChatTranscript? {
        guard !transcript.messages.isEmpty else { return nil }
        var transcript = transcript
        transcript.remarks = remarks.findings
        return transcript
    }

    /// Says that a person made this file with a program that is not the platform's own.
    mutating func remarkConversion(_ program: String) {
        remarks.add(
            "chat.converted", .note,
            "the file was made by \(program), not by the platform: it weighs less than the platform's own export"
        )
    }
}

extension RemarkList {
    /// Says what a platform marks a message with, in every format alike and always in one order.
    mutating func add(_ marks: Set<ChatMessage.Mark>, at spot: Place.Spot) {
        if marks.contains(.deleted) {
            add(
                "chat.deleted", .warning, at: spot,
                "a message was taken back by its author; the export does not keep its text")
        }
        if marks.contains(.edited) {
            add(
                "chat.edited", .warning, at: spot,
                "a message was changed after it was sent; neither its first text nor the time is known"
            )
        }
    }
}
