/// One box of an ISO base media file (ISO/IEC 14496-12, 4.2) or atom of a QuickTime file.
struct MovieBox {
    /// The four characters, in ISO 8859-1, so that `©xyz` is four characters.
    let type: String
    /// Where the box starts in the file.
    let start: Int
    /// What it holds, in bytes of the file.
    let payload: Range<Int>

    /// For people: `moov at byte 32`.
    var place: String { "\(type) at byte \(start)" }
}

/// Walks boxes by their headers; what they hold is read only on demand and never as a whole file.
struct MovieBoxWalk {
    /// Boxes walked of one file.
    static let boxLimit = 20_000
    /// Bytes read of one box of metadata.
    static let payloadLimit = 65_536
    /// Bytes read of one XMP box.
    static let packetLimit = 262_144

    /// The file.
    let source: EvidenceSource
    /// What is wrong with it.
    private(set) var problems: [MetadataProblem] = []
    private var boxCount = 0

    init(_ source: EvidenceSource) {
        self.source = source
    }

    /// The boxes of a range, in file order. A size of 0 means "to the end" for a box of the file
    /// itself and ends the list inside other boxes, where QuickTime writes it as a terminator. A box
    /// that is larger than what is around it is kept as far as it is there, and the walk ends.
    mutating func boxes(
        in range: Range<Int>, isTopLevel: Bool = false
    ) throws(EvidenceSourceError) -> [MovieBox] {
        var boxes: [MovieBox] = []
        var offset = range.lowerBound
        while offset <= range.upperBound - 8 {
            guard boxCount < Self.boxLimit else {
                note("byte \(offset)", "more than \(Self.boxLimit) boxes; the rest is not read")
                break
            }
            boxCount += 1
            let header = MetadataBytes(
                try source.bytes(at: offset, count: min(16, range.upperBound - offset)))
            guard let short = header.u32(0), let name = header.slice(at: 4, count: 4) else { break }
            var type = ""
            for byte in name { type.unicodeScalars.append(Unicode.Scalar(byte)) }
            var headerSize = 8
            var size = short
            switch short {
            case 0:
                guard isTopLevel else { return boxes }
                size = range.upperBound - offset
            case 1:
                headerSize = 16
                size = header.number(at: 8, size: 8).flatMap { Int(exactly: $0) } ?? 0
            default: break
            }
            guard size >= headerSize else {
                note(
                    "byte \(offset)", "the box says it has \(size) bytes, fewer than its own header"
                )
                break
            }
            let isCut = size > range.upperBound - offset
            let end = isCut ? range.upperBound : offset + size
            let box = MovieBox(
                type: type, start: offset, payload: min(offset + headerSize, end)..<end)
            if isCut {
                note(
                    Self.printable(box),
                    "the box says it has \(size) bytes, \(range.upperBound - offset) are left")
            }
            boxes.append(box)
            offset = end
        }
        return boxes
    }

    /// What a box holds; nil with a problem when that is more than `limit`.
    mutating func payload(
        of box: MovieBox, limit: Int = payloadLimit
    ) throws(EvidenceSourceError) -> MetadataBytes? {
        guard box.payload.count <= limit else {
            note(
                Self.printable(box),
                "the box has \(box.payload.count) bytes of metadata; it is not read")
            return nil
        }
        return MetadataBytes(
            try source.bytes(at: box.payload.lowerBound, count: box.payload.count))
    }

    /// The first bytes of what a box holds.
    func start(of box: MovieBox, count: Int) throws(EvidenceSourceError) -> MetadataBytes {
        MetadataBytes(
            try source.bytes(at: box.payload.lowerBound, count: min(count, box.payload.count)))
    }

    /// Records a problem.
    mutating func note(_ place: String, _ message: String) {
        if problems.count < MetadataProblem.limit {
            problems.append(MetadataProblem(place: place, message: message))
        }
    }

    private static func printable(_ box: MovieBox) -> String {
        let isPlain = box.type.unicodeScalars.allSatisfy {
            (0x20...0x7E).contains($0.value) || $0.value == 0xA9
        }
        return isPlain ? box.place : "box at byte \(box.start)"
    }
}
