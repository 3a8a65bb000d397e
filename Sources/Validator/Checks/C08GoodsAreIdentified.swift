internal import ClaimModel

extension Check {
    /// A mark of the goods stands in the report and in another exhibit: the inspected sample is
    /// from this cargo. "Not from my cargo" is the standard defence.
    static let goodsAreIdentified = Check(
        id: "C08", title: "the inspected goods are the goods of the order",
        subject: "goods-identity",
        trouble: "differs",
        remedy:
            "have lot, carton marks, serial or seal numbers written into the report and in view "
            + "in photos and shipping documents",
        effort: .days
    ) { facts in
        let reports = facts.exhibits(of: .inspection)
        let others = facts.exhibits(of: [
            .shippingDocuments, .photos, .identity, .contract, .spec, .delivery, .weight, .count,
        ]).filter { !$0.kinds.contains(.inspection) }
        var marks: [Fact<String>] = []
        for exhibit in reports {
            marks += exhibit.reports.compactMap { report, file in
                report.lot?.inside(exhibit.number, file: file.entry.name)
            }
            marks += exhibit.values(.lot)
        }
        for mark in marks {
            let number = OrderNumberText.normalised(mark.value)
            for exhibit in others {
                let line = exhibit.lines.first { OrderNumberText.isIn($0.text, number: number) }
                    .map { Citation(text: $0.text, place: $0.place, origin: $0.origin) }
                // A short mark is looked for only where a lot is named.
                let named = exhibit.values(.lot).first {
                    OrderNumberText.isValue($0.value, number: number)
                }.map { Citation($0) }
                if let seen = line ?? named {
                    return .pass(
                        "lot \(mark.value) stands in the report and in \(exhibit.number)",
                        [Citation(mark), seen])
                }
            }
        }
        // Marks the claim declares: consignment numbers and carton marks.
        let declared = facts.claim.shipments.compactMap(\.number) + facts.claim.counts.map(\.carton)
        for mark in declared {
            let number = OrderNumberText.normalised(mark.value)
            let seen = (reports + others).compactMap { exhibit in
                exhibit.lines.first { OrderNumberText.isIn($0.text, number: number) }
            }.map { Citation(text: mark.value, place: $0.place, origin: .read) }
            let inReport = seen.contains { citation in
                reports.contains { $0.number == citation.place.exhibit }
            }
            if inReport, Set(seen.compactMap(\.place.exhibit)).count >= 2 {
                return .pass("\(mark.value) stands in the report and in another exhibit", seen)
            }
        }
        if let mark = marks.first {
            for exhibit in others.filter({ $0.kinds.contains(.shippingDocuments) }) {
                if let lot = exhibit.values(.lot).first {
                    return .fail(
                        "the report is about lot \(mark.value), the shipping documents about "
                            + lot.value, [Citation(mark), Citation(lot)])
                }
            }
        }
        return .cannotTell(
            marks.isEmpty
                ? "the report names no lot, mark or number of the goods"
                : "no other exhibit that could be read names lot \(marks[0].value)",
            marks.map { Citation($0) },
            repairedBy: facts.has(.identity) ? [] : [.identity])
    }
}
