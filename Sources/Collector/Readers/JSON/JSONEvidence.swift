package import ClaimModel

/// Reads JSON as evidence: parsed once, then tried on every shape of chats and of tracking.
package enum JSONEvidence {
    /// Bytes of a file that are read.
    package static let byteLimit = 64 << 20

    /// The reading of a file; nil when it is no JSON or of no known shape. Throws when a file named
    /// `.json` cannot be read as JSON, so that its owner learns why.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> Reading? {
        let bytes = try source.all(limit: byteLimit)
        if let transcript = ChatLabLines.read(bytes) { return .chat(transcript) }
        do throws(JSONProblem) {
            let (document, wasRepaired) = try self.document(bytes)
            let root = JSONNode(document)
            for shape in ChatShape.all {
                guard var transcript = shape.read(root) else { continue }
                if wasRepaired { transcript.remarks.append(repairRemark) }
                return .chat(transcript)
            }
            if let record = TrackingReader.record(document) { return .tracking(record) }
            return SidecarReader.read(root).map { .document($0) }
        } catch {
            guard fileName.utf8.suffix(5).elementsEqual(".json".utf8) else { return nil }
            throw EvidenceSourceError(reason: "is no JSON that can be trusted: \(error)")
        }
    }

    private static var limits: JSONReader.Limits {
        var limits = JSONReader.Limits()
        limits.byteCount = byteLimit
        limits.valueCount = 4_000_000
        return limits
    }

    private static func document(
        _ bytes: [UInt8]
    ) throws(JSONProblem) -> (value: JSONValue, wasRepaired: Bool) {
        do throws(JSONProblem) {
            return (try JSONReader.read(bytes, limits: limits), false)
        } catch {
            guard error.kind == .syntax, let repaired = repaired(bytes) else { throw error }
            return (try JSONReader.read(repaired, limits: limits), true)
        }
    }

    /// Telegram's own serialiser writes control characters as `\x1F`, which is no escape of JSON.
    /// The bytes with those escapes put right; nil when there are none.
    static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var found = false
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
                result.append(bytes[at])
                at += 1
                continue
            }
            if bytes[at + 1] == UInt8(ascii: "x"), at + 3 < bytes.count {
                result += "\\u00".utf8
                found = true
            } else {
                result += bytes[at...(at + 1)]
            }
            at += 2
        }
        return found ? result : nil
    }

    private static var repairRemark: Finding {
        Finding(
            code: "chat.json.repaired", severity: .note, places: [Place(spot: .whole)],
            message:
                "the file has escapes that are no JSON, as Telegram writes them; they were read as meant"
        )
    }
}
