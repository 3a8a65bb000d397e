import Foundation
import TestSupport
import Testing

/// A folder of evidence may hold what is no file, or lead out of it: each is named with its reason and
/// none is followed.
@Suite struct SpecialFilesTests {
    @Test func `pipes, sockets, devices and links are told and not followed`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let isRoot = geteuid() == 0
            let made = try site.shell(
                """
                echo secret > outside.txt
                cd case/A-contract
                mkfifo pipe
                python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
                \(isRoot ? "mknod device c 1 5" : "mkfifo device")
                ln -s loop loop
                ln -s ../../outside.txt out
                ln -s .. up
                ln -s /etc/passwd absolute
                ln ../../outside.txt hard.txt
                ln -s page-1.txt near
                """)
            #expect(made.status == 0, "\(made.errors)")
            let ran = try site.shell(
                "exec timeout 20 \"$CLAIMPACK\" \(CrashSite.build.joined(separator: " "))")
            #expect(ran.status == 0, "\(ran.errors)")
            for name in ["pipe", "socket", "device"] {
                #expect(ran.output.contains("\"A-contract/\(name)\" is no file and was not read"))
            }
            for name in ["loop", "out", "up", "absolute", "near"] {
                #expect(ran.output.contains("\"A-contract/\(name)\" is a link and was not followed"))
            }
            #expect(ran.output.contains("\"A-contract/hard.txt\" has a second name"), "\(ran.output)")
            let listed = try Run.tool("unzip", ["-Z1", "out.asice"], in: folder)
            let names = listed.output.split(separator: "\n").filter { $0.hasPrefix("exhibits/A-") }
                .map { $0.split(separator: "/").last ?? "" }
            #expect(names.allSatisfy { $0.hasPrefix("page-") || $0 == "hard.txt" }, "\(names)")
        }
    }

    @Test(arguments: ["pipe", "socket", "folder", "link to nothing"])
    func `what should be a file of ours and is none ends at once`(kind: String) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let make =
                switch kind {
                case "pipe": "mkfifo X"
                case "socket": "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"X\")'"
                case "folder": "mkdir X"
                default: "ln -s nothing X"
                }
            for (name, command) in [
                ("k.key", "build case -o out.asice --key k.key"),
                ("k.crt", "build case -o out.asice --key k.key"),
                ("pack.asice", "verify pack.asice"), ("pack.asice", "inspect pack.asice"),
            ] {
                let ran = try site.shell(
                    "rm -rf \(name); \(make.replacingOccurrences(of: "X", with: name)); timeout 20 \"$CLAIMPACK\" \(command)")
                #expect((64...77).contains(ran.status), "\(name): \(ran.status) \(ran.errors)")
                #expect(ran.errors.contains(name), "\(ran.errors)")
                #expect(!site.exists("out.asice"))
                try site.remove(name)
                if name != "pack.asice" { _ = try CrashSite(in: folder) }
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "skipped: only root can run as another user"))
    func `files and folders that may not be read are all named, and nothing is sealed`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.asOrdinaryUser(
                """
                chmod 0000 case/A-contract/page-1.txt case/A-contract/page-2.txt
                ./claimpack build case -o out.asice --key k.key --no-programs; echo "status $?"
                mkdir case/D-inspection case/E-photos && chmod 0000 case/D-inspection case/E-photos
                timeout 20 ./claimpack build case -o out.asice --key k.key --no-programs; echo "status $?"
                chmod -R u+rwX case
                ls -A
                """)
            #expect(ran.output.hasPrefix("status 77\nstatus 77\n"), "\(ran.output) \(ran.errors)")
            #expect(!ran.output.contains("out.asice") && !ran.output.contains(".part"))
            let lines = ran.errors.split(separator: "\n")
            for name in ["page-1.txt", "page-2.txt"] {
                #expect(lines.count { $0.contains("\(name): permission denied") } == 2, "\(ran.errors)")
            }
            for name in ["D-inspection", "E-photos"] {
                #expect(lines.count { $0.contains("\(name): permission denied") } == 1, "\(ran.errors)")
            }
        }
    }
}

extension CrashSite {
    /// Runs a script as a user who is nobody, in this folder and with a copy of the command in it.
    func asOrdinaryUser(_ script: String) throws -> Ran {
        let ran = try shell(
            """
            cp "$CLAIMPACK" claimpack && chmod 0755 claimpack && chown -R 65534:65534 . && chmod 0755 .
            exec setpriv --reuid=65534 --regid=65534 --clear-groups bash -c \(quoted(script))
            """)
        return ran
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
