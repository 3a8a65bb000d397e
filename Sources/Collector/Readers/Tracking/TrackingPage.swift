import ClaimModel
import SystemLibraries

/// Saved tracking pages. To add one, write a file with its `read` function and list it here.
enum TrackingPage {
    /// A run of bytes that every such page has, and the record in it.
    private static let shapes:
        [(marker: String, read: @Sendable (HTMLElement) -> TrackingRecord?)] = [
            ("timeline-event", DHLeCommercePage.read)
        ]

    /// The record in a page; nil when it is of no known structure.
    static func read(_ source: EvidenceSource) throws(EvidenceSourceError) -> TrackingRecord? {
        let bytes = try source.all(limit: HTMLDocument.Limits.defaultByteCount)
        for shape in shapes where ByteTable([shape.marker]).occurs(in: bytes, bytes.indices) {
            guard let root = (try? HTMLDocument(bytes))?.root, let record = shape.read(root) else {
                continue
            }
            return record
        }
        return nil
    }
}
