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

    package init(usePrograms: Bool = true, readers: [EvidenceReader] = ReaderTable.readers) {
        self.usePrograms = usePrograms
        self.readers = readers
    }
}

/// How far collecting has come; told after each block of a file.
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

        var collector = ExhibitCollector(
            readers: options.readers, usesPrograms: options.usePrograms)
        let sealedNames = Dictionary(
            sealed.map { ($0.key.collisionKey, (entry: $0.key, digest: $0.value)) },
            uniquingKeysWith: { one, _ in one })
        // Files that stay with the claimant are no first of anything that is packed.
        var keeper = collector
        var meter = ProgressMeter(
            fileTotal: assignment.exhibits.reduce(0) { $0 + $1.files.count })
        var exhibits: [CollectedExhibit] = []
        var numbered: [Finding] = []
        var linked: [Finding] = []
        for assigned in assignment.exhibits {
            var exhibit = assigned.exhibit
            var files: [CollectedFile] = []
            var taken: Set<[UInt8]> = []
            for file in assigned.files {
                let open = OpenFile(try folder.openFile(file.path))
                guard
                    let entry = try name(
                        of: file, in: exhibit.number, taken: &taken, beside: sealedNames,
                        open.source)
                else {
                    throw .unreadable(path: file.shownPath, reason: "no name can be made for it")
                }
                let pending = ExhibitCollector.Pending(
                    entry: entry, sourceName: file.path, shownName: file.shownPath)
                if open.file.linkCount > 1 { linked.append(finding(linked: file, exhibit.number)) }
                progress(meter.begin(file.shownPath))
                let advance: (Int) -> Void = { progress(meter.advance($0)) }
                do throws(ExhibitCollector.Trouble) {
                    files.append(
                        exhibit.isAbsent
                            ? try keeper.collect(
                                pending, of: exhibit.number, from: open.source, advance: advance)
                            : try collector.collect(
                                pending, of: exhibit.number, from: open.source, advance: advance))
                } catch {
                    switch error {
                    case .source(let error):
                        throw .unreadable(path: file.shownPath, reason: error.reason)
                    case .digest(let error): throw .digest(error)
                    }
                }
                // A reader may get by without the bytes it did not get; the seal must not.
                if let failure = open.failure { throw .files(failure) }
                do throws(SystemError) { try open.file.requireUnchanged() } catch {
                    throw .files(error)
                }
                progress(meter.end())
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
                    ? CollectedExhibit(keeping: files, of: exhibit)
                    : CollectedExhibit(exhibit: exhibit, files: files))
        }
        return CollectedClaim(
            claim: claim, exhibits: exhibits,
            findings: exhibits.compactMap(\.absenceFinding) + folder.findings
                + assignment.findings + numbered + linked + collector.findings
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

    private static func finding(linked file: CaseFile, _ number: ExhibitNumber) -> Finding {
        Finding(
            code: "file.hard-link", severity: .note,
            places: [Place(exhibit: number, file: file.shownPath)],
            message: "\"\(file.shownPath)\" has a second name elsewhere on this disk",
            remedy: "copy the file, so that nothing that is done there changes it", effort: .minutes)
    }

    /// A free name in the exhibit, or the name of a sealed entry that has the same bytes.
    private static func name(
        of file: CaseFile, in exhibit: ExhibitNumber, taken: inout Set<[UInt8]>,
        beside sealed: [[UInt8]: (entry: EntryPath, digest: ContentDigest)],
        _ source: EvidenceSource
    ) throws(CollectorError) -> EntryPath? {
        guard !sealed.isEmpty else {
            return EntryName.path(of: file.path, in: exhibit, taken: &taken)
        }
        // The names are tried in the order in which they were given once: the first that is free, or
        // stands for these bytes.
        var digest: ContentDigest?
        while let entry = EntryName.path(of: file.path, in: exhibit, taken: &taken) {
            guard let known = sealed[entry.collisionKey] else { return entry }
            if digest == nil { digest = try ExhibitCollector.digest(of: source, at: file) }
            if digest == known.digest { return known.entry }
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

/// Counts what is done.
private struct ProgressMeter {
    private var state: CollectorProgress

    init(fileTotal: Int) {
        state = CollectorProgress(files: 0, fileTotal: fileTotal, bytes: 0, name: "")
    }

    mutating func begin(_ name: String) -> CollectorProgress {
        state.name = name
        return state
    }

    mutating func advance(_ bytes: Int) -> CollectorProgress {
        state.bytes += bytes
        return state
    }

    mutating func end() -> CollectorProgress {
        state.files += 1
        return state
    }
}

/// A file that stays open while a source reads from it.
private final class OpenFile: Sendable {
    let file: InputFile
    private let firstFailure = Mutex<SystemError?>(nil)

    init(_ file: consuming InputFile) {
        self.file = file
    }

    /// The first read that failed.
    var failure: SystemError? { firstFailure.withLock { $0 } }

    var source: EvidenceSource {
        EvidenceSource(byteCount: file.byteCount) {
            (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            do throws(SystemError) {
                return try self.file.read(at: offset, upTo: count)
            } catch {
                self.firstFailure.withLock { $0 = $0 ?? error }
                throw EvidenceSourceError(reason: "\(error)")
            }
        }
    }
}
