import ClaimModel
import Collector
import Reports
import SystemLibraries

extension ClaimCase {
    /// Looks at a folder without writing: which files no exhibit has, and what they probably are.
    public func look(_ request: JudgingRequest) throws(ClaimpackError) -> CaseLook {
        do {
            return CaseLook(
                survey: try FolderSurvey(path: path, options: request.collecting) {
                    request.progress(WorkProgress($0))
                })
        } catch {
            if case .claimFile = error {
                let stopped = ClaimpackError(collecting: error, at: path)
                throw ClaimpackError(
                    kind: stopped.kind, code: stopped.code, place: stopped.place,
                    message: stopped.message, remedy: stopped.remedy,
                    details: (stopped.details ?? "")
                        + "\nsome of these can be repaired without a doubt: claimpack init --fix \(path)\n"
                )
            }
            throw ClaimpackError(collecting: error, at: path)
        }
    }

    /// Makes the folder a case: lettered folders, and a `claim.yaml` that proposes an exhibit for every
    /// file. Nothing is moved. A `claim.yaml` that is there keeps every line; what is new is added
    /// behind its exhibits, and the file as it was is kept under a name that is never packed.
    public func start(
        _ answers: StartAnswers, after look: CaseLook
    ) throws(ClaimpackError) -> StartReport {
        let survey = look.survey
        let exhibits = ProposedExhibit.of(survey.proposals, after: survey.counts)
        do {
            let folder = try Folder(path: path)
            var report = StartReport(
                folder: path, exhibits: exhibits,
                reasons: Dictionary(
                    survey.proposals.map { ($0.path, $0.reason) },
                    uniquingKeysWith: { one, _ in one }),
                unwritable: survey.unwritable)
            if let before = survey.claimFile {
                guard !exhibits.isEmpty else { return report }
                guard let text = ClaimFileAddition.text(adding: exhibits, to: before) else {
                    throw ClaimpackError(
                        kind: .unreadableClaim, code: "claimfile.not-extendable",
                        place: ClaimFile.name,
                        message: "no place for the new exhibits was found in it",
                        remedy: "list them yourself; claimpack check names them")
                }
                report.backup = try Self.replace(before, with: text, in: folder)
            } else {
                let draft = ClaimFileDraft(answers.answers, exhibits, survey.proposals)
                let output = try AtomicOutput(
                    named: Array(ClaimFile.name.utf8), in: folder.reopened(), mode: 0o644)
                try output.write(Array(draft.text.utf8))
                // Somebody may have made one meanwhile: it is his.
                try output.commit(replacing: false)
                report.isNew = true
                // After the file: a folder that cannot be written to stays as it was.
                for (letter, name) in ProposedExhibit.folders where !survey.letters.contains(letter)
                {
                    guard try folder.kind(of: Array(name.utf8)) == nil else { continue }
                    _ = try folder.createFolder(Array(name.utf8), mode: 0o755)
                    report.made.append(name)
                }
            }
            return report
        } catch let error as ClaimpackError {
            throw error
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// Repairs mistakes of `claim.yaml` that leave no doubt, and tells which lines changed. The file as
    /// it was is kept under a name that is never packed.
    public func mend() throws(ClaimpackError) -> MendReport {
        do {
            let folder = try Folder(path: path)
            let before = try folder.openFile(Array(ClaimFile.name.utf8)).readAll(limit: 1 << 20)
            let mending = ClaimFileMending(of: before)
            let backup =
                mending.changes.isEmpty
                ? nil : try Self.replace(before, with: mending.bytes, in: folder)
            return MendReport(
                folder: path,
                changes: mending.changes.map {
                    MendReport.Change(line: $0.line, before: $0.before, after: $0.after)
                },
                backup: backup, rest: mending.rest.isEmpty ? nil : mending.rest.description)
        } catch let error as SystemError where error.isNotFound {
            throw ClaimpackError(
                collecting: .noClaimFile(folder: path, similar: nil), at: path)
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// Names tried for the file as it was.
    private static let backupLimit = 1_000

    /// Puts other bytes into `claim.yaml`, when it still holds those that were read; gives the name under
    /// which these are kept.
    private static func replace(
        _ before: [UInt8], with after: [UInt8], in folder: borrowing Folder
    ) throws -> String {
        let name = Array(ClaimFile.name.utf8)
        var backup: String?
        for count in 1...backupLimit {
            let candidate = "_claim-\(count).yaml"
            guard try folder.kind(of: Array(candidate.utf8)) == nil else { continue }
            let output = try AtomicOutput(
                named: Array(candidate.utf8), in: folder.reopened(), mode: 0o644)
            try output.write(before)
            try output.commit(replacing: false)
            backup = candidate
            break
        }
        guard let backup else {
            throw ClaimpackError(
                kind: .cannotCreate, code: "output.exists", place: ClaimFile.name,
                message: "there are \(backupLimit) copies of it already",
                remedy: "remove old _claim-….yaml files")
        }
        let output = try AtomicOutput(named: name, in: folder.reopened(), mode: 0o644)
        try output.write(after)
        guard try folder.openFile(name).readAll(limit: 16 << 20) == before else {
            throw ClaimpackError(
                kind: .inputOutput, code: "file.changed", place: ClaimFile.name,
                message: "the file changed meanwhile", remedy: "try again when nothing writes to it"
            )
        }
        try output.commit(replacing: true)
        return backup
    }
}
