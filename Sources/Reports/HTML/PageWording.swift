import ClaimModel

/// Dates, times and places as the page writes them: `9 Apr 2026, 14:06 (UTC−05:00)`.
enum PageWording {
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let longMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    static func day(_ day: CalendarDay, withYear: Bool = true) -> String {
        "\(day.day) \(months[day.month - 1])" + (withYear ? " \(day.year)" : "")
    }

    /// Hour and minute, and seconds where they are known and asked for.
    static func time(_ clock: WallClock) -> String? {
        guard let hour = clock.hour else { return nil }
        return String(hour).leftPadded(to: 2) + ":" + String(clock.minute ?? 0).leftPadded(to: 2)
    }

    static func offset(_ offset: UTCOffset) -> String {
        if offset.minutes == 0 { return "UTC" }
        let minutes = abs(offset.minutes)
        return "UTC" + (offset.minutes < 0 ? "\u{2212}" : "+")
            + String(minutes / 60).leftPadded(to: 2)
            + ":" + String(minutes % 60).leftPadded(to: 2)
    }

    static func zone(_ reading: ClockReading) -> String {
        reading.offset.map(offset) ?? "zone unknown"
    }

    static func moment(_ reading: ClockReading) -> String {
        var text = day(reading.wallClock.day)
        if let time = time(reading.wallClock) { text += ", \(time) (\(zone(reading)))" }
        if let other = reading.alternative {
            text += ", or \(day(other.day)): the order of day and month is not settled"
        }
        return text
    }

    /// ISO 8601 for a `datetime` attribute; nil where HTML has no form for it.
    static func machine(_ reading: ClockReading) -> String? {
        guard reading.alternative == nil else { return nil }
        return reading.wallClock.description
            + (reading.wallClock.hour == nil ? "" : reading.offset?.description ?? "")
    }

    /// The first letter as a capital: messages are stored in lower case.
    static func sentence(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
    }

    static func keeper(_ keeper: ClockKeeper) -> String {
        switch keeper {
        case .thirdParty: "third party"
        case .device: "device clock"
        case .party: "a party"
        }
    }

    /// Where a thing stands inside an exhibit: `p. 6`, `#27`; empty for the whole of it.
    static func spot(_ spot: Place.Spot) -> String {
        switch spot {
        case .whole, .field, .member: ""
        case .page(let page, _): "p. \(page)"
        case .message(let number): "#\(number)"
        case .line(let line, _): "line \(line)"
        }
    }

    /// The name of a kind of evidence, as a card says it.
    static func kinds(_ exhibit: Exhibit) -> String {
        let names = exhibit.kinds.map(Wording.name(of:))
        return sentence(names.isEmpty ? "exhibit" : names.joined(separator: ", "))
    }

    /// The language of a text by its script, where the script leaves little doubt; nil for Latin letters.
    static func language(of text: String) -> String? {
        var counts: [String: Int] = [:]
        for scalar in text.unicodeScalars.prefix(400) {
            switch scalar.value {
            case 0x3041...0x30FF: counts["ja", default: 0] += 4
            case 0x4E00...0x9FFF, 0x3400...0x4DBF: counts["zh", default: 0] += 2
            case 0xAC00...0xD7A3: counts["ko", default: 0] += 2
            case 0x0600...0x06FF, 0x0750...0x077F: counts["ar", default: 0] += 1
            case 0x0590...0x05FF: counts["he", default: 0] += 1
            case 0x0E00...0x0E7F: counts["th", default: 0] += 1
            default: break
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}

/// Links inside the page and marks, the same in every section.
enum PageParts {
    /// The identifier of an exhibit's card.
    static func id(_ number: ExhibitNumber) -> String { "x-\(number)" }

    /// A chip that opens an exhibit's card.
    static func chip(_ number: ExhibitNumber, _ detail: String = "") -> Markup {
        Markup(
            ours: "<a class=\"ex\" href=\"#\(id(number))\">\(number)"
                + (detail.isEmpty ? "" : " " + Markup(detail).html) + "</a>")
    }

    static func chips(_ numbers: some Sequence<ExhibitNumber>) -> Markup {
        var seen: Set<ExhibitNumber> = []
        return Markup(
            ours: numbers.filter { seen.insert($0).inserted }.map { chip($0).html }
                .joined(separator: " "))
    }

    /// A chip for a place, or its words when it stands in no exhibit.
    static func chip(_ place: Place) -> Markup {
        if let exhibit = place.exhibit { return chip(exhibit, PageWording.spot(place.spot)) }
        return Markup(ours: "<span class=\"src\">") + Markup(place.inBundle.description)
            + Markup(ours: "</span>")
    }

    static func icon(_ name: String, _ label: String? = nil) -> Markup {
        Markup(
            ours: "<svg class=\"ico \(name)\" "
                + (label.map { "role=\"img\" aria-label=\"\($0)\"" } ?? "aria-hidden=\"true\"")
                + "><use href=\"#i-\(name)\"/></svg>")
    }

    static func icon(_ outcome: Outcome) -> Markup {
        switch outcome {
        case .pass: icon("ok", "Passed")
        case .fail: icon("bad", "Not passed")
        case .cannotTell: icon("unk", "Could not be told")
        case .untested: icon("unk", "Not tested")
        case .inapplicable: icon("info", "Not asked")
        }
    }

    /// A class for the row of an outcome.
    static func tone(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass: "ok"
        case .fail: "bad"
        case .cannotTell, .untested: "unk"
        case .inapplicable: "info"
        }
    }
}
