import Foundation

@testable import Collector

/// Files written by others, beside the project when they are there.
enum MediaCorpus {
    static let folder: URL? = {
        let candidates = [
            ProcessInfo.processInfo.environment["CLAIMPACK_CORPUS"].map {
                URL(fileURLWithPath: $0)
            },
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
                    "shared/corpus"),
        ]
        return candidates.compactMap { $0 }.first {
            FileManager.default.fileExists(
                atPath: $0.appendingPathComponent("evidence/index.tsv").path)
        }
    }()

    static var isThere: Bool { folder != nil }

    /// A row of the index.
    struct Row {
        var kind: String
        var format: String
        var file: String
        var facts: [String: Any]
        var bytes: [UInt8]
    }

    /// The rows of a kind whose format is one of some. Documents come with their whole truth, which
    /// the index cuts short.
    static func rows(_ kind: String, _ formats: Set<String>) throws -> [Row] {
        guard let folder else { return [] }
        let index = try String(
            contentsOf: folder.appendingPathComponent("evidence/index.tsv"), encoding: .utf8)
        return try index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            guard cells.count >= 11, cells[0] == kind, formats.contains(cells[1]) else {
                return nil
            }
            let truth = folder.appendingPathComponent("evidence/\(kind)/truth/\(cells[2]).json")
            let json = kind == "document" ? try Data(contentsOf: truth) : Data(cells[10].utf8)
            let facts = try JSONSerialization.jsonObject(with: json) as? [String: Any]
            let data = try Data(
                contentsOf: folder.appendingPathComponent("evidence/\(kind)/\(cells[2])"))
            return Row(
                kind: kind, format: cells[1], file: cells[2], facts: facts ?? [:],
                bytes: Array(data))
        }
    }

    /// The hostile files of some classes, by name.
    static func hostile(_ classes: [String]) throws -> [(name: String, bytes: [UInt8])] {
        guard let folder else { return [] }
        return try classes.flatMap { name -> [(String, [UInt8])] in
            let base = folder.appendingPathComponent("hostile/\(name)")
            return try FileManager.default.contentsOfDirectory(atPath: base.path).sorted().map {
                ("\(name)/\($0)", Array(try Data(contentsOf: base.appendingPathComponent($0))))
            }
        }
    }

    static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }

    static func number(_ value: Any?) -> Double? {
        text(value).flatMap { Double($0) }
    }
}
