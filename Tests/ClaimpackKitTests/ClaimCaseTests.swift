import ClaimModel
import ClaimpackKit
import Foundation
import TestSupport
import Testing

/// The library as a program embeds it: no arguments, no terminal, the clock handed in.
@Suite struct ClaimCaseTests {
    private let today = CalendarDay("2026-11-23") ?? .unixEpoch

    @Test func `a case without a day to file on is judged as of today`() throws {
        try Places.inNewFolder { folder in
            try """
            claimpack: 1
            venue: alibaba-trade-assurance
            reason: quality
            order:
              number: "287340516001029481"

            """.write(
                to: folder.appendingPathComponent("claim.yaml"), atomically: true, encoding: .utf8)
            let report = try ClaimCase(at: folder.path).check(
                JudgingRequest(today: today, sandbox: .none))
            #expect(report.assessment.asOf == today)
            #expect(report.assessment.score.value == 0)
            #expect(!report.isReady())
        }
    }

    @Test func `the sample is judged as of the day it is to be filed, and is not ready`() throws {
        let report = try ClaimCase(at: Places.sample.path).check(
            JudgingRequest(today: today, usesPrograms: false, sandbox: .none))
        #expect(report.assessment.asOf.description == "2026-04-14")
        #expect(report.assessment.amounts?.unsupported.description == "17940.00 USD")
        #expect(!report.isReady())
        #expect(report.hasUnreadFiles)
    }

    @Test func `what is checked before sealing is what is found after opening`() throws {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("x.asice").path
            let key = folder.appendingPathComponent("buyer").path
            _ = try SigningIdentity.make(
                name: "Larkspur", email: nil, path: key, passphrase: nil, now: 1_775_761_560)
            let identity = try SigningIdentity.load(keyFile: key + ".key") { nil }
            let request = JudgingRequest(today: today, usesPrograms: false, sandbox: .none)
            let built = try ClaimCase(at: Places.sample.path).build(
                BuildRequest(
                    output: path, identity: identity, signedAt: 1_776_124_800, judging: request))
            let opened = try ClaimBundle(at: path).inspect(request)
            #expect(opened.verification.integrity == .intact)
            let check = try #require(opened.check)
            #expect(check.assessment.vector == built.check.assessment.vector)
            #expect(check.assessment.score == built.check.assessment.score)
            #expect(
                check.collected.exhibits.map { $0.files.map(\.reading) }
                    == built.check.collected.exhibits.map { $0.files.map(\.reading) })
            #expect(
                check.collected.exhibits.flatMap(\.files).map(\.digest)
                    == built.check.collected.exhibits.flatMap(\.files).map(\.digest))
        }
    }

    @Test func `the same case, key and time give the same bytes but those of the signature`() throws
    {
        try Places.inNewFolder { folder in
            let key = folder.appendingPathComponent("buyer").path
            _ = try SigningIdentity.make(
                name: "Larkspur", email: nil, path: key, passphrase: nil, now: 1_775_761_560)
            let identity = try SigningIdentity.load(keyFile: key + ".key") { nil }
            let copy = folder.appendingPathComponent("copy")
            try FileManager.default.copyItem(at: Places.sample, to: copy)
            var contents: [[String: Data]] = []
            for (index, kase) in [Places.sample, copy].enumerated() {
                let path = folder.appendingPathComponent("\(index).asice").path
                _ = try ClaimCase(at: kase.path).build(
                    BuildRequest(
                        output: path, identity: identity, signedAt: 1_776_124_800,
                        judging: JudgingRequest(today: today, usesPrograms: false, sandbox: .none)))
                let unpacked = folder.appendingPathComponent("\(index)").path
                #expect(try Run.tool("unzip", ["-q", path, "-d", unpacked]).status == 0)
                var files: [String: Data] = [:]
                for name in try FileManager.default.subpathsOfDirectory(atPath: unpacked)
                where !name.hasSuffix(".p7s") {
                    files[name] = FileManager.default.contents(atPath: unpacked + "/" + name)
                }
                contents.append(files)
            }
            #expect(contents[0].count > 20)
            #expect(contents[0] == contents[1])
        }
    }

    @Test func `a venue without rules is named with the ones that have some`() throws {
        try Places.inNewFolder { folder in
            try """
            claimpack: 1
            venue: bazaar
            reason: quality
            order:
              number: "1"

            """.write(
                to: folder.appendingPathComponent("claim.yaml"), atomically: true, encoding: .utf8)
            let error = #expect(throws: ClaimpackError.self) {
                try ClaimCase(at: folder.path).check(JudgingRequest(today: today, sandbox: .none))
            }
            #expect(error?.kind == .unreadableClaim)
            #expect(error?.text.contains("alibaba-trade-assurance") == true)
        }
    }
}
