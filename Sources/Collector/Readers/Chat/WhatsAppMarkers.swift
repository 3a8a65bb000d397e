import ClaimModel
import SystemLibraries

/// Finds WhatsApp's own words in the text of a message.
struct WhatsAppMarkers: Sendable {
    /// What was found in one text.
    struct Found {
        var attachments: [ChatAttachment] = []
        var marks: Set<ChatMessage.Mark> = []
        var isNotice = false
    }

    /// Bytes of a file's name that are looked at.
    static let nameLimit = 300
    /// Attachments of one message that are kept.
    static let attachmentLimit = 100

    static let shared = WhatsAppMarkers(WhatsAppWords.all)

    private let omitted: ByteTable
    private let omittedDocument: ByteTable
    private let attachedBefore: ByteTable
    private let attachedAfter: ByteTable
    private let deleted: ByteTable
    private let edited: ByteTable
    private let notices: ByteTable
    private let calls: ByteTable
    private let callTails: ByteTable
    private let encryption: ByteTable
    private let disappearing: ByteTable
    private let securityCode: ByteTable

    init(_ words: [WhatsAppWords]) {
        omitted = ByteTable(words.flatMap(\.omitted))
        omittedDocument = ByteTable([
            " document omitted", " Dokument weggelassen", " documento omitido",
        ])
        attachedBefore = ByteTable(words.flatMap(\.attachedBefore))
        attachedAfter = ByteTable(words.flatMap(\.attachedAfter))
        deleted = ByteTable(words.flatMap(\.deleted))
        edited = ByteTable(words.flatMap(\.edited))
        notices = ByteTable(words.flatMap(\.notices))
        calls = ByteTable(words.flatMap(\.calls))
        callTails = ByteTable([", Tap to call back", ", \u{200E}Tap to call back"])
        encryption = ByteTable(WhatsAppWords.encryption)
        disappearing = ByteTable(words.flatMap(\.disappearing))
        securityCode = ByteTable(words.flatMap(\.securityCode))
    }

    /// What a person's text holds; `firstLine` is the part of `text` up to its first line end.
    func find(in bytes: [UInt8], text: Range<Int>, firstLine: Range<Int>) -> Found {
        var found = Found()
        let line = Self.trimmed(bytes, firstLine)
        guard let last = line.last else { return found }
        if line.upperBound == Self.trimmed(bytes, text).upperBound {
            if omitted.contains(bytes, line) {
                found.attachments = [ChatAttachment(name: "", state: .omitted)]
                return found
            }
            if deleted.contains(bytes, Self.withoutFullStop(bytes, line)) {
                found.marks = [.deleted]
                return found
            }
            found.isNotice = isNotice(bytes, line)
            if let length = omittedDocument.suffix(of: bytes, line) {
                let name = Self.documentName(bytes, line.lowerBound..<(line.upperBound - length))
                found.attachments = [ChatAttachment(name: name, state: .omitted)]
                return found
            }
        }
        if bytes[last] == UInt8(ascii: ")") || bytes[last] == 0x89 {  // 0x89 ends a wide bracket
            if let name = attachedBehind(bytes, line) {
                found.attachments.append(ChatAttachment(name: name, state: .named))
            }
        }
        let whole = Self.trimmed(bytes, text)
        if let end = whole.last, bytes[end] == UInt8(ascii: ">"),
            edited.suffix(of: bytes, whole) != nil
        {
            found.marks.insert(.edited)
        }
        attachedInside(bytes, text, &found)
        return found
    }

    /// True for a line that the program printed in a person's name. Whole lines: what stands behind the
    /// words of a notice was said by the person, and may be what the case is about.
    private func isNotice(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var call = Self.withoutFullStop(bytes, line)
        if let tail = callTails.suffix(of: bytes, call) {
            call = call.lowerBound..<(call.upperBound - tail)
        }
        if calls.contains(bytes, call) { return true }
        return notices.prefix(of: bytes, line) != nil
            && WhatsAppScan.mark(bytes, line.lowerBound - 3, line.lowerBound) == 3
    }

    /// What a notice of the program says.
    func isEncryptionNotice(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        encryption.occurs(in: bytes, Self.head(text))
    }

    func isDisappearingNotice(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        disappearing.occurs(in: bytes, Self.head(text))
    }

