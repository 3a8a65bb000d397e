package import ClaimModel
internal import ClaimText

extension Rulebook {
    /// Reads a rulebook. All mistakes are thrown at once: unknown keys, numbers without basis or
    /// source, weights that do not add up to 100, groups in a circle, checks nobody wrote.
    ///
    /// - Parameters:
    ///   - name: the file's name for people.
    ///   - digest: the SHA-256 of `bytes`; the validator has no cryptography of its own.
    ///   - isCustom: whether the rules are somebody's own; without it they are unless the bytes came
    ///     with the program.
    package static func load(
        bytes: [UInt8], name: String, digest: ContentDigest? = nil, isCustom: Bool? = nil
    ) throws(RulebookError) -> Rulebook {
        let document: TextDocument
        do {
            document = try TextDocument(parsing: bytes)
        } catch {
            throw RulebookError(file: name, problems: error)
        }
        var loader = RulebookLoader(document)
        let isCustom = isCustom ?? !Rulebooks.builtIn.contains { $0.bytes == bytes }
        let rulebook = loader.rulebook(digest: digest, isCustom: isCustom)
        guard let rulebook, loader.reader.problems.isEmpty else {
            throw RulebookError(file: name, problems: TextProblems(loader.reader.problems))
        }
        return rulebook
    }

    /// The rulebook of a venue that came with the program; nil when there is none.
    package static func load(
        builtIn name: String, digest: ContentDigest? = nil
    ) throws(RulebookError) -> Rulebook? {
        guard let bytes = Rulebooks.bytes(of: name) else { return nil }
        return try load(bytes: bytes, name: name + ".yaml", digest: digest)
    }
}

/// Turns a rulebook's text into rules, section by section.
struct RulebookLoader {
    var reader: RuleReader
    var sources: [RuleSource] = []
    var kinds: [KindRule] = []
    var groups: [KindGroup] = []

    init(_ document: TextDocument) {
        reader = RuleReader(document)
    }

    var sourceNames: [String] { sources.map(\.id) }

    mutating func rulebook(digest: ContentDigest?, isCustom: Bool) -> Rulebook? {
        let root = reader.document.root
        let base = base(root["based-on"])
        let sections = [
            "sources", "kinds", "reasons", "gates", "checks", "caps", "limits", "deadlines",
            "causes", "vocabulary", "admissibility",
        ]
        guard
            let record = reader.record(
                root,
                needs: ["rulebook", "id", "code", "version", "title", "date"]
                    + (root["based-on"] == nil ? sections : []),
                may: ["based-on", "groups", "modifiers", "excluded-causes", "coverage",
                    "forgotten-heads", "filing"]
                    + (root["based-on"] == nil ? [] : sections), what: "the rulebook")
        else { return nil }
        if let format = record["rulebook"], format.scalar != "1" {
            reader.report(
                "rulebook.format", at: format, "this is not format 1",
                "Write \"rulebook: 1\"; newer formats need a newer program")
        }
        let id = reader.name(record["id"], what: "id")
        let code = reader.code(record["code"], what: "code")
        let version = reader.text(record["version"], what: "version")
        let title = reader.text(record["title"], what: "title")
        let date = day(record["date"])
        readSources(record["sources"], after: base?.sources ?? [])
        readKinds(record["kinds"], after: base?.kinds ?? [])
        readGroups(record["groups"], after: base?.groups ?? [])
        let reasons = record["reasons"].map { readReasons($0) } ?? base?.reasons ?? []
        let modifiers = record["modifiers"].map { readModifiers($0) } ?? base?.modifiers ?? []
        let gates = record["gates"].map { readGates($0) } ?? base?.gates ?? []
        let checks = readChecks(record["checks"], after: base?.checks ?? [])
        let caps = record["caps"].map { readCaps($0) } ?? base?.caps ?? []
        let limits = record["limits"].map { readLimits($0) } ?? base?.limits ?? []
        let deadlines = record["deadlines"].map { readDeadlines($0) } ?? base?.deadlines ?? []
        let causes = record["causes"].map { readCauses($0) } ?? base?.causes ?? []
        let exclusions =
            record["excluded-causes"].map { readExclusions($0) } ?? base?.exclusions ?? []
        let vocabulary =
            record["vocabulary"].map { readVocabulary($0, base: base?.vocabulary) }
            ?? base?.vocabulary
        let admissibility =
            record["admissibility"].map { readAdmissibility($0, base: base?.admissibility) }
            ?? base?.admissibility
        let coverage =
            record["coverage"].map { reader.choice($0, Coverage.self, what: "coverage") }
            ?? base?.coverage ?? .stated
        let forgotten =
            record["forgotten-heads"].map { readForgottenHeads($0) } ?? base?.forgottenHeads ?? []
        let filing = record["filing"].flatMap { readFiling($0) }
        guard let id, let code, let version, let title, let date, let vocabulary, let admissibility,
            let coverage
        else { return nil }
        return Rulebook(
            identity: RulebookIdentity(
                id: id, version: version, title: title, digest: digest, isCustom: isCustom),
            code: code, date: date, sources: sources, kinds: kinds, groups: groups,
            reasons: reasons, modifiers: modifiers, gates: gates, checks: checks, caps: caps,
            limits: limits, deadlines: deadlines, causes: causes, exclusions: exclusions,
            vocabulary: vocabulary, admissibility: admissibility, coverage: coverage,
            forgottenHeads: forgotten, filing: filing, base: base?.identity.id)
    }

