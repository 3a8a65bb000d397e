import ClaimpackKit
import Foundation
import TestSupport
import Testing

/// Progress, quiet, colour and text that is spoken.
@Suite struct TerminalTests {
    @Test(arguments: [
        (
            WorkProgress(work: "sealing", file: "case.asice", bytesDone: 500_000_000, bytesTotal: 2_000_000_000),
            2.0, 80, "sealing [#####---------------] 500 MB of 2.0 GB 250 MB/s 6 s left  case.asice"
        ),
        (
            WorkProgress(
                work: "reading", file: "E-1/a.jpg", bytesDone: 3_000_000, bytesTotal: 0, filesDone: 11,
                filesTotal: 340), 3.0, 80, "reading file 12 of 340, 3.0 MB 1.0 MB/s  E-1/a.jpg"
        ),
        (
            WorkProgress(work: "sealing", file: "x", bytesDone: 10, bytesTotal: 1_000_000_000_000), 10.0,
            100, "sealing [--------------------] 10 bytes of 1.0 TB 1 byte/s 277778 h left  x"
        ),
        (
            WorkProgress(work: "verifying", file: "x", bytesDone: 9, bytesTotal: 6), 0.0, 80,
            "verifying [####################] 6 bytes of 6 bytes  x"
        ),
        (
            WorkProgress(work: "verifying", file: "long name", bytesDone: 1, bytesTotal: 2), 0.0, 30,
            "verifying [##########-------…"
        ),
    ])
    func `progress is bytes, rate, time left and the file, in one line`(
        progress: WorkProgress, seconds: Double, width: Int, line: String
    ) {
        let shown = progress.line(after: seconds, width: width)
        #expect(shown == line)
        #expect(shown.count < width)
    }

    @Test func `a name from the evidence cannot leave the progress line`() {
        let line = WorkProgress(
            work: "reading", file: "a\u{1B}[2J\r\nb\u{202E}c", bytesDone: 1, bytesTotal: 0
        ).line(after: 1)
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }

    /// Runs a command in a terminal of its own, with `script` of util-linux.
    static func inTerminal(_ command: String, _ environment: [String: String] = [:]) throws -> String {
        try Run.program(
            URL(fileURLWithPath: "/usr/bin/script"),
            ["-qec", "\(Run.claimpack.path) \(command)", "/dev/null"], in: Places.project,
            environment: ["TERM": "xterm"].merging(environment) { $1 }
        ).output
    }

    static let check = "check Samples/pcb-quality --no-programs"

    @Test func `colour comes on a terminal, goes with NO_COLOR, and the marks stay`() throws {
        let coloured = try Self.inTerminal(Self.check)
        #expect(coloured.contains("\u{1B}[31m[!!]\u{1B}[0m"))
        for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb"), ("CLAIMPACK_ACCESSIBLE", "1")] {
            #expect(!(try Self.inTerminal(Self.check, [name: value])).contains("\u{1B}"), "\(name)")
        }
        #expect(try Self.inTerminal(Self.check, ["NO_COLOR": "1"]).contains("[!!]"))
        let piped = try Run.claimpack(
            ["check", "Samples/pcb-quality", "--no-programs"], in: Places.project,
            environment: ["CLICOLOR_FORCE": "1"])
        #expect(piped.output.contains("\u{1B}[31m"))
    }

    @Test func `spoken text has one statement a line, words for marks and no columns`() throws {
        let plain = try Run.claimpack(
            ["check", "Samples/pcb-quality", "--no-programs"], in: Places.project)
        let spoken = try Run.claimpack(
            ["check", "Samples/pcb-quality", "--no-programs"], in: Places.project,
            environment: ["CLAIMPACK_ACCESSIBLE": "1"])
        #expect(plain.status == spoken.status)
        for mark in ["[ok]", "[!!]", "[??]", "[--]", "  "] { #expect(!spoken.output.contains(mark), "\(mark)") }
        #expect(spoken.output.contains("not ok: not ready to file"))
        #expect(spoken.output.contains("\nasked: 35,200.00 USD\n"))
        // Nothing is lost: the words are the same, but for the marks.
        func words(_ text: String) -> [Substring] {
            text.split { $0 == " " || $0 == "\n" }
        }
        #expect(words(spoken.output).count >= words(plain.output).count - 60)
    }

    @Test func `quiet leaves the result and takes the next step away`() throws {
        try Places.inNewFolder { folder in
            _ = try Run.claimpack(
                ["keygen", "--name", "A", "--out", folder.path + "/a", "--no-passphrase"])
            func build(_ name: String, _ more: [String]) throws -> Ran {
                try Run.claimpack(
                    ["build", "Samples/pcb-quality", "--no-programs", "-o", folder.path + "/" + name,
                        "--key", folder.path + "/a.key"] + more, in: Places.project)
            }
            #expect(try build("one.asice", []).output.contains("\nnext:  claimpack inspect"))
            let quiet = try build("two.asice", ["--quiet"])
            #expect(quiet.status == 0)
            #expect(quiet.output.contains("two.asice") && !quiet.output.contains("next:"))
            // What the files tell of people is said before sealing, also in quiet.
            #expect(quiet.errors.hasPrefix("note: whoever opens the bundle learns"))
        }
    }
}
