import ClaimModel

/// What a file that nobody sorted is probably evidence of: by what a reader found in it, by words on
/// its pages, by its name. A guess is a proposal for a person, never a fact.
struct KindGuess: Hashable {
    /// The kind.
    var kind: ExhibitKind
    /// Why, as the end of a sentence.
    var reason: String

    init(_ kind: ExhibitKind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// A guess at a file; `path` is its path in the case folder.
    static func of(_ path: String, _ mediaType: String, _ reading: Reading) -> KindGuess {
        let words = words(of: path)
        let main = mediaType.split(separator: "/").first ?? ""
        switch reading {
        case .chat(let transcript):
            return transcript.platform == "alibaba"
                ? KindGuess(.chat, "a conversation on the platform")
                : KindGuess(.chatOffPlatform, "a conversation elsewhere (\(transcript.platform))")
        case .tracking: return KindGuess(.tracking, "a carrier's record")
        case .video: return KindGuess(.video, "a video")
        case .document(let document): return named(words) ?? guess(document)
        case .archive: return named(words) ?? KindGuess(.other, "a container of files")
        case .image:
            if let named = named(words) { return named }
            let isScreen = words.contains { screens.contains($0) }
            return KindGuess(
                .photos,
                isScreen ? "a screenshot: say what it shows, such as contract or chat" : "a picture"
            )
        case .opaque, .unread:
            if main == "video" { return KindGuess(.video, "a video") }
            if let named = named(words) { return named }
            if main == "image" { return KindGuess(.photos, "a picture") }
            return KindGuess(.other, "nothing shows what it is")
        }
    }

    // MARK: Names

    private static let screens: Set<String> = ["screenshot", "screen", "capture", "截图", "截屏"]

    /// Words of a name or its folder that leave little doubt, with the kinds they mean; the first row
    /// that fits counts. Pairs are words that stand side by side.
    private static let nameTable: [(kind: ExhibitKind, words: [String])] = [
        (
            .inspection,
            ["inspection", "sgs", "intertek", "bureauveritas", "testreport", "labreport", "验货"]
        ),
        (
            .shippingDocuments,
            [
                "bol", "bl", "awb", "waybill", "lading", "packinglist", "packing", "invoice", "inv",
                "customs", "装箱单", "发票",
            ]
        ),
        (.contract, ["contract", "po", "proforma", "order", "agreement", "purchaseorder", "合同"]),
        (.spec, ["spec", "specification", "datasheet", "drawing", "blueprint", "bom", "规格"]),
        (
            .payment,
            ["payment", "receipt", "remittance", "mt103", "swift", "paid", "transfer", "付款"]
        ),
        (.tracking, ["tracking", "track", "trace"]),
        (.delivery, ["pod", "delivery", "delivered", "signed"]),
        (.count, ["count", "tally"]),
        (.weight, ["weight", "scale", "weighing"]),
        (.identity, ["label", "marks", "serial", "lot", "container", "seal"]),
        (.listing, ["listing", "product"]),
        (.casePage, ["dispute", "case"]),
        (.cancellation, ["cancel", "cancelled", "cancellation"]),
        (.return, ["return"]),
        (.translation, ["translation", "translated"]),
        (.sample, ["sample"]),
    ]

    private static func named(_ words: [String]) -> KindGuess? {
        let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
        for (kind, known) in nameTable {
            if let word = (pairs + words).first(where: { known.contains($0) }) {
                return KindGuess(kind, "its name has “\(word)”")
            }
        }
        return nil
    }

    /// Runs of letters, or of letters and digits that belong together such as `mt103`, small, without
    /// the extension.
    static func words(of path: String) -> [String] {
        var stem = Substring(path)
        if let dot = stem.unicodeScalars.lastIndex(of: "."), dot != stem.unicodeScalars.startIndex {
            stem = Substring(stem.unicodeScalars[..<dot])
        }
        return stem.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { $0.contains(where: \.isLetter) }
    }

    // MARK: Pages

    /// Words on the first pages, each row with what it means and how many of its words must be there.
    private static let pageTable: [(kind: ExhibitKind, needs: Int, words: [String])] = [
        (
            .shippingDocuments, 1,
            ["bill of lading", "air waybill", "packing list", "commercial invoice"]
        ),
        (
            .payment, 1,
            [
                "payment receipt", "remittance advice", "mt103", "beneficiary bank",
                "transaction receipt",
            ]
        ),
        (
            .contract, 1,
            [
                "purchase order", "proforma invoice", "pro forma invoice", "sales contract",
                "trade assurance order",
            ]
        ),
        (
            .inspection, 2,
            [
                "test report", "inspection report", "inspected", "test result", "tested",
                "laboratory",
                "sample received", "conclusion", "test requested", "aql",
            ]
        ),
        (
            .shippingDocuments, 2,
            [
                "invoice", "bill to", "sold by", "tax", "gstin", "subtotal", "total due",
                "amount due", "vat",
            ]
        ),
        (
            .inspection, 1,
            [
                "certificate of compliance", "certificate of conformity", "statement of compliance",
                "rohs", "declaration of conformity",
            ]
        ),
        (
            .spec, 2,
            [
                "specification", "datasheet", "dimensions", "drawing", "tolerance", "features",
                "absolute maximum", "electrical characteristics", "package",
            ]
        ),
    ]

    /// Letters of a document that are looked at: what it is stands at its beginning.
    private static let letterLimit = 20_000

    private static func guess(_ document: DocumentText) -> KindGuess {
        if document.inspection != nil {
            return KindGuess(.inspection, "it reads like an inspection report")
        }
        var text = document.title ?? ""
        for row in document.rows {
            guard text.utf8.count < letterLimit else { break }
            text += " " + row.text
        }
        text = text.lowercased()
        for (kind, needs, words) in pageTable {
            let found = words.filter { text.contains($0) }
            if found.count >= needs, let first = found.first {
                return KindGuess(kind, "its pages have “\(first)”")
            }
        }
        return KindGuess(.other, "a document; nothing shows which")
    }
}
