import SystemLibraries

/// A message or a part of one (RFC 5322, MIME in RFC 2045 to 2047 and 2231), as far as evidence needs
/// it: header fields and content, decoded. Lenient as mail programs are, linear, and no deeper than
/// `depthLimit`.
struct MailPart {
    /// Parts inside each other.
    static let depthLimit = 8
    /// Parts of one message.
    static let partLimit = 1_000
    /// Header lines of one part.
    static let headerLimit = 1_000

    struct Field {
        /// In lower case.
        var name: String
        /// Unfolded; encoded words are still encoded.
        var value: String
    }

    /// In file order.
    private(set) var fields: [Field] = []
    /// The content, its transfer encoding undone; empty for parts that hold others.
    private(set) var content: [UInt8] = []
    /// The parts inside.
    private(set) var parts: [MailPart] = []
    /// True when an encoding was damaged or parts were left out.
    private(set) var isDamaged = false

    init(_ bytes: [UInt8]) {
        var count = 0
        self.init(bytes[...], depth: 0, count: &count)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int, count: inout Int) {
        count += 1
        let body = readFields(bytes)
        let type = contentType
        if type.value.hasPrefix("multipart/"), let boundary = type.parameters["boundary"] {
            guard depth < Self.depthLimit else {
                isDamaged = true
                return
            }
            for piece in Self.split(body, at: Array(boundary.utf8)) {
                guard count < Self.partLimit else {
                    isDamaged = true
                    return
                }
                parts.append(MailPart(piece, depth: depth + 1, count: &count))
            }
            // A boundary that never comes leaves the text readable.
            if parts.isEmpty { content = Array(body) }
            return
        }
        content = decoded(body)
    }

    /// The first field of a name, small letters.
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The same with its encoded words read.
    func text(_ name: String) -> String? { field(name).map(MailText.decoded) }

    /// Media type and parameters; `text/plain` where none is stated (RFC 2045, 5.2).
    var contentType: (value: String, parameters: [String: String]) {
        field("content-type").map(MailText.parameters) ?? ("text/plain", [:])
    }

    /// The name of the file it is, however it is written; nil when it is none.
    var fileName: String? {
        let disposition = field("content-disposition").map(MailText.parameters)
        return disposition?.parameters["filename"] ?? contentType.parameters["name"]
    }

    /// True for a part that is to be saved, not shown.
    var isAttachment: Bool {
        if let disposition = field("content-disposition").map(MailText.parameters),
            disposition.value == "attachment"
        {
            return true
        }
        return fileName != nil && !contentType.value.hasPrefix("multipart/")
    }

    /// Its text in the encoding it states.
    var words: String {
        let label = contentType.parameters["charset"] ?? "utf-8"
        if let charset = Charset(label: label),
            let decoded = TextDecoder.decode(content, as: charset)
        {
            return decoded.text
        }
        return String(decoding: content, as: UTF8.self)
    }

    /// All parts that hold no others, in order.
    var leaves: [MailPart] {
        guard !parts.isEmpty else { return [self] }
        return parts.flatMap(\.leaves)
    }

    private mutating func readFields(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
            let next = min(end + 1, bytes.endIndex)
            var line = bytes[at..<end]
            if line.last == 0x0D { line.removeLast() }
            if line.isEmpty { return bytes[next...] }
            if let first = line.first, first == 0x20 || first == 0x09 {
                if let last = fields.indices.last, fields[last].value.utf8.count < 64 << 10 {
                    fields[last].value +=
                        " " + MailText.raw(line).trimmedOfSpace
                }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ (33...126).contains($0) })
            {
                if fields.count < Self.headerLimit {
                    fields.append(
                        Field(
                            name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                            value: MailText.raw(line[(colon + 1)...]).trimmedOfSpace))
                }
            } else if !(fields.isEmpty && line.starts(with: "From ".utf8)),
                !line.starts(with: ">".utf8)
            {
                // No header: the empty line was forgotten, and the content begins here.
                return bytes[at...]
            }
            at = next
        }
        return bytes[bytes.endIndex...]
    }

    private mutating func decoded(_ body: ArraySlice<UInt8>) -> [UInt8] {
        switch field("content-transfer-encoding")?.lowercased().trimmedOfSpace {
        case "base64":
            var digits = body.filter { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
            }
            if digits.count % 4 == 1 {
                digits.removeLast()
                isDamaged = true
            }
            while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
            guard let bytes = Base64.decode(digits) else {
                isDamaged = true
                return []
            }
            return bytes
        case "quoted-printable": return MailText.quotedPrintable(body, isHeader: false)
        default: return Array(body)
        }
    }

    /// The bodies between delimiter lines (RFC 2046, 5.1.1).
    private static func split(
        _ body: ArraySlice<UInt8>, at boundary: [UInt8]
    ) -> [ArraySlice<UInt8>] {
        guard !boundary.isEmpty, boundary.count <= 200 else { return [] }
        let delimiter = Array("--".utf8) + boundary
        var pieces: [ArraySlice<UInt8>] = []
        var start: Int?
        var at = body.startIndex
        while at < body.endIndex {
            let end = body[at...].firstIndex(of: 0x0A) ?? body.endIndex
            if body[at..<end].starts(with: delimiter) {
                let rest = body[(at + delimiter.count)..<end]
                let isLast = rest.starts(with: "--".utf8)
                if isLast || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                    if let start {
                        // The line end in front belongs to the delimiter.
                        var stop = at
                        if stop > start, body[stop - 1] == 0x0A { stop -= 1 }
                        if stop > start, body[stop - 1] == 0x0D { stop -= 1 }
                        pieces.append(body[start..<stop])
                    }
                    start = min(end + 1, body.endIndex)
                    if isLast { return pieces }
                }
            }
            at = min(end + 1, body.endIndex)
        }
        if let start, start < body.endIndex { pieces.append(body[start...]) }
        return pieces
    }
}
