package import ClaimModel
import FoundationEssentials

/// The findings of a check as SARIF 2.1.0 (OASIS), for programs that collect findings of many tools.
/// Keys are sorted, so that equal values give equal bytes.
package struct SARIFReport {
    private let log: Log

    /// The findings of one judgement. `meaning` says what a code means, whatever the case.
    package init(_ assessment: Assessment, version: String, meaning: (String) -> String?) {
        var codes: [String] = []
        for finding in assessment.findings where !codes.contains(finding.code) {
            codes.append(finding.code)
        }
        codes.sort()
        let rules = codes.map { code in
            Rule(id: code, shortDescription: Text(text: meaning(code) ?? code))
        }
        let results = assessment.findings.map { finding in
            Outcome(
                ruleId: finding.code, ruleIndex: codes.firstIndex(of: finding.code) ?? 0,
                level: finding.severity.sarif,
                message: Text(
                    text: printable(finding.message)
                        + (finding.remedy.map { "; to do: " + printable($0) } ?? "")),
                locations: finding.places.map(Location.init),
                properties: Properties(
                    gain: finding.gain, effort: finding.effort?.rawValue))
        }
        log = Log(runs: [
            Run(
                tool: Tool(
                    driver: Driver(name: JSONReport.toolName, version: version, rules: rules)),
                results: results,
                properties: RunProperties(
                    vector: assessment.vector, score: assessment.score.value,
                    rulebook: assessment.rulebook.id, asOf: assessment.asOf.description))
        ])
    }

    /// The log with a line feed at its end.
    package func text() -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        guard let data = try? encoder.encode(log) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}

extension SARIFReport {
    private struct Log: Encodable {
        let schema = "https://json.schemastore.org/sarif-2.1.0.json"
        let version = "2.1.0"
        let runs: [Run]

        enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }
    }

    private struct Run: Encodable {
        let tool: Tool
        let results: [Outcome]
        let properties: RunProperties
    }

    private struct RunProperties: Encodable {
        let vector: String
        let score: Int
        let rulebook: String
        let asOf: String
    }

    private struct Tool: Encodable {
        let driver: Driver
    }

    private struct Driver: Encodable {
        let name: String
        let version: String
        let rules: [Rule]
    }

    private struct Rule: Encodable {
        let id: String
        let shortDescription: Text
    }

    private struct Text: Encodable {
        let text: String
    }

    private struct Outcome: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Text
        let locations: [Location]
        let properties: Properties
    }

    private struct Properties: Encodable {
        let gain: Int?
        let effort: String?
    }

    private struct Location: Encodable {
        struct Physical: Encodable {
            struct Artifact: Encodable {
                let uri: String
            }

            struct Region: Encodable {
                let startLine: Int
                let startColumn: Int?
            }

            let artifactLocation: Artifact
            let region: Region?
        }

        struct Logical: Encodable {
            let fullyQualifiedName: String
        }

        let physicalLocation: Physical?
        let logicalLocations: [Logical]

        init(_ place: Place) {
            let region: Physical.Region? =
                switch place.spot {
                case .line(let line, let column):
                    Physical.Region(startLine: line, startColumn: column)
                case .field(_, let line?): Physical.Region(startLine: line, startColumn: nil)
                case .field, .whole, .page, .message, .member: nil
                }
            physicalLocation = place.file.map {
                Physical(
                    artifactLocation: Physical.Artifact(uri: SARIFReport.reference($0)),
                    region: region)
            }
            logicalLocations = [Logical(fullyQualifiedName: printable(place.description))]
        }
    }

    /// A relative URI reference (RFC 3986): everything but unreserved characters and slashes is
    /// percent-encoded.
    static func reference(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}

extension Severity {
    fileprivate var sarif: String {
        switch self {
        case .note: "note"
        case .warning: "warning"
        case .failure: "error"
        }
    }
}
