import Reports

/// How a report is laid out as text.
public struct TextLayout: Hashable, Sendable {
    /// Columns to wrap at.
    public var width: Int
    /// Whether marks are coloured.
    public var color: Bool
    /// Whether it is meant to be spoken: one statement a line, words instead of marks and columns.
    public var isSpoken: Bool
    /// Whether the text ends with what to do next.
    public var showsNextStep: Bool

    /// Plain text of 80 columns unless told otherwise.
    public init(
        width: Int = 80, color: Bool = false, isSpoken: Bool = false, showsNextStep: Bool = true
    ) {
        self.width = width
        self.color = color
        self.isSpoken = isSpoken
        self.showsNextStep = showsNextStep
    }

    var style: TextStyle { TextStyle(width: width, color: color, isSpoken: isSpoken) }
}

/// How far long work is.
public struct WorkProgress: Hashable, Sendable {
    /// What is being done: `reading`, `sealing`, `checking`.
    public let work: String
    /// The file in hand.
    public let file: String
    /// Bytes done.
    public let bytesDone: Int
    /// Bytes in all, 0 when unknown.
    public let bytesTotal: Int
    /// Files done and in all; 0 in all when it is one piece of work.
    public let filesDone: Int, filesTotal: Int

    /// A state of the work.
    public init(
        work: String, file: String, bytesDone: Int, bytesTotal: Int, filesDone: Int = 0,
        filesTotal: Int = 0
    ) {
        self.work = work
        self.file = file
        self.bytesDone = bytesDone
        self.bytesTotal = bytesTotal
        self.filesDone = filesDone
        self.filesTotal = filesTotal
    }

    /// Columns of the bar.
    static let barWidth = 20

    /// One line for a terminal: a bar where the whole is known, bytes, rate, time left, and the file.
    ///
    /// - Parameters:
    ///   - seconds: how long this work has gone on.
    ///   - width: columns there are.
    public func line(after seconds: Double, width: Int = 80) -> String {
        var parts = [work]
        let done = bytesTotal > 0 ? min(bytesDone, bytesTotal) : bytesDone
        if bytesTotal > 0 {
            let filled = Int(Double(Self.barWidth) * Double(done) / Double(bytesTotal))
            parts.append(
                "[" + String(repeating: "#", count: filled)
                    + String(repeating: "-", count: Self.barWidth - filled) + "]")
            parts.append("\(Wording.size(done)) of \(Wording.size(bytesTotal))")
        } else {
            if filesTotal > 0 { parts.append("file \(min(filesDone + 1, filesTotal)) of \(filesTotal),") }
            parts.append(Wording.size(done))
        }
        let rate = seconds > 0 ? Double(done) / seconds : 0
        if rate >= 1 {
            parts.append(Wording.size(Int(rate.rounded())) + "/s")
            if bytesTotal > done {
                parts.append(Self.duration(Double(bytesTotal - done) / rate) + " left")
            }
        }
        let line = parts.joined(separator: " ")
        let room = width - 1 - line.columns - 2
        guard room >= 8 else { return line.cut(to: max(1, width - 1)) }
        return line + "  " + printable(file).cut(to: room)
    }

    /// Such as `4 s`, `2 min`, `3 h`; rounded up, so that work is not late.
    private static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 1e9))
        switch whole {
        case ..<100: return "\(whole) s"
        case ..<6_000: return "\((whole + 59) / 60) min"
        default: return "\((whole + 3_599) / 3_600) h"
        }
    }
}
