import ClaimModel
package import SystemLibraries

/// The worker's side: what the hidden verb does.
package enum EvidenceWorker {
    /// The word that makes the program a worker; nobody types it.
    package static let verb = "__read"

    /// Types whose readers decode text or list members.
    private static func needsTables(_ mediaType: String) -> Bool {
        !mediaType.hasPrefix("video/") && !mediaType.hasPrefix("image/")
            && mediaType != "application/pdf"
    }

    /// Locks this process down, reads the item and answers. The exit status is 0 when there is an
    /// answer. `arguments` are those behind the verb: none, or the name of a probe to try instead.
    package static func run(_ arguments: [String]) -> Int32 {
        do {
            let request = try WorkerRequest(try WorkerDescriptors.request())
            let item = try WorkerDescriptors.item()
            if needsTables(request.mediaType) { Preparation.loadTables() }
            // Up to here nothing foreign was read but what programs wrote, and that not looked at.
            let lockdown = Lockdown.engage()
            if let missing = lockdown.missing {
                return answer(.withoutLockdown(missing: missing))
            }
            let reading: Reading
            if let name = arguments.first {
                guard let probe = LockdownProbe(rawValue: name) else { return 2 }
                let wasRefused = probe.attempt()
                if probe == .lie { return 0 }
                reading = .unread(reason: wasRefused ? "refused" : "allowed")
            } else if !request.wanted.isEmpty {
                let walk = ContainerWalk(wanted: Set(request.wanted))
                _ = Self.reading(of: request, in: item, walk)
                let pieces = HandedMembers.pieces(of: walk.handed)
                return pieces.allSatisfy(WorkerDescriptors.answer) ? 0 : 1
            } else {
                let sink = MessageSink(take: WorkerDescriptors.answer)
                return sink.finish(Self.reading(of: request, in: item, ContainerWalk(), sink)) ? 0 : 1
            }
            return answer(.read(reading))
        } catch {
            return 1
        }
    }

    private static func answer(_ answer: WorkerAnswer) -> Int32 {
        WorkerDescriptors.answer(FormWriter.bytes(of: answer)) ? 0 : 1
    }

    private static func reading(
        of request: WorkerRequest, in item: consuming InputFile, _ walk: ContainerWalk,
        _ sink: MessageSink? = nil
    ) -> Reading {
        let source = EvidenceSource(
            SharedFile(item), offset: request.offset, byteCount: request.byteCount)
        return ReaderTable.read(
            EvidenceReader.Item(
                source: source, fileName: request.fileName,
                type: ContentType(request.mediaType, charset: request.charset),
                answers: request.answers, walk: walk, sink: sink))
    }

    /// Has a worker try what it must not be able to do, and says how it fared: "refused", "allowed",
    /// or how it was ended.
    package static func probe(
        _ probe: LockdownProbe, in process: WorkerProcess
    ) throws(SystemError) -> String {
        let request = WorkerRequest(
            fileName: "", type: .unknown, offset: 0, byteCount: 0, answers: ProgramAnswers())
        let result = try process.run(
            [probe.rawValue], on: [], request: request.bytes,
            outputLimit: ItemReader.answerByteFloor)
        guard case .unread(let reason) = WorkerAnswer.reading(of: result) else { return "allowed" }
        return reason
    }
}
