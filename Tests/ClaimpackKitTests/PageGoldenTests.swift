import ClaimModel
import ClaimpackKit
import Foundation
import Reports
import TestSupport
import Testing

/// The page of every sample, as a file to look at: `Pages/`. The style and script are left out of it; they
/// are files of their own. CLAIMPACK_WRITE_PAGES=1 writes the files anew.
@Suite struct PageGoldenTests {
    static let samples: [String] =
        ((try? FileManager.default.contentsOfDirectory(
            atPath: Places.project.appendingPathComponent("Samples").path)) ?? [])
        .filter {
            FileManager.default.fileExists(
                atPath: Places.project.appendingPathComponent("Samples/\($0)/claim.yaml").path)
        }.sorted()

    /// The page of a sample as if it had been sealed by a made-up signer.
    static func page(_ sample: String) throws -> InspectionPage {
        let check = try ClaimCase(
            at: Places.project.appendingPathComponent("Samples/\(sample)").path
        ).check(
            JudgingRequest(today: PageRecipe.day, usesPrograms: false, sandbox: .none))
        var verification = PageRecipe.verification(["CN=Larkspur Devices LLC"])
        verification.findings = []
        verification.notChecked = ["whether the certificate was revoked"]
        verification.entries = check.collected.exhibits.flatMap(\.files).map {
            EntryVerification(
                name: $0.entry.text, byteCount: $0.byteCount, digest: $0.digest, state: .intact)
        }
        return InspectionPage(
            name: "\(sample).asice", digest: PageRecipe.zero, verification: verification, collected: check.collected,
            assessment: check.assessment, isReady: check.isReady(), version: "0")
    }

    @Test(arguments: samples)
    func `the page of a sample is the one kept`(sample: String) throws {
        // No digest and no style: the kept page changes only when its words do.
        let html = try Self.page(sample).html { _ in "" }
        let kept = Self.shortened(html)
        let file = Places.project.appendingPathComponent(
            "Tests/ClaimpackKitTests/Pages/\(sample).html")
        if ProcessInfo.processInfo.environment["CLAIMPACK_WRITE_PAGES"] != nil {
            try Data(kept.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard kept != expected else { return }
        let lines = zip(
            kept.split(separator: "\n", omittingEmptySubsequences: false),
            expected.split(separator: "\n", omittingEmptySubsequences: false))
        let first = lines.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            "line \((first?.offset ?? 0) + 1) is\n\(first?.element.0.prefix(400) ?? "")\nand was\n\(first?.element.1.prefix(400) ?? "")"
        )
    }

    private static func shortened(_ html: String) -> String {
        var text = html
        for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
            guard let from = text.range(of: start), let to = text.range(of: end) else { continue }
            text.replaceSubrange(from.upperBound..<to.lowerBound, with: "")
        }
        return text
    }

    @Test func `there are samples to look at`() {
        #expect(Self.samples.count >= 9)
    }
}
