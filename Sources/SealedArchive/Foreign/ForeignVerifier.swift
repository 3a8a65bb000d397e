import ClaimModel
import SystemLibraries

/// Judges an ASiC-E container with CAdES signatures that another program made (ETSI EN 319 162-1 clause
/// 4.4.4): every manifest, every signer, every entry. Evidence records, archive manifests and stamps over
/// whole manifests are looked through for missing and altered entries and are otherwise not judged. What an
/// evidence record covers is not asked: nothing it lists counts as listed.
struct ForeignVerifier {
    let trust: SignerTrust
    var findings = FindingList()
    private(set) var rounds: [RoundVerification] = []

    private var entries: [ForeignEntry] = []
    /// Digests by entry, each by every algorithm that some manifest asks for.
    private var digests: [EntryPath: [HashAlgorithm: [UInt8]]] = [:]
    private var kept: [EntryPath: [UInt8]] = [:]
    /// Entries that some manifest lists, and those that an intact one lists with their digest.
    private var listed: Set<EntryPath> = []
    private var covered: Set<EntryPath> = []
    private var altered: Set<EntryPath> = []
    private var missing: Set<EntryPath> = []
    private var unchecked: [String] = []
    private var hasEvidenceRecord = false
    /// What each signer signed, by whom it is confirmed, and with whom together.
    private var shares: [ForeignShare] = []

    /// Of `mimetype`, and of everything in META-INF together: kept in memory.
    private static let keptByteLimit = 64 << 20

    init(trust: SignerTrust) {
        self.trust = trust
    }

    mutating func verify(_ source: borrowing StoredBytes) throws -> Verification {
        let audit = try ForeignAudit(source, findings: &findings)
        entries = audit.entries
        if audit.isReadable, !findings.isUndetermined, findings.failureCount == 0 {
            try verifyEntries(source)
        }
        return result()
    }

