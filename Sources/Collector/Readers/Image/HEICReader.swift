import ClaimModel

/// Reads the metadata of still pictures in boxes (HEIF, ISO/IEC 23008-12): size of the primary picture,
/// Exif and XMP, which are items beside it.
struct HEICReader {
    /// Bytes read of a table of items.
    static let tableLimit = 1_048_576
    /// Bytes read of one item of metadata.
    static let itemLimit = 1_048_576
    /// Bytes read of all items of metadata together: many may claim the same.
    static let totalLimit = 4 * itemLimit
    /// Items looked at.
    static let countLimit = 20_000

    private struct Extent {
        var offset: Int
        var length: Int
    }

    private var walk: MovieBoxWalk
    private var image: ImageMetadata

    /// The metadata and what is wrong with the file; nil when it has no items.
    static func read(
        _ source: EvidenceSource, format: String
    ) throws(EvidenceSourceError) -> (ImageMetadata, [MetadataProblem])? {
        var reader = HEICReader(
            walk: MovieBoxWalk(source), image: ImageMetadata(format: format, width: 0, height: 0))
        guard try reader.readFile() else { return nil }
        return (reader.image, reader.walk.problems)
    }

    private mutating func readFile() throws(EvidenceSourceError) -> Bool {
        for box in try walk.boxes(in: 0..<walk.source.byteCount, isTopLevel: true) {
            switch box.type {
            case "meta":
                try readMeta(box)
                return true
            case "uuid"
            where try walk.start(of: box, count: 16).bytes.starts(with: [0xD8, 0xFE, 0xC3, 0xD6]):
                image.hasContentCredentials = true
            default: break
            }
        }
        return false
    }

    private mutating func readMeta(_ meta: MovieBox) throws(EvidenceSourceError) {
        let inside = min(meta.payload.lowerBound + 4, meta.payload.upperBound)
        var types: [Int: String] = [:]
        var places: [Int: Extent] = [:]
        var primary: Int?
        for box in try walk.boxes(in: inside..<meta.payload.upperBound) {
            switch box.type {
            case "pitm":
                let bytes = try walk.start(of: box, count: 8)
                primary = bytes.number(at: 4, size: bytes.u8(0) == 0 ? 2 : 4).flatMap {
                    Int(exactly: $0)
                }
            case "iinf": types = try items(box)
            case "iloc":
                if let bytes = try walk.payload(of: box, limit: Self.tableLimit) {
                    places = Self.extents(bytes)
                }
            case "iprp": try readProperties(box, primary)
            default: break
            }
        }
        var left = Self.totalLimit
        for (id, type) in types.sorted(by: { $0.key < $1.key }) {
            guard type == "Exif" || type == "mime", let place = places[id],
                place.length <= min(Self.itemLimit, left)
            else { continue }
            left -= place.length
            let bytes = try walk.source.bytes(at: place.offset, count: place.length)
            if type == "Exif" {
                // In front stands where the TIFF block begins (ISO/IEC 23008-12, A.2.1).
                guard !image.hasExif, let skip = MetadataBytes(bytes).u32(0),
                    skip <= bytes.count - 4
                else { continue }
                for problem in ExifReader.read(
                    Array(bytes.dropFirst(4 + skip)), at: "Exif item \(id)", into: &image)
                {
                    walk.note(problem.place, problem.message)
                }
            } else {
                XMPFacts.add(XMPPacket(bytes), to: &image)
            }
        }
    }

    /// Types of items by number (`infe`, versions 2 and 3).
    private mutating func items(_ box: MovieBox) throws(EvidenceSourceError) -> [Int: String] {
        let version = try walk.start(of: box, count: 1).u8(0) ?? 0
        let start = box.payload.lowerBound + (version == 0 ? 6 : 8)
        guard start <= box.payload.upperBound else { return [:] }
        var types: [Int: String] = [:]
        for entry in try walk.boxes(in: start..<box.payload.upperBound) where entry.type == "infe" {
            let bytes = try walk.start(of: entry, count: 16)
            let wide = bytes.u8(0) == 3
            guard let id = bytes.number(at: 4, size: wide ? 4 : 2).flatMap({ Int(exactly: $0) }),
                let type = bytes.slice(at: wide ? 10 : 8, count: 4)
            else { continue }
            types[id] = MetadataText.latin1(type)
        }
        return types
    }

