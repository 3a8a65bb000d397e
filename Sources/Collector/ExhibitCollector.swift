import ClaimModel
import SystemLibraries

/// Takes in the files of exhibits one by one: digest, type, reading, and what is odd about them.
struct ExhibitCollector {
    /// A file that waits to be taken in.
    struct Pending {
        var entry: EntryPath
        var sourceName: [UInt8]
        /// False for a file of a case folder.
        var isBundled = false
        /// Whether a picture is there for what is written on it.
        var showsText = false

        /// The name for people: in a case folder the path, in a bundle the name.
        var shownName: String { isBundled ? entry.name : PathText.display(sourceName) }
    }

    /// What is known of a file before a reader is asked.
    struct Item {
        var source: EvidenceSource
        /// The file of the case folder it is read from, open; nil for other sources and files that no
        /// reader knows.
        var open: SharedFile?
        /// Nil when it is like no other file and is hashed when it is packed.
        var digest: ContentDigest?
        var type: ContentType
        /// Whether its name promises another type.
        var isMisnamed: Bool
        /// Nil for a file that is none of the case folder.
        var identity: FileIdentity?
    }

    /// Bytes hashed at a time.
    static let blockByteCount = 256 << 10

    let itemReader: ItemReader
    private(set) var findings: [Finding] = []
    /// The first file with each digest.
    private var firsts: [ContentDigest: (entry: EntryPath, exhibit: ExhibitNumber)] = [:]

    private var last: (mediaType: String, isRead: Bool)?

    /// Files are read while the next ones are taken in.
    private let crew = Crew()

    /// A file whose reading is still to come.
    struct Unread {
        fileprivate var file: CollectedFile
        fileprivate var exhibit: ExhibitNumber
        fileprivate var reading: CrewResult<(Reading, SystemError?)>?

        /// The file with its reading; waits for it. Throws when the file could not be read to its end or
        /// was written to meanwhile.
        func finished() throws(CollectorError) -> CollectedFile {
            var file = file
            if let (reading, trouble) = reading?.wait() {
                if let trouble { throw .files(trouble) }
                file.reading = reading.placed(in: exhibit, file: file.entry.name)
            }
            return file
        }
    }

    init(itemReader: ItemReader) {
        self.itemReader = itemReader
    }

    /// Takes room for so many files.
    mutating func expect(fileCount: Int) { firsts.reserveCapacity(fileCount) }

    /// What went wrong with one file, for the caller to stop at or to tell.
    enum Trouble: Error {
        case source(EvidenceSourceError)
        case digest(CryptoError)
    }

    /// Takes in one file of an exhibit. `advance` is told how many bytes were hashed, or need not be
    /// because their digest is known.
    mutating func collect(
        _ pending: Pending, of exhibit: ExhibitNumber, from source: EvidenceSource,
        digest known: ContentDigest? = nil, advance: (Int) -> Void
    ) throws(Trouble) -> Unread {
        let digest: ContentDigest
        if let known {
            digest = known
            advance(source.byteCount)
        } else {
            digest = try Self.digest(of: source, advance: advance)
        }
        do throws(EvidenceSourceError) {
            let type = try ContentType(of: source)
            return take(
                pending, of: exhibit,
                Item(
                    source: source, digest: digest, type: type,
                    isMisnamed: type.disagrees(withName: pending.entry.name)))
        } catch {
            throw .source(error)
        }
    }

    /// Whether some reader knows a type. Neighbours mostly are of one type, and to ask all readers takes
    /// its time.
    mutating func isRead(_ type: ContentType) -> Bool {
        if let last, last.mediaType == type.mediaType { return last.isRead }
        let isRead = ReaderTable.knows(type, itemReader.readers)
        last = (type.mediaType, isRead)
        return isRead
    }

    /// Takes in one file whose type is known already, and begins to read it when some reader knows that
    /// type.
    mutating func take(
        _ pending: Pending, of exhibit: ExhibitNumber, _ item: Item
    ) -> Unread {
        let source = item.source, type = item.type
        let name = pending.entry.name
        var place: Place { Place(exhibit: exhibit, file: name) }
        var file = CollectedFile(
            sourceName: pending.sourceName, entry: pending.entry, byteCount: source.byteCount,
            digest: item.digest, mediaType: type.mediaType, reading: .opaque,
            sourceIdentity: item.identity.map { SourceIdentity($0.numbers) })
        var reading: CrewResult<(Reading, SystemError?)>?
        if source.byteCount == 0 {
            findings.append(
                Finding(
                    code: "file.empty", severity: .warning, places: [place],
                    message: "\"\(pending.shownName)\" is empty",
                    remedy: "copy the file again from where it was made", effort: .minutes))
        } else {
            if item.isMisnamed {
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
            // To hand a file over costs more than to look at a small one: only those that are read go.
            if isRead(type) {
                reading = crew.begin { [itemReader] in
                    let reading = itemReader.read(
                        source, fileName: name, type: type, showsText: pending.showsText)
                    return (reading, item.open?.trouble)
                }
            }
            guard let digest = item.digest else {
                return Unread(file: file, exhibit: exhibit, reading: reading)
            }
            if let first = firsts[digest] {
                let original = Place(exhibit: first.exhibit, file: first.entry.name)
                file.duplicateOf = first.entry
                findings.append(
                    Finding(
                        code: "file.duplicate", severity: .note, places: [place, original],
                        message:
                            "\"\(pending.shownName)\" has the same bytes as \(original); it counts once",
                        remedy: "keep the file in one exhibit and refer to that"))
            } else {
                firsts[digest] = (pending.entry, exhibit)
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
        var stream: HashStream
        do throws(CryptoError) { stream = try HashStream(.sha256) } catch { throw .digest(error) }
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
