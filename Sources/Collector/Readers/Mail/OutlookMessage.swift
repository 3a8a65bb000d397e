package import ClaimModel
import SystemLibraries

/// Outlook's own file of one mail (MS-OXMSG): a compound file whose streams are properties. Where a
/// property has no Unicode form its bytes are in the message's code page, which another property
/// names.
package enum OutlookMessage {
    /// The transcript of one mail; nil when the compound file is no mail.
    package static func read(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try source.all(limit: MailReader.byteLimit)
        guard let file = CompoundFile(bytes) else { return nil }
        let root = Properties(file, 0, headerByteCount: 32, charset: nil)
        guard root.hasProperties else { return nil }
        let charset = root.charset
        let message = Properties(file, 0, headerByteCount: 32, charset: charset)
        let headers = message.text(0x007D)
        let clock =
            headers.flatMap { MailPart(Array($0.utf8)).field("date") }
            .flatMap { MailClock.read($0) } ?? message.time(0x0039) ?? message.time(0x0E06)
        let name = message.text(0x0C1A)
        let address = message.text(0x5D01) ?? message.text(0x0C1F)
        var sender = name ?? address
        if let name, let address, address.contains("@"), name != address {
            sender = "\(name) <\(address)>"
        }
        let subject = message.text(0x0037) ?? ""
        let body = message.text(0x1000) ?? ""
        guard sender != nil || !subject.isEmpty || clock != nil else { return nil }

        var builder = ChatBuilder(
            format: "msg", platform: "e-mail", title: subject.isEmpty ? nil : subject)
        if message.isGuessed {
            builder.remarks.add(
                "mail.charset.guessed", .note,
                "the file does not name its code page; its texts were read as Unicode or Western")
        }
        builder.add(
            ChatMessage(
                number: 0, author: .person, sender: sender, clock: clock,
                text: [subject, body.trimmedOfSpace].filter { !$0.isEmpty }
                    .joined(separator: "\n\n"),
                attachments: attachments(file, charset)))
        return builder.finished()
    }

    private static func attachments(_ file: CompoundFile, _ charset: Charset?) -> [ChatAttachment] {
        file.children(of: 0).filter { file.entries[$0].name.hasPrefix("__attach_version1.0_") }
            .map { index in
                let attachment = Properties(file, index, headerByteCount: 8, charset: charset)
                let content = attachment.bytes(0x3701)
                return ChatAttachment(
                    name: attachment.text(0x3707) ?? attachment.text(0x3704) ?? "",
                    state: .present, digest: content.flatMap { ContentDigest.ofMember($0) })
            }
    }

    /// The properties of one folder of the file.
    private struct Properties {
        private let file: CompoundFile
        private var streams: [String: Int] = [:]
        private let fixed: [UInt8]
        private let headerByteCount: Int
        private let given: Charset?

        init(_ file: CompoundFile, _ index: Int, headerByteCount: Int, charset: Charset?) {
            self.file = file
            self.headerByteCount = headerByteCount
            given = charset
            for child in file.children(of: index) { streams[file.entries[child].name] = child }
            fixed = streams["__properties_version1.0"].map(file.stream) ?? []
        }

        var hasProperties: Bool { !fixed.isEmpty }

        /// True when texts are in bytes of no named code page.
        var isGuessed: Bool {
            given == nil && streams.keys.contains { $0.hasSuffix("001E") }
        }

        /// The code page of the message's texts: of the message itself, else of its body.
        var charset: Charset? {
            for property: UInt16 in [0x3FFD, 0x3FDE] {
                if let page = number(property), let charset = Self.charset(page) { return charset }
            }
            return nil
        }

        private static func charset(_ page: Int) -> Charset? {
            switch page {
            case 936, 54936: .gb18030
            case 950: .big5
            case 932: .shiftJIS
            case 949: .eucKR
            case 65001: .utf8
            case 20127, 28591: .windows1252
            case 1250...1258: Charset(label: "windows-\(page)")
            default: nil
            }
        }

        func bytes(_ property: UInt16) -> [UInt8]? {
            streams[Self.name(property, "0102")].map(file.stream)
        }

        func text(_ property: UInt16) -> String? {
            if let index = streams[Self.name(property, "001F")] {
                return clean(TextDecoder.decode(file.stream(index), as: .utf16LittleEndian)?.text)
            }
            guard let index = streams[Self.name(property, "001E")] else { return nil }
            let bytes = file.stream(index)
            if let given { return clean(TextDecoder.decode(bytes, as: given)?.text) }
            return clean(MailText.raw(bytes[...]))
        }

        /// A moment in tenths of a microsecond since 1601, UTC.
        func time(_ property: UInt16) -> ClockReading? {
            guard let value = value(property, type: 0x0040) else { return nil }
            let low = CompoundFile.number(value, 0, 4)
            let high = CompoundFile.number(value, 4, 4)
            let ticks = UInt64(high) << 32 | UInt64(low)
            let seconds = Int64(ticks / 10_000_000) - 11_644_473_600
            return ClockReading(raw: String(ticks), unixSeconds: seconds, keeper: .party)
        }

        private func number(_ property: UInt16) -> Int? {
            value(property, type: 0x0003).map { Int(CompoundFile.number($0, 0, 4)) }
        }

        /// The eight bytes of a property of fixed length.
        private func value(_ property: UInt16, type: UInt16) -> [UInt8]? {
            for start in stride(from: headerByteCount, to: fixed.count - 15, by: 16) {
                if CompoundFile.number(fixed, start, 2) == UInt32(type),
                    CompoundFile.number(fixed, start + 2, 2) == UInt32(property)
                {
                    return Array(fixed[(start + 8)..<(start + 16)])
                }
            }
            return nil
        }

        private func clean(_ text: String?) -> String? {
            guard let text else { return nil }
            let trimmed = String(text.unicodeScalars.filter { $0.value != 0 })
            return trimmed.isEmpty ? nil : trimmed
        }

        private static func name(_ property: UInt16, _ type: String) -> String {
            let hex = String(property, radix: 16, uppercase: true)
            return "__substg1.0_" + String(repeating: "0", count: 4 - hex.utf8.count) + hex + type
        }
    }
}
