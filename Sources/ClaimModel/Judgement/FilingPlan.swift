/// What of a claim a venue's form takes, in the order to upload it, and what does not fit.
///
/// Nothing is dropped: a file that does not fit is in `files` with the reason, and nothing is made
/// smaller or split, because evidence is never altered.
public struct FilingPlan: Hashable, Sendable {
    /// Everything a form can bound, known or not, in a fixed order.
    public var limits: [FilingLimit]
    /// Every file of the exhibits, the most decisive first.
    public var files: [FiledFile]

    package init(limits: [FilingLimit], files: [FiledFile]) {
        self.limits = limits
        self.files = files
    }

    /// Files to upload, in that order.
    public var fitting: [FiledFile] { files.filter(\.fits) }

    /// Files the form does not take, the most decisive first.
    public var leftOver: [FiledFile] { files.filter { !$0.fits } }
}

/// One bound of a form, and how sure it is.
public struct FilingLimit: Hashable, Sendable {
    /// What is bounded.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// How many files.
        case files
        /// Bytes of one file.
        case fileBytes = "file-bytes"
        /// Bytes of all files.
        case totalBytes = "total-bytes"
        /// Characters of a file's name with its extension.
        case nameLength = "name-length"
        /// File extensions.
        case formats
    }

    /// What is bounded.
    public var name: Name
    /// The most; nil for `formats`, and when it is not known.
    public var number: Int?
    /// The extensions taken, for `formats`; empty when they are not known.
    public var formats: [String]
    /// How sure it is: a word of the rulebook such as `confirmed`, or `unknown`.
    public var basis: String
    /// Where it comes from; nil when it is not known.
    public var source: String?
    /// Whether files beyond it are left out; when not, they are only warned of, because the number is
    /// an assumption.
    public var isBinding: Bool

    package init(
        name: Name, number: Int? = nil, formats: [String] = [], basis: String,
        source: String? = nil, isBinding: Bool
    ) {
        self.name = name
        self.number = number
        self.formats = formats
        self.basis = basis
        self.source = source
        self.isBinding = isBinding
    }

    /// False when nobody could say what the form takes.
    public var isKnown: Bool { number != nil || !formats.isEmpty }
}

/// One file of an exhibit in a filing set.
public struct FiledFile: Hashable, Sendable {
    /// Why a form does not take a file.
    public enum Objection: Hashable, Sendable {
        /// Its format, by extension, is none of those taken.
        case format(String)
        /// It has this many bytes too many.
        case tooLarge(by: Int, limit: Int)
        /// The files before it are as many as are taken.
        case tooMany(limit: Int)
        /// With the files before it, the whole would be this many bytes too large.
        case total(by: Int, limit: Int)
    }

    /// Its exhibit.
    public var exhibit: ExhibitNumber
    /// Its name in a bundle.
    public var entry: EntryPath
    /// Its name in the filing set: letters and digits, made of the exhibit's number and kind, the same
    /// in every set of this claim.
    public var name: String
    /// Its size in bytes.
    public var byteCount: Int
    /// The SHA-256 of its bytes.
    public var digest: ContentDigest?
    /// How decisive it is: 1 is uploaded first.
    public var rank: Int
    /// Why the form does not take it; empty when it does.
    public var objections: [Objection]
    /// The same by limits that are only assumed.
    public var warnings: [Objection]

    package init(
        exhibit: ExhibitNumber, entry: EntryPath, name: String, byteCount: Int,
        digest: ContentDigest?, rank: Int = 0, objections: [Objection] = [],
        warnings: [Objection] = []
    ) {
        self.exhibit = exhibit
        self.entry = entry
        self.name = name
        self.byteCount = byteCount
        self.digest = digest
        self.rank = rank
        self.objections = objections
        self.warnings = warnings
    }

    /// True when the form takes it.
    public var fits: Bool { objections.isEmpty }
}
