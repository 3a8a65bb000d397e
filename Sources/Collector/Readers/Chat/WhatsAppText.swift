import ClaimModel
import SystemLibraries

/// Reads the text of an export: splits it into messages, decides the order of its dates, and makes
/// the transcript. Linear in the text; strings are made only for what a message keeps.
struct WhatsAppText {
    /// Bytes of text that are read: with the records of its messages they fit into a worker's memory.
    static let byteLimit = 128 << 20
    /// Bytes of a text in UTF-16, which is held in both encodings for a while.
    static let wideByteLimit = 48 << 20
    /// Messages that are read.
    static let messageLimit = 2_000_000
    /// Bytes of a line that are kept.
    static let lineByteLimit = 64 << 10
    /// Bytes of a sender's name.
    static let senderLimit = 300
    /// Lines at the start that decide whether the text is an export.
    static let sampleLines = 100

    /// One message by its offsets in the text. Kept small: a long chat has a million of them, and the
    /// text is at most `byteLimit` long.
    private struct Record {
        var date: WhatsAppDateOrder.Sample
        var hour: Int8
        var minute: Int8
        /// Negative when no seconds were written.
        var second: Int8
        var isOdd: Bool
        /// True when a line of it was cut.
        var isCut: Bool
        var clockStart: Int32
        var clockEnd: Int32
        /// The name's offsets; equal for a notice of the program.
        var senderStart: Int32
        var senderEnd: Int32
        /// Where the text starts, where its first line ends, and where it ends.
        var textStart: Int32
        var firstLineEnd: Int32
        var end: Int32
        /// The line it starts on, from 1.
        var lineNumber: Int32

        var clock: Range<Int> { Int(clockStart)..<Int(clockEnd) }
        var sender: Range<Int> { Int(senderStart)..<Int(senderEnd) }
        var text: Range<Int> { Int(textStart)..<Int(max(textStart, end)) }
        var hasSender: Bool { senderStart < senderEnd }
    }

    private let bytes: [UInt8]
    private var records: [Record] = []
    private var remarks = RemarkList()

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// True when the start of a text is that of an export.
    static func isExport(_ head: [UInt8]) -> Bool {
        var text = WhatsAppText(inUTF8(head))
        guard text.looksLikeExport else { return false }
        text.split(limit: messageLimit)
        return text.records.contains(where: \.hasSender)
    }

    /// Bytes that are read of a text that starts so.
    static func byteLimit(_ head: [UInt8]) -> Int {
        isWide(head) == nil ? byteLimit : wideByteLimit
    }

    /// The transcript, nil when the text is no export. Its attachments are named; whether the files
    /// are there only an archive knows, which settles each message. A sink takes the messages, and the
    /// transcript then has none.
    static func transcript(
        _ bytes: [UInt8], format: String, title: String?, into sink: MessageSink? = nil,
        limit: Int = messageLimit,
        settle: ((_ names: () -> Set<String>) -> (inout ChatMessage) -> Void)? = nil
    ) -> ChatTranscript? {
        var text = WhatsAppText(Self.inUTF8(bytes))
        guard text.looksLikeExport else { return nil }
        text.split(limit: limit)
        guard text.records.contains(where: \.hasSender) else { return nil }
        let settled = settle.map { $0({ text.attachmentNames }) }
        return text.transcript(format: format, title: title, into: sink, settle: settled)
    }

    /// Whether the text is UTF-16 of little or big end; nil when it is neither.
    private static func isWide(_ bytes: [UInt8]) -> Bool? {
        if bytes.starts(with: [0xFF, 0xFE]) { return true }
        return bytes.starts(with: [0xFE, 0xFF]) ? false : nil
    }

