package import ClaimModel

/// One entry of an open bundle and where its bytes stand.
package struct StoredEntry: Hashable, Sendable {
    package let path: EntryPath
    /// The digest of its bytes as they were read for the verification.
    package let digest: ContentDigest
    package let range: Range<Int>

    package var byteCount: Int { range.count }
}
