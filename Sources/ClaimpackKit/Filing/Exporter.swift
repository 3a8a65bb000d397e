import ClaimModel
import Collector
import Reports
import SealedArchive
import SystemLibraries
import Validator

/// Writes a filing set or a bag from what was collected: the pages are made, the exhibits copied byte
/// for byte, and the folder stands under its name only when all of it is there.
struct Exporter {
    let collected: CollectedClaim
    let origin: FilingSet.Origin
    let request: ExportRequest
    /// Opens the bytes of an exhibit's file.
    let open: (CollectedFile) throws -> EvidenceSource

    func export() throws(ClaimpackError) -> ExportReport {
        let rulebook = try self.rulebook()
        let assessment = Assessment(
            of: collected, by: rulebook, asOf: request.judging.day(for: collected.claim))
        let set = FilingSet(collected, assessment, from: origin)
        // Chats alone come without a statement.
        guard set.missing.isEmpty || request.isDraft || request.target == .conversations else {
            return report(
                rulebook, set, FilingPlan(of: collected, assessment, by: rulebook), written: [])
        }
        do {
            switch request.target {
            case .venue: return try writeSet(set, assessment, rulebook)
            case .bag: return try writeBag(set, assessment, rulebook)
            case .conversations: return try writeConversations(set, assessment, rulebook)
            }
        } catch {
            throw ClaimpackError(exporting: error)
        }
    }

    private func rulebook() throws(ClaimpackError) -> Rulebook {
        if let file = request.judging.rulebookFile { return try RulebookFile.custom(file) }
        switch request.target {
        case .venue(let name): return try RulebookFile.named(name)
        case .bag, .conversations:
            if let own = try RulebookFile.builtIn(collected.claim.venue.value.name) { return own }
            return try RulebookFile.named("generic")
        }
    }

    private var target: (parent: String, name: [UInt8]) {
        let (parent, name) = ClaimBundle.split(request.output)
        return (parent, Array(name.utf8))
    }

    private func report(
        _ rulebook: Rulebook, _ set: FilingSet, _ plan: FilingPlan, written: [String],
        print: FilingSet.Print? = nil, document: FilingPlan.DocumentFile? = nil,
        leftovers: [[UInt8]] = []
    ) -> ExportReport {
        ExportReport(
            target: request.target, folder: request.output, written: written,
            missing: request.target == .conversations ? [] : set.missing, plan: plan,
            rulebook: rulebook.identity, print: print, document: document,
            removedLeftovers: leftovers.map(PathText.display))
    }

    private func writeBag(
        _ set: FilingSet, _ assessment: Assessment, _ rulebook: Rulebook
    ) throws -> ExportReport {
        let plan = FilingPlan(of: collected, assessment, by: rulebook)
        let bag = Bag(set: set, plan: plan, collected: collected, open: open)
        let folder = try AtomicFolder(named: target.name, in: Folder(path: target.parent))
        let leftovers = folder.removedLeftovers
        let written = try folder.fill { try bag.write(into: $0) }
        try folder.commit()
        return report(rulebook, set, plan, written: written, leftovers: leftovers)
    }

    /// One file for each chat that was read, named for its exhibit.
    private func writeConversations(
        _ set: FilingSet, _ assessment: Assessment, _ rulebook: Rulebook
    ) throws -> ExportReport {
        let custodian = collected.claim.buyer?.name.value
        var files: [(name: String, bytes: [UInt8])] = []
        for exhibit in collected.exhibits {
            let chats = exhibit.files.compactMap { file in
                if case .chat(let transcript) = file.reading { transcript } else { nil }
            }
            for (index, transcript) in chats.enumerated() {
                let part = chats.count > 1 ? "-\(index + 1)" : ""
                files.append(
                    (
                        "\(exhibit.exhibit.number)\(part).rsmf",
                        RSMFWriter.file(of: transcript, custodian: custodian)
                    ))
            }
        }
        guard !files.isEmpty else {
            throw ClaimpackError(
                kind: .undetermined, code: "export.no-chat",
                message: "nothing was written: no exhibit holds a chat that could be read",
                remedy: "claimpack check names the exhibits that stayed unread")
        }
        let folder = try AtomicFolder(named: target.name, in: Folder(path: target.parent))
        let leftovers = folder.removedLeftovers
        try folder.fill { folder in
            for (name, bytes) in files {
                try folder.createFile(Array(name.utf8)).write(bytes)
            }
        }
        try folder.commit()
        return report(
            rulebook, set, FilingPlan(of: collected, assessment, by: rulebook),
            written: files.map(\.name), leftovers: leftovers)
    }

    // MARK: The filing set

