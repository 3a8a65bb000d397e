import ClaimModel

/// The two drawings of a chronology: all of it by days, and the busiest week by hours.
struct ChronologyPlots {
    let chronology: Chronology

    private static let day: Int64 = 86_400
    /// Events farther from the middle one than this are not drawn: one wrong clock would squeeze all
    /// others into a corner.
    private static let farDays: Int64 = 550
    /// Days the drawing by hours spans at most, and events that make it worth while.
    private static let insetDays: Int64 = 7
    private static let insetLeast = 3
    private static let insetRows = 8
    /// Events of the drawing; the list has all.
    static let eventLimit = 500

    /// Events that lie too far from the others to be drawn.
    var far: [Chronology.Event] {
        guard let middle else { return [] }
        return chronology.events.filter { abs($0.moment - middle) > Self.farDays * Self.day }
    }

    private var middle: Int64? {
        let moments = chronology.events.map(\.moment).sorted()
        return moments.isEmpty ? nil : moments[moments.count / 2]
    }

    /// The whole chronology, nil when there are not two different days to tell.
    var main: Plot? {
        guard let middle else { return nil }
        let near = chronology.events.filter { abs($0.moment - middle) <= Self.farDays * Self.day }
            .prefix(Self.eventLimit)
        guard let first = near.map(\.moment).min(), let last = near.map(\.moment).max(),
            last - first >= Self.day
        else { return nil }
        let margin = max(Self.day, (last - first) / 30)
        var plot = Plot()
        plot.range = (first - margin)...(last + margin)
        var lanes = Chronology.Lane.allCases.map { Plot.Lane(title: $0.title) }
        for event in near {
            if event.kind == .deadline {
                plot.lines.append(
                    Plot.Line(
                        moment: noon(event.first.wallClock.day),
                        label: PageWording.day(event.first.wallClock.day, withYear: false) + ": "
                            + (event.brief ?? event.title),
                        isDeadline: true))
                continue
            }
            lanes[event.lane.rawValue].items.append(item(event))
        }
        lanes[Chronology.Lane.chat.rawValue].ticks = chronology.messages.filter(plot.range.contains)
        if let end = chronology.windowEnd,
            let delivery = near.last(where: { $0.lane == .goods && $0.keeper == .thirdParty })
                ?? near.last(where: { $0.lane == .goods && $0.title.hasPrefix("Received") }),
            noon(end) > delivery.moment, plot.range.contains(noon(end))
        {
            lanes[Chronology.Lane.claim.rawValue].window = (
                delivery.moment, noon(end), "claim window"
            )
        }
        if let asOf = chronology.asOf, plot.range.contains(noon(asOf)) {
            plot.lines.append(
                Plot.Line(
                    moment: noon(asOf),
                    label: PageWording.day(asOf, withYear: false) + ": judged for this day",
                    isDeadline: false))
        }
        plot.lanes = lanes.filter { !$0.items.isEmpty || !$0.ticks.isEmpty || $0.window != nil }
        plot.grid = grid(plot.range)
        return plot
    }

    /// The hours in which most happened, with the offset they are told in; nil when no week is busy enough.
    var inset: (plot: Plot, offset: UTCOffset, first: CalendarDay, last: CalendarDay)? {
        let timed = chronology.events.filter {
            $0.first.wallClock.hour != nil && $0.lane != .contract && $0.kind != .deadline
        }
        var best: ArraySlice<Chronology.Event> = []
        var low = 0
        for high in timed.indices {
            while timed[high].moment - timed[low].moment > (Self.insetDays - 1) * Self.day {
                low += 1
            }
            if high - low + 1 > best.count { best = timed[low...high] }
        }
        guard best.count >= Self.insetLeast, let start = best.first?.moment,
            let end = best.last?.moment
        else { return nil }
        let offset = commonOffset(best)
        let shift = Int64(offset.minutes) * 60
        // Whole days, so that the grid begins and ends with one.
        let firstDay = (start + shift) / Self.day * Self.day - shift
        let lastDay = ((end + shift) / Self.day + 1) * Self.day - shift
        var plot = Plot()
        plot.range = firstDay...lastDay
        var rows: [String: Plot.Lane] = [:]
        var order: [String] = []
        for event in best {
            let title = row(event)
            if rows[title] == nil { order.append(title) }
            var item = item(event)
            item.label = hours(event, offset)
            item.first = max(item.first, firstDay)
            item.last = min(item.last, lastDay)
            rows[title, default: Plot.Lane(title: title)].items.append(item)
        }
        plot.lanes = order.prefix(Self.insetRows).compactMap { rows[$0] }
        let days = (lastDay - firstDay) / Self.day
        for number in 0..<days {
            let moment = firstDay + number * Self.day
            guard let clock = WallClock(unixSeconds: moment, offset: offset) else { continue }
            plot.grid.append((moment, PageWording.day(clock.day, withYear: false)))
        }
        guard let first = WallClock(unixSeconds: firstDay, offset: offset)?.day,
            let last = WallClock(unixSeconds: lastDay - 1, offset: offset)?.day
        else { return nil }
        return (plot, offset, first, last)
    }

