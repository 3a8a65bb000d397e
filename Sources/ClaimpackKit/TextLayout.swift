import Reports

/// How a report is laid out as text.
public struct TextLayout: Hashable, Sendable {
    /// Columns to wrap at.
    public var width: Int
    /// Whether marks are coloured.
    public var color: Bool

    /// Plain text of 80 columns unless told otherwise.
    public init(width: Int = 80, color: Bool = false) {
        self.width = width
        self.color = color
    }

    var style: TextStyle { TextStyle(width: width, color: color) }
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

    /// A state of the work.
    public init(work: String, file: String, bytesDone: Int, bytesTotal: Int) {
        self.work = work
        self.file = file
        self.bytesDone = bytesDone
        self.bytesTotal = bytesTotal
    }

    /// One line for a terminal.
    public var line: String {
        let total = bytesTotal > 0 ? " of " + Wording.size(bytesTotal) : ""
        return "\(work) \(Wording.size(bytesDone))\(total)  \(printable(file).cut(to: 40))"
    }
}
