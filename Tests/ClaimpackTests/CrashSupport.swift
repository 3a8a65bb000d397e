import Foundation
import Synchronization
import TestSupport
import Testing

/// A folder with a small case, a key, and what a build of it gives; commands run in it are stopped,
/// failed or disturbed from outside.
struct CrashSite {
    let folder: URL

    /// Lays out `case`, `k.key` and `k.crt`.
    init(in folder: URL, files: [String: Data] = CrashSite.smallFiles) throws {
        self.folder = folder
        let kase = folder.appendingPathComponent("case")
        for (name, bytes) in files {
            let file = kase.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: file)
        }
        try Data(Self.claim.utf8).write(to: kase.appendingPathComponent("claim.yaml"))
        for name in ["k.key", "k.crt"] { try Self.key(name).write(to: folder.appendingPathComponent(name)) }
    }

    static let claim = """
        claimpack: 1
        venue: alibaba-trade-assurance
        reason: quality
        filing-on: 2026-04-14
        order:
          number: "287340516001029481"

        """

    static let smallFiles: [String: Data] = {
        var files: [String: Data] = [:]
        // More files are more points at which the long form kills.
        for index in 1...(isLong ? 40 : 8) { files["A-contract/page-\(index).txt"] = Data("page \(index)\n".utf8) }
        files["C-chat/record.bin"] = bytes(300_000)
        return files
    }()

    /// Bytes that do not repeat, the same for the same count.
    static func bytes(_ count: Int) -> Data {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return Data((0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        })
    }

    /// One key for all sites: making one costs more than using it.
    private static let keys: [String: Data] = {
        (try? Places.inNewFolder { folder in
            let ran = try Run.claimpack(
                ["keygen", "--name", "Larkspur Devices LLC", "--out", "k", "--no-passphrase"], in: folder)
            guard ran.status == 0 else { return [:] }
            return try ["k.key", "k.crt"].reduce(into: [:]) {
                $0[$1] = try Data(contentsOf: folder.appendingPathComponent($1))
            }
        }) ?? [:]
    }()

    private static func key(_ name: String) throws -> Data { try #require(keys[name]) }

    static let build = ["build", "case", "-o", "out.asice", "--key", "k.key", "--no-programs"]
    static let export = [
        "export", "case", "--for", "alibaba-trade-assurance", "-o", "out", "--draft", "--no-pdf",
        "--no-programs",
    ]

    @discardableResult
    func claimpack(_ arguments: [String]) throws -> Ran { try Run.claimpack(arguments, in: folder) }

    /// A script with the command as `$CLAIMPACK`.
    func shell(_ script: String) throws -> Ran {
        try Run.program(
            URL(fileURLWithPath: "/bin/bash"), ["-c", script], in: folder,
            environment: ["CLAIMPACK": Run.claimpack.path])
    }

    /// Runs the command under strace with this injection, such as `fsync:error=EIO:when=1`, into all
    /// calls or into those that concern one file. On one processor: strace counts the calls of each
    /// thread by itself, and several threads share the work differently each time.
    func injecting(
        _ faults: String..., on file: String? = nil, into arguments: [String]
    ) throws -> Ran {
        let calls = faults.map { String($0.prefix { $0 != ":" }) }.joined(separator: ",")
        return try Run.tool(
            "taskset",
            ["-c", Self.nextProcessor(), "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls]
                + only(file) + faults.flatMap { ["-e", "inject=" + $0] } + [Run.claimpack.path] + arguments,
            in: folder)
    }

    /// The same with one fault; nil when the command ended without meeting it, because its threads shared
    /// the calls in another way than when they were counted.
    func meeting(
        _ fault: String, on file: String? = nil, into arguments: [String]
    ) throws -> Ran? {
        let log = folder.deletingLastPathComponent().appendingPathComponent(
            "faults-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        let ran = try Run.tool(
            "taskset",
            ["-c", Self.nextProcessor(), "strace", "-f", "-qq", "-o", log.path, "-e",
             "trace=" + fault.prefix { $0 != ":" }, "-e", "inject=" + fault]
                + only(file) + [Run.claimpack.path] + arguments, in: folder)
        let met = try String(contentsOf: log, encoding: .utf8).contains("(INJECTED)")
        return met ? ran : nil
    }

    private func only(_ file: String?) -> [String] {
        file.map { ["-P", folder.appendingPathComponent($0).path] } ?? []
    }

    /// One processor of those that this process may run on, each in its turn.
    private static func nextProcessor() -> String {
        let turn = turns.withLock { turns in
            turns += 1
            return turns
        }
        return "\(processors[turn % processors.count])"
    }

    private static let turns = Mutex(0)

    /// Such as `0-3,8` in the words of the kernel.
    private static let processors: [Int] = {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
        let ranges = line?.drop { !$0.isNumber }.split(separator: ",") ?? []
        let all = ranges.flatMap { range -> [Int] in
            let ends = range.split(separator: "-").compactMap { Int($0) }
            return ends.first.map { Array($0...max($0, ends.last ?? $0)) } ?? []
        }
        return all.isEmpty ? [0] : all
    }()

    /// How often the command makes this call, in the thread that makes it most often.
    func calls(
        _ name: String, on file: String? = nil, of arguments: [String]
    ) throws -> Int {
        let log = folder.deletingLastPathComponent().appendingPathComponent(
            "calls-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        _ = try Run.tool(
            "taskset",
            ["-c", Self.nextProcessor(), "strace", "-f", "-qq", "-o", log.path, "-e", "trace=" + name]
                + only(file) + [Run.claimpack.path] + arguments, in: folder)
        // Each line begins with the number of its thread.
        var counts: [Substring: Int] = [:]
        for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
        where line.contains(name + "(") {
            counts[line.prefix { $0.isNumber }, default: 0] += 1
        }
        return counts.values.max() ?? 0
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    func bytes(of name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
    }

    func remove(_ name: String) throws {
        // Also a link that leads nowhere.
        if try names().contains(name) {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
    }

    /// What stands there besides the case and the key, sorted: nothing after a clean failure.
    func made() throws -> [String] {
        try names().filter { !["case", "k.key", "k.crt"].contains($0) }
    }

    static func isTemporary(_ name: String) -> Bool {
        name.count == 32 && name.hasPrefix(".claimpack-") && name.hasSuffix(".part")
            && name.dropFirst(11).dropLast(5).allSatisfy(\.isHexDigit)
    }

    /// True where the kernel and the container let one process trace another.
    static let canTrace: Bool = {
        (try? Run.tool("strace", ["-qq", "-o", "/dev/null", "true"]))?.status == 0
    }()

    /// The long form: every point instead of a sample.
    static let isLong = ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] != nil
}
