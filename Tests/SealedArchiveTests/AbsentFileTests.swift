import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Files that stay with the claimant, and loose files that are shown later.
@Suite struct AbsentFileTests {
    private static let letter = Array("a private letter, kept at home until asked for".utf8)
    private static let passport = Array("passport nr 0123456789 Q. Zyx".utf8)
    private let salt = [UInt8](repeating: 7, count: 16)

    private func inFile<Result>(_ bytes: [UInt8], _ body: (borrowing InputFile) throws -> Result) throws -> Result {
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("f")
            try Data(bytes).write(to: file)
            return try body(InputFile(path: file.path))
        }
    }

    /// The sample with one exhibit kept out and one withheld.
    private func bundle() throws -> [UInt8] {
        let sample = SampleBundle.shared
        var collected = sample.collected
        let commitment = try inFile(Self.passport) { try WithheldFile.commitment(to: $0, salt: salt) }
        collected.exhibits += [
            CollectedExhibit(
                exhibit: Exhibit(
                    number: ExhibitNumber("F-1")!, kinds: [.other],
                    keptOut: SampleBundle.declared(true, "yes", "exhibits[1].keep-out", 40)),
                absentFiles: [
                    AbsentFile(
                        name: try EntryPath("exhibits/F-1/letter.txt"),
                        sourceName: Array("F-private/letter.txt".utf8),
                        byteCount: Self.letter.count, mediaType: "text/plain",
                        proof: .digest(try .sha256(of: Self.letter)), reading: "chat",
                        facts: [StatedFact("chat.messages", "3")])
                ]),
            CollectedExhibit(
                exhibit: Exhibit(
                    number: ExhibitNumber("F-2")!, kinds: [.identity],
                    withheld: SampleBundle.declared("a witness", "a witness", "exhibits[2].withheld", 44)),
                absentFiles: [
                    AbsentFile(
                        name: try EntryPath("exhibits/F-2/withheld-1"),
                        sourceName: Array("F-private/passport.txt".utf8),
                        byteCount: Self.passport.count, mediaType: "text/plain",
                        proof: .commitment(commitment))
                ]),
        ]
        return try SampleBundle.build(collected, sample.files, sample.signer)
    }

    @Test func `kept-out and withheld files are stated and not held`() throws {
        let opened = try Opened(bundle())
        #expect(opened.integrity == .intact)
        #expect(opened.codes == [])
        let absent = opened.claim?.exhibits.flatMap(\.absentFiles) ?? []
        #expect(absent.map(\.name.text) == ["exhibits/F-1/letter.txt", "exhibits/F-2/withheld-1"])
        #expect(absent.map(\.byteCount) == [Self.letter.count, Self.passport.count])
        #expect(absent.first?.facts == [StatedFact("chat.messages", "3")])
        #expect(absent.first?.proof == .digest(try .sha256(of: Self.letter)))
        #expect(opened.claim?.exhibits.last?.exhibit.withheld?.value == "a witness")
    }

    @Test func `no eight bytes of a withheld file, its name or its digest are in the bundle`() throws {
        let bytes = try bundle()
        let secrets = [
            Self.passport, Array("passport.txt".utf8),
            Array(try ContentDigest.sha256(of: Self.passport).hex.utf8),
            try ContentDigest.sha256(of: Self.passport).bytes,
        ]
        for secret in secrets {
            for start in 0...(secret.count - 8) {
                #expect(bytes.firstRange(of: secret[start..<(start + 8)]) == nil)
            }
        }
        // Nor does the name in the case folder of what is kept out.
        #expect(bytes.firstRange(of: Array("F-private".utf8)) == nil)
    }

    @Test func `another program validates a claim with absent files`() throws {
        let zip = try RawZip(taking: bundle())
        try Places.inNewFolder { folder in
            try Data(zip["claim.xml"].bytes).write(to: folder.appendingPathComponent("claim.xml"))
            let ran = try Run.tool(
                "xmllint",
                ["--noout", "--schema",
                 Places.project.appendingPathComponent("Sources/SealedArchive/Resources/claim-1.xsd").path,
                 "claim.xml"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
        }
    }

    @Test func `a withheld file without a commitment is not sealed`() throws {
        let sample = SampleBundle.shared
        var collected = sample.collected
        collected.exhibits.append(
            CollectedExhibit(
                exhibit: Exhibit(number: ExhibitNumber("F-1")!),
                absentFiles: [
                    AbsentFile(
                        name: try EntryPath("exhibits/F-1/withheld-1"), byteCount: 1,
                        mediaType: "text/plain", proof: .commitment(nil))
                ]))
        #expect(throws: SealedArchiveError.uncommitted(try EntryPath("exhibits/F-1/withheld-1"))) {
            try SampleBundle.build(collected, sample.files, sample.signer)
        }
    }

    @Test func `the salt of a file needs secret, exhibit and bytes, and is always the same`() throws {
        let secret = try WithholdingSecret.make()
        let again = try #require(WithholdingSecret(secret.text))
        let one = ExhibitNumber("F-1")!, two = ExhibitNumber("F-2")!
        let first = try inFile(Self.letter) { try secret.salt(of: $0, in: one) }
        #expect(first.count == 16)
        #expect(try inFile(Self.letter) { try again.salt(of: $0, in: one) } == first)
        #expect(try inFile(Self.letter) { try again.salt(of: $0, in: two) } != first)
        #expect(try inFile(Self.passport) { try again.salt(of: $0, in: one) } != first)
        #expect(try inFile(Self.letter) { try WithholdingSecret.make().salt(of: $0, in: one) } != first)
        for text in ["", "00", String(repeating: "0", count: 63), String(repeating: "g", count: 64)] {
            #expect(WithholdingSecret(Array(text.utf8)) == nil)
        }
    }

    /// Python makes the same commitment from the words of the schema.
    @Test func `the commitment is the SHA-256 of a zero byte, the salt and the file`() throws {
        try Places.inNewFolder { folder in
            try Data(Self.passport).write(to: folder.appendingPathComponent("f"))
            let ran = try Run.tool(
                "python3",
                ["-c", "import hashlib;print(hashlib.sha256(b'\\0'+bytes([7]*16)+open('f','rb').read()).hexdigest())"],
                in: folder)
            let expected = try inFile(Self.passport) { try WithheldFile.commitment(to: $0, salt: salt).hex }
            #expect(ran.output == expected + "\n")
        }
    }

    // MARK: Loose files

    private func states(
        _ files: [String: [UInt8]], of bytes: [UInt8], salts: [[UInt8]] = []
    ) throws -> LooseFileAnswer {
        try Places.inNewFolder { folder in
            try SampleBundle.write(files, in: folder)
            return try SealedBundle(opening: bytes).compare(
                with: Folder(path: folder.path), salts: salts)
        }
    }

    @Test func `loose files are told same, renamed, altered, kept out, disclosed or unknown`() throws {
        let sample = SampleBundle.shared
        let answer = try states(
            [
                "order page.png": sample.files["A-contract/order page.png"]!,
                "b/chat copy.txt": sample.files["C-chat/聊天记录.txt"]!,
                "聊天记录.txt": Array("forged".utf8), "letter (1).txt": Self.letter,
                "shown.txt": Self.passport, "x.txt": [9],
            ], of: bundle(), salts: [[UInt8](repeating: 1, count: 16), salt])
        let told = Dictionary(uniqueKeysWithValues: answer.files.map { ($0.path, $0.state) })
        #expect(told["order page.png"] == .same(entry: "exhibits/A-1/order page.png"))
        #expect(told["b/chat copy.txt"] == .renamed(entry: "exhibits/C-1/聊天记录.txt"))
        #expect(told["聊天记录.txt"] == .altered(entry: "exhibits/C-1/聊天记录.txt"))
        #expect(told["letter (1).txt"] == .keptOut(name: "exhibits/F-1/letter.txt"))
        #expect(told["shown.txt"] == .disclosed(name: "exhibits/F-2/withheld-1"))
        #expect(told["x.txt"] == .unknown)
        #expect(answer.notFound == ["exhibits/C-1/empty.txt"])
        #expect(!answer.areAllSealed)
    }

    @Test func `a withheld file is not found by a wrong salt, nor another file by the right one`() throws {
        let bytes = try bundle()
        for (file, salts) in [
            (Self.passport, [[UInt8](repeating: 8, count: 16)]), (Self.passport, []),
            (Self.passport.map { $0 ^ 1 }, [salt]),
        ] {
            let answer = try states(["f": file], of: bytes, salts: salts)
            #expect(answer.files.map(\.state) == [.unknown])
        }
    }

    @Test func `an altered entry of a broken bundle vouches for nothing`() throws {
        let sample = SampleBundle.shared
        var zip = try RawZip(taking: sample.bytes)
        zip["exhibits/A-1/order page.png"] = RawZip.Entry("exhibits/A-1/order page.png", [3])
        let answer = try states(["order page.png": [3]], of: zip.bytes)
        #expect(answer.files.map(\.state) == [.unknown])
    }

    @Test func `equal files and equal exhibits are compared in proportion to their number`() throws {
        func withFiles<Answer>(_ count: Int, _ body: (_ compare: () throws -> Void) throws -> Answer) throws -> Answer {
            let files = Dictionary(
                uniqueKeysWithValues: (0..<count).map { ("C-chat/\($0).txt", [UInt8(1)]) })
            let sample = try SampleBundle(files: files)
            return try Places.inNewFolder { folder in
                try SampleBundle.write(files, in: folder)
                let bundle = try SealedBundle(opening: sample.bytes)
                return try body {
                    let answer = try bundle.compare(with: Folder(path: folder.path))
                    #expect(answer.notFound == [])
                    #expect(answer.files.count == count)
                }
            }
        }
        // Four times the files: linear is 4, quadratic 16.
        let growth = try withFiles(500) { smaller in
            try withFiles(2_000) { larger in
                try ProcessorTime.growth(below: 8, smaller: smaller, larger: larger)
            }
        }
        #expect(growth < 8)
    }

    @Test func `links are not followed and named`() throws {
        let sample = SampleBundle.shared
        let answer = try Places.inNewFolder { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent("link").path, withDestinationPath: "/etc/passwd")
            return try SealedBundle(opening: sample.bytes).compare(with: Folder(path: folder.path))
        }
        #expect(answer.files == [])
        #expect(answer.skipped == ["link"])
    }
}
