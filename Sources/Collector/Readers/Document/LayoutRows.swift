import ClaimModel

/// One row of a page with its cells and their boxes.
struct LayoutRow: Hashable {
    /// A run of words with wide gaps around.
    struct Cell: Hashable {
        var text: String
        var box: PageBox
    }

    /// From 1.
    var page: Int
    var box: PageBox
    var cells: [Cell]
    /// The least of its words' confidences; nil for text that was printed as such.
    var confidence: Int?

    /// The cells' texts with one space between.
    var line: String { cells.map(\.text).joined(separator: " ") }
    /// The row as the model has it.
    var textRow: TextRow {
        TextRow(page: page, box: box, cells: cells.map(\.text), confidence: confidence)
    }
    /// How its text came to be known.
    var origin: Origin { confidence == nil ? .read : .recognised }
}

/// Puts a page's words back into rows. pdftotext writes blocks one after the other, all labels and
/// then all values; a person reads across them, so rows are made of what overlaps in height.
enum LayoutRows {
    /// How much of the lower word's height must overlap.
    static let overlapShare = 0.5
    /// Words of one row differ in height at most this many times; a stamp across a page is no row.
    static let heightRatio = 2.5
    /// A gap inside a line of pdftotext's splits cells when wider than this share of the height.
    static let lineGap = 1.0
    /// A gap between two lines or blocks does when wider than this; a space is about a third.
    static let blockGap = 0.5
    /// How many typical spaces of the page a gap must measure besides.
    static let spaceCount = 1.5
    /// Rows a word is compared with, newest first.
    static let openRows = 6

    /// The rows of a page from top to bottom. The page number is from 1.
    static func rows(_ words: [PageLayout.Word], page: Int) -> [LayoutRow] {
        let space = typicalSpace(words)
        let sorted = words.sorted { ($0.middle, $0.left) < ($1.middle, $1.left) }
        var rows: [[PageLayout.Word]] = []
        for word in sorted {
            let first = max(0, rows.count - openRows)
            if let index = (first..<rows.count).last(where: { belongs(word, to: rows[$0]) }) {
                rows[index].append(word)
            } else {
                rows.append([word])
            }
        }
        return rows.map { row($0, page: page, space: space) }
            .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }

    private static func belongs(_ word: PageLayout.Word, to row: [PageLayout.Word]) -> Bool {
        guard let seed = row.first else { return false }
        let low = min(word.height, seed.height)
        let high = max(word.height, seed.height)
        let overlap = min(word.bottom, seed.bottom) - max(word.top, seed.top)
        return overlap >= overlapShare * low && high <= heightRatio * low
    }

    /// The usual space between words of a line, as a share of their height.
    private static func typicalSpace(_ words: [PageLayout.Word]) -> Double {
        var gaps: [Double] = []
        for (left, right) in zip(words, words.dropFirst()) where left.line == right.line {
            let gap = (right.left - left.right) / max(left.height, 1)
            if gap > 0.05, gap < 1.5 { gaps.append(gap) }
        }
        gaps.sort()
        return gaps.isEmpty ? 0.3 : gaps[gaps.count / 2]
    }

    private static func row(_ words: [PageLayout.Word], page: Int, space: Double) -> LayoutRow {
        let sorted = words.sorted { ($0.left, $0.top) < ($1.left, $1.top) }
        var cells: [[PageLayout.Word]] = []
        for word in sorted {
            guard let last = cells.last?.last else {
                cells.append([word])
                continue
            }
            let height = min(word.height, last.height)
            let limit = max(last.line == word.line ? lineGap : blockGap, spaceCount * space)
            if word.left - last.right > limit * height {
                cells.append([word])
            } else {
                cells[cells.count - 1].append(word)
            }
        }
        return LayoutRow(
            page: page, box: box(words),
            cells: cells.map { cell in
                LayoutRow.Cell(text: cell.map(\.text).joined(separator: " "), box: box(cell))
            },
            confidence: words.compactMap(\.confidence).min())
    }

    private static func box(_ words: [PageLayout.Word]) -> PageBox {
        func edge(_ value: Double?, _ rule: FloatingPointRoundingRule) -> Int {
            Int((value ?? 0).rounded(rule))
        }
        return PageBox(
            left: edge(words.map(\.left).min(), .down), top: edge(words.map(\.top).min(), .down),
            right: edge(words.map(\.right).max(), .up), bottom: edge(words.map(\.bottom).max(), .up)
        )
    }
}
