package import ClaimModel
import SystemLibraries

/// What stops the writing or unpacking of a bundle. What is wrong with a bundle that is read is never
/// this error: it is a finding of its verification. Files that cannot be read or written throw
/// `SystemError`, keys and certificates `CryptoError`, text that XML cannot carry `XMLWriterError`.
package enum SealedArchiveError: Error, Hashable, Sendable {
    /// A file was written to between its reading by the collector and its packing. Raw path bytes.
    case sourceChanged([UInt8])
    /// Two entries that some file systems cannot keep apart.
    case namesCollide(EntryPath, EntryPath)
    /// A collected file whose entry does not stand beneath `exhibits/` and its exhibit's number.
    case entryOutsideExhibit(EntryPath)
    /// An entry that was to be packed with other bytes than were reckoned with: a fault of this program.
    case roomOfOtherLength(EntryPath)
    /// A file whose digest nobody computed: a fault of this program.
    case undigested(EntryPath)
    /// The certificate belongs to another key, or is one no verifier accepts.
    case unusableCertificate(reason: String)
    /// The claim cannot be written so that it can be read again.
    case unreadableClaim(line: Int, reason: String)
    /// A withheld file for which no commitment was made.
    case uncommitted(EntryPath)
    /// The bundle has no such entry, or its container is not sound enough to give it.
    case noSuchEntry(String)
    /// An entry is larger than the limit of the call.
    case entryTooLarge(EntryPath, limit: Int)
    /// The bytes of an entry are not those that were verified: something wrote to the bundle.
    case bundleChanged
    /// Our own reader would stop at one of its limits.
    case tooLargeToOpen(reason: String)
    /// No round can be added to this bundle.
    case notAddable(reason: String)
    /// The signature cannot be added; what a reader would say of it, if it is that.
    case notAttachable(reason: String, findings: [Finding])
    /// The structure of the container is refused; nothing is unpacked from it.
    case notExtractable(reason: String)
}

extension SealedArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sourceChanged(let path):
            "\(PathText.display(path)) changed while it was packed; "
                + "build again when nothing writes to it"
        case .namesCollide(let first, let second):
            "\(first) and \(second) are one name on some computers; rename one of the files"
        case .entryOutsideExhibit(let entry):
            "\(entry) does not stand beneath the folder of its exhibit"
        case .roomOfOtherLength(let entry):
            "\(entry) has another length than was reckoned with"
        case .undigested(let entry):
            "\(entry) has no digest"
        case .unusableCertificate(let reason):
            "the certificate cannot seal: \(reason)"
        case .unreadableClaim(let line, let reason):
            "claim.xml could not be read again (line \(line)): \(reason)"
        case .uncommitted(let name):
            "no commitment was made for the withheld file \(name)"
        case .noSuchEntry(let name):
            "the bundle has no readable entry \(name)"
        case .entryTooLarge(let entry, let limit):
            "\(entry) is larger than \(limit) bytes"
        case .bundleChanged:
            "the bundle changed while it was read; run again when nothing writes to it"
        case .tooLargeToOpen(let reason):
            "nothing was written, for nobody could open the bundle: \(reason)"
        case .notAddable(let reason):
            "no round can be added: \(reason)"
        case .notAttachable(let reason, let findings):
            ([reason] + findings.map(\.message)).joined(separator: "; ")
        case .notExtractable(let reason):
            "nothing is unpacked: \(reason)"
        }
    }
}

extension ContentDigest {
    /// The SHA-256 of all of `bytes`.
    package static func sha256(of bytes: [UInt8]) throws -> ContentDigest {
        try ContentDigest(finished: HashAlgorithm.sha256.digest(of: bytes))
    }

    /// The digest that libcrypto gave at the end of a stream.
    init(finished bytes: [UInt8]) throws(CryptoError) {
        guard let digest = ContentDigest(bytes) else {
            throw .operationFailed("SHA-256", reason: "a digest of another length")
        }
        self = digest
    }
}
