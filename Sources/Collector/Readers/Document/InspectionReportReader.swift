import ClaimModel

/// Reads an inspection or test report out of a document's rows. A document is one when its first page
/// says so and a report number stands in it.
enum InspectionReportReader {
    /// Rows on the first page that may hold the company's name.
    static let headRows = 6
    /// Rows below the label of a result that may hold its boxes.
    static let resultRows = 3

    /// The report, nil when the document does not read like one.
    static func read(rows: [LayoutRow], labelled: [LabelledValue]) -> InspectionReport? {
        let firstPage = rows.filter { $0.page == 1 }
        guard let number = fact("report-number", labelled), firstPage.contains(where: isHeading)
        else {
            return nil
        }
        return InspectionReport(
            body: body(firstPage, labelled), number: number,
            inspected: fact("date-inspected", labelled, as: day),
            issued: fact("date-issued", labelled, as: day),
            orderNumber: fact("order-number", labelled), lot: fact("lot", labelled),
            lotSize: fact("lot-size", labelled, as: count),
            sampleSize: fact("sample-size", labelled, as: count),
            // A box and its mark are what recognition mistakes most.
            result: result(rows.filter { $0.origin == .read }, labelled),
            defects: AcceptanceRows.find(in: rows))
    }

    /// True for rows that name the kind of document. "Test report" must stand as a heading: many
    /// certificates refer to a test report by its number.
    private static func isHeading(_ row: LayoutRow) -> Bool {
        row.cells.contains { cell in
            let text = cell.text.lowercased()
            guard text.utf8.count <= 120 else { return false }
            if text.contains("inspection") || chineseTitles.contains(where: { text.contains($0) }) {
                return true
            }
            return text.contains("test report") && !text.contains(":") && !text.contains("number")
                && text.split(separator: " ").count <= 8
        }
    }

    private static func fact(
        _ name: String, _ labelled: [LabelledValue], as value: (String) -> String = { $0 }
    ) -> Fact<String>? {
        labelled.first { $0.name == name }.map { found in
            Fact(
                value(found.value), raw: found.value,
                place: Place(spot: .page(found.page, box: found.box)), origin: found.origin)
        }
    }

    /// `YYYY-MM-DD` when only one day can be meant, else as printed.
    private static func day(_ text: String) -> String {
        PrintedDay.leading(text)?.description ?? text
    }

    /// The digits of a leading count, as in `2,000 pcs`, when only one number can be meant, else as
    /// printed.
    private static func count(_ text: String) -> String {
        PrintedCount.read(text).map(String.init) ?? text
    }

    /// Who issued it: by its label, else the first line that reads like a company, else the first line.
    private static func body(_ firstPage: [LayoutRow], _ labelled: [LabelledValue]) -> Fact<String>?
    {
        if let issuer = fact("issued-by", labelled, as: company) { return issuer }
        let head = firstPage.prefix(headRows).flatMap { row in row.cells.map { (row, $0) } }
            .filter { !$0.1.text.contains(":") && !$0.1.text.contains("：") }
        func cited(_ found: (LayoutRow, LayoutRow.Cell)) -> Fact<String> {
            Fact(
                company(found.1.text), raw: found.1.text,
                place: Place(spot: .page(found.0.page, box: found.1.box)), origin: found.0.origin)
        }
        if let company = head.first(where: { isCompany($0.1.text) }) { return cited(company) }
        return head.first { !isTitle($0.1.text) }.map(cited)
    }

    /// The name in front of an address: pieces between commas while they are legal forms.
    private static func company(_ text: String) -> String {
        var pieces = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)[
            ...]
        var name = pieces.popFirst() ?? text
        while let next = pieces.first,
            let word = next.lowercased().split(whereSeparator: { !$0.isLetter }).first,
            companyWords.contains(String(word)) || word == "co"
        {
            name += "," + next
            pieces.removeFirst()
        }
        return MetadataText.trimmed(name)
    }

    private static func isCompany(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if chineseCompanies.contains(where: { lowered.contains($0) }) { return true }
        let words = lowered.split { !$0.isLetter }.map(String.init)
        return words.contains { companyWords.contains($0) }
    }

    private static func isTitle(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return lowered.contains("report") || lowered.contains("page")
            || chineseTitles.contains { lowered.contains($0) }
    }

    /// The marked box of a row labelled as the result, or of the only row with boxes in the report;
    /// else a plain value behind such a label. Never the bare words.
    private static func result(
        _ rows: [LayoutRow], _ labelled: [LabelledValue]
    ) -> Fact<InspectionReport.Result>? {
        for (index, row) in rows.enumerated() where isResultLabel(row) {
            var boxes: [MarkedResult.Box] = []
            for candidate in rows[index..<min(rows.count, index + resultRows)] {
                let more = MarkedResult.boxes(in: candidate.line)
                if more.isEmpty, !boxes.isEmpty { break }
                // Boxes may stand one below the other; a second "pass" belongs to something else.
                if more.contains(where: { box in boxes.contains { $0.result == box.result } }) {
                    break
                }
                boxes += more
                if let result = MarkedResult.decided(boxes) { return marked(result, candidate) }
            }
            // Boxes without one mark: a plain word elsewhere must not decide.
            if !boxes.isEmpty { return nil }
        }
        let boxed = rows.map { ($0, MarkedResult.boxes(in: $0.line)) }.filter { !$0.1.isEmpty }
        if boxed.count == 1, let result = MarkedResult.decided(boxed[0].1) {
            return marked(result, boxed[0].0)
        }
        for value in labelled where value.name == "result" {
            guard let result = MarkedResult.plain(value.value) else { continue }
            return Fact(
                result, raw: value.value,
                place: Place(spot: .page(value.page, box: value.box)), origin: value.origin)
        }
        return nil
    }

    private static func marked(
        _ result: InspectionReport.Result, _ row: LayoutRow
    ) -> Fact<InspectionReport.Result> {
        Fact(
            result, raw: String(row.line.prefix(LabelledValues.valueLimit)),
            place: Place(spot: .page(row.page, box: row.box)), origin: .read)
    }

    /// True when the row starts with a label of the overall result.
    private static func isResultLabel(_ row: LayoutRow) -> Bool {
        guard let first = row.cells.first?.text else { return false }
        let head = first.prefix {
            $0 != ":" && $0 != "：" && $0 != "(" && $0 != "[" && $0 != "☐" && $0 != "☑"
        }
        if DocumentLabels.label(head)?.kind == .result { return true }
        // Numbered headings: "2. Overall result", "B Inspection conclusion".
        guard let space = head.firstIndex(of: " ") else { return false }
        return head[..<space].count <= 3 && DocumentLabels.label(head[space...])?.kind == .result
    }

    private static let chineseTitles = ["检验报告", "检测报告", "测试报告", "验货报告", "检查报告", "質檢報告", "检验证书"]
    private static let chineseCompanies = ["公司", "检测中心", "检验所", "研究院", "检测院"]
    private static let companyWords: Set<String> = [
        "ltd", "limited", "inc", "llc", "gmbh", "corp", "corporation", "company", "group", "ag",
        "bv", "sa",
        "plc", "pty", "laboratory", "laboratories", "labs", "institute", "services",
    ]
}
