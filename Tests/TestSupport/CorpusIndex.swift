import Foundation

/// What the collections of hostile files say of themselves.
public enum CorpusIndex {
    /// The expected reaction by file, for one class; empty where the corpus is not at hand.
    public static func expectations(of name: String) throws -> [String: String] {
        guard let folder = Places.corpus?.appendingPathComponent("hostile") else { return [:] }
        let index = try String(
            contentsOf: folder.appendingPathComponent("index.tsv"), encoding: .utf8)
        var result: [String: String] = [:]
        for line in index.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 6, columns[5] == name else { continue }
            result[String(columns[0])] = String(columns[6])
        }
        return result
    }
}
