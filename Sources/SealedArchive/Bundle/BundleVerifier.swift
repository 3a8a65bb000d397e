import ClaimModel
import SystemLibraries

/// Judges one container from its first byte to its last, reading each byte of its entries once. It
/// goes on after a problem as far as that is safe, so that all of them are listed.
struct BundleVerifier {
    let trust: SignerTrust
    let limits: ZipAudit.Limits
    var findings = FindingList()
    private(set) var format = ContainerFormat.unknown
    private(set) var rounds: [RoundVerification] = []
    private(set) var claim: SealedClaim?
    /// Entries with their digests, in stored order; empty when the container is not sound.
    private(set) var stored: [StoredEntry] = []
    private(set) var hasTimeStamp = false

    private var names: [ZipEntry] = []
    private var digests: [EntryPath: ContentDigest] = [:]
    private var kept: [EntryPath: [UInt8]] = [:]
    /// Entries that some manifest lists, and those that an intact one lists with their digest.
    private var listed: Set<EntryPath> = []
    private var covered: Set<EntryPath> = []
    private var altered: Set<EntryPath> = []
    private var missing: Set<EntryPath> = []

    init(trust: SignerTrust, limits: ZipAudit.Limits) {
        self.trust = trust
        self.limits = limits
    }

    mutating func verify(_ source: borrowing StoredBytes) throws -> Verification {
        format = try ContainerFormat(source)
        switch format {
        case .claimpack: try verifyBundle(source)
        case .asicExtendedCAdES:
            var foreign = ForeignVerifier(trust: trust)
            let verification = try foreign.verify(source)
            rounds = verification.rounds
            try source.requireUnchanged()
            return verification
        case .damagedZip:
            _ = try ForeignAudit(source, findings: &findings)
            if findings.failureCount == 0 {
                findings.fail(
                    "container.malformed", at: nil,
                    "the archive's directory and its entries contradict each other")
            }
        case .unknown:
            findings.cannotTell("container.not-zip", at: nil, "this file is no zip archive")
        case .asicExtendedXAdES, .asicSimple:
            findings.cannotTell(
                format == .asicSimple ? "container.asic-s.unsupported" : "container.xades.unsupported",
                at: nil, "this file is \(format.title), which is not supported",
                remedy: "check it with a validator for its own format")
        case .zip:
            findings.cannotTell(
                "container.unsigned", at: nil, "this file is \(format.title): nothing seals it",
                remedy: "ask the sender for the sealed bundle")
        }
        try source.requireUnchanged()
        return result()
    }

    private mutating func verifyBundle(_ source: borrowing StoredBytes) throws {
        let audit = try ZipAudit(source, limits: limits, findings: &findings)
        names = audit.entries
        let isSound = findings.failureCount == 0
        guard audit.isReadable, !findings.isUndetermined else { return }
        let pass = try EntryPass(over: names, of: source, findings: &findings)
        digests = pass.digests
        kept = pass.kept
        if isSound {
            stored = names.compactMap { entry in
                digests[entry.name].map {
                    StoredEntry(path: entry.name, digest: $0, range: entry.range)
                }
            }
        }
        checkMediaType()
        let roundCount = checkMeta()
        var previous: AsicManifest?
        for round in 1...max(1, roundCount) {
            previous = checkRound(round, after: previous)
        }
        checkCoverage()
        checkClaim(round: max(1, roundCount), manifest: previous)
    }

    private mutating func checkMediaType() {
        guard let first = names.first, first.name.bytes.elementsEqual(BundleLayout.mimetype.utf8)
        else {
            findings.fail(
                "container.mimetype.misplaced", at: nil, "the first entry is not mimetype")
            return
        }
        if kept[first.name]?.elementsEqual(BundleLayout.mediaType.utf8) != true {
            findings.fail(
                "container.mimetype.wrong", at: .entry(first.name.bytes),
                "the media type is not \(BundleLayout.mediaType)")
        } else {
            covered.insert(first.name)
            listed.insert(first.name)
        }
    }

