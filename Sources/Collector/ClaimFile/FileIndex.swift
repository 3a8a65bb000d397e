/// The files of a case folder, sorted by path, to be found by name and pattern.
///
/// Bytes decide; a name that was typed in composed letters also finds the decomposed one that another
/// system wrote, when no file has the bytes themselves.
struct FileIndex {
    private let files: [CaseFile]
    /// The paths in normalisation form C, nil for those that are no UTF-8; empty when all are ASCII.
    private let composed: [[UInt8]?]
    private let isAllPlain: Bool

    init(_ files: [CaseFile]) {
        self.files = files
        isAllPlain = files.allSatisfy { $0.path.allSatisfy { $0 < 0x80 } }
        composed = isAllPlain
            ? [] : files.map { file in
                if file.path.allSatisfy({ $0 < 0x80 }) { return file.path }
                return String(validating: file.path, as: UTF8.self).map { Array($0.composed.utf8) }
            }
    }

    /// The places, in `files`, of those a name or pattern means, in name order; none when nothing fits.
    func find(_ text: String) -> [Int] {
        let pattern = FilePattern(text)
        guard pattern.isWild else {
            if let place = place(of: Array(text.utf8)) { return [place] }
            let typed = Array(text.composed.utf8)
            return files.indices.filter { composedPath($0) == typed }
        }
        let exact = files.indices.filter { pattern.matches(files[$0].path) }
        if !exact.isEmpty { return exact }
        let typed = FilePattern(text.composed)
        return files.indices.filter { composedPath($0).map(typed.matches) ?? false }
    }

    private func composedPath(_ place: Int) -> [UInt8]? {
        isAllPlain ? files[place].path : composed[place]
    }

    private func place(of path: [UInt8]) -> Int? {
        var low = 0, high = files.count
        while low < high {
            let middle = low + (high - low) / 2
            if files[middle].path.lexicographicallyPrecedes(path) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < files.count && files[low].path == path ? low : nil
    }
}
