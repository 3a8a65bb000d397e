import Foundation
import TestSupport
import Testing

/// Whether this process may mount file systems in a namespace of its own.
private let canMount: Bool =
    (try? Run.tool("unshare", ["-m", "sh", "-c", "mount -t tmpfs none /mnt"]))?.status == 0

private let isRoot = geteuid() == 0

/// Disks that are full, fail or go away: a clean error with the status of the table, which names the
/// file, and nothing left behind.
@Suite struct FaultTests {
    private func failing(
        _ fault: String, _ arguments: [String] = CrashSite.build, status: Int32, naming name: String,
        leaves left: [String] = [], prepare: (CrashSite) throws -> Void = { _ in }
    ) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            try prepare(site)
            let ran = try site.injecting(fault, into: arguments)
            #expect(ran.status == status, "\(fault): \(ran.errors)")
            #expect(ran.errors.contains(name), "\(fault): \(ran.errors)")
            #expect(!ran.errors.contains(".part"), "\(fault): \(ran.errors)")
            #expect(try site.made() == left, "\(fault)")
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("ENOSPC", Int32(73)), ("EDQUOT", 73), ("EFBIG", 73), ("EROFS", 73), ("EIO", 74), ("EPERM", 77),
        ])
    func `a write that fails, at any of them`(error: String, status: Int32) throws {
        // A question to a worker is written too, and what fails there is a fact about the exhibit.
        let build = CrashSite.build + ["--no-sandbox"]
        let count = try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            return try site.calls("pwrite64", of: build)
        }
        #expect(count > 0)
        let step = CrashSite.isLong ? max(1, count / 20) : max(1, count / 3)
        let points = Set(Array(stride(from: 1, through: count, by: step)) + [2, count]).sorted()
        var met = 0
        for point in points {
            let fault = "pwrite64:error=\(error):when=\(point)"
            try Places.inNewFolder { folder in
                let site = try CrashSite(in: folder)
                guard let ran = try site.meeting(fault, into: build) else { return }
                met += 1
                #expect(ran.status == status, "\(fault): \(ran.errors)")
                #expect(ran.errors.contains("out.asice"), "\(fault): \(ran.errors)")
                #expect(!ran.errors.contains(".part"), "\(fault): \(ran.errors)")
                #expect(try site.made() == [], "\(fault)")
            }
        }
        #expect(met > 0)
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("fsync:error=EIO:when=1", Int32(74)), ("fsync:error=ENOSPC:when=1", 73),
            ("fsync:error=EIO:when=2", 74), ("renameat2:error=EXDEV", 73), ("renameat2:error=ENOSPC", 73),
            ("renameat2:error=EACCES", 77), ("renameat2:error=EEXIST", 73), ("renameat2:error=EIO", 74),
        ])
    func `a save or a rename that fails`(fault: String, status: Int32) throws {
        try failing(fault, status: status, naming: "out.asice")
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("mkdirat:error=ENOSPC", Int32(73)), ("write:error=ENOSPC:when=1", 73),
            ("write:error=EDQUOT:when=6", 73), ("fsync:error=EIO:when=1", 74), ("renameat2:error=EIO", 74),
            ("renameat2:error=EACCES", 77),
        ])
    func `a filing set that cannot be written is not there`(fault: String, status: Int32) throws {
        try failing(fault, CrashSite.export + ["--no-sandbox"], status: status, naming: "out")
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("write:error=ENOSPC:when=1", Int32(73)), ("fsync:error=EIO:when=1", 74),
            ("renameat2:error=EIO", 74), ("renameat2:error=EACCES", 77),
        ])
    func `a claim file that cannot be written leaves the folder as it was`(fault: String, status: Int32) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let home = folder.appendingPathComponent("case").path
            try FileManager.default.removeItem(atPath: home + "/claim.yaml")
            let before = try FileManager.default.subpathsOfDirectory(atPath: home).sorted()
            let ran = try site.injecting(fault, into: ["init", "case", "--yes", "--no-programs", "--no-sandbox"])
            #expect(ran.status == status, "\(fault): \(ran.errors)")
            #expect(ran.errors.contains("claim.yaml"), "\(fault): \(ran.errors)")
            #expect(!ran.errors.contains(".part"), "\(fault): \(ran.errors)")
            #expect(try FileManager.default.subpathsOfDirectory(atPath: home).sorted() == before, "\(fault)")
        }
    }

    /// A file system without RENAME_NOREPLACE: a hard link, and then the old name does not go away.
    @Test(.enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"))
    func `a rename by hard link that fails in its second half leaves no new name`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let linked = try site.injecting("renameat2:error=EINVAL", into: CrashSite.build)
            #expect(linked.status == 0, "\(linked.errors)")
            #expect(try site.made() == ["out.asice"])
            try site.remove("out.asice")
            let ran = try site.injecting(
                "renameat2:error=EINVAL", "unlinkat:error=EIO:when=1", into: CrashSite.build)
            #expect(ran.status == 74, "\(ran.errors)")
            #expect(try site.made() == [])
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: ["fsync:error=EIO:when=1", "renameat:error=EIO", "pwrite64:error=ENOSPC:when=9"])
    func `the old file stays whole when its replacement fails`(fault: String) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let old = folder.appendingPathComponent("out.asice")
            try Data("the old file".utf8).write(to: old)
            let ran = try site.injecting(fault, into: CrashSite.build + ["--force"])
            #expect([73, 74].contains(ran.status), "\(ran.errors)")
            #expect(try Data(contentsOf: old) == Data("the old file".utf8))
            #expect(try site.made() == ["out.asice"])
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: ["k.key", "k.crt", "case/claim.yaml", "case/A-contract/page-1.txt", "case/C-chat/record.bin"])
    func `a read that fails names the file it read`(file: String) throws {
        // What fails in a worker is a fact about the exhibit; here the program reads by itself.
        let build = CrashSite.build + ["--no-sandbox"]
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let count = try site.calls("pread64", on: file, of: build)
            #expect(count > 0)
            try site.remove("out.asice")
            var met = 0
            for point in 1...count {
                let fault = "pread64:error=EIO:when=\(point)"
                guard let ran = try site.meeting(fault, on: file, into: build) else {
                    try site.remove("out.asice")
                    continue
                }
                met += 1
                #expect(ran.status == 74, "\(point) of \(count): \(ran.errors)")
                #expect(ran.errors.contains(file), "\(ran.errors)")
                #expect(try site.made() == [])
                try site.remove("out.asice")
            }
            #expect(met > 0)
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            "pwrite64:error=EINTR:when=2+3", "pread64:error=EINTR:when=3+2", "fsync:error=EINTR:when=1",
            "openat2:error=EINTR:when=1+2", "openat2:error=EAGAIN:when=1+2", "close:error=EIO:when=60+1",
            "openat2:error=ENOSYS", "openat2:error=EPERM", "flock:error=ENOLCK",
        ])
    func `what is no failure is none`(fault: String) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            // A close that is kept from happening would leave a worker's pipe open for ever.
            let ran = try site.injecting(fault, into: CrashSite.build + ["--no-sandbox"])
            #expect(ran.status == 0, "\(fault): \(ran.errors)")
            #expect(try site.made() == ["out.asice"])
            #expect(try site.claimpack(["verify", "out.asice"]).status == 0)
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("write:error=ENOSPC:when=3", Int32(73)), ("write:error=EIO:when=1", 74),
            ("openat2:error=EDQUOT:when=12", 73), ("mkdirat:error=ENOSPC:when=2", 73), ("syncfs:error=EIO", 74),
            ("renameat2:error=EEXIST", 73), ("fsync:error=EIO:when=1", 74),
        ])
    func `an extraction that fails leaves no folder`(fault: String, status: Int32) throws {
        try failing(
            fault, ["extract", "pack.asice", "-o", "out"], status: status, naming: "out",
            leaves: ["pack.asice"]
        ) { site in
            let built = try site.claimpack(
                ["build", "case", "-o", "pack.asice", "--key", "k.key", "--no-programs"])
            #expect(built.status == 0)
        }
    }

    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("write:error=ENOSPC:when=1", Int32(73)), ("fsync:error=EIO:when=2", 74),
            ("renameat2:error=EIO:when=1", 74), ("renameat2:error=EIO:when=2", 74),
        ])
    func `a pair of keys that fails leaves no half of it`(fault: String, status: Int32) throws {
        try failing(
            fault, ["keygen", "--name", "Mira Holm", "--out", "new", "--no-passphrase"], status: status,
            naming: "new.")
    }

    /// The kernel writes and reads as much as it likes; here as little as one may, through a library
    /// that is put before the system's.
    @Test func `short reads and short writes give the same bytes`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let shim = """
                #define _GNU_SOURCE
                #include <dlfcn.h>
                #include <sys/types.h>
                static size_t some(size_t n) { return n > 5 ? n / 3 + 1 : n > 1 ? 1 : n; }
                #define SHORT(name, type) \\
                    ssize_t name(int fd, type buffer, size_t n, off_t at) { \\
                        static ssize_t (*real)(int, type, size_t, off_t); \\
                        if (!real) real = dlsym(RTLD_NEXT, #name); \\
                        return real(fd, buffer, some(n), at); }
                SHORT(pwrite, const void *) SHORT(pwrite64, const void *) SHORT(pread, void *) SHORT(pread64, void *)
                ssize_t write(int fd, const void *buffer, size_t n) {
                    static ssize_t (*real)(int, const void *, size_t);
                    if (!real) real = dlsym(RTLD_NEXT, "write");
                    return real(fd, buffer, some(n)); }
                """
            try Data(shim.utf8).write(to: folder.appendingPathComponent("short.c"))
            let made = try site.shell(
                "$(command -v cc || command -v clang || command -v gcc) -shared -fPIC -o short.so short.c -ldl")
            #expect(made.status == 0, "\(made.errors)")
            let whole = try site.claimpack(CrashSite.build)
            #expect(whole.status == 0)
            let expected = try site.bytes(of: "out.asice")
            try site.remove("out.asice")
            let ran = try Run.claimpack(
                CrashSite.build, in: folder,
                environment: ["LD_PRELOAD": folder.appendingPathComponent("short.so").path])
            #expect(ran.status == 0, "\(ran.errors)")
            #expect(ran.output == whole.output || ran.output.contains("out.asice"))
            let short = try site.bytes(of: "out.asice")
            // All but the seal, which is random by nature, and its checksum.
            #expect(short.count == expected.count || abs(short.count - expected.count) < 8)
            #expect(try site.claimpack(["verify", "out.asice"]).status == 0)
            let read = try Run.claimpack(
                ["verify", "out.asice"], in: folder,
                environment: ["LD_PRELOAD": folder.appendingPathComponent("short.so").path])
            #expect(read.status == 0, "\(read.output)")
        }
    }

    @Test(.enabled(if: canMount, "skipped: no file system can be mounted here"), arguments: [1, 64, 200, 300])
    func `a small disk that is full`(kilobytes: Int) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.shell(
                """
                mkdir disk
                exec unshare -m bash -c '
                    mount -t tmpfs -o size=1m none disk || exit 99
                    head -c $((1048576 - \(kilobytes * 1024))) /dev/zero > disk/ballast
                    "$CLAIMPACK" build case -o disk/out.asice --key k.key --no-programs
                    echo "status $?"
                    ls -A disk'
                """)
            let lines = ran.output.split(separator: "\n").map(String.init)
            #expect(lines.suffix(2) == ["status 73", "ballast"], "\(ran.output) \(ran.errors)")
            #expect(ran.errors.contains("disk/out.asice: no space left"), "\(ran.errors)")
        }
    }

    @Test(.enabled(if: canMount, "skipped: no file system can be mounted here"))
    func `a disk that may only be read`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.shell(
                """
                mkdir disk
                exec unshare -m bash -c '
                    mount -t tmpfs -o ro none disk || exit 99
                    "$CLAIMPACK" build case -o disk/out.asice --key k.key --no-programs; echo "status $?"
                    "$CLAIMPACK" extract no.asice -o disk/out; echo "status $?"'
                """)
            #expect(ran.output == "status 73\nstatus 66\n", "\(ran.errors)")
            #expect(ran.errors.contains("disk/out.asice: nothing can be written there"))
        }
    }

    @Test func `the file size limit of the shell is an error, not the end`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.shell("ulimit -f 64; \"$CLAIMPACK\" \(CrashSite.build.joined(separator: " "))")
            #expect(ran.status == 73, "\(ran.errors)")
            #expect(ran.errors.contains("out.asice"))
            #expect(try site.made() == [])
        }
    }

    @Test func `a device is never replaced, and a full one never takes a result`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            #expect(try site.shell("mkfifo out.asice").status == 0)
            let ran = try site.claimpack(CrashSite.build + ["--force"])
            #expect(ran.status == 73, "\(ran.errors)")
            #expect(try site.shell("test -p out.asice").status == 0)
            #expect(try site.made() == ["out.asice"])
            try site.remove("out.asice")
            let lost = try site.shell("\"$CLAIMPACK\" check case --no-programs > /dev/full")
            #expect(lost.status == 74)
            #expect(lost.errors.contains("standard output"))
        }
    }

    @Test(.enabled(if: isRoot, "skipped: only root can run as another user"))
    func `a folder where this user may not write`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.asOrdinaryUser(
                """
                mkdir closed && chmod 0555 closed
                ./claimpack build case -o closed/out.asice --key k.key --no-programs; echo "status $?"
                ls -A closed
                """)
            #expect(ran.output == "status 77\n", "\(ran.output) \(ran.errors)")
            #expect(ran.errors.contains("closed/out.asice: permission denied"))
        }
    }

    @Test func `twenty builds of one name have one winner`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let command = "\"$CLAIMPACK\" " + CrashSite.build.joined(separator: " ")
            let ran = try site.shell(
                """
                for number in $(seq 20); do \(command) >/dev/null 2>errors-$number & jobs="$jobs $!"; done
                for job in $jobs; do wait $job; echo $?; done
                """)
            let statuses = ran.output.split(separator: "\n").map(String.init)
            #expect(statuses.count { $0 == "0" } == 1)
            #expect(statuses.count { $0 == "73" } == 19)
            for number in 1...20 {
                let errors = String(decoding: try site.bytes(of: "errors-\(number)"), as: UTF8.self)
                #expect(errors.isEmpty || errors.contains("exists already"), "\(errors)")
                try site.remove("errors-\(number)")
            }
            #expect(try site.made() == ["out.asice"])
            #expect(try site.claimpack(["verify", "out.asice"]).status == 0)
        }
    }

    /// Reads are slowed down, and the file is changed when some of it was read.
    @Test(
        .enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"),
        arguments: [
            ("edited in place", "printf X | dd of=F bs=1 seek=2000000 conv=notrunc status=none"),
            ("cut", "truncate -s 1000000 F"), ("extended", "printf X >> F"),
            ("replaced", "(cat F; echo X) > new && mv new F"),
            ("edited with its time set back",
             "touch -r F time; printf X | dd of=F bs=1 seek=2000000 conv=notrunc status=none; touch -r time F"),
            ("removed", "rm F"),
        ], ["collected", "packed"])
    func `a file that changes while it is read stops the build`(
        change: (name: String, script: String), phase: String
    ) throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(
                in: folder, files: ["C-chat/big.bin": CrashSite.bytes(3_000_000)])
            // The temporary is written to only when all was collected.
            let sign = phase == "collected" ? "big.bin" : "[.]part>"
            let count = phase == "collected" ? 3 : 1
            let ran = try site.shell(
                """
                : > log
                strace -f -qq -y -o log -e trace=pread64,pwrite64,copy_file_range \
                    -e inject=pread64,pwrite64,copy_file_range:delay_exit=40000 \
                    "$CLAIMPACK" \(CrashSite.build.joined(separator: " ")) & job=$!
                until (( $(grep -cE '\(sign)' log) >= \(count) )); do
                    kill -0 $job || exit 98
                    sleep 0.01
                done
                \(change.script.replacingOccurrences(of: "F", with: "case/C-chat/big.bin"))
                wait $job
                """)
            #expect(ran.status == 74, "\(change.name) while \(phase): \(ran.errors)")
            #expect(ran.errors.contains("big.bin"), "\(ran.errors)")
            #expect(!site.exists("out.asice"))
            #expect(try !site.names().contains(where: CrashSite.isTemporary))
        }
    }
}
