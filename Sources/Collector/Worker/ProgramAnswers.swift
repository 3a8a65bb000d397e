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
    case pdfinfo, pdftotext, pdfsig, tesseract

    static let forPDF: [ReadingProgram] = [.pdfinfo, .pdftotext, .pdfsig]

    /// What it is for.
    package var purpose: String {
        switch self {
        case .pdfinfo: "PDF: pages, dates, encryption"
        case .pdftotext: "PDF: text with its places"
        case .pdfsig: "PDF: signatures"
        case .tesseract: "scanned pages and screenshots"
        }
    }

    /// The Debian package that has it.
    package var package: String { self == .tesseract ? "tesseract-ocr" : "poppler-utils" }

    /// Files and folders it reads besides libraries: encodings, fonts, certificates, models.
    private var data: [String] {
        switch self {
        case .pdfinfo, .pdftotext:
            ["/usr/share/poppler", "/usr/share/fonts", "/etc/fonts", "/usr/share/fontconfig"]
        case .pdfsig: ["/usr/share/poppler", "/dev/urandom", "/dev/random", "/proc/sys/crypto"]
        case .tesseract: ["/usr/share/tesseract-ocr", "/usr/share/tessdata"]
        }
    }

    private var arguments: [String] {
        let input = DocumentPrograms.inputPath
        switch self {
        case .pdfinfo: return ["-rawdates", input]
        case .pdftotext:
            return [
                "-bbox-layout", "-enc", "UTF-8", "-l", String(DocumentReader.pageLimit), input, "-",
            ]
        // Certificates are left unchecked: pdfsig would ask their issuers over the network.
        case .pdfsig: return ["-nocert", input]
        case .tesseract: return ["stdin", "stdout", "tsv"]
        }
    }

    /// Where it is; nil when it is not installed.
    package var found: ExternalProgram? { ExternalProgram.find(rawValue) }

    /// Runs it on a document.
    func ask(_ document: [UInt8], confined: Bool) -> ProgramAnswers.Recorded {
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
                arguments, input: document, limits: limits,
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
