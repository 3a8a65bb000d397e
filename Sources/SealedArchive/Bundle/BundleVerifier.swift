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

    private var names: [ZipEntry] = []
    /// Where each stands among `names`, by its name.
    private var table = NameTable([])
    /// In the order of `names`; empty when the bytes of the entries were not read.
    private var digests: [ContentDigest] = []
    private var kept: [EntryPath: [UInt8]] = [:]
    /// Of each of `names`: whether some manifest lists it, whether an intact one lists it with its digest,
    /// and whether its bytes are others than a manifest lists.
    private var listed: [Bool] = []
    private var covered: [Bool] = []
    private var altered: [Bool] = []
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
            // Of an archive of more entries than were looked at nothing is known against it.
            let isLarge = try ZipEnd(of: source).map { $0.entryCount > ContainerGlance.entryLimit } ?? false
            if findings.failureCount == 0, !isLarge {
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
        table = NameTable(names.map(\.name))
        listed = [Bool](repeating: false, count: names.count)
        covered = listed
        altered = listed
        if isSound {
            stored = zip(names, digests).map { entry, digest in
                StoredEntry(path: entry.name, digest: digest, range: entry.range)
            }
        }
        checkMediaType()
        let roundCount = checkMeta()
        let newest = max(1, roundCount)
        // The claim is read while the manifests are: each takes about as long.
        let document = (try? EntryPath(BundleLayout.claim(round: newest))).flatMap { kept[$0] }
        let (reading, _) = Workers.together({ document.map(Self.read) }) {
            var previous: AsicManifest?
            for round in 1...newest { previous = checkRound(round, after: previous) }
        }
        checkCoverage()
        checkPlaces(rounds: newest)
        checkClaim(round: newest, reading)
    }

    private static func read(_ document: [UInt8]) -> Result<SealedClaim, ClaimDocumentProblem> {
        do throws(ClaimDocumentProblem) { return .success(try ClaimDocument.read(document)) } catch {
            return .failure(error)
        }
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
            covered[0] = true
            listed[0] = true
        }
    }

    /// Counts the rounds and refuses whatever else lies in META-INF.
    private mutating func checkMeta() -> Int {
        let present = Set(names.map(\.name).filter { BundleLayout.isMeta($0) }.map(\.bytes))
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

    private func isPresent(_ name: EntryPath) -> Bool { table.place(of: name) != nil }

    private mutating func checkRound(_ round: Int, after previous: AsicManifest?) -> AsicManifest? {
        guard let name = try? EntryPath(BundleLayout.manifest(round: round)),
            let sealName = try? EntryPath(BundleLayout.signature(round: round))
        else { return nil }
        guard let bytes = kept[name] else {
            if !isPresent(name) {
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
            for place in [name, sealName].compactMap({ table.place(of: $0) }) { covered[place] = true }
        }
        checkChecksums(round, manifest)
        append(round, seal, manifest, bytes, sealName, isIntact: isIntact)
        return manifest
    }

    /// A later round lists everything the one before listed, its manifest and its seal.
    private mutating func checkChain(
        _ round: Int, _ manifest: AsicManifest, _ previous: AsicManifest
    ) {
        var now = NameTable(manifest.references.map(\.entry))
        var required: [(EntryPath, ContentDigest?)] = previous.references.map { ($0.entry, $0.digest) }
        for name in [BundleLayout.manifest(round: round - 1), BundleLayout.signature(round: round - 1)] {
            if let entry = try? EntryPath(name) {
                required.append((entry, table.place(of: entry).map { digests[$0] }))
            }
        }
        for (entry, digest) in required {
            if let place = now.find(entry), manifest.references[place].digest == digest { continue }
            findings.fail(
                "round.chain.broken", at: .entry(entry.bytes),
                "round \(round) does not list this entry as round \(round - 1) sealed it")
        }
    }

    private mutating func checkSeal(_ name: EntryPath, over manifest: [UInt8]) -> Seal? {
        guard let bytes = kept[name] else {
            if !isPresent(name) {
                findings.fail(
                    "seal.missing", at: .entry(name.bytes),
                    "the manifest's signature is not in the bundle",
                    remedy: "if it was made elsewhere: claimpack attach-signature")
            }
            return nil
        }
        return Seal(signature: bytes, over: manifest, named: name, findings: &findings)
    }

    private mutating func checkReferences(
        _ manifest: AsicManifest, _ name: EntryPath, isIntact: Bool
    ) {
        for reference in manifest.references {
            guard let place = table.find(reference.entry) else {
                if missing.insert(reference.entry).inserted {
                    findings.fail(
                        "entry.missing", at: .entry(reference.entry.bytes),
                        "the manifest lists this entry and the bundle does not hold it")
                }
                continue
            }
            listed[place] = true
            if digests[place] == reference.digest {
                if isIntact { covered[place] = true }
            } else if !altered[place] {
                altered[place] = true
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
            if !isPresent(name) {
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
        let references = manifest.references
        var expected = NameTable(references.map(\.entry))
        var isStated = [Bool](repeating: false, count: references.count)
        if let place = expected.find(name) {
            isStated[place] = true
        } else {
            findings.fail(
                "entry.uncovered", at: place, "no manifest lists this entry: nobody sealed it")
        }
        for line in list.lines {
            guard let index = expected.find(line.entry), !isStated[index] else {
                findings.fail(
                    "checksums.differ", at: place,
                    "\(line.entry) has a checksum here and is not in the manifest")
                continue
            }
            isStated[index] = true
            if references[index].digest != line.digest {
                findings.fail(
                    "checksums.differ", at: place,
                    "\(line.entry) has another checksum here than in the manifest")
            }
        }
        for entry in zip(references, isStated).filter({ !$0.1 }).map(\.0.entry).sorted() {
            findings.fail(
                "checksums.differ", at: place,
                "\(entry) is in the manifest and has no checksum here")
        }
    }

    private mutating func append(
        _ round: Int, _ seal: Seal?, _ manifest: AsicManifest, _ bytes: [UInt8], _ name: EntryPath,
        isIntact: Bool
    ) {
        let answer = RoundVerification(
            number: round, signer: seal?.signers.first, over: bytes, isIntact: isIntact,
            entryCount: manifest.references.count, at: .entry(name.bytes), form: .claimpack,
            trust: trust, findings: &findings)
        // Anyone can add a round over a bundle he did not seal; what it says is then his word. An authority
        // vouches for who he is and not for his right to add one.
        if let first = rounds.first?.signer?.fingerprint, let statement = answer.signer,
            statement.fingerprint != first
        {
            let message = "round \(round) is sealed with another certificate than round 1"
            if rounds.allSatisfy({ $0.confirmation?.isOfOneCertificate == true }),
                answer.confirmation?.isOfOneCertificate == true
            {
                findings.warn(
                    "round.signer.differs", at: nil, message + "; you named both",
                    remedy: "ask the claimant why his certificate changed, if he did not say so")
            } else {
                findings.cannotTell(
                    "round.signer.differs", at: nil, message + ": who added it is not known",
                    remedy: "ask the claimant for the fingerprint of his other certificate, and pin both")
            }
        }
        rounds.append(answer)
    }

    private mutating func checkCoverage() {
        // The media type, which nothing seals, and the lists of checksums are judged by themselves.
        let judged = Set(
            ([BundleLayout.mimetype]
                + (1...max(1, rounds.count)).map { BundleLayout.checksums(round: $0) })
                .map { Array($0.utf8) })
        for (entry, isListed) in zip(names, listed)
        where !isListed && !BundleLayout.isMeta(entry.name) && !judged.contains(entry.name.bytes) {
            // A second entry of the same name has a finding of its own.
            if table.place(of: entry.name).map({ listed[$0] }) == true { continue }
            findings.fail(
                "entry.uncovered", at: .entry(entry.name.bytes),
                "no manifest lists this entry: nobody sealed it",
                remedy: "do not take it for evidence of the sender")
        }
    }

    /// What is sealed and is neither an exhibit nor a page of the bundle's own: no report shows it, so
    /// that a reader would take "intact" for a word on something he never saw.
    private mutating func checkPlaces(rounds: Int) {
        let own = BundleLayout.ownPages(rounds: rounds)
        for (entry, isListed) in zip(names, listed)
        where isListed && !BundleLayout.isMeta(entry.name) && !BundleLayout.isExhibit(entry.name)
            && !own.contains(entry.name.bytes)
        {
            findings.warn(
                "entry.misplaced", at: .entry(entry.name.bytes),
                "this entry is sealed and belongs to no exhibit: no report shows it",
                remedy: "look at it with an unzip tool, or ask the sender what it is")
        }
    }

    private mutating func checkClaim(
        round: Int, _ reading: Result<SealedClaim, ClaimDocumentProblem>?
    ) {
        guard let name = try? EntryPath(BundleLayout.claim(round: round)) else { return }
        let place = Place.entry(name.bytes)
        guard let reading else {
            if !isPresent(name) {
                findings.fail("claim.missing", at: place, "the bundle holds no claim")
            }
            return
        }
        let sealed: SealedClaim
        do throws(ClaimDocumentProblem) {
            sealed = try reading.get()
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
        var stated = [Bool](repeating: false, count: names.count)
        var statedElsewhere: Set<EntryPath> = []
        for exhibit in sealed.exhibits {
            let home = Array(BundleLayout.folder(of: exhibit.exhibit.number).utf8)
            for file in exhibit.files {
                let place = table.find(file.entry)
                let isNew: Bool
                if let place {
                    isNew = !stated[place]
                    stated[place] = true
                } else {
                    isNew = statedElsewhere.insert(file.entry).inserted
                }
                let isAtHome = file.entry.bytes.starts(with: home)
                // Of a name that stands twice no one entry has both.
                let first = table.hasTwins ? table.firstPlace(of: file.entry) : place
                let isSame =
                    place.map { digests[$0] == file.digest } == true
                    && first.map { names[$0].range.count == file.byteCount } == true
                // An entry whose bytes were altered has its own finding already.
                if isNew, isAtHome, isSame || place.map({ altered[$0] }) ?? false
                    || missing.contains(file.entry)
                {
                    continue
                }
                findings.fail(
                    "claim.file.differs", at: .entry(file.entry.bytes),
                    "the claim states another file under this name than the bundle holds")
            }
        }
        for (entry, isStated) in zip(names, stated)
        where !isStated && BundleLayout.isExhibit(entry.name)
            && table.place(of: entry.name).map({ stated[$0] }) != true
        {
            findings.warn(
                "claim.file.unlisted", at: .entry(entry.name.bytes),
                "the claim does not mention this file")
        }
    }

    private func result() -> Verification {
        var entries = names.indices.map { place in
            EntryVerification(
                name: PathText.display(names[place].name.bytes), byteCount: names[place].range.count,
                digest: digests.isEmpty ? nil : digests[place], state: state(of: place))
        }
        entries += missing.sorted().map {
            EntryVerification(name: PathText.display($0.bytes), byteCount: 0, state: .missing)
        }
        return Verification(
            integrity: findings.integrity, rounds: rounds, entries: entries, findings: findings.finished(),
            notChecked: notChecked)
    }

    private func state(of place: Int) -> EntryVerification.State {
        if digests.isEmpty { return .notCompared }
        if altered[place] { return .altered }
        if covered[place], !listed[place], BundleLayout.isMeta(names[place].name) { return .seal }
        return covered[place] ? .intact : .uncovered
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
        sentences += UncheckedSentences.ofTrust(in: rounds, trust)
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
