import Synchronization
package import SystemLibraries

/// The bytes of one piece of evidence, wherever they lie: a file of the case folder, an entry of a
/// bundle, a member of an archive. Readers take pieces at offsets, so that a video's gigabytes are
/// never read for its metadata.
package struct EvidenceSource: Sendable {
    /// Its size in bytes.
    package let byteCount: Int
    /// The part of a file it is, for a worker to be given; nil when its bytes lie elsewhere.
    package let window: (file: SharedFile, offset: Int)?
    private let piece:
        @Sendable (_ offset: Int, _ count: Int) throws(EvidenceSourceError) -> [UInt8]

    /// A source over a function that gives exactly the bytes asked for; it is only asked for bytes
    /// inside `0..<byteCount`.
    package init(
        byteCount: Int,
        piece:
            @escaping @Sendable (_ offset: Int, _ count: Int) throws(EvidenceSourceError) ->
            [UInt8]
    ) {
        self.byteCount = byteCount
        self.piece = piece
        window = nil
    }

    /// A source over a part of a file that stays open as long as the source is used.
    package init(_ file: SharedFile, offset: Int = 0, byteCount: Int) {
        self.byteCount = max(0, byteCount)
        window = (file, offset)
        piece = { (at: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            let (start, overflow) = offset.addingReportingOverflow(at)
            guard !overflow else { throw EvidenceSourceError(reason: "ends early") }
            do throws(SystemError) {
                return try file.read(at: start, upTo: count)
            } catch {
                throw EvidenceSourceError(reason: "\(error)")
            }
        }
    }

    /// A source over bytes in memory.
    package init(_ bytes: [UInt8]) {
        byteCount = bytes.count
        window = nil
        piece = { (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            Array(bytes[offset..<(offset + count)])
        }
    }

    /// The bytes from an offset on: `count` of them, or fewer where the source ends; none for an
    /// offset outside it.
    package func bytes(at offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] {
        guard offset >= 0, count > 0, offset < byteCount else { return [] }
        let available = min(count, byteCount - offset)
        let bytes = try piece(offset, available)
        guard bytes.count == available else { throw EvidenceSourceError(reason: "ends early") }
        return bytes
    }

    /// All bytes, when there are no more than `limit`.
    package func all(limit: Int) throws(EvidenceSourceError) -> [UInt8] {
        guard byteCount <= limit else {
            throw EvidenceSourceError(reason: "larger than the \(limit) bytes a reader takes")
        }
        return try bytes(at: 0, count: byteCount)
    }
}

/// Why bytes of evidence could not be had, as words that end a sentence: "could not be read: …".
package struct EvidenceSourceError: Error, Hashable {
    /// The reason in words.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// A file that stays open while sources read from it.
package final class SharedFile: Sendable {
    package let file: InputFile
    private let firstFailure = Mutex<SystemError?>(nil)

    package init(_ file: consuming InputFile) {
        self.file = file
    }

    /// The first read that failed.
    package var failure: SystemError? { firstFailure.withLock { $0 } }

    fileprivate func read(at offset: Int, upTo count: Int) throws(SystemError) -> [UInt8] {
        do throws(SystemError) {
            return try file.read(at: offset, upTo: count)
        } catch {
            firstFailure.withLock { $0 = $0 ?? error }
            throw error
        }
    }
}