    /// The first extent of each item that lies in the file itself (`iloc`).
    private static func extents(_ bytes: MetadataBytes) -> [Int: Extent] {
        guard let version = bytes.u8(0), version <= 2, let sizes = bytes.u8(4),
            let more = bytes.u8(5)
        else { return [:] }
        let (offsetSize, lengthSize) = (sizes >> 4, sizes & 15)
        let (baseSize, indexSize) = (more >> 4, version == 0 ? 0 : more & 15)
        var at = 6
        func next(_ size: Int) -> Int? {
            defer { at += size }
            guard size > 0 else { return 0 }
            return bytes.number(at: at, size: size).flatMap { Int(exactly: $0) }
        }
        guard let count = next(version < 2 ? 2 : 4) else { return [:] }
        var found: [Int: Extent] = [:]
        for _ in 0..<min(count, countLimit) {
            guard let id = next(version < 2 ? 2 : 4), let method = version > 0 ? next(2) : 0,
                next(2) != nil, let base = next(baseSize), let extents = next(2)
            else { break }
            // Extents that take no bytes are all alike, and may be claimed by the thousand million.
            let takesBytes = indexSize + offsetSize + lengthSize > 0
            for index in 0..<(takesBytes ? extents : min(extents, 1)) {
                guard next(indexSize) != nil, let offset = next(offsetSize),
                    let length = next(lengthSize)
                else { return found }
                let (start, overflow) = base.addingReportingOverflow(offset)
                if index == 0, method & 15 == 0, !overflow {
                    found[id] = Extent(offset: start, length: length)
                }
            }
        }
        return found
    }

    /// The size that belongs to the primary picture, else the largest there is (`ispe`, `ipma`).
    private mutating func readProperties(
        _ box: MovieBox, _ primary: Int?
    ) throws(EvidenceSourceError) {
        var sizes: [(index: Int, width: Int, height: Int)] = []
        var wanted: Set<Int> = []
        for child in try walk.boxes(in: box.payload) {
            if child.type == "ipco" {
                for (index, property) in try walk.boxes(in: child.payload).enumerated()
                where property.type == "ispe" {
                    let bytes = try walk.start(of: property, count: 12)
                    if let width = bytes.u32(4), let height = bytes.u32(8) {
                        sizes.append((index + 1, width, height))
                    }
                }
            } else if child.type == "ipma", let primary,
                let bytes = try walk.payload(of: child, limit: Self.tableLimit)
            {
                wanted = Self.properties(of: primary, bytes)
            }
        }
        let own = sizes.first { wanted.contains($0.index) }
        guard let size = own ?? sizes.max(by: { $0.width < $1.width }) else { return }
        image.width = size.width
        image.height = size.height
    }

    private static func properties(of item: Int, _ bytes: MetadataBytes) -> Set<Int> {
        guard let version = bytes.u8(0), let flags = bytes.u8(3), let count = bytes.u32(4) else {
            return []
        }
        var at = 8
        for _ in 0..<min(count, countLimit) {
            let idSize = version < 1 ? 2 : 4
            guard let id = bytes.number(at: at, size: idSize).flatMap({ Int(exactly: $0) }),
                let associations = bytes.u8(at + idSize)
            else { return [] }
            at += idSize + 1
            let size = flags & 1 == 0 ? 1 : 2
            if id == item {
                return Set(
                    (0..<associations).compactMap { index in
                        size == 1
                            ? bytes.u8(at + index).map { $0 & 0x7F }
                            : bytes.u16(at + 2 * index).map { $0 & 0x7FFF }
                    })
            }
            at += size * associations
        }
        return []
    }
}
