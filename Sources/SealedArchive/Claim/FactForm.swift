import ClaimModel

/// How the value of a fact is written in `claim.xml` and read again.
struct FactForm<Value: Hashable & Sendable>: Sendable {
    /// The text of the element.
    let text: @Sendable (Value) -> String
    /// Attributes beside it.
    let attributes: @Sendable (Value) -> [(String, String)]
    /// Names of those attributes.
    let attributeNames: [String]
    /// The value of a text; the closure gives attributes by name.
    let parse: @Sendable (String, (String) -> String?) -> Value?

    init(
        text: @escaping @Sendable (Value) -> String,
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.text = text
        self.parse = { text, _ in parse(text) }
        attributes = { _ in [] }
        attributeNames = []
    }

    init(
        text: @escaping @Sendable (Value) -> String, attributeNames: [String],
        attributes: @escaping @Sendable (Value) -> [(String, String)],
        parse: @escaping @Sendable (String, (String) -> String?) -> Value?
    ) {
        self.text = text
        self.parse = parse
        self.attributes = attributes
        self.attributeNames = attributeNames
    }
}

extension FactForm<String> {
    static let text = FactForm(text: { $0 }, parse: { $0 })
}

extension FactForm<Venue> {
    static let venue = FactForm(text: { $0.name }, parse: { Venue($0) })
}

extension FactForm<Reason> {
    static let reason = FactForm(text: { $0.rawValue }, parse: { Reason(rawValue: $0) })
}

extension FactForm<CountLevel> {
    static let countLevel = FactForm(text: { $0.rawValue }, parse: { CountLevel(rawValue: $0) })
}

extension FactForm<CalendarDay> {
    static let day = FactForm(text: { $0.description }, parse: { CalendarDay($0) })
}

extension FactForm<Money> {
    static let money = FactForm(text: { $0.description }, parse: { Money($0) })
}

extension FactForm<ExactDecimal> {
    static let decimal = FactForm(text: { $0.description }, parse: { ExactDecimal($0) })
}

extension FactForm<ExhibitNumber> {
    static let exhibit = FactForm(text: { $0.description }, parse: { ExhibitNumber($0) })
}

extension FactForm<Bool> {
    static let yesOrNo = FactForm(
        text: { $0 ? "yes" : "no" },
        parse: { $0 == "yes" ? true : $0 == "no" ? false : nil })
}

extension FactForm<ClockReading> {
    /// The text as written, and beside it what the clock showed, the offset if any and where that comes
    /// from, who kept the clock, and the other reading when the order of day and month is undecided.
    static let clock = FactForm(
        text: { $0.raw },
        attributeNames: ["clock", "to", "offset", "offset-from", "keeper", "or"],
        attributes: { reading in
            var attributes = [("clock", reading.wallClock.description)]
            if reading.wallClock.hour != nil, reading.wallClock.minute == nil {
                attributes.append(("to", "hour"))
            }
            if let offset = reading.offset {
                attributes.append(("offset", offset.description))
                attributes.append(("offset-from", reading.offsetSource.rawValue))
            }
            attributes.append(("keeper", reading.keeper.rawValue))
            if let alternative = reading.alternative {
                attributes.append(("or", alternative.description))
            }
            return attributes
        },
        parse: { raw, attribute in
            let isToTheHour = attribute("to") == "hour"
            guard attribute("to") == nil || isToTheHour,
                let keeper = attribute("keeper").flatMap({ ClockKeeper(rawValue: $0) }),
                let clock = attribute("clock").flatMap({ wallClock($0, toTheHour: isToTheHour) })
            else { return nil }
            var offset: UTCOffset?
            var source = OffsetSource.unknown
            if let written = attribute("offset") {
                guard let known = UTCOffset(written), known.description == written,
                    let from = attribute("offset-from").flatMap({ OffsetSource(rawValue: $0) })
                else { return nil }
                offset = known
                source = from
            } else if attribute("offset-from") != nil {
                return nil
            }
            var alternative: WallClock?
            if let other = attribute("or") {
                guard let clock = wallClock(other, toTheHour: isToTheHour) else { return nil }
                alternative = clock
            }
            return ClockReading(
                raw: raw, wallClock: clock, offset: offset, offsetSource: source, keeper: keeper,
                alternative: alternative)
        })
}

/// Reads what `WallClock.description` wrote.
private func wallClock(_ text: String, toTheHour: Bool) -> WallClock? {
    guard let reading = ClockReading(iso8601: text, keeper: .party), reading.offset == nil else {
        return nil
    }
    let clock = reading.wallClock
    guard clock.description == text else { return nil }
    return toTheHour ? WallClock(day: clock.day, hour: clock.hour) : clock
}
