internal import GRDB
package import ClaimModel

/// The queue of an office in one SQLite file.
///
/// Two tables that never mix: `archive` says what the bundles say and can be made again from them at
/// any time; `office` says what people in the office know, by order number, and nothing here but
/// `note` writes to it.
package struct DocketDatabase: Sendable {
    private let queue: DatabaseQueue

    /// Opens the file, or makes it.
    ///
    /// - Throws: `DocketProblem` when it is no docket or cannot be opened.
    package init(path: String) throws(DocketProblem) {
        do {
            var configuration = Configuration()
            configuration.label = "docket"
            configuration.busyMode = .timeout(Self.busySeconds)
            queue = try DatabaseQueue(path: path, configuration: configuration)
            guard try Self.isOurs(queue) else {
                throw DocketProblem(kind: .notADocket, reason: "a database of another program")
            }
            try Self.migrations.migrate(queue)
        } catch let problem as DocketProblem {
            throw problem
        } catch {
            throw DocketProblem(error)
        }
    }

    /// Marks the file as ours in its header ("CLPK"), so that no other program's database is changed.
    static let applicationID = 0x434C_504B

    /// True for a new file, which is marked, and for one that bears the mark.
    private static func isOurs(_ queue: DatabaseQueue) throws -> Bool {
        try queue.write { database in
            if try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID { return true }
            guard try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") == 0 else {
                return false
            }
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            return true
        }
    }

    /// Seconds to wait for another process that writes.
    static let busySeconds = 10.0

    private static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.create(table: "archive") { table in
                table.primaryKey("path", .text)
                table.column("size", .integer).notNull()
                table.column("modified", .integer).notNull()
                table.column("digest", .text)
                table.column("asOf", .text).notNull()
                table.column("rules", .text).notNull()
                table.column("result", .text).notNull()
                table.column("reason", .text)
                table.column("orderNumber", .text)
                table.column("buyer", .text)
                table.column("supplier", .text)
                table.column("venue", .text)
                table.column("claimReasons", .text)
                table.column("asked", .text)
                table.column("windowCloses", .text)
                table.column("signer", .text)
                table.column("isSignerConfirmed", .boolean)
                table.column("provedTime", .text)
                table.column("rounds", .integer)
                table.column("score", .integer)
                table.column("band", .text)
                table.column("failedGates", .text)
                table.column("failedChecks", .integer)
                table.column("missing", .text)
            }
            try database.create(index: "archiveOrder", on: "archive", columns: ["orderNumber"])
            try database.create(table: "office") { table in
                table.primaryKey("orderNumber", .text)
                table.column("received", .text)
                table.column("assigned", .text)
                table.column("status", .text)
                table.column("note", .text)
            }
        }
        return migrator
    }

    // MARK: Archives

    /// Size, time, rules and day of every known file, by path: what tells whether one must be read again.
    /// A file that could not be opened has no size: it is tried again each time.
    package func known() throws(DocketProblem) -> [String: KnownArchive] {
        try reading { database in
            var known: [String: KnownArchive] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT path, CASE result WHEN 'stopped' THEN -1 ELSE size END AS size,
                        modified, asOf, rules FROM archive
                    """)
            while let row = try rows.next() {
                known[row["path"]] = KnownArchive(
                    size: row["size"], modified: row["modified"], asOf: row["asOf"],
                    rules: row["rules"])
            }
            return known
        }
    }

    /// Puts rows in, each instead of what was known of its path, in one transaction.
    package func put(_ archives: [DocketArchive]) throws(DocketProblem) {
        try writing { database in
            let columns = DocketArchive.columns
            let statement = try database.makeStatement(
                sql: "INSERT OR REPLACE INTO archive (\(columns.joined(separator: ", "))) "
                    + "VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))")
            for archive in archives {
                try statement.execute(arguments: StatementArguments(archive.values))
            }
        }
    }

    /// Takes out rows whose files are gone. The office's table keeps what it says of their orders.
    package func remove(paths: [String]) throws(DocketProblem) {
        try writing { database in
            let statement = try database.makeStatement(sql: "DELETE FROM archive WHERE path = ?")
            for path in paths { try statement.execute(arguments: [path]) }
        }
    }

    /// Every archive with what the office says of its order.
    package func entries() throws(DocketProblem) -> [DocketEntry] {
        try reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT archive.*, office.received, office.assigned, office.status, office.note
                    FROM archive LEFT JOIN office ON office.orderNumber = archive.orderNumber
                    ORDER BY archive.path
                    """)
            return rows.map { row in
                DocketEntry(
                    archive: DocketArchive(row),
                    office: OfficeRecord(
                        received: row["received"], assigned: row["assigned"], status: row["status"],
                        note: row["note"]))
            }
        }
    }

    // MARK: The office

    /// Writes what was given of an order and leaves the rest as it was; an empty text takes a value away.
    package func note(order: String, _ record: OfficeRecord) throws(DocketProblem) {
        try writing { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO office (orderNumber) VALUES (?)", arguments: [order])
            for (column, value) in [
                ("received", record.received), ("assigned", record.assigned),
                ("status", record.status), ("note", record.note),
            ] {
                guard let value else { continue }
                try database.execute(
                    sql: "UPDATE office SET \(column) = ? WHERE orderNumber = ?",
                    arguments: [value.isEmpty ? nil : value, order])
            }
        }
    }

    /// Whether some archive is about an order.
    package func hasArchive(of order: String) throws(DocketProblem) -> Bool {
        try reading { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM archive WHERE orderNumber = ?)",
                arguments: [order]) ?? false
        }
    }

    // MARK: Access

    private func reading<Result>(
        _ body: (Database) throws -> Result
    ) throws(DocketProblem) -> Result {
        do {
            return try queue.read(body)
        } catch {
            throw DocketProblem(error)
        }
    }

    private func writing(_ body: (Database) throws -> Void) throws(DocketProblem) {
        do {
            try queue.write(body)
        } catch {
            throw DocketProblem(error)
        }
    }
}

