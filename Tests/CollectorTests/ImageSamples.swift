import Synchronization

@testable import Collector

/// Builds image files byte by byte, so that a test says what it puts in.
enum ImageSamples {
    static func big(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
    }

    static func little(_ value: Int, _ size: Int) -> [UInt8] { big(value, size).reversed() }

    /// A PNG chunk; its checksum is left zero because readers here do not look at it.
    static func chunk(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        big(payload.count, 4) + Array(type.utf8) + payload + [0, 0, 0, 0]
    }

    static func png(_ chunks: [[UInt8]] = [], width: Int = 720, height: Int = 1_280) -> [UInt8] {
        PNGReader.signature
            + chunk("IHDR", big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0])
            + chunks.flatMap { $0 }
            + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
    }

    static func text(_ keyword: String, _ text: String) -> [UInt8] {
        chunk("tEXt", Array(keyword.utf8) + [0] + Array(text.utf8))
    }

    static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(payload.count + 2, 2) + payload
    }

    static func jpeg(
        _ segments: [[UInt8]] = [], width: Int = 1_600, height: Int = 1_200, frame: UInt8 = 0xC0,
        scan: [UInt8] = [1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4], tail: [UInt8] = []
    ) -> [UInt8] {
        [0xFF, 0xD8] + segments.flatMap { $0 }
            + segment(frame, [8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0])
            + segment(0xDA, [1, 1, 0, 0, 63, 0]) + scan + [0xFF, 0xD9] + tail
    }

    static func exif(_ tiff: [UInt8]) -> [UInt8] { segment(0xE1, Array("Exif\0\0".utf8) + tiff) }

    static func packet(_ xml: String) -> [UInt8] {
        segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xml.utf8))
    }

    /// A value of a TIFF directory.
    enum Value {
        case ascii(String)
        case short(Int)
        case fractions([(Int, Int)])
        case undefined([UInt8])
        case directory([(Int, Value)])
        case raw(type: Int, count: Int, field: [UInt8])
    }

    /// A TIFF block with nested directories.
    static func tiff(_ entries: [(Int, Value)], isLittleEndian: Bool = false) -> [UInt8] {
        let number = isLittleEndian ? little : big
        let head: [UInt8] = isLittleEndian ? [0x49, 0x49, 0x2A, 0] : [0x4D, 0x4D, 0, 0x2A]
        return head + number(8, 4) + directory(entries, at: 8, number)
    }

    private static func directory(
        _ entries: [(Int, Value)], at start: Int, _ number: (Int, Int) -> [UInt8]
    ) -> [UInt8] {
        var table: [UInt8] = number(entries.count, 2)
        var values: [UInt8] = []
        let valueStart = start + 2 + entries.count * 12 + 4
        for (tag, value) in entries {
            var type = 2
            var count = 0
            var bytes: [UInt8] = []
            var field: [UInt8]?
            switch value {
            case .ascii(let text):
                bytes = Array(text.utf8) + [0]
                count = bytes.count
            case .short(let short):
                (type, count, field) = (3, 1, number(short, 2) + [0, 0])
            case .fractions(let list):
                (type, count) = (5, list.count)
                bytes = list.flatMap { number($0.0, 4) + number($0.1, 4) }
            case .undefined(let raw): (type, count, bytes) = (7, raw.count, raw)
            case .directory(let inner):
                (type, count, field) = (4, 1, number(valueStart + values.count, 4))
                values += directory(inner, at: valueStart + values.count, number)
            case .raw(let rawType, let rawCount, let rawField):
                (type, count, field) = (rawType, rawCount, rawField)
            }
            if field == nil {
                if bytes.count <= 4 {
                    field = bytes + Array(repeating: 0, count: 4 - bytes.count)
                } else {
                    field = number(valueStart + values.count, 4)
                    values += bytes
                }
            }
            table += number(tag, 2) + number(type, 2) + number(count, 4) + (field ?? [])
        }
        return table + number(0, 4) + values
    }

    /// A phone's photo: device, clocks with offset, position and satellites' time.
    static func phone(
        taken: String = "2026:04:09 14:31:12", offset: String? = nil,
        satellites: (day: String, hour: Int, minute: Int, second: Int)? = nil,
        software: String = "P3-8.1", isLittleEndian: Bool = false
    ) -> [UInt8] {
        var exif: [(Int, Value)] = [(0x9003, .ascii(taken)), (0x9004, .ascii(taken))]
        if let offset { exif.append((0x9011, .ascii(offset))) }
        var entries: [(Int, Value)] = [
            (0x010F, .ascii("Tessel")), (0x0110, .ascii("P3")), (0x0112, .short(6)),
            (0x0131, .ascii(software)), (0x0132, .ascii(taken)), (0x8769, .directory(exif)),
        ]
        if let satellites {
            entries.append(
                (
                    0x8825,
                    .directory([
                        (1, .ascii("N")), (2, .fractions([(30, 1), (16, 1), (192, 100)])),
                        (3, .ascii("W")), (4, .fractions([(97, 1), (44, 1), (3516, 100)])),
                        (
                            7,
                            .fractions([
                                (satellites.hour, 1), (satellites.minute, 1),
                                (satellites.second, 1),
                            ])
                        ),
                        (29, .ascii(satellites.day)),
                    ])
                ))
        }
        return self.exif(tiff(entries, isLittleEndian: isLittleEndian))
    }
}

/// Counts what a reader asks of its source.
final class ImageAskedRanges: Sendable {
    private let asked = Mutex<[Range<Int>]>([])

    var ranges: [Range<Int>] { asked.withLock { $0 } }
    var byteCount: Int { ranges.reduce(0) { $0 + $1.count } }

    func source(_ bytes: [UInt8]) -> EvidenceSource {
        EvidenceSource(byteCount: bytes.count) {
            [self] (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            asked.withLock { $0.append(offset..<(offset + count)) }
            return Array(bytes[offset..<(offset + count)])
        }
    }
}

/// Numbers that look random and are the same every time.
struct ImageNoise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
