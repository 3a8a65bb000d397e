import ClaimModel
import Foundation
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

/// Text in pictures: what tesseract says is foreign, and only what it is sure of becomes a fact.
@Suite struct RecognitionTests {
    static let isHere =
        ReadingProgram.tesseract.found != nil && ReadingProgram.pdftoppm.found != nil
    static let chinese = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
    static let canDraw =
        FileManager.default.fileExists(atPath: chinese)
        && (try? Run.tool("/usr/bin/python3", ["-c", "import PIL"]).status) == 0

    private static let process = WorkerProcess(
        executable: Run.claimpack.path, verb: EvidenceWorker.verb)

    // MARK: The table

    /// Rows of `block, line, left, width, confidence, text`, each 20 pixels high.
    private static func table(_ rows: [(Int, Int, Int, Int, String, String)]) -> [UInt8] {
        let head =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        return Array(
            (head + "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n"
                + rows.enumerated().map { index, row in
                    "5\t1\t\(row.0)\t1\t\(row.1)\t\(index + 1)\t\(row.2)\t\(row.1 * 30)\t\(row.3)\t20\t\(row.4)\t\(row.5)\n"
                }.joined()).utf8)
    }

    private static func texts(_ rows: [(Int, Int, Int, Int, String, String)]) -> [String] {
        RecognisedWords(table(rows)).words.map(\.text)
    }

    @Test(arguments: [
        ("79.99", "Order", "…"), ("80.0", "Order", "Order"), ("0", "x", "…"), ("12", ":", ":"),
        ("96.5", "+10", "…"), ("96.5", "<2%", "…"), ("96.5", "±10", "±10"), ("100", "…", "…"),
    ])
    func `a word below the named confidence, or with a sign that is often exchanged, is a gap`(
        confidence: String, word: String, shown: String
    ) {
        #expect(RecognisedWords.leastConfidence == 80)
        #expect(Self.texts([(1, 1, 10, 60, confidence, word)]) == [shown])
    }

    @Test func `wide letters that stand together are one word with the least confidence of them`() {
        let whole = Self.texts([
            (1, 1, 10, 40, "96", "订单"), (1, 1, 52, 40, "93", "编号"), (1, 1, 94, 6, "40", ":"),
            (1, 1, 140, 200, "89", "304716450001023166"), (1, 2, 10, 40, "92", "不"),
            (1, 2, 52, 20, "55", "闪"), (1, 3, 10, 80, "92", "2026"), (1, 3, 94, 20, "90", "年"),
        ])
        #expect(whole == ["订单编号:", "304716450001023166", "…", "2026年"])
    }

    @Test func `a line that one language is unsure of is taken from the other, and no other line`() {
        let latin = Self.table([
            (1, 1, 10, 60, "20", "iJ#4"), (1, 1, 90, 200, "92", "304716450001023166"),
            (1, 2, 10, 90, "96", "Total"), (1, 2, 120, 60, "95", "USD"),
        ])
        let chinese = Self.table([
            (1, 1, 10, 40, "96", "订单"), (1, 1, 52, 30, "93", "编号"),
            (1, 1, 120, 170, "90", "304716450001023166"), (1, 2, 10, 90, "90", "总额"),
            (1, 2, 120, 60, "91", "U5D"),
        ])
        let words = RecognisedWords([latin, chinese]).words.map(\.text)
        #expect(words.sorted() == ["304716450001023166", "Total", "USD", "订单编号"])
        #expect(RecognisedWords([latin]).unsureCount == 1)
        #expect(RecognisedWords([[UInt8]]()).wordCount == 0)
    }

    @Test func `a table that is none gives nothing, and a flood of words is cut`() {
        for text in ["", "\t\t\t", "5\t1\t1", String(repeating: "5\t", count: 50_000)] {
            #expect(RecognisedWords(Array(text.utf8)).words.isEmpty)
        }
        for damage in ["-3", "99999999999", "1e5", "", "９"] {
            let row = "5\t1\t1\t1\t1\t1\t\(damage)\t1\t10\t10\t96.1\tx\n"
            #expect(RecognisedWords(Array(row.utf8)).words.isEmpty)
        }
        let flood = Self.table(
            Array(repeating: (1, 1, 1, 10, "96", "x"), count: RecognisedWords.wordLimit + 5))
        #expect(RecognisedWords(flood).wordCount == RecognisedWords.wordLimit)
    }

    @Test(arguments: [
        ([ExhibitKind.contract], "photos-video", true), ([.photos], "contract", false),
        ([], "contract", true), ([], "payment-shipping", true), ([], "chat", true),
        ([], "photos-video", false), ([], "", false), ([.identity, .payment], "", true),
        ([.weight], "", false),
    ])
    func `pictures of what is written are looked at, photos of goods are not`(
        kinds: [ExhibitKind], folder: String, isAsked: Bool
    ) {
        #expect(ExhibitKinds.showText(kinds, folderWord: folder) == isAsked)
    }

