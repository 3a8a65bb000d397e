package import ClaimModel

/// A certificate a mediator knows, with the name he gave it and the days on which it may seal.
package struct AllowedSigner: Hashable, Sendable {
    /// The mediator's own name for the signer.
    package let label: String
    /// The SHA-256 of the certificate.
    package let fingerprint: ContentDigest
    /// The first and the last day in UTC on which a seal by it counts; both belong to the period.
    package let notBefore: CalendarDay?
    package let notAfter: CalendarDay?

    /// Characters in a label.
    package static let labelLimit = 200

    /// Nil when the label is empty, too long, or holds what could not be written and read again as one
    /// quoted word: quotes, backslashes, control and direction characters; or when the period ends
    /// before it begins.
    package init?(
        label: String, fingerprint: ContentDigest, notBefore: CalendarDay? = nil,
        notAfter: CalendarDay? = nil
    ) {
        guard (1...Self.labelLimit).contains(label.unicodeScalars.count),
            label.unicodeScalars.allSatisfy(Self.isAllowed), label.first != " ", label.last != " "
        else { return nil }
        if let notBefore, let notAfter, notAfter.dayNumber < notBefore.dayNumber { return nil }
        self.label = label
        self.fingerprint = fingerprint
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: scalar != "\"" && scalar != "\\"
        }
    }

    /// Why a seal of this moment, in seconds since 1970-01-01T00:00:00Z, does not count; nil when it does.
    func refusal(at moment: Int64?) -> String? {
        guard notBefore != nil || notAfter != nil else { return nil }
        guard let moment else {
            return "“\(label)” is allowed for some days only, and no moment was given"
        }
        let seconds = moment.quotientAndRemainder(dividingBy: 86_400)
        let day = seconds.remainder < 0 ? seconds.quotient - 1 : seconds.quotient
        if let notBefore, day < notBefore.dayNumber {
            return "“\(label)” is allowed from \(notBefore) on, not before"
        }
        if let notAfter, day > notAfter.dayNumber {
            return "“\(label)” was allowed until \(notAfter), not after"
        }
        return nil
    }

    /// Its line in a file, without the line end.
    package var line: String {
        var words = ["\"\(label)\"", "sha256:\(fingerprint.hex)"]
        if let notBefore { words.append("not-before=\(notBefore)") }
        if let notAfter { words.append("not-after=\(notAfter)") }
        return words.joined(separator: " ")
    }
}

