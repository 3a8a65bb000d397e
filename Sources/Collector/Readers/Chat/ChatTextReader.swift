package import ClaimModel

/// Reads chats that are plain text or tables, WhatsApp's apart.
package enum ChatTextReader {
    /// The transcript in a file; nil when it is of no known shape.
    package static func read(
        _ source: EvidenceSource, charset: String?
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try source.all(limit: TextLines.byteLimit)
        let text = TextLines(bytes, charset: charset)
        for shape in TextChatShape.all {
            if let transcript = shape.read(text) { return transcript }
        }
        return nil
    }
}
