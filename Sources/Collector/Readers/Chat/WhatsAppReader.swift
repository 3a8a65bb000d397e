package import ClaimModel

/// Reads WhatsApp's own exports: the text, or the archive with text and media.
///
/// Times have no offset and stay without one. Names are labels the exporter chose, not identities.
package enum WhatsAppReader {
    /// The transcript in a file; nil when it is no export. Throws when an export is larger than
    /// `textByteLimit` or cannot be read.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        try read(source, fileName: fileName, into: nil)
    }

    /// The same; a sink takes the messages, and the transcript then has none.
    static func read(
        _ source: EvidenceSource, fileName: String, into sink: MessageSink?,
        isInner: Bool = false, walk: ContainerWalk = ContainerWalk()
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let head = try source.bytes(at: 0, count: headByteCount)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return try WhatsAppArchive.transcript(
                source, title: title(fileName), into: sink, isInner: isInner, walk: walk)
        }
        guard source.byteCount > head.count else {
            return WhatsAppText.transcript(
                head, format: "whatsapp-txt", title: title(fileName), into: sink)
        }
        // A line may be cut here, and a text in which nothing parses need not be read to its end.
        guard WhatsAppText.isExport(head) else { return nil }
        return WhatsAppText.transcript(
            try source.all(limit: WhatsAppText.byteLimit(head)), format: "whatsapp-txt",
            title: title(fileName), into: sink)
    }

    /// Bytes at the start that decide whether a file is an export.
    static let headByteCount = 256 << 10

    /// The chat's name in the name WhatsApp gives to an export.
    static func title(_ fileName: String) -> String? {
        var stem = Substring(fileName)
        for suffix in [".txt", ".zip"] where stem.hasSuffix(suffix) { stem = stem.dropLast(4) }
        for (before, after) in WhatsAppWords.fileNames
        where stem.hasPrefix(before) && stem.hasSuffix(after)
            && stem.utf8.count > before.utf8.count + after.utf8.count
        {
            return String(stem.dropFirst(before.count).dropLast(after.count)).trimmedOfSpace
        }
        return nil
    }
}
