import ClaimModel
import SystemLibraries

/// One look at every file of a case before any reader is asked: type, digest and identity. Several
/// threads share it; the result does not depend on how many.
///
/// A file that is hashed when it is packed need not be hashed here, unless another file may have the
/// same bytes: then both have the same length, beginning and end, and only then both are hashed.
struct FilePass {
    /// One file to look at.
    struct Item: Sendable {
        let file: CaseFile
        /// The folder of its exhibit in the bundle.
        let home: [UInt8]
        /// False for one that stays with the claimant: its digest is all that is told of it.
        let isPacked: Bool
    }

    /// What is known of one file.
    struct Look: Sendable {
        let identity: FileIdentity
        /// The path it gets in the bundle unless that is taken; nil when none can be made.
        let proposal: EntryPath?
        let type: ContentType
        /// Nil for a large file that is like no other and is to be hashed later.
        var digest: ContentDigest?
        /// Whether its name promises another type.
        let isMisnamed: Bool
        /// How many names the file has.
        let linkCount: Int
        /// The digest of the beginning and the end of a file that has no digest.
        fileprivate let sample: ContentDigest?

        var byteCount: Int { Int(clamping: identity.byteCount) }

        /// For files that no reader reads.
        var unreadSource: EvidenceSource {
            EvidenceSource(byteCount: byteCount) {
                (_: Int, _: Int) throws(EvidenceSourceError) -> [UInt8] in
                throw EvidenceSourceError(reason: "no reader knows its type")
            }
        }
    }

    /// In the order of the files.
    private(set) var looks: [Look] = []

    /// A file up to this size is read once and hashed at once; of a larger one as much is looked at from
    /// the beginning and from the end.
    static let sampleByteCount = 32 << 10
    /// From this on a file is read by one thread and hashed by another.
    static let sharedByteCount = 64 << 20
    /// Files one thread takes at a time, and files between two words of progress.
    private static let runCount = 16
    private static let roundCount = 2_048

    init(
        over files: [Item], in folder: CaseFolder,
        leavesDigestsToPacker: Bool, on workers: Int = Workers.available,
        progress: (CollectorProgress) -> Void
    ) throws(CollectorError) {
        var meter = ProgressMeter(fileTotal: files.count)
        looks.reserveCapacity(files.count)
        for round in Self.runs(of: files.indices, Self.roundCount) {
            if let first = round.first { progress(meter.begin(files[first].file.shownPath)) }
            looks += try Self.share(round, on: workers) { tool, run throws(CollectorError) in
                try tool.looks(
                    at: files[run], in: folder, leavingDigestsToPacker: leavesDigestsToPacker)
            }
            for index in round {
                progress(meter.begin(files[index].file.shownPath))
                progress(meter.advance(looks[index].byteCount))
                progress(meter.end())
            }
        }
        try hashTwins(files.map(\.file), in: folder, on: workers)
    }

    /// Hashes files that may have the same bytes as another one.
    private mutating func hashTwins(
        _ files: [CaseFile], in folder: CaseFolder, on workers: Int
    ) throws(CollectorError) {
        struct Likeness: Hashable {
            let byteCount: Int
            let sample: ContentDigest?
        }
        // A file that was hashed already may be the other one: its sample is not known.
        let hashedSizes = Set(looks.filter { $0.digest != nil }.map(\.byteCount))
        var alike: [Likeness: Int] = [:]
        for look in looks where look.digest == nil {
            alike[Likeness(byteCount: look.byteCount, sample: look.sample), default: 0] += 1
        }
        let twins = looks.indices.filter { index in
            let look = looks[index]
            guard look.digest == nil else { return false }
            return hashedSizes.contains(look.byteCount)
                || alike[Likeness(byteCount: look.byteCount, sample: look.sample), default: 0] > 1
        }
        let known = looks
        let digests = try Self.share(twins.indices, on: workers) {
            tool, run throws(CollectorError) in
            var digests: [ContentDigest] = []
            for twin in twins[run] {
                let file = try SharedFile(
                    folder.openFile(files[twin].path), as: known[twin].identity)
                digests.append(try tool.digest(of: file, files[twin]))
            }
            return digests
        }
        for (index, digest) in zip(twins, digests) { looks[index].digest = digest }
    }

