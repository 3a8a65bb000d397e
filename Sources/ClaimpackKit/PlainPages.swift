import ClaimModel
import Reports
import SealedArchive
import SystemLibraries

/// Pages without script or request.
public enum PlainPages {
    /// The digest of their style sheet, as a policy names it.
    static func styleHash() throws(ClaimpackError) -> String {
        do {
            return Base64.encode(try ContentDigest.sha256(of: Array(PageStyle.text.utf8)).bytes)
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "digest.failed", message: String(describing: error))
        }
    }

    /// Writes a page under its name when it is whole.
    public static func write(
        _ text: String, to path: String, replacing: Bool
    ) throws(ClaimpackError) {
        do throws(SystemError) {
            let output = try AtomicOutput(path: path, mode: 0o644)
            try output.write(Array(text.utf8))
            try output.commit(replacing: replacing)
        } catch {
            throw ClaimpackError(writing: error, canBeForced: true)
        }
    }
}
