package import ClaimModel
import ClaimText
import Synchronization
import SystemLibraries

/// How to collect.
package struct CollectorOptions: Sendable {
    /// Whether programs of the system, such as `pdftotext`, may be run on files.
    package var usePrograms: Bool
    /// The readers to try on each file.
    package var readers: [EvidenceReader]
    /// Where files are read. A worker knows the shipped readers only.
    package var place: ReadingPlace
    /// Whether large files that are like no other of the case stay without a digest, because whoever
    /// packs them hashes them anyway.
    package var leavesDigestsToPacker: Bool

    package init(
        usePrograms: Bool = true, readers: [EvidenceReader] = ReaderTable.readers,
        place: ReadingPlace = .here, leavesDigestsToPacker: Bool = false
    ) {
        self.usePrograms = usePrograms
        self.readers = readers
        self.place = place
        self.leavesDigestsToPacker = leavesDigestsToPacker
    }

    var itemReader: ItemReader {
        ItemReader(place: place, readers: readers, usesPrograms: usePrograms)
    }
}

/// How far collecting has come; told before and after each file.
package struct CollectorProgress: Hashable, Sendable {
    /// Files that are done.
    package var files: Int
    /// Files in all.
    package var fileTotal: Int
    /// Bytes that are done.
    package var bytes: Int
    /// The file at hand, for people.
    package var name: String
}

/// One exhibit as it lies in a bundle.
package struct BundledExhibit: Sendable {
    /// One file of it.
    package struct File: Sendable {
        /// Its path in the bundle.
        package var entry: EntryPath
        /// The name it had before it was packed.
        package var sourceName: [UInt8]
        /// Its bytes.
        package var source: EvidenceSource
        /// Their digest when somebody computed it from this same source, which nothing wrote to since; nil
        /// to have it computed.
        package var digest: ContentDigest?

        package init(
            entry: EntryPath, sourceName: [UInt8], source: EvidenceSource,
            digest: ContentDigest? = nil
        ) {
            self.digest = digest
            self.entry = entry
            self.sourceName = sourceName
            self.source = source
        }
    }

    /// What the claimant says of it.
    package var exhibit: Exhibit
    /// Its files.
    package var files: [File]
    /// Files that the claimant kept.
    package var absentFiles: [AbsentFile]

    package init(exhibit: Exhibit, files: [File], absentFiles: [AbsentFile] = []) {
        self.exhibit = exhibit
        self.files = files
        self.absentFiles = absentFiles
    }
}

