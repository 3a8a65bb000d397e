package import ClaimModel

extension FilingPlan {
    /// Why a form does not take the generated document, which goes in front of all exhibits; nil when it
    /// does.
    package func objection(toDocument name: String, byteCount: Int) -> FiledFile.Objection? {
        let ending = String(name.split(separator: ".").last ?? "")
        for limit in limits where limit.isBinding {
            switch limit.name {
            case .formats where !limit.formats.contains { $0.utf8.elementsEqual(ending.utf8) }:
                return .format(ending)
            case .fileBytes:
                if let most = limit.number, byteCount > most {
                    return .tooLarge(by: byteCount - most, limit: most)
                }
            case .totalBytes:
                if let most = limit.number, byteCount > most {
                    return .total(by: byteCount - most, limit: most)
                }
            default: break
            }
        }
        return nil
    }
}
