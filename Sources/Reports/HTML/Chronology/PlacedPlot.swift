/// A plot with a place for everything: no label lies on another, nor on a mark of its lane. A label that
/// finds no room is left out and counted; the list under the drawing has them all.
struct PlacedPlot {
    struct Label {
        var text: String
        var box: PlotBox
        var tone: Plot.Tone
        /// Where a hairline leads from the mark down to a label that stands below its line.
        var leader: PlotBox?
    }

    struct Mark {
        var item: Plot.Item
        /// The middle of a moment, or the stretch.
        var left: Double
        var right: Double
        var box: PlotBox
    }

    struct Lane {
        var title: String
        var top: Double
        var bottom: Double
        var middle: Double
        var marks: [Mark] = []
        var ticks: [Double] = []
        var labels: [Label] = []
        var window: (left: Double, right: Double)?
    }

    struct Line {
        var x: Double
        var isDeadline: Bool
        var label: Label?
    }

    /// Width of all drawings, in pixels.
    static let width = 944.0
    /// Where the axis begins; the titles of lanes stand left of it.
    static let axisLeft = 140.0
    static let axisRight = 930.0
    static let rowHeight = 17.0
    static let laneHeight = 34.0
    /// Rows of labels below the line of a lane.
    static let rowLimit = 4
    /// Rows of words above the lanes.
    static let headLimit = 4
    /// Columns of a label; the rest is cut.
    static let labelColumnLimit = 48
    /// Moments closer than this many pixels are one tick.
    static let tickDistance = 2.0

    private(set) var lanes: [Lane] = []
    private(set) var lines: [Line] = []
    private(set) var grid: [(x: Double, label: Label?)] = []
    private(set) var height = 0.0
    private(set) var headHeight = 0.0
    private(set) var axisTop = 0.0
    /// Items whose label found no room.
    private(set) var untold = 0

    private let first: Double
    private let scale: Double

    init(_ plot: Plot) {
        first = Double(plot.range.lowerBound)
        let span = Double(plot.range.upperBound) - first
        scale = (Self.axisRight - Self.axisLeft) / max(1, span)
        placeLines(plot.lines)
        var top = headHeight
        for lane in plot.lanes {
            lanes.append(placed(lane, at: top))
            top = lanes[lanes.count - 1].bottom
        }
        axisTop = top
        placeGrid(plot.grid)
        height = top + 24
    }

    /// Every label that stands on the paper.
    var labels: [Label] {
        lines.compactMap(\.label) + lanes.flatMap(\.labels) + grid.compactMap(\.label)
    }

    func x(_ moment: Int64) -> Double {
        min(Self.axisRight, max(Self.axisLeft, Self.axisLeft + (Double(moment) - first) * scale))
    }

    // Words above the lanes: deadlines first, each in the first row where it fits.
    private mutating func placeLines(_ wanted: [Plot.Line]) {
        var taken: [PlotBox] = []
        var rows = 0
        let sorted = wanted.sorted {
            ($0.isDeadline ? 0 : 1, $0.moment, $0.label) < (
                $1.isDeadline ? 0 : 1, $1.moment, $1.label
            )
        }
        for line in sorted {
            let x = x(line.moment)
            let text = line.label.cut(to: Self.labelColumnLimit)
            let width = TextMeasure.width(text, isBold: line.isDeadline)
            let left = min(Self.width - width - 4, max(4, x - width / 2))
            var label: Label?
            for row in 0..<Self.headLimit where label == nil {
                let top = 4 + Double(row) * Self.rowHeight
                let box = PlotBox(
                    left: left, top: top, right: left + width, bottom: top + Self.rowHeight)
                guard !taken.contains(where: { $0.meets(box.grown(by: 8)) }) else { continue }
                taken.append(box)
                rows = max(rows, row + 1)
                label = Label(text: text, box: box, tone: line.isDeadline ? .late : .plain)
            }
            if label == nil { untold += 1 }
            lines.append(Line(x: x, isDeadline: line.isDeadline, label: label))
        }
        headHeight = 10 + Double(rows) * Self.rowHeight
    }

