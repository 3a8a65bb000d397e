import ClaimModel

/// The chronology as two drawings and a list. The list is whole; the drawings are for the eye.
struct ChronologySection {
    let chronology: Chronology

    /// Events listed openly; the rest folds.
    private static let openLimit = 80
    /// Events listed at all.
    static let listLimit = 1_000

    var section: PageSection {
        let plots = ChronologyPlots(chronology: chronology)
        var values = PageValues()
        if let main = plots.main {
            let placed = PlacedPlot(main)
            values.markup(
                "mainPlot",
                PlotDrawing.svg(
                    placed, name: "tl",
                    title: "Chronology on one axis of time",
                    description: "The list below gives every event of this drawing in words."))
            var notes: [String] = []
            if placed.untold > 0 {
                notes.append(
                    "\(Wording.count(placed.untold, "mark")) without words for want of room")
            }
            if !plots.far.isEmpty {
                notes.append(
                    "\(Wording.count(plots.far.count, "event")) too far from the others to be drawn"
                )
            }
            if !notes.isEmpty {
                values.text(
                    "plotNote",
                    PageWording.sentence(notes.joined(separator: "; ")) + ". The list has them all."
                )
            }
        }
        if let inset = plots.inset {
            let days =
                inset.first == inset.last
                ? PageWording.day(inset.first)
                : "\(PageWording.day(inset.first, withYear: inset.first.year != inset.last.year)) to \(PageWording.day(inset.last))"
            let zone = PageWording.offset(inset.offset)
            values.markup(
                "insetPlot",
                PlotDrawing.svg(
                    PlacedPlot(inset.plot), name: "zm", title: "\(days), hour by hour",
                    description:
                        "Times are told in \(zone). A band is a time without a zone: it may lie anywhere inside."
                ))
            values.text("insetCaption", "\(days), hour by hour, told in \(zone)")
        }
        values.list("marks", Self.key)
        let events = chronology.events.prefix(Self.listLimit)
        var rows: [PageValues] = []
        var before: Int64?
        for event in events {
            rows.append(row(event, daysLater: before.map { (event.moment - $0) / 86_400 }))
            before = event.moment
        }
        values.list("events", Array(rows.prefix(Self.openLimit)))
        values.list("moreEvents", Array(rows.dropFirst(Self.openLimit)))
        values.flag("hasMoreEvents", rows.count > Self.openLimit)
        values.number("moreCount", max(0, rows.count - Self.openLimit))
        if chronology.events.count > Self.listLimit {
            values.text(
                "cutNote",
                "\(chronology.events.count - Self.listLimit) more events are not listed on this page."
            )
        }
        return PageSection(
            id: "chronology", title: "Chronology", count: String(chronology.events.count),
            values: values)
    }

    private static let words: [(mark: Plot.Mark, words: String)] = [
        (.third, "Recorded by a third party"), (.device, "Clock of a device"),
        (.party, "Stated by a party"), (.seal, "Sealed"), (.computed, "Deadline"),
    ]

    private static var key: [PageValues] {
        words.map { mark, words in
            PageValues {
                $0.markup("markShape", shape(mark))
                $0.text("markWords", words)
            }
        }
    }

    private static func shape(_ mark: Plot.Mark) -> Markup {
        Markup(
            ours:
                "<svg class=\"mk\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">\(PlotDrawing.shape(mark, 7, 7))</svg>"
        )
    }

    /// Where an event stands that no exhibit shows.
    private static func home(of event: Chronology.Event) -> String {
        if event.kind == .seal { return "signature" }
        return event.keeper == nil ? "the rules" : "the claim"
    }

    private func row(_ event: Chronology.Event, daysLater: Int64?) -> PageValues {
        PageValues {
            let mark: Plot.Mark =
                switch event.keeper {
                case _ where event.kind == .seal: .seal
                case _ where event.kind == .deadline: .computed
                case .thirdParty?: .third
                case .device?: .device
                case .party?: .party
                case nil: .computed
                }
            $0.markup("eventMark", Self.shape(mark))
            $0.attribute(
                "eventTone",
                event.kind == .deadline ? "deadline" : event.kind == .late ? "late" : "event")
            var time = PageWording.moment(event.first)
            if let last = event.last, event.lane != .shipment,
                last.wallClock.day == event.first.wallClock.day,
                last.offset == event.first.offset, let end = PageWording.time(last.wallClock),
                let start = PageWording.time(event.first.wallClock), end != start
            {
                time =
                    "\(PageWording.day(event.first.wallClock.day)), \(start) to \(end) (\(PageWording.zone(event.first)))"
            }
            $0.text("eventTime", time)
            $0.attribute("eventMachine", PageWording.machine(event.first))
            $0.text("eventTitle", event.title)
            if event.isUncertain {
                $0.text("eventCaution", "no zone: may lie up to 26 hours apart")
            }
            $0.markup(
                "eventSource",
                event.source.flatMap { $0.exhibit == nil ? nil : PageParts.chip($0) }
                    ?? Markup(ours: "<span class=\"mut\">\(Self.home(of: event))</span>"))
            $0.text("eventKeeper", event.keeper.map(PageWording.keeper) ?? "computed")
            if let daysLater, daysLater > 1 { $0.text("eventGap", "\(daysLater) days later") }
        }
    }
}
