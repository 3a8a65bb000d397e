import ClaimModel
import SystemLibraries

/// The findings about one bundle while they are collected, in the order in which they were met.
struct FindingList {
    /// A hostile directory could earn ten findings for each of 100,000 entries.
    static let limit = 10_000

    private(set) var findings: [Finding] = []
    private var omitted = 0
    /// How many findings say that bytes are not the sealed ones or the form is refused.
    private(set) var failureCount = 0
    /// True when something could not be told.
    private(set) var isUndetermined = false

    /// True when the next finding is only counted, so that its sentence need not be made.
    var isFull: Bool { findings.count >= Self.limit }

    /// Counts a failure that is not listed, where `isFull`.
    mutating func failUnlisted() {
        failureCount += 1
        omitted += 1
    }

    /// What they say of a container as a whole.
    var integrity: Integrity {
        failureCount > 0 ? .broken : isUndetermined ? .undetermined : .intact
    }

    mutating func fail(_ code: String, at place: Place?, _ message: String, remedy: String? = nil) {
        failureCount += 1
        add(code, .failure, place, message, remedy)
    }

    /// The same about an entry, of whose name nothing is made when the finding would not be listed: a
    /// directory has room for a hundred thousand faults, each with a name of a kilobyte.
    mutating func fail(_ code: String, entry name: [UInt8], _ message: @autoclosure () -> String) {
        guard !isFull else {
            failUnlisted()
            return
        }
        fail(code, at: .entry(name), message())
    }

    /// This program cannot tell; a newer one, or another one, may.
    mutating func cannotTell(
        _ code: String, at place: Place?, _ message: String, remedy: String? = nil
    ) {
        isUndetermined = true
        add(code, .warning, place, message, remedy)
    }

    mutating func warn(_ code: String, at place: Place?, _ message: String, remedy: String? = nil) {
        add(code, .warning, place, message, remedy)
    }

    mutating func note(_ code: String, at place: Place?, _ message: String) {
        add(code, .note, place, message, nil)
    }

    /// All findings; when some were left out the last one says how many.
    func finished() -> [Finding] {
        guard omitted > 0 else { return findings }
        return findings + [
            Finding(
                code: "container.findings.omitted", severity: .note,
                message: "\(omitted) further findings are not listed")
        ]
    }

    private mutating func add(
        _ code: String, _ severity: Severity, _ place: Place?, _ message: String, _ remedy: String?
    ) {
        guard findings.count < Self.limit else {
            omitted += 1
            return
        }
        findings.append(
            Finding(
                code: code, severity: severity, places: place.map { [$0] } ?? [],
                message: message, remedy: remedy))
    }
}

extension Place {
    /// An entry of a bundle; one beneath `exhibits/` is said to stand in its exhibit. Of a name that is longer
    /// than any entry's the beginning is shown: a directory can hold thousands of them.
    static func entry(_ name: [UInt8], spot: Spot = .whole) -> Place {
        guard name.count <= EntryPath.byteLimit else {
            return Place(
                file: PathText.display(Array(name.prefix(EntryPath.segmentByteLimit))) + "…", spot: spot)
        }
        let segments = name.split(separator: UInt8(ascii: "/"))
        var exhibit: ExhibitNumber?
        if segments.count > 2, segments[0].elementsEqual("exhibits".utf8) {
            exhibit = ExhibitNumber(String(decoding: segments[1], as: UTF8.self))
        }
        return Place(exhibit: exhibit, file: PathText.display(name), spot: spot)
    }
}
