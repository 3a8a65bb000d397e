import ClaimModel
import SystemLibraries

/// The records of a zip's directory in written order, as far as they can be read.
struct ZipDirectory {
    private(set) var records: [ZipRecord] = []
    /// True when they are all that the end announces, and nothing else stands between them.
    private(set) var isWhole = false

    init(
        _ source: borrowing StoredBytes, _ end: ZipEnd, _ findings: inout FindingList
    ) throws(SystemError) {
        let bytes = try source.read(at: end.directoryOffset, upTo: end.directoryByteCount)
        var cursor = ZipCursor(bytes)
        while cursor.remaining > 0, records.count < end.entryCount {
            guard let record = ZipRecord(reading: &cursor) else {
                findings.fail(
                    "container.directory.malformed", at: nil,
                    "record \(records.count + 1) of the directory cannot be read")
                return
            }
            records.append(record)
        }
        isWhole =
            records.count == end.entryCount && cursor.remaining == 0
            && bytes.count == end.directoryByteCount
        if !isWhole {
            findings.fail(
                "container.directory.count.differs", at: nil,
                "the directory does not hold exactly the \(end.entryCount) entries it announces")
        }
    }
}

extension ZipEnd {
    /// The end of a zip with a finding for each of its problems: a warning for those that are tolerated.
    /// Nil when there is no end.
    static func find(
        in source: borrowing StoredBytes, warningOf tolerated: Set<Problem> = [],
        _ findings: inout FindingList
    ) throws(SystemError) -> ZipEnd? {
        guard let end = try ZipEnd(of: source) else {
            findings.fail(
                "container.truncated", at: nil,
                "the directory at the end of the file is missing: the file is cut off",
                remedy: "get the file again from whoever sent it")
            return nil
        }
        for problem in end.problems {
            if tolerated.contains(problem) {
                findings.warn(problem.code, at: nil, problem.words)
            } else {
                findings.fail(problem.code, at: nil, problem.words)
            }
        }
        return end
    }
}
