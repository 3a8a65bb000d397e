//! Opens a bundle that somebody sent and prints the answers on it.
import ClaimModel
import ClaimpackKit

// snippet.hide
#if canImport(Glibc)
    import Glibc
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
// snippet.show
// The program is its own worker: foreign files are read by a locked-down copy of it.
if let status = EvidenceReading.runIfWorker(arguments) { exit(status) }

/// What a mediator wants to know first, one line each.
func answers(on path: String, today: CalendarDay, pins: [Pin]) throws -> [String] {
    let inspection = try ClaimBundle(at: path).inspect(
        JudgingRequest(today: today, sandbox: .workers(executable: "/proc/self/exe")),
        trusting: try Trust(pins: pins))
    var lines = ["integrity: \(inspection.verification.integrity.rawValue)"]
    for round in inspection.verification.rounds {
        let name = round.signer?.subject ?? "nobody"
        lines.append("round \(round.number): \(name), \(round.isSignerConfirmed ? "" : "not ")confirmed")
    }
    if let assessment = inspection.check?.assessment {
        lines.append("completeness: \(assessment.score.value) of 100")
        for finding in assessment.findings.prefix(3) {
            lines.append("\(finding.code): \(finding.message)")
        }
    }
    return lines
}
// snippet.hide

guard let path = arguments.first, let day = CalendarDay(arguments.dropFirst().first ?? "") else {
    print("usage: OpenABundle FILE.asice YYYY-MM-DD")
    exit(64)
}
do {
    for line in try answers(on: path, today: day, pins: []) { print(line) }
} catch let error as ClaimpackError {
    print(error.text)
    exit(1)
}
