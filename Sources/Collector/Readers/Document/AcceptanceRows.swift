import ClaimModel

/// Finds a report's table of defects: a heading with the classes, and below it rows of limits, allowed
/// and found numbers. A value belongs to the class whose column it stands under.
enum AcceptanceRows {
    /// Rows below the heading that belong to the table.
    static let depth = 8

    static func find(in rows: [LayoutRow]) -> [DefectCount] {
        for (index, row) in rows.enumerated() {
            let heads = row.cells.compactMap { cell -> (DefectCount.Kind, PageBox)? in
                kind(cell.text).map { ($0, cell.box) }
            }
            guard heads.count >= 2, Set(heads.map(\.0)).count == heads.count else { continue }
            let table = rows[(index + 1)..<min(rows.count, index + 1 + depth)].prefix {
                $0.page == row.page
            }
            let found = read(Array(table), heads)
            if found.contains(where: { $0.found != nil || $0.allowed != nil }) { return found }
        }
        return []
    }

    private static func read(
        _ rows: [LayoutRow], _ heads: [(kind: DefectCount.Kind, box: PageBox)]
    ) -> [DefectCount] {
        var counts = heads.map { DefectCount(kind: $0.kind) }
        for row in rows {
            guard let label = row.cells.first?.text.lowercased() else { continue }
            for cell in row.cells.dropFirst() {
                guard let column = column(cell.box, heads.map(\.box)) else { continue }
                let place = Place(spot: .page(row.page, box: cell.box))
                func number() -> Fact<Int>? {
                    // A cell with more than a number in it, such as `2 / 3`, is not read.
                    let isNumber = cell.text.utf8.allSatisfy {
                        (48...57).contains($0) || $0 == UInt8(ascii: ",") || $0 == 0x20
                    }
                    return (isNumber ? PrintedCount.read(cell.text) : nil).map {
                        Fact($0, raw: cell.text, place: place, origin: row.origin)
                    }
                }
                if allowedWords.contains(where: { label.contains($0) }) {
                    counts[column].allowed = counts[column].allowed ?? number()
                } else if foundWords.contains(where: { label.contains($0) }) {
                    counts[column].found = counts[column].found ?? number()
                } else if label.contains("aql") || label.contains("limit") {
                    counts[column].limit =
                        counts[column].limit
                        ?? Fact(
                            cell.text.trimmedOfSpace, raw: cell.text, place: place,
                            origin: row.origin)
                }
            }
        }
        return counts
    }

    private static let allowedWords = ["allowed", "accept", "允许", "接收"]
    private static let foundWords = ["found", "defects", "actual", "发现", "实际"]

    private static func kind(_ text: String) -> DefectCount.Kind? {
        switch text.trimmedOfSpace.lowercased() {
        case "critical", "cr", "cri", "致命", "严重": .critical
        case "major", "maj", "ma", "主要": .major
        case "minor", "min", "mi", "次要", "轻微": .minor
        default: nil
        }
    }

    /// The heading whose middle is nearest.
    private static func column(_ box: PageBox, _ heads: [PageBox]) -> Int? {
        let middle = box.left + box.right
        return heads.indices.min {
            abs(heads[$0].left + heads[$0].right - middle)
                < abs(heads[$1].left + heads[$1].right - middle)
        }
    }
}

/// What of a report's numbers does not fit together.
enum AcceptanceRemarks {
    static func remarks(on report: InspectionReport) -> [Finding] {
        var remarks = RemarkList()
        let sample = report.sampleSize.flatMap { fact in Int(fact.value).map { (fact, $0) } }
        for defect in report.defects {
            if let found = defect.found, let allowed = defect.allowed, found.value > allowed.value,
                let result = report.result, result.value == .pass
            {
                remarks.add(
                    "inspection.result.conflict", .warning, at: found.place.spot,
                    "the report says pass with \(found.value) \(defect.kind.rawValue) defects found and \(allowed.value) allowed",
                    remedy: "ask the inspector which of the two is meant")
            }
            if let found = defect.found, let (_, size) = sample, found.value > size {
                remarks.add(
                    "inspection.count.impossible", .warning, at: found.place.spot,
                    "\(found.value) units with \(defect.kind.rawValue) defects were found in a sample of \(size)"
                )
            }
            guard let allowed = defect.allowed, let limit = defect.limit, let (_, size) = sample,
                let letter = AcceptancePlan.letter(drawing: size),
                let plan = AcceptancePlan(letter: letter, limit: limit.value),
                // An arrow of the table asks for another sample: then this one follows no plan.
                plan.sampleSize == size, plan.accepted != allowed.value
            else { continue }
            remarks.add(
                "inspection.plan.conflict", .warning, at: allowed.place.spot,
                "\(size) units at a limit of \(limit.value) allow \(plan.accepted) by ISO 2859-1 (single, normal), the report allows \(allowed.value)",
                remedy: "ask the inspector by which plan was sampled")
        }
        return remarks.findings
    }
}
