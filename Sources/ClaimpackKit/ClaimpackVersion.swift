/// The version of the tool and library (semantic versioning 2.0.0).
public enum ClaimpackVersion {
    /// Such as `0.1.0`.
    public static let text = "0.1.0"

    /// What a bundle says it was written by.
    static let tool = "claimpack " + text
}
