import ClaimModel

extension CollectedExhibit {
    /// An exhibit whose files were read and stay with the claimant: their digests and readings are
    /// stated, or of withheld files nothing but size and type.
    init(keeping files: [CollectedFile], of exhibit: Exhibit) {
        let absent = files.enumerated().compactMap { index, file -> AbsentFile? in
            guard exhibit.withheld != nil else {
                return AbsentFile(
                    name: file.entry, sourceName: file.sourceName, byteCount: file.byteCount,
                    mediaType: file.mediaType, proof: .digest(file.digest),
                    reading: file.reading.name, facts: file.reading.facts)
            }
            // A name can say what the file is.
            guard let name = try? EntryPath("exhibits/\(exhibit.number)/withheld-\(index + 1)")
            else { return nil }
            return AbsentFile(
                name: name, sourceName: file.sourceName, byteCount: file.byteCount,
                mediaType: file.mediaType, proof: .commitment(nil))
        }
        self.init(exhibit: exhibit, absentFiles: absent)
    }

    /// What is told of it before sealing.
    var absenceFinding: Finding? {
        guard exhibit.isAbsent else { return nil }
        let isWithheld = exhibit.withheld != nil
        return Finding(
            code: isWithheld ? "exhibit.withheld" : "exhibit.kept-out", severity: .note,
            places: [Place(exhibit: exhibit.number)],
            message: isWithheld
                ? "\(exhibit.number) is withheld: a mediator sees that it exists, and it does not count"
                : "\(exhibit.number) is kept out: a mediator sees its digest, and it does not count",
            remedy: isWithheld
                ? "to show it later, give the file and its line of: claimpack withheld CASE"
                : "to show it later, give the file: claimpack verify --against finds it again")
    }
}
