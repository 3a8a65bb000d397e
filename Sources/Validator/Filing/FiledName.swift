package import ClaimModel

/// Short names for uploads: `A1ORDER01.png`. Letters and digits only, and with the extension no more
/// than 16 characters, which is the tightest rule known (Mastercom, image and document requirements).
///
/// A name depends on the exhibit's number, its first kind and the place of the file in it, so that it
/// is the same in every filing set; what comes later belongs into an exhibit of its own.
package enum FiledName {
    /// Letters and digits before the dot.
    static let baseLimit = 11
    /// Letters and digits behind it.
    static let extensionLimit = 4

    /// The name of one file of an exhibit; `index` counts from 0.
    package static func of(_ file: CollectedFile, at index: Int, in exhibit: Exhibit) -> String {
        let number = exhibit.number.letter.description + String(exhibit.number.count)
        let place = (index < 9 ? "0" : "") + String(index + 1)
        let room = max(1, baseLimit - number.utf8.count - place.utf8.count)
        let word = word(for: exhibit.kinds.first ?? .other).prefix(room)
        return number + word + place + "." + ending(of: file)
    }

    /// The extension: what the content is, else what the name says.
    package static func ending(of file: CollectedFile) -> String {
        if let known = endings[file.mediaType] { return known }
        let name = Array(file.entry.name.utf8)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "bin" }
        let letters = name[(dot + 1)...].map { (65...90).contains($0) ? $0 + 32 : $0 }
        let isPlain = letters.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0)
        }
        guard isPlain, (1...extensionLimit).contains(letters.count) else { return "bin" }
        let ending = String(decoding: letters, as: UTF8.self)
        return ending == "jpeg" ? "jpg" : ending == "tiff" ? "tif" : ending
    }

    /// Media types by the extension forms ask for.
    private static let endings = [
        "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/tiff": "tif",
        "application/pdf": "pdf", "text/html": "html", "application/json": "json",
        "video/mp4": "mp4", "video/quicktime": "mov", "application/zip": "zip",
    ]

    /// Up to seven letters for a kind.
    private static func word(for kind: ExhibitKind) -> String {
        switch kind {
        case .contract: "ORDER"
        case .spec: "SPEC"
        case .listing: "LISTING"
        case .payment: "PAYMENT"
        case .chat: "CHAT"
        case .chatOffPlatform: "CHATX"
        case .photos: "PHOTO"
        case .video: "VIDEO"
        case .inspection: "REPORT"
        case .tracking: "TRACK"
        case .delivery: "DELIVER"
        case .shippingDocuments: "SHIPDOC"
        case .count: "COUNT"
        case .weight: "WEIGHT"
        case .nonconformity: "DEFECTS"
        case .identity: "GOODS"
        case .sample: "SAMPLE"
        case .carrierLetter: "CARRIER"
        case .cancellation: "CANCEL"
        case .notice: "NOTICE"
        case .amount: "AMOUNT"
        case .return: "RETURN"
        case .casePage: "CASE"
        case .translation: "TRANSL"
        case .other: "OTHER"
        }
    }
}
