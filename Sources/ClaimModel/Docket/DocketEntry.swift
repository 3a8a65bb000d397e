/// What one bundle file says, as far as a queue needs it. Made again from the file at any time.
public struct DocketArchive: Hashable, Sendable {
    /// How it went.
    public enum Result: String, Hashable, Sendable {
        /// The integrity of the bundle.
        case intact, broken, undetermined
        /// It could not be opened at all.
        case stopped
    }

    /// The path as it was named.
    public var path: String
    /// Its size in bytes.
    public var size: Int64
    /// When it was last written, in nanoseconds since 1970.
    public var modified: Int64
    /// The SHA-256 of the file.
    public var digest: String?
    /// The day it was judged for when the claim names none; empty when it does.
    public var asOf: String = ""
    /// The program and rules it was judged by.
    public var rules: String = ""
    /// How it went.
    public var result: Result = .stopped
    /// Why it is not intact, or was not judged: one sentence.
    public var reason: String?
    /// The order it is about.
    public var orderNumber: String?
    /// Who claims.
    public var buyer: String?
    /// Against whom.
    public var supplier: String?
    /// Whose rules apply.
    public var venue: String?
    /// The reasons, with commas.
    public var claimReasons: String?
    /// The sum asked.
    public var asked: String?
    /// The last day to file.
    public var windowCloses: CalendarDay?
    /// Who sealed, as the certificate of the newest round says.
    public var signer: String?
    /// Whether he is confirmed.
    public var isSignerConfirmed: Bool?
    /// A time that a time-stamp proves.
    public var provedTime: String?
    /// Rounds of sealing.
    public var rounds: Int?
    /// The score, 0 to 100.
    public var score: Int?
    /// Its band.
    public var band: String?
    /// Gates not passed, with commas.
    public var failedGates: String?
    /// Checks not passed.
    public var failedChecks: Int?
    /// The first things missing, with semicolons.
    public var missing: String?

    /// A file of which nothing is known yet.
    public init(path: String, size: Int64, modified: Int64) {
        self.path = path
        self.size = size
        self.modified = modified
    }

    /// How many gates are not passed.
    public var failedGateCount: Int { failedGates.map { $0.split(separator: ",").count } ?? 0 }
}

/// What the office knows of an order. Never touched by what bundles say.
public struct OfficeRecord: Hashable, Sendable {
    /// The day it came in.
    public var received: String?
    /// Who has it.
    public var assigned: String?
    /// How far it is, in the office's own words.
    public var status: String?
    /// Anything.
    public var note: String?

    /// A record.
    public init(
        received: String? = nil, assigned: String? = nil, status: String? = nil, note: String? = nil
    ) {
        self.received = received
        self.assigned = assigned
        self.status = status
        self.note = note
    }

    /// True when nothing is given.
    public var isEmpty: Bool { received == nil && assigned == nil && status == nil && note == nil }
}

/// One line of the queue.
public struct DocketEntry: Hashable, Sendable {
    /// What the bundle says.
    public var archive: DocketArchive
    /// What the office says of its order.
    public var office: OfficeRecord

    package init(archive: DocketArchive, office: OfficeRecord) {
        self.archive = archive
        self.office = office
    }

    /// Days until the window closes, as of a day; negative when it has.
    public func daysLeft(asOf day: CalendarDay) -> Int? { archive.windowCloses.map { day.days(to: $0) } }
}

/// The queue: what is most urgent first.
public struct DocketQueue: Hashable, Sendable {
    /// The lines, in order.
    public var entries: [DocketEntry]
    /// The day days are counted from.
    public var asOf: CalendarDay

    /// Sorts: bundles that could be judged by days left, then by gates not passed, fewest first, then by
    /// score; then what has no window; bad bundles last. Equal ones by path, so that the same docket gives
    /// the same bytes.
    package init(_ entries: [DocketEntry], asOf: CalendarDay) {
        self.asOf = asOf
        self.entries = entries.sorted { left, right in
            let one = Self.rank(left, asOf), two = Self.rank(right, asOf)
            if one != two { return one.lexicographicallyPrecedes(two) }
            return left.archive.path.utf8.lexicographicallyPrecedes(right.archive.path.utf8)
        }
    }

    private static func rank(_ entry: DocketEntry, _ day: CalendarDay) -> [Int] {
        let archive = entry.archive
        let isBad = archive.result != .intact || archive.reason != nil
        let days = entry.daysLeft(asOf: day)
        // A window that has closed is past helping: after those that are open.
        let group = isBad ? 3 : days.map { $0 < 0 ? 1 : 0 } ?? 2
        return [group, abs(days ?? 0), archive.failedGateCount, 100 - min(100, max(0, archive.score ?? 0))]
    }
}

/// What is known of a file without reading it again.
public struct KnownArchive: Hashable, Sendable {
    /// Its size then.
    public var size: Int64
    /// Its time then.
    public var modified: Int64
    /// The day it was judged for.
    public var asOf: String
    /// The program and rules it was judged by.
    public var rules: String

    package init(size: Int64, modified: Int64, asOf: String, rules: String) {
        self.size = size
        self.modified = modified
        self.asOf = asOf
        self.rules = rules
    }
}
