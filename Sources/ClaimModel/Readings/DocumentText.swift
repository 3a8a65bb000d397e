/// A document's text by rows, with what the file says of itself.
public struct DocumentText: Hashable, Sendable {
    /// `pdf`, `docx`, `xlsx`, or `picture` for what a program recognised in one.
    public var format: String
    /// Pages the file has; sheets of a spreadsheet; 1 for a text whose pages are made when it is shown.
    public var pageCount: Int
    /// Rows in reading order: top to bottom, page by page.
    public var rows: [TextRow]
    /// The highest "page x of y" the text prints: what it says and on which row.
    public var printedPageCount: Fact<Int>?
    /// Values printed behind a known label, such as report number or date.
    public var labelled: [LabelledValue]
    /// What it states as an inspection report, when it reads like one.
    public var inspection: InspectionReport?
    /// Title in the file's own description.
    public var title: String?
    /// Author in the file's own description.
    public var author: String?
    /// The program it was written with.
    public var creator: String?
    /// The program that made the file.
    public var producer: String?
    /// When the file says it was made.
    public var created: ClockReading?
    /// When the file says it was last changed.
    public var modified: ClockReading?
    /// How it is encrypted, as the PDF tools say; nil when it is not.
    public var encryption: String?
    /// Signatures inside the file.
    public var signatures: [DocumentSignature]
    /// How much was recognised in pictures; nil when all rows were printed as text.
    public var recognition: TextRecognition?
    /// Noticed about the file.
    public var remarks: [Finding]

    package init(
        format: String, pageCount: Int, rows: [TextRow] = [], printedPageCount: Fact<Int>? = nil,
        labelled: [LabelledValue] = [], inspection: InspectionReport? = nil, title: String? = nil,
        author: String? = nil, creator: String? = nil, producer: String? = nil,
        created: ClockReading? = nil, modified: ClockReading? = nil, encryption: String? = nil,
        signatures: [DocumentSignature] = [], recognition: TextRecognition? = nil,
        remarks: [Finding] = []
    ) {
        self.format = format
        self.pageCount = pageCount
        self.rows = rows
        self.printedPageCount = printedPageCount
        self.labelled = labelled
        self.inspection = inspection
        self.title = title
        self.author = author
        self.creator = creator
        self.producer = producer
        self.created = created
        self.modified = modified
        self.encryption = encryption
        self.signatures = signatures
        self.recognition = recognition
        self.remarks = remarks
    }

    /// Characters of text; none means that the pages are images.
    public var characterCount: Int { rows.reduce(0) { $0 + $1.text.count } }

    /// The document as named facts.
    public var facts: [StatedFact] {
        var facts = [
            StatedFact("document.format", format),
            StatedFact("document.pages", String(pageCount)),
        ]
        func state(_ name: String, _ value: String?, raw: String? = nil, spot: Place.Spot = .whole)
        {
            if let value, !value.isEmpty {
                facts.append(StatedFact(name, value, raw: raw, spot: spot))
            }
        }
        if let printedPageCount {
            state(
                "document.pages.printed", String(printedPageCount.value), raw: printedPageCount.raw,
                spot: printedPageCount.place.spot)
        }
        state("document.characters", String(characterCount))
        state("document.recognised", recognition?.description)
        state("document.title", title)
        state("document.author", author)
        state("document.creator", creator)
        state("document.producer", producer)
        state("document.created", created?.text, raw: created?.raw)
        state("document.modified", modified?.text, raw: modified?.raw)
        state("document.encryption", encryption)
        for signature in signatures {
            state("document.signature.signer", signature.signer)
            state("document.signature.time", signature.time?.text, raw: signature.time?.raw)
            state("document.signature.status", signature.status)
        }
        for value in labelled {
            state("document." + value.name, value.value, spot: .page(value.page, box: value.box))
        }
        facts += inspection?.facts ?? []
        return facts
    }
}

/// How much of a document a program recognised in pictures.
public struct TextRecognition: Hashable, Sendable, CustomStringConvertible {
    /// The program.
    public var program: String
    /// Words it saw.
    public var wordCount: Int
    /// Words it was not sure of; they are left out of the rows, each as one `…`.
    public var unsureCount: Int

    package init(program: String, wordCount: Int, unsureCount: Int) {
        self.program = program
        self.wordCount = wordCount
        self.unsureCount = unsureCount
    }

    /// For people: `tesseract: 182 words, 9 of them unsure`.
    public var description: String {
        "\(program): \(wordCount) \(wordCount == 1 ? "word" : "words"), \(unsureCount) of them unsure"
    }
}

