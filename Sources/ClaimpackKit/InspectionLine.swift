import ClaimModel
import FoundationEssentials

/// One line of `inspect --json-lines`, as a row of a queue.
enum InspectionLine {
    /// What a line says. One that is no inspection says why, and becomes a row all the same.
    static func archive(
        _ line: [UInt8], number: Int, resolving: (String) -> String
    ) -> DocketArchive {
        guard let report = try? JSONDecoder().decode(Report.self, from: Data(line)),
            report.schema.hasPrefix("urn:claimpack:json:inspect:")
        else {
            var archive = DocketArchive(path: "line \(number)", size: -1, modified: 0)
            archive.reason = "this line is no output of inspect --json-lines"
            return archive
        }
        return report.archive(number: number, resolving)
    }

    private struct Report: Decodable {
        struct Stop: Decodable { var message: String }
        struct Noted: Decodable {
            var severity: String
            var message: String
        }
        struct Claim: Decodable {
            var venue: String
            var reasons: [String]
            var order: String
            var buyer: [String]
            var supplier: [String]
            var supplierShown: String?
            var asked: String?
        }
        struct Judged: Decodable {
            struct Score: Decodable {
                var value: Int
                var band: String
            }
            struct Gate: Decodable {
                var id: String
                var outcome: String
            }
            struct Check: Decodable { var outcome: String }
            struct Requirement: Decodable {
                var kind: String
                var level: String
                var status: String
            }
            struct Deadline: Decodable {
                var name: String
                var day: String
            }
            var score: Score
            var gates: [Gate]
            var checks: [Check]
            var requirements: [Requirement]
            var deadlines: [Deadline]
        }
        struct Verified: Decodable {
            struct Round: Decodable {
                struct Signer: Decodable { var subject: String }
                var signer: Signer?
                var isSignerConfirmed: Bool
                var provedTime: String?
            }
            var integrity: String
            var rounds: [Round]
        }

        var schema: String
        var result: String
        var bundle: String?
        var path: String?
        var notJudged: Stop?
        var findings: [Noted]
        var claim: Claim?
        var assessment: Judged?
        var verification: Verified?
        var error: Stop?

        func archive(number: Int, _ resolving: (String) -> String) -> DocketArchive {
            var archive = DocketArchive(
                path: path.map(resolving) ?? bundle ?? "line \(number)", size: -1, modified: 0)
            archive.result = .init(rawValue: result) ?? .stopped
            if let error {
                archive.reason = error.message
            } else if archive.result != .intact {
                archive.reason =
                    findings.first { $0.severity == "failure" }?.message ?? findings.first?.message
                    ?? result
            } else {
                archive.reason = notJudged?.message
            }
            if let verification {
                let newest = verification.rounds.last
                archive.signer = newest?.signer?.subject
                archive.isSignerConfirmed =
                    !verification.rounds.isEmpty && verification.rounds.allSatisfy(\.isSignerConfirmed)
                archive.provedTime = newest?.provedTime
                archive.rounds = verification.rounds.count
            }
            guard let claim else {
                if archive.result == .intact, archive.reason == nil {
                    archive.reason = "the claim in it cannot be read"
                }
                return archive
            }
            archive.orderNumber = claim.order
            archive.buyer = claim.buyer.first
            archive.supplier = claim.supplierShown ?? claim.supplier.first
            archive.venue = claim.venue
            archive.claimReasons = claim.reasons.joined(separator: ", ")
            archive.asked = claim.asked
            guard let assessment else { return archive }
            archive.windowCloses = assessment.deadlines.first { $0.name == "window" }
                .flatMap { CalendarDay($0.day) }
            archive.score = assessment.score.value
            archive.band = assessment.score.band
            archive.failedGates = assessment.gates.filter { $0.outcome == "fail" }.map(\.id)
                .joined(separator: ", ")
            archive.failedChecks = assessment.checks.count { $0.outcome == "fail" }
            archive.missing = assessment.requirements
                .filter { $0.status == "missing" && $0.level != "helpful" }.prefix(3)
                .map { ExhibitKind(rawValue: $0.kind).map(DocketArchive.name(of:)) ?? $0.kind }
                .joined(separator: "; ")
            return archive
        }
    }
}
