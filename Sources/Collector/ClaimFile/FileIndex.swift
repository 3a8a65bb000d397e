/// The files of a case folder, to be found by name and pattern.
///
/// Bytes decide; a name that was typed in composed letters also finds the decomposed one that another
/// system wrote, when no file has the bytes themselves.
struct FileIndex {
    private let files: [CaseFile]
    private let byPath: [[UInt8]: CaseFile]
    private let segments: [[ArraySlice<UInt8>]]
    /// The paths in normalisation form C; nil for those that are no UTF-8.
    private let composed: [[UInt8]?]
    private let byComposedPath: [[UInt8]: [CaseFile]]

    init(_ files: [CaseFile]) {
        self.files = files
        byPath = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
        segments = files.map { FilePattern.segments(of: $0.path) }
        composed = files.map { file in
            if file.path.allSatisfy({ $0 < 0x80 }) { return file.path }
            return String(validating: file.path, as: UTF8.self).map { Array($0.composed.utf8) }
        }
        var byComposedPath: [[UInt8]: [CaseFile]] = [:]
        for (file, path) in zip(files, composed) {
            if let path { byComposedPath[path, default: []].append(file) }
        }
        self.byComposedPath = byComposedPath
    }

    /// The files a name or pattern means, in name order; none when nothing fits.
    func find(_ text: String) -> [CaseFile] {
        let pattern = FilePattern(text)
        guard pattern.isWild else {
            if let file = byPath[Array(text.utf8)] { return [file] }
            return byComposedPath[Array(text.composed.utf8)] ?? []
        }
        let exact = zip(files, segments).filter { pattern.matches(segments: $0.1) }.map(\.0)
        if !exact.isEmpty { return exact }
        let typed = FilePattern(text.composed)
        return zip(files, composed).filter { $0.1.map(typed.matches) ?? false }.map(\.0)
    }
}
