import ClaimModel
import SystemLibraries

/// Reads an export with media: a zip with the text and the files it names. Resource forks of a Mac
/// (`__MACOSX/`) are not files of the chat; archives among the media stay closed.
enum WhatsAppArchive {
    /// Bytes of the archive that are read; it is held in memory.
    static let byteLimit = 128 << 20
    /// Texts of the archive that are tried.
    static let candidateLimit = 8
    /// Texts are held together in memory while the right one is chosen.
    static let candidateByteLimit = WhatsAppText.byteLimit

    private struct Contents {
        /// Files by the last part of their name. The same name in composed and decomposed letters
        /// (a Mac writes it so) is the same file here.
        var names: Set<String> = []
        var texts: [(name: String, bytes: [UInt8])] = []
        var problem: String?
    }

    /// The transcript in an archive, nil when no text in it is an export.
    static func transcript(
        _ source: EvidenceSource, title: String?, into sink: MessageSink? = nil,
        isInner: Bool = false, walk: ContainerWalk = ContainerWalk()
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try source.all(limit: byteLimit)
        let contents = contents(bytes, isInner ? walk : nil)
        let candidates = contents.texts.sorted { rank($0.name) < rank($1.name) }
        for candidate in candidates where mayBeExport(candidate.bytes) {
            var missing: [String] = []
            let found = WhatsAppText.transcript(
                candidate.bytes, format: "whatsapp-zip",
                title: title ?? WhatsAppReader.title(candidate.name), into: sink
            ) { names in
                let digests = digests(
                    of: names().intersection(contents.names), bytes, isInner ? walk : nil)
                return { settle(&$0, contents, digests, &missing) }
            }
            guard var transcript = found else { continue }
            transcript.missingAttachments = missing
            remark(on: &transcript, contents)
            return transcript
        }
        return nil
    }

    /// The names WhatsApp gives to its text come first.
    private static func rank(_ name: String) -> Int {
        if name == "_chat.txt" { return 0 }
        return WhatsAppReader.title(name) == nil ? 2 : 1
    }

    /// Whether a text is worth taking apart: its start is an export's, and it is no larger than one of its
    /// encoding may be.
    private static func mayBeExport(_ text: [UInt8]) -> Bool {
        text.count <= WhatsAppText.byteLimit(text)
            && WhatsAppText.isExport(Array(text.prefix(WhatsAppReader.headByteCount)))
    }

    /// - Parameter walk: of an archive inside another one: what is unpacked counts against its allowance.
    private static func contents(_ bytes: [UInt8], _ walk: ContainerWalk?) -> Contents {
        var contents = Contents()
        var textByteCount = 0
        let limit = min(candidateByteLimit, walk?.left.byteCount ?? candidateByteLimit)
        do throws(ArchiveError) {
            var reader = try open(bytes, entryByteLimit: limit, walk)
            defer { _ = walk?.take(byteCount: reader.unpackedByteCount) }
            while let entry = try reader.nextEntry() {
                guard entry.kind == .regular, let name = fileName(entry.name) else { continue }
                contents.names.insert(name)
                guard name.utf8.suffix(4).elementsEqual(".txt".utf8),
                    contents.texts.count < candidateLimit,
                    (entry.byteCount ?? 0) <= limit - textByteCount
                else { continue }
                do throws(ArchiveError) {
                    let text = try reader.readAll()
                    textByteCount += text.count
                    contents.texts.append((name, text))
                } catch {
                    guard !error.isFatal else { throw error }
                    contents.problem = contents.problem ?? error.description
                }
            }
        } catch {
            contents.problem = contents.problem ?? error.description
        }
        return contents
    }

    private static func open(
        _ bytes: [UInt8], entryByteLimit: Int = ArchiveReader.Limits().entryByteCount, _ walk: ContainerWalk?
    ) throws(ArchiveError) -> ArchiveReader {
        var limits = ArchiveReader.Limits(entryByteCount: entryByteLimit)
        if let walk { limits.totalByteCount = min(limits.totalByteCount, walk.left.byteCount) }
        return try ArchiveReader(
            bytes: bytes, formats: walk == nil ? .zip : .zipByDirectory, limits: limits)
    }

    /// The last part of an entry's name; nil for what a Mac adds.
    private static func fileName(_ name: [UInt8]) -> String? {
        let parts = name.split(separator: UInt8(ascii: "/"))
        guard let last = parts.last, !parts.contains(where: { $0.elementsEqual("__MACOSX".utf8) }),
            !last.starts(with: "._".utf8)
        else { return nil }
        return String(decoding: last, as: UTF8.self)
    }

    /// Compares what a message names with what the archive holds.
    private static func settle(
        _ message: inout ChatMessage, _ contents: Contents, _ digests: [String: ContentDigest],
        _ missing: inout [String]
    ) {
        for place in message.attachments.indices {
            var attachment = message.attachments[place]
            guard attachment.state == .named else { continue }
            if contents.names.contains(attachment.name) {
                attachment.state = .present
                attachment.digest = digests[attachment.name]
            } else {
                attachment.state = .missing
                missing.append(attachment.name)
            }
            message.attachments[place] = attachment
        }
    }

    private static func remark(on transcript: inout ChatTranscript, _ contents: Contents) {
        let missing = transcript.missingAttachments
        if !missing.isEmpty {
            transcript.remarks.append(
                Finding(
                    code: "chat.attachment.missing", severity: .warning,
                    places: [Place(spot: .whole)],
                    message: "\(missing.count) of the files the chat names are not in the archive: "
                        + missing.prefix(5).joined(separator: ", ")
                        + (missing.count > 5 ? ", …" : ""),
                    remedy: "export the chat again with media, or add the files as exhibits"))
        }
        if let problem = contents.problem {
            transcript.remarks.append(
                Finding(
                    code: "chat.archive.damaged", severity: .warning, places: [Place(spot: .whole)],
                    message: problem, remedy: "export the chat again"))
        }
    }

    /// SHA-256 of the files; those that cannot be read have none.
    private static func digests(
        of names: Set<String>, _ bytes: [UInt8], _ walk: ContainerWalk?
    ) -> [String: ContentDigest] {
        guard !names.isEmpty else { return [:] }
        var digests: [String: ContentDigest] = [:]
        do throws(ArchiveError) {
            var reader = try open(bytes, walk)
            defer { _ = walk?.take(byteCount: reader.unpackedByteCount) }
            while let entry = try reader.nextEntry() {
                guard entry.kind == .regular, let name = fileName(entry.name), names.contains(name),
                    digests[name] == nil
                else { continue }
                digests[name] = digest(&reader)
            }
        } catch {
            // What was read before stays good; the damage was said when the names were listed.
        }
        return digests
    }

    private static func digest(_ reader: inout ArchiveReader) -> ContentDigest? {
        do {
            var hash = try HashStream(.sha256)
            try reader.readBlocks { block in try hash.update(block) }
            return ContentDigest(try hash.finish())
        } catch {
            return nil
        }
    }
}
