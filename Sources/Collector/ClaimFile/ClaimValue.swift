import ClaimModel
import ClaimText

/// Why a text is not the value a key takes.
struct ClaimValueProblem: Error {
    let code: String
    let message: String
    let remedy: String

    init(_ code: String, _ message: String, _ remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// Readers of single values. Each says what to write instead, with the claimant's own value in the
/// right form where that can be told.
enum ClaimValue {
    static func text(_ text: String) throws(ClaimValueProblem) -> String { text }

    static func version(_ text: String) throws(ClaimValueProblem) -> String {
        guard text == ClaimFile.version else {
            throw ClaimValueProblem(
                "claimfile.version", "\(text.quoted()) is not a version this program reads",
                "Write: claimpack: \(ClaimFile.version)")
        }
        return text
    }

    static func venue(_ text: String) throws(ClaimValueProblem) -> Venue {
        let isName = text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isName else {
            throw ClaimValueProblem(
                "claimfile.venue", "\(text.quoted()) is not the name of a venue",
                "Write it in small letters, digits and hyphens: alibaba-trade-assurance")
        }
        return Venue(text)
    }

    static func reason(_ text: String) throws(ClaimValueProblem) -> Reason {
        guard let reason = Reason(rawValue: text) else {
            throw unknownWord(
                text, "claimfile.reason", "reason", of: Reason.allCases.map(\.rawValue))
        }
        return reason
    }

    static func countLevel(_ text: String) throws(ClaimValueProblem) -> CountLevel {
        guard let level = CountLevel(rawValue: text) else {
            throw unknownWord(
                text, "claimfile.counted-in", "level of counting",
                of: CountLevel.allCases.map(\.rawValue))
        }
        return level
    }

    static func kind(_ text: String) throws(ClaimValueProblem) -> ExhibitKind {
        guard let kind = ExhibitKind(rawValue: text) else {
            throw unknownWord(
                text, "claimfile.kind", "kind of exhibit", of: ExhibitKind.allCases.map(\.rawValue))
        }
        return kind
    }

    private static func unknownWord(
        _ text: String, _ code: String, _ idea: String, of words: [String]
    ) -> ClaimValueProblem {
        let nearest = NearestWord.of(text, in: words)
        return ClaimValueProblem(
            code, "\(text.quoted()) is not a \(idea)",
            nearest.map { "Did you mean \($0.quoted())?" }
                ?? "Write one of: \(words.joined(separator: ", "))")
    }

    static func country(_ text: String) throws(ClaimValueProblem) -> String {
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw ClaimValueProblem(
                "claimfile.country", "\(text.quoted()) is not a country code",
                "Write its two capital letters: CN, US, DE")
        }
        return text
    }

    static func email(_ text: String) throws(ClaimValueProblem) -> String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(" ") else {
            throw ClaimValueProblem(
                "claimfile.email", "\(text.quoted()) is not an e-mail address",
                "Write one address: name@example.com")
        }
        return text
    }

    static func yesOrNo(_ text: String) throws(ClaimValueProblem) -> Bool {
        switch text {
        case "yes": return true
        case "no": return false
        default:
            throw ClaimValueProblem(
                "claimfile.yes-no", "\(text.quoted()) is neither yes nor no",
                "Write yes or no; leave the line out when you do not know")
        }
    }

    // MARK: Exhibit numbers

    static func exhibitNumber(_ text: String) throws(ClaimValueProblem) -> ExhibitNumber {
        if let number = ExhibitNumber(text) { return number }
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        let digits = text.drop { !($0.isASCII && $0.isNumber) }
        guard letters.count == 1, let letter = letters.uppercased().first, let count = Int(digits)
        else {
            throw ClaimValueProblem(
                "claimfile.exhibit.number", "\(text.quoted()) is not an exhibit number",
                "Write a capital letter, a hyphen and a count: A-1")
        }
        if letter == "I" || letter == "O" {
            throw ClaimValueProblem(
                "claimfile.exhibit.letter", "the letters I and O look like 1 and 0",
                "Use another letter")
        }
        let right = ExhibitNumber(letter: letter, count: count)
        throw ClaimValueProblem(
            "claimfile.exhibit.number", "\(text.quoted()) is not an exhibit number",
            right.map { "Write \($0)" } ?? "Counts go from 1 to 9999")
    }

    /// A number with words behind it, such as `D-1 page 6`.
    static func leadingExhibitNumber(_ text: String) throws(ClaimValueProblem) -> ExhibitNumber {
        let words = text.split { $0 == " " || $0 == "," || $0 == ";" || $0 == "\n" }.map(
            String.init)
        guard let first = words.first else { return try exhibitNumber(text) }
        let number = try exhibitNumber(first)
        if words.dropFirst().contains(where: { ExhibitNumber($0) != nil }) {
            throw ClaimValueProblem(
                "claimfile.proof.many", "more than one exhibit number on a line",
                "Write one a line, each behind \"- \"")
        }
        return number
    }
}
