/// One entry as the archive states it. Nothing here is checked against its contents, and the name
/// is no path to write to.
package struct ArchiveEntry: Equatable, Sendable {
    /// The name as stored where the format keeps bytes (zip, tar), in whatever encoding its writer
    /// used; UTF-8 where the format keeps UTF-16 (7z, rar). Empty when libarchive could make
    /// nothing of it, as of a zip name marked as UTF-8 that is not; then there is a warning.
    package var name: [UInt8]
    /// Hard and symbolic links are both `.link`.
    package var kind: FileKind
    /// The uncompressed length that the archive claims, nil when it claims none.
    package var byteCount: Int?
    package var isEncrypted: Bool
    package var modified: ArchiveTime?
    /// What libarchive found odd about the entry's header.
    package var warning: String?
}

/// A modification time, in seconds since 1970 as libarchive worked it out.
package enum ArchiveTime: Equatable, Sendable {
    /// The format keeps UTC (tar, 7z).
    case utc(Int64)
    /// The format may keep a wall clock without a zone (zip, rar), which libarchive then takes for
    /// one of this process's zone; or UTC beside it, which it prefers. Which of the two it was, it
    /// does not say. In a process with `TZ=UTC` the digits are those that were written.
    case localZoneUnknown(Int64)
}

/// What an archive turned out to be.
package enum ArchiveFormat: String, Equatable, Sendable {
    case zip
    case sevenZip = "7z"
    case rar
    case rar5
    case tar
    /// One compressed stream without a name or a length.
    case raw
}