    private func writeSet(
        _ set: FilingSet, _ assessment: Assessment, _ rulebook: Rulebook
    ) throws -> ExportReport {
        // Asked for before the work, so that nobody waits in vain.
        let folder = try AtomicFolder(named: target.name, in: Folder(path: target.parent))
        let leftovers = folder.removedLeftovers
        request.judging.progress(
            WorkProgress(work: "printing", file: request.output, bytesDone: 0, bytesTotal: 0))
        // The pages name the files, and names do not depend on what fits.
        var plan = FilingPlan(of: collected, assessment, by: rulebook)
        let (print, bytes) = printed(set, plan)
        var document = FilingPlan.DocumentFile(
            name: "\(FilingSet.documentName).\(print.ending)", byteCount: bytes.count)
        document.objection = plan.objection(toDocument: document.name, byteCount: document.byteCount)
        if document.objection == nil {
            plan = FilingPlan(of: collected, assessment, by: rulebook, reserving: bytes.count)
        }
        var pages = set.pages(plan)
        pages.insert(set.startHere(plan, document: document, print: print), at: 0)
        pages.append(set.verifyNote(plan))
        pages.append(
            FilingSet.Page(
                name: "limits.json",
                text: FilingLimitsReport(
                    rulebook.identity, plan, document: document, version: ClaimpackVersion.text
                ).text))
        let written = try folder.fill { folder in
            try write(pages, plan, document: (document, bytes), into: folder)
        }
        try folder.commit()
        return report(
            rulebook, set, plan, written: written, print: print, document: document,
            leftovers: leftovers)
    }

    /// The generated document: a PDF when a program can make one, else text.
    private func printed(_ set: FilingSet, _ plan: FilingPlan) -> (FilingSet.Print, [UInt8]) {
        func text(_ reason: String) -> (FilingSet.Print, [UInt8]) {
            (.text(because: reason), Array(set.wholeText(plan).utf8))
        }
        guard request.printsPDF else { return text("--no-pdf was given") }
        let printers = PagePrinter.installed
        let html = Array(set.wholeHTML(plan).utf8)
        for printer in printers {
            if let pdf = printer.pdf(ofHTML: html) { return (.pdf(by: printer.name), pdf) }
        }
        return text(
            printers.isEmpty
                ? "neither WeasyPrint nor Chromium is installed"
                : printers.map(\.name).joined(separator: " and ") + " could not print it")
    }

    private func write(
        _ pages: [FilingSet.Page], _ plan: FilingPlan,
        document: (file: FilingPlan.DocumentFile, bytes: [UInt8]), into folder: borrowing Folder
    ) throws -> [String] {
        var written: [String] = []
        for page in pages {
            try folder.createFile(Array(page.name.utf8)).write(Array(page.text.utf8))
            written.append(page.name)
        }
        let documentFits = document.file.objection == nil
        for (home, isNeeded) in [
            (FilingSet.uploadFolder, documentFits || !plan.fitting.isEmpty),
            (FilingSet.leftOverFolder, !documentFits || !plan.leftOver.isEmpty),
        ] where isNeeded {
            _ = try folder.createFolder(Array(home.utf8))
        }
        let path = FilingSet.path(of: document.file.name, fits: documentFits)
        try folder.createFile(Array(path.utf8)).write(document.bytes)
        written.append(path)
        let files = Dictionary(
            collected.exhibits.flatMap(\.files).map { ($0.entry, $0) },
            uniquingKeysWith: { one, _ in one })
        for filed in plan.files {
            guard let file = files[filed.entry] else { continue }
            request.judging.progress(
                WorkProgress(work: "copying", file: filed.name, bytesDone: 0, bytesTotal: 0))
            let path = FilingSet.path(of: filed.name, fits: filed.fits)
            written.append(path)
            try ExhibitCopy.write(file, from: open(file), to: folder.createFile(Array(path.utf8)))
        }
        return written.sorted()
    }
}

/// Copies the file of an exhibit byte for byte, and throws when they are not the bytes that were
/// collected.
enum ExhibitCopy {
    private static let blockByteCount = 1 << 20

    static func write(
        _ file: CollectedFile, from source: EvidenceSource, to output: borrowing OutputFile
    ) throws {
        var hash = try HashStream(.sha256)
        var offset = 0
        while offset < source.byteCount {
            let block = try source.bytes(at: offset, count: blockByteCount)
            guard !block.isEmpty else { break }
            try hash.update(block.span)
            try output.write(block)
            offset += block.count
        }
        guard let digest = ContentDigest(try hash.finish()), digest == file.digest else {
            throw SealedArchiveError.sourceChanged(file.sourceName)
        }
    }
}

extension ClaimpackError {
    /// A filing set that could not be written.
    init(exporting error: any Error) {
        if let error = error as? ClaimpackError {
            self = error
        } else if let error = error as? SystemError, error.isAlreadyThere {
            self.init(writing: error)
        } else if let error = error as? EvidenceSourceError {
            self.init(
                kind: .inputOutput, code: "file.unreadable",
                message: "an exhibit could not be copied: \(error.reason)")
        } else if case .sourceChanged(let path)? = error as? SealedArchiveError {
            self.init(
                kind: .inputOutput, code: "file.changed", place: PathText.display(path),
                message: "the file changed while it was copied",
                remedy: "export again when nothing writes to it")
        } else {
            self.init(sealing: error)
        }
    }
}
