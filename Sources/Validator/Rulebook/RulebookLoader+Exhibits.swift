internal import ClaimModel
internal import ClaimText

extension RulebookLoader {
    /// Rules of admissibility of its own, which stand in the place of those of the same name in the
    /// base; the lists of bodies and scripts are the base's unless it writes them.
    mutating func readAdmissibility(_ node: TextNode, base: AdmissibilityRules?)
        -> AdmissibilityRules?
    {
        let lists = ["listed-bodies", "scripts"]
        guard
            let section = reader.record(
                node, needs: ["rows"] + (base == nil ? lists : []),
                may: ["basis", "source"] + (base == nil ? [] : lists), what: "admissibility")
        else { return nil }
        let around = reader.partial(section, sources: sourceNames)
        var seen: Set<String> = []
        let own = reader.list(section["rows"], what: "rows").compactMap {
            item -> AdmissibilityRules.Rule? in
            guard
                let record = reader.record(
                    item, needs: ["rule", "status"], may: ["basis", "source"],
                    what: "a rule of admissibility")
            else { return nil }
            let name = reader.choice(
                record["rule"], AdmissibilityRules.Name.self, what: "rule of admissibility")
            let status = reader.choice(record["status"], Admissibility.self, what: "status")
            let provenance = reader.provenance(
                record, around: around, sources: sourceNames, what: "a rule of admissibility")
            guard let name, let status, let provenance,
                isNew(name.rawValue, &seen, at: item, what: "rule of admissibility")
            else { return nil }
            return AdmissibilityRules.Rule(name: name, status: status, provenance: provenance)
        }
        let changed = Set(own.map(\.name))
        return AdmissibilityRules(
            rules: (base?.rules.filter { !changed.contains($0.name) } ?? []) + own,
            listedBodies: section["listed-bodies"].map {
                reader.words($0, what: "listed-bodies").map(\.text)
            } ?? base?.listedBodies ?? [],
            scripts: section["scripts"].map {
                reader.choices($0, WritingScript.self, what: "script")
            } ?? base?.scripts ?? [])
    }

    mutating func readForgottenHeads(_ node: TextNode?) -> [ForgottenHead] {
        reader.list(node, what: "forgotten-heads").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["head", "words", "why"],
                    may: ["with", "for", "basis", "source"], what: "a forgotten head")
            else { return nil }
            let head = reader.text(record["head"], what: "head")
            let with = reader.choice(record["with"], ExhibitKind.self, what: "kind")
            let reasons = reader.choices(record["for"], Reason.self, what: "reason")
            let words = reader.words(record["words"], what: "words").map(\.text)
            let why = reader.text(record["why"], what: "why")
            let provenance = reader.provenance(
                record, sources: sourceNames, what: "a forgotten head")
            guard let head, let why, let provenance else { return nil }
            return ForgottenHead(
                head: head, with: with, reasons: reasons, words: words, why: why,
                provenance: provenance)
        }
    }

    mutating func readFiling(_ node: TextNode) -> FilingLimits? {
        guard
            let record = reader.record(
                node, needs: [],
                may: [
                    "files", "file-bytes", "total-bytes", "name-length", "formats", "basis",
                    "source",
                ], what: "filing")
        else { return nil }
        let most = 1 << 40
        let files = reader.whole(record["files"], in: 1...100_000, what: "files")
        let fileBytes = reader.whole(record["file-bytes"], in: 1...most, what: "file-bytes")
        let totalBytes = reader.whole(record["total-bytes"], in: 1...most, what: "total-bytes")
        let nameLength = reader.whole(record["name-length"], in: 1...255, what: "name-length")
        let formats = reader.words(record["formats"], what: "formats").map(\.text)
        guard let provenance = reader.provenance(record, sources: sourceNames, what: "filing")
        else { return nil }
        return FilingLimits(
            files: files, fileBytes: fileBytes, totalBytes: totalBytes, nameLength: nameLength,
            formats: formats, provenance: provenance)
    }
}
