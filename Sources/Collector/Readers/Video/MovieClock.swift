import ClaimModel

/// Times of movie headers: seconds since 1904-01-01 in UTC (ISO/IEC 14496-12, 8.2.2.3).
enum MovieClock {
    /// Seconds from 1904 to 1970.
    static let epochDistance: UInt64 = 2_082_844_800
    /// Years before this one mean that the device counted from another day.
    static let firstPlausibleYear = 1990
    /// Years after this one as well.
    static let lastPlausibleYear = 2100

    /// What a number of a header says.
    enum Meaning {
        /// 0: the device wrote no time.
        case absent
        /// A time.
        case time(ClockReading)
        /// A number that cannot be meant so.
        case implausible(String)
    }

    /// The meaning of a number of seconds.
    static func meaning(of seconds: UInt64) -> Meaning {
        if seconds == 0 { return .absent }
        let raw = String(seconds)
        guard let signed = Int64(exactly: seconds) else { return .implausible(raw) }
        let unix = signed.subtractingReportingOverflow(Int64(epochDistance))
        guard !unix.overflow,
            let reading = ClockReading(raw: raw, unixSeconds: unix.partialValue, keeper: .device)
        else { return .implausible(raw) }
        let year = reading.wallClock.day.year
        return (firstPlausibleYear...lastPlausibleYear).contains(year)
            ? .time(reading) : .implausible(raw)
    }

    /// What an implausible number would be if it counted from 1970, for the remark.
    static func asUnixTime(_ raw: String) -> WallClock? {
        guard let seconds = Int64(raw), let clock = WallClock(unixSeconds: seconds),
            (firstPlausibleYear...lastPlausibleYear).contains(clock.day.year)
        else { return nil }
        return clock
    }
}
