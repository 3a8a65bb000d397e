import ClaimModel
import SystemLibraries

/// The files of a `claim.xml` that are spelled by `ClaimDocument.filePattern`, taken out of it before it is
/// parsed: a claim may list a hundred thousand, and each would be eight nodes of a tree.
///
/// Of each run of them one element `<file run="0"/>` with the number of the run is left, which the grammar
/// has no room for. Each run is put back once and in order, so that nobody can make a claim of other files
/// by writing such elements himself: then not all runs are put back where they were, and the whole document is
/// parsed.
struct PlainFiles {
    /// The document without them.
    private(set) var rest: [UInt8] = []
    private var runs: [[SealedFile]] = []
    private var next = 0

    /// The longest that is taken out: the parser refuses tags of 16 KiB.
    static let fileByteLimit = 8 << 10

    /// Nil when there are none.
    init?(in document: [UInt8]) {
        guard document.count <= ClaimDocument.byteLimit else { return nil }
        let span = document.span
        var values: [Range<Int>] = []
        var run: [SealedFile] = []
        // Up to where the document was copied.
        var copied = 0
        var at = 0
        while at < span.count {
            guard span[at] == 0x0A else {
                at += 1
                continue
            }
            guard let end = ClaimDocument.filePattern.end(in: span, at: at, values: &values),
                end - at <= Self.fileByteLimit, let file = Self.file(document, values)
            else {
                close(&run)
                at += 1
                continue
            }
            if run.isEmpty { rest.append(contentsOf: document[copied..<at]) }
            run.append(file)
            copied = end
            at = end
        }
        close(&run)
        guard !runs.isEmpty else { return nil }
        rest.append(contentsOf: document[copied...])
    }

    private mutating func close(_ run: inout [SealedFile]) {
        guard !run.isEmpty else { return }
        rest.append(contentsOf: "\n<file run=\"\(runs.count)\"/>".utf8)
        runs.append(run)
        run = []
    }

    /// Nil when the values are not in the one form they may have.
    private static func file(_ document: [UInt8], _ values: [Range<Int>]) -> SealedFile? {
        func text(_ index: Int) -> String { String(decoding: document[values[index]], as: UTF8.self) }
        let count = text(0)
        guard let byteCount = Int(count), byteCount >= 0, count == String(byteCount),
            let digest = ContentDigest(smallHex: document[values[1]]),
            let entry = try? EntryPath(Array(document[values[4]])),
            let sourceName = PercentEncoding.decode(document[values[5]])
        else { return nil }
        return SealedFile(
            entry: entry, sourceName: sourceName, byteCount: byteCount, digest: digest,
            mediaType: text(2), reading: text(3))
    }

    /// For the rest: with what was taken out, a document has no more elements than any other may have.
    var limits: XMLReader.Limits {
        var limits = XMLReader.Limits()
        let taken = runs.reduce(0) { $0 + $1.count } * 3
        limits.elementCount = max(0, limits.elementCount - taken)
        return limits
    }

    /// The run that an element stands for; nil for every other element.
    mutating func putBack(at element: XMLElement) -> [SealedFile]? {
        guard next < runs.count, element.attributes.count == 1, element.childElements.isEmpty,
            element.textBytes.isEmpty,
            element.attributeBytes(named: "run")?.elementsEqual(String(next).utf8) == true
        else { return nil }
        defer { next += 1 }
        return runs[next]
    }

    var areAllPutBack: Bool { next == runs.count }
}
