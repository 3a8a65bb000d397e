import CLibArchive
import CPlatform

/// libarchive's reader and the bytes or the file it reads from.
@safe struct ArchiveSource: ~Copyable {
    let archive: OpaquePointer
    private let memory: UnsafeMutableRawBufferPointer?
    private let file: InputFile?

    /// In the C locale libarchive answers NULL for every name that a zip marks as UTF-8, and turns
    /// the names of 7z and rar into question marks.
    private static let charactersAreUTF8 = claimpack_use_utf8_characters() != 0

    private init(
        archive: OpaquePointer, memory: UnsafeMutableRawBufferPointer?, file: consuming InputFile?
    ) {
        unsafe self.archive = archive
        unsafe self.memory = memory
        self.file = file
    }

    deinit {
        unsafe archive_read_free(archive)
        unsafe memory?.deallocate()
    }

    static func open(
        bytes: [UInt8], formats: ArchiveReader.Formats
    ) throws(ArchiveError) -> ArchiveSource {
        // libarchive keeps the pointer for as long as it lives, which an array's may not.
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, bytes.count), alignment: 16)
        unsafe memory.copyBytes(from: bytes)
        guard let archive = unsafe reader(formats) else {
            unsafe memory.deallocate()
            throw .damaged(entry: nil, reason: "libarchive could not start; is memory short?")
        }
        let source = unsafe ArchiveSource(archive: archive, memory: memory, file: nil)
        let status = unsafe archive_read_open_memory(archive, memory.baseAddress, bytes.count)
        try source.requireOpened(status)
        return source
    }

    static func open(
        file: consuming InputFile, formats: ArchiveReader.Formats
    ) throws(ArchiveError) -> ArchiveSource {
        guard let archive = unsafe reader(formats) else {
            throw .damaged(entry: nil, reason: "libarchive could not start; is memory short?")
        }
        let number = file.descriptor.number
        let source = unsafe ArchiveSource(archive: archive, memory: nil, file: file)
        let status = unsafe archive_read_open_fd(archive, number, ArchiveReader.blockByteCount)
        try source.requireOpened(status)
        return source
    }

    private static func reader(_ formats: ArchiveReader.Formats) -> OpaquePointer? {
        guard charactersAreUTF8, let archive = unsafe archive_read_new() else { return nil }
        if formats.contains(.zip) { unsafe archive_read_support_format_zip(archive) }
        if formats.contains(.zipByDirectory) { unsafe archive_read_support_format_zip_seekable(archive) }
        if formats.contains(.sevenZip) { unsafe archive_read_support_format_7zip(archive) }
        if formats.contains(.rar) { unsafe archive_read_support_format_rar(archive) }
        if formats.contains(.rar5) { unsafe archive_read_support_format_rar5(archive) }
        if formats.contains(.tar) { unsafe archive_read_support_format_tar(archive) }
        if formats.contains(.gzip) { unsafe archive_read_support_filter_gzip(archive) }
        if formats.contains(.raw) { unsafe archive_read_support_format_raw(archive) }
        return unsafe archive
    }

    /// Opening already looks for the filter and the format, so it is here that a file of another
    /// kind may show.
    private borrowing func requireOpened(_ status: Int32) throws(ArchiveError) {
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            if format == nil { throw .unrecognised }
            throw .damaged(entry: nil, reason: words)
        }
    }

    var format: ArchiveFormat? {
        // The low half tells variants apart.
        switch unsafe archive_format(archive) & 0xFF0000 {
        case ARCHIVE_FORMAT_ZIP: .zip
        case ARCHIVE_FORMAT_7ZIP: .sevenZip
        case ARCHIVE_FORMAT_RAR: .rar
        case ARCHIVE_FORMAT_RAR_V5: .rar5
        case ARCHIVE_FORMAT_TAR: .tar
        case ARCHIVE_FORMAT_RAW: .raw
        default: nil
        }
    }

    /// True when a filter lies between the file and the format.
    var isCompressedStream: Bool { unsafe archive_filter_code(archive, 0) != 0 }

    var hasEncryptedNames: Bool { unsafe archive_read_has_encrypted_entries(archive) > 0 }

    /// libarchive's sentence about the last problem; it may quote foreign bytes.
    var words: String {
        guard let text = unsafe archive_error_string(archive) else { return "no reason given" }
        return unsafe PathText.display(Self.bytes(text))
    }

    func entry(_ header: OpaquePointer) -> ArchiveEntry {
        var name: [UInt8] = []
        if let text = unsafe archive_entry_pathname(header) {
            name = unsafe Self.bytes(text)
        } else if let text = unsafe archive_entry_pathname_utf8(header) {
            name = unsafe Self.bytes(text)
        }
        return unsafe ArchiveEntry(
            name: name, kind: Self.kind(header),
            byteCount: archive_entry_size_is_set(header) != 0
                ? Int(clamping: archive_entry_size(header)) : nil,
            isEncrypted: archive_entry_is_encrypted(header) != 0, modified: time(header),
            warning: nil)
    }

    private func time(_ header: OpaquePointer) -> ArchiveTime? {
        guard unsafe archive_entry_mtime_is_set(header) != 0 else { return nil }
        let seconds = Int64(unsafe archive_entry_mtime(header))
        switch format {
        case .tar, .sevenZip: return .utc(seconds)
        case .zip, .rar, .rar5: return .localZoneUnknown(seconds)
        // A gzip header's time belongs to the stream, and is often zero.
        case .raw, nil: return nil
        }
    }

    private static func kind(_ header: OpaquePointer) -> FileKind {
        if unsafe archive_entry_hardlink(header) != nil { return .link }
        // AE_IFREG and its like are casts in C, which are not imported.
        switch unsafe archive_entry_filetype(header) {
        case 0o100000, 0: return .regular
        case 0o040000: return .folder
        case 0o120000: return .link
        default: return .special
        }
    }

    private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        var bytes: [UInt8] = []
        var position = unsafe text
        while unsafe position.pointee != 0 {
            bytes.append(UInt8(bitPattern: unsafe position.pointee))
            unsafe position += 1
        }
        return bytes
    }
}
