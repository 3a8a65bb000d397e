package import ClaimModel
import FoundationEssentials

/// `limits.json`: the rules used, each limit with its basis, and the result for each file. Field names
/// are a contract.
package struct FilingLimitsReport {
    private let document: Document

    package init(
        _ rulebook: RulebookIdentity, _ plan: FilingPlan, document file: FilingPlan.DocumentFile,
        version: String
    ) {
        document = Document(
            tool: Tool(version: version),
            rulebook: Rulebook(
                id: rulebook.id, version: rulebook.version, title: rulebook.title,
                sha256: rulebook.digest?.hex, custom: rulebook.isCustom),
            limits: plan.limits.map {
                Limit(
                    name: $0.name.rawValue, number: $0.number,
                    formats: $0.formats.isEmpty ? nil : $0.formats, basis: $0.basis,
                    source: $0.source, binding: $0.isBinding)
            },
            files: [File(file)] + plan.files.map(File.init))
    }

    /// The object with a line feed at its end.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        guard let data = try? encoder.encode(document) else { return "{}\n" }
        return JSONReport.escaped(String(decoding: data, as: UTF8.self)) + "\n"
    }

    private struct Document: Encodable {
        var schema = "urn:claimpack:json:limits:1"
        var tool: Tool
        var rulebook: Rulebook
        var limits: [Limit]
        var files: [File]
    }

    private struct Tool: Encodable {
        var name = JSONReport.toolName
        var version: String
    }

    private struct Rulebook: Encodable {
        var id: String
        var version: String
        var title: String
        var sha256: String?
        var custom: Bool
    }

    private struct Limit: Encodable {
        var name: String
        var number: Int?
        var formats: [String]?
        var basis: String
        var source: String?
        var binding: Bool
    }

    private struct File: Encodable {
        struct Reason: Encodable {
            var limit: String
            var words: String
            var over: Int?

            init(_ objection: FiledFile.Objection) {
                words = objection.words
                switch objection {
                case .format: limit = FilingLimit.Name.formats.rawValue
                case .tooLarge(let by, _):
                    limit = FilingLimit.Name.fileBytes.rawValue
                    over = by
                case .tooMany: limit = FilingLimit.Name.files.rawValue
                case .total(let by, _):
                    limit = FilingLimit.Name.totalBytes.rawValue
                    over = by
                }
            }
        }

        var path: String
        var exhibit: String?
        var bytes: Int
        var sha256: String?
        var rank: Int
        var result: String
        var reasons: [Reason]
        var warnings: [Reason]

        init(_ file: FiledFile) {
            path = FilingSet.path(of: file.name, fits: file.fits)
            exhibit = file.exhibit.description
            bytes = file.byteCount
            sha256 = file.digest?.hex
            rank = file.rank
            result = file.fits ? "upload" : "does-not-fit"
            reasons = file.objections.map(Reason.init)
            warnings = file.warnings.map(Reason.init)
        }

        init(_ file: FilingPlan.DocumentFile) {
            let fits = file.objection == nil
            path = FilingSet.path(of: file.name, fits: fits)
            bytes = file.byteCount
            rank = 0
            result = fits ? "upload" : "does-not-fit"
            reasons = file.objection.map { [Reason($0)] } ?? []
            warnings = []
        }
    }
}
