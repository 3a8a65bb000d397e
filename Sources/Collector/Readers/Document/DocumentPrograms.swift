import SystemLibraries

/// The programs that read PDF (poppler-utils), each there or absent, so that a test can answer in
/// their place and a missing one is a named fact.
package struct DocumentPrograms: Sendable {
    /// What a program answered.
    package struct Answer: Hashable, Sendable {
        /// Standard output, cut at the limit.
        package var output: [UInt8]
        /// Standard error, cut at its limit.
        package var errors: [UInt8]
        /// True when it came to its end by itself and called that a success.
        package var succeeded: Bool
        /// True when it was stopped because it wrote more than the limit; what it wrote until then
        /// is good.
        package var wasCut: Bool

        package init(
            output: [UInt8], errors: [UInt8] = [], succeeded: Bool = true, wasCut: Bool = false
        ) {
            self.output = output
            self.errors = errors
            self.succeeded = succeeded
            self.wasCut = wasCut
        }
    }

    /// One program.
    package enum Program: Sendable {
        /// Not installed.
        case absent
        /// Runs it with arguments and the document on standard input, where `inputPath` names it.
        case present(
            @Sendable (_ arguments: [String], _ document: [UInt8]) throws(DocumentProgramError) ->
                Answer)
    }

    /// `pdfinfo`.
    package var info: Program
    /// `pdftotext`.
    package var text: Program
    /// `pdfsig`.
    package var signatures: Program

    package init(info: Program, text: Program, signatures: Program) {
        self.info = info
        self.text = text
        self.signatures = signatures
    }

    /// None of them.
    package static let absent = DocumentPrograms(info: .absent, text: .absent, signatures: .absent)

    /// The name by which a program opens the document.
    package static let inputPath = ExternalProgram.inputPath

    /// Those of this machine, each confined to what it needs.
    package static func installed() -> DocumentPrograms {
        func program(_ program: ReadingProgram) -> Program {
            guard program.found != nil else { return .absent }
            return .present { (_: [String], document: [UInt8]) throws(DocumentProgramError) in
                try ProgramAnswers(list: [program.ask(document, confined: true)])
                    .program(program.rawValue).answer([], document)
            }
        }
        return DocumentPrograms(
            info: program(.pdfinfo), text: program(.pdftotext), signatures: program(.pdfsig))
    }
}

extension DocumentPrograms.Program {
    /// Runs it when it is there.
    fileprivate func answer(
        _ arguments: [String], _ document: [UInt8]
    ) throws(DocumentProgramError) -> DocumentPrograms.Answer {
        switch self {
        case .absent: throw DocumentProgramError(reason: "the program is not installed")
        case .present(let run): try run(arguments, document)
        }
    }
}

/// Why a program gave no answer, as words that end a sentence: "could not be read: …".
package struct DocumentProgramError: Error, Hashable {
    /// The reason in words.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
