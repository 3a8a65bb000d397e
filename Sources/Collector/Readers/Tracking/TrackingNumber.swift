/// Carriers' number formats and their check digits. A valid check digit is weak evidence (one random
/// number in ten has it), a wrong one is strong: a misread or invented number.
///
/// Sources: UPU standard S10 (identifiers and check digit); the carriers' own rules as collected with
/// test numbers in the public `tracking_number_data` collection.
package enum TrackingNumber {
    /// Characters of a number that are looked at.
    static let lengthLimit = 50

    /// Capital letters and digits of a number: white space and hyphens are dropped.
    package static func normalised(_ text: String) -> String {
        String(decoding: characters(text), as: UTF8.self)
    }

    /// Every format the number can be of, with its check digit tested. More than one when several
    /// carriers use the form: then all are reported, for the number alone does not decide.
    package static func kinds(of text: String) -> [TrackingNumberKind] {
        let number = characters(text)
        guard (8...lengthLimit).contains(number.count) else { return [] }
        return TrackingNumberFormat.allCases.compactMap { format in
            guard let isValid = format.check(number) else { return nil }
            return TrackingNumberKind(format: format, isValid: isValid)
        }
    }

    private static func characters(_ text: String) -> [UInt8] {
        var characters: [UInt8] = []
        for byte in text.utf8.prefix(4 * lengthLimit) {
            switch byte {
            case 0x20, 0x09...0x0D, UInt8(ascii: "-"): continue
            case 97...122: characters.append(byte - 32)
            default: characters.append(byte)
            }
        }
        return characters
    }
}

/// A format a number can be of.
package struct TrackingNumberKind: Hashable, Sendable {
    /// The format.
    package let format: TrackingNumberFormat
    /// True when its check digit is right or the format has none.
    package let isValid: Bool

    /// The carrier whose format it is.
    package var carrier: String { format.carrier }
    /// False for formats that any digits of the right length fit.
    package var hasCheckDigit: Bool { format.hasCheckDigit }
}
