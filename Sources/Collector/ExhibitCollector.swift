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

    let readers: [EvidenceReader]
    let usesPrograms: Bool
    private(set) var findings: [Finding] = []
    /// The first file with each digest.
    private var firsts: [ContentDigest: (entry: EntryPath, place: Place)] = [:]

    init(readers: [EvidenceReader], usesPrograms: Bool) {
        self.readers = readers
        self.usesPrograms = usesPrograms
    }

    /// What went wrong with one file, for the caller to stop at or to tell.
    enum Trouble: Error {
        case source(EvidenceSourceError)
        case digest(CryptoError)
    }

    /// Takes in one file of an exhibit. `advance` is told how many bytes were hashed.
    mutating func collect(
        _ pending: Pending, of exhibit: ExhibitNumber, from source: EvidenceSource,
        advance: (Int) -> Void
    ) throws(Trouble) -> CollectedFile {
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
            let item = EvidenceReader.Item(
                source: source, fileName: name, type: type, usesPrograms: usesPrograms)
            file.reading = ReaderTable.read(item, with: readers)
                .placed(in: exhibit, file: name)
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
        return file
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