    /// Counts the rounds and refuses whatever else lies in META-INF.
    private mutating func checkMeta() -> Int {
        let present = Set(names.map(\.name.bytes))
        var count = 0
        while count < BundleLayout.roundLimit,
            present.contains(Array(BundleLayout.manifest(round: count + 1).utf8))
        {
            count += 1
        }
        let known = Set(
            (1...max(1, count)).flatMap {
                [
                    Array(BundleLayout.manifest(round: $0).utf8),
                    Array(BundleLayout.signature(round: $0).utf8),
                ]
            })
        for entry in names where BundleLayout.isMeta(entry.name) && !known.contains(entry.name.bytes) {
            findings.fail(
                "entry.unexpected", at: .entry(entry.name.bytes),
                "this entry lies among the seals and belongs to none of the rounds")
        }
        return count
    }

    private mutating func checkRound(_ round: Int, after previous: AsicManifest?) -> AsicManifest? {
        guard let name = try? EntryPath(BundleLayout.manifest(round: round)),
            let sealName = try? EntryPath(BundleLayout.signature(round: round))
        else { return nil }
        guard let bytes = kept[name] else {
            if digests[name] == nil {
                findings.fail(
                    "manifest.missing", at: .entry(name.bytes),
                    "the bundle has no manifest: nothing in it is sealed")
            }
            return nil
        }
        let failuresBefore = findings.failureCount
        guard let manifest = AsicManifest(reading: bytes, named: name, findings: &findings) else {
            return nil
        }
        if manifest.signature != sealName {
            findings.fail(
                "manifest.signature.mismatch", at: .entry(name.bytes),
                "the manifest names \(manifest.signature) as its signature, not \(sealName)")
        }
        let own = [name, sealName]
        for reference in manifest.references
        where own.contains(reference.entry)
            || reference.entry.bytes.elementsEqual(BundleLayout.mimetype.utf8)
        {
            findings.fail(
                "manifest.reference.refused", at: .entry(name.bytes),
                "the manifest lists \(reference.entry), which it cannot seal")
        }
        if let previous { checkChain(round, manifest, previous) }
        let isRead = findings.failureCount == failuresBefore
        let seal = checkSeal(sealName, over: bytes)
        let isIntact = isRead && seal?.isIntact == true
        checkReferences(manifest, name, isIntact: isIntact)
        if isIntact {
            covered.insert(name)
            covered.insert(sealName)
        }
        checkChecksums(round, manifest)
        append(round, seal, manifest, isIntact: isIntact)
        return manifest
    }

    /// A later round lists everything the one before listed, its manifest and its seal.
    private mutating func checkChain(
        _ round: Int, _ manifest: AsicManifest, _ previous: AsicManifest
    ) {
        let now = Dictionary(
            manifest.references.map { ($0.entry, $0.digest) }, uniquingKeysWith: { one, _ in one })
        var required: [(EntryPath, ContentDigest?)] = previous.references.map { ($0.entry, $0.digest) }
        for name in [BundleLayout.manifest(round: round - 1), BundleLayout.signature(round: round - 1)] {
            if let entry = try? EntryPath(name) { required.append((entry, digests[entry])) }
        }
        for (entry, digest) in required where now[entry] == nil || now[entry] != digest {
            findings.fail(
                "round.chain.broken", at: .entry(entry.bytes),
                "round \(round) does not list this entry as round \(round - 1) sealed it")
        }
    }

    private mutating func checkSeal(_ name: EntryPath, over manifest: [UInt8]) -> Seal? {
        guard let bytes = kept[name] else {
            if digests[name] == nil {
                findings.fail(
                    "seal.missing", at: .entry(name.bytes),
                    "the manifest's signature is not in the bundle",
                    remedy: "if it was made elsewhere: claimpack attach-signature")
            }
            return nil
        }
        let seal = Seal(signature: bytes, over: manifest, named: name, findings: &findings)
        if seal.signers.contains(where: \.hasTimeStamp) { hasTimeStamp = true }
        return seal
    }

    private mutating func checkReferences(
        _ manifest: AsicManifest, _ name: EntryPath, isIntact: Bool
    ) {
        for reference in manifest.references {
            listed.insert(reference.entry)
            guard let digest = digests[reference.entry] else {
                if missing.insert(reference.entry).inserted {
                    findings.fail(
                        "entry.missing", at: .entry(reference.entry.bytes),
                        "the manifest lists this entry and the bundle does not hold it")
                }
                continue
            }
            if digest == reference.digest {
                if isIntact { covered.insert(reference.entry) }
            } else if altered.insert(reference.entry).inserted {
                findings.fail(
                    "entry.digest.mismatch", at: .entry(reference.entry.bytes),
                    "the bytes of this entry are not those that the manifest lists",
                    remedy: "ask the sender for the bundle again; this entry was altered")
            }
        }
    }

