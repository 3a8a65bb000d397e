import ClaimModel

/// Finds the lines of an order or invoice: rows below a heading that names quantity and price, with as
/// many cells. A line counts when its quantity times its price is its sum, so that nothing misread and
/// nothing of another table is taken for one.
enum OrderLines {
    /// Rows below the heading that are looked at.
    static let depth = 200
    /// Lines kept of one document.
    static let limit = 500

    /// The lines, their cells with ` | ` between, each with its row.
    static func find(in rows: [LayoutRow]) -> [(line: String, row: LayoutRow)] {
        var found: [(String, LayoutRow)] = []
        var index = 0
        while index < rows.count {
            guard let columns = Columns(rows[index]) else {
                index += 1
                continue
            }
            let head = rows[index]
            index += 1
            for row in rows[index..<min(rows.count, index + depth)] {
                guard row.page == head.page, Columns(row) == nil, found.count < limit else { break }
                if columns.addUp(in: row) {
                    found.append((row.cells.map(\.text).joined(separator: " | "), row))
                }
                index += 1
            }
        }
        return found
    }

    /// Which cell of a heading holds what.
    private struct Columns {
        let count: Int
        let quantity: Int
        let price: Int
        let sum: Int

        init?(_ row: LayoutRow) {
            guard (3...16).contains(row.cells.count) else { return nil }
            let words = row.cells.map { DocumentLabels.normalised($0.text.prefix(60)) }
            func column(_ names: Set<String>) -> Int? { words.firstIndex { names.contains($0) } }
            guard let quantity = column(OrderLines.quantityWords),
                let price = column(OrderLines.priceWords),
                let sum = words.lastIndex(where: { OrderLines.sumWords.contains($0) }),
                quantity != price, price != sum, quantity != sum
            else { return nil }
            count = words.count
            self.quantity = quantity
            self.price = price
            self.sum = sum
        }

        func addUp(in row: LayoutRow) -> Bool {
            guard row.cells.count == count else { return false }
            func number(_ column: Int) -> ExactDecimal? { OrderLines.number(row.cells[column].text) }
            guard let quantity = number(quantity), let price = number(price), let sum = number(sum)
            else { return false }
            return price.multiplied(by: quantity) == sum
        }
    }

    /// The first number of a cell, with commas at thousands only.
    private static func number(_ text: String) -> ExactDecimal? {
        var digits: [UInt8] = []
        for byte in text.utf8.prefix(40) {
            switch byte {
            case 48...57: digits.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: ","):
                if !digits.isEmpty { digits.append(byte) }
            default:
                if !digits.isEmpty { return ExactDecimal(grouped: trimmed(digits)) }
            }
        }
        return ExactDecimal(grouped: trimmed(digits))
    }

    /// Without the marks of a sentence behind it.
    private static func trimmed(_ digits: [UInt8]) -> ArraySlice<UInt8> {
        var digits = digits[...]
        while let last = digits.last, !(48...57).contains(last) { digits.removeLast() }
        return digits
    }

    private static let quantityWords: Set<String> = [
        "quantity", "qty", "pieces", "pcs", "units", "数量", "件数",
    ]
    private static let priceWords: Set<String> = [
        "unit price", "price", "price each", "rate", "单价", "价格",
    ]
    private static let sumWords: Set<String> = [
        "sum", "amount", "total", "line total", "subtotal", "金额", "小计", "总价", "合计",
    ]
}
