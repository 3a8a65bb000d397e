/// What a reader found in one file. Readers state facts, never opinions.
///
/// Held elsewhere, so that the many files without one stay small.
public indirect enum Reading: Hashable, Sendable {
    /// Messages of a chat.
    case chat(ChatTranscript)
    /// Consignments of a carrier's or aggregator's record.
    case tracking(TrackingRecord)
    /// Text of a document, with places.
    case document(DocumentText)
    /// What a video says of itself.
    case video(VideoMetadata)
    /// What an image says of itself.
    case image(ImageMetadata)
    /// What a container holds.
    case archive(ArchiveListing)
    /// Nothing: the format is not known, the file is packed and hashed.
    case opaque
    /// Nothing: the format is known, and this is why the file could not be read.
    case unread(reason: String)

    /// A word for the kind of reading: `chat`, `tracking`, `document`, `video`, `image`, `archive`,
    /// `opaque`, `unread`.
    public var name: String {
        switch self {
        case .chat: "chat"
        case .tracking: "tracking"
        case .document: "document"
        case .video: "video"
        case .image: "image"
        case .archive: "archive"
        case .opaque: "opaque"
        case .unread: "unread"
        }
    }

    /// The reading as named facts, in a fixed order.
    public var facts: [StatedFact] {
        switch self {
        case .chat(let transcript): transcript.facts
        case .tracking(let record): record.facts
        case .document(let document): document.facts
        case .video(let video): video.facts
        case .image(let image): image.facts
        case .archive(let listing): listing.facts
        case .opaque: []
        case .unread(let reason): [StatedFact("unread", reason)]
        }
    }

    /// What the reader noticed about the file itself: gaps, conflicts, traces of editing.
    public var remarks: [Finding] {
        switch self {
        case .chat(let transcript): transcript.remarks
        case .tracking(let record): record.remarks
        case .document(let document): document.remarks
        case .video(let video): video.remarks
        case .image(let image): image.remarks
        case .archive(let listing): listing.remarks
        case .opaque, .unread: []
        }
    }
}
