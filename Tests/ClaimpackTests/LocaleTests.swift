import Foundation
import TestSupport
import Testing

/// What a machine is set to changes nothing of what is said of a case.
@Suite struct LocaleTests {
    private static let samples: [String] =
        ((try? FileManager.default.contentsOfDirectory(
            atPath: Places.project.appendingPathComponent("Samples").path)) ?? [])
        .filter {
            FileManager.default.fileExists(
                atPath: Places.project.appendingPathComponent("Samples/\($0)/claim.yaml").path)
        }.sorted()

    @Test(arguments: samples)
    func `locale and time zone change no byte of a check`(_ sample: String) throws {
        let arguments = [
            "check", Places.project.appendingPathComponent("Samples/\(sample)").path, "--json",
            "--no-programs",
        ]
        let plain = try Run.claimpack(arguments)
        #expect(plain.output.contains("\"vector\""))
        for environment in [
            ["TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"],
            ["TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"],
            ["TZ": "Asia/Shanghai", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
        ] {
            let other = try Run.claimpack(arguments, environment: environment)
            #expect(other.status == plain.status, "\(environment)")
            #expect(other.output == plain.output, "\(environment)")
        }
    }

    @Test func `there are samples to look at`() {
        #expect(Self.samples.count >= 9)
    }
}
