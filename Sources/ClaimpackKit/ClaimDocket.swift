public import ClaimModel
import Docket
import Reports
import SystemLibraries
import Validator

/// The queue of an office that gets many bundles: one SQLite file.
///
/// What bundles say can be made again from them at any time and is; what the office says of an order
/// stands in a table of its own, which only `note` writes.
public struct ClaimDocket: Sendable {
    /// The file's path.
    public let path: String
    private let database: DocketDatabase

    /// Opens a docket.
    ///
    /// - Parameters:
    ///   - path: its file.
    ///   - creating: whether it is made when there is none.
    public init(at path: String, creating: Bool = false) throws(ClaimpackError) {
        if !creating, !ClaimBundle.looksLikeBundle(at: path) {
            throw ClaimpackError(
                kind: .noSuchFile, code: "docket.absent", place: path,
                message: "there is no docket here", remedy: "claimpack docket add BUNDLE… makes one")
        }
        self.path = path
        do throws(DocketProblem) {
            database = try DocketDatabase(path: path)
        } catch {
            throw ClaimpackError(error, at: path)
        }
    }

    /// Reads what is new or has changed of some bundles and folders of bundles, and notes it. A bad bundle
    /// becomes a row with its reason and stops nothing. Rows of a named folder whose files are gone are
    /// taken out.
    ///
    /// - Parameters:
    ///   - paths: bundles and folders.
    ///   - request: how to collect and judge each.
    ///   - trust: whom the mediator trusts.
    ///   - again: reads every file, changed or not: for other programs of the system. A file that was read
    ///     with other trust or rules is read again anyway.
    ///   - each: called after each file that was read.
    public func add(
        _ paths: [String], _ request: JudgingRequest, trusting trust: Trust = .none,
        again: Bool = false, each: (DocketArchive) -> Void = { _ in }
    ) throws(ClaimpackError) -> DocketUpdate {
        let known = try using { () throws(DocketProblem) in try database.known() }
        let rules = try Self.settings(of: request, trust)
        var update = DocketUpdate()
        var batch: [DocketArchive] = []
        for path in try files(of: paths, known: Array(known.keys), &update) {
            let (size, modified) = Self.state(of: path)
            let day = (request.asOf ?? request.today).description
            if !again, let old = known[path], size >= 0, old.size == size, old.modified == modified,
                old.rules == rules, old.asOf.isEmpty || old.asOf == day
            {
                update.unchanged += 1
                continue
            }
            var archive: DocketArchive
            do throws(ClaimpackError) {
                archive = try Self.archive(at: path, size, modified, request, trust)
            } catch {
                // What was read before the stop is kept; the file it came upon is not.
                try put(batch)
                throw error
            }
            archive.rules = rules
            // The day counts when the mediator named one, or the claim names none.
            archive.asOf = archive.asOf.isEmpty && request.asOf == nil ? "" : day
            update.count(archive)
            each(archive)
            batch.append(archive)
            if batch.count >= Self.batchSize {
                try put(batch)
                batch = []
            }
        }
        try put(batch)
        return update
    }

    /// Files that are read before what was found is written down, so that little is lost when the work is
    /// stopped.
    static let batchSize = 50

    /// Notes what `inspect --json-lines` printed elsewhere. A line that is none becomes a row too.
    ///
    /// - Parameters:
    ///   - lines: the lines.
    ///   - resolving: gives the path a row gets for the path in a line.
    ///   - each: called after each line.
    public func add(
        lines: [UInt8], resolving: (String) -> String = { $0 },
        each: (DocketArchive) -> Void = { _ in }
    ) throws(ClaimpackError) -> DocketUpdate {
        var update = DocketUpdate()
        var batch: [DocketArchive] = []
        let all = lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in all.enumerated() where !line.isEmpty {
            let archive = InspectionLine.archive(Array(line), number: index + 1, resolving: resolving)
            update.count(archive)
            each(archive)
            batch.append(archive)
        }
        try put(batch)
        return update
    }

