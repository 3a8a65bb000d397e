/// A placed plot as inline SVG. Colours are the style's, by class; text is escaped.
enum PlotDrawing {
    /// `name` makes the identifiers of title and description.
    static func svg(_ plot: PlacedPlot, name: String, title: String, description: String) -> Markup
    {
        var svg =
            "<svg viewBox=\"0 0 \(number(PlacedPlot.width)) \(number(plot.height))\" role=\"img\" aria-labelledby=\"\(name)-t \(name)-d\">"
        svg += "<title id=\"\(name)-t\">\(Markup(title).html)</title>"
        svg += "<desc id=\"\(name)-d\">\(Markup(description).html)</desc>\n"
        for line in plot.grid {
            svg += vertical("grid", line.x, plot.headHeight, plot.axisTop + 4)
            if let label = line.label { svg += text(label, "ax") }
        }
        for lane in plot.lanes {
            svg += horizontal("sep", lane.top)
            svg +=
                "<text class=\"lane\" x=\"2\" y=\"\(number(lane.middle + 4.5))\">\(Markup(lane.title).html)</text>\n"
        }
        svg += horizontal("sep", plot.axisTop)
        for line in plot.lines {
            svg += vertical(
                line.isDeadline ? "dead" : "now", line.x,
                line.label.map { $0.box.bottom } ?? plot.headHeight,
                plot.axisTop)
            if let label = line.label { svg += text(label, line.isDeadline ? "deadt" : "ax") }
        }
        for lane in plot.lanes { svg += drawing(lane) }
        return Markup(ours: svg + "</svg>")
    }

    private static func drawing(_ lane: PlacedPlot.Lane) -> String {
        var svg = ""
        if let window = lane.window {
            svg += rectangle("win", window.left, window.right, lane.middle - 11, 22, radius: 3)
        }
        for x in lane.ticks { svg += vertical("tick", x, lane.middle - 4, lane.middle + 4) }
        for label in lane.labels {
            if let leader = label.leader {
                svg += vertical(
                    "lead", (leader.left + leader.right) / 2, leader.top - 3, leader.bottom)
            }
        }
        for mark in lane.marks { svg += drawing(mark, lane.middle) }
        for label in lane.labels { svg += text(label, textClass(label.tone)) }
        return svg
    }

    private static func drawing(_ mark: PlacedPlot.Mark, _ y: Double) -> String {
        let center = (mark.left + mark.right) / 2
        if mark.item.isUncertain {
            var svg = rectangle(
                "uncer", min(mark.left, center - 6), max(mark.right, center + 6), y - 8, 16,
                radius: 3)
            // A mark in a long band would claim a moment that nobody knows.
            if mark.right - mark.left < 40 { svg += shape(mark.item.mark, center, y) }
            return svg
        }
        if mark.right - mark.left > 8 {
            return rectangle(
                mark.item.tone == .late ? "late" : spanClass(mark.item.mark), mark.left, mark.right,
                y - 6,
                12, radius: 2)
        }
        return shape(mark.item.mark, center, y)
    }

    private static func spanClass(_ mark: Plot.Mark) -> String {
        switch mark {
        case .third, .computed: "span"
        case .device: "dspan"
        case .party: "pspan"
        case .seal: "seal"
        }
    }

    static func shape(_ mark: Plot.Mark, _ x: Double, _ y: Double) -> String {
        let center = "cx=\"\(number(x))\" cy=\"\(number(y))\""
        return switch mark {
        case .third: "<circle class=\"third\" \(center) r=\"5\"/>\n"
        case .device: "<circle class=\"dev\" \(center) r=\"4.6\"/>\n"
        case .party:
            "<rect class=\"stated\" x=\"\(number(x - 4.4))\" y=\"\(number(y - 4.4))\" width=\"8.8\" height=\"8.8\"/>\n"
        case .computed: vertical("dead", x, y - 7, y + 7)
        case .seal:
            "<path class=\"seal\" d=\"M\(number(x)) \(number(y - 7))l7 7-7 7-7-7z\"/>\n"
        }
    }

    private static func textClass(_ tone: Plot.Tone) -> String {
        switch tone {
        case .plain: ""
        case .late: "latet"
        case .seal: "sealt"
        case .warning: "warnt"
        }
    }

    private static func text(_ label: PlacedPlot.Label, _ name: String) -> String {
        "<text" + (name.isEmpty ? "" : " class=\"\(name)\"")
            + " x=\"\(number(label.box.left))\" y=\"\(number(label.box.top + 13))\">\(Markup(label.text).html)</text>\n"
    }

    private static func vertical(_ name: String, _ x: Double, _ top: Double, _ bottom: Double)
        -> String
    {
        "<line class=\"\(name)\" x1=\"\(number(x))\" y1=\"\(number(top))\" x2=\"\(number(x))\" y2=\"\(number(bottom))\"/>\n"
    }

    private static func horizontal(_ name: String, _ y: Double) -> String {
        "<line class=\"\(name)\" x1=\"2\" y1=\"\(number(y))\" x2=\"\(number(PlacedPlot.width - 2))\" y2=\"\(number(y))\"/>\n"
    }

    private static func rectangle(
        _ name: String, _ left: Double, _ right: Double, _ top: Double, _ height: Double,
        radius: Int
    ) -> String {
        "<rect class=\"\(name)\" x=\"\(number(left))\" y=\"\(number(top))\" width=\"\(number(max(1, right - left)))\" height=\"\(number(height))\" rx=\"\(radius)\"/>\n"
    }

    /// One digit behind the point, the same on every machine.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return sign + String(abs(tenths) / 10)
            + (abs(tenths) % 10 == 0 ? "" : "." + String(abs(tenths) % 10))
    }
}
