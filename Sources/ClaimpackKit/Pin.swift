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

    /// Reads `sha256:` and 64 hexadecimal digits; spaces and colons between digits are passed over,
    /// because fingerprints are read aloud and copied in groups.
    public static func parse(_ texts: [String]) throws(ClaimpackError) -> [Pin] {
        var pins: [Pin] = []
        for text in texts {
            guard let fingerprint = SignerTrust.pin(text) else {
                throw ClaimpackError(
                    kind: .usage, code: "pin.malformed",
                    message: "“\(text)” is no fingerprint",
                    remedy: "a pin is sha256: and 64 hexadecimal digits, as verify and keygen print them")
            }
            pins.append(Pin(fingerprint))
        }
        return pins
    }
}
