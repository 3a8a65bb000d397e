import ClaimModel
import SystemLibraries

/// Names in certificates that look like other names. Anybody can write any name into a certificate of his
/// own; these are the ways to write one that a reader takes for another.
enum CertificateNames {
    static func judge(_ certificate: Certificate, at place: Place, findings: inout FindingList) {
        let texts = certificate.subject.attributes.map(\.text) + certificate.emailAddresses
        if texts.contains(where: hasHiddenCharacters) {
            findings.warn(
                "certificate.name.hidden", at: place,
                "the name in the certificate holds control or direction characters: "
                    + certificate.displayedSubject,
                remedy: "compare the fingerprint; the name may look like somebody else's")
        }
        if texts.contains(where: mixesScripts) {
            findings.warn(
                "certificate.name.mixed-scripts", at: place,
                "a word of the name in the certificate mixes letters of scripts that look alike: "
                    + certificate.displayedSubject,
                remedy: "compare the fingerprint; the name may look like somebody else's")
        }
    }

    private static func hasHiddenCharacters(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                true
            default: false
            }
        }
    }

    /// True when one word has letters of two alphabets that share shapes (Unicode Technical Standard 39
    /// section 5, for the alphabets below), or letters that only exist to look like Latin ones.
    static func mixesScripts(_ text: String) -> Bool {
        var inWord: Set<Alphabet> = []
        for scalar in text.unicodeScalars {
            guard scalar.properties.isAlphabetic else {
                // A combining mark belongs to the letter before it, and "A1" is one word.
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: break
                default: if scalar != "'", scalar != "\u{2019}" { inWord = [] }
                }
                continue
            }
            if let alphabet = Alphabet(scalar) { inWord.insert(alphabet) }
            if inWord.count > 1 || inWord.contains(.lookalike) { return true }
        }
        return false
    }

    /// Alphabets whose letters are taken for each other's. Han, kana, Arabic and others are not among
    /// them: firms write them beside Latin letters every day.
    private enum Alphabet: Hashable {
        case latin, greek, cyrillic, armenian, cherokee
        /// Fullwidth and mathematical letters.
        case lookalike

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
                0xA720...0xA7FF:
                self = .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
            case 0x531...0x58F: self = .armenian
            case 0x13A0...0x13FF, 0xAB70...0xABBF: self = .cherokee
            case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0x1D400...0x1D7FF: self = .lookalike
            default: return nil
            }
        }
    }
}
