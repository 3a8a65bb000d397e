import ClaimModel
import SystemLibraries

/// Reads single files of evidence in the place that is set for it, and turns whatever goes wrong
/// there into a fact about the file.
struct ItemReader: Sendable {
    let place: ReadingPlace
    let readers: [EvidenceReader]
    let usesPrograms: Bool

    /// Bytes of an answer of any file, and bytes of answer for each byte that was read: a worker that
    /// writes more is not answering.
    static let answerByteFloor = 4 << 20
    static let answerByteFactor = 8
    static let answerByteLimit = 256 << 20
    /// Bytes of an item that lies in no file and is lent from memory.
    static let memoryByteLimit = 256 << 20

    /// Reads one file. `showsText` says that a picture of it is there for what is written on it, as a
    /// screenshot of an order is, so that its text is recognised.
    func read(
        _ source: EvidenceSource, fileName: String, type: ContentType, showsText: Bool = false
    ) -> Reading {
        guard readers.contains(where: { $0.mediaTypes.contains(type.mediaType) }) else {
            return .opaque
        }
        if type.mediaType == "application/pdf", !usesPrograms {
            return .unread(reason: "PDF is read by programs, and those were not to be run")
        }
        do {
            var answers =
                usesPrograms
                ? try ProgramAnswers.ask(of: source, type, confined: place != .here)
                : ProgramAnswers()
            let reading = try read(source, fileName, type, answers)
            // What to recognise is decided by a reading, not by the foreign bytes.
            guard usesPrograms, showsText,
                let recognised = try ProgramAnswers.recognise(
                    source, reading, confined: place != .here)
            else { return reading }
            answers.list += recognised
            return try read(source, fileName, type, answers)
        } catch {
            return .unread(reason: error.reason)
        }
    }

    private func read(
        _ source: EvidenceSource, _ fileName: String, _ type: ContentType,
        _ answers: ProgramAnswers
    ) throws(EvidenceSourceError) -> Reading {
        switch place {
        case .here:
            ReaderTable.read(
                EvidenceReader.Item(
                    source: source, fileName: fileName, type: type, answers: answers),
                with: readers)
        case .worker(let process):
            try read(source, fileName, type, answers, in: process)
        }
    }

    private func read(
        _ source: EvidenceSource, _ fileName: String, _ type: ContentType,
        _ answers: ProgramAnswers, in process: WorkerProcess
    ) throws(EvidenceSourceError) -> Reading {
        let foreignByteCount = source.byteCount + answers.list.reduce(0) { $0 + $1.output.count }
        let limit = min(
            Self.answerByteLimit,
            max(
                Self.answerByteFloor,
                foreignByteCount.multipliedReportingOverflow(
                    by: Self.answerByteFactor
                ).partialValue))
        var request = WorkerRequest(
            fileName: fileName, type: type, offset: source.window?.offset ?? 0,
            byteCount: source.byteCount, answers: answers)
        let result: ProgramResult
        do {
            if let window = source.window {
                result = try process.run(
                    on: window.file.file, request: request.bytes, outputLimit: limit)
            } else {
                request.offset = 0
                result = try process.run(
                    on: try source.all(limit: Self.memoryByteLimit), request: request.bytes,
                    outputLimit: limit)
            }
        } catch let error as EvidenceSourceError {
            throw error
        } catch {
            throw EvidenceSourceError(reason: "no reader could be started for it: \(error)")
        }
        return WorkerAnswer.reading(of: result)
    }
}
