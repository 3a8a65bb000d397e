internal import ClaimModel
internal import ClaimText

/// What codes mean beyond one rulebook: why they count with the source, and what they look like. The
/// table is data: `Codes/codes.yaml`.
package enum CodeExplanations {
    /// Why a question counts, what that rests on, and what failing it looks like.
    struct Subject: Sendable {
        let why: String
        let source: String
        let example: String
    }

    /// Codes of readers and of the collector.
    package static let others: [CodeExplanation] = table.codes

    /// Why a gate, a check or a kind of evidence counts, by the first word of its codes.
    static let subjects: [String: Subject] = table.subjects

    /// The explanation of a code by its first word, where nothing is said about the code itself.
    package static func family(of code: String) -> CodeExplanation? {
        guard let word = code.split(separator: ".").first,
            let family = table.families.first(where: { $0.code.utf8.elementsEqual(word.utf8) })
        else { return nil }
        return CodeExplanation(
            code: code, meaning: family.meaning, why: family.why, remedy: family.remedy,
            effort: nil, source: family.source)
    }

    /// Whether the table could be read: a fault of the program when not, found by a test.
    static var isReadable: Bool { !table.codes.isEmpty && !table.subjects.isEmpty }

    private struct Table: Sendable {
        var codes: [CodeExplanation] = []
        var subjects: [String: Subject] = [:]
        var families: [CodeExplanation] = []
    }

    private static let table: Table = {
        var table = Table()
        guard let document = try? TextDocument(parsing: PackageResources.codes_yaml) else {
            return table
        }
        for item in document.root["subjects"]?.list ?? [] {
            guard let subject = item["subject"]?.scalar, let why = item["why"]?.scalar,
                let source = item["source"]?.scalar, let example = item["example"]?.scalar
            else { continue }
            table.subjects[subject] = Subject(why: why, source: source, example: example)
        }
        func explanation(_ item: TextNode, _ key: String) -> CodeExplanation? {
            guard let code = item[key]?.scalar, let meaning = item["means"]?.scalar else {
                return nil
            }
            return CodeExplanation(
                code: code, meaning: meaning, why: item["why"]?.scalar,
                remedy: item["do"]?.scalar, effort: nil, source: item["source"]?.scalar,
                example: item["example"]?.scalar)
        }
        table.codes = (document.root["codes"]?.list ?? []).compactMap { explanation($0, "code") }
        table.families = (document.root["families"]?.list ?? []).compactMap {
            explanation($0, "family")
        }
        return table
    }()
}
