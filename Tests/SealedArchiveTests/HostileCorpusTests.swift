import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let hostile = Places.corpus?.appendingPathComponent("hostile")

@Suite(.enabled(if: hostile != nil, "no corpus beside the project")) struct HostileCorpusTests {
    private func files(_ classes: [String]) throws -> [(name: String, bytes: [UInt8])] {
        let root = try #require(hostile)
        return try classes.flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil
            ).sorted { $0.path < $1.path }
                .map { ("\(folder)/\($0.lastPathComponent)", Array(try Data(contentsOf: $0))) }
        }
    }

    @Test func `no hostile container is intact`() throws {
        var formats: [ContainerFormat: Int] = [:]
        for (name, bytes) in try files([
            "zip-bomb-derived", "zip-differential-derived", "zip-slip", "zip-structure", "polyglot",
            "asic-cades", "collision",
        ]) {
            let opened = try Opened(bytes)
            #expect(
                opened.integrity != .intact || Self.sound.contains(String(name.split(separator: "/")[1])),
                "\(name)")
            #expect(!opened.codes.isEmpty, "\(name)")
            formats[opened.format, default: 0] += 1
        }
        #expect((formats[.asicExtendedCAdES] ?? 0) > 0)
    }

    /// Containers by other programs whose signatures and entries another verifier calls good too.
    private static let sound: Set<String> = [
        "ASICE-CAdES-BpLTA-2-BpLTA-DSS5.4.asice", "ASiC-E-CAdES-BpLTA.sce",
        "asice-cades-lta-atst-v3.sce", "asice-level-lta-with-custom-manifest-namespace.sce",
        "cades-duplicate-orphan-revocation.asice", "dss1421.asice", "dss1421-broken.asice",
    ]

    @Test func `real containers of others are verified, with conformance warnings only`() throws {
        for (name, bytes) in try files(["asic-cades"])
        where Self.sound.contains(String(name.split(separator: "/")[1])) {
            let opened = try Opened(bytes)
            #expect(opened.format == .asicExtendedCAdES, "\(name)")
            #expect(opened.integrity == .intact, "\(name): \(opened.codes)")
            #expect(opened.verification.rounds.count == 1, "\(name)")
            #expect(
                !opened.verification.findings.contains { $0.severity == .failure }, "\(name)")
        }
    }

    @Test func `containers of others that are not sound are told with the reason`() throws {
        let expected: [String: (Integrity, String)] = [
            "brokenReference.asice": (.broken, "entry.digest.mismatch"),
            "removed-doc.asice": (.undetermined, "entry.missing"),
            "emptyCertStore.asice": (.undetermined, "seal.certificate.missing"),
            "tstNoMimeType.asice": (.undetermined, "seal.time-stamp-only"),
            "cades-lt-with-er-chain-renewed-invalid-ref.sce": (
                .undetermined, "container.evidence-record.unsupported"
            ),
            "malformed-container.asics": (.broken, "container.local-header.missing"),
            "dss1984.asics": (.undetermined, "container.asic-s.unsupported"),
            "no-signature.asics": (.undetermined, "container.asic-s.unsupported"),
            "test.zip": (.undetermined, "container.unsigned"),
        ]
        for (name, bytes) in try files(["asic-cades"]) {
            guard let (integrity, code) = expected[String(name.split(separator: "/")[1])] else { continue }
            let opened = try Opened(bytes)
            #expect(opened.integrity == integrity, "\(name)")
            #expect(opened.codes.contains(code), "\(name): \(opened.codes)")
        }
    }

    @Test func `a hostile zip under the name of a bundle is broken`() throws {
        // The same archives with a claim.xml in front of their own entries, so that they ask to be ours.
        let claim = RawZip.Entry("claim.xml", [1])
        let size = 30 + 9 + 1
        for (name, bytes) in try files(["zip-differential-derived", "zip-structure"]) {
            let stub = RawZip([claim]).bytes
            let opened = try Opened(Array(stub[..<size]) + bytes)
            #expect(opened.integrity != .intact, "\(name)")
        }
    }

    @Test func `no foreign manifest is taken for ours`() throws {
        for (name, bytes) in try files(["manifest-logic"]) {
            var findings = FindingList()
            let manifest = AsicManifest(
                reading: bytes, named: try EntryPath("META-INF/ASiCManifest001.xml"), findings: &findings)
            #expect(manifest == nil || findings.failureCount > 0, "\(name)")
            if case .success(let list) = ChecksumList.read(bytes) {
                // A list that is well formed must still agree with the manifest, which none does.
                #expect(!list.lines.isEmpty, "\(name)")
            }
        }
    }

    @Test func `no hostile signature seals a manifest`() throws {
        let root = try #require(hostile)
        let content = Array(
            try Data(contentsOf: root.appendingPathComponent("cms-derived/m.xml")))
        var intact: [String] = []
        for (name, bytes) in try files(["cms", "cms-derived"]) where !name.hasSuffix(".xml") {
            var findings = FindingList()
            let seal = Seal(
                signature: bytes, over: content, named: try EntryPath("META-INF/signature001.p7s"),
                findings: &findings)
            #expect(seal.isIntact == (findings.failureCount == 0), "\(name)")
            if seal.isIntact { intact.append(name) }
        }
        // Positive controls, and signatures whose only trouble is trust or time, which others judge.
        let positive: Set<String> = [
            "cms-derived/good.p7s", "cms-derived/bidi.p7s", "cms-derived/homoglyph.p7s",
            "cms-derived/future.p7s",
        ]
        #expect(Set(intact).isSubset(of: positive), "\(intact)")
        #expect(intact.contains("cms-derived/good.p7s"), "\(intact)")
    }

    @Test func `signatures of others are judged as the corpus says`() throws {
        let root = try #require(hostile)
        let content = Array(
            try Data(contentsOf: root.appendingPathComponent("cms-derived/m.xml")))
        let index = try String(contentsOf: root.appendingPathComponent("index.tsv"), encoding: .utf8)
        var judged = 0
        for line in index.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields[5] == "cms-derived", fields[6].hasPrefix("cms:") else { continue }
            let bytes = Array(try Data(contentsOf: root.appendingPathComponent(String(fields[0]))))
            var findings = FindingList()
            let seal = Seal(
                signature: bytes, over: content, named: try EntryPath("META-INF/signature.p7s"),
                form: .foreign, findings: &findings)
            let isValid = seal.isIntact && findings.integrity == .intact
            #expect(isValid == fields[6].hasPrefix("cms:VALID"), "\(fields[0]): \(findings.findings)")
            judged += 1
        }
        #expect(judged > 15)
    }

    @Test func `a thousand cuts of every signature end in findings`() throws {
        for (name, bytes) in try files(["cms-derived"]) where name.hasSuffix(".p7s") {
            for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 100)) {
                var findings = FindingList()
                let seal = Seal(
                    signature: Array(bytes[..<length]), over: [],
                    named: try EntryPath("META-INF/signature001.p7s"), findings: &findings)
                #expect(!seal.isIntact)
            }
        }
    }
}
