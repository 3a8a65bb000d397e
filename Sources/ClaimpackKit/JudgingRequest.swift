public import ClaimModel
import Collector

/// How to collect and judge: the day, the rules, and what may be run.
public struct JudgingRequest {
    /// The day to judge for; nil for the claim's `filing-on`, else `today`.
    public var asOf: CalendarDay?
    /// Today, for claims that name no day to file on. The library asks no clock.
    public var today: CalendarDay
    /// A rulebook file to use instead of the shipped one.
    public var rulebookFile: String?
    /// Whether PDF programs may be run.
    public var usesPrograms: Bool
    /// How foreign files are kept apart while they are read.
    public var sandbox: Sandbox
    /// Called while work goes on, from any thread and from several at once.
    public var progress: @Sendable (WorkProgress) -> Void

    /// A request.
    public init(
        asOf: CalendarDay? = nil, today: CalendarDay, rulebookFile: String? = nil,
        usesPrograms: Bool = true, sandbox: Sandbox,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) {
        self.asOf = asOf
        self.today = today
        self.rulebookFile = rulebookFile
        self.usesPrograms = usesPrograms
        self.sandbox = sandbox
        self.progress = progress
    }

    func day(for claim: Claim) -> CalendarDay { asOf ?? claim.filingOn?.value ?? today }

    var collecting: CollectorOptions {
        CollectorOptions(usePrograms: usesPrograms, place: sandbox.place)
    }
}
