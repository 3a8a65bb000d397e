/// A file of an exhibit that its claimant keeps: the bundle states it and does not hold it.
public struct AbsentFile: Hashable, Sendable {
    /// What the bundle holds instead of the bytes.
    public enum Proof: Hashable, Sendable {
        /// The SHA-256 of the file: whoever gets the file can compare, and whoever guesses its content
        /// can too.
        case digest(ContentDigest)
        /// The SHA-256 of a zero byte, a salt of 16 bytes and the file: says nothing until the claimant
        /// gives file and salt. Nil before the claim is sealed.
        case commitment(ContentDigest?)
    }

    /// The name it would have in the bundle; a withheld file has one that says nothing.
    public var name: EntryPath
    /// The name as the file system of the case holds it; empty in a bundle.
    public var sourceName: [UInt8]
    /// Its size in bytes.
    public var byteCount: Int
    /// Its media type by content.
    public var mediaType: String
    /// What stands for its bytes.
    public var proof: Proof
    /// The word for the kind of reading, and what was read, by the claimant's word; nothing of a file
    /// that is withheld.
    public var reading: String
    /// Facts of that reading.
    public var facts: [StatedFact]

    package init(
        name: EntryPath, sourceName: [UInt8] = [], byteCount: Int, mediaType: String, proof: Proof,
        reading: String = "opaque", facts: [StatedFact] = []
    ) {
        self.name = name
        self.sourceName = sourceName
        self.byteCount = byteCount
        self.mediaType = mediaType
        self.proof = proof
        self.reading = reading
        self.facts = facts
    }
}
