internal import ClaimModel

/// Files of two sides by their bytes.
enum FileMatch {
    /// Every file of either side once: equal bytes together, then files of one name in other bytes.
    static func comparisons(_ first: CollectedClaim, _ second: CollectedClaim) -> [FileComparison] {
        let mine = files(of: first), theirs = files(of: second)
        let theirDigests = Dictionary(grouping: theirs.filter { $0.digest != nil }) { $0.digest }
        let myDigests = Dictionary(grouping: mine.filter { $0.digest != nil }) { $0.digest }
        // By name, only what the other side has not in the same bytes.
        let alone = theirs.filter { file in file.digest.map { myDigests[$0] == nil } ?? true }
        let theirNames = Dictionary(grouping: alone) { Array(($0.place.file ?? "").utf8) }
        var comparisons: [FileComparison] = []
        var shown: Set<ContentDigest> = []
        var named: Set<[UInt8]> = []
        for file in mine {
            if let digest = file.digest, let others = theirDigests[digest] {
                guard shown.insert(digest).inserted else { continue }
                comparisons.append(
                    FileComparison(state: .same, first: myDigests[digest] ?? [file], second: others))
                continue
            }
            let name = Array((file.place.file ?? "").utf8)
            if let others = theirNames[name], named.insert(name).inserted {
                comparisons.append(FileComparison(state: .differs, first: [file], second: others))
            } else {
                comparisons.append(FileComparison(state: .onlyFirst, first: [file], second: []))
            }
        }
        for file in alone where !named.contains(Array((file.place.file ?? "").utf8)) {
            comparisons.append(FileComparison(state: .onlySecond, first: [], second: [file]))
        }
        return comparisons
    }

    private static func files(of collected: CollectedClaim) -> [ComparedFile] {
        collected.exhibits.flatMap { exhibit in
            exhibit.files.map {
                ComparedFile(
                    place: Place(exhibit: exhibit.exhibit.number, file: $0.entry.name),
                    digest: $0.digest, isKeptOut: false)
            }
                + exhibit.absentFiles.map { file in
                    var digest: ContentDigest?
                    if case .digest(let stated) = file.proof { digest = stated }
                    return ComparedFile(
                        place: Place(exhibit: exhibit.exhibit.number, file: file.name.name),
                        digest: digest, isKeptOut: true)
                }
        }
    }
}
