internal import ClaimModel

extension Check {
    /// The statement names exhibits that exist, and every exhibit a required kind rests on.
    static let statementCites = Check(
        id: "C30", title: "the statement names the exhibits it rests on", subject: "statement",
        trouble: "citation",
        remedy: "name every exhibit by its number, and only those that are there", effort: .minutes
    ) { facts in
        guard let statement = facts.claim.complaint?.statement else {
            return .cannotTell("no statement is written under complaint in claim.yaml")
        }
        let named = ExhibitNumber.named(in: statement.value)
        let citation = Citation(
            text: String(statement.value.prefix(120)), place: statement.place, origin: .declared)
        let unknown = named.filter { facts.exhibit($0) == nil }
        guard unknown.isEmpty else {
            return .fail(
                "the statement names \(unknown.map(\.description).joined(separator: ", ")), which is "
                    + "not there", [citation])
        }
        let told = Set(named)
        let required = facts.rows.filter { $0.level == .required }
        let silent = required.filter { row in
            let exhibits = facts.exhibits(of: row.kind)
            return !exhibits.isEmpty && !exhibits.contains { told.contains($0.number) }
        }
        guard silent.isEmpty else {
            let words = silent.map { row in
                "\(facts.rulebook.rule(for: row.kind)?.title ?? row.kind.rawValue) "
                    + facts.exhibits(of: row.kind).map(\.number.description).joined(separator: ", ")
            }
            return .fail(
                "the statement does not name: \(words.joined(separator: "; "))", [citation])
        }
        return .pass("the statement names what it rests on", [citation])
    }
}

extension ExhibitNumber {
    /// Every exhibit number in running text, each once, in order.
    static func named(in text: String) -> [ExhibitNumber] {
        var found: [ExhibitNumber] = []
        var seen: Set<ExhibitNumber> = []
        let words = text.utf8.split { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"): false
            default: true
            }
        }
        for word in words {
            if let number = ExhibitNumber(String(decoding: word, as: UTF8.self)),
                seen.insert(number).inserted
            {
                found.append(number)
            }
        }
        return found
    }
}
