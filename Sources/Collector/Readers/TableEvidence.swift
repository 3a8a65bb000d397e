import ClaimModel

/// Reads tables in text files (CSV) as evidence of any kind.
enum TableEvidence {
    /// The reading of a file; nil when its heading says nothing known.
    static func read(
        _ source: EvidenceSource, charset: String?
    ) throws(EvidenceSourceError) -> Reading? {
        let bytes = TextLines.inUTF8(try source.all(limit: TextLines.byteLimit), charset: charset)
        if let sidecar = SidecarReader.read(table: bytes) { return .document(sidecar) }
        if let transcript = ChatTable.read(bytes) { return .chat(transcript) }
        if let record = TrackingTable.read(bytes) { return .tracking(record) }
        let lines = TextLines(bytes, charset: nil)
        if let sidecar = SidecarReader.read(lines: lines) { return .document(sidecar) }
        return TrackingTable.read(lines).map { .tracking($0) }
    }
}