/// From files to facts.
package enum Collector {
    /// Reads a case folder: its claim, and every file of every exhibit.
    ///
    /// Throws when `claim.yaml` has mistakes, or a file of the folder cannot be read or changes
    /// meanwhile. What is odd about the evidence is in the findings.
    package static func collect(
        caseFolder: String, options: CollectorOptions = CollectorOptions(),
        beside sealed: [EntryPath: ContentDigest] = [:],
        progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) -> CollectedClaim {
        try collect(
            try CaseFolder(path: caseFolder), options: options, beside: sealed,
            progress: progress)
    }

    /// The same for a folder that is open, whose files the caller wants to read afterwards.
    ///
    /// - Parameter sealed: entries of the bundle that the case is to be added to. A file with the name
    ///   and bytes of one is that entry; one with other bytes gets a name of its own.
    package static func collect(
        _ folder: CaseFolder, options: CollectorOptions = CollectorOptions(),
        beside sealed: [EntryPath: ContentDigest] = [:],
        progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) -> CollectedClaim {
        let survey = ClaimFileSurvey(of: folder.claimFile)
        guard let document = survey.document else {
            throw .claimFile(ClaimFileProblems(survey.problems))
        }
        let assignment = FileAssignment(survey.exhibits, folder, document)
        // A line that has a mistake already gets no second one for the files it names.
        let told = Set(survey.problems.map(\.line))
        let problems = survey.problems + assignment.problems.filter { !told.contains($0.line) }
        guard let claim = survey.claim, problems.isEmpty else {
            throw .claimFile(ClaimFileProblems(problems))
        }

        var collector = ExhibitCollector(itemReader: options.itemReader)
        let sealedNames = Dictionary(
            sealed.map { ($0.key.collisionKey, (entry: $0.key, digest: $0.value)) },
            uniquingKeysWith: { one, _ in one })
        // Files that stay with the claimant are no first of anything that is packed.
        var keeper = collector
        let pass = try FilePass(
            over: assignment.exhibits.flatMap { assigned in
                let home = EntryName.home(of: assigned.exhibit.number)
                return assigned.files.map {
                    FilePass.Item(file: $0, home: home, isPacked: !assigned.exhibit.isAbsent)
                }
            }, in: folder, leavesDigestsToPacker: options.leavesDigestsToPacker, progress: progress)
        var looks = pass.looks.makeIterator()
        collector.expect(fileCount: pass.looks.count)
        var pendingExhibits:
            [(assigned: FileAssignment.Assigned, files: [ExhibitCollector.Unread])] = []
        var linked: [Finding] = []
        for assigned in assignment.exhibits {
            let exhibit = assigned.exhibit
            var files: [ExhibitCollector.Unread] = []
            files.reserveCapacity(assigned.files.count)
            var taken = EntryName.Taken()
            let isAbsent = exhibit.isAbsent
            for file in assigned.files {
                guard var look = looks.next() else { break }
                guard
                    let entry = try name(of: file, &look, &taken, beside: sealedNames, folder)
                else {
                    throw .unreadable(path: file.shownPath, reason: "no name can be made for it")
                }
                if look.linkCount > 1 { linked.append(finding(linked: file, exhibit.number)) }
                let pending = ExhibitCollector.Pending(
                    entry: entry, sourceName: file.path,
                    showsText: ExhibitKinds.showText(
                        exhibit.kinds, folderWord: file.folderWord))
                let open =
                    collector.isRead(look.type)
                    ? try SharedFile(folder.openFile(file.path), as: look.identity) : nil
                let item = ExhibitCollector.Item(
                    source: open?.source ?? look.unreadSource, open: open,
                    digest: look.digest, type: look.type, isMisnamed: look.isMisnamed,
                    identity: look.identity)
                files.append(
                    isAbsent
                        ? keeper.take(pending, of: exhibit.number, item)
                        : collector.take(pending, of: exhibit.number, item))
            }
            pendingExhibits.append((assigned, files))
        }
        var exhibits: [CollectedExhibit] = []
        var numbered: [Finding] = []
        for (assigned, unread) in pendingExhibits {
            var exhibit = assigned.exhibit
            var files: [CollectedFile] = []
            files.reserveCapacity(unread.count)
            for file in unread { files.append(try file.finished()) }
            if exhibit.kinds.isEmpty {
                exhibit.kinds = ExhibitKinds.of(
                    files, folderWord: assigned.files.first?.folderWord ?? "")
            }
            if !exhibit.isListed, let file = assigned.files.first {
                numbered.append(finding(numbered: exhibit, file))
            }
            exhibits.append(
                exhibit.isAbsent
                    ? try CollectedExhibit(keeping: files, of: exhibit)
                    : CollectedExhibit(exhibit: exhibit, files: files))
        }
        return CollectedClaim(
            claim: claim, exhibits: exhibits,
            findings: exhibits.compactMap(\.absenceFinding) + folder.findings
                + assignment.findings + numbered + linked + collector.findings
                + ProofNumbers.findings(in: claim, exhibits)
                + SidecarComparison.findings(in: exhibits) + unknown(exhibits))
    }

    /// Reads the exhibits of a bundle again, as if they were new: digests, types and readings are
    /// computed from their bytes, digests only where nobody did. A file whose bytes cannot be had is left out and told as
    /// `file.unreadable`.
    package static func collect(
        claim: Claim, exhibits bundled: [BundledExhibit],
        options: CollectorOptions = CollectorOptions(),
        progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) -> CollectedClaim {
        var collector = ExhibitCollector(itemReader: options.itemReader)
        var meter = ProgressMeter(fileTotal: bundled.reduce(0) { $0 + $1.files.count })
        var pendingExhibits: [(bundle: BundledExhibit, files: [ExhibitCollector.Unread])] = []
        var unreadable: [Finding] = []
        for bundle in bundled.sorted(by: { $0.exhibit.number < $1.exhibit.number }) {
            let number = bundle.exhibit.number
            var files: [ExhibitCollector.Unread] = []
            for file in bundle.files.sorted(by: { $0.entry < $1.entry }) {
                let pending = ExhibitCollector.Pending(
                    entry: file.entry, sourceName: file.sourceName, isBundled: true,
                    showsText: ExhibitKinds.showText(bundle.exhibit.kinds, folderWord: ""))
                progress(meter.begin(file.entry.name))
                do throws(ExhibitCollector.Trouble) {
                    files.append(
                        try collector.collect(
                            pending, of: number, from: file.source, digest: file.digest
                        ) {
                            progress(meter.advance($0))
                        })
                } catch {
                    switch error {
                    case .source(let error):
                        unreadable.append(
                            Finding(
                                code: "file.unreadable", severity: .failure,
                                places: [Place(exhibit: number, file: file.entry.name)],
                                message:
                                    "\"\(file.entry.name)\" could not be read: \(error.reason)",
                                remedy: "ask the other side for the file"))
                    case .digest(let error): throw .digest(error)
                    }
                }
                progress(meter.end())
            }
            pendingExhibits.append((bundle, files))
        }
        var exhibits: [CollectedExhibit] = []
        for (bundle, unread) in pendingExhibits {
            var files: [CollectedFile] = []
            files.reserveCapacity(unread.count)
            for file in unread { files.append(try file.finished()) }
            exhibits.append(
                CollectedExhibit(
                    exhibit: bundle.exhibit, files: files, absentFiles: bundle.absentFiles))
        }
        return CollectedClaim(
            claim: claim, exhibits: exhibits,
            findings: unreadable + collector.findings + ProofNumbers.findings(in: claim, exhibits)
                + SidecarComparison.findings(in: exhibits) + unknown(exhibits))
    }

    /// That nothing of a case can be read: one sentence, however many files there are.
    private static func unknown(_ exhibits: [CollectedExhibit]) -> [Finding] {
        let fileCount = exhibits.reduce(0) { $0 + $1.files.count }
        let areUnknown = exhibits.allSatisfy { exhibit in
            exhibit.files.allSatisfy { $0.reading == .opaque && $0.byteCount > 0 }
        }
        guard areUnknown, let first = exhibits.first(where: { !$0.files.isEmpty })?.files.first
        else { return [] }
        let count = fileCount == 1 ? "the one file is" : "all \(fileCount) files are"
        return [
            Finding(
                code: "file.format.unknown", severity: .warning,
                places: [Place(exhibit: exhibits.first?.exhibit.number, file: first.entry.name)],
                message:
                    "\(count) of formats that are not read: they are sealed as they are, and nothing they say is compared with anything",
                remedy: "add the evidence as PDF, pictures, video, saved pages or chat exports beside them",
                effort: .minutes)
        ]
    }

    private static func finding(linked file: CaseFile, _ number: ExhibitNumber) -> Finding {
        Finding(
            code: "file.hard-link", severity: .note,
            places: [Place(exhibit: number, file: file.shownPath)],
            message: "\"\(file.shownPath)\" has a second name elsewhere on this disk",
            remedy: "copy the file, so that nothing that is done there changes it", effort: .minutes)
    }

    /// A free name in the exhibit, or the name of a sealed entry that has the same bytes.
    private static func name(
        of file: CaseFile, _ look: inout FilePass.Look, _ taken: inout EntryName.Taken,
        beside sealed: [[UInt8]: (entry: EntryPath, digest: ContentDigest)], _ folder: CaseFolder
    ) throws(CollectorError) -> EntryPath? {
        guard let proposal = look.proposal else { return nil }
        guard !sealed.isEmpty else { return taken.take(proposal) }
        // The names are tried in the order in which they were given once: the first that is free, or
        // stands for these bytes.
        while let entry = taken.take(proposal) {
            guard let known = sealed[entry.collisionKey] else { return entry }
            if look.digest == nil {
                let open = try SharedFile(folder.openFile(file.path), as: look.identity)
                look.digest = try ExhibitCollector.digest(of: open.source, at: file)
            }
            if look.digest == known.digest { return known.entry }
        }
        return nil
    }

    private static func finding(numbered exhibit: Exhibit, _ file: CaseFile) -> Finding {
        let kinds = exhibit.kinds.map(\.rawValue).joined(separator: ", ")
        return Finding(
            code: "exhibit.numbered", severity: .note,
            places: [Place(exhibit: exhibit.number, file: file.shownPath)],
            message:
                "\"\(file.shownPath)\" is not listed and got the number \(exhibit.number) (\(kinds))",
            remedy: "list it in claim.yaml, so that it keeps its number when files are added",
            effort: .minutes)
    }
}
