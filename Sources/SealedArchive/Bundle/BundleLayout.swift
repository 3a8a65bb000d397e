import ClaimModel

/// The names in a bundle (design page "The bundle", section Entries). Round 1 has plain names; later
/// rounds carry their number.
enum BundleLayout {
    static let mimetype = "mimetype"
    /// ETSI EN 319 162-1 annex A.1.
    static let mediaType = "application/vnd.etsi.asic-e+zip"
    static let readme = "README.txt"
    static let index = "INDEX.html"
    static let exhibits = "exhibits"

    static func checksums(round: Int) -> String {
        round == 1 ? "SHA256SUMS" : "SHA256SUMS-" + number(round)
    }

    static func claim(round: Int) -> String {
        round == 1 ? "claim.xml" : "claim-" + number(round) + ".xml"
    }

    static func manifest(round: Int) -> String { "META-INF/ASiCManifest" + number(round) + ".xml" }

    static func signature(round: Int) -> String { "META-INF/signature" + number(round) + ".p7s" }

    /// Rounds are counted with three digits.
    static let roundLimit = 999

    private static func number(_ round: Int) -> String { String(round).leftPadded(to: 3) }

    static func isMeta(_ name: EntryPath) -> Bool { name.bytes.starts(with: "META-INF/".utf8) }

    /// The names that a bundle of so many rounds has beside its exhibits and seals.
    static func ownPages(rounds: Int) -> Set<[UInt8]> {
        let names = (1...max(1, rounds)).flatMap { [checksums(round: $0), claim(round: $0)] }
        return Set(([mimetype, readme, index] + names).map { Array($0.utf8) })
    }

    static func isExhibit(_ name: EntryPath) -> Bool { name.bytes.starts(with: "exhibits/".utf8) }

    /// The folder of an exhibit's files, with its slash.
    static func folder(of exhibit: ExhibitNumber) -> String { "exhibits/\(exhibit)/" }
}
