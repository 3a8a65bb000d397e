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
    static let answerByteLimit = 384 << 20
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
        let reading = readAlone(source, fileName, type, showsText)
        let waiting = MemberPDFs.waiting(in: reading)
        return waiting.isEmpty ? reading : read(waiting, in: reading, source, type)
    }

    /// Reads the PDFs that wait in a container, each as a file of its own.
    private func read(
        _ waiting: [ContentDigest], in reading: Reading, _ source: EvidenceSource,
        _ type: ContentType
    ) -> Reading {
        var found = MemberPDFs(
            readings: [:],
            reason:
                "no more than \(MemberPDFs.countLimit) PDFs and \(MemberPDFs.byteLimit >> 20) MiB of them are read in one file"
        )
        guard usesPrograms else {
            found.reason = "PDF is read by programs, and those were not to be run"
            return found.put(into: reading)
        }
        do {
            let wanted = Array(waiting.prefix(MemberPDFs.countLimit))
            for member in try members(wanted, of: source, type) {
                found.readings[member.digest] = readAlone(
                    EvidenceSource(member.bytes), "", ContentType("application/pdf"), false)
            }
        } catch {
            found.reason = error.reason
        }
        return found.put(into: reading)
    }

    /// The bytes of members of a container; it is opened where it was read.
    private func members(
        _ wanted: [ContentDigest], of source: EvidenceSource, _ type: ContentType
    ) throws(EvidenceSourceError) -> [HandedMember] {
        switch place {
        case .here:
            let walk = ContainerWalk(wanted: Set(wanted))
            _ = ReaderTable.read(
                EvidenceReader.Item(
                    source: source, fileName: "", type: type, answers: ProgramAnswers(), walk: walk),
                with: readers)
            return walk.handed
        case .worker(let process):
            let request = WorkerRequest(
                fileName: "", type: type, offset: 0, byteCount: source.byteCount,
                answers: ProgramAnswers(), wanted: wanted)
            return try HandedMembers.read(
                try run(
                    process, on: source, request,
                    outputLimit: MemberPDFs.byteLimit + Self.answerByteFloor), wanted: wanted)
        }
    }

    private func readAlone(
        _ source: EvidenceSource, _ fileName: String, _ type: ContentType, _ showsText: Bool
    ) -> Reading {
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
        let request = WorkerRequest(
            fileName: fileName, type: type, offset: 0, byteCount: source.byteCount,
            answers: answers)
        return WorkerAnswer.reading(
            of: try run(process, on: source, request, outputLimit: limit))
    }

    /// Runs a worker on a source: on its part of a file, or on a file in memory.
    private func run(
        _ process: WorkerProcess, on source: EvidenceSource, _ request: WorkerRequest,
        outputLimit: Int
    ) throws(EvidenceSourceError) -> ProgramResult {
        var request = request
        do {
            if let window = source.window {
                request.offset = window.offset
                return try process.run(
                    on: window.file.file, request: request.bytes, outputLimit: outputLimit)
            }
            request.offset = 0
            return try process.run(
                on: try source.all(limit: Self.memoryByteLimit), request: request.bytes,
                outputLimit: outputLimit)
        } catch let error as EvidenceSourceError {
            throw error
        } catch {
            throw EvidenceSourceError(reason: "no reader could be started for it: \(error)")
        }
    }
}