    private mutating func placed(_ wanted: Plot.Lane, at top: Double) -> Lane {
        let middle = top + Self.laneHeight / 2
        var lane = Lane(
            title: wanted.title, top: top, bottom: top + Self.laneHeight, middle: middle)
        lane.window = wanted.window.map { (x($0.first), x($0.last)) }
        var lastTick = -Double.infinity
        for x in wanted.ticks.map(x).sorted() where x - lastTick >= Self.tickDistance {
            lane.ticks.append(x)
            lastTick = x
        }
        for item in wanted.items {
            let left = x(item.first), right = x(item.last)
            let half = max(6.5, (right - left) / 2)
            let center = (left + right) / 2
            lane.marks.append(
                Mark(
                    item: item, left: left, right: right,
                    box: PlotBox(
                        left: center - half, top: middle - Self.rowHeight / 2, right: center + half,
                        bottom: middle + Self.rowHeight / 2)))
        }
        var room = Room(
            obstacles: lane.marks.map(\.box)
                + lane.ticks.map {
                    PlotBox(left: $0 - 1, top: middle - 5, right: $0 + 1, bottom: middle + 5)
                }, middle: middle)
        if let window = wanted.window, let bounds = lane.window, !window.label.isEmpty {
            // The words of the window stand at its end, inside it, where there is room.
            let width = TextMeasure.width(window.label)
            let box = PlotBox(
                left: bounds.right - width - 8, top: middle - Self.rowHeight / 2,
                right: bounds.right - 8, bottom: middle + Self.rowHeight / 2)
            if box.left > bounds.left + 8, room.isFree(box, leader: nil) {
                room.take(box, leader: nil)
                lane.labels.append(Label(text: window.label, box: box, tone: .seal))
            }
        }
        let order = lane.marks.indices.sorted {
            let one = lane.marks[$0], other = lane.marks[$1]
            return (-one.item.weight, one.left, $0) < (-other.item.weight, other.left, $1)
        }
        for index in order where !lane.marks[index].item.label.isEmpty {
            if let label = room.place(lane.marks[index]) {
                lane.labels.append(label)
                lane.bottom = max(lane.bottom, label.box.bottom + 5)
            } else {
                untold += 1
            }
        }
        return lane
    }

    private mutating func placeGrid(_ wanted: [(moment: Int64, label: String)]) {
        var last = -Double.infinity
        for line in wanted {
            let x = x(line.moment)
            let width = TextMeasure.width(line.label, size: 12)
            guard x + 5 > last + 6, x + 5 + width < Self.width else {
                grid.append((x, nil))
                continue
            }
            let box = PlotBox(
                left: x + 5, top: axisTop + 3, right: x + 5 + width, bottom: axisTop + 20)
            last = box.right
            grid.append((x, Label(text: line.label, box: box, tone: .plain)))
        }
    }

    /// What is taken in one lane.
    private struct Room {
        var obstacles: [PlotBox]
        let middle: Double

        func isFree(_ box: PlotBox, leader: PlotBox?) -> Bool {
            guard box.left >= PlacedPlot.axisLeft - 4, box.right <= PlacedPlot.width - 2 else {
                return false
            }
            let wide = box.grown(by: 3)
            return !obstacles.contains { obstacle in
                obstacle.meets(wide) || (leader.map(obstacle.meets) ?? false)
            }
        }

        mutating func take(_ box: PlotBox, leader: PlotBox?) {
            obstacles.append(box)
            if let leader { obstacles.append(leader) }
        }

        /// Beside the mark to the right, to the left, then below it row by row.
        mutating func place(_ mark: Mark) -> Label? {
            let text = mark.item.label.cut(to: PlacedPlot.labelColumnLimit)
            let width = TextMeasure.width(text, isBold: mark.item.tone != .plain)
            let rowTop = middle - PlacedPlot.rowHeight / 2
            for row in 0...PlacedPlot.rowLimit {
                let top = rowTop + Double(row) * PlacedPlot.rowHeight
                let center = (mark.box.left + mark.box.right) / 2
                let lefts =
                    row == 0
                    ? [mark.box.right + 5, mark.box.left - 5 - width]
                    : [center + 4, center - 4 - width]
                for left in lefts {
                    let box = PlotBox(
                        left: left, top: top, right: left + width,
                        bottom: top + PlacedPlot.rowHeight)
                    // The hairline begins below the line of marks and ends in the label's own row.
                    let leader =
                        row == 0
                        ? nil
                        : PlotBox(
                            left: center - 0.6, top: rowTop + PlacedPlot.rowHeight,
                            right: center + 0.6,
                            bottom: top + PlacedPlot.rowHeight - 4)
                    guard isFree(box, leader: leader) else { continue }
                    take(box, leader: leader)
                    return Label(text: text, box: box, tone: mark.item.tone, leader: leader)
                }
            }
            return nil
        }
    }
}
