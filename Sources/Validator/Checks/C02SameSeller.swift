internal import ClaimModel

extension Check {
    /// Two exhibits name the supplier by one of the declared names, and no payee is somebody else.
    static let sameSeller = Check(
        id: "C02", title: "the exhibits name the same seller", subject: "seller-name",
        trouble: "differs",
        remedy: "state the supplier's registered and Latin name once, and show why a payee differs",
        effort: .minutes
    ) { facts in
        guard let supplier = facts.claim.supplier else {
            return .cannotTell("the claim does not name the supplier")
        }
        let names = supplier.names.map { NameText.words($0.value) }.filter { !$0.isEmpty }
        var naming: [Citation] = []
        for exhibit in facts.counting {
            if let line = exhibit.lines.first(where: { NameText.isAny(of: names, in: $0.text) }) {
                naming.append(Citation(text: line.text, place: line.place, origin: line.origin))
            }
        }
        for exhibit in facts.exhibits(of: [.payment, .shippingDocuments, .contract]) {
            let labels: [Label] = [.payee, .seller]
            for value in labels.flatMap({ exhibit.values($0) })
            where value.origin != .recognised && !NameText.isAny(of: names, in: value.value) {
                return .fail(
                    "\(exhibit.number) names \"\(value.value)\", none of the supplier's names",
                    [Citation(supplier.name), Citation(value)])
            }
        }
        return naming.count >= 2
            ? .pass(
                "\(naming.count) exhibits name the supplier", [Citation(supplier.name)] + naming)
            : .cannotTell(
                "fewer than two exhibits that could be read name the supplier",
                [Citation(supplier.name)] + naming)
    }
}

/// Names of firms compared by their words: case, commas and points do not matter.
enum NameText {
    /// Names of more words are not looked for: no firm has one, and it would take long.
    static let wordLimit = 24

    /// Words in small Latin letters; wide letters stand as one word.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// True when the words of a name stand one after another in a text.
    static func isAny(of names: [[String]], in text: String) -> Bool {
        let words = words(text)
        return names.contains { name in
            guard (1...wordLimit).contains(name.count), words.count >= name.count else {
                return false
            }
            return (0...(words.count - name.count)).contains { start in
                words[start..<(start + name.count)].elementsEqual(name) {
                    $0.utf8.elementsEqual($1.utf8)
                }
            }
        }
    }
}
