import Foundation
import Synchronization
import TestSupport
import Testing

/// Promise 6: building is crash-safe. The command is killed at each system call that could leave
/// something half done, and at random times; then the folder is looked at.
@Suite(.enabled(if: CrashSite.canTrace, "skipped: nothing can be traced here"))
struct CrashTests {
    /// One way of writing something, and what may stand there afterwards.
    struct Scene: Sendable {
        let name: String
        let arguments: [String]
        /// What the command makes, and what stood there before.
        let targets: [String]
        var prepare: @Sendable (CrashSite) throws -> Void = { _ in }
        /// Nil when the target is whole, else what is wrong with it.
        let trouble: @Sendable (CrashSite, String) throws -> String?
    }

    static let scenes: [Scene] = [
        Scene(
            name: "build", arguments: CrashSite.build, targets: ["out.asice"],
            trouble: { try notIntact($0, $1) }),
        Scene(
            name: "build --force", arguments: CrashSite.build + ["--force"], targets: ["out.asice"],
            prepare: { try Data("the old file".utf8).write(to: $0.folder.appendingPathComponent("out.asice")) },
            trouble: { site, name in
                try site.bytes(of: name) == Data("the old file".utf8) ? nil : try notIntact(site, name)
            }),
        Scene(
            name: "add",
            arguments: [
                "add", "pack.asice", "case", "-o", "out.asice", "--key", "k.key", "--no-programs",
            ],
            targets: ["out.asice"],
            prepare: { site in
                try pack(site)
                try Data("late\n".utf8).write(
                    to: site.folder.appendingPathComponent("case/C-chat/late.txt"))
            },
            trouble: { try notIntact($0, $1) }),
        Scene(
            name: "keygen", arguments: ["keygen", "--name", "Mira Holm", "--out", "new", "--no-passphrase"],
            targets: ["new.key", "new.crt"],
            trouble: { site, name in
                let kind = name.hasSuffix(".key") ? "pkey" : "x509"
                let ran = try Run.tool("openssl", [kind, "-noout", "-in", name], in: site.folder)
                return ran.status == 0 ? nil : ran.errors
            }),
        Scene(
            name: "extract", arguments: ["extract", "pack.asice", "-o", "out"], targets: ["out"],
            prepare: { try pack($0) },
            trouble: { try notAllExhibits($0, $1) }),
        Scene(name: "export", arguments: CrashSite.export, targets: ["out"], trouble: { try notAllExhibits($0, $1) }),
    ]

    /// Nil when a folder holds every file of the case, each under whatever name it got there.
    private static func notAllExhibits(_ site: CrashSite, _ name: String) throws -> String? {
        let home = site.folder.appendingPathComponent(name)
        var contents = Set<Data>()
        for path in try FileManager.default.subpathsOfDirectory(atPath: home.path) {
            if let bytes = try? Data(contentsOf: home.appendingPathComponent(path)) { contents.insert(bytes) }
        }
        return CrashSite.smallFiles.first { !contents.contains($0.value) }.map {
            "\($0.key) is missing or not whole"
        }
    }

    private static func pack(_ site: CrashSite) throws {
        let built = try site.claimpack(
            ["build", "case", "-o", "pack.asice", "--key", "k.key", "--no-programs"])
        #expect(built.status == 0, "\(built.errors)")
    }

    private static func notIntact(_ site: CrashSite, _ name: String) throws -> String? {
        let ran = try site.claimpack(["verify", name])
        return ran.status == 0 ? nil : "\(name) stands there and is not intact: \(ran.output)"
    }

    /// Every call that makes, fills, saves, names or removes something.
    static let calls = [
        "openat", "openat2", "write", "pwrite64", "copy_file_range", "fallocate", "ftruncate", "fsync",
        "fdatasync", "syncfs", "flock", "mkdirat", "linkat", "renameat", "renameat2", "unlinkat", "close",
    ]

