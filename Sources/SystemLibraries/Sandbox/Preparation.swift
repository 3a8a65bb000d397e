import CPlatform

/// What libraries load from files when they are first used. A worker has them do so before its
/// lockdown, with no foreign byte read yet; afterwards they could not.
package enum Preparation {
    /// Loads the tables of every encoding, the locale in which archives have names, and the digest.
    /// Takes a few milliseconds: only for files that can hold text or members.
    package static func loadTables() {
        // Opened and kept, for the C library unloads what nobody uses.
        for charset in Charset.converted {
            _ = unsafe claimpack_converter_to_utf8(charset.iconvName)
        }
        _ = claimpack_use_utf8_characters()
        loadDigest()
    }

    /// Has libcrypto read its settings.
    package static func loadDigest() {
        _ = try? SHA256Stream()
    }
}
