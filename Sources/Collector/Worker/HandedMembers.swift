import ClaimModel
import SystemLibraries

/// What a worker answers that was asked for members: one list of digests and sizes on the first line, then
/// their bytes, one after the other.
enum HandedMembers {
    private struct Entry: Formed {
        var digest: ContentDigest
        var byteCount: Int

        init(_ member: HandedMember) {
            digest = member.digest
            byteCount = member.bytes.count
        }

        func write(to form: inout FormWriter) { form.list(digest, byteCount) }

        init(from form: inout FormReader) throws(FormProblem) {
            try form.begin()
            digest = try form.next()
            byteCount = try form.next()
            try form.end()
        }
    }

    /// The answer, piece by piece.
    static func pieces(of members: [HandedMember]) -> [[UInt8]] {
        [FormWriter.bytes(of: members.map(Entry.init)) + [UInt8(ascii: "\n")]] + members.map(\.bytes)
    }

    /// The members in an answer. Each must be one that was wanted, whole: a worker may have been taken
    /// over by what it read.
    static func read(
        _ result: ProgramResult, wanted: [ContentDigest]
    ) throws(EvidenceSourceError) -> [HandedMember] {
        if let reason = WorkerAnswer.failure(of: result.ending) {
            throw EvidenceSourceError(reason: reason)
        }
        do throws(FormProblem) {
            return try read(result.output, wanted: Set(wanted))
        } catch {
            throw EvidenceSourceError(
                reason: "its reader answered nonsense (byte \(error.offset): \(error.reason))")
        }
    }

    static func read(
        _ bytes: [UInt8], wanted: Set<ContentDigest>
    ) throws(FormProblem) -> [HandedMember] {
        guard let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw FormProblem(reason: "the answer has no first line", offset: 0)
        }
        let entries: [Entry] = try FormReader.read(Array(bytes[..<lineEnd]))
        var at = lineEnd + 1
        var members: [HandedMember] = []
        // Each once: programs are run over every one of them.
        var left = wanted
        for entry in entries {
            guard entry.byteCount >= 0, entry.byteCount <= bytes.count - at else {
                throw FormProblem(reason: "the answer ends early", offset: at)
            }
            let content = Array(bytes[at..<(at + entry.byteCount)])
            guard left.remove(entry.digest) != nil, ContentDigest.ofMember(content) == entry.digest else {
                throw FormProblem(reason: "a member nobody asked for", offset: at)
            }
            members.append(HandedMember(digest: entry.digest, bytes: content))
            at += entry.byteCount
        }
        guard at == bytes.count else {
            throw FormProblem(reason: "something follows the answer", offset: at)
        }
        return members
    }
}
