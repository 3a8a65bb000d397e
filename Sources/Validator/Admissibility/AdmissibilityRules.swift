package import ClaimModel

/// What makes an exhibit carry less, or nothing, at a venue.
package struct AdmissibilityRules: Hashable, Sendable {
    /// A rule of admissibility.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        /// Talk outside the venue that no exhibit shows both sides to stand by.
        case offPlatformChat = "off-platform-chat"
        /// An order page or listing on which neither order number, party nor date can be seen.
        case unidentifiedPage = "unidentified-page"
        /// A picture saved again by an editor.
        case alteredImage = "altered-image"
        /// A chat that starts late, ends early or has gaps.
        case incompleteChat = "incomplete-chat"
        /// A report by a firm the venue does not list.
        case unlistedReport = "unlisted-report"
        /// A report without a date.
        case undatedReport = "undated-report"
        /// A report by the claimant's own people.
        case ownReport = "own-report"
        /// A picture or video made after the goods were used.
        case madeAfterUse = "made-after-use"
        /// A video that is cut, does not start sealed, or shows no readable label.
        case openedVideo = "opened-video"
        /// A carrier's record that knows the label and no parcel.
        case labelOnly = "label-only"
        /// Text in a script the venue does not read, without a translation.
        case untranslated
        /// Evidence of a cause the venue does not take up.
        case excludedCause = "excluded-cause"
        /// Other people's addresses, numbers or accounts.
        case personalData = "personal-data"
    }

    /// What one rule does.
    package struct Rule: Hashable, Sendable {
        /// Which rule.
        package let name: Name
        /// What an exhibit is that it applies to.
        package let status: Admissibility
        /// Where that comes from.
        package let provenance: Provenance
    }

    /// The rules that apply, in the order they are asked.
    package let rules: [Rule]
    /// Inspection bodies the venue lists, in small letters.
    package let listedBodies: [String]
    /// Scripts the venue reads.
    package let scripts: [WritingScript]

    /// The rule with a name, nil when it does not apply here.
    package func rule(_ name: Name) -> Rule? { rules.first { $0.name == name } }
}

/// The scripts documents of this trade are written in.
package enum WritingScript: String, Hashable, Sendable, CaseIterable {
    case latin, han, cyrillic, arabic, hangul, kana, other

    /// The script of a letter, nil for anything that is no letter (Unicode blocks).
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x400...0x52F: self = .cyrillic
        case 0x600...0x6FF, 0x750...0x77F: self = .arabic
        case 0x3040...0x30FF: self = .kana
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: self = .han
        case 0xAC00...0xD7A3: self = .hangul
        default:
            guard !scalar.isASCII, scalar.properties.isAlphabetic else { return nil }
            self = .other
        }
    }

    /// The script of most letters, nil where fewer than forty letters say nothing.
    static func main(of texts: some Sequence<String>) -> WritingScript? {
        // Of a million messages: Latin letters are counted by themselves, the rest in a table.
        var latin = 0
        var others: [WritingScript: Int] = [:]
        for text in texts {
            for scalar in text.unicodeScalars {
                switch WritingScript(scalar) {
                case .latin?: latin += 1
                case let script?: others[script, default: 0] += 1
                case nil: break
                }
            }
        }
        guard others.values.reduce(latin, +) >= 40 else { return nil }
        func count(_ script: WritingScript) -> Int { script == .latin ? latin : others[script, default: 0] }
        return allCases.max { count($0) < count($1) }
    }
}
