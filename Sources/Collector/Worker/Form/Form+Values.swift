import ClaimModel

extension Place.Spot: Formed {
    func write(to form: inout FormWriter) {
        switch self {
        case .whole: form.list(0)
        case .field(let path, let line): form.list(1, path, line)
        case .line(let line, let column): form.list(2, line, column)
        case .page(let page, let box): form.list(3, page, box)
        case .message(let number): form.list(4, number)
        case .member(let path): form.list(5, path)
        }
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        switch try form.number() {
        case 0: self = .whole
        case 1: self = .field(try form.next(), line: try form.next())
        case 2: self = .line(try form.next(), column: try form.next())
        case 3: self = .page(try form.next(), box: try form.next())
        case 4: self = .message(try form.next())
        case 5: self = .member(try form.next())
        default: throw form.problem("an unknown spot")
        }
        try form.end()
    }
}

extension PageBox: Formed {
    func write(to form: inout FormWriter) { form.list(left, top, right, bottom) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            left: try form.next(), top: try form.next(), right: try form.next(),
            bottom: try form.next())
        try form.end()
    }
}

extension WallClock: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        form.number(day.dayNumber)
        hour.write(to: &form)
        minute.write(to: &form)
        second.write(to: &form)
        form.end()
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        guard let day = CalendarDay(dayNumber: try form.number()),
            let clock = WallClock(
                day: day, hour: try form.next(), minute: try form.next(), second: try form.next())
        else { throw form.problem("no time of any clock") }
        self = clock
        try form.end()
    }
}

extension UTCOffset: Formed {
    func write(to form: inout FormWriter) { form.number(minutes) }

    init(from form: inout FormReader) throws(FormProblem) {
        guard let offset = UTCOffset(minutes: try form.number()) else {
            throw form.problem("no offset on Earth")
        }
        self = offset
    }
}

extension OffsetSource: NumberedForm {
    static let numbered = allCases
}

extension ClockKeeper: NumberedForm {
    static let numbered = allCases
}

extension Origin: Formed {}
extension Severity: Formed {}
extension Effort: Formed {}

extension ClockReading: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        form.text(raw)
        wallClock.write(to: &form)
        offset.write(to: &form)
        offsetSource.write(to: &form)
        keeper.write(to: &form)
        alternative.write(to: &form)
        form.end()
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            raw: try form.next(), wallClock: try form.next(), offset: try form.next(),
            offsetSource: try form.next(), keeper: try form.next(), alternative: try form.next())
        try form.end()
    }
}

extension NamedClock: Formed {
    func write(to form: inout FormWriter) { form.list(name, tag, reading) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(name: try form.next(), tag: try form.next(), reading: try form.next())
        try form.end()
    }
}

extension NamedText: Formed {
    func write(to form: inout FormWriter) { form.list(keyword, text) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(keyword: try form.next(), text: try form.next())
        try form.end()
    }
}

extension GeoPoint: Formed {
    func write(to form: inout FormWriter) {
        form.list(latitudeMicrodegrees, longitudeMicrodegrees)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        guard
            let point = GeoPoint(
                latitudeMicrodegrees: try form.next(), longitudeMicrodegrees: try form.next())
        else { throw form.problem("no point on Earth") }
        self = point
        try form.end()
    }
}

extension ContentDigest: Formed {
    func write(to form: inout FormWriter) { form.text(hex) }

    init(from form: inout FormReader) throws(FormProblem) {
        guard let digest = ContentDigest(hex: try form.text()) else {
            throw form.problem("no digest")
        }
        self = digest
    }
}

/// Readers know the spot and nothing else of a place: the parent says which exhibit it is.
extension Place: Formed {
    func write(to form: inout FormWriter) { spot.write(to: &form) }

    init(from form: inout FormReader) throws(FormProblem) { self.init(spot: try form.next()) }
}

extension Fact: Formed where Value: Formed {
    func write(to form: inout FormWriter) { form.list(value, raw, place, origin) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            try form.next(), raw: try form.next(), place: try form.next(), origin: try form.next())
        try form.end()
    }
}

extension Citation: Formed {
    func write(to form: inout FormWriter) { form.list(text, place, origin) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(text: try form.next(), place: try form.next(), origin: try form.next())
        try form.end()
    }
}

extension Finding: Formed {
    func write(to form: inout FormWriter) {
        form.list(code, severity, places, message, remedy, effort, gain, citations)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            code: try form.next(), severity: try form.next(), places: try form.next(),
            message: try form.next(), remedy: try form.next(), effort: try form.next(),
            gain: try form.next(), citations: try form.next())
        try form.end()
    }
}
