import ClaimModel

/// What several shapes do with texts and events.
enum TrackingWords {
    /// City, state, postcode and country as written, commas between; nil when all are missing.
    static func place(_ parts: JSONNode...) -> String? {
        joined(parts.map(\.words))
    }

    /// Texts with commas between, without the missing ones and without repeating the one before.
    static func joined(_ parts: [String?]) -> String? {
        var kept: [String] = []
        for part in parts.compactMap({ $0 }) where kept.last != part { kept.append(part) }
        return kept.isEmpty ? nil : kept.joined(separator: ", ")
    }

    /// Text with each run of white space as one space, as XML means it; empty for nil.
    static func oneLine(_ text: String?) -> String {
        (text ?? "").split { $0 == " " || $0.isNewline || $0 == "\t" }.joined(separator: " ")
    }

    /// Events oldest first. When all moments are known they decide, equal ones staying as they stand
    /// in the file; else a list that starts with its latest is turned around as a whole, for wall
    /// clocks of several zones cannot be sorted.
    static func oldestFirst(_ events: [TrackingEvent]) -> [TrackingEvent] {
        let clocks = events.compactMap(\.clock)
        let startsWithLatest =
            if let first = clocks.first, let last = clocks.last {
                last.wallClock.firstSecond < first.wallClock.firstSecond
            } else { false }
        let ordered = startsWithLatest ? Array(events.reversed()) : events
        let moments = ordered.map { $0.clock?.unixSeconds }
        guard !moments.contains(nil) else { return ordered }
        return ordered.enumerated().sorted {
            let (one, other) = (moments[$0.offset] ?? 0, moments[$1.offset] ?? 0)
            return one == other ? $0.offset < $1.offset : one < other
        }.map(\.element)
    }

    /// The name behind "signed by" or "signed for by" in an event's text, up to a comma or semicolon.
    static func signer(in text: String) -> String? {
        let bytes = Array(text.utf8)
        let lower = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
        for phrase in ["signed for by", "signed by"] {
            guard let end = find(Array(phrase.utf8), in: lower) else { continue }
            let rest = bytes[end...].drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }
            let name = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
            let words = String(decoding: name, as: UTF8.self).trimmedOfSpace
            if !words.isEmpty { return words }
        }
        return nil
    }

    /// Text with the character references that some JSON answers carry over from HTML resolved:
    /// `&amp; &lt; &gt; &quot; &apos; &nbsp;` and decimal ones. Others stay as they are.
    static func withoutReferences(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let named: [String: String] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
        ]
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            let window = bytes[at..<min(at + 10, bytes.count)]
            guard bytes[at] == UInt8(ascii: "&"),
                let end = window.firstIndex(of: UInt8(ascii: ";"))
            else {
                result.append(bytes[at])
                at += 1
                continue
            }
            let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
            var replacement = named[name]
            if name.utf8.first == UInt8(ascii: "#"), let code = UInt32(name.dropFirst()),
                let scalar = Unicode.Scalar(code)
            {
                replacement = String(scalar)
            }
            result += replacement.map { Array($0.utf8) } ?? Array(bytes[at...end])
            at = end + 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The offset behind the first occurrence. Windows of a short pattern: linear for texts as they
    /// come, and never more than pattern × text.
    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard pattern.count <= bytes.count else { return nil }
        for start in 0...(bytes.count - pattern.count)
        where bytes[start..<(start + pattern.count)].elementsEqual(pattern) {
            return start + pattern.count
        }
        return nil
    }
}
