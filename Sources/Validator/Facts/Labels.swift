internal import ClaimModel

/// What a value behind a label means, with the labels it is known by: the reader's own names, and
/// words printed in the first cell of a row.
enum Label: Sendable {
    case orderNumber, orderTotal, paidSum, paidDate, reportNumber, reportDate, documentDate, payee,
        seller, lot

    /// Names a document reader gives.
    var names: [String] {
        switch self {
        case .orderNumber: ["order-number"]
        case .orderTotal: ["order-total", "contract-sum", "total"]
        case .paidSum: ["amount-paid", "paid", "amount", "total"]
        case .paidDate: ["payment-date", "date-paid", "date"]
        case .reportNumber: ["report-number"]
        case .reportDate: ["date-inspected", "date-issued"]
        case .documentDate: ["date", "date-issued", "date-ordered"]
        case .payee: ["payee", "beneficiary"]
        case .seller: ["seller", "supplier"]
        case .lot: ["lot", "lot-number"]
        }
    }

    /// Words printed before the value, in small letters.
    var words: [String] {
        switch self {
        case .orderNumber:
            ["order number", "order no.", "order no", "your order", "order id", "订单号", "订单编号"]
        case .orderTotal: ["order total", "contract sum", "order amount", "订单总额", "合同金额"]
        case .paidSum: ["amount paid", "amount", "paid", "付款金额", "金额"]
        case .paidDate: ["payment date", "date of payment", "paid on", "付款日期"]
        case .reportNumber: ["report no.", "report no", "report number", "报告编号"]
        case .reportDate: ["date of inspection", "inspection date", "检验日期"]
        case .documentDate: ["date", "order date", "date of issue", "日期", "订单日期"]
        case .payee: ["payee", "beneficiary", "收款人", "收款方"]
        case .seller: ["seller", "supplier", "卖方", "供应商"]
        case .lot: ["lot", "lot no.", "lot no", "lot number", "batch", "批号"]
        }
    }
}

extension JudgedExhibit {
    /// Values behind a label in its documents: those the reader labelled, by name in the order of
    /// preference, else rows whose first cell is one of the words.
    func values(_ label: Label) -> [Fact<String>] {
        var facts: [Fact<String>] = []
        for (document, file) in documents {
            for name in label.names {
                let named = document.labelled.filter { $0.name == name }
                guard !named.isEmpty else { continue }
                facts += named.map {
                    fact(
                        $0.value, raw: $0.value, at: .page($0.page, box: $0.box), in: file,
                        origin: $0.origin)
                }
                break
            }
            guard facts.isEmpty else { continue }
            for row in document.rows {
                guard row.cells.count >= 2 else { continue }
                var word = row.cells[0].lowercased()
                while let last = word.last, last == ":" || last == " " || last == "：" {
                    word.removeLast()
                }
                guard label.words.contains(where: { $0.utf8.elementsEqual(word.utf8) }) else {
                    continue
                }
                facts.append(
                    fact(
                        row.cells[1], raw: row.cells[1], at: .page(row.page, box: row.box), in: file,
                        origin: row.origin))
            }
        }
        return facts
    }

    /// Sums behind a label.
    func sums(labelled label: Label) -> [Fact<Money>] {
        values(label).compactMap { value in
            MoneyText.read(value.value).map {
                Fact($0, raw: value.raw, place: value.place, origin: value.origin)
            }
        }
    }

    /// Days behind a label: each value with the days it can mean.
    func days(labelled label: Label) -> [Fact<[CalendarDay]>] {
        values(label).compactMap { value in
            let days = PrintedDay.days(in: value.value)
            return days.isEmpty
                ? nil : Fact(days, raw: value.raw, place: value.place, origin: value.origin)
        }
    }
}
