import Foundation

/// Where things lie for tests.
public enum Places {
    /// The checkout.
    public static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The sample case folder.
    public static let sample = project.appendingPathComponent("Samples/pcb-quality")

    /// Real and hostile files written by others; nil where they are not at hand, and then the tests
    /// over them say "skipped".
    public static let corpus: URL? = {
        let named = ProcessInfo.processInfo.environment["CLAIMPACK_CORPUS"].map {
            URL(fileURLWithPath: $0)
        }
        let folder =
            named ?? project.deletingLastPathComponent().appendingPathComponent("shared/corpus")
        return FileManager.default.fileExists(
            atPath: folder.appendingPathComponent("README.md").path)
            ? folder : nil
    }()

    /// A new folder that `body` may fill; it is removed afterwards.
    public static func inNewFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("claimpack-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