/// Why the docket cannot be used.
package struct DocketProblem: Error, Hashable, Sendable {
    /// The obstacle.
    package enum Kind: Hashable, Sendable {
        /// The file is something else.
        case notADocket
        /// Another process holds it.
        case busy
        /// It cannot be made.
        case cannotCreate
        /// It may not be opened or written to.
        case noPermission
        /// It cannot be read or written.
        case inaccessible
    }

    /// The obstacle.
    package let kind: Kind
    /// In SQLite's words.
    package let reason: String

    init(kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }

    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            (kind, reason) = (.inaccessible, String(describing: error))
            return
        }
        reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        kind =
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH: .notADocket
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CANTOPEN: .cannotCreate
            case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .noPermission
            default: .inaccessible
            }
    }
}

extension DocketArchive {
    /// Columns in the order of `values`.
    fileprivate static let columns = [
        "path", "size", "modified", "digest", "asOf", "rules", "result", "reason", "orderNumber",
        "buyer", "supplier", "venue", "claimReasons", "asked", "windowCloses", "signer",
        "isSignerConfirmed", "provedTime", "rounds", "score", "band", "failedGates", "failedChecks",
        "missing",
    ]

    fileprivate var values: [(any DatabaseValueConvertible)?] {
        [
            path, size, modified, digest, asOf, rules, result.rawValue, reason, orderNumber, buyer,
            supplier, venue, claimReasons, asked, windowCloses?.description, signer,
            isSignerConfirmed, provedTime, rounds, score, band, failedGates, failedChecks, missing,
        ]
    }

    fileprivate init(_ row: Row) {
        self.init(path: row["path"], size: row["size"], modified: row["modified"])
        digest = row["digest"]
        asOf = row["asOf"]
        rules = row["rules"]
        result = Result(rawValue: row["result"]) ?? .stopped
        reason = row["reason"]
        orderNumber = row["orderNumber"]
        buyer = row["buyer"]
        supplier = row["supplier"]
        venue = row["venue"]
        claimReasons = row["claimReasons"]
        asked = row["asked"]
        windowCloses = (row["windowCloses"] as String?).flatMap { CalendarDay($0) }
        signer = row["signer"]
        isSignerConfirmed = row["isSignerConfirmed"]
        provedTime = row["provedTime"]
        rounds = row["rounds"]
        score = row["score"]
        band = row["band"]
        failedGates = row["failedGates"]
        failedChecks = row["failedChecks"]
        missing = row["missing"]
    }
}