    private mutating func checkChecksums(_ round: Int, _ manifest: AsicManifest) {
        guard let name = try? EntryPath(BundleLayout.checksums(round: round)) else { return }
        let place = Place.entry(name.bytes)
        guard let bytes = kept[name] else {
            if digests[name] == nil {
                findings.fail(
                    "checksums.missing", at: place, "the list of checksums is missing")
            }
            return
        }
        let list: ChecksumList
        switch ChecksumList.read(bytes) {
        case .success(let read): list = read
        case .failure(let problem):
            findings.fail(
                "checksums.malformed", at: .entry(name.bytes, spot: .line(problem.line, column: nil)),
                "this line is not a checksum, two spaces and a name")
            return
        }
        var expected = Dictionary(
            manifest.references.map { ($0.entry, $0.digest) }, uniquingKeysWith: { one, _ in one })
        if expected.removeValue(forKey: name) == nil {
            findings.fail(
                "entry.uncovered", at: place, "no manifest lists this entry: nobody sealed it")
        }
        for line in list.lines {
            guard let digest = expected.removeValue(forKey: line.entry) else {
                findings.fail(
                    "checksums.differ", at: place,
                    "\(line.entry) has a checksum here and is not in the manifest")
                continue
            }
            if digest != line.digest {
                findings.fail(
                    "checksums.differ", at: place,
                    "\(line.entry) has another checksum here than in the manifest")
            }
        }
        for entry in expected.keys.sorted() {
            findings.fail(
                "checksums.differ", at: place,
                "\(entry) is in the manifest and has no checksum here")
        }
    }

    private mutating func append(
        _ round: Int, _ seal: Seal?, _ manifest: AsicManifest, isIntact: Bool
    ) {
        let statement = seal?.certificate.flatMap { SignerStatement($0) }
        let isConfirmed = isIntact && statement.map { trust.pins.contains($0.fingerprint) } == true
        if isIntact, !trust.pins.isEmpty, !isConfirmed {
            findings.warn(
                "signer.not-confirmed", at: nil,
                "round \(round) is sealed with another certificate than those you named")
        }
        // Anyone can add a round over a bundle he did not seal; what it says is then his word.
        if let first = rounds.first?.signer?.fingerprint, let statement,
            statement.fingerprint != first, !isConfirmed
        {
            findings.cannotTell(
                "round.signer.differs", at: nil,
                "round \(round) is sealed with another certificate than round 1: who added it is not known",
                remedy: "ask the claimant for the fingerprint of his other certificate, and pin both")
        }
        rounds.append(
            RoundVerification(
                number: round, isIntact: isIntact, signer: statement,
                isSignerConfirmed: isConfirmed,
                claimedTime: seal?.signers.first?.claimedTime.flatMap { ClockReading(statedSeconds: $0) },
                entryCount: manifest.references.count))
    }

    private mutating func checkCoverage() {
        for entry in names where !BundleLayout.isMeta(entry.name) && !listed.contains(entry.name) {
            // The media type, which nothing seals, and the lists of checksums are judged by themselves.
            let judged =
                [BundleLayout.mimetype]
                + (1...max(1, rounds.count)).map { BundleLayout.checksums(round: $0) }
            if judged.contains(where: { entry.name.bytes.elementsEqual($0.utf8) }) { continue }
            findings.fail(
                "entry.uncovered", at: .entry(entry.name.bytes),
                "no manifest lists this entry: nobody sealed it",
                remedy: "do not take it for evidence of the sender")
        }
    }

    private mutating func checkClaim(round: Int, manifest: AsicManifest?) {
        guard let name = try? EntryPath(BundleLayout.claim(round: round)) else { return }
        let place = Place.entry(name.bytes)
        guard let bytes = kept[name] else {
            if digests[name] == nil {
                findings.fail("claim.missing", at: place, "the bundle holds no claim")
            }
            return
        }
        let sealed: SealedClaim
        do throws(ClaimDocumentProblem) {
            sealed = try ClaimDocument.read(bytes)
        } catch {
            switch error {
            case .newer(let line, let reason):
                findings.cannotTell(
                    "claim.version.newer", at: .entry(name.bytes, spot: .line(line, column: nil)),
                    "a newer version wrote this claim: \(reason)",
                    remedy: "open the bundle with a newer claimpack")
            case .malformed(let line, let reason):
                findings.fail(
                    "claim.malformed", at: .entry(name.bytes, spot: .line(line, column: nil)),
                    "the claim cannot be read: \(reason)")
            }
            return
        }
        if sealed.round != round {
            findings.fail(
                "claim.round.differs", at: place,
                "the claim says it is of round \(sealed.round), not \(round)")
        }
        checkFiles(of: sealed, named: name)
        claim = sealed
    }