    func isSecurityCodeNotice(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        securityCode.occurs(in: bytes, Self.head(text))
    }

    /// `NAME (file attached)`, or any words in brackets behind a name of WhatsApp's own.
    private func attachedBehind(_ bytes: [UInt8], _ line: Range<Int>) -> String? {
        if let length = attachedAfter.suffix(of: bytes, line) {
            let name = Self.trimmed(bytes, line.lowerBound..<(line.upperBound - length))
            guard !name.isEmpty, name.count <= Self.nameLimit else { return nil }
            return Self.label(bytes, name)
        }
        guard
            let bracket = line.prefix(Self.nameLimit).last(where: { bytes[$0] == UInt8(ascii: "(") }
            )
        else { return nil }
        let name = Self.trimmed(bytes, line.lowerBound..<bracket)
        return WhatsAppMediaName.isOwn(bytes, name) ? Self.label(bytes, name) : nil
    }

    /// `<attached: NAME>` anywhere, for newer exports write the caption in front of it.
    private func attachedInside(_ bytes: [UInt8], _ text: Range<Int>, _ found: inout Found) {
        guard ByteScan.first(UInt8(ascii: ">"), in: bytes, text) != nil else { return }
        var opened: Int?
        for at in text {
            switch bytes[at] {
            case UInt8(ascii: "<"): opened = at
            case 0x0A: opened = nil
            case UInt8(ascii: ">"):
                guard let start = opened, found.attachments.count < Self.attachmentLimit else {
                    continue
                }
                opened = nil
                if at - start <= Self.nameLimit, let name = attached(bytes, start..<at) {
                    found.attachments.append(
                        ChatAttachment(name: Self.label(bytes, name), state: .named))
                }
            default: continue
            }
        }
    }

    /// The name between `<attached: ` and `>`; or behind any words in their place, a name of
    /// WhatsApp's own.
    private func attached(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        if let length = attachedBefore.prefix(of: bytes, range) {
            let name = Self.trimmed(bytes, (range.lowerBound + length)..<range.upperBound)
            return name.isEmpty ? nil : name
        }
        // The name starts behind ": " or a wide colon, which ends in 0x9A.
        guard let space = range.last(where: { bytes[$0] == 0x20 || bytes[$0] == 0x9A }) else {
            return nil
        }
        let name = Self.trimmed(bytes, (space + 1)..<range.upperBound)
        return WhatsAppMediaName.isOwn(bytes, name) ? name : nil
    }

    /// `report.pdf • 3 pages` is the name and the page count.
    private static func documentName(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let name = range.lowerBound..<min(range.upperBound, range.lowerBound + nameLimit)
        let text = label(bytes, trimmed(bytes, name))
        let parts = text.split(separator: "•", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.first.map { String($0).trimmedOfSpace } ?? ""
    }

    /// A notice's first bytes; what matters stands there.
    private static func head(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound..<min(range.upperBound, range.lowerBound + 400)
    }

    private static func withoutFullStop(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        if range.count > 1, bytes[range.upperBound - 1] == UInt8(ascii: ".") {
            return range.lowerBound..<(range.upperBound - 1)
        }
        if range.count > 3, bytes[(range.upperBound - 3)..<range.upperBound].elementsEqual("。".utf8)
        {
            return range.lowerBound..<(range.upperBound - 3)
        }
        return range
    }

    /// Without spaces and marks at both ends.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while let length = WhatsAppScan.space(bytes, start, end)
            ?? WhatsAppScan.mark(bytes, start, end)
        {
            start += length
        }
        while end > start {
            if bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D {
                end -= 1
            } else if end - start >= 3, bytes[end - 1] >= 0x80,
                WhatsAppScan.mark(bytes, end - 3, end) == 3
                    || WhatsAppScan.space(bytes, end - 3, end) == 3
            {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// Without marks in front and line ends behind.
    static func trimmedOfLineEnds(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while let length = WhatsAppScan.mark(bytes, start, end) { start += length }
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// Text without marks of writing direction, for names that are compared.
    static func label(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        guard range.contains(where: { bytes[$0] >= 0xD8 }) else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var kept: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound {
            if let length = WhatsAppScan.mark(bytes, at, range.upperBound) {
                at += length
            } else {
                kept.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
