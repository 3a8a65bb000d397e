import ClaimModel

/// What our own reader opens at most. Asked before a bundle is written: nobody is to seal what nobody
/// opens.
struct ReaderLimits {
    /// Entries that are there, or will be, in stored order.
    private var entries: [(name: EntryPath, byteCount: Int)] = []

    /// Pages, manifest and signature of one round, and the media type.
    static let ownEntryCount = 7

    /// One more entry.
    mutating func add(_ name: EntryPath, byteCount: Int) {
        entries.append((name, byteCount))
    }

    /// Throws `tooLargeToOpen` when a reader would stop at a limit. `further` are entries that are not known
    /// yet.
    func require(
        further: Int = 0, within limits: ZipAudit.Limits = ZipAudit.Limits()
    ) throws(SealedArchiveError) {
        let count = entries.count + further
        guard count <= limits.entryCount else {
            throw .tooLargeToOpen(
                reason: "it would have \(count) entries, more than \(limits.entryCount)")
        }
        var room = limits.totalByteCount
        for entry in entries {
            let around =
                ZipFormat.localHeaderByteCount + ZipFormat.centralHeaderByteCount
                + 2 * entry.name.bytes.count
            guard entry.byteCount <= room, around <= room - entry.byteCount else {
                throw .tooLargeToOpen(
                    reason: "it would have more than \(limits.totalByteCount) bytes")
            }
            room -= entry.byteCount + around
        }
        if let large = EntryPass.firstTooLarge(among: entries) {
            throw .tooLargeToOpen(
                reason: "\(large.name) would have more bytes than the \(large.limit) that are left for it")
        }
    }
}
