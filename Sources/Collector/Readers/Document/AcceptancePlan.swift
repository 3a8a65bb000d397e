/// Single sampling plans for normal inspection (ISO 2859-1:1999, tables 1 and 2-A). Tightened, reduced,
/// double and multiple sampling are other tables and are not judged here.
struct AcceptancePlan: Equatable {
    /// Code letter; I and O are not used.
    let letter: Character
    /// Units drawn.
    let sampleSize: Int
    /// Units with defects up to which the lot is accepted.
    let accepted: Int

    /// The letters and their sample sizes, in order.
    static let letters: [(letter: Character, sampleSize: Int)] = [
        ("A", 2), ("B", 3), ("C", 5), ("D", 8), ("E", 13), ("F", 20), ("G", 32), ("H", 50),
        ("J", 80), ("K", 125), ("L", 200), ("M", 315), ("N", 500), ("P", 800), ("Q", 1_250),
        ("R", 2_000),
    ]

    /// The limits of table 2-A that inspection reports use, from the finest, in per cent.
    static let limits = [
        "0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40", "0.65", "1.0",
        "1.5", "2.5", "4.0", "6.5", "10",
    ]

    /// Down a column the acceptance numbers follow one diagonal, which starts one letter earlier for
    /// each coarser limit: nil with a direction is an arrow of the table.
    private enum Step {
        case accept(Int)
        case smallerPlan
        case largerPlan
    }
    private static let diagonal: [Step] = [
        .accept(0), .smallerPlan, .largerPlan, .accept(1), .accept(2), .accept(3), .accept(5),
        .accept(7), .accept(10), .accept(14), .accept(21),
    ]

    private static func step(letter: Int, limit: Int) -> Step {
        // The finest limit accepts nothing at Q, the fifteenth letter.
        let place = letter - (14 - limit)
        if place < 0 { return .largerPlan }
        if place >= diagonal.count { return .smallerPlan }
        // Above letter A there is no smaller plan, below R no larger one.
        if letter == 0, case .smallerPlan = diagonal[place] { return .largerPlan }
        if letter == letters.count - 1, case .largerPlan = diagonal[place] { return .smallerPlan }
        return diagonal[place]
    }

    /// The plan of a letter and a limit, arrows followed; nil for a limit or letter not in the table.
    init?(letter: Character, limit: String) {
        guard let column = Self.column(limit),
            var row = Self.letters.firstIndex(where: { $0.letter == letter })
        else { return nil }
        for _ in Self.letters {
            switch Self.step(letter: row, limit: column) {
            case .accept(let number):
                self.letter = Self.letters[row].letter
                sampleSize = Self.letters[row].sampleSize
                accepted = number
                return
            case .smallerPlan: row -= 1
            case .largerPlan: row += 1
            }
            guard Self.letters.indices.contains(row) else { return nil }
        }
        return nil
    }

    /// The column of a limit however its zeros are written.
    static func column(_ limit: String) -> Int? {
        func plain(_ text: String) -> String {
            var digits = text.trimmedOfSpace
            if digits.hasSuffix("%") { digits = String(digits.dropLast()).trimmedOfSpace }
            guard digits.contains(".") else { return digits }
            while digits.hasSuffix("0") { digits.removeLast() }
            if digits.hasSuffix(".") { digits.removeLast() }
            return digits
        }
        return limits.firstIndex { plain($0) == plain(limit) }
    }

    /// The letter that draws so many units; nil when no plan does.
    static func letter(drawing sampleSize: Int) -> Character? {
        letters.first { $0.sampleSize == sampleSize }?.letter
    }
}
