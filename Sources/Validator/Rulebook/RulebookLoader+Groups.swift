internal import ClaimModel
internal import ClaimText

extension RulebookLoader {
    /// A group as it is written, before the kinds in it are known.
    private struct Draft {
        let id: String
        let mode: KindGroup.Mode
        let members: [KindGroup.Member]
        let node: TextNode

        /// Names of the groups in it.
        var inner: [String] {
            members.compactMap { if case .group(let name) = $0 { name } else { nil } }
        }
    }

    mutating func readGroups(_ node: TextNode?, after base: [KindGroup]) {
        groups = base
        var seen = Set(base.map(\.id))
        var drafts: [Draft] = []
        for item in reader.list(node, what: "groups") {
            if let draft = readGroup(item), isNew(draft.id, &seen, at: item, what: "group") {
                drafts.append(draft)
            }
        }
        for draft in drafts {
            for name in draft.inner where !seen.contains(name) {
                reader.report(
                    "rulebook.kind.unknown", at: draft.node,
                    "\"\(name)\" is neither a kind nor a group", "Check its spelling")
            }
        }
        resolve(drafts.filter { $0.inner.allSatisfy(seen.contains) }, after: base)
    }

    private mutating func readGroup(_ item: TextNode) -> Draft? {
        guard
            let record = reader.record(
                item, needs: ["group"], may: ["any-of", "all-of"], what: "a group"),
            let id = reader.name(record["group"], what: "group")
        else { return nil }
        let modes = [KindGroup.Mode.anyOf, .allOf].filter { record[$0.rawValue] != nil }
        guard let mode = modes.first, modes.count == 1 else {
            reader.report(
                "rulebook.group.mode", at: item, "group \"\(id)\" needs any-of or all-of",
                "Write one of the two")
            return nil
        }
        var members: [KindGroup.Member] = []
        var seen: Set<KindGroup.Member> = []
        for (word, place) in reader.words(record[mode.rawValue], what: "member") {
            let member = ExhibitKind(rawValue: word).map(KindGroup.Member.kind) ?? .group(word)
            guard seen.insert(member).inserted else {
                reader.report(
                    "rulebook.twice", at: place, "member \"\(word)\" is here twice", "Keep one")
                continue
            }
            members.append(member)
        }
        guard ExhibitKind(rawValue: id) == nil else {
            reader.report(
                "rulebook.group.name", at: item, "\"\(id)\" is the name of a kind",
                "Give the group another name")
            return nil
        }
        return Draft(id: id, mode: mode, members: members, node: item)
    }

    /// Puts every group behind the groups in it, with the kinds it stands for, each looked at once
    /// (A. B. Kahn 1962). What never has all of them before it is in a circle.
    private mutating func resolve(_ drafts: [Draft], after base: [KindGroup]) {
        var kinds = Dictionary(base.map { ($0.id, $0.kinds) }) { first, _ in first }
        // A group of the base lies as deep as anything that came with the program: once.
        var depths = Dictionary(base.map { ($0.id, 1) }) { first, _ in first }
        var waiting: [Int] = []
        var outer: [String: [Int]] = [:]
        for (index, draft) in drafts.enumerated() {
            let open = draft.inner.filter { kinds[$0] == nil }
            waiting.append(open.count)
            for name in open { outer[name, default: []].append(index) }
        }
        var ready = drafts.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < ready.count {
            let draft = drafts[ready[next]]
            next += 1
            var found: [ExhibitKind] = []
            for member in draft.members {
                switch member {
                case .kind(let kind): found.append(kind)
                case .group(let name): found += kinds[name] ?? []
                }
            }
            var seen: Set<ExhibitKind> = []
            let own = found.filter { seen.insert($0).inserted }
            let depth = 1 + (draft.inner.compactMap { depths[$0] }.max() ?? 0)
            if depth == KindGroup.depthLimit + 1 {
                reader.report(
                    "rulebook.group.depth", at: draft.node,
                    "group \"\(draft.id)\" holds groups more than \(KindGroup.depthLimit - 1) deep",
                    "Name the kinds themselves in one of them")
            }
            kinds[draft.id] = own
            depths[draft.id] = depth
            groups.append(
                KindGroup(id: draft.id, mode: draft.mode, members: draft.members, kinds: own))
            for index in outer[draft.id] ?? [] {
                waiting[index] -= 1
                if waiting[index] == 0 { ready.append(index) }
            }
        }
        for (index, draft) in drafts.enumerated() where waiting[index] > 0 {
            reader.report(
                "rulebook.group.circle", at: draft.node,
                "group \"\(draft.id)\" contains itself",
                "Take one of the groups out of the circle")
        }
    }
}