    private func noon(_ day: CalendarDay) -> Int64 {
        Int64(day.dayNumber) * Self.day + Self.day / 2
    }

    private func item(_ event: Chronology.Event) -> Plot.Item {
        let mark: Plot.Mark =
            switch event.keeper {
            case _ where event.kind == .seal: .seal
            case .thirdParty?: .third
            case .device?: .device
            case .party?: .party
            case nil: .computed
            }
        let day = PageWording.day(event.first.wallClock.day, withYear: false)
        var item = Plot.Item(
            first: event.moment, last: event.moment, mark: mark, isUncertain: event.isUncertain,
            label: day + " " + (event.brief ?? event.title))
        if event.isUncertain {
            item.first = event.first.earliest
            item.last = event.first.latest
        } else if let last = event.last {
            let end = last.earliest / 2 + last.latest / 2
            item.first = event.first.unixSeconds ?? event.moment
            if end > item.first { item.last = end }
        } else if let moment = event.first.unixSeconds {
            item.first = moment
            item.last = moment
        }
        switch event.kind {
        case .late:
            item.tone = .late
            item.weight = 3
        case .seal:
            item.tone = .seal
            item.weight = 2
        case .plain, .deadline:
            item.weight = event.keeper == .thirdParty && event.lane != .chat ? 1 : 0
        }
        return item
    }

    private func row(_ event: Chronology.Event) -> String {
        switch event.lane {
        case .claim: return "Signer"
        case .chat: return "Chat"
        case .shipment: return "Carrier"
        case .goods where event.keeper == .thirdParty: return "Carrier"
        case .goods where event.isUncertain:
            return event.source?.exhibit.map { "\($0), no zone" } ?? "No zone"
        default: return event.source?.exhibit.map { "Exhibit \($0)" } ?? event.lane.title
        }
    }

    private func hours(_ event: Chronology.Event, _ offset: UTCOffset) -> String {
        if event.isUncertain {
            return
                "says \(PageWording.time(event.first.wallClock) ?? ""), no zone: somewhere in this band"
        }
        func time(_ reading: ClockReading?) -> String? {
            reading?.unixSeconds.flatMap { WallClock(unixSeconds: $0, offset: offset) }.flatMap(
                PageWording.time)
        }
        let from = time(event.first) ?? ""
        let to = event.last.flatMap { $0.unixSeconds == event.first.unixSeconds ? nil : time($0) }
        return (event.brief ?? event.title) + " " + from
            + (event.lane == .goods ? to.map { " to " + $0 } ?? "" : "")
    }

    /// The offset most of these were written with, the smaller one where two are as frequent.
    private func commonOffset(_ events: ArraySlice<Chronology.Event>) -> UTCOffset {
        var counts: [Int: Int] = [:]
        for event in events {
            if let offset = event.first.offset {
                counts[offset.minutes, default: 0] += offset == .utc ? 1 : 2
            }
        }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return most.flatMap { UTCOffset(minutes: $0.key) } ?? .utc
    }

    /// Days, months, quarters or years, by how much there is to show.
    private func grid(_ range: ClosedRange<Int64>) -> [(moment: Int64, label: String)] {
        let days = (range.upperBound - range.lowerBound) / Self.day
        guard let first = WallClock(unixSeconds: range.lowerBound)?.day else { return [] }
        var grid: [(moment: Int64, label: String)] = []
        if days <= 24 {
            let step = days <= 10 ? 1 : 2
            for number in stride(from: 1, through: Int(days), by: step) {
                let day = first.adding(days: number)
                grid.append(
                    (Int64(day.dayNumber) * Self.day, PageWording.day(day, withYear: false)))
            }
            return grid
        }
        let months = days <= 300 ? 1 : days <= 900 ? 3 : 12
        var year = first.year, month = 1
        while grid.count < 60, let day = CalendarDay(year: year, month: month, day: 1) {
            let moment = Int64(day.dayNumber) * Self.day
            if moment > range.upperBound { break }
            if moment >= range.lowerBound {
                grid.append(
                    (
                        moment,
                        months == 12
                            ? String(year)
                            : month == 1 ? "January \(year)" : PageWording.longMonths[month - 1]
                    ))
            }
            month += months
            if month > 12 {
                year += 1
                month -= 12
            }
        }
        return grid
    }
}