    /// The rulebook a rulebook builds on: one that came with the program and stands on its own.
    private mutating func base(_ node: TextNode?) -> Rulebook? {
        guard let node, let name = reader.name(node, what: "based-on") else { return nil }
        if let base = try? Rulebook.load(builtIn: name), base.base == nil { return base }
        let whole = Rulebooks.builtIn.map(\.name).filter { Rulebooks.isWhole($0) }
        reader.report(
            "rulebook.base.unknown", at: node, "no rulebook \"\(name)\" can be built on",
            "Known: \(whole.joined(separator: ", "))")
        return nil
    }

    private mutating func day(_ node: TextNode?) -> CalendarDay? {
        guard let node, let text = reader.text(node, what: "date") else { return nil }
        if let day = CalendarDay(text) { return day }
        reader.report("rulebook.date", at: node, "\"\(text)\" is no day", "Write YYYY-MM-DD")
        return nil
    }

    /// True for the first of a name; reports the others.
    mutating func isNew(_ name: String, _ seen: inout Set<String>, at node: TextNode, what: String)
        -> Bool
    {
        if seen.insert(name).inserted { return true }
        reader.report("rulebook.twice", at: node, "\(what) \"\(name)\" is here twice", "Keep one")
        return false
    }

    // MARK: Sources and kinds

    private mutating func readSources(_ node: TextNode?, after base: [RuleSource]) {
        sources = base
        var seen = Set(base.map(\.id))
        for item in reader.list(node, what: "sources") {
            guard
                let record = reader.record(
                    item, needs: ["source", "title"], may: ["address"], what: "a source"),
                let id = reader.text(record["source"], what: "source"),
                let title = reader.text(record["title"], what: "title"),
                isNew(id, &seen, at: item, what: "source")
            else { continue }
            sources.append(
                RuleSource(
                    id: id, title: title, address: reader.text(record["address"], what: "address")))
        }
    }

    /// Kinds of its own, which stand in the place of those of the same name in the base.
    private mutating func readKinds(_ node: TextNode?, after base: [KindRule]) {
        var seen: Set<String> = []
        for item in reader.list(node, what: "kinds") {
            guard
                let record = reader.record(
                    item,
                    needs: ["kind", "title", "facts", "why", "remedy", "effort", "repairable"],
                    what: "a kind")
            else { continue }
            let kind = reader.choice(record["kind"], ExhibitKind.self, what: "kind")
            let title = reader.text(record["title"], what: "title")
            let facts = reader.choices(record["facts"], MinimumFact.self, what: "minimum fact")
            let why = reader.text(record["why"], what: "why")
            let remedy = reader.text(record["remedy"], what: "remedy")
            let effort = reader.choice(record["effort"], Effort.self, what: "effort")
            let repairable = reader.choice(
                record["repairable"], KindRule.Repairable.self, what: "repairable")
            guard let kind, let title, let why, let remedy, let effort, let repairable,
                isNew(kind.rawValue, &seen, at: item, what: "kind")
            else { continue }
            kinds.append(
                KindRule(
                    kind: kind, title: title, facts: facts, why: why, remedy: remedy,
                    effort: effort, repairable: repairable))
        }
        let own = Set(kinds.map(\.kind))
        kinds = base.filter { !own.contains($0.kind) } + kinds
    }

    /// Kinds and groups that are named, each of which must exist.
    mutating func references(_ node: TextNode?, what: String) -> [String] {
        reader.words(node, what: what).compactMap { word, place in
            if ExhibitKind(rawValue: word) != nil || groups.contains(where: { $0.id == word }) {
                return word
            }
            reader.report(
                "rulebook.kind.unknown", at: place, "\"\(word)\" is neither a kind nor a group",
                "Check its spelling")
            return nil
        }
    }
}