    /// Lets several threads do items in runs; gives the results in order.
    private static func share<Result: Sendable>(
        _ items: Range<Int>, on workers: Int,
        _ work: @Sendable (inout Tool, Range<Int>) throws(CollectorError) -> [Result]
    ) throws(CollectorError) -> [Result] {
        do {
            return try Workers.results(
                of: runs(of: items, runCount), on: workers, largestFirst: { _ in 0 },
                with: Tool.init, work)
        } catch let error as CollectorError {
            throw error
        } catch let error as CryptoError {
            throw .digest(error)
        } catch {
            throw .unreadable(path: "", reason: "\(error)")
        }
    }

    private static func runs(of items: Range<Int>, _ count: Int) -> [Range<Int>] {
        stride(from: items.lowerBound, to: items.upperBound, by: count).map {
            $0..<min($0 + count, items.upperBound)
        }
    }

    /// What each thread keeps from file to file.
    private struct Tool: ~Copyable {
        /// Empty until a file is hashed that is read in pieces.
        private var block: [UInt8] = []
        private var hash: HashStream
        private var pair = HashPair()
        private var neighbours = NeighbourFiles()

        init() throws(CryptoError) {
            hash = try HashStream(.sha256)
        }

        /// Looks at files one after the other; the small ones among them are hashed two by two.
        mutating func looks(
            at items: ArraySlice<Item>, in folder: CaseFolder, leavingDigestsToPacker: Bool
        ) throws(CollectorError) -> [Look] {
            var looks: [Look] = []
            looks.reserveCapacity(items.count)
            var waiting: (place: Int, bytes: [UInt8])?
            for index in items.indices {
                let (look, bytes) = try look(
                    at: items[index], in: folder, leavingDigestsToPacker && items[index].isPacked)
                let place = looks.count
                looks.append(look)
                guard let bytes else { continue }
                if !HashPair.isAvailable {
                    looks[place].digest = try digest(of: bytes)
                } else if let first = waiting {
                    pair.update(first.bytes.span, bytes.span)
                    let digests = pair.finish()
                    do throws(CryptoError) {
                        looks[first.place].digest = try FilePass.digest(finished: digests.first)
                        looks[place].digest = try FilePass.digest(finished: digests.second)
                    } catch {
                        throw .digest(error)
                    }
                    waiting = nil
                } else {
                    waiting = (place, bytes)
                }
            }
            if let waiting { looks[waiting.place].digest = try digest(of: waiting.bytes) }
            return looks
        }

        /// What is known of one file, and its bytes when they are few and still to be hashed.
        private mutating func look(
            at item: Item, in folder: CaseFolder, _ leavesDigestToPacker: Bool
        ) throws(CollectorError) -> (Look, bytes: [UInt8]?) {
            let file = item.file
            let open = SharedFile(try folder.openFile(file.path, with: &neighbours))
            let byteCount = open.file.byteCount
            let type: ContentType
            var digest: ContentDigest?
            var sample: ContentDigest?
            var unhashed: [UInt8]?
            if byteCount <= FilePass.sampleByteCount {
                let bytes = try read(open, file, 0..<byteCount)
                type = try Self.type(file) { () throws(EvidenceSourceError) in try ContentType(of: bytes) }
                unhashed = bytes
            } else {
                type = try Self.type(file) { () throws(EvidenceSourceError) in
                    try ContentType(of: open.source)
                }
                if leavesDigestToPacker {
                    let size = FilePass.sampleByteCount
                    sample = try self.digest(
                        of: try read(open, file, 0..<size)
                            + read(open, file, (byteCount - size)..<byteCount))
                } else {
                    digest = try self.digest(of: open, file)
                }
            }
            // Whoever packs it asks for this identity, and so whether anything was written since.
            if !leavesDigestToPacker { try open.requireUnchanged() }
            let proposal = EntryName.proposal(for: file.path, in: item.home)
            let look = Look(
                identity: open.file.identity, proposal: proposal, type: type, digest: digest,
                isMisnamed: proposal.map { type.disagrees(withName: $0.name) } ?? false,
                linkCount: open.file.linkCount, sample: sample)
            return (look, unhashed)
        }

