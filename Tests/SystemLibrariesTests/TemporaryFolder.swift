import FoundationEssentials
import Glibc
import Testing

@testable import SystemLibraries

/// A folder for one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder {
    let path: String

    init() throws {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/claimpack-test-XXXXXX".utf8CString)
        let made = mkdtemp(&template) != nil
        try #require(made)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let folder = try Folder(path: path)
        let file = try folder.createFile(Array(name.utf8))
        try file.write(bytes)
        return path(name)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    func makeFolder(_ name: String) throws {
        let folder = try Folder(path: path)
        _ = try folder.createFolder(Array(name.utf8))
    }

    func makeLink(_ name: String, to target: String) throws {
        try #require(symlink(target, path(name)) == 0)
    }

    func makePipe(_ name: String) throws {
        try #require(mkfifo(path(name), 0o600) == 0)
    }

    func names() throws -> [String] {
        let folder = try Folder(path: path)
        return try folder.entries().map { String(decoding: $0.name, as: UTF8.self) }
    }
}

/// Samples made by others, beside the package or where `CLAIMPACK_CORPUS` says.
enum Corpus {
    static let path: String? = {
        let beside = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let named = getenv("CLAIMPACK_CORPUS").map { String(cString: $0) }
        return [named, "/\(beside)/shared/corpus"].compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    static var isThere: Bool { path != nil }

    static func bytes(_ name: String) throws -> [UInt8] {
        try readFile(atPath: "\(path ?? "")/\(name)", limit: 256 << 20)
    }
}
