import Foundation
import TestSupport
import Testing

/// Hostile files as exhibits of a case, through the command as people type it.
@Suite struct HostileCommandTests {
    private static let isWhole =
        ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] == "1"

    @Test(
        .enabled(if: Places.corpus != nil, "the corpus is not beside the package"),
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/strace"), "needs strace"))
    func `no hostile file stops the command, keeps it, opens a socket or has anything written`()
        throws
    {
        let corpus = try #require(Places.corpus)
        let ran = try Run.program(
            Places.project.appendingPathComponent("Scripts/hostile-exhibits"),
            [Run.claimpack.path, corpus.path] + (Self.isWhole ? [] : ["--short"]), in: nil,
            environment: ["CLAIMPACK_CPU_SECONDS": "20"])
        #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
        #expect(ran.output.split(separator: "\n").count >= 16)
    }
}
