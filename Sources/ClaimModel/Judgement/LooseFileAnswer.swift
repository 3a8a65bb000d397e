/// Loose files of a folder compared with what a bundle seals: for a mediator who got both.
public struct LooseFileAnswer: Hashable, Sendable {
    /// The files of the folder, by path.
    public var files: [LooseFile]
    /// Exhibit files the bundle seals and the folder does not hold, by entry.
    public var notFound: [String]
    /// What was not looked at: links and special files.
    public var skipped: [String]

    package init(files: [LooseFile], notFound: [String], skipped: [String]) {
        self.files = files
        self.notFound = notFound
        self.skipped = skipped
    }

    /// True when every loose file is one that was sealed.
    public var areAllSealed: Bool { files.allSatisfy(\.state.isSealed) }
}

/// One loose file.
public struct LooseFile: Hashable, Sendable {
    /// What the seal says of it.
    public enum State: Hashable, Sendable {
        /// Byte for byte this entry.
        case same(entry: String)
        /// Byte for byte this entry, under another name.
        case renamed(entry: String)
        /// The name of this entry and other bytes.
        case altered(entry: String)
        /// The file that was kept out of the bundle as this one.
        case keptOut(name: String)
        /// The file that was withheld as this one, by the salt that was given.
        case disclosed(name: String)
        /// Nothing in the bundle has these bytes or this name.
        case unknown

        /// True when the bytes are sealed ones.
        public var isSealed: Bool {
            switch self {
            case .same, .renamed, .keptOut, .disclosed: true
            case .altered, .unknown: false
            }
        }
    }

    /// Its path in the folder, unprintable bytes escaped.
    public var path: String
    /// Its size in bytes.
    public var byteCount: Int
    /// The SHA-256 of its bytes.
    public var digest: ContentDigest
    /// What the seal says of it.
    public var state: State

    package init(path: String, byteCount: Int, digest: ContentDigest, state: State) {
        self.path = path
        self.byteCount = byteCount
        self.digest = digest
        self.state = state
    }
}