    // MARK: Pictures

    private static func read(_ path: String, showsText: Bool = true) throws -> Reading {
        let source = EvidenceSource(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        return ItemReader(
            place: .worker(process), readers: ReaderTable.readers, usesPrograms: true
        ).read(source, fileName: "a.png", type: try ContentType(of: source), showsText: showsText)
    }

    private static func labelled(_ text: DocumentText?) -> [String: [String]] {
        Dictionary(grouping: text?.labelled ?? [], by: \.name).mapValues { $0.map(\.value) }
    }

    private static let orderPage = Places.project.appendingPathComponent(
        "Samples/pcb-quality/A-contract/order-page-1.png"
    ).path

    @Test(.enabled(if: isHere, "needs tesseract"))
    func `a screenshot of an order gives its number, day, parties, line and total with boxes`()
        throws
    {
        guard case .image(let image) = try Self.read(Self.orderPage) else {
            Issue.record("no picture")
            return
        }
        let text = try #require(image.text)
        let values = Self.labelled(text)
        #expect(values["order-number"] == ["287340516001029481"])
        #expect(values["total"] == ["38,500.00 USD"])
        #expect(values["buyer"] == ["Larkspur Devices LLC"])
        #expect(
            values["line"] == [
                "PCB assembly, specification revision C (HY-PCBA-0107) | 5,000 pieces | 7.70 USD | 38,500.00 USD"
            ])
        #expect(text.rows.contains { $0.text.contains("2026-02-03 10:12") })
        #expect(values["seller"].map { $0.allSatisfy { $0.hasPrefix("深圳市") } } ?? true)
        #expect(text.rows.allSatisfy { ($0.confidence ?? 0) >= RecognisedWords.leastConfidence })
        #expect(text.labelled.allSatisfy { $0.origin == .recognised })
        let number = try #require(text.labelled.first { $0.name == "order-number" })
        // Where a person sees it on the 1280 by 1150 pixels.
        #expect((40...90).contains(number.box.left) && (150...165).contains(number.box.top))
        #expect(number.box.right <= image.width && number.box.bottom <= image.height)
        #expect(text.recognition?.unsureCount ?? 0 > 0)
    }

    @Test(.enabled(if: isHere, "needs tesseract"))
    func `the same picture gives the same facts, and none when nobody asks`() throws {
        let first = try Self.read(Self.orderPage)
        let second = try Self.read(Self.orderPage)
        #expect(first == second)
        guard case .image(let unasked) = try Self.read(Self.orderPage, showsText: false) else {
            Issue.record("no picture")
            return
        }
        #expect(unasked.text == nil && unasked.remarks.isEmpty)
    }

    /// Draws lines of text and gives the path of the picture.
    private static func draw(
        _ lines: [String], in folder: URL, as name: String = "page.png", scale: Double = 1
    ) throws -> String {
        let path = folder.appendingPathComponent(name).path
        let script = """
            import json, sys
            from PIL import Image, ImageDraw, ImageFont
            lines, path, scale = json.loads(sys.argv[1]), sys.argv[2], float(sys.argv[3])
            font = ImageFont.truetype('\(chinese)', 28)
            page = Image.new('RGB', (1080, 60 + 64 * len(lines)), 'white')
            for row, line in enumerate(lines):
                ImageDraw.Draw(page).text((40, 30 + 64 * row), line, font=font, fill='black')
            if scale != 1:
                page = page.resize((int(page.width * scale), int(page.height * scale)))
            page.save(path)
            """
        let json = String(decoding: try JSONEncoder().encode(lines), as: UTF8.self)
        let ran = try Run.tool("/usr/bin/python3", ["-c", script, json, path, "\(scale)"])
        try #require(ran.status == 0, "\(ran.errors)")
        return path
    }

    @Test(.enabled(if: isHere && canDraw, "needs tesseract and python3-pil with a Chinese font"))
    func `a Chinese order page gives its number, days, parties and total`() throws {
        try Places.inNewFolder { folder in
            let path = try Self.draw(
                [
                    "信用保障订单详情", "订单编号： 304716450001023166", "下单日期： 2026-03-12",
                    "买方： Larkspur Devices LLC", "供应商： 宁波晨光五金有限公司",
                    "订单总额： 6,400.00 USD", "付款日期： 2026年3月15日", "厚度 1.6 mm",
                    "运单号： RB123456785CN",
                ], in: folder)
            guard case .image(let image) = try Self.read(path) else {
                Issue.record("no picture")
                return
            }
            let values = Self.labelled(image.text)
            #expect(values["order-number"] == ["304716450001023166"])
            #expect(values["date-ordered"] == ["2026-03-12"])
            #expect(values["buyer"] == ["Larkspur Devices LLC"])
            // Its last letters are not recognised surely everywhere: the name whole, or none.
            #expect(values["seller"].map { $0 == ["宁波晨光五金有限公司"] } ?? true)
            #expect(values["total"] == ["6,400.00 USD"])
            #expect(values["date-paid"] == ["2026年3月15日"])
            #expect(values["tracking-number"] == ["RB123456785CN"])
            #expect(image.text?.rows.contains { $0.text.contains("1.6") } ?? false)
        }
    }

