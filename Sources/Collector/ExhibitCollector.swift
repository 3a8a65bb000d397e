import ClaimModel
import SystemLibraries

/// Takes in the files of exhibits one by one: digest, type, reading, and what is odd about them.
struct ExhibitCollector {
    /// A file that waits to be taken in.
    struct Pending {
        var entry: EntryPath
        var sourceName: [UInt8]
        /// The name for people: in a case folder the path, in a bundle the name.
        var shownName: String
    }

    /// Bytes hashed at a time.
    static let blockByteCount = 256 << 10

    let itemReader: ItemReader
    private(set) var findings: [Finding] = []
    /// The first file with each digest.
    private var firsts: [ContentDigest: (entry: EntryPath, place: Place)] = [:]

    /// Files are read while the next ones are hashed.
    private let crew = Crew()

    /// A file whose reading is still to come.
    struct Unread {
        fileprivate var file: CollectedFile
        fileprivate var exhibit: ExhibitNumber
        fileprivate var reading: CrewResult<Reading>?

        /// The file with its reading; waits for it.
        func finished() -> CollectedFile {
            var file = file
            if let reading = reading?.wait() {
                file.reading = reading.placed(in: exhibit, file: file.entry.name)
            }
            return file
        }
    }

    init(itemReader: ItemReader) {
        self.itemReader = itemReader
    }

    /// What went wrong with one file, for the caller to stop at or to tell.
    enum Trouble: Error {
        case source(EvidenceSourceError)
        case digest(CryptoError)
    }

    /// Takes in one file of an exhibit, and begins to read it. `advance` is told how many bytes were
    /// hashed.
    mutating func collect(
        _ pending: Pending, of exhibit: ExhibitNumber, from source: EvidenceSource,
        advance: (Int) -> Void
    ) throws(Trouble) -> Unread {
        let digest = try Self.digest(of: source, advance: advance)
        let type: ContentType
        do throws(EvidenceSourceError) {
            type = try ContentType(of: source)
        } catch {
            throw .source(error)
        }
        let name = pending.entry.name
        let place = Place(exhibit: exhibit, file: name)
        var file = CollectedFile(
            sourceName: pending.sourceName, entry: pending.entry, byteCount: source.byteCount,
            digest: digest, mediaType: type.mediaType, reading: .opaque)
        var reading: CrewResult<Reading>?
        if source.byteCount == 0 {
            findings.append(
                Finding(
                    code: "file.empty", severity: .warning, places: [place],
                    message: "\"\(pending.shownName)\" is empty",
                    remedy: "copy the file again from where it was made", effort: .minutes))
        } else {
            if type.disagrees(withName: name) {
                let ending = ContentType.fileExtension(of: name)
                findings.append(
                    Finding(
                        code: "file.type.mismatch", severity: .warning, places: [place],
                        message:
                            "\"\(pending.shownName)\" is \(type.words) by its content, not what \".\(ending)\" says",
                        remedy: "take the file again as its device or program wrote it"
                            + (type.usualExtension.map {
                                ", or name it \".\($0)\" if that is what it is"
                            } ?? ""),
                        effort: .minutes))
            }
            reading = crew.begin { [itemReader] in
                itemReader.read(source, fileName: name, type: type)
            }
            if let first = firsts[digest] {
                file.duplicateOf = first.entry
                findings.append(
                    Finding(
                        code: "file.duplicate", severity: .note, places: [place, first.place],
                        message:
                            "\"\(pending.shownName)\" has the same bytes as \(first.place); it counts once",
                        remedy: "keep the file in one exhibit and refer to that"))
            } else {
                firsts[digest] = (pending.entry, place)
            }
        }
        return Unread(file: file, exhibit: exhibit, reading: reading)
    }

    /// The digest of a file of the case folder.
    static func digest(
        of source: EvidenceSource, at file: CaseFile
    ) throws(CollectorError) -> ContentDigest {
        do throws(Trouble) {
            return try digest(of: source) { _ in }
        } catch {
            switch error {
            case .source(let error):
                throw .unreadable(path: file.shownPath, reason: error.reason)
            case .digest(let error): throw .digest(error)
            }
        }
    }

    private static func digest(
        of source: EvidenceSource, advance: (Int) -> Void
    ) throws(Trouble) -> ContentDigest {
        var stream: SHA256Stream
        do throws(CryptoError) { stream = try SHA256Stream() } catch { throw .digest(error) }
        var offset = 0
        while offset < source.byteCount {
            let block: [UInt8]
            do throws(EvidenceSourceError) {
                block = try source.bytes(at: offset, count: blockByteCount)
            } catch {
                throw .source(error)
            }
            do throws(CryptoError) { try stream.update(block.span) } catch { throw .digest(error) }
            offset += block.count
            advance(block.count)
        }
        let bytes: [UInt8]
        do throws(CryptoError) { bytes = try stream.finish() } catch { throw .digest(error) }
        guard let digest = ContentDigest(bytes) else {
            throw .source(EvidenceSourceError(reason: "its digest has the wrong length"))
        }
        return digest
    }
}
