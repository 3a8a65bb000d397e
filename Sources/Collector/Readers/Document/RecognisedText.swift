import ClaimModel

/// What was recognised in pictures, as rows of a document.
enum RecognisedText {
    /// Pixels of the longer side of a page that is drawn to be recognised: 190 to the inch on A4, at
    /// which the numbers of real scans were all right.
    static let drawnPixels = 2_200
    /// Pages of one document that are drawn and recognised.
    static let pageLimit = 12
    /// Pixels of a picture that is handed over whole; telephones take larger ones of goods, not of pages.
    static let pixelLimit = 24_000_000

    /// Formats that tesseract opens.
    static let formats: Set<String> = ["png", "jpeg", "webp"]

    /// Adds to a picture what the program said of it.
    static func add(_ answers: ProgramAnswers, to image: inout ImageMetadata) {
        guard let answer = answers.recognised.first else { return }
        let tables = tables(answers.recognised)
        guard !tables.isEmpty else {
            image.remarks.append(unread(answer, "the text on the picture was not read"))
            return
        }
        let words = RecognisedWords(tables)
        guard words.wordCount > 0 else { return }
        let rows = LayoutRows.rows(words.words, page: 1)
        image.text = DocumentText(
            format: "picture", pageCount: 1, rows: rows.map(\.textRow),
            labelled: LabelledValues.find(in: rows), recognition: recognition([words]))
        if words.unsureCount * 2 > words.wordCount {
            image.remarks.append(
                Finding(
                    code: "image.text.unsure", severity: .note, places: [Place(spot: .whole)],
                    message:
                        "\(words.unsureCount) of \(words.wordCount) words on the picture cannot be recognised surely",
                    remedy: "take it again, larger and sharper, or add the page as a saved file",
                    effort: .minutes))
        }
    }

    /// The rows of pages that hold no text of their own, and how much was recognised; nil when nothing
    /// was asked. `longSides` are the pages' in points.
    static func rows(
        of answers: ProgramAnswers, longSides: [Double]
    ) -> (rows: [LayoutRow], recognition: TextRecognition?)? {
        var rows: [LayoutRow] = []
        var all: [RecognisedWords] = []
        for page in Set(answers.recognised.map(\.page)).sorted() where page > 0 {
            let tables = tables(answers.recognised.filter { $0.page == page })
            guard !tables.isEmpty else { continue }
            let words = RecognisedWords(tables)
            all.append(words)
            let side = longSides.indices.contains(page - 1) ? longSides[page - 1] : 0
            let scale = side > 0 ? side / Double(drawnPixels) : 1
            rows += LayoutRows.rows(words.scaled(by: scale), page: page)
        }
        return all.isEmpty ? nil : (rows, recognition(all))
    }

    /// The tables of tesseract, Latin first; a language without a model gave none.
    private static func tables(_ answers: [ProgramAnswers.Recorded]) -> [[UInt8]] {
        answers.filter {
            $0.name == ReadingProgram.tesseract.rawValue
                && ($0.outcome == .succeeded || $0.outcome == .cut)
        }.map(\.output)
    }

    /// What failed of what was asked for a picture, if nothing came of it in any language.
    static func failure(of answers: ProgramAnswers) -> ProgramAnswers.Recorded? {
        answers.recognised.first { failed in
            tables(answers.recognised.filter { $0.page == failed.page }).isEmpty
        }
    }

    /// That a picture or page was not read, and what to do.
    static func unread(_ answer: ProgramAnswers.Recorded, _ what: String) -> Finding {
        let isAbsent = answer.outcome == .absent
        let package = ReadingProgram(rawValue: answer.name)?.package ?? "tesseract-ocr"
        let why: String =
            switch answer.outcome {
            case .absent: "\(answer.name) is not installed"
            case .failed: answer.words
            case .complained where answer.words.contains("language"):
                "\(answer.name) has no models for \(ReadingProgram.languages.joined(separator: " and "))"
            case .complained, .succeeded, .cut: "\(answer.name) finds it damaged"
            }
        return Finding(
            code: "image.text.unread", severity: .note, places: [Place(spot: .whole)],
            message: "\(what): \(why)",
            remedy: isAbsent
                ? "install the package \(package), or state in claim.yaml what it shows"
                : "state in claim.yaml what it shows",
            effort: .minutes)
    }

    private static func recognition(_ pages: [RecognisedWords]) -> TextRecognition? {
        let count = pages.reduce(0) { $0 + $1.wordCount }
        guard count > 0 else { return nil }
        return TextRecognition(
            program: ReadingProgram.tesseract.rawValue, wordCount: count,
            unsureCount: pages.reduce(0) { $0 + $1.unsureCount })
    }
}