    /// Bytes of JSON lines that are taken at once.
    public static let lineByteLimit = 1 << 30

    /// Reads a file of JSON lines.
    public static func lines(ofFile path: String) throws(ClaimpackError) -> [UInt8] {
        try reading(path) { () throws(SystemError) in try readFile(atPath: path, limit: lineByteLimit) }
    }

    /// The queue as of a day, most urgent first.
    public func queue(asOf day: CalendarDay) throws(ClaimpackError) -> DocketListing {
        let entries = try using { () throws(DocketProblem) in try database.entries() }
        return DocketListing(queue: DocketQueue(entries, asOf: day))
    }

    /// Writes what the office says of an order: what is nil stays, what is empty is taken away.
    public func note(order: String, _ record: OfficeRecord) throws(ClaimpackError) {
        guard try using({ () throws(DocketProblem) in try database.hasArchive(of: order) }) else {
            throw ClaimpackError(
                kind: .noSuchFile, code: "docket.order.unknown", place: path,
                message: "no bundle of the docket is about order \(order)",
                remedy: "claimpack docket list names the orders")
        }
        try using { () throws(DocketProblem) in try database.note(order: order, record) }
    }

    // MARK: Files

    /// What an answer depends on besides the bundle: the program, whom the mediator trusts, the rules,
    /// and whether programs of the system are run. By contents, not by the names of files.
    private static func settings(
        of request: JudgingRequest, _ trust: Trust
    ) throws(ClaimpackError) -> String {
        let rules = try request.rulebookFile.map { (path: String) throws(ClaimpackError) in
            try RulebookFile.named(path).identity.digest?.hex ?? path
        }
        var lines = [ClaimpackVersion.text, "rules \(rules ?? "")", "programs \(request.usesPrograms)"]
        lines += trust.contents
        return lines.joined(separator: "\n")
    }

    /// Bundles of the paths: a folder stands for the files in it that are named like one.
    private func files(
        of paths: [String], known: [String], _ update: inout DocketUpdate
    ) throws(ClaimpackError) -> [String] {
        var files: [String] = []
        var gone: [String] = []
        for path in paths {
            guard let folder = try? Folder(path: path) else {
                files.append(path)
                continue
            }
            let home = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
            let entries = try reading(path) { () throws(SystemError) in try folder.entries() }
            func shown(_ name: [UInt8]) -> String {
                let text = String(decoding: name, as: UTF8.self)
                // A name that is no text cannot be opened by one, and becomes a row that says so.
                return home + (text.utf8.elementsEqual(name) ? text : PathText.display(name))
            }
            files += entries.map(\.name).filter(Self.isBundleName).map(shown)
            // Whatever is still there stays, also what was named by itself and is not called a bundle.
            let present = Set(entries.map { Array(shown($0.name).utf8) })
            gone += known.filter {
                let path = Array($0.utf8)
                return path.starts(with: home.utf8)
                    && !path.dropFirst(home.utf8.count).contains(UInt8(ascii: "/"))
                    && !present.contains(path)
            }
        }
        let removed = gone
        if !removed.isEmpty {
            try using { () throws(DocketProblem) in try database.remove(paths: removed) }
        }
        update.removed = removed.count
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }

    private static func isBundleName(_ name: [UInt8]) -> Bool {
        name.suffix(6).elementsEqual(".asice".utf8) && name.first != UInt8(ascii: ".")
    }

    /// Size and time of a file; −1 when it cannot be opened.
    private static func state(of path: String) -> (Int64, Int64) {
        guard let file = try? InputFile(path: path) else { return (-1, 0) }
        let time = file.identity.modified
        return (
            file.identity.byteCount,
            time.seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ time.nanoseconds
        )
    }

