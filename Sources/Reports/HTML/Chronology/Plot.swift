/// A drawing of moments on one axis, before anything has a place on paper: lanes with items, deadlines
/// across all lanes, and a grid. Moments are seconds since 1970.
struct Plot {
    /// Who kept the clock, as the shape of the mark.
    enum Mark: String {
        case third, device, party, seal, computed
    }

    enum Tone: String {
        case plain, late, seal, warning
    }

    /// Something that happened at a moment or from one to another. An uncertain one may lie anywhere
    /// between the two.
    struct Item {
        var first: Int64
        var last: Int64
        var mark: Mark
        var isUncertain = false
        var label: String
        var tone = Tone.plain
        /// Labels of greater weight get their place first.
        var weight = 0
    }

    struct Lane {
        var title: String
        var items: [Item] = []
        /// Things too many to be told one by one, such as messages.
        var ticks: [Int64] = []
        /// A stretch of time that is drawn behind the items.
        var window: (first: Int64, last: Int64, label: String)?
    }

    /// A line across all lanes, with its words above.
    struct Line {
        var moment: Int64
        var label: String
        var isDeadline: Bool
    }

    var lanes: [Lane] = []
    var lines: [Line] = []
    var grid: [(moment: Int64, label: String)] = []
    var range: ClosedRange<Int64> = 0...1
}

/// How wide a text is drawn at most, in pixels of the drawing. Reports know no fonts: the widths are those
/// of the widest common interface fonts, so that real text is narrower.
enum TextMeasure {
    static func width(_ text: String, size: Double = 12.8, isBold: Bool = false) -> Double {
        var units = 0.0
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": units += 0.36
            case "f", "t", "r", "(", ")", "-", "/", "\"", "[", "]": units += 0.46
            case "m", "w", "M", "W", "@", "%", "…", "—": units += 0.98
            case "a"..."z", "0"..."9", "–": units += 0.64
            case "A"..."Z", "#", "&", "+", "−", "“", "”", "’", "‘": units += 0.76
            default: units += scalar.value < 0x250 ? 0.8 : 1.1
            }
        }
        return units * size * (isBold ? 1.09 : 1)
    }
}

/// An upright box in pixels.
struct PlotBox: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func meets(_ other: PlotBox) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func grown(by margin: Double) -> PlotBox {
        PlotBox(left: left - margin, top: top, right: right + margin, bottom: bottom)
    }
}
