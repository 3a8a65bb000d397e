import ClaimModel

/// What `pdfsig -nocert` says of the signatures in a PDF. Certificates are not checked: that would
/// need the network, and anyone can write any name into a certificate of his own.
enum PDFSignatures {
    /// Signatures read of one file.
    static let limit = 100

    /// One signature and whether it covers the file to its end.
    struct Found {
        var signature: DocumentSignature
        var coversFile: Bool
    }

    /// The signatures in file order.
    static func read(_ output: [UInt8]) -> [Found] {
        var found: [Found] = []
        var lines: [ArraySlice<UInt8>] = []
        func close() {
            if !lines.isEmpty, found.count < limit, let one = signature(lines) { found.append(one) }
            lines = []
        }
        for line in output.split(separator: 0x0A) {
            if line.starts(with: "Signature #".utf8) { close() }
            if line.starts(with: "  ".utf8) { lines.append(line) }
        }
        close()
        return found
    }

    /// A block of lines; of equal labels the last counts, because pdfsig's own verdict stands last.
    private static func signature(_ lines: [ArraySlice<UInt8>]) -> Found? {
        var values: [String: String] = [:]
        var coversFile = false
        for line in lines {
            let text = MetadataText.utf8(line)
            guard text.hasPrefix("- ") else { continue }
            let body = text.dropFirst(2)
            if body == "Total document signed" { coversFile = true }
            if body == "Not total document signed" { coversFile = false }
            guard let colon = body.firstIndex(of: ":") else { continue }
            values[String(body[..<colon])] = MetadataText.trimmed(
                String(body[body.index(after: colon)...]))
        }
        guard let verdict = values["Signature Validation"] else { return nil }
        let isIntact = verdict == "Signature is Valid."
        var status =
            verdict + (coversFile ? " Total document signed." : " Not total document signed.")
        if isIntact { status += " Certificate not checked." }
        return Found(
            signature: DocumentSignature(
                signer: values["Signer Certificate Common Name"].flatMap { $0.isEmpty ? nil : $0 },
                time: values["Signing Time"].flatMap(time), status: status, isIntact: isIntact),
            coversFile: coversFile)
    }

    /// `Mar 22 2021 09:57:17`, in UTC because pdfsig runs with that zone. The time the signer states
    /// is his computer's word; one of 1970 is how pdfsig writes none.
    private static func time(_ text: String) -> ClockReading? {
        let words = text.split(separator: " ")
        guard words.count == 4, let day = PrintedDay.read("\(words[0]) \(words[1]) \(words[2])"),
            day.year > 1970
        else { return nil }
        let parts = words[3].split(separator: ":").compactMap { Int($0) }
        guard parts.count == 3,
            let clock = WallClock(day: day, hour: parts[0], minute: parts[1], second: parts[2])
        else { return nil }
        return ClockReading(
            raw: text, wallClock: clock, offset: .utc, offsetSource: .format, keeper: .device)
    }
}
