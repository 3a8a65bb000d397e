/// One file of an exhibit with what was found in it.
public struct CollectedFile: Hashable, Sendable {
    /// The name as the file system holds it, relative to the case folder: bytes, not text.
    public var sourceName: [UInt8]
    /// Its name in the bundle.
    public var entry: EntryPath
    /// Its size in bytes.
    public var byteCount: Int
    /// The SHA-256 of its bytes. Nil only between the collecting and the packing of one build, for a
    /// large file that is like no other of the case: it is read once, when it is packed.
    public var digest: ContentDigest?
    /// What the file was when it was collected, as numbers that change when anything writes to it;
    /// nil when it is none of the case folder.
    package var sourceIdentity: SourceIdentity?
    /// Its media type by content (RFC 6838), `application/octet-stream` when unknown.
    public var mediaType: String
    /// What a reader found in it.
    public var reading: Reading
    /// The first file of the claim with the same bytes, when this one repeats it.
    public var duplicateOf: EntryPath?

    package init(
        sourceName: [UInt8] = [], entry: EntryPath, byteCount: Int, digest: ContentDigest?,
        mediaType: String, reading: Reading, duplicateOf: EntryPath? = nil,
        sourceIdentity: SourceIdentity? = nil
    ) {
        self.sourceName = sourceName
        self.entry = entry
        self.byteCount = byteCount
        self.digest = digest
        self.mediaType = mediaType
        self.reading = reading
        self.duplicateOf = duplicateOf
        self.sourceIdentity = sourceIdentity
    }
}

/// What a file of the case was at one moment: numbers of the file system, whatever they mean.
package struct SourceIdentity: Hashable, Sendable {
    private let first, second, third, fourth: Int64

    package init(_ numbers: (Int64, Int64, Int64, Int64)) {
        (first, second, third, fourth) = numbers
    }
}

/// One exhibit with its files, in name order.
public struct CollectedExhibit: Hashable, Sendable {
    /// What the claimant says of it.
    public var exhibit: Exhibit
    /// Its files.
    public var files: [CollectedFile]
    /// Files that the claimant keeps. They are no evidence: a mediator cannot open them.
    public var absentFiles: [AbsentFile]

    package init(
        exhibit: Exhibit, files: [CollectedFile] = [], absentFiles: [AbsentFile] = []
    ) {
        self.exhibit = exhibit
        self.files = files
        self.absentFiles = absentFiles
    }
}

/// Everything the collector knows of a case: the claim, the exhibits, and what it noticed on the way.
public struct CollectedClaim: Hashable, Sendable {
    /// The claim.
    public var claim: Claim
    /// The exhibits in number order.
    public var exhibits: [CollectedExhibit]
    /// What was noticed while collecting: files left out, types that differ from the extension.
    public var findings: [Finding]

    package init(claim: Claim, exhibits: [CollectedExhibit] = [], findings: [Finding] = []) {
        self.claim = claim
        self.exhibits = exhibits
        self.findings = findings
    }

    /// Exhibits of a kind, in number order.
    public func exhibits(of kind: ExhibitKind) -> [CollectedExhibit] {
        exhibits.filter { $0.exhibit.kinds.contains(kind) }
    }

    /// The exhibit with a number.
    public func exhibit(_ number: ExhibitNumber) -> CollectedExhibit? {
        exhibits.first { $0.exhibit.number == number }
    }
}

extension CollectedClaim {
    /// True when every file was hashed.
    package var isDigested: Bool {
        exhibits.allSatisfy { $0.files.allSatisfy { $0.digest != nil } }
    }

    /// The same claim with a digest for each file that has none yet.
    package func completed(by digest: (CollectedFile) -> ContentDigest?) -> CollectedClaim {
        guard !isDigested else { return self }
        var claim = self
        for exhibit in claim.exhibits.indices {
            for index in claim.exhibits[exhibit].files.indices {
                let file = claim.exhibits[exhibit].files[index]
                if file.digest == nil { claim.exhibits[exhibit].files[index].digest = digest(file) }
            }
        }
        return claim
    }
}
