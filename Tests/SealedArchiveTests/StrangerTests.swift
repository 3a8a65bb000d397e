import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Bundles judged by programs of others.
@Suite struct StrangerTests {
    private let sample = SampleBundle.shared

    private func laid<Result>(_ body: (URL) throws -> Result) throws -> Result {
        try Places.inNewFolder { folder in
            try sample.lay(in: folder)
            return try body(folder)
        }
    }

    private var expected: [String] {
        get throws {
            try RawZip(taking: sample.bytes).entries.map {
                String(decoding: $0.local.name, as: UTF8.self) + " \($0.bytes.count)"
            }
        }
    }

    @Test func `unzip finds no error`() throws {
        try laid { folder in
            let ran = try Run.tool("unzip", ["-t", "pack.asice"], in: folder)
            #expect(ran.status == 0)
            #expect(ran.output.contains("No errors detected"))
            #expect(ran.errors == "")
        }
    }

    @Test func `libarchive lists the same entries`() throws {
        try laid { folder in
            let ran = try Run.tool("bsdtar", ["-tf", "pack.asice"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let names = try expected.map { String($0[..<$0.lastIndex(of: " ")!]) }
            #expect(ran.output.split(separator: "\n").map(String.init) == names)
        }
    }

    @Test func `Python lists the same names and sizes`() throws {
        try laid { folder in
            let script = """
                import zipfile
                z = zipfile.ZipFile("pack.asice")
                assert z.testzip() is None
                for i in z.infolist(): print(i.filename, i.file_size)
                """
            let ran = try Run.tool("python3", ["-c", script], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            #expect(try ran.output.split(separator: "\n").map(String.init) == expected)
        }
    }

    @Test func `the first entry is mimetype, stored, without extra field, at its fixed place`() {
        let bytes = sample.bytes
        #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
        #expect(Array(bytes[6..<10]) == [0, 0, 0, 0])
        #expect(Array(bytes[18..<22]) == [31, 0, 0, 0])
        #expect(Array(bytes[26..<30]) == [8, 0, 0, 0])
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(Array(bytes[38..<69]) == Array("application/vnd.etsi.asic-e+zip".utf8))
        #expect(Array(bytes.suffix(22).prefix(4)) == [0x50, 0x4B, 5, 6])
    }

    /// The commands of README.txt, as they stand there.
    private func recipe(in folder: URL) throws -> [Ran] {
        let lines = ReadmeText.commands.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("tools"), withIntermediateDirectories: true)
        // The reader puts signer.pem beside the unpacked files.
        let copy = "cp ../signer.pem . && "
        return try [
            lines[0] + " && true",
            "cd p && \(copy)\(lines[1])", "cd p && \(lines[2])", "cd p && \(lines[3])",
        ].map { try Run.tool("sh", ["-c", $0], in: folder) }
    }

    @Test func `the four commands of the readme say yes`() throws {
        try laid { folder in
            let ran = try recipe(in: folder)
            #expect(ran.map(\.status) == [0, 0, 0, 0], "\(ran.map(\.errors))")
            #expect((ran[1].output + ran[1].errors).contains("CMS Verification successful"))
            #expect(ran[2].output.contains("DigestValue"))
            #expect(ran[3].output.split(separator: "\n").allSatisfy { $0.hasSuffix(": OK") })
            #expect(ran[3].output.split(separator: "\n").count == 6)
        }
    }

    @Test func `the four commands notice a file altered together with its checksum`() throws {
        var zip = try RawZip(taking: sample.bytes)
        let name = "exhibits/A-1/order page.png"
        let old = try ContentDigestText.of(zip[name].bytes)
        zip[name] = RawZip.Entry(name, [1])
        let sums = String(decoding: zip["SHA256SUMS"].bytes, as: UTF8.self)
            .replacing(old, with: try ContentDigestText.of([1]))
        zip["SHA256SUMS"] = RawZip.Entry("SHA256SUMS", Array(sums.utf8))
        try Places.inNewFolder { folder in
            try sample.lay(in: folder)
            try Data(zip.bytes).write(to: folder.appendingPathComponent("pack.asice"))
            #expect(try recipe(in: folder).map(\.status) == [0, 0, 1, 0])
        }
    }

    @Test func `xmllint validates claim and manifest by their schemas`() throws {
        try laid { folder in
            _ = try Run.tool("unzip", ["-q", "-d", "p", "pack.asice"], in: folder)
            try Data(PackageResources.claim_1_xsd).write(to: folder.appendingPathComponent("claim.xsd"))
            let schemas = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            let manifestSchema = schemas.appendingPathComponent("Schemas/asic-manifest.xsd").path
            for (schema, file) in [
                ("claim.xsd", "p/claim.xml"), (manifestSchema, "p/META-INF/ASiCManifest001.xml"),
            ] {
                let ran = try Run.tool(
                    "xmllint", ["--noout", "--nonet", "--schema", schema, file], in: folder)
                #expect(ran.status == 0, "\(ran.errors)")
            }
        }
    }

    @Test func `the index is inert`() throws {
        var collected = sample.collected
        collected.exhibits[0].exhibit.title = SampleBundle.declared(
            "<script>alert(1)</script>\"'&\u{202E}", "", "exhibits[0].title", 1)
        let page = String(decoding: IndexPage(claim: try SealedClaim(collected, assessment: nil, tool: "t")).document, as: UTF8.self)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;[U+202E]"))
        for forbidden in ["<script", "<img", "<a ", "href", "src=", "javascript:", "onerror", "http:"] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
    }

    @Test func `the readme holds the commands and says what is not proved`() {
        let text = ReadmeText.text
        for line in ReadmeText.commands.split(separator: "\n") { #expect(text.contains(line)) }
        #expect(text.contains("WHAT IT DOES NOT PROVE"))
        #expect(!text.lowercased().contains("legally valid"))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }
}

enum ContentDigestText {
    static func of(_ bytes: [UInt8]) throws -> String {
        try HashAlgorithm.sha256.digest(of: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }
}
