import ClaimModel
package import SystemLibraries

/// What programs of the system said of one file. The parent runs them, each locked down, because a
/// worker can start nothing; a worker reads what they wrote, because that is as foreign as the file.
struct ProgramAnswers: Sendable {
    enum Outcome: String, Hashable, Sendable {
        /// It came to its end and called that a success.
        case succeeded
        /// It came to its end and called that a failure; the words are its standard error.
        case complained
        /// It was stopped because it wrote more than the limit; what it wrote until then is good.
        case cut
        /// It gave no answer; the words say why.
        case failed
        /// It is not installed.
        case absent
    }

    struct Recorded: Sendable {
        var name: String
        /// The page it was asked about, from 1; 0 for the whole file.
        var page = 0
        /// The language it was asked to recognise; empty for other programs.
        var language = ""
        var outcome: Outcome
        var words: String = ""
        var output: [UInt8] = []
    }

    var list: [Recorded] = []

    /// Bytes kept of what a program complains of.
    private static let wordsByteLimit = 4_096

    /// Asks the programs that read a type of file; none when no program does. `confined` puts each
    /// under a lockdown, without which it is not run.
    static func ask(
        of source: EvidenceSource, _ type: ContentType, confined: Bool
    ) throws(EvidenceSourceError) -> ProgramAnswers {
        guard type.mediaType == "application/pdf" else { return ProgramAnswers() }
        let document = try source.all(limit: DocumentReader.sizeLimit)
        var answers = ProgramAnswers()
        for program in ReadingProgram.forPDF {
            let answer = program.ask(document, confined: confined)
            answers.list.append(answer)
            // The others could say no more.
            if answer.outcome == .failed || answer.outcome == .absent, program == .pdfinfo { break }
        }
        return answers
    }

    /// Asks what can be recognised in a picture, or on those pages of a document that hold no text,
    /// after a reader said what the file is; nil when there is nothing to recognise.
    static func recognise(
        _ source: EvidenceSource, _ reading: Reading, confined: Bool
    ) throws(EvidenceSourceError) -> [Recorded]? {
        switch reading {
        case .image(let image):
            guard RecognisedText.formats.contains(image.format) else { return nil }
            let (pixels, overflow) = image.width.multipliedReportingOverflow(by: image.height)
            guard !overflow, pixels <= RecognisedText.pixelLimit else {
                return [
                    Recorded(
                        name: ReadingProgram.tesseract.rawValue, outcome: .failed,
                        words:
                            "it has more than the \(RecognisedText.pixelLimit / 1_000_000) megapixels that are looked at"
                    )
                ]
            }
            return recognise(
                try source.all(limit: DocumentReader.sizeLimit), page: 0, confined: confined)
        case .document(let document) where document.format == "pdf":
            let written = Set(document.rows.map(\.page))
            let blank = (1...max(1, min(document.pageCount, DocumentReader.pageLimit))).lazy
                .filter { !written.contains($0) }.prefix(RecognisedText.pageLimit)
            guard document.pageCount > 0, !blank.isEmpty else { return nil }
            let bytes = try source.all(limit: DocumentReader.sizeLimit)
            var recorded: [Recorded] = []
            for page in blank {
                var drawn = ReadingProgram.pdftoppm.ask(bytes, page: page, confined: confined)
                drawn.page = page
                let answers =
                    drawn.outcome == .succeeded
                    ? recognise(drawn.output, page: page, confined: confined) : [drawn]
                recorded += answers
                // A program that is missing will be missing on the next page.
                if answers.contains(where: { [.absent, .failed].contains($0.outcome) }) { break }
            }
            return recorded
        default: return nil
        }
    }

    /// Each language by itself: asked for both at once, tesseract takes short Chinese words for Latin.
    private static func recognise(_ picture: [UInt8], page: Int, confined: Bool) -> [Recorded] {
        var recorded: [Recorded] = []
        for language in ReadingProgram.languages {
            var answer = ReadingProgram.tesseract.ask(
                picture, language: language, confined: confined)
            answer.page = page
            answer.language = language
            recorded.append(answer)
            if answer.outcome == .absent || answer.outcome == .failed { break }
        }
        return recorded
    }

    /// What was recognised in pictures: of the file, or of its pages.
    var recognised: [Recorded] {
        list.filter {
            $0.name == ReadingProgram.tesseract.rawValue
                || $0.name == ReadingProgram.pdftoppm.rawValue
        }
    }