    /// Looks at the folder after a kill and clears it for the next one. Gives what is wrong.
    private static func inspect(_ site: CrashSite, _ scene: Scene, _ kill: String) throws -> [String] {
        var wrong: [String] = []
        let known = Set(["case", "k.key", "k.crt", "pack.asice"] + scene.targets)
        let others = try site.names().filter { !known.contains($0) }
        // One for each target, left by this kill; what the kill before had left is gone.
        if !others.allSatisfy(CrashSite.isTemporary) { wrong.append("\(kill): \(others)") }
        for target in scene.targets where site.exists(target) {
            if let trouble = try scene.trouble(site, target) { wrong.append("\(kill): \(trouble)") }
            try site.remove(target)
        }
        if scene.name == "build --force" { try scene.prepare(site) }
        return wrong
    }

    /// After all kills: the next run works, says what it removed, and leaves nothing but its target.
    private static func recover(_ site: CrashSite, _ scene: Scene) throws -> [String] {
        let leftovers = try site.names().filter(CrashSite.isTemporary)
        let ran = try site.claimpack(scene.arguments)
        var wrong: [String] = []
        if ran.status != 0 { wrong.append("the next run: \(ran.status) \(ran.errors)") }
        for name in leftovers where !ran.output.contains("removed \(name)") {
            wrong.append("the next run does not name \(name)")
        }
        if try site.names().contains(where: CrashSite.isTemporary) {
            wrong.append("the next run leaves \(try site.names())")
        }
        for target in scene.targets {
            if let trouble = try scene.trouble(site, target) { wrong.append(trouble) }
        }
        return wrong
    }

    @Test func `no kill at a system call leaves half a file under a final name`() throws {
        struct Row: Sendable {
            var kills = 0
            var wrong: [String] = []
        }
        let rows = Mutex<[String: Row]>([:])
        let work = Self.scenes.flatMap { scene in Self.calls.map { (scene, $0) } }
        DispatchQueue.concurrentPerform(iterations: work.count) { index in
            let (scene, call) = work[index]
            var row = Row()
            do {
                row = try Places.inNewFolder { folder in
                    var row = Row()
                    let site = try CrashSite(in: folder)
                    try scene.prepare(site)
                    // Most of these two belong to the loading of libraries, which is the same each time.
                    let isCommon = ["openat", "close"].contains(call)
                    let isFirst = ["build", "extract"].contains(scene.name)
                    // A filing set is many small files, written alike: every few of their calls will do.
                    let isFiling = scene.name == "export"
                    let step =
                        CrashSite.isLong
                        ? (isCommon && !isFirst ? 7 : isFiling ? 9 : 1)
                        : (isCommon || isFiling ? 23 : 5)
                    var point = 1
                    while true {
                        let ran = try site.injecting(
                            "\(call):signal=KILL:when=\(point)", into: scene.arguments)
                        guard ran.status == SIGKILL else {
                            if ran.status != 0 { row.wrong.append("\(call) \(point): \(ran.errors)") }
                            break
                        }
                        row.kills += 1
                        row.wrong += try Self.inspect(site, scene, "\(scene.name), \(call) \(point)")
                        point += step
                    }
                    for target in scene.targets { try site.remove(target) }
                    row.wrong += try Self.recover(site, scene)
                    return row
                }
            } catch {
                row.wrong.append("\(scene.name), \(call): \(error)")
            }
            rows.withLock { [row] in $0["\(scene.name): \(call)"] = row }
        }
        let table = rows.withLock { $0 }
        let kills = table.values.reduce(0) { $0 + $1.kills }
        for (name, row) in table.sorted(by: { $0.key < $1.key }) where row.kills > 0 {
            print("kill points  \(name): \(row.kills)")
        }
        print("kill points in all: \(kills)")
        #expect(table.values.flatMap(\.wrong) == [])
        #expect(kills >= (CrashSite.isLong ? 1_000 : 40))
    }

