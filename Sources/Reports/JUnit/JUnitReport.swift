package import ClaimModel

/// A check as JUnit XML, for systems that collect test results: gates, evidence and coherence are
/// suites, every gate, requirement and check a case. What could not be told is skipped, not passed.
package struct JUnitReport {
    private enum Verdict {
        case passed
        case failed(String)
        case skipped(String)
    }

    private struct Case {
        let name: String
        let verdict: Verdict
    }

    private let title: String
    private let suites: [(name: String, cases: [Case])]

    /// The suites of one judgement.
    package init(_ collected: CollectedClaim, _ assessment: Assessment) {
        title = "claimpack \(assessment.rulebook.id) \(collected.claim.order.number.value)"
        func verdict(_ outcome: Outcome, _ message: String) -> Verdict? {
            switch outcome {
            case .pass: .passed
            case .fail: .failed(message)
            case .cannotTell, .untested: .skipped(message)
            case .inapplicable: nil
            }
        }
        let gates = assessment.gates.compactMap { gate in
            verdict(gate.outcome, gate.message).map {
                Case(name: "\(gate.id) \(gate.title)", verdict: $0)
            }
        }
        let evidence = assessment.requirements.map { row in
            let verdict: Verdict =
                if row.status == .met {
                    .passed
                } else if row.level == .helpful || row.status == .partial {
                    .skipped(row.message)
                } else {
                    .failed(row.message)
                }
            return Case(name: row.kind.rawValue, verdict: verdict)
        }
        let coherence = assessment.checks.compactMap { check in
            verdict(check.outcome, check.message).map {
                Case(name: "\(check.id) \(check.title)", verdict: $0)
            }
        }
        suites = [("gates", gates), ("evidence", evidence), ("coherence", coherence)]
    }

    /// The document with a line feed at its end.
    package func text() -> String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuites name=\"\(Self.escaped(title))\">")
        for suite in suites {
            let failures = suite.cases.count { if case .failed = $0.verdict { true } else { false } }
            let skipped = suite.cases.count { if case .skipped = $0.verdict { true } else { false } }
            lines.append(
                "  <testsuite name=\"\(suite.name)\" tests=\"\(suite.cases.count)\" "
                    + "failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\">")
            for item in suite.cases {
                let head =
                    "    <testcase classname=\"claimpack.\(suite.name)\" "
                    + "name=\"\(Self.escaped(item.name))\""
                switch item.verdict {
                case .passed: lines.append(head + "/>")
                case .failed(let message):
                    lines.append(head + ">")
                    lines.append("      <failure message=\"\(Self.escaped(message))\"/>")
                    lines.append("    </testcase>")
                case .skipped(let message):
                    lines.append(head + ">")
                    lines.append("      <skipped message=\"\(Self.escaped(message))\"/>")
                    lines.append("    </testcase>")
                }
            }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Text inside a quoted attribute; what XML 1.0 cannot hold is shown as `printable` shows it.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // Noncharacters no document may hold.
            case "\u{FFFE}", "\u{FFFF}": result += "[U+FFFE]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
