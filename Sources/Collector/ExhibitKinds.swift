import ClaimModel

/// What an exhibit is evidence of when `claim.yaml` does not say: by its folder, else by content.
enum ExhibitKinds {
    /// The kinds of an exhibit from its files; the folder is the word behind its letter.
    static func of(_ files: [CollectedFile], folderWord: String) -> [ExhibitKind] {
        guard let file = files.first else { return [.other] }
        return [byFolder(folderWord, file) ?? byContent(file) ?? .other]
    }

    /// Whether a picture among the files of an exhibit is there for what is written on it: so that its
    /// text is to be recognised. Photos of goods are not; a claim has hundreds of them.
    static func showText(_ kinds: [ExhibitKind], folderWord: String) -> Bool {
        guard kinds.isEmpty else { return kinds.contains(where: written.contains) }
        if let kind = ExhibitKind(rawValue: folderWord) { return written.contains(kind) }
        return ["payment-shipping", "payment", "shipping", "order", "invoice", "receipt"]
            .contains(folderWord)
    }

    private static let written: Set<ExhibitKind> = [
        .contract, .spec, .listing, .payment, .chat, .chatOffPlatform, .inspection, .tracking,
        .delivery, .shippingDocuments, .carrierLetter, .cancellation, .notice, .amount, .casePage,
    ]

    private static func byFolder(_ word: String, _ file: CollectedFile) -> ExhibitKind? {
        switch word {
        case "payment-shipping", "payment", "shipping": paymentOrShipping(file)
        case "photos-video":
            switch mainType(file) {
            case "video": .video
            case "image": .photos
            default: nil
            }
        case "chat": chat(file) ?? .chat
        default: ExhibitKind(rawValue: word)
        }
    }

    private static func byContent(_ file: CollectedFile) -> ExhibitKind? {
        switch file.reading {
        case .chat: chat(file)
        case .tracking: .tracking
        case .document(let document): document.inspection == nil ? nil : .inspection
        default:
            switch mainType(file) {
            case "video": .video
            case "image": .photos
            default: nil
            }
        }
    }

    /// Chat counts as such only on the venue's own platform; the readers know which one it was.
    private static func chat(_ file: CollectedFile) -> ExhibitKind? {
        guard case .chat(let transcript) = file.reading else { return nil }
        return transcript.platform == "alibaba" ? .chat : .chatOffPlatform
    }

    private static func paymentOrShipping(_ file: CollectedFile) -> ExhibitKind {
        if case .tracking = file.reading { return .tracking }
        let words = nameWords(file)
        func names(_ list: Set<String>) -> Bool { words.contains { list.contains($0) } }
        if names(["tracking", "track", "trace"]) { return .tracking }
        if names(["payment", "paid", "receipt", "remittance", "swift", "transfer", "transaction"]) {
            return .payment
        }
        if names(["delivery", "pod", "delivered"]) { return .delivery }
        if case .document(let document) = file.reading {
            let labels = Set(document.labelled.map(\.name))
            if labels.contains("payee") || labels.contains("payer") { return .payment }
        }
        return .shippingDocuments
    }

    /// Runs of letters of the file's name, small.
    private static func nameWords(_ file: CollectedFile) -> [String] {
        file.entry.name.lowercased().split { !$0.isLetter }.map(String.init)
    }

    private static func mainType(_ file: CollectedFile) -> Substring? {
        file.mediaType.split(separator: "/").first
    }
}