        mutating func digest(
            of open: SharedFile, _ file: CaseFile
        ) throws(CollectorError) -> ContentDigest {
            if open.file.byteCount >= FilePass.sharedByteCount {
                return try sharedDigest(of: open, file)
            }
            if block.isEmpty {
                block = [UInt8](repeating: 0, count: ExhibitCollector.blockByteCount)
            }
            var offset = 0
            while offset < open.file.byteCount {
                let count: Int
                do throws(SystemError) {
                    let end = min(block.count, open.file.byteCount - offset)
                    count = try open.file.fill(&block, 0..<end, at: offset)
                } catch {
                    throw .unreadable(path: file.shownPath, reason: "\(error)")
                }
                guard count > 0 else {
                    throw .unreadable(path: file.shownPath, reason: "ends early")
                }
                try Self.update(&hash, with: block, count)
                offset += count
            }
            try open.requireUnchanged()
            do throws(CryptoError) {
                return try FilePass.digest(finished: try hash.finish())
            } catch {
                throw .digest(error)
            }
        }

        private func sharedDigest(
            of open: SharedFile, _ file: CaseFile
        ) throws(CollectorError) -> ContentDigest {
            do {
                var offset = 0
                let hash = try HashStream.sha256(
                    blockByteCount: ExhibitCollector.blockByteCount
                ) { block in
                    let end = min(block.count, open.file.byteCount - offset)
                    guard end > 0 else { return 0 }
                    let count = try open.file.fill(&block, 0..<end, at: offset)
                    guard count > 0 else {
                        throw CollectorError.unreadable(path: file.shownPath, reason: "ends early")
                    }
                    offset += count
                    return count
                }
                try open.requireUnchanged()
                return try FilePass.digest(finished: hash)
            } catch let error as CollectorError {
                throw error
            } catch let error as CryptoError {
                throw .digest(error)
            } catch {
                throw .unreadable(path: file.shownPath, reason: "\(error)")
            }
        }

        private mutating func digest(of bytes: [UInt8]) throws(CollectorError) -> ContentDigest {
            try Self.update(&hash, with: bytes, bytes.count)
            do throws(CryptoError) {
                return try FilePass.digest(finished: try hash.finish())
            } catch {
                throw .digest(error)
            }
        }

        private static func update(
            _ hash: inout HashStream, with block: [UInt8], _ count: Int
        ) throws(CollectorError) {
            do throws(CryptoError) {
                try hash.update(block.span.extracting(0..<count))
            } catch {
                throw .digest(error)
            }
        }

        private static func type(
            _ file: CaseFile, _ look: () throws(EvidenceSourceError) -> ContentType
        ) throws(CollectorError) -> ContentType {
            do throws(EvidenceSourceError) { return try look() } catch {
                throw .unreadable(path: file.shownPath, reason: error.reason)
            }
        }

        private func read(
            _ open: SharedFile, _ file: CaseFile, _ range: Range<Int>
        ) throws(CollectorError) -> [UInt8] {
            do throws(EvidenceSourceError) {
                return try open.source.bytes(at: range.lowerBound, count: range.count)
            } catch {
                throw .unreadable(path: file.shownPath, reason: error.reason)
            }
        }
    }

    private static func digest(finished bytes: [UInt8]) throws(CryptoError) -> ContentDigest {
        guard let digest = ContentDigest(bytes) else {
            throw .operationFailed("SHA-256", reason: "a digest of another length")
        }
        return digest
    }
}
