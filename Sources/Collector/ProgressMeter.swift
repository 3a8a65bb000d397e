/// Counts what is done.
struct ProgressMeter {
    private var state: CollectorProgress

    init(fileTotal: Int) {
        state = CollectorProgress(files: 0, fileTotal: fileTotal, bytes: 0, name: "")
    }

    mutating func begin(_ name: String) -> CollectorProgress {
        state.name = name
        return state
    }

    mutating func advance(_ bytes: Int) -> CollectorProgress {
        state.bytes += bytes
        return state
    }

    mutating func end() -> CollectorProgress {
        state.files += 1
        return state
    }
}
