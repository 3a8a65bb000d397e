/// Certificates in PEM (RFC 7468): text before, between and after the blocks is ignored, as every
/// tool that writes them expects.
package enum PEMText {
    /// The decoded blocks with this label, in order; nil for a block whose base 64 is broken.
    static func blocks(labelled label: String, in text: [UInt8]) -> [[UInt8]?] {
        let begin = Array("-----BEGIN \(label)-----".utf8)
        let end = Array("-----END \(label)-----".utf8)
        var blocks: [[UInt8]?] = []
        var inside: [UInt8]?
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 }
            if trimmed.starts(with: begin) {
                inside = []
            } else if trimmed.starts(with: end), let body = inside {
                blocks.append(Base64.decode(body))
                inside = nil
            } else if inside != nil {
                inside?.append(contentsOf: trimmed.filter { $0 != 0x20 && $0 != 0x09 })
            }
        }
        return blocks
    }

    /// One block with lines of 64 characters and a final newline.
    package static func block(labelled label: String, _ bytes: [UInt8]) -> [UInt8] {
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        let body = Array(Base64.encode(bytes).utf8)
        var index = 0
        while index < body.count {
            let end = min(index + 64, body.count)
            text.append(contentsOf: body[index..<end])
            text.append(0x0A)
            index = end
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }

    static func contains(_ phrase: String, in text: [UInt8]) -> Bool {
        let wanted = Array(phrase.utf8)
        guard let first = wanted.first, text.count >= wanted.count else { return false }
        return (0...(text.count - wanted.count)).contains { start in
            text[start] == first && text[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
