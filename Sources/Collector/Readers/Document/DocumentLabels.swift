/// The labels whose values are looked for in documents, in English and Chinese.
enum DocumentLabels {
    /// What a value behind a label must look like to be taken.
    enum Kind {
        /// Letters and digits, at least one digit.
        case number
        /// Contains a digit.
        case date
        /// Contains a digit; of several cells the last, as in rows of sums, if it looks like money.
        case amount
        /// A count with or without a unit.
        case count
        /// Any text; the label needs a colon, or a row of two cells.
        case name
        /// A result; the label needs a colon or a cell of its own.
        case result
    }

    /// A meaning, its kind and its labels, normalised as `normalised` does.
    struct Label {
        var name: String
        var kind: Kind
    }

    /// The label that a text is, if it is one. A text in two languages is tried by its halves.
    static func label(_ text: some StringProtocol) -> Label? {
        guard text.utf8.count <= 80 else { return nil }
        let key = normalised(text)
        if let label = table[key] { return label }
        let latin = normalised(
            String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value < 0x250 })))
        let other = normalised(
            String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x2E80 })))
        guard !latin.isEmpty, !other.isEmpty else { return nil }
        return table[other] ?? table[latin]
    }

    /// Lower case, `#` as `no`, no dots, brackets or colons, single spaces; no spaces at all between
    /// Chinese characters.
    static func normalised(_ text: some StringProtocol) -> String {
        var words: [String] = [""]
        for scalar in text.unicodeScalars {
            switch scalar {
            case "#", "№":
                words += ["no", ""]
            case ".", ":", "：", "(", ")", "（", "）", "*", "'", "’": break
            case _
            where scalar.properties.isWhitespace || scalar == "_" || scalar == "/" || scalar == "-":
                words.append("")
            default: words[words.count - 1].unicodeScalars.append(scalar)
            }
        }
        words = words.filter { !$0.isEmpty }.map { $0.lowercased() }
        let isChinese = words.contains { $0.unicodeScalars.contains { $0.value >= 0x2E80 } }
        return words.joined(separator: isChinese ? "" : " ")
    }

    private static let rows: [(String, Kind, [String])] = [
        (
            "report-number", .number,
            [
                "report no", "report nos", "report number", "report id", "report ref",
                "report reference",
                "inspection report no", "inspection report number", "inspection no",
                "inspection number",
                "inspection id", "test report no", "test report number", "certificate no",
                "certificate number", "verification no", "mission no", "mission number",
                "mission report no",
                "service no", "our ref", "报告编号", "报告号", "检验编号", "检验报告编号", "检测报告编号", "证书编号",
                "报告编码", "验货编号",
            ]
        ),
        (
            "date-issued", .date,
            [
                "date of issue", "issue date", "issued on", "issued", "date issued", "report date",
                "date of report", "reporting date", "签发日期", "报告日期", "出具日期", "发布日期", "签发时间",
            ]
        ),
        (
            "date-inspected", .date,
            [
                "inspection date", "date of inspection", "inspected on", "date inspected",
                "inspection dates", "service date", "service start date", "date of service",
                "date of test",
                "date of testing", "test date", "testing date", "testing period", "test period",
                "检验日期",
                "验货日期", "检测日期", "测试日期", "检查日期",
            ]
        ),
        (
            "date-received", .date,
            [
                "date of receipt", "received date", "date received", "sample received date",
                "date of sample receipt", "收样日期", "接收日期", "收货日期",
            ]
        ),
        ("date-due", .date, ["due date", "payment due", "payment due date", "到期日"]),
        (
            "date-ordered", .date,
            ["order date", "date of order", "po date", "下单日期", "订单日期", "订购日期"]
        ),
        (
            "date-paid", .date,
            [
                "payment date", "paid on", "date paid", "date of payment", "value date", "付款日期",
                "支付日期",
                "付款时间", "支付时间",
            ]
        ),
        (
            "date-shipped", .date,
            [
                "ship date", "shipped on", "date shipped", "shipping date", "shipment date",
                "date of shipment",
                "on board date", "发货日期", "装运日期", "出货日期",
            ]
        ),
        (
            "date-delivered", .date,
            ["delivery date", "delivered on", "date delivered", "交货日期", "送达日期"]
        ),
        ("date", .date, ["date", "dated", "invoice date", "日期", "开票日期", "发票日期"]),
        (
            "invoice-number", .number,
            [
                "invoice no", "invoice nos", "invoice number", "invoice", "invoice id",
                "commercial invoice no",
                "发票号", "发票号码", "发票编号",
            ]
        ),
        ("receipt-number", .number, ["receipt no", "receipt number", "receipt id", "收据号", "收据编号"]),
        (
            "order-number", .number,
            [
                "order no", "order number", "order id", "order ref", "order reference", "order",
                "order no ref", "trade assurance order no", "trade assurance order", "po", "po no",
                "po number", "p o no", "p o number", "purchase order", "purchase order no",
                "purchase order number", "order nos", "client order no", "customer po",
                "your order", "your order no", "订单号", "订单编号",
                "订单号码", "采购单号", "采购订单号", "信保订单号",
            ]
        ),
        (
            "contract-number", .number,
            [
                "contract no", "contract number", "sales contract no", "s c no", "合同号", "合同编号",
            ]
        ),
        (
            "tracking-number", .number,
            [
                "tracking no", "tracking number", "tracking id", "tracking", "waybill no",
                "waybill number",
                "air waybill no", "awb no", "awb", "consignment no", "consignment number", "运单号",
                "运单编号",
                "快递单号", "物流单号", "追踪号",
            ]
        ),
        (
            "transaction-number", .number,
            [
                "transaction id", "transaction no", "transaction number", "payment id",
                "payment no",
                "payment reference", "交易号", "交易流水号", "流水号", "支付单号",
            ]
        ),
        (
            "total", .amount,
            [
                "total", "grand total", "total amount", "invoice total", "order total",
                "amount paid",
                "total paid", "total due", "amount due", "total amount due", "total value", "总计",
                "合计",
                "总额", "总金额", "合计金额", "订单总额",
            ]
        ),
        (
            "amount", .amount,
            ["amount", "payment amount", "amount received", "金额", "付款金额", "支付金额", "实付金额"]
        ),
        (
            "payee", .name,
            [
                "payee", "pay to", "paid to", "beneficiary", "beneficiary name", "recipient", "收款人",
                "收款方",
                "收款单位", "收款账户名",
            ]
        ),
        (
            "payer", .name,
            [
                "payer", "paid by", "remitter", "ordering customer", "付款人", "付款方", "付款单位",
            ]
        ),
        (
            "seller", .name,
            ["seller", "supplier", "vendor", "exporter", "sold by", "卖方", "供应商", "供货方"]
        ),
        (
            "buyer", .name,
            ["buyer", "customer", "client", "applicant", "bill to", "买方", "客户", "委托方", "申请人"]
        ),
        ("manufacturer", .name, ["manufacturer", "factory", "factory name", "生产商", "制造商", "工厂"]),
        (
            "issued-by", .name,
            [
                "issued by", "inspection company", "inspection body", "inspection agency",
                "testing laboratory",
                "laboratory", "test laboratory", "检验机构", "检测机构", "检验单位", "检测单位", "出具机构",
            ]
        ),
        ("inspector", .name, ["inspector", "inspected by", "inspector name", "检验员", "验货员", "检验人"]),
        (
            "product", .name,
            [
                "product", "product name", "product description", "sample name",
                "sample description",
                "item description", "eut name", "产品", "产品名称", "样品名称", "品名",
            ]
        ),
        (
            "lot", .number,
            [
                "lot", "lot no", "lot number", "batch", "batch no", "batch number", "lot batch no",
                "批号", "批次",
                "批次号", "生产批号",
            ]
        ),
        (
            "lot-size", .count,
            [
                "lot size", "batch size", "lot quantity", "quantity in lot", "lot qty",
                "inspection lot size",
                "批量", "批量数", "检验批量",
            ]
        ),
        (
            "sample-size", .count,
            [
                "sample size", "sampling size", "samples", "sample quantity", "inspected quantity",
                "inspected qty", "quantity inspected", "sampled quantity", "sample qty",
                "samples drawn",
                "抽样数量", "抽样数", "样本量", "样本大小", "样本数", "抽检数量",
            ]
        ),
        (
            "result", .result,
            [
                "overall result", "overall inspection result", "overall inspection conclusion",
                "overall conclusion", "inspection result", "inspection conclusion", "final result",
                "final conclusion", "test result", "test results", "result", "conclusion", "检验结果",
                "检验结论",
                "检测结果", "检测结论", "验货结果", "验货结论", "总体结果", "总体结论", "综合结论", "结论",
            ]
        ),
    ]

    private static let table: [String: Label] = {
        var table: [String: Label] = [:]
        for (name, kind, labels) in rows {
            for label in labels { table[label] = Label(name: name, kind: kind) }
        }
        return table
    }()
}
