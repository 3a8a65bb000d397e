import ClaimModel

extension FiledFile.Objection {
    /// Why, as the end of a sentence.
    package var words: String {
        switch self {
        case .format(let ending): "the form takes no .\(ending) files"
        case .tooLarge(let by, let limit):
            "\(Wording.size(by)) more than the \(Wording.size(limit)) a file may have"
        case .tooMany(let limit): "the form takes \(Wording.count(limit, "file"))"
        case .total(let by, let limit):
            "together \(Wording.size(by)) more than the \(Wording.size(limit)) the form takes"
        }
    }

    /// What can be done, with evidence that stays as it is.
    package var remedy: String {
        switch self {
        case .format(let ending):
            ["mp4", "mov", "mkv", "webm"].contains(ending)
                ? "upload the photos, name the video with its digest, and ask where it can be sent"
                : "print it to PDF yourself and upload that beside it, or ask where it can be sent"
        case .tooLarge: "ask where a larger file can be sent; do not make it smaller"
        case .tooMany: "send it when the venue asks for more, or ask where it can be sent"
        case .total: "send it when the venue asks for more, or ask where it can be sent"
        }
    }
}

extension FilingLimit {
    /// The limit in one line, with how sure it is.
    package var words: String {
        let what =
            switch name {
            case .files: "files"
            case .fileBytes: "size of a file"
            case .totalBytes: "size in all"
            case .nameLength: "length of a name"
            case .formats: "formats"
            }
        guard isKnown else { return "\(what): not known" }
        let value =
            switch name {
            case .files, .nameLength: number.map { "\($0)" } ?? ""
            case .fileBytes, .totalBytes: number.map { Wording.size($0) } ?? ""
            case .formats: formats.joined(separator: ", ")
            }
        return isBinding
            ? "\(what): \(value) (\(basis): \(source ?? "no source"))"
            : "\(what): not known; a warning above \(value), which is \(basis)"
    }
}