    private mutating func verifyEntries(_ source: borrowing StoredBytes) throws {
        guard try keepMeta(source) else { return }
        checkMediaType()
        var manifests: [ForeignManifest] = []
        var archives: [ForeignManifest] = []
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            guard let kind = MetaKind(entry.name), let bytes = kept[entry.name] else { continue }
            if kind == .manifest || kind == .archiveManifest, bytes.count > ForeignManifest.byteLimit {
                // Without it nothing can be said of what is covered.
                findings.cannotTell(
                    "entry.too-large", at: .entry(entry.name.bytes),
                    "this manifest has more than \(ForeignManifest.byteLimit) bytes",
                    remedy: "check it with another validator for ASiC containers")
                return
            }
            switch kind {
            case .manifest:
                let read = ForeignManifest(reading: bytes, named: entry.name, findings: &findings)
                if let read { manifests.append(read) }
            case .archiveManifest:
                let read = ForeignManifest(reading: bytes, named: entry.name, findings: &findings)
                if let read { archives.append(read) }
                leave("archive manifests and the time-stamps over them")
            case .evidenceRecordManifest, .evidenceRecord:
                // Anyone can write one; that its record is there and holds would have to be checked.
                hasEvidenceRecord = true
                findings.cannotTell(
                    "container.evidence-record.unsupported", at: .entry(entry.name.bytes),
                    "evidence records are not read")
            case .signature, .timeStamp: break
            case .other:
                findings.warn(
                    "entry.unexpected", at: .entry(entry.name.bytes),
                    "this entry lies among the seals and is not known")
            }
        }
        try digestEntries(source, asked: manifests + archives)
        checkPairs(manifests, archives)
        for (index, manifest) in manifests.enumerated() { judge(manifest, number: index + 1) }
        for manifest in archives { look(through: manifest) }
        compareSigners()
        // Where nothing but evidence records is there, who covers what is not known.
        if !manifests.isEmpty || !hasEvidenceRecord { checkCoverage() }
        if manifests.isEmpty, findings.failureCount == 0, !findings.isUndetermined {
            findings.cannotTell(
                "container.unsigned", at: nil, "the container holds no signature of its entries")
        }
    }

    // MARK: Entries

    /// Reads what lies in META-INF, and the media type. False when that is too much or cannot be read.
    private mutating func keepMeta(_ source: borrowing StoredBytes) throws -> Bool {
        var room = Self.keptByteLimit
        for entry in entries
        where BundleLayout.isMeta(entry.name) || Self.isMediaType(entry.name) {
            guard entry.byteCount <= room else {
                findings.cannotTell(
                    "entry.too-large", at: .entry(entry.name.bytes),
                    "the entries among the seals have more than \(Self.keptByteLimit) bytes")
                return false
            }
            room -= entry.byteCount
            var bytes: [UInt8] = []
            bytes.reserveCapacity(entry.byteCount)
            let isRead = try read(entry, source) { block in
                for index in block.indices { bytes.append(block[index]) }
            }
            guard isRead else { return false }
            kept[entry.name] = bytes
        }
        return true
    }

    /// Digests of all entries by the algorithms that manifests name, SHA-256 always.
    private mutating func digestEntries(
        _ source: borrowing StoredBytes, asked manifests: [ForeignManifest]
    ) throws {
        var wanted: [EntryPath: Set<HashAlgorithm>] = [:]
        for reference in manifests.flatMap(\.references) {
            wanted[reference.entry, default: []].insert(reference.algorithm)
        }
        for entry in entries {
            var all: [HashAlgorithm: [UInt8]] = [:]
            let algorithms = wanted[entry.name, default: []].union([.sha256])
            if let bytes = kept[entry.name] {
                for algorithm in algorithms { all[algorithm] = try algorithm.digest(of: bytes) }
            } else if algorithms == [.sha256] {
                var stream = try HashStream(.sha256)
                guard try read(entry, source, { try stream.update($0) }) else { continue }
                all[.sha256] = try stream.finish()
            } else {
                // One stream for each algorithm; three at most.
                var short = try HashStream(.sha256)
                var middle = try HashStream(.sha384)
                var long = try HashStream(.sha512)
                let isRead = try read(entry, source) {
                    try short.update($0)
                    if algorithms.contains(.sha384) { try middle.update($0) }
                    if algorithms.contains(.sha512) { try long.update($0) }
                }
                guard isRead else { continue }
                all = [
                    .sha256: try short.finish(), .sha384: try middle.finish(),
                    .sha512: try long.finish(),
                ].filter { algorithms.contains($0.key) }
            }
            digests[entry.name] = all
        }
    }

    /// Unpacks one entry and compares its checksum. False when it is not what its record says.
    private mutating func read(
        _ entry: ForeignEntry, _ source: borrowing StoredBytes,
        _ body: (Span<UInt8>) throws -> Void
    ) throws -> Bool {
        var checksum = CRC32()
        do {
            try entry.forEachBlock(in: source) { block in
                checksum.update(block)
                try body(block)
            }
        } catch let problem as ForeignContentProblem {
            findings.fail(
                "container.entry.content.malformed", at: .entry(entry.name.bytes),
                "this entry cannot be unpacked: \(problem.words)")
            return false
        }
        guard checksum.value == entry.checksum else {
            findings.fail(
                "container.entry.checksum.mismatch", at: .entry(entry.name.bytes),
                "the bytes of this entry do not fit their checksum")
            return false
        }
        return true
    }

    /// The media type as EN 319 162-1 annex A.1 wants it; only another type is more than a warning.
    private mutating func checkMediaType() {
        guard let entry = entries.first(where: { Self.isMediaType($0.name) }),
            let bytes = kept[entry.name]
        else {
            findings.warn(
                "container.mimetype.missing", at: nil, "the container does not state its media type")
            return
        }
        let place = Place.entry(entry.name.bytes)
        let text = bytes.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard text.elementsEqual(BundleLayout.mediaType.utf8) else {
            findings.fail(
                "container.mimetype.wrong", at: place,
                "the media type is not \(BundleLayout.mediaType)")
            return
        }
        covered.insert(entry.name)
        // 30 bytes of header and the name, nothing else (annex A.1).
        let isFirst = entry.range.lowerBound == ZipFormat.localHeaderByteCount + 8
        if !isFirst || entry.isDeflated || text.count != bytes.count {
            findings.warn(
                "container.mimetype.misplaced", at: place,
                "the media type is not stored plainly at the beginning of the file")
        }
    }

    // MARK: Manifests

    /// Every signature and time-stamp belongs to exactly one manifest, and the reverse.
    private mutating func checkPairs(_ manifests: [ForeignManifest], _ archives: [ForeignManifest]) {
        var owners: [EntryPath: Int] = [:]
        for manifest in manifests + archives { owners[manifest.signature, default: 0] += 1 }
        for (signature, count) in owners.sorted(by: { $0.key < $1.key }) where count > 1 {
            findings.fail(
                "manifest.signature.shared", at: .entry(signature.bytes),
                "\(count) manifests name this signature as theirs")
        }
        // An archive manifest is not judged and so answers for no signature of a person.
        let answered = Set(manifests.map(\.signature))
        let stamped = Set(archives.map(\.signature).filter { MetaKind($0) == .timeStamp })
        for entry in entries where !answered.contains(entry.name) && !stamped.contains(entry.name) {
            switch MetaKind(entry.name) {
            case .signature, .timeStamp:
                findings.fail(
                    "seal.unnamed", at: .entry(entry.name.bytes),
                    "no manifest names this signature as its own")
            default: break
            }
        }
    }

    private mutating func judge(_ manifest: ForeignManifest, number: Int) {
        let isStamp = MetaKind(manifest.signature) == .timeStamp
        guard let bytes = kept[manifest.signature], let signed = kept[manifest.name] else {
            findings.fail(
                "seal.missing", at: .entry(manifest.signature.bytes),
                "the manifest's signature is not in the container")
            compare(manifest, isIntact: false)
            return
        }
        guard !isStamp else {
            judgeStamp(bytes, over: signed, of: manifest)
            return
        }
        let seal = Seal(
            signature: bytes, over: signed, named: manifest.signature, form: .foreign,
            findings: &findings)
        compare(manifest, isIntact: seal.isIntact)
        if seal.isIntact { covered.formUnion([manifest.name, manifest.signature]) }
        for signer in seal.signers {
            let round = RoundVerification(
                number: number, signer: signer, over: signed,
                isIntact: seal.isIntact && signer.isIntact,
                entryCount: manifest.references.count, at: .entry(manifest.signature.bytes),
                form: .foreign, trust: trust, findings: &findings)
            rounds.append(round)
            shares.append(
                ForeignShare(
                    round: round,
                    entries: Set(
                        manifest.references.map(\.entry).filter {
                            !BundleLayout.isMeta($0) && !Self.isMediaType($0)
                        })))
        }
    }

    /// Anyone can add a manifest and a signature of his own beside those that are there. Several signers
    /// over the same entries are usual; where one signed what another did not, both must be known.
    private mutating func compareSigners() {
        // One signer may have signed in parts, and which manifest comes first is anyone's choice: so all that
        // one certificate signed is taken together.
        var signers: [(number: Int, entries: Set<EntryPath>)] = []
        var places: [ContentDigest?: Int] = [:]
        for share in shares {
            let certificate = share.round.signer?.fingerprint
            if let place = places[certificate] {
                signers[place].entries.formUnion(share.entries)
            } else {
                places[certificate] = signers.count
                signers.append((share.round.number, share.entries))
            }
        }
        guard let first = signers.first,
            let other = signers.first(where: { $0.entries != first.entries })
        else { return }
        let number = other.number
        let isKnown = shares.allSatisfy { $0.round.confirmation?.isOfOneCertificate == true }
        let message =
            "the certificate of signature \(number) signed other entries than that of signature \(first.number)"
        let remedy = "ask who signed which entries, and pin the certificates of both"
        if isKnown {
            findings.warn("round.signer.differs", at: nil, message, remedy: remedy)
        } else {
            findings.cannotTell("round.signer.differs", at: nil, message, remedy: remedy)
        }
    }

    /// A time-stamp alone says that the manifest existed; it says nothing of a person.
    private mutating func judgeStamp(
        _ token: [UInt8], over signed: [UInt8], of manifest: ForeignManifest
    ) {
        let place = Place.entry(manifest.signature.bytes)
        findings.cannotTell(
            "seal.time-stamp-only", at: place,
            "a time-stamp and no signature stands over this manifest: nobody signed it")
        var judge = TimeStampJudge(trust: trust, place: place, form: .foreign, findings: findings)
        let stamp = judge.judge([token], over: signed, of: .manifest, claimedTime: nil)
        findings = judge.findings
        if let stamp, stamp.standing != .refused, let time = stamp.time {
            let authority = stamp.authority ?? "an authority"
            findings.note(
                "time-stamp.manifest", at: place,
                "\(authority) says that this manifest existed at \(time.text)"
                    + (stamp.standing == .proved ? "" : "; nobody you named vouches for it"))
            covered.formUnion([manifest.name, manifest.signature])
            compare(manifest, isIntact: true)
        } else if stamp?.time == nil {
            // What cannot be read says neither yes nor no.
            compare(manifest, isIntact: false)
        } else {
            findings.fail(
                "seal.time-stamp.refused", at: place,
                "the time-stamp over this manifest does not hold")
            compare(manifest, isIntact: false)
        }
    }

    private mutating func compare(_ manifest: ForeignManifest, isIntact: Bool) {
        for reference in manifest.references {
            let place = Place.entry(reference.entry.bytes)
            listed.insert(reference.entry)
            guard let found = digests[reference.entry]?[reference.algorithm] else {
                if missing.insert(reference.entry).inserted {
                    // EN 319 102-1 clause 5.2.5 calls signed data that is not there indeterminate.
                    findings.cannotTell(
                        "entry.missing", at: place,
                        "the manifest lists this entry and the container does not hold it",
                        remedy: "ask the sender for this file and for the whole container")
                }
                continue
            }
            if found == reference.digest {
                if isIntact { covered.insert(reference.entry) }
            } else if altered.insert(reference.entry).inserted {
                findings.fail(
                    "entry.digest.mismatch", at: place,
                    "the bytes of this entry are not those that the manifest lists",
                    remedy: "ask the sender for the container again; this entry was altered")
            }
        }
    }

    /// An archive manifest says what was there when its time-stamp was made. That stamp is not judged;
    /// an entry that is gone or another one is told.
    private mutating func look(through manifest: ForeignManifest) {
        for reference in manifest.references {
            let place = Place.entry(reference.entry.bytes)
            guard let found = digests[reference.entry]?[reference.algorithm] else {
                findings.cannotTell(
                    "archive-manifest.entry.missing", at: place,
                    "an archive manifest lists this entry and the container does not hold it")
                continue
            }
            if found != reference.digest {
                findings.warn(
                    "archive-manifest.digest.mismatch", at: place,
                    "this entry is not the one that an archive manifest lists: the archive "
                        + "time-stamp proves nothing about it")
            }
        }
    }

    private mutating func checkCoverage() {
        for entry in entries
        where !BundleLayout.isMeta(entry.name) && !Self.isMediaType(entry.name)
            && !listed.contains(entry.name)
        {
            findings.fail(
                "entry.uncovered", at: .entry(entry.name.bytes),
                "no manifest lists this entry: nobody signed it",
                remedy: "do not take it for evidence of the sender")
        }
    }

    // MARK: Result

    private mutating func leave(_ what: String) {
        if !unchecked.contains(what) { unchecked.append(what) }
    }

    private func result() -> Verification {
        let states = entries.map { entry in
            EntryVerification(
                name: PathText.display(entry.name.bytes), byteCount: entry.byteCount,
                digest: digests[entry.name]?[.sha256].flatMap { ContentDigest($0) },
                state: state(of: entry.name))
        }
        let gone = missing.sorted().map {
            EntryVerification(name: PathText.display($0.bytes), byteCount: 0, state: .missing)
        }
        return Verification(
            integrity: findings.integrity, rounds: rounds, entries: states + gone,
            findings: findings.finished(),
            notChecked: unchecked + [
                "whether what the files show is true, and where they came from",
                "whether a signer's certificate was revoked",
            ] + UncheckedSentences.ofTrust(in: rounds, trust))
    }

    private func state(of name: EntryPath) -> EntryVerification.State {
        if digests.isEmpty { return .notCompared }
        if altered.contains(name) { return .altered }
        if BundleLayout.isMeta(name) { return .seal }
        return covered.contains(name) ? .intact : .uncovered
    }

    private static func isMediaType(_ name: EntryPath) -> Bool {
        name.bytes.elementsEqual(BundleLayout.mimetype.utf8)
    }
}