    /// What a bundle says.
    ///
    /// - Throws: only when the work itself was stopped: that says nothing of the bundle.
    private static func archive(
        at path: String, _ size: Int64, _ modified: Int64, _ request: JudgingRequest, _ trust: Trust
    ) throws(ClaimpackError) -> DocketArchive {
        var archive = DocketArchive(path: path, size: size, modified: modified)
        do throws(ClaimpackError) {
            archive.fill(from: try ClaimBundle(at: path).inspect(request, trusting: trust))
        } catch {
            if StopSignal.noticed != nil { throw error }
            archive.result = .stopped
            archive.reason = error.message
        }
        archive.digest = (try? ClaimBundle.digest(ofFile: path))?.hex
        return archive
    }

    // MARK: The database

    private func put(_ archives: [DocketArchive]) throws(ClaimpackError) {
        guard !archives.isEmpty else { return }
        try using { () throws(DocketProblem) in try database.put(archives) }
    }

    private func using<Value>(
        _ body: () throws(DocketProblem) -> Value
    ) throws(ClaimpackError) -> Value {
        do throws(DocketProblem) {
            return try body()
        } catch {
            throw ClaimpackError(error, at: path)
        }
    }
}

/// What an addition to a docket did.
public struct DocketUpdate: Hashable, Sendable {
    /// Files read.
    public var read = 0
    /// Files left as they were known.
    public var unchanged = 0
    /// Rows taken out, because their files are gone.
    public var removed = 0
    /// Of those read: broken.
    public var broken = 0
    /// Of those read: could not be told, opened or judged.
    public var undetermined = 0

    mutating func count(_ archive: DocketArchive) {
        read += 1
        switch archive.result {
        case .broken: broken += 1
        case .undetermined, .stopped: undetermined += 1
        case .intact: break
        }
    }

    /// As one line.
    public var text: String {
        "\(Wording.count(read, "bundle")) read, \(unchanged) unchanged, \(removed) gone; "
            + "of those read \(broken) broken, \(undetermined) not to be told\n"
    }

    /// As one JSON object.
    public var json: String {
        JSONReport(
            done: "docket", written: [],
            facts: [
                "read": String(read), "unchanged": String(unchanged), "removed": String(removed),
                "broken": String(broken), "undetermined": String(undetermined),
            ], version: ClaimpackVersion.text
        ).text()
    }
}

/// The queue, to be printed.
public struct DocketListing: Hashable, Sendable {
    /// The queue.
    public let queue: DocketQueue

    /// As text.
    public func text(_ layout: TextLayout) -> String { DocketText(queue).text(layout.style) }

    /// As one JSON object.
    public var json: String { JSONReport(docket: queue, version: ClaimpackVersion.text).text() }

    /// As comma-separated values.
    public var csv: String { DocketCSV.text(queue) }

    /// As one HTML page.
    ///
    /// - Parameters:
    ///   - folder: the folder of reports as seen from the page.
    ///   - hasReport: whether a report of that name is there.
    public func html(
        reports folder: String?, hasReport: (String) -> Bool
    ) throws(ClaimpackError) -> String {
        var links: [String: String] = [:]
        if let folder {
            let names = queue.entries.map { Self.reportName(of: $0.archive.path) }
            let counts = Dictionary(names.map { (Array($0.utf8), 1) }, uniquingKeysWith: +)
            for (entry, name) in zip(queue.entries, names) {
                // Two bundles of one name: the report is about one of them, and nobody knows which.
                guard counts[Array(name.utf8)] == 1, hasReport(name) else { continue }
                let parts = folder.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                links[entry.archive.path] = (parts.filter { !$0.isEmpty } + [name]).map(Self.encoded)
                    .joined(separator: "/")
            }
        }
        let known = links
        return DocketPage(queue, styleHash: try PlainPages.styleHash()) { known[$0.path] }.text
    }

