import ClaimModel

/// GoPro's metadata format (github.com/gopro/gpmf-parser, a published format): keys of four letters with
/// type, size and count, padded to four bytes; type 0 nests. Read are the first satellite fix and its
/// clock, which is UTC, out of one payload of the track of metadata.
enum GPMFReader {
    /// Bytes of the one payload that is read; a second of telemetry takes some ten thousand.
    static let payloadLimit = 256 << 10
    /// Keys of one payload that are looked at, and how deep they nest: device, stream, value.
    static let keyLimit = 20_000
    static let depthLimit = 3

    /// The first payload of a track of metadata: by its sample and chunk tables (ISO/IEC 14496-12, 8.7),
    /// nil when they do not say where it stands. This is the one place where media is read.
    static func firstPayload(
        of table: [MovieBox], _ walk: inout MovieBoxWalk
    ) throws(EvidenceSourceError) -> [UInt8]? {
        var size: Int?
        var offset: Int?
        for box in table {
            switch box.type {
            case "stsz":
                let bytes = try walk.start(of: box, count: 16)
                guard let fixed = bytes.u32(4) else { continue }
                size = fixed > 0 ? fixed : bytes.u32(12)
            case "stco": offset = try walk.start(of: box, count: 12).u32(8)
            case "co64":
                offset = try walk.start(of: box, count: 16).number(at: 8, size: 8)
                    .flatMap { Int(exactly: $0) }
            default: break
            }
        }
        guard let size, let offset, size > 8, size <= payloadLimit, offset > 0 else { return nil }
        return try walk.source.bytes(at: offset, count: size)
    }

    /// What a payload states of the satellites.
    struct Fix: Equatable {
        var location: GeoPoint
        /// `yymmddhhmmss.sss`.
        var clock: ClockReading?
    }

    /// The first position with a fix; nil when there is none.
    static func fix(in payload: [UInt8]) -> Fix? {
        var reader = Reader(bytes: MetadataBytes(payload))
        reader.read(0..<payload.count, depth: 0)
        return reader.found
    }

    private struct Reader {
        let bytes: MetadataBytes
        var found: Fix?
        private var keyCount = 0

        init(bytes: MetadataBytes) { self.bytes = bytes }

        mutating func read(_ range: Range<Int>, depth: Int) {
            var at = range.lowerBound
            // Of one stream: whether there is a fix, how numbers are scaled, and the clock.
            var isFixed = false
            var scales: [Int] = []
            var clock: ClockReading?
            while at <= range.upperBound - 8, found == nil, keyCount < GPMFReader.keyLimit {
                keyCount += 1
                guard let key = bytes.slice(at: at, count: 4), let type = bytes.u8(at + 4),
                    let size = bytes.u8(at + 5), let count = bytes.u16(at + 6)
                else { return }
                let length = size * count
                let start = at + 8
                guard length <= range.upperBound - start else { return }
                if type == 0, depth < GPMFReader.depthLimit {
                    read(start..<(start + length), depth: depth + 1)
                } else if key.elementsEqual("GPSF".utf8) {
                    // 0 no lock, 2 and 3 the dimensions of one.
                    isFixed = bytes.u32(start).map { $0 == 2 || $0 == 3 } ?? false
                } else if key.elementsEqual("GPSU".utf8) {
                    clock = GPMFReader.clock(bytes.slice(at: start, count: min(length, 16)) ?? [])
                } else if key.elementsEqual("SCAL".utf8) {
                    scales = (0..<min(count, 9)).compactMap {
                        size == 4 ? bytes.i32(start + $0 * 4) : bytes.u16(start + $0 * 2)
                    }
                } else if key.elementsEqual("GPS5".utf8), isFixed, size == 20, count > 0 {
                    found = position(at: start, scales).map { Fix(location: $0, clock: clock) }
                }
                // Up to the next multiple of four.
                at = start + (length + 3) / 4 * 4
            }
        }

        private func position(at start: Int, _ scales: [Int]) -> GeoPoint? {
            func scale(_ index: Int) -> Int {
                scales.count == 1 ? scales[0] : scales.indices.contains(index) ? scales[index] : 0
            }
            guard scale(0) > 0, scale(1) > 0, let latitude = bytes.i32(start),
                let longitude = bytes.i32(start + 4)
            else { return nil }
            return GeoPoint(
                latitude: Double(latitude) / Double(scale(0)),
                longitude: Double(longitude) / Double(scale(1)))
        }
    }

    /// The satellites' clock as the device wrote it down, in a file its owner can change.
    private static func clock(_ text: ArraySlice<UInt8>) -> ClockReading? {
        let digits = text.prefix(12)
        guard digits.count == 12, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let parts = stride(from: 0, to: 12, by: 2).map { index in
            digits.dropFirst(index).prefix(2).reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let day = CalendarDay(year: 2_000 + parts[0], month: parts[1], day: parts[2]),
            let clock = WallClock(day: day, hour: parts[3], minute: parts[4], second: parts[5])
        else { return nil }
        return ClockReading(
            raw: MetadataText.utf8(text), wallClock: clock, offset: .utc, offsetSource: .format,
            keeper: .device)
    }
}
