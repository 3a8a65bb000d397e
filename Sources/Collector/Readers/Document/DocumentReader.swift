package import ClaimModel

/// Reads documents as rows of text with their places. PDF is read by poppler's programs, which run
/// as processes of their own; a program that is missing is a named fact.
package enum DocumentReader {
    /// Bytes of a document that are handed to the programs.
    package static let sizeLimit = 67_108_864
    /// Pages read.
    package static let pageLimit = 2_000

    /// The document as a reading: its text and what the file says of itself, or why it could not be
    /// read. `.opaque` when the bytes are no PDF (ISO 32000-1, 7.5.2: the header stands in the first
    /// 1,024 bytes).
    package static func readPDF(
        _ source: EvidenceSource, fileName: String, programs: DocumentPrograms
    ) -> Reading {
        readPDF(source, fileName: fileName, programs: programs, answers: ProgramAnswers())
    }

    /// The same with what was recognised on its pages, if that was asked for.
    static func readPDF(
        _ source: EvidenceSource, fileName: String, programs: DocumentPrograms,
        answers: ProgramAnswers
    ) -> Reading {
        do {
            let start = try source.bytes(at: 0, count: 1_024)
            guard ByteSearch.first(Array("%PDF-".utf8), in: start) != nil else { return .opaque }
            let bytes = try source.all(limit: sizeLimit)
            return .document(try read(bytes, programs, answers))
        } catch let error as EvidenceSourceError {
            return .unread(reason: error.reason)
        } catch let error as DocumentProgramError {
            return .unread(reason: error.reason)
        } catch {
            return .unread(reason: "the document could not be read")
        }
    }

    private static func read(
        _ bytes: [UInt8], _ programs: DocumentPrograms, _ answers: ProgramAnswers
    ) throws(DocumentProgramError) -> DocumentText {
        let info = try answer(
            programs.info, "pdfinfo", ["-rawdates", DocumentPrograms.inputPath], bytes)
        guard let description = PDFDescription(info.output) else {
            throw DocumentProgramError(reason: "pdfinfo does not state its pages")
        }
        let text = try answer(
            programs.text, "pdftotext",
            [
                "-bbox-layout", "-enc", "UTF-8", "-l", String(pageLimit),
                DocumentPrograms.inputPath, "-",
            ],
            bytes)
        let layout = PageLayout(text.output)
        var rows = layout.pages.enumerated().flatMap { LayoutRows.rows($1, page: $0 + 1) }
        let recognised = RecognisedText.rows(of: answers, longSides: layout.longSides)
        if let more = recognised?.rows, !more.isEmpty {
            rows = (rows + more).enumerated().sorted {
                ($0.element.page, $0.offset) < ($1.element.page, $1.offset)
            }.map(\.element)
        }
        let labelled = LabelledValues.find(in: rows)
        var document = DocumentText(
            format: "pdf", pageCount: description.pageCount, rows: rows.map(\.textRow),
            printedPageCount: PrintedPages.find(in: rows), labelled: labelled,
            inspection: InspectionReportReader.read(rows: rows, labelled: labelled),
            title: description.title, author: description.author, creator: description.creator,
            producer: description.producer, created: description.created,
            modified: description.modified, encryption: description.encryption,
            recognition: recognised?.recognition)
        // Arithmetic over numbers that may be misread accuses nobody.
        if !document.rows.contains(where: { $0.origin == .recognised }) {
            document.remarks += document.inspection.map(AcceptanceRemarks.remarks) ?? []
        }
        readSignatures(bytes, programs, into: &document)
        document.remarks += [
            DocumentRemarks.pages(document), DocumentRemarks.images(document),
            RecognisedText.failure(of: answers).map { RecognisedText.unread($0, "scanned pages were not read") },
            DocumentRemarks.unreadable(UnreadableText.rows(rows)), SampleReport.remark(on: rows),
        ].compactMap { $0 }
        if description.pageCount > pageLimit {
            document.remarks.append(
                DocumentRemarks.cut(
                    "only the first \(pageLimit) of \(description.pageCount) pages are read"))
        } else if text.wasCut || layout.wasCut {
            document.remarks.append(
                DocumentRemarks.cut(
                    "the text is longer than is read; it ends on page \(layout.pages.count)"))
        }
        return document
    }

    private static func readSignatures(
        _ bytes: [UInt8], _ programs: DocumentPrograms, into document: inout DocumentText
    ) {
        do {
            // Certificates are left unchecked: pdfsig would ask their issuers over the network.
            let found = PDFSignatures.read(
                try answer(
                    programs.signatures, "pdfsig", ["-nocert", DocumentPrograms.inputPath], bytes,
                    anyStatus: true
                ).output)
            document.signatures = found.map(\.signature)
            document.remarks += DocumentRemarks.signatures(found)
        } catch {
            document.remarks.append(DocumentRemarks.signaturesUnread(error.reason))
        }
    }

    /// Runs a program. pdfsig ends with a failure when there is no signature, so `anyStatus` takes
    /// what it wrote whatever it calls its end.
    private static func answer(
        _ program: DocumentPrograms.Program, _ name: String, _ arguments: [String],
        _ bytes: [UInt8], anyStatus: Bool = false
    ) throws(DocumentProgramError) -> DocumentPrograms.Answer {
        switch program {
        case .absent:
            throw DocumentProgramError(
                reason: "\(name) is not installed; install the package poppler-utils")
        case .present(let run):
            let answer = try run(arguments, bytes)
            if answer.succeeded || answer.wasCut || anyStatus { return answer }
            let complaint = String(decoding: answer.errors.prefix(4_096), as: UTF8.self)
            if complaint.contains("Incorrect password") {
                throw DocumentProgramError(reason: "it needs a password to be opened")
            }
            throw DocumentProgramError(reason: "\(name) finds it damaged")
        }
    }
}
