import ClaimModel
import Testing

@testable import Collector

struct DocumentReaderTests {
    private func read(_ programs: DocumentPrograms) -> DocumentText? {
        guard
            case .document(let document) = DocumentReader.readPDF(
                DocumentSamples.pdf, fileName: "a.pdf", programs: programs)
        else { return nil }
        return document
    }

    private let info = """
        Title:           Report
        Author:          LAB02
        Creator:         Wordwright
        Producer:        Pagewright 3; modified by Stamper
        CreationDate:    D:20210322175513+08'00'
        ModDate:         D:20210322095717
        Pages:           3
        Encrypted:       yes (print:yes copy:no change:no addNotes:no algorithm:RC4)

        """

    @Test func `description, rows and signatures of a pdf are stated`() throws {
        let signatures = """
            Digital Signature Info of: /dev/stdin
            Signature #1:
              - Signature Field Name: Signature1
              - Signer Certificate Common Name: Northgate Document Signing
              - Signer full Distinguished Name: CN=Northgate Document Signing
              - Signing Time: Mar 22 2021 09:57:17
              - Signing Hash Algorithm: SHA-256
              - Total document signed
              - Signature Validation: Signature is Valid.

            """
        let document = try #require(
            read(
                DocumentSamples.programs(
                    info: info,
                    pages: [
                        [(40, 20, "Page 1 of 3")], [(40, 20, "Page 2 of 3")], [(40, 20, "end")],
                    ],
                    signatures: signatures)))
        #expect(document.pageCount == 3)
        #expect(document.author == "LAB02")
        #expect(document.producer == "Pagewright 3; modified by Stamper")
        #expect(document.created?.text == "2021-03-22T17:55:13+08:00")
        #expect(document.created?.raw == "D:20210322175513+08'00'")
        #expect(document.modified?.text == "2021-03-22T09:57:17 (zone unknown)")
        #expect(
            document.encryption == "yes (print:yes copy:no change:no addNotes:no algorithm:RC4)")
        #expect(document.rows.map(\.text) == ["Page 1 of 3", "Page 2 of 3", "end"])
        #expect(document.printedPageCount?.value == 3)
        #expect(document.signatures.map(\.signer) == ["Northgate Document Signing"])
        #expect(document.signatures[0].time?.text == "2021-03-22T09:57:17+00:00")
        #expect(document.signatures[0].isIntact)
        #expect(
            document.signatures[0].status
                == "Signature is Valid. Total document signed. Certificate not checked.")
        #expect(document.remarks.isEmpty)
    }

    @Test func `a count of pages that was recognised in a picture misses no page`() throws {
        var rows = DocumentSamples.rows(["Page 1 of 28"])
        rows[0].confidence = 91
        let recognised = try #require(PrintedPages.find(in: rows))
        #expect(recognised.origin == .recognised)
        let document = DocumentText(format: "pdf", pageCount: 2, printedPageCount: recognised)
        #expect(DocumentRemarks.pages(document) == nil)
        let read = try #require(PrintedPages.find(in: rows + DocumentSamples.rows(["Page 1 of 3"])))
        #expect(read.value == 3 && read.origin == .read)
        let short = DocumentText(format: "pdf", pageCount: 2, printedPageCount: read)
        #expect(DocumentRemarks.pages(short)?.code == "document.pages.missing")
    }

    @Test func `missing pages, images and shifted text are said`() throws {
        let short = try #require(
            read(DocumentSamples.programs(pages: [[(40, 20, "Page: 1 of 10")]])))
        #expect(short.remarks.map(\.code) == ["document.pages.missing"])
        #expect(short.remarks[0].message == "the document counts 10 pages, the file has 1")
        let blank = try #require(read(DocumentSamples.programs(pages: [[]])))
        #expect(blank.characterCount == 0)
        #expect(blank.remarks.map(\.code) == ["document.text.none"])
        let partly = try #require(
            read(DocumentSamples.programs(info: info, pages: [[(40, 20, "a")], [], []])))
        #expect(partly.remarks.map(\.message) == ["no text on pages 2, 3"])
        let shifted = try #require(
            read(
                DocumentSamples.programs(pages: [
                    [(40, 20, "&HUWLILFDWHRI&RPSOLDQFH"), (40, 40, "is made in SHENZHEN CHINA")]
                ])))
        #expect(shifted.remarks.map(\.code) == ["document.text.unreadable"])
        #expect(shifted.remarks[0].message.hasPrefix("1 row comes out"))
    }

    @Test func `capitals, part numbers and codes are readable text`() {
        let lines = [
            "COMMERCIAL INVOICE AND PACKING LIST", "SHENZHEN HAOYU ELECTRONICS CO LTD",
            "MX7-407VG LQFP100 HY2603-C-01",
            "DOKUMENT WURDE UNTERSCHRIEBEN", "SWIFT HSBCHKHHHKH", "XPSDLQWV", "GB/T 26572 RoHS",
            "DDP DDU FOB CIF EXW",
        ]
        #expect(UnreadableText.rows(DocumentSamples.rows(lines)).isEmpty)
    }

    @Test func `changes behind or under a signature are said`() throws {
        func signature(_ number: Int, total: Bool, _ verdict: String) -> String {
            """
            Signature #\(number):
              - Signer Certificate Common Name: A
              - \(total ? "Total" : "Not total") document signed
              - Signature Validation: \(verdict)

            """
        }
        func remarks(_ text: String) throws -> [(String, String)] {
            try #require(read(DocumentSamples.programs(signatures: text))).remarks.map {
                ($0.code, $0.severity.rawValue)
            }
        }
        let extended = try remarks(signature(1, total: false, "Signature is Valid."))
        #expect(
            extended.map(\.0) == ["document.changed-after-signing"] && extended[0].1 == "warning")
        let changed = try remarks(signature(1, total: true, "Digest Mismatch."))
        #expect(changed.map(\.0) == ["document.changed-after-signing"] && changed[0].1 == "failure")
        let countersigned = try remarks(
            signature(1, total: false, "Signature is Valid.")
                + signature(2, total: true, "Signature is Valid."))
        #expect(countersigned.map(\.1) == ["note"])
    }

    @Test func `a title with line breaks cannot state pages or encryption`() throws {
        let forged =
            "Title:           x\nPages:           99\nEncrypted:       no\nProducer:        real\nPages:           2\nEncrypted:       yes (print:no)\n"
        let document = try #require(read(DocumentSamples.programs(info: forged)))
        #expect(document.pageCount == 2)
        #expect(document.encryption == "yes (print:no)")
    }

    @Test func `a missing program is a named reason with what to install`() {
        let reading = DocumentReader.readPDF(
            DocumentSamples.pdf, fileName: "a.pdf", programs: .absent)
        #expect(
            reading
                == .unread(reason: "pdfinfo is not installed; install the package poppler-utils"))
        var programs = DocumentSamples.programs()
        programs.text = .absent
        #expect(
            DocumentReader.readPDF(DocumentSamples.pdf, fileName: "a.pdf", programs: programs)
                == .unread(reason: "pdftotext is not installed; install the package poppler-utils"))
        programs = DocumentSamples.programs()
        programs.signatures = .absent
        #expect(read(programs)?.remarks.map(\.code) == ["document.signatures.unread"])
    }

    @Test func `a password or damage is the reason why it is unread`() {
        func reading(_ errors: String) -> Reading {
            var programs = DocumentSamples.programs()
            programs.info = .present { (_: [String], _: [UInt8]) throws(DocumentProgramError) in
                DocumentPrograms.Answer(output: [], errors: Array(errors.utf8), succeeded: false)
            }
            return DocumentReader.readPDF(
                DocumentSamples.pdf, fileName: "a.pdf", programs: programs)
        }
        #expect(
            reading("Command Line Error: Incorrect password\n")
                == .unread(reason: "it needs a password to be opened"))
        #expect(
            reading("Syntax Error: Couldn't read xref table\n")
                == .unread(reason: "pdfinfo finds it damaged"))
    }

    @Test func `bytes that are no pdf are opaque`() {
        let source = EvidenceSource(Array("PK\u{3}\u{4}".utf8))
        #expect(DocumentReader.readPDF(source, fileName: "a.pdf", programs: .absent) == .opaque)
    }

    @Test func `a document beyond the page limit says where reading ends`() throws {
        let document = try #require(
            read(DocumentSamples.programs(info: "Pages: 5000\nEncrypted: no\n")))
        #expect(document.remarks.map(\.code).contains("document.text.cut"))
    }

    @Test(
        arguments: [
            ("D:20210322175513+08'00'", "2021-03-22T17:55:13+08:00"),
            ("D:20140803211437Z", "2014-08-03T21:14:37+00:00"),
            ("D:2014", nil), ("D:201408", nil), ("20140803", "2014-08-03"),
            ("2022-05-06T07:08:09+08", "2022-05-06T07:08:09+08:00"),
            ("D:20141303", nil), ("yesterday", nil), ("", nil),
        ] as [(String, String?)])
    func `pdf dates are read with their offset or none`(text: String, expected: String?) {
        #expect(PDFDate.read(text)?.text == expected)
    }
}
