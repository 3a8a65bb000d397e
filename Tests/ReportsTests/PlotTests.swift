import Testing

@testable import Reports

/// The drawing of a chronology: whatever happened, no label lies on another or on a mark.
@Suite struct PlotTests {
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let words = [
        "delivered, Austin", "“好的，我们再和采购确认。”", "first scan, 7 days late", "لا يمكننا قبول", "x",
        "PRODUCTION REPORT NG-26-0413 OF NORTHGATE", "2 photographs", "video, 21 min 12 s",
    ]

    static func plot(events: Int, seed: UInt64) -> Plot {
        var random = Seeded(state: seed)
        var plot = Plot()
        let days = Int64.random(in: 2...500, using: &random)
        let start: Int64 = 1_770_000_000
        let end = start + days * 86_400
        plot.range = start...end
        plot.lanes = (0..<6).map { Plot.Lane(title: "Lane \($0)") }
        let marks: [Plot.Mark] = [.third, .device, .party, .seal]
        for number in 0..<events {
            // Half of them crowd in one place, as things do.
            let moment =
                Bool.random(using: &random)
                ? Int64.random(in: start...end, using: &random)
                : start + (end - start) / 3 + Int64.random(in: 0...86_400, using: &random)
            let isLine = number % 11 == 0
            let label = "\(number) " + (words.randomElement(using: &random) ?? "")
            if isLine {
                plot.lines.append(
                    Plot.Line(moment: moment, label: label, isDeadline: number % 2 == 0))
                continue
            }
            let length =
                Int64.random(in: 0...6, using: &random) == 0
                ? Int64.random(in: 0...864_000, using: &random) : 0
            plot.lanes[Int.random(in: 0..<6, using: &random)].items.append(
                Plot.Item(
                    first: moment, last: min(end, moment + length),
                    mark: marks.randomElement(using: &random) ?? .third,
                    isUncertain: length > 0 && number % 3 == 0, label: label,
                    tone: number % 7 == 0 ? .late : .plain, weight: number % 4))
        }
        plot.lanes[1].ticks = (0..<(events * 4)).map { _ in
            Int64.random(in: start...end, using: &random)
        }
        plot.lanes[5].window = (start + (end - start) / 4, end - 3_600, "claim window")
        plot.grid = (0..<days).filter { $0 % max(1, days / 12) == 0 }.map {
            (start + $0 * 86_400, "\($0) April")
        }
        return plot
    }

    @Test(arguments: [5, 12, 30, 75, 150, 300, 500])
    func `no label lies on another, on a mark of its lane, or beside the paper`(events: Int) {
        for seed in 1...20 {
            let placed = PlacedPlot(Self.plot(events: events, seed: UInt64(seed * 1_000 + events)))
            let labels = placed.labels
            for (index, label) in labels.enumerated() {
                #expect(label.box.left >= 0 && label.box.right <= PlacedPlot.width, "\(label)")
                #expect(label.box.top >= 0 && label.box.bottom <= placed.height, "\(label)")
                for other in labels[(index + 1)...] {
                    #expect(
                        !label.box.meets(other.box),
                        "\(events) events, seed \(seed): “\(label.text)” and “\(other.text)”")
                }
            }
            for lane in placed.lanes {
                for label in lane.labels {
                    #expect(!lane.marks.contains { $0.box.meets(label.box) }, "\(label.text)")
                    #expect(
                        !lane.labels.contains { $0.leader?.meets(label.box) ?? false },
                        "\(label.text)")
                }
                #expect(
                    lane.marks.allSatisfy {
                        $0.left >= PlacedPlot.axisLeft && $0.right <= PlacedPlot.axisRight
                    })
            }
            for (one, next) in zip(placed.lanes, placed.lanes.dropFirst()) {
                #expect(one.bottom <= next.top)
            }
        }
    }

    @Test func `a few events all get their words, and what finds no room is counted`() {
        let few = PlacedPlot(Self.plot(events: 5, seed: 3))
        #expect(few.untold == 0)
        let plot = Self.plot(events: 500, seed: 3)
        let many = PlacedPlot(plot)
        let told =
            many.lines.compactMap(\.label).count
            + many.lanes.flatMap(\.labels).filter { $0.text != "claim window" }.count
        let wanted = plot.lines.count + plot.lanes.flatMap(\.items).count
        #expect(many.untold > 0 && told + many.untold == wanted)
    }

    @Test func `every item is drawn, also when its label is left out`() {
        let plot = Self.plot(events: 500, seed: 9)
        let placed = PlacedPlot(plot)
        #expect(placed.lanes.flatMap(\.marks).count == plot.lanes.flatMap(\.items).count)
    }

    @Test func `a drawing is the same bytes each time`() {
        let one = PlotDrawing.svg(
            PlacedPlot(Self.plot(events: 75, seed: 4)), name: "a", title: "t", description: "d")
        let two = PlotDrawing.svg(
            PlacedPlot(Self.plot(events: 75, seed: 4)), name: "a", title: "t", description: "d")
        #expect(one == two)
        #expect(!one.html.contains("style="))
    }

    @Test(arguments: [
        (0.0, "0"), (12.0, "12"), (12.34, "12.3"), (-0.5, "-0.5"), (Double.infinity, "0"), (Double.nan, "0"),
    ])
    func `numbers of a drawing have one digit behind the point`(value: Double, text: String) {
        #expect(PlotDrawing.number(value) == text)
    }
}
