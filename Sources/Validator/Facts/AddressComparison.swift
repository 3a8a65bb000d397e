/// Whether a place a carrier writes is the address a contract names, by postcode, else by town.
enum AddressComparison {
    case same, different, unclear

    /// Compares a short place (`AUSTIN, TX 78758, US`) with a full address.
    init(seen: String, agreed: String) {
        let seenWords = Self.words(seen)
        let agreedWords = Self.words(agreed)
        let seenCodes = seenWords.filter(Self.isPostcode)
        let agreedCodes = agreedWords.filter(Self.isPostcode)
        if !seenCodes.isEmpty, !agreedCodes.isEmpty {
            self = seenCodes.contains(where: agreedCodes.contains) ? .same : .different
            return
        }
        // The first part that has a word is the town, or a street: state and country come last.
        let parts = seen.split { $0 == "," || $0 == ";" || $0 == "/" || $0 == "\n" }
        let towns = parts.lazy.map { Self.words(String($0)).filter(Self.isTownWord) }
            .first { !$0.isEmpty }
        guard let town = towns, agreedWords.contains(where: Self.isTownWord) else {
            self = .unclear
            return
        }
        let found = town.count { agreedWords.contains($0) }
        self = found == town.count ? .same : found == 0 ? .different : .unclear
    }

    /// Runs of letters and digits in capitals.
    private static func words(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for byte in text.utf8.prefix(1_000) {
            switch byte {
            case 48...57, 65...90, 0x80...: word.append(byte)
            case 97...122: word.append(byte - 32)
            default:
                if !word.isEmpty { words.append(word) }
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Five or six digits: house numbers rarely have as many.
    private static func isPostcode(_ word: [UInt8]) -> Bool {
        (5...6).contains(word.count) && word.allSatisfy { (48...57).contains($0) }
    }

    /// Letters only, three or more: no state, country code or house number.
    private static func isTownWord(_ word: [UInt8]) -> Bool {
        word.count >= 3 && word.allSatisfy { (65...90).contains($0) || $0 >= 0x80 }
            && word != Array("USA".utf8)
    }
}
