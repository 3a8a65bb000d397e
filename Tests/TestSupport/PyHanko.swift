import Foundation

/// pyHanko's answers on a signature with a time-stamp, by `Tests/Authority/pyhanko-judge.py`. It shares no
/// code with OpenSSL's CMS. `Scripts/test` installs it for the tests; where it cannot be had, they are skipped.
public struct PyHanko: Decodable, Sendable {
    public struct Stamp: Decodable, Sendable {
        public let intact: Bool
        public let valid: Bool
        public let trusted: Bool
        /// ISO 8601 with offset.
        public let time: String
    }

    public let intact: Bool
    public let valid: Bool
    public let trusted: Bool
    /// The signing time the signer states.
    public let claimed: String?
    public let stamp: Stamp?

    private static let python = Places.project.appendingPathComponent(".build/pyhanko/bin/python")

    public static let isThere = FileManager.default.isExecutableFile(atPath: python.path)

    /// What it says of `signature` over `content`, all paths; `signer` and `clock` are what it is to trust, in PEM.
    public static func judge(
        _ signature: URL, over content: URL, signer: URL, clock: URL? = nil
    ) throws -> PyHanko {
        let script = Places.project.appendingPathComponent("Tests/Authority/pyhanko-judge.py")
        let ran = try Run.program(
            python, [script, signature, content, signer].map(\.path) + (clock.map { [$0.path] } ?? []),
            in: nil, environment: [:])
        guard ran.status == 0 else { throw Refusal(words: ran.errors) }
        return try JSONDecoder().decode(PyHanko.self, from: Data(ran.output.utf8))
    }

    struct Refusal: Error, CustomStringConvertible {
        let words: String
        var description: String { "pyHanko stopped: \(words)" }
    }
}
