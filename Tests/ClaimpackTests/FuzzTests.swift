import Foundation
import TestSupport
import Testing

/// `Scripts/fuzz`: a short run of it, and that it finds what it is there to find.
@Suite struct FuzzTests {
    private static let isLong = ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] == "1"
    private static let script = Places.project.appendingPathComponent("Scripts/fuzz")

    private func fuzz(_ program: String, _ arguments: [String], in folder: URL) throws -> Ran {
        try Run.program(
            Self.script, [program, "--keep", folder.appendingPathComponent("kept").path] + arguments,
            // This is the slow build.
            in: folder, environment: ["CLAIMPACK_CPU_SECONDS": "50"])
    }

    @Test(arguments: ["bundles", "evidence"])
    func `no altered input ends the command, keeps it or is called intact`(kind: String) throws {
        try Places.inNewFolder { folder in
            let ran = try fuzz(
                Run.claimpack.path,
                ["--only", kind, "--seed", "12", "--seconds", Self.isLong ? "120" : "20"], in: folder)
            #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
            #expect(ran.output.contains(", 0 found"))
        }
    }

    /// Programs that do what none may do: each is found, and the input is kept.
    @Test(arguments: [
        ("kill -SEGV $$", "died by signal 11"), ("exit 70", "ended with status 70"),
        ("exit 132", "ended with status 132"), ("while :; do :; done", "seconds of processor time"),
        ("exit 0", "called an altered bundle intact"),
    ])
    func `what a program must not do is found`(does: String, word: String) throws {
        try Places.inNewFolder { folder in
            let program = folder.appendingPathComponent("faulty")
            let script = """
                #!/bin/sh
                case $1 in keygen | build | add) exec '\(Run.claimpack.path)' "$@" ;; esac
                ulimit -t 1
                \(does)

                """
            try Data(script.utf8).write(to: program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            let ran = try Run.program(
                Self.script,
                [program.path, "--keep", folder.appendingPathComponent("kept").path, "--only", "bundles",
                 "--seed", "1", "--count", "3"],
                in: folder, environment: ["CLAIMPACK_CPU_SECONDS": "0.5"])
            #expect(ran.status == 1, "\(ran.output)\(ran.errors)")
            let isLoop = word.hasPrefix("seconds")
            #expect(ran.output.contains(isLoop ? "s of processor time" : word), "\(ran.output)")
            let kept = try FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent("kept").path)
            #expect(!kept.isEmpty)
        }
    }
}