    /// The recorded answers as programs.
    func program(_ name: String) -> DocumentPrograms.Program {
        guard let recorded = list.first(where: { $0.name == name }),
            recorded.outcome != .absent
        else { return .absent }
        return .present { _, _ throws(DocumentProgramError) in
            guard recorded.outcome != .failed else {
                throw DocumentProgramError(reason: recorded.words)
            }
            return DocumentPrograms.Answer(
                output: recorded.output, errors: Array(recorded.words.utf8),
                succeeded: recorded.outcome == .succeeded, wasCut: recorded.outcome == .cut)
        }
    }

    /// The recorded answers of the programs that read PDF.
    var documentPrograms: DocumentPrograms {
        DocumentPrograms(
            info: program("pdfinfo"), text: program("pdftotext"), signatures: program("pdfsig"))
    }

    fileprivate static func words(_ errors: [UInt8]) -> String {
        String(decoding: errors.prefix(wordsByteLimit), as: UTF8.self)
    }
}

/// A program of the system that reads evidence, with what it may touch meanwhile.
package enum ReadingProgram: String, CaseIterable, Sendable {
    case pdfinfo, pdftotext, pdfsig, pdftoppm, tesseract

    static let forPDF: [ReadingProgram] = [.pdfinfo, .pdftotext, .pdfsig]

    /// What it is for.
    package var purpose: String {
        switch self {
        case .pdfinfo: "PDF: pages, dates, encryption"
        case .pdftotext: "PDF: text with its places"
        case .pdfsig: "PDF: signatures"
        case .pdftoppm: "PDF: scanned pages as pictures"
        case .tesseract: "scanned pages and screenshots"
        }
    }

    /// The Debian package that has it.
    package var package: String { self == .tesseract ? "tesseract-ocr" : "poppler-utils" }

    /// Files and folders it reads besides libraries: encodings, fonts, certificates, models.
    private var data: [String] {
        switch self {
        case .pdfinfo, .pdftotext, .pdftoppm:
            ["/usr/share/poppler", "/usr/share/fonts", "/etc/fonts", "/usr/share/fontconfig"]
        case .pdfsig: ["/usr/share/poppler", "/dev/urandom", "/dev/random", "/proc/sys/crypto"]
        case .tesseract: ["/usr/share/tesseract-ocr", "/usr/share/tessdata"]
        }
    }

    /// Languages that tesseract is asked for, one after the other; one without a model is done without.
    static let languages = ["eng", "chi_sim"]

    private func arguments(page: Int, language: String) -> [String] {
        let input = DocumentPrograms.inputPath
        switch self {
        case .pdfinfo: return ["-rawdates", input]
        case .pdftotext:
            return [
                "-bbox-layout", "-enc", "UTF-8", "-l", String(DocumentReader.pageLimit), input, "-",
            ]
        // Certificates are left unchecked: pdfsig would ask their issuers over the network.
        case .pdfsig: return ["-nocert", input]
        case .pdftoppm:
            return [
                "-gray", "-scale-to", String(RecognisedText.drawnPixels), "-f", String(page), "-l",
                String(page), input,
            ]
        case .tesseract:
            return ["stdin", "stdout", "-l", language, "tsv"]
        }
    }

    /// Where it is; nil when it is not installed.
    package var found: ExternalProgram? { ExternalProgram.find(rawValue) }

    /// Runs it on a document, or on one page of it; for tesseract in one language.
    func ask(
        _ document: [UInt8], page: Int = 1, language: String = languages[0], confined: Bool
    ) -> ProgramAnswers.Recorded {
        func failed(_ words: String) -> ProgramAnswers.Recorded {
            ProgramAnswers.Recorded(name: rawValue, outcome: .failed, words: words)
        }
        guard let program = found else {
            return ProgramAnswers.Recorded(name: rawValue, outcome: .absent)
        }
        guard !confined || Confinement.isPossible else {
            return failed("no sandbox: this kernel has no Landlock to keep \(rawValue) from files")
        }
        let limits = ExternalProgram.Limits()
        let result: ProgramResult
        do {
            result = try program.run(
                arguments(page: page, language: language), input: document, limits: limits,
                confinement: confined ? Confinement(for: program, data: data) : nil)
        } catch {
            return failed("\(rawValue) could not be started")
        }
        let outcome: ProgramAnswers.Outcome
        switch result.ending {
        case .timedOut:
            return failed("\(rawValue) did not end within \(limits.wallSeconds) seconds")
        case .signalled: return failed("\(rawValue) broke down on it")
        case .outputOverflow: outcome = .cut
        case .exited(let status): outcome = status == 0 ? .succeeded : .complained
        }
        return ProgramAnswers.Recorded(
            name: rawValue, outcome: outcome, words: ProgramAnswers.words(result.errors),
            output: result.output)
    }
}