    @Test func `no kill at a random time leaves half a file under a final name`() throws {
        let count = CrashSite.isLong ? 500 : 20
        let scenes = Self.scenes.filter { $0.name != "keygen" }
        let wrong = Mutex<[String]>([])
        let kills = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: scenes.count) { index in
            let scene = scenes[index]
            do {
                try Places.inNewFolder { folder in
                    var generator = SplitMix(seed: UInt64(index + 1))
                    let site = try CrashSite(in: folder)
                    try scene.prepare(site)
                    let start = Date()
                    _ = try site.claimpack(scene.arguments)
                    let whole = Date().timeIntervalSince(start)
                    for target in scene.targets where scene.name != "build --force" { try site.remove(target) }
                    var killed = 0
                    // A run that ends before its time is no kill; twice as many are tried at most.
                    for _ in 0..<(count * 2 / scenes.count) where killed < count / scenes.count + 1 {
                        let seconds = Double.random(in: 0.001...max(0.02, whole), using: &generator)
                        let ran = try Run.tool(
                            "timeout",
                            ["-s", "KILL", String(format: "%.4f", seconds), Run.claimpack.path]
                                + scene.arguments, in: folder)
                        // timeout answers 137, or dies with its child.
                        let wasKilled = ran.status == 137 || ran.status == SIGKILL
                        if wasKilled { killed += 1 }
                        let found = try Self.inspect(site, scene, "\(scene.name), after \(seconds) s")
                        wrong.withLock { $0 += found }
                    }
                    kills.withLock { [killed] in $0 += killed }
                    for target in scene.targets { try site.remove(target) }
                    let found = try Self.recover(site, scene)
                    wrong.withLock { $0 += found }
                }
            } catch {
                wrong.withLock { [text = "\(scene.name): \(error)"] in $0.append(text) }
            }
        }
        print("runs killed at random times: \(kills.withLock { $0 })")
        #expect(wrong.withLock { $0 } == [])
        #expect(kills.withLock { $0 } >= count / 2)
    }

    @Test func `data are saved before the name, and the name before the end`() throws {
        try Places.inNewFolder { folder in
            _ = try CrashSite(in: folder)
            let log = folder.appendingPathComponent("log")
            let ran = try Run.tool(
                "strace",
                [
                    "-f", "-qq", "-y", "-o", log.path, "-e",
                    "trace=write,pwrite64,pwritev,copy_file_range,ftruncate,fallocate,fsync,fdatasync,renameat2",
                    Run.claimpack.path,
                ] + CrashSite.build, in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            var steps: [String] = []
            for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
                let isData = line.contains(".part>") && !line.contains("fsync")
                let step =
                    line.contains("renameat2(") ? "rename"
                    : line.contains("fsync(") ? line.contains(".part>") ? "save file" : "save folder"
                    : isData ? "data" : nil
                if let step, steps.last != step { steps.append(step) }
            }
            #expect(steps == ["data", "save file", "rename", "save folder"])
        }
    }

    @Test(arguments: [("INT", Int32(130)), ("TERM", Int32(143))])
    func `a signal ends the work, says so and leaves nothing`(name: String, status: Int32) throws {
        for scene in Self.scenes where scene.name != "keygen" {
            try Places.inNewFolder { folder in
                let site = try CrashSite(in: folder)
                try scene.prepare(site)
                let before = try site.names()
                // The signal comes when the temporary is there: at a write into it.
                let call = ["extract", "export"].contains(scene.name) ? "write" : "pwrite64"
                let ran = try site.injecting("\(call):signal=\(name):when=2", into: scene.arguments)
                #expect(ran.status == status, "\(scene.name): \(ran.errors)")
                #expect(ran.errors == "claimpack: interrupted: nothing unfinished was left behind\n")
                #expect(try site.names() == before)
                let json = try site.injecting(
                    "\(call):signal=\(name):when=2", into: scene.arguments + ["--json"])
                #expect(json.output.contains("\"interrupted\""))
            }
        }
    }

    @Test func `a second signal kills`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            // The first is noted when the temporary is claimed, the second comes before anything is read.
            let twice = try site.injecting(
                "flock:signal=TERM:when=1", "getdents64:signal=TERM:when=3", into: CrashSite.build)
            #expect([143, SIGTERM].contains(twice.status))
            #expect(twice.errors == "")
            #expect(try site.made().allSatisfy(CrashSite.isTemporary))
        }
    }

    @Test func `signals that were ignored at the start stay ignored`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let ran = try site.shell(
                "trap '' TERM INT; strace -f -qq -o /dev/null -e trace=pwrite64 -e inject=pwrite64:signal=TERM:when=2 \"$CLAIMPACK\" build case -o out.asice --key k.key --no-programs")
            #expect(ran.status == 0, "\(ran.errors)")
            #expect(try site.made() == ["out.asice"])
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
