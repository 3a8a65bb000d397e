package import ClaimModel
import SystemLibraries

/// Reads mail: one message (`.eml`), a mailbox (`.mbox`), or a message that carries a chat (RSMF).
package enum MailReader {
    /// Bytes of a file that are read.
    package static let byteLimit = 64 << 20
    /// Messages of a mailbox that are read.
    static let messageLimit = 20_000

    /// The transcript of one message; nil when it has neither sender nor date.
    package static func readMessage(
        _ item: EvidenceReader.Item
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try item.source.all(limit: byteLimit)
        let part = MailPart(bytes)
        if part.field("x-rsmf-version") != nil, let transcript = RSMFMail.read(part) {
            return transcript
        }
        guard part.field("from") != nil || part.field("date") != nil else { return nil }
        // A mail inside a container is one already; what it carries is named and digested there.
        var mails = MailTranscript(
            format: "eml",
            members: item.containers.isEmpty
                ? ContentDigest.ofMember(bytes).map { MemberList(item, $0) } : nil)
        mails.add(part)
        return mails.finished()
    }

    /// The transcript of a mailbox (RFC 4155): messages behind lines `From …`.
    package static func readMailbox(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try source.all(limit: byteLimit)
        var mails = MailTranscript(format: "mbox")
        for range in messages(bytes).prefix(messageLimit) {
            mails.add(MailPart(unquoted(bytes[range])))
        }
        return mails.finished()
    }

    /// Where each message stands, its `From ` line left out. Such a line begins one at the start and
    /// behind an empty line.
    static func messages(_ bytes: [UInt8]) -> [Range<Int>] {
        let word = Array("From ".utf8)
        var starts: [(line: Int, body: Int)] = []
        var at = 0
        var isAfterEmpty = true
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[at..<end]
            if isAfterEmpty, line.starts(with: word) {
                starts.append((at, min(end + 1, bytes.count)))
            }
            isAfterEmpty = line.isEmpty || line.elementsEqual([0x0D])
            at = end + 1
        }
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1].line : bytes.count
            return starts[index].body..<max(starts[index].body, end)
        }
    }

    /// Lines `>From ` with the mark taken away that the mailbox put there.
    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let mark = Array(">From ".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let end = bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
            let line = bytes[at..<end]
            let bare = line.drop { $0 == UInt8(ascii: ">") }
            let isQuoted = bare.startIndex > at && bare.starts(with: mark.dropFirst())
            result += isQuoted ? line.dropFirst() : line
            at = end
        }
        return result
    }
}

/// Mails as a transcript: each a message whose text is its subject and its first readable part.
struct MailTranscript {
    /// Days a mail's date may lie from the day its first server received it.
    private static let hopDayLimit: Int64 = 2

    private var builder: ChatBuilder
    private var subjects: [String] = []
    private var domains: [String] = []
    /// What reads the attachments; without it they are not read.
    private let members: MemberList?

    init(format: String, members: MemberList? = nil) {
        self.members = members
        builder = ChatBuilder(format: format, platform: "e-mail")
    }

    mutating func add(_ mail: MailPart) {
        let spot = Place.Spot.message(builder.transcript.messages.count + 1)
        let subject = mail.text("subject") ?? ""
        subjects.append(subject)
        let leaves = mail.leaves
        let body =
            leaves.first { !$0.isAttachment && $0.contentType.value == "text/plain" }?.words
            ?? leaves.first { !$0.isAttachment && $0.contentType.value == "text/html" }
            .flatMap { Self.text(ofPage: $0.content) } ?? ""
        let clock = mail.field("date").flatMap { MailClock.read($0) }
        remark(on: mail, clock, spot)
        builder.add(
            ChatMessage(
                number: 0, author: Self.isAutomatic(mail) ? .automatic : .person,
                sender: mail.text("from"), clock: clock,
                text: [subject, body.trimmedOfSpace].filter { !$0.isEmpty }
                    .joined(separator: "\n\n"),
                attachments: attachments(of: leaves)))
    }

    /// Attachments of a mail that are read.
    static let attachmentLimit = 200