/// What an entry of META-INF is by its name (EN 319 162-1 clause 4.4.4.2 and annexes A.6, A.7).
private enum MetaKind: Hashable {
    case manifest
    case archiveManifest
    case evidenceRecordManifest
    case signature
    case timeStamp
    case evidenceRecord
    case other

    /// Nil outside META-INF. Names are bytes: a mark that joins the character before it makes no other
    /// folder of it.
    init?(_ name: EntryPath) {
        guard BundleLayout.isMeta(name) else { return nil }
        let file = name.bytes.dropFirst("META-INF/".utf8.count)
        func ends(in ending: String) -> Bool {
            file.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        func holds(_ word: String) -> Bool { file.firstRange(of: Array(word.utf8)) != nil }
        if ends(in: ".xml"), holds("ASiCArchiveManifest") {
            self = .archiveManifest
        } else if ends(in: ".xml"), holds("ASiCEvidenceRecordManifest") {
            self = .evidenceRecordManifest
        } else if ends(in: ".xml"), file.starts(with: "ASiCManifest".utf8) {
            self = .manifest
        } else if ends(in: ".p7s") {
            self = .signature
        } else if ends(in: ".tst") {
            self = .timeStamp
        } else if holds("evidencerecord") {
            self = .evidenceRecord
        } else {
            self = .other
        }
    }
}

/// What one signer of a container signed.
private struct ForeignShare {
    let round: RoundVerification
    /// The entries his manifest lists, without those of META-INF and the media type.
    let entries: Set<EntryPath>
}