    @Test(
        .enabled(if: isHere && canDraw, "needs tesseract and python3-pil with a Chinese font"),
        arguments: [0.5, 0.3, 0.2])
    func `a picture too small to read states nothing false`(scale: Double) throws {
        try Places.inNewFolder { folder in
            let path = try Self.draw(
                ["Order number: 304716450001023166", "Order total: 6,400.00 USD"], in: folder,
                scale: scale)
            guard case .image(let image) = try Self.read(path) else {
                Issue.record("no picture")
                return
            }
            let values = Self.labelled(image.text)
            #expect(["304716450001023166", nil].contains(values["order-number"]?.first))
            #expect(["6,400.00 USD", nil].contains(values["total"]?.first))
        }
    }

    // MARK: Scanned pages

    @Test(
        .enabled(if: isHere && canDraw, "needs tesseract and python3-pil"),
        arguments: ["payment-receipt", "commercial-invoice"])
    func `a scan of a document states what the document states, at the same places`(name: String)
        throws
    {
        let original = Places.project.appendingPathComponent(
            "Samples/pcb-quality/B-payment-shipping/\(name).pdf")
        try Places.inNewFolder { folder in
            let script = """
                set -e
                pdftoppm -r 200 -png "$1" page
                /usr/bin/python3 -c "
                import glob
                from PIL import Image
                pages = [Image.open(p).convert('RGB') for p in sorted(glob.glob('page*.png'))]
                pages[0].save('scan.pdf', save_all=True, append_images=pages[1:], resolution=200)"
                """
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"), ["-c", script, "bash", original.path],
                in: folder, environment: [:])
            try #require(ran.status == 0, "\(ran.errors)")
            guard case .document(let printed) = try Self.read(original.path),
                case .document(let scanned) = try Self.read(
                    folder.appendingPathComponent("scan.pdf").path)
            else {
                Issue.record("no document")
                return
            }
            #expect(printed.recognition == nil)
            #expect(scanned.recognition?.program == "tesseract")
            #expect(scanned.remarks.map(\.code).contains("document.text.none"))
            let telling = ["order-number", "invoice-number", "receipt-number", "total", "number"]
            let wanted = printed.labelled.filter { telling.contains($0.name) }
            try #require(!wanted.isEmpty)
            for value in wanted {
                let same = scanned.labelled.first {
                    $0.name == value.name && $0.value == value.value && $0.page == value.page
                }
                #expect(same != nil, "\(value.name) \(value.value)")
                if let same {
                    #expect(abs(same.box.top - value.box.top) <= 6)
                    #expect(abs(same.box.bottom - value.box.bottom) <= 6)
                }
            }
        }
    }

    @Test(
        .enabled(if: isHere, "needs tesseract"),
        .enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
    func `a scanned bill of lading gives its words and no wrong number`() throws {
        let path = try #require(
            Places.corpus?.appendingPathComponent("evidence/document/bol_mindee.jpg"))
        guard case .image(let image) = try Self.read(path.path) else {
            Issue.record("no picture")
            return
        }
        let text = try #require(image.text)
        #expect(text.rows.contains { $0.text.lowercased().contains("bill of lading") })
        #expect(text.recognition?.wordCount ?? 0 > 100)
    }

    @Test func `a picture that nobody recognised says why and what to do`() {
        func remarks(_ outcome: ProgramAnswers.Outcome, _ words: String = "") -> Finding? {
            var image = ImageMetadata(format: "png", width: 1, height: 1)
            RecognisedText.add(
                ProgramAnswers(list: [
                    ProgramAnswers.Recorded(name: "tesseract", outcome: outcome, words: words)
                ]), to: &image)
            #expect(image.text == nil)
            return image.remarks.first
        }
        #expect(
            remarks(.absent)?.message
                == "the text on the picture was not read: tesseract is not installed")
        #expect(remarks(.absent)?.remedy?.contains("install the package tesseract-ocr") ?? false)
        #expect(
            remarks(.failed, "tesseract did not end within 60 seconds")?.message
                == "the text on the picture was not read: tesseract did not end within 60 seconds")
        #expect(remarks(.complained)?.message.hasSuffix("tesseract finds it damaged") ?? false)
    }
}