    /// The name of a bundle's report: its own without `.asice`, and `.html`.
    private static func reportName(of path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? path
        if name.hasSuffix(".asice") { name.removeLast(6) }
        return name + ".html"
    }

    /// A segment of an address: all but letters, digits, `-`, `_` and `.` as `%NN`.
    private static func encoded(_ segment: String) -> String {
        segment.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 95, 46:
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }.joined()
    }

}

extension DocketArchive {
    /// What an inspection says, as far as a queue needs it.
    mutating func fill(from inspection: Inspection) {
        let verification = inspection.verification
        result = Result(rawValue: verification.integrity.rawValue) ?? .stopped
        if verification.integrity != .intact {
            reason =
                verification.findings.first { $0.severity == .failure }?.message
                ?? verification.findings.first?.message ?? verification.integrity.rawValue
        } else {
            reason = inspection.notJudged?.message
        }
        let newest = verification.rounds.last
        signer = newest?.signer?.subject
        isSignerConfirmed =
            !verification.rounds.isEmpty && verification.rounds.allSatisfy(\.isSignerConfirmed)
        provedTime = newest?.provedTime?.text
        rounds = verification.rounds.count
        guard let claim = inspection.claim else {
            if result == .intact, reason == nil { reason = "the claim in it cannot be read" }
            return
        }
        orderNumber = claim.order.number.value
        buyer = claim.buyer?.name.value
        supplier = claim.supplier.map { ($0.latinName ?? $0.name).value }
        venue = claim.venue.value.name
        claimReasons = claim.reasons.map(\.value.rawValue).joined(separator: ", ")
        asked = claim.refund?.ask?.value.description
        guard let assessment = inspection.check?.assessment else { return }
        // Empty when the claim names the day it was judged for.
        asOf = claim.filingOn == nil ? assessment.asOf.description : ""
        windowCloses = assessment.deadlines.first { $0.name == "window" }?.day
        score = assessment.score.value
        band = assessment.score.band.rawValue
        failedGates = assessment.gates.filter { $0.outcome == .fail }.map(\.id).joined(separator: ", ")
        failedChecks = assessment.checks.count { $0.outcome == .fail }
        missing = assessment.requirements.filter { $0.status == .missing && $0.level != .helpful }
            .prefix(3).map { Self.name(of: $0.kind) }.joined(separator: "; ")
    }

    /// A kind of evidence in words.
    static func name(of kind: ExhibitKind) -> String { Wording.name(of: kind) }

    /// One row of comma-separated values.
    public func csvLine(asOf day: CalendarDay) -> String { DocketCSV.line(self, asOf: day) }

    /// The head of such rows.
    public static var csvHead: String { DocketCSV.head }
}

extension Inspection {
    /// As a row of a queue.
    public var archive: DocketArchive {
        var archive = DocketArchive(path: path, size: 0, modified: 0)
        archive.fill(from: self)
        return archive
    }

    /// The day the claim was judged for; nil when it was not judged.
    public var asOf: CalendarDay? { check?.assessment.asOf }
}

extension ClaimpackError {
    init(_ problem: DocketProblem, at path: String) {
        switch problem.kind {
        case .notADocket:
            self.init(
                kind: .inputOutput, code: "docket.foreign", place: path,
                message: "this is no docket: \(problem.reason)",
                remedy: "name another file with --db; nothing was changed")
        case .busy:
            self.init(
                kind: .inputOutput, code: "docket.busy", place: path,
                message: "another program is writing to the docket", remedy: "try again in a moment")
        case .cannotCreate, .noPermission, .inaccessible:
            let kind: Kind =
                switch problem.kind {
                case .cannotCreate: .cannotCreate
                case .noPermission: .noPermission
                default: .inputOutput
                }
            self.init(
                kind: kind, code: "docket.unreadable", place: path,
                message: "the docket cannot be read or written: \(problem.reason)",
                remedy: "see that its folder is there and that you may write to both")
        }
    }
}