/// One row of text on a page.
public struct TextRow: Hashable, Sendable {
    /// The page, from 1.
    public var page: Int
    /// Where on the page, in points; in a picture, in pixels; for formats without pages the first
    /// column and row, and those behind the last.
    public var box: PageBox
    /// The row's cells, left to right: runs of words with wide gaps between.
    public var cells: [String]
    /// How sure the program is that recognised it, 0 to 100, by its least sure word; nil for a row
    /// that was printed as text.
    public var confidence: Int?

    package init(page: Int, box: PageBox, cells: [String] = [], confidence: Int? = nil) {
        self.page = page
        self.box = box
        self.cells = cells
        self.confidence = confidence
    }

    /// How its text came to be known.
    public var origin: Origin { confidence == nil ? .read : .recognised }

    /// The cells with ` | ` between them.
    public var text: String { cells.joined(separator: " | ") }
}

/// A value printed behind a known label.
public struct LabelledValue: Hashable, Sendable {
    /// What the label means: `report-number`, `date-issued`, `order-number`, `total`, …
    public var name: String
    /// The value as printed.
    public var value: String
    /// The page, from 1.
    public var page: Int
    /// Where on the page.
    public var box: PageBox
    /// As for its row.
    public var confidence: Int?

    package init(name: String, value: String, page: Int, box: PageBox, confidence: Int? = nil) {
        self.name = name
        self.value = value
        self.page = page
        self.box = box
        self.confidence = confidence
    }

    /// How it came to be known.
    public var origin: Origin { confidence == nil ? .read : .recognised }
}

/// A signature inside a document.
public struct DocumentSignature: Hashable, Sendable {
    /// The name in the signer's certificate.
    public var signer: String?
    /// When it says it was made.
    public var time: ClockReading?
    /// What the PDF tools say of it.
    public var status: String
    /// True when the signed bytes are unchanged.
    public var isIntact: Bool

    package init(signer: String? = nil, time: ClockReading? = nil, status: String, isIntact: Bool) {
        self.signer = signer
        self.time = time
        self.status = status
        self.isIntact = isIntact
    }
}

/// What an inspection report states, each value with its row.
public struct InspectionReport: Hashable, Sendable {
    /// The marked result box.
    public enum Result: String, Hashable, Sendable {
        /// Passed.
        case pass
        /// Failed.
        case fail
        /// Left to a decision.
        case pending
    }

    /// Who inspected.
    public var body: Fact<String>?
    /// The report's number.
    public var number: Fact<String>?
    /// The day of inspection.
    public var inspected: Fact<String>?
    /// The day of issue.
    public var issued: Fact<String>?
    /// Order number it refers to.
    public var orderNumber: Fact<String>?
    /// Lot or batch.
    public var lot: Fact<String>?
    /// Units in the lot.
    public var lotSize: Fact<String>?
    /// Units drawn.
    public var sampleSize: Fact<String>?
    /// The result: the marked box, not the word.
    public var result: Fact<Result>?
    /// Defects by class, when the report has a table of them.
    public var defects: [DefectCount]

    package init(
        body: Fact<String>? = nil, number: Fact<String>? = nil, inspected: Fact<String>? = nil,
        issued: Fact<String>? = nil, orderNumber: Fact<String>? = nil, lot: Fact<String>? = nil,
        lotSize: Fact<String>? = nil, sampleSize: Fact<String>? = nil, result: Fact<Result>? = nil,
        defects: [DefectCount] = []
    ) {
        self.body = body
        self.number = number
        self.inspected = inspected
        self.issued = issued
        self.orderNumber = orderNumber
        self.lot = lot
        self.lotSize = lotSize
        self.sampleSize = sampleSize
        self.result = result
        self.defects = defects
    }

    /// The report as named facts.
    public var facts: [StatedFact] {
        var facts: [StatedFact] = []
        func state(_ name: String, _ fact: Fact<String>?) {
            if let fact {
                facts.append(StatedFact(name, fact.value, raw: fact.raw, spot: fact.place.spot))
            }
        }
        state("inspection.body", body)
        state("inspection.number", number)
        state("inspection.inspected", inspected)
        state("inspection.issued", issued)
        state("inspection.order-number", orderNumber)
        state("inspection.lot", lot)
        state("inspection.lot-size", lotSize)
        state("inspection.sample-size", sampleSize)
        if let result {
            facts.append(
                StatedFact(
                    "inspection.result", result.value.rawValue, raw: result.raw,
                    spot: result.place.spot))
        }
        for defect in defects {
            let name = "inspection." + defect.kind.rawValue
            state(name + ".limit", defect.limit)
            for (word, count) in [(".allowed", defect.allowed), (".found", defect.found)] {
                if let count {
                    facts.append(
                        StatedFact(
                            name + word, String(count.value), raw: count.raw,
                            spot: count.place.spot))
                }
            }
        }
        return facts
    }
}
