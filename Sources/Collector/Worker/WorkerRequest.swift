import ClaimModel

/// What a worker is told of the file on its descriptor 0: its name, its type, which part of the
/// file it is, and what programs of the system said of it.
struct WorkerRequest {
    var fileName: String
    var mediaType: String
    var charset: String?
    /// Where the item begins in the file, in bytes, and how long it is.
    var offset: Int
    var byteCount: Int
    var answers: ProgramAnswers
    /// Members of the file, when it is a container, whose bytes are wanted in place of a reading.
    var wanted: [ContentDigest] = []

    /// One list on the first line, then what the programs wrote, one after the other.
    var bytes: [UInt8] {
        var form = FormWriter()
        form.list(
            fileName, mediaType, charset, offset, byteCount, answers.list.map(Entry.init), wanted)
        var bytes = form.bytes
        bytes.append(UInt8(ascii: "\n"))
        for answer in answers.list { bytes += answer.output }
        return bytes
    }

    init(
        fileName: String, type: ContentType, offset: Int, byteCount: Int, answers: ProgramAnswers,
        wanted: [ContentDigest] = []
    ) {
        self.fileName = fileName
        mediaType = type.mediaType
        charset = type.charset
        self.offset = offset
        self.byteCount = byteCount
        self.answers = answers
        self.wanted = wanted
    }

    init(_ bytes: [UInt8]) throws(FormProblem) {
        guard let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw FormProblem(reason: "the request has no first line", offset: 0)
        }
        var form = FormReader(Array(bytes[..<lineEnd]))
        try form.begin()
        fileName = try form.next()
        mediaType = try form.next()
        charset = try form.next()
        offset = try form.next()
        byteCount = try form.next()
        let entries: [Entry] = try form.next()
        wanted = try form.next()
        try form.end()
        var at = lineEnd + 1
        var list: [ProgramAnswers.Recorded] = []
        for entry in entries {
            guard entry.byteCount >= 0, entry.byteCount <= bytes.count - at else {
                throw form.problem("the request ends early")
            }
            list.append(
                ProgramAnswers.Recorded(
                    name: entry.name, page: entry.page, language: entry.language, outcome: entry.outcome, words: entry.words,
                    output: Array(bytes[at..<(at + entry.byteCount)])))
            at += entry.byteCount
        }
        answers = ProgramAnswers(list: list)
    }

    private struct Entry: Formed {
        var name: String
        var page: Int
        var language: String
        var outcome: ProgramAnswers.Outcome
        var words: String
        var byteCount: Int

        init(_ answer: ProgramAnswers.Recorded) {
            name = answer.name
            page = answer.page
            language = answer.language
            outcome = answer.outcome
            words = answer.words
            byteCount = answer.output.count
        }

        func write(to form: inout FormWriter) { form.list(name, page, language, outcome, words, byteCount) }

        init(from form: inout FormReader) throws(FormProblem) {
            try form.begin()
            name = try form.next()
            page = try form.next()
            language = try form.next()
            outcome = try form.next()
            words = try form.next()
            byteCount = try form.next()
            try form.end()
        }
    }
}

extension ProgramAnswers.Outcome: Formed {}
