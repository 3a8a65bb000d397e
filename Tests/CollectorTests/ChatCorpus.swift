import Foundation
import TestSupport
import Testing

@testable import Collector

/// One row of the corpus' table of evidence.
struct ChatCorpusRow: CustomTestStringConvertible, Sendable {
    let format: String
    let file: String
    let bytes: [UInt8]
    /// The row's facts as JSON text.
    let factsText: String

    var testDescription: String { file }

    var facts: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(factsText.utf8))) as? [String: Any] ?? [:]
    }

    var source: EvidenceSource { EvidenceSource(bytes) }
}

/// Files of the corpus, where it is at hand.
enum ChatCorpus {
    static var isAtHand: Bool { Places.corpus != nil }

    static func rows(kind: String, _ isWanted: (_ format: String) -> Bool) -> [ChatCorpusRow] {
        guard let corpus = Places.corpus,
            let table = try? String(
                contentsOf: corpus.appendingPathComponent("evidence/index.tsv"), encoding: .utf8)
        else { return [] }
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            guard fields.count >= 11, fields[0] == kind, isWanted(fields[1]),
                let data = try? Data(
                    contentsOf: corpus.appendingPathComponent("evidence/\(kind)/\(fields[2])"))
            else { return nil }
            return ChatCorpusRow(
                format: fields[1], file: fields[2], bytes: Array(data), factsText: fields[10])
        }
    }

    /// Hostile files of a class, by name.
    static func hostile(_ kind: String) -> [(name: String, bytes: [UInt8])] {
        guard let folder = Places.corpus?.appendingPathComponent("hostile/\(kind)"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appendingPathComponent(name))).map { (name, Array($0)) }
        }
    }
}