    private mutating func attachments(of leaves: [MailPart]) -> [ChatAttachment] {
        guard var members else {
            return leaves.filter(\.isAttachment).map {
                ChatAttachment(
                    name: $0.fileName ?? "", state: .present,
                    digest: ContentDigest.ofMember($0.content))
            }
        }
        let attached = leaves.filter(\.isAttachment)
        for (index, part) in attached.prefix(Self.attachmentLimit).enumerated() {
            members.add(path: part.fileName ?? "part \(index + 1)", content: part.content)
        }
        for remark in members.remarks.findings {
            builder.remarks.add(
                remark.code, remark.severity, at: remark.places.first?.spot ?? .whole,
                remark.message, remedy: remark.remedy)
        }
        return attached.enumerated().map { index, part in
            let member = members.members.indices.contains(index) ? members.members[index] : nil
            return ChatAttachment(
                name: part.fileName ?? "", state: .present,
                digest: member?.digest ?? ContentDigest.ofMember(part.content),
                reading: member.flatMap { $0.reading == .opaque ? nil : $0.reading })
        }
    }

    func finished() -> ChatTranscript? {
        guard var transcript = builder.finished() else { return nil }
        transcript.title = subjects.first.flatMap { $0.isEmpty ? nil : $0 }
        if !domains.isEmpty {
            transcript.platformEvidence =
                "signed by the mail servers of \(domains.joined(separator: ", ")) (DKIM), not verified"
        }
        return transcript
    }

    private mutating func remark(on mail: MailPart, _ clock: ClockReading?, _ spot: Place.Spot) {
        for field in mail.fields where field.name == "dkim-signature" {
            let tags = MailText.parameters("dkim; " + field.value).parameters
            if let domain = tags["d"], !domains.contains(domain), domains.count < 20 {
                domains.append(domain)
            }
        }
        if mail.isDamaged {
            builder.remarks.add(
                "mail.part.damaged", .warning, at: spot,
                "a part of a mail is damaged or nested too deep, and is not read whole",
                remedy: "save the mail again from the mail program")
        }
        if mail.leaves.contains(where: { $0.contentType.value == "message/rfc822" }) {
            builder.remarks.add(
                "mail.forwarded", .note, at: spot,
                "a mail carries another mail inside; its headers are those of who forwarded it")
        }
        // The lowest of the Received lines is the first server's, which kept its own clock.
        let hops = mail.fields.filter { $0.name == "received" }
        let first = hops.last.flatMap { hop in
            hop.value.lastIndex(of: ";").flatMap {
                MailClock.read(String(hop.value[hop.value.index(after: $0)...]))
            }
        }
        if let sent = clock?.unixSeconds, let received = first?.unixSeconds,
            abs(sent - received) > Self.hopDayLimit * 86_400
        {
            builder.remarks.add(
                "mail.date.conflict", .warning, at: spot,
                "a mail is dated \(clock?.raw ?? "") and was first received \(first?.raw ?? "")",
                remedy: "the server's time is the stronger one; say why the mail's own differs")
        }
    }

    /// Auto-Submitted (RFC 3834) says that no person wrote it.
    private static func isAutomatic(_ mail: MailPart) -> Bool {
        mail.field("auto-submitted").map { $0.lowercased() != "no" } ?? false
    }

    private static func text(ofPage bytes: [UInt8]) -> String? {
        guard let root = (try? HTMLDocument(bytes))?.root else { return nil }
        return PageText.read(root)
    }
}

extension ContentDigest {
    /// SHA-256 of the bytes of a member; nil when the library fails.
    static func ofMember(_ bytes: [UInt8]) -> ContentDigest? {
        do {
            var stream = try HashStream(.sha256)
            try stream.update(bytes.span)
            return ContentDigest(try stream.finish())
        } catch {
            return nil
        }
    }
}

/// Dates of mail (RFC 5322, 3.3), with the offset they write: `Tue, 10 May 2005 11:26:39 -0600 (MDT)`.
enum MailClock {
    static func read(_ text: String) -> ClockReading? {
        let raw = text.trimmedOfSpace
        guard raw.utf8.count <= 120 else { return nil }
        // Without the comment at its end, which names the zone for people.
        let bare = raw.split(separator: "(").first.map { String($0).trimmedOfSpace } ?? raw
        guard let clock = EnglishClock.read(bare, keeper: .party) else { return nil }
        let zone = bare.split(separator: " ").last.map(String.init) ?? ""
        let offset =
            ["UT", "Z"].contains(zone) ? .utc : TrackingClock.offset(zone: zone) ?? clock.offset
        return ClockReading(
            raw: raw, wallClock: clock.wallClock, offset: offset, offsetSource: .written,
            keeper: .party)
    }
}