    private mutating func checkFiles(of sealed: SealedClaim, named name: EntryPath) {
        let sizes = Dictionary(
            names.map { ($0.name, $0.range.count) }, uniquingKeysWith: { one, _ in one })
        var stated: Set<EntryPath> = []
        for exhibit in sealed.exhibits {
            let home = BundleLayout.folder(of: exhibit.exhibit.number)
            for file in exhibit.files {
                let isNew = stated.insert(file.entry).inserted
                let isAtHome = file.entry.bytes.starts(with: home.utf8)
                let isSame =
                    digests[file.entry] == file.digest && sizes[file.entry] == file.byteCount
                // An entry whose bytes were altered has its own finding already.
                if isNew, isAtHome, isSame || altered.contains(file.entry)
                    || missing.contains(file.entry)
                {
                    continue
                }
                findings.fail(
                    "claim.file.differs", at: .entry(file.entry.bytes),
                    "the claim states another file under this name than the bundle holds")
            }
        }
        for entry in names where BundleLayout.isExhibit(entry.name) && !stated.contains(entry.name) {
            findings.warn(
                "claim.file.unlisted", at: .entry(entry.name.bytes),
                "the claim does not mention this file")
        }
    }

    private func result() -> Verification {
        var entries = names.map { entry in
            EntryVerification(
                name: PathText.display(entry.name.bytes), byteCount: entry.range.count,
                digest: digests[entry.name], state: state(of: entry.name))
        }
        entries += missing.sorted().map {
            EntryVerification(name: PathText.display($0.bytes), byteCount: 0, state: .missing)
        }
        return Verification(
            integrity: findings.integrity, rounds: rounds, entries: entries, findings: findings.finished(),
            notChecked: notChecked)
    }

    private func state(of name: EntryPath) -> EntryVerification.State {
        if digests.isEmpty { return .notCompared }
        if altered.contains(name) { return .altered }
        if BundleLayout.isMeta(name), covered.contains(name), !listed.contains(name) {
            return .seal
        }
        return covered.contains(name) ? .intact : .uncovered
    }

    private var notChecked: [String] {
        guard format == .claimpack else {
            return ["everything: this program checks claimpack bundles only"]
        }
        var sentences = [
            "whether what the files show is true, and where they came from",
            "whether there is more evidence than this bundle holds, or a later round",
            "whether the signer's certificate was revoked",
        ]
        if trust.pins.isEmpty {
            sentences.append("who the signer is: no certificate was named to compare with")
        }
        if hasTimeStamp {
            sentences.append("the time-stamp token in the seal")
        } else {
            sentences.append("when it was sealed: the time is the signer's own statement")
        }
        if digests.isEmpty {
            sentences.append("the bytes of the entries: the archive cannot be read safely")
        }
        return sentences
    }
}

extension SignerStatement {
    /// What a certificate says, with characters that could fool a reader made visible.
    init?(_ certificate: Certificate) {
        guard let fingerprint = ContentDigest(certificate.fingerprint) else { return nil }
        self.init(
            subject: PathText.display(Array(certificate.subject.oneLine.utf8)),
            emails: certificate.emailAddresses.map { PathText.display(Array($0.utf8)) },
            isSelfSigned: certificate.isSelfIssued,
            notBefore: ClockReading(statedSeconds: certificate.validFrom),
            notAfter: ClockReading(statedSeconds: certificate.validUntil),
            fingerprint: fingerprint)
    }
}

extension ClockReading {
    /// A time in a certificate or seal: UTC by its format, kept by whoever made it.
    init?(statedSeconds seconds: Int64) {
        guard let clock = WallClock(unixSeconds: seconds) else { return nil }
        self.init(raw: "\(clock)Z", unixSeconds: seconds, keeper: .party)
    }
}
