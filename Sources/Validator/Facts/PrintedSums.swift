internal import ClaimModel

/// The sums an exhibit's documents print in one currency: what a head of the amount can rest on.
struct PrintedSums: Sendable {
    /// Whether somebody or something read what it says.
    enum Standing: Sendable {
        /// Its documents were read: only what they print counts.
        case read
        /// Nothing of it was read, or only recognised, and its kind can carry a sum: the claimant's
        /// word counts.
        case named
        /// It is of a kind that carries no sum, such as photos or a chat.
        case carriesNone
    }

    /// Whether it was read.
    let standing: Standing
    /// Every sum with its place.
    let all: [Fact<Money>]
    /// Those behind a word such as total or amount, the largest of each file.
    let totals: [Fact<Money>]
    /// Those behind such a word, all of them.
    let labelled: [Fact<Money>]

    init(_ exhibit: JudgedExhibit, in currency: CurrencyCode) {
        var all: [Fact<Money>] = []
        var labelled: [Fact<Money>] = []
        var totals: [Fact<Money>] = []
        for (document, file) in exhibit.documents {
            let isNamed = document.rows.contains { row in
                row.cells.contains { Self.names(currency, $0) }
            }
            func facts(
                _ text: String, _ raw: String, _ spot: Place.Spot, _ origin: Origin
            ) -> [Fact<Money>] {
                var sums = MoneyText.all(in: text).filter { $0.currency == currency }
                if sums.isEmpty, isNamed, let bare = MoneyText.bare(text) {
                    sums = [Money(bare, currency)]
                }
                return sums.map { exhibit.fact($0, raw: raw, at: spot, in: file, origin: origin) }
            }
            var own: [Fact<Money>] = []
            for row in document.rows {
                let spot = Place.Spot.page(row.page, box: row.box)
                let found = row.cells.flatMap { facts($0, row.text, spot, row.origin) }
                all += found
                if let first = row.cells.first, Self.isLabel(first), let last = found.last {
                    own.append(last)
                }
            }
            for value in document.labelled where Self.names.contains(value.name) {
                let found = facts(
                    value.value, value.value, .page(value.page, box: value.box), value.origin)
                own += found
                // A row prints the same sum once more than its label; one is enough.
                all += found.filter { sum in !all.contains { $0.value == sum.value } }
            }
            labelled += own
            if let most = own.max(by: { $0.value.amount < $1.value.amount }) { totals.append(most) }
        }
        self.all = all
        self.labelled = labelled
        self.totals = totals
        let isOpen = exhibit.collected.files.contains { file in
            switch file.reading {
            case .image, .archive, .opaque, .unread: true
            case .document(let document):
                !document.rows.contains { $0.origin == .read }
                    && !document.labelled.contains { $0.origin == .read }
            case .chat, .tracking, .video: false
            }
        }
        standing =
            if exhibit.hasWrittenText {
                .read
            } else if isOpen, exhibit.kinds.contains(where: Self.kinds.contains) {
                .named
            } else {
                .carriesNone
            }
    }

    /// Kinds that state sums. Photos, videos, chats and carriers' records do not.
    private static let kinds: Set<ExhibitKind> = [
        .contract, .spec, .listing, .payment, .inspection, .delivery, .shippingDocuments, .count,
        .weight, .nonconformity, .carrierLetter, .cancellation, .notice, .amount, .return,
        .casePage,
    ]

    /// Names a document reader gives to sums.
    private static let names: Set<String> = [
        "total", "amount", "amount-paid", "paid", "order-total", "contract-sum",
    ]

    /// Words a row with a sum begins or ends its label with.
    private static let words: Set<String> = [
        "total", "subtotal", "amount", "sum", "paid", "due", "balance", "fee",
    ]

    private static func isLabel(_ cell: String) -> Bool {
        let words = NameText.words(String(decoding: cell.utf8.prefix(200), as: UTF8.self))
        if let first = words.first, Self.words.contains(first) { return true }
        if let last = words.last, Self.words.contains(last) { return true }
        if words.contains("total") { return true }
        return ["合计", "总计", "总额", "金额", "总价"].contains { label in
            words.first?.utf8.starts(with: label.utf8) ?? false
        }
    }

    /// True when a text names a currency as a word.
    private static func names(_ currency: CurrencyCode, _ text: String) -> Bool {
        text.utf8.prefix(200).split { !(65...90).contains($0) && !(97...122).contains($0) }
            .contains { $0.elementsEqual(currency.letters.utf8) }
    }
}