    /// Texts that went through an old editor are UTF-16, shown by their byte order mark.
    private static func inUTF8(_ bytes: [UInt8]) -> [UInt8] {
        guard let isLittle = isWide(bytes) else { return bytes }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for at in stride(from: 2, to: bytes.count - 1, by: 2) {
            let (one, other) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            units.append(isLittle ? other << 8 | one : one << 8 | other)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// The end of the line that starts here, without its line end, and the start of the next.
    private func line(from start: Int) -> (end: Int, next: Int) {
        let at = ByteScan.first(0x0A, in: bytes, start..<bytes.count) ?? bytes.count
        let end = at > start && bytes[at - 1] == 0x0D ? at - 1 : at
        return (end, at < bytes.count ? at + 1 : at)
    }

    /// At least half of the first lines start a message, or the first does and every fifth of many
    /// (messages of many lines); and one has a sender.
    private var looksLikeExport: Bool {
        var (at, filled, headers) = (0, 0, 0)
        var (startsWithHeader, hasSender) = (false, false)
        while at < bytes.count, filled < 20 * Self.sampleLines {
            let (end, next) = line(from: at)
            if let header = WhatsAppHeader(bytes, at..<end) {
                headers += 1
                if filled == 0 { startsWithHeader = true }
                hasSender = hasSender || !sender(from: header.body, to: end).name.isEmpty
            }
            if end > at { filled += 1 }
            at = next
            if filled >= Self.sampleLines, headers * 2 >= filled, hasSender { return true }
        }
        guard hasSender else { return false }
        return headers * 2 >= filled || (startsWithHeader && headers * 5 >= filled)
    }

    private mutating func split(limit: Int) {
        var at = 0
        var number = 0
        var style: WhatsAppHeader.Style?
        while at < bytes.count {
            let (fullEnd, next) = line(from: at)
            number += 1
            let isCut = fullEnd - at > Self.lineByteLimit
            let end = isCut ? at + Self.lineByteLimit : fullEnd
            if isCut {
                remarks.add(
                    "chat.line.cut", .warning, at: .line(number, column: nil),
                    "a line is longer than \(Self.lineByteLimit) bytes and is read up to there")
            }
            if let header = WhatsAppHeader(bytes, at..<end) {
                if style == nil { style = header.style }
                if header.style == style {
                    guard records.count < limit else {
                        remarks.add(
                            "chat.messages.cut", .warning, at: .line(number, column: nil),
                            "there are more than \(limit) messages; the rest is not read",
                            remedy: "export the months that matter, or add the chat in parts")
                        return
                    }
                    append(header, line: number, end: end, isCut: isCut)
                    at = next
                    continue
                }
                // One export writes all its headers alike: this one was pasted into a message.
                remarks.add(
                    "chat.header.foreign", .warning, at: .line(number, column: nil),
                    "a line looks like a message of another export and is read as quoted text")
            }
            if records.isEmpty {
                if end > at {
                    remarks.add(
                        "chat.preamble", .note, at: .line(number, column: nil),
                        "a line stands before the first message")
                }
            } else {
                let last = records.count - 1
                // A cut line keeps the text from growing: what follows it is left out as well.
                if !records[last].isCut {
                    records[last].end = Int32(end)
                    records[last].isCut = isCut
                }
            }
            at = next
        }
    }

    private mutating func append(_ header: WhatsAppHeader, line: Int, end: Int, isCut: Bool) {
        let (name, text) = sender(from: header.body, to: end)
        records.append(
            Record(
                date: WhatsAppDateOrder.Sample(header), hour: Int8(header.hour),
                minute: Int8(header.minute), second: header.second.map { Int8($0) } ?? -1,
                isOdd: header.isOdd, isCut: isCut, clockStart: Int32(header.clock.lowerBound),
                clockEnd: Int32(header.clock.upperBound), senderStart: Int32(name.lowerBound),
                senderEnd: Int32(name.upperBound), textStart: Int32(text), firstLineEnd: Int32(end),
                end: Int32(end), lineNumber: Int32(line)))
    }

    /// The sender in front of the first `: ` and where the text starts. A quotation mark left open in
    /// front of it is a group's new name with a colon in it, not a sender.
    private func sender(from start: Int, to end: Int) -> (name: Range<Int>, text: Int) {
        var at = start
        var quotes = 0
        let stop = min(end, start + Self.senderLimit)
        while at < stop {
            let byte = bytes[at]
            if byte == UInt8(ascii: ":") {
                var text = at + 1
                while let mark = WhatsAppScan.mark(bytes, text, end) { text += mark }
                if at > start, let space = WhatsAppScan.space(bytes, text, end) {
                    return quotes % 2 == 0 ? (start..<at, text + space) : (start..<start, start)
                }
                if at > start, text == end || bytes[text] == UInt8(ascii: "<") {
                    return quotes % 2 == 0 ? (start..<at, text) : (start..<start, start)
                }
            } else if byte == UInt8(ascii: "\"") {
                quotes += 1
            } else if byte == 0xE2, at + 2 < end, bytes[at + 1] == 0x80,
                (0x9C...0x9E).contains(bytes[at + 2])
            {
                quotes += 1
            }
            at += 1
        }
        return (start..<start, start)
    }

    private mutating func transcript(
        format: String, title: String?, into sink: MessageSink?,
        settle: ((inout ChatMessage) -> Void)?
    ) -> ChatTranscript {
        if let invalid = UTF8Check.firstInvalidByte(in: bytes) {
            let line = bytes[..<invalid].count { $0 == 0x0A } + 1
            remarks.add(
                "chat.text.damaged", .warning, at: .line(line, column: nil),
                "the text is not UTF-8; damaged characters are shown as \u{FFFD}")
        }
        let order = WhatsAppDateOrder(records.map(\.date), mediaDays: mediaDays)
        remark(on: order)

        var transcript = ChatTranscript(
            format: format, platform: "whatsapp", title: title, dateOrder: order.order)
        if sink == nil { transcript.messages.reserveCapacity(records.count) }
        var labels = SenderLabels()
        var clocks = ChatOrder()
        for index in records.indices {
            let record = records[index]
            var message = self.message(index, record, order.read(record.date), &labels, &transcript)
            if let clock = message.clock {
                clocks.add(clock, at: .line(Int(record.lineNumber), column: nil), &remarks)
            }
            if !message.attachments.isEmpty { settle?(&message) }
            if let sink {
                sink.add(message)
            } else {
                transcript.messages.append(message)
            }
        }
        transcript.remarks = remarks.findings
        return transcript
    }

    private mutating func message(
        _ index: Int, _ record: Record, _ date: (day: CalendarDay, alternative: CalendarDay?)?,
        _ labels: inout SenderLabels, _ transcript: inout ChatTranscript
    ) -> ChatMessage {
        let spot = Place.Spot.line(Int(record.lineNumber), column: nil)
        var clock: ClockReading?
        if let date {
            func wallClock(_ day: CalendarDay) -> WallClock? {
                WallClock(
                    day: day, hour: Int(record.hour), minute: Int(record.minute),
                    second: record.second < 0 ? nil : Int(record.second))
            }
            clock = wallClock(date.day).map {
                ClockReading(
                    raw: String(decoding: bytes[record.clock], as: UTF8.self), wallClock: $0,
                    keeper: .device, alternative: date.alternative.flatMap(wallClock))
            }
        }
        if clock == nil {
            remarks.add("chat.clock.impossible", .warning, at: spot, "the date is on no calendar")
        }
        if record.isOdd {
            remarks.add(
                "chat.clock.odd", .note, at: spot,
                "\(WhatsAppMarkers.label(bytes, record.clock)) is on no clock of twelve hours and is read as it stands"
            )
        }

        let text = WhatsAppMarkers.trimmedOfLineEnds(bytes, record.text)
        let firstLineEnd = min(Int(record.firstLineEnd), text.upperBound)
        let firstLine = text.lowerBound..<max(text.lowerBound, firstLineEnd)
        var message = ChatMessage(
            number: index + 1, author: .system, clock: clock, text: string(text),
            line: Int(record.lineNumber))
        guard record.hasSender else {
            notice(text, spot, &transcript)
            return message
        }
        message.sender = labels.label(bytes, record.sender)
        let found = WhatsAppMarkers.shared.find(in: bytes, text: text, firstLine: firstLine)
        message.author = found.isNotice ? .system : .person
        if found.isNotice { notice(text, spot, &transcript) }
        message.marks = found.marks
        remarks.add(found.marks, at: spot)
        for attachment in found.attachments { remark(on: attachment, spot, &transcript) }
        message.attachments = found.attachments
        return message
    }

    private mutating func remark(
        on attachment: ChatAttachment, _ spot: Place.Spot, _ transcript: inout ChatTranscript
    ) {
        if attachment.state == .omitted {
            remarks.add(
                "chat.media.omitted", .note, at: spot,
                "the export left media out", remedy: "export the chat again with media")
        } else if transcript.platformEvidence == nil,
            WhatsAppMediaName.day(of: attachment.name) != nil
        {
            transcript.platformEvidence = "media named by WhatsApp: \(attachment.name)"
        }
    }

    private mutating func notice(
        _ text: Range<Int>, _ spot: Place.Spot, _ transcript: inout ChatTranscript
    ) {
        let markers = WhatsAppMarkers.shared
        if transcript.platformEvidence == nil, markers.isEncryptionNotice(bytes, text) {
            transcript.platformEvidence = "WhatsApp's encryption notice"
        }
        if markers.isDisappearingNotice(bytes, text) {
            remarks.add(
                "chat.messages.disappearing", .warning, at: spot,
                "messages were set to disappear: the chat may lack what was said")
        }
        if markers.isSecurityCodeNotice(bytes, text) {
            remarks.add(
                "chat.security-code.changed", .note, at: spot,
                "somebody's security code changed: a new phone, or another person")
        }
    }

    private mutating func remark(on order: WhatsAppDateOrder) {
        if order.isMixed {
            remarks.add(
                "chat.date-order.mixed", .warning,
                "some dates can only be day first and others only month first: the text was joined or changed",
                remedy: "export the chat again and add the export as it is")
        }
        if order.order == .undecided, !order.isMixed {
            remarks.add(
                "chat.date-order.undecided", .warning,
                "the dates read as day first or as month first; nothing in the text decides",
                remedy:
                    "export the chat with media (their names carry the date), or export a longer range"
            )
        }
    }

    /// The days in the names of media, with the index of their message.
    private func mediaDays() -> [(index: Int, day: CalendarDay)] {
        var days: [(index: Int, day: CalendarDay)] = []
        forEachAttachment { index, attachment in
            if let day = WhatsAppMediaName.day(of: attachment.name) { days.append((index, day)) }
        }
        return days
    }

    /// The names of the files that messages name.
    private var attachmentNames: Set<String> {
        var names: Set<String> = []
        forEachAttachment { _, attachment in
            if attachment.state == .named { names.insert(attachment.name) }
        }
        return names
    }

    private func forEachAttachment(_ body: (_ message: Int, ChatAttachment) -> Void) {
        for (index, record) in records.enumerated() where record.hasSender {
            let text = record.text
            let firstLine = text.lowerBound..<max(text.lowerBound, Int(record.firstLineEnd))
            let found = WhatsAppMarkers.shared.find(in: bytes, text: text, firstLine: firstLine)
            for attachment in found.attachments { body(index, attachment) }
        }
    }

    /// Text with `\n` between lines, whatever the file has.
    private func string(_ range: Range<Int>) -> String {
        guard ByteScan.first(0x0D, in: bytes, range) != nil else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var kept: [UInt8] = []
        kept.reserveCapacity(range.count)
        for at in range {
            let endsLine = bytes[at] == 0x0D && at + 1 < range.upperBound && bytes[at + 1] == 0x0A
            if !endsLine { kept.append(bytes[at]) }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// Senders' names, each made into a string once. A chat has few: the first are compared one by one.
private struct SenderLabels {
    private static let comparedLimit = 16

    private var first: [(bytes: [UInt8], label: String)] = []
    private var others: [[UInt8]: String] = [:]

    mutating func label(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        for known in first
        where known.bytes.count == range.count && known.bytes.elementsEqual(bytes[range]) {
            return known.label
        }
        let name = Array(bytes[range])
        if let label = others[name] { return label }
        let label = WhatsAppMarkers.label(bytes, WhatsAppMarkers.trimmed(bytes, range))
        if first.count < Self.comparedLimit {
            first.append((name, label))
        } else {
            others[name] = label
        }
        return label
    }
}
