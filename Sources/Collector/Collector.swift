package import ClaimModel
import ClaimText
import SystemLibraries

/// How to collect.
package struct CollectorOptions: Sendable {
    /// Whether programs of the system, such as `pdftotext`, may be run on files.
    package var usePrograms: Bool
    /// The readers to try on each file.
    package var readers: [EvidenceReader]
    /// Whether large files that are like no other of the case stay without a digest, because whoever
    /// packs them hashes them anyway.
    package var leavesDigestsToPacker: Bool

    package init(
        usePrograms: Bool = true, readers: [EvidenceReader] = ReaderTable.readers,
        leavesDigestsToPacker: Bool = false
    ) {
        self.usePrograms = usePrograms
        self.readers = readers
        self.leavesDigestsToPacker = leavesDigestsToPacker
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

        package init(entry: EntryPath, sourceName: [UInt8], source: EvidenceSource) {
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
        progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) -> CollectedClaim {
        try collect(try CaseFolder(path: caseFolder), options: options, progress: progress)
    }

    /// The same for a folder that is open, whose files the caller wants to read afterwards.
    package static func collect(
        _ folder: CaseFolder, options: CollectorOptions = CollectorOptions(),
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

        var collector = ExhibitCollector(
            readers: options.readers, usesPrograms: options.usePrograms)
        // Files that stay with the claimant are no first of anything that is packed.
        var keeper = collector
        let pass = try FilePass(
            over: assignment.exhibits.flatMap { assigned in
                assigned.files.map { (file: $0, isPacked: !assigned.exhibit.isAbsent) }
            }, in: folder, leavesDigestsToPacker: options.leavesDigestsToPacker, progress: progress)
        var looks = pass.looks.makeIterator()
        var exhibits: [CollectedExhibit] = []
        var numbered: [Finding] = []
        for assigned in assignment.exhibits {
            var exhibit = assigned.exhibit
            var files: [CollectedFile] = []
            files.reserveCapacity(assigned.files.count)
            var taken: Set<[UInt8]> = []
            for file in assigned.files {
                guard let entry = EntryName.path(of: file.path, in: exhibit.number, taken: &taken)
                else {
                    throw .unreadable(path: file.shownPath, reason: "no name can be made for it")
                }
                guard let look = looks.next() else { break }
                let pending = ExhibitCollector.Pending(
                    entry: entry, sourceName: file.path, shownName: file.shownPath)
                let open =
                    ReaderTable.knows(look.type, options.readers)
                    ? try OpenFile(folder.openFile(file.path), as: look.identity) : nil
                let source = open?.source ?? look.unreadSource
                var collected =
                    exhibit.isAbsent
                    ? keeper.take(
                        pending, of: exhibit.number, from: source, digest: look.digest,
                        type: look.type)
                    : collector.take(
                        pending, of: exhibit.number, from: source, digest: look.digest,
                        type: look.type)
                try open?.requireUnchanged()
                collected.sourceIdentity = look.identity.numbers
                files.append(collected)
            }
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
            findings: exhibits.compactMap(\.absenceFinding) + folder.findings + assignment.findings + numbered + collector.findings
                + ProofNumbers.findings(in: claim, exhibits))
    }

    /// Reads the exhibits of a bundle again, as if they were new: digests, types and readings are
    /// computed from their bytes. A file whose bytes cannot be had is left out and told as
    /// `file.unreadable`.
    package static func collect(
        claim: Claim, exhibits bundled: [BundledExhibit],
        options: CollectorOptions = CollectorOptions(),
        progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) -> CollectedClaim {
        var collector = ExhibitCollector(
            readers: options.readers, usesPrograms: options.usePrograms)
        var meter = ProgressMeter(fileTotal: bundled.reduce(0) { $0 + $1.files.count })
        var exhibits: [CollectedExhibit] = []
        var unreadable: [Finding] = []
        for bundle in bundled.sorted(by: { $0.exhibit.number < $1.exhibit.number }) {
            let number = bundle.exhibit.number
            var files: [CollectedFile] = []
            for file in bundle.files.sorted(by: { $0.entry < $1.entry }) {
                let pending = ExhibitCollector.Pending(
                    entry: file.entry, sourceName: file.sourceName, shownName: file.entry.name)
                progress(meter.begin(file.entry.name))
                do throws(ExhibitCollector.Trouble) {
                    files.append(
                        try collector.collect(pending, of: number, from: file.source) {
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
            exhibits.append(
                CollectedExhibit(
                    exhibit: bundle.exhibit, files: files, absentFiles: bundle.absentFiles))
        }
        return CollectedClaim(
            claim: claim, exhibits: exhibits,
            findings: unreadable + collector.findings + ProofNumbers.findings(in: claim, exhibits))
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
