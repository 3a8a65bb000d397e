import CLibXML2

/// What libxml2 keeps for the whole process, set once before the first document.
enum XMLLibrary {
    private static let prepared: Bool = {
        xmlInitParser()
        // No document may make this process open a file or a connection, whatever options a later
        // caller passes: the loader behind every external entity and DTD answers "nothing".
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()

    /// Call before each use. Besides the one-time part it silences this thread: character
    /// conversion reports problems past every parser context, by default to standard error.
    static func prepare() {
        _ = prepared
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
    }
}
