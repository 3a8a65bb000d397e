/// What a zip archive holds, by the names in its central directory (APPNOTE 4.3.12): enough to tell
/// office documents from plain archives. Nothing is unpacked, and nothing here is trusted.
enum ZipContent {
    /// Bytes of a central directory that are looked at.
    static let directoryByteLimit = 1 << 20
    /// Names that are looked at.
    static let nameLimit = 4_096

    struct Members {
        /// The content of a first, stored member called `mimetype`.
        var declared: String?
        var names: [[UInt8]] = []
    }

    static func members(
        of source: EvidenceSource, head: [UInt8]
    ) throws(EvidenceSourceError) -> Members {
        var members = Members(declared: declaredType(head))
        let tailCount = min(source.byteCount, 22 + 0xFFFF)
        let tail = try source.bytes(at: source.byteCount - tailCount, count: tailCount)
        var end = tail.count - 22
        let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        while end >= 0, tail[end] != mark[0] || !tail.holds(mark, at: end) { end -= 1 }
        guard end >= 0 else { return members }
        let size = number(tail, at: end + 12, bytes: 4)
        let offset = number(tail, at: end + 16, bytes: 4)
        let directory = try source.bytes(at: offset, count: min(size, directoryByteLimit))
        var place = 0
        while members.names.count < nameLimit,
            directory.holds([0x50, 0x4B, 0x01, 0x02], at: place),
            place + 46 <= directory.count
        {
            let nameCount = number(directory, at: place + 28, bytes: 2)
            let rest =
                number(directory, at: place + 30, bytes: 2)
                + number(directory, at: place + 32, bytes: 2)
            guard place + 46 + nameCount <= directory.count else { break }
            members.names.append(Array(directory[(place + 46)..<(place + 46 + nameCount)]))
            place += 46 + nameCount + rest
        }
        return members
    }

    /// The media type of a known kind of package; nil for other archives.
    static func mediaType(_ members: Members) -> String? {
        // OpenDocument, EPUB and ASiC (ETSI EN 319 162-1, A.1) say their type in a member.
        if let declared = members.declared { return declared }
        func has(_ prefix: String) -> Bool {
            members.names.contains { $0.starts(with: prefix.utf8) }
        }
        let office = "application/vnd.openxmlformats-officedocument."
        if has("[Content_Types].xml") {
            if has("word/") { return office + "wordprocessingml.document" }
            if has("xl/") { return office + "spreadsheetml.sheet" }
            if has("ppt/") { return office + "presentationml.presentation" }
        }
        if has("META-INF/"),
            members.names.contains(where: { $0.suffix(4).elementsEqual(".p7s".utf8) })
        {
            return "application/vnd.etsi.asic-e+zip"
        }
        return nil
    }

    /// A first member `mimetype`, stored, whose content reads like a media type.
    private static func declaredType(_ head: [UInt8]) -> String? {
        guard head.holds([0x50, 0x4B, 0x03, 0x04], at: 0), head.count >= 30,
            number(head, at: 8, bytes: 2) == 0, number(head, at: 26, bytes: 2) == 8,
            head.holds("mimetype", at: 30)
        else { return nil }
        let start = 38 + number(head, at: 28, bytes: 2)
        let size = number(head, at: 18, bytes: 4)
        guard (1...127).contains(size), start + size <= head.count else { return nil }
        let content = head[start..<(start + size)]
        let isType = content.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                || "/.+-".utf8.contains($0)
        }
        guard isType, content.starts(with: "application/".utf8) else { return nil }
        return String(decoding: content, as: UTF8.self)
    }

    private static func number(_ bytes: [UInt8], at offset: Int, bytes count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
