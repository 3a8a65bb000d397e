package import ClaimModel

/// Words that more than one report uses.
package enum Wording {
    /// How far off a day is.
    package static func daysLeft(_ days: Int) -> String {
        switch days {
        case 0: "today"
        case 1...: count(days, "day") + " left"
        default: count(-days, "day") + " ago"
        }
    }

    /// What became of a file of a bundle.
    static func words(for state: EntryVerification.State) -> String {
        switch state {
        case .intact: "as sealed"
        case .altered: "altered since sealing"
        case .missing: "sealed, and missing now"
        case .uncovered: "in the bundle, and never sealed"
        case .notCompared: "not compared with the seal"
        case .seal: "part of the seal"
        }
    }

    /// The parties and the order in one line: `Buyer v. Supplier, order 123`.
    package static func title(of claim: Claim) -> String {
        let buyer = claim.buyer.map { printable($0.name.value) } ?? "the buyer"
        let supplier =
            claim.supplier.map { printable(($0.latinName ?? $0.name).value) } ?? "the supplier"
        return "\(buyer) v. \(supplier), order \(printable(claim.order.number.value))"
    }

    /// The name of a kind of evidence for people.
    package static func name(of kind: ExhibitKind) -> String {
        switch kind {
        case .chatOffPlatform: "off-platform chat"
        case .shippingDocuments: "shipping papers"
        case .nonconformity: "table of defects"
        case .identity: "identity of goods"
        case .casePage: "dispute page"
        case .carrierLetter: "carrier's letter"
        case .spec: "specification"
        case .delivery: "proof of delivery"
        case .notice: "notice to supplier"
        case .amount: "receipts of amount"
        default: kind.rawValue
        }
    }

    /// What a band says.
    package static func words(for band: Score.Band) -> String {
        switch band {
        case .a: "ready to file"
        case .b: "nearly ready"
        case .c: "gaps to close first"
        case .d: "weak: close the gaps first"
        case .f: "do not file yet"
        case .x: "not eligible at this venue"
        }
    }

    /// What an integrity says.
    package static func sentence(for integrity: Integrity) -> String {
        switch integrity {
        case .intact: "intact: every byte is the one that was sealed"
        case .broken: "broken: the bundle is not what was sealed"
        case .undetermined: "could not tell whether the bundle is what was sealed"
        }
    }

    /// The same as a whole sentence's words.
    package static func statement(on integrity: Integrity) -> String {
        switch integrity {
        case .intact, .broken: "the bundle is \(sentence(for: integrity))"
        case .undetermined: "it could not be told whether the bundle is what was sealed"
        }
    }

    /// A way of payment for people. Words of ours have dashes between; what a person wrote stays as it is.
    static func wayOfPayment(_ written: String) -> String {
        let isOurs = written.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        return isOurs ? written.replacingDashes : written
    }

    /// Half points as points: `7`, `3.5`.
    package static func half(_ halfPoints: Int) -> String {
        "\(halfPoints / 2)" + (halfPoints.isMultiple(of: 2) ? "" : ".5")
    }

    /// A count with its noun.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) " + (number == 1 ? one : many ?? one + "s")
    }

    /// Bytes as people read them: `812 bytes`, `1.4 MB` (decimal units).
    package static func size(_ bytes: Int) -> String {
        if bytes < 10_000 { return count(bytes, "byte") }
        for (unit, name) in [
            (1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"),
        ]
        where bytes >= unit {
            let tenths = bytes / (unit / 10)
            return tenths < 1_000
                ? "\(tenths / 10).\(tenths % 10) \(name)" : "\(tenths / 10) \(name)"
        }
        return "\(bytes) bytes"
    }

    /// Says that what a killed run had left behind is gone.
    package static func removed(leftover name: String) -> String {
        "removed \(printable(name)), which a run that was stopped had left unfinished"
    }

    /// Exhibit numbers with commas between.
    package static func list(_ numbers: [ExhibitNumber]) -> String {
        numbers.map(\.description).joined(separator: ", ")
    }
}

extension Outcome {
    var mark: Mark {
        switch self {
        case .pass: .ok
        case .fail: .bad
        case .cannotTell, .untested: .unclear
        case .inapplicable: .none
        }
    }
}
