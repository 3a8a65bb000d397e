public import ClaimModel
import SealedArchive

/// A certificate a mediator trusts, named by its SHA-256.
public struct Pin: Hashable, Sendable {
    /// The SHA-256 of the certificate's DER bytes.
    public let fingerprint: ContentDigest

    /// A pin by fingerprint.
    public init(_ fingerprint: ContentDigest) {
        self.fingerprint = fingerprint
    }

    /// Reads 64 hexadecimal digits, with `sha256:` before them or without; spaces and colons between digits are passed over,
    /// because fingerprints are read aloud and copied in groups.
    public static func parse(_ texts: [String]) throws(ClaimpackError) -> [Pin] {
        var pins: [Pin] = []
        for text in texts {
            // keygen prints the bare digits in a sentence, verify prints them in groups.
            let isPrefixed = text.lowercased().hasPrefix("sha256:")
            guard let fingerprint = SignerTrust.pin(isPrefixed ? text : "sha256:" + text) else {
                throw ClaimpackError(
                    kind: .usage, code: "pin.malformed",
                    message: "“\(text)” is no fingerprint",
                    remedy:
                        "a pin is the 64 hexadecimal digits that verify and keygen print, with or without sha256:"
                )
            }
            pins.append(Pin(fingerprint))
        }
        return pins
    }
}
