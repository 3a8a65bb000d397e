/// Whether a place a carrier writes is the address a contract names, by postcode, else by town.
///
/// Carriers write a country alone, or its code, where they know no more, so a lone word that is no
/// town of the address decides nothing.
enum AddressComparison {
    case same, different, unclear

    /// Compares a short place (`AUSTIN, TX 78758, US`) with a full address.
    init(seen: String, agreed: String) {
        self.init(seen: PrintedAddress(seen), agreed: PrintedAddress(agreed))
    }

    /// The same of addresses taken apart before.
    init(seen: PrintedAddress, agreed: PrintedAddress) {
        let codesMeet = !seen.codes.isDisjoint(with: agreed.codes)
        // A number that may be the house's is no postcode to meet at.
        if codesMeet, !agreed.mayBeHouseNumber {
            self = .same
            return
        }
        let places = seen.parts.filter { !$0.towns.isEmpty }
        guard let first = places.first, !agreed.towns.isEmpty else {
            self =
                seen.codes.isEmpty || agreed.codes.isEmpty || agreed.mayBeHouseNumber
                ? .unclear : .different
            return
        }
        let isShared =
            !first.towns.isDisjoint(with: agreed.towns)
            || places.contains { !$0.towns.isDisjoint(with: agreed.townsBeforeCountry) }
        if !seen.codes.isEmpty, !agreed.codes.isEmpty {
            // One of the two may be a house number, or the town has several codes.
            self =
                isShared ? (codesMeet ? .same : .unclear) : codesMeet ? .unclear : .different
            return
        }
        if let last = seen.parts.last, places.count == 1, !last.towns.isEmpty, !last.hasDigit {
            // A country, unless the address has the same words where no country stands: in a part before
            // its last, or in one that has a postcode.
            let ends = agreed.parts.last.map { $0.hasDigit ? [] : [$0] } ?? []
            let isTown = agreed.parts.dropLast(ends.count).contains { $0.towns == last.towns }
            self = isTown && ends.first?.towns != last.towns ? .same : .unclear
            return
        }
        // The first part that has a word is the town, or a street: state and country come last.
        self =
            first.towns.isSubset(of: agreed.towns) ? .same : isShared ? .unclear : .different
    }

}

/// An address taken apart at its commas.
struct PrintedAddress {
    /// A piece between commas.
    struct Part {
        /// Words that may name a town: letters only, three or more; no state, country code or house
        /// number.
        let towns: Set<[UInt8]>
        /// True when a digit stands in it, so that it is no country.
        let hasDigit: Bool
    }

    /// Bytes that are looked at.
    private static let limit = 1_000

    /// Its pieces that hold a letter or digit.
    let parts: [Part]
    /// Words of five or six digits: house numbers rarely have as many.
    let codes: Set<[UInt8]>
    /// True when its only code is the first word, where house numbers stand.
    let mayBeHouseNumber: Bool
    /// All words that may name a town.
    let towns: Set<[UInt8]>

    /// The same without the last part, where countries stand, unless it is the only one.
    var townsBeforeCountry: Set<[UInt8]> {
        parts.count < 2 ? towns : Set(parts.dropLast().flatMap(\.towns))
    }

    init(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.limit))
        let words = bytes.split { Self.isEnd($0) }.map(Self.words)
            .filter { !$0.isEmpty }
        parts = words.map { part in
            Part(
                towns: Set(part.filter(Self.isTownWord)),
                hasDigit: part.contains { $0.contains { (48...57).contains($0) } })
        }
        let all = words.flatMap(\.self)
        let codes = all.filter(Self.isPostcode)
        let opensWithCode = all.first.map(Self.isPostcode) ?? false
        // Where another code stands behind it, the first word is the number of the house.
        self.codes = Set(opensWithCode && codes.count > 1 ? Array(codes.dropFirst()) : codes)
        mayBeHouseNumber = opensWithCode && codes.count == 1
        towns = Set(parts.flatMap(\.towns))
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "\n")
    }

    /// Runs of letters and digits in capitals.
    private static func words(_ part: ArraySlice<UInt8>) -> [[UInt8]] {
        part.split { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 0x80...: false
            default: true
            }
        }.map { word in word.map { (97...122).contains($0) ? $0 - 32 : $0 } }
    }

    private static func isPostcode(_ word: [UInt8]) -> Bool {
        (5...6).contains(word.count) && word.allSatisfy { (48...57).contains($0) }
    }

    private static func isTownWord(_ word: [UInt8]) -> Bool {
        word.count >= 3 && word.allSatisfy { (65...90).contains($0) || $0 >= 0x80 }
            && word != Array("USA".utf8)
    }
}
