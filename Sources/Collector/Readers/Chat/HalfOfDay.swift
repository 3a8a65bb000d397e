/// Half of a day, as clocks with twelve hours write it.
struct HalfOfDay: Sendable {
    enum Kind { case morning, noon, afternoon }
    let kind: Kind
    let isEastAsian: Bool

    /// The hour of 24 that an hour of this half is: `12:30 AM` is 0:30, `12:30 PM` is 12:30, 中午 11:30 is
    /// half an hour before noon. An hour that no clock with halves shows stays as it is, and is odd.
    func hour(_ hour: Int) -> (hour: Int, isOdd: Bool) {
        switch kind {
        case .morning:
            if hour == 12 { return (0, false) }
            // East Asian clocks count the first hour as 0.
            return (hour, hour > 12 || (hour == 0 && !isEastAsian))
        case .noon: return (hour < 10 ? hour + 12 : hour, hour > 14)
        case .afternoon:
            if hour > 12 { return (hour, true) }
            return (hour == 12 ? 12 : hour + 12, hour == 0 && !isEastAsian)
        }
    }

    /// The halves in Chinese, Japanese and Korean.
    static let eastAsian: [(words: ByteTable, half: HalfOfDay)] = [
        (
            ByteTable(["上午", "凌晨", "清晨", "早上", "午前", "오전"]),
            HalfOfDay(kind: .morning, isEastAsian: true)
        ),
        (ByteTable(["中午"]), HalfOfDay(kind: .noon, isEastAsian: true)),
        (
            ByteTable(["下午", "傍晚", "晚上", "午後", "오후"]),
            HalfOfDay(kind: .afternoon, isEastAsian: true)
        ),
    ]
}