/// A file of allowed signers: one on each line, in the manner of ssh's file of that name.
///
///     # known to me since the order of March
///     "Larkspur Devices LLC" sha256:3f2a…(64 digits) not-before=2026-01-01 not-after=2028-12-31
///     holm sha256:91bc…
///
/// A line has a label, quoted when it holds spaces, a fingerprint, and up to two days in UTC, both of
/// which belong to the period. Empty lines and lines that begin with `#` are passed over. Everything
/// else is an error with its line: a file that decides about trust is not guessed at.
package struct AllowedSignersFile: Hashable, Sendable {
    /// The lines as they are in the file, without line ends; comments among them.
    private var lines: [String]
    package private(set) var signers: [AllowedSigner]

    package static let byteLimit = 1 << 20
    package static let signerLimit = 10_000

    package struct Problem: Error, Hashable, Sendable {
        /// From 1; nil when it is about the whole file.
        package let line: Int?
        package let message: String
    }

    package init() {
        lines = []
        signers = []
    }

    package init(reading bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.byteLimit else {
            throw Problem(line: nil, message: "the file has more than \(Self.byteLimit) bytes")
        }
        var rows = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if rows.last?.isEmpty == true { rows.removeLast() }
        var lines: [String] = []
        var signers: [AllowedSigner] = []
        var labels: [ContentDigest: String] = [:]
        for (index, row) in rows.enumerated() {
            guard let text = String(validating: row, as: UTF8.self) else {
                throw Problem(line: index + 1, message: "this line is not UTF-8")
            }
            lines.append(text)
            guard let signer = try Self.signer(text, line: index + 1) else { continue }
            if let earlier = labels.updateValue(signer.label, forKey: signer.fingerprint) {
                throw Problem(
                    line: index + 1,
                    message: "this fingerprint stands in the file already, as “\(earlier)”")
            }
            guard signers.count < Self.signerLimit else {
                throw Problem(
                    line: index + 1, message: "the file has more than \(Self.signerLimit) signers")
            }
            signers.append(signer)
        }
        self.lines = lines
        self.signers = signers
    }

    /// The whole file.
    package var bytes: [UInt8] { lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] } }

    /// Adds a line at the end.
    package mutating func add(_ signer: AllowedSigner) {
        lines.append(signer.line)
        signers.append(signer)
    }

    /// Takes out every signer with this label or fingerprint and gives them; other lines stay as they are.
    package mutating func remove(
        label: String?, fingerprint: ContentDigest?
    ) throws(Problem) -> [AllowedSigner] {
        var kept: [String] = []
        var removed: [AllowedSigner] = []
        for (index, line) in lines.enumerated() {
            guard let signer = try Self.signer(line, line: index + 1),
                signer.fingerprint == fingerprint
                    || label.map({ $0.utf8.elementsEqual(signer.label.utf8) }) == true
            else {
                kept.append(line)
                continue
            }
            removed.append(signer)
        }
        lines = kept
        signers.removeAll { removed.contains($0) }
        return removed
    }

    /// Nil for an empty line or a comment.
    private static func signer(_ text: String, line: Int) throws(Problem) -> AllowedSigner? {
        func problem(_ message: String) -> Problem { Problem(line: line, message: message) }
        guard !text.utf8.contains(UInt8(ascii: "\r")) else {
            throw problem("this line ends as on Windows; save the file with plain line ends")
        }
        let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") }
        guard let first = trimmed.first, first != UInt8(ascii: "#") else { return nil }
        guard var words = Self.words(text) else {
            throw problem("a quote is opened and not closed, or stands inside a word")
        }
        guard words.count >= 2 else {
            throw problem("this line is not a label and a fingerprint, as: \"name\" sha256:…")
        }
        let label = words.removeFirst(), pin = words.removeFirst()
        guard let fingerprint = SignerTrust.pin(pin), pin.utf8.count == 71 else {
            throw problem("“\(pin)” is not sha256: and 64 hexadecimal digits")
        }
        var days: [String: CalendarDay] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, ["not-before", "not-after"].contains(parts[0]) else {
                throw problem("“\(word)” is not not-before=YYYY-MM-DD or not-after=YYYY-MM-DD")
            }
            guard let day = CalendarDay(parts[1]) else {
                throw problem("“\(parts[1])” is no day of the form YYYY-MM-DD")
            }
            guard days.updateValue(day, forKey: parts[0]) == nil else {
                throw problem("\(parts[0]) stands twice in this line")
            }
        }
        guard
            let signer = AllowedSigner(
                label: label, fingerprint: fingerprint, notBefore: days["not-before"],
                notAfter: days["not-after"])
        else {
            throw problem(
                "the label is empty, too long or holds characters that cannot be seen, "
                    + "or the period ends before it begins")
        }
        return signer
    }

    /// Words between spaces; a word in double quotes may hold spaces. Nil when quotes do not pair.
    private static func words(_ text: String) -> [String]? {
        var words: [String] = []
        var word: [UInt8]?
        var isQuoted = false
        var wasQuoted = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                isQuoted = false
                wasQuoted = true
            case UInt8(ascii: "\""):
                guard word == nil else { return nil }
                isQuoted = true
                word = []
            case UInt8(ascii: " ") where !isQuoted, UInt8(ascii: "\t") where !isQuoted:
                if let word { words.append(String(decoding: word, as: UTF8.self)) }
                word = nil
                wasQuoted = false
            default:
                guard !wasQuoted else { return nil }
                if word == nil { word = [] }
                word?.append(byte)
            }
        }
        guard !isQuoted else { return nil }
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }
}
