/// Words for days.
enum DayText {
    /// A number of days in words: `1 day`, `30 days`.
    static func count(_ days: Int) -> String { days == 1 ? "1 day" : "\(days) days" }
}
