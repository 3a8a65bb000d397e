/// Why an archive, or one entry of it, could not be read. Only `isFatal` ends the walk.
package enum ArchiveError: Error, Equatable {
    /// None of the formats that were asked for. A leaf, in other words, and no damage.
    case unrecognised
    /// Contents that only a password opens; `entry` is nil when even the names are encrypted.
    case encrypted(entry: [UInt8]?)
    /// `reason` is libarchive's own sentence.
    case damaged(entry: [UInt8]?, reason: String)
    case tooManyEntries(limit: Int)
    case entryTooLarge(entry: [UInt8], limit: Int)
    case totalTooLarge(limit: Int)
    /// `readBlocks` or `readAll` without an entry to read.
    case noEntry

    /// True when `nextEntry` has nothing more to give after this.
    package var isFatal: Bool {
        switch self {
        case .unrecognised, .encrypted(nil), .damaged(nil, _), .tooManyEntries, .totalTooLarge: true
        case .encrypted, .damaged, .entryTooLarge, .noEntry: false
        }
    }

    /// True when the archive is larger than the walk may make us work, and may be sound.
    package var isLimit: Bool {
        switch self {
        case .tooManyEntries, .totalTooLarge: true
        case .unrecognised, .encrypted, .damaged, .entryTooLarge, .noEntry: false
        }
    }
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unrecognised: "the file is no archive of a known kind"
        case .encrypted(nil):
            "the archive is encrypted, names and all; ask for it without a password"
        case .encrypted(let entry?):
            "entry \(PathText.display(entry)) is encrypted; ask for it without a password"
        case .damaged(nil, let reason): "the archive is damaged: \(reason)"
        case .damaged(let entry?, let reason):
            "entry \(PathText.display(entry)) is damaged: \(reason)"
        case .tooManyEntries(let limit): "the archive has more than \(limit) entries"
        case .entryTooLarge(let entry, let limit):
            "entry \(PathText.display(entry)) is larger than \(limit) bytes"
        case .totalTooLarge(let limit): "the archive unpacks to more than \(limit) bytes"
        case .noEntry: "there is no entry to read; ask for the next one first"
        }
    }
}
