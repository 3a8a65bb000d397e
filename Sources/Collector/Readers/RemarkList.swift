import ClaimModel

/// The remarks on one file, each code said once: the first in full with the first places, then how
/// many more there are. A file with ten thousand bad times gets one remark, not ten thousand.
struct RemarkList {
    /// Places kept of one remark.
    static let placeLimit = 5

    private var codes: [String] = []
    private var entries: [String: Entry] = [:]

    private struct Entry {
        var finding: Finding
        var count: Int
    }

    /// Adds a remark; the message is only made for the first of its code.
    mutating func add(
        _ code: String, _ severity: Severity, at spot: Place.Spot = .whole,
        _ message: @autoclosure () -> String, remedy: @autoclosure () -> String? = nil
    ) {
        guard var entry = entries[code] else {
            codes.append(code)
            entries[code] = Entry(
                finding: Finding(
                    code: code, severity: severity, places: [Place(spot: spot)],
                    message: message(), remedy: remedy()),
                count: 1)
            return
        }
        entry.count += 1
        if entry.finding.places.count < Self.placeLimit {
            entry.finding.places.append(Place(spot: spot))
        }
        entries[code] = entry
    }

    /// The remarks in order of first appearance.
    var findings: [Finding] {
        codes.compactMap { code in
            guard let entry = entries[code] else { return nil }
            var finding = entry.finding
            if entry.count > 1 { finding.message += "; \(entry.count - 1) more like it" }
            return finding
        }
    }
}
