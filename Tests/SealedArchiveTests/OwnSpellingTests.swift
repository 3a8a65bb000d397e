import ClaimModel
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Manifests and files of a claim in the spelling we write are read without the parser. Nothing may be read
/// there otherwise than the parser reads it, whatever somebody writes.
@Suite struct OwnSpellingTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15
        }
    }

    /// What somebody might put anywhere into such a document.
    private static let insertions = [
        "<", ">", "/", "\"", "'", "&", "&amp;", "&#65;", " ", "\n", "\r\n", "\t", "\u{0}", "é", "]]>",
        "<!-- x -->", "<?x y?>", "<![CDATA[x]]>", "<a/>", "<file run=\"0\"/>", "<file run=\"1\"/>", " run=\"0\"",
        " xmlns=\"urn:x\"", " xmlns:asic=\"urn:x\"", "</exhibit>", "<exhibit>", "%41", "%e9", "%C3%A9", "../", "A=",
    ]

    private static func altered(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<(Bool.random(using: &dice) ? 1 : 2) {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...90, using: &dice)))
            case 2:
                // A piece of the document once more, somewhere.
                let end = min(bytes.count, place + Int.random(in: 1...400, using: &dice))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &dice))
            default: bytes.insert(contentsOf: insertions.randomElement(using: &dice)?.utf8 ?? "".utf8, at: place)
            }
            if bytes.isEmpty { return [0x0A] }
        }
        return bytes
    }

    // MARK: Manifests

    private static func manifest(_ names: [String], mediaType: String? = "text/plain") throws -> AsicManifest {
        AsicManifest(
            signature: try EntryPath("META-INF/signature001.p7s"),
            references: try names.enumerated().map { index, name in
                AsicManifest.Reference(
                    entry: try EntryPath(name), mediaType: mediaType,
                    digest: try .sha256(of: [UInt8(index % 256)]))
            })
    }

    private static func parsed(_ bytes: [UInt8]) throws -> (manifest: AsicManifest?, isClean: Bool) {
        var findings = FindingList()
        let manifest = AsicManifest(
            parsing: bytes, named: try EntryPath("META-INF/ASiCManifest001.xml"), findings: &findings)
        return (manifest, findings.findings.isEmpty && findings.integrity == .intact)
    }

    @Test func `every manifest we write of plain media types is read without the parser, alike`() throws {
        for names in [["README.txt"], ["a b.txt", "exhibits/A-1/照片 1.jpg", "x'y/%25.txt"], (0..<400).map { "n/\($0)" }] {
            let manifest = try Self.manifest(names)
            let bytes = try manifest.document()
            let read = try #require(AsicManifest(spelledAsOurs: bytes))
            let parsed = try Self.parsed(bytes)
            #expect(parsed.isClean)
            #expect(read == parsed.manifest)
        }
    }

    @Test func `elements longer than their limit are left to the parser`() throws {
        let room = AsicManifest.ownReferenceByteLimit - 300
        for (count, isOurs) in [(room, true), (room + 300, false)] {
            let type = String(repeating: "a", count: count)
            let bytes = try Self.manifest(["a"], mediaType: type).document()
            #expect((AsicManifest(spelledAsOurs: bytes) != nil) == isOurs)
            #expect(try Self.parsed(bytes).manifest?.references.map(\.mediaType) == [type])

            var sealed = Self.sealed
            for exhibit in sealed.exhibits.indices {
                for file in sealed.exhibits[exhibit].files.indices { sealed.exhibits[exhibit].files[file].reading = type }
            }
            let document = try ClaimDocument.document(of: sealed)
            #expect((PlainFiles(in: document) != nil) == isOurs)
            #expect(try ClaimDocument.read(document) == sealed)
        }
    }

    @Test(arguments: [nil, "a&b", "é", ""]) func `other media types are left to the parser`(type: String?) throws {
        let bytes = try Self.manifest(["a"], mediaType: type).document()
        #expect(AsicManifest(spelledAsOurs: bytes) == nil)
        #expect(try Self.parsed(bytes).manifest?.references.map(\.mediaType) == [type])
    }

    @Test func `no altered manifest is read otherwise than by the parser`() throws {
        var dice = Dice(state: 41)
        let original = try Self.manifest(["README.txt", "exhibits/A-1/a b.txt", "exhibits/B-2/é.jpg"]).document()
        var without = 0, refused = 0
        for _ in 0..<20_000 {
            let bytes = Self.altered(original, &dice)
            guard let read = AsicManifest(spelledAsOurs: bytes) else {
                refused += 1
                continue
            }
            without += 1
            let parsed = try Self.parsed(bytes)
            if read != parsed.manifest || !parsed.isClean {
                Issue.record("read otherwise: \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
        // Both happened often.
        #expect(without > 100 && refused > 5_000, "\(without), \(refused)")
    }

    @Test func `a manifest that lists an entry twice is left to the parser, which says so`() throws {
        let bytes = try Self.manifest(["a", "b", "a"]).document()
        #expect(AsicManifest(spelledAsOurs: bytes) == nil)
        #expect(try !Self.parsed(bytes).isClean)
    }

    // MARK: Claims

    private static let sealed: SealedClaim = {
        var sealed = ClaimDocumentTests.full
        for index in sealed.exhibits.indices {
            let number = sealed.exhibits[index].exhibit.number
            let plain = (0..<4).compactMap { place in
                (try? EntryPath("exhibits/\(number)/plain \(place).bin")).flatMap { entry in
                    (try? ContentDigest.sha256(of: [UInt8(place)])).map {
                        SealedFile(
                            entry: entry, sourceName: Array("c/é \(place)".utf8), byteCount: place, digest: $0,
                            mediaType: "application/octet-stream", reading: "none")
                    }
                }
            }
            // Between, before and behind files of which more is told.
            sealed.exhibits[index].files = plain.prefix(2) + sealed.exhibits[index].files + plain.suffix(2)
        }
        return sealed
    }()

    @Test func `the files of which little is told are taken out and put back`() throws {
        let document = try ClaimDocument.document(of: Self.sealed)
        let plain = try #require(PlainFiles(in: document))
        #expect(plain.rest.count < document.count - 4 * 150)
        #expect(try ClaimDocument.parse(plain.rest, puttingBack: plain) == ClaimDocument.parse(document))
        #expect(try ClaimDocument.read(document) == ClaimDocument.parse(document))
        #expect(try ClaimDocument.parse(document) == Self.sealed)
    }

    @Test func `no altered claim is read otherwise than by the parser`() throws {
        var dice = Dice(state: 42)
        let original = try ClaimDocument.document(of: Self.sealed)
        // Most of the alterations where the files are.
        let first = try #require(original.firstRange(of: Array("\n    <file ".utf8))).lowerBound
        var without = 0, refused = 0
        for _ in 0..<2_000 {
            let bytes = original[..<first] + Self.altered(Array(original[first...]), &dice)
            let whole = try? ClaimDocument.parse(Array(bytes))
            guard let plain = PlainFiles(in: Array(bytes)),
                let read = try? ClaimDocument.parse(plain.rest, puttingBack: plain)
            else {
                refused += 1
                continue
            }
            without += 1
            if read != whole {
                Issue.record("read otherwise: \(String(decoding: bytes[first...], as: UTF8.self))")
                return
            }
        }
        #expect(without > 100 && refused > 300, "\(without), \(refused)")
    }

    /// Where a run of files is taken out, an element of this name is left.
    @Test(arguments: [
        "<file run=\"0\"/>", "<file run=\"1\"/>", "\n<file run=\"0\"/>\n<file run=\"0\"/>", "<file run=\"0\"></file>",
        "<x:file xmlns:x=\"urn:claimpack:claim:1\" run=\"0\"/>",
    ])
    func `a claim that holds the stand-in of a run is refused, wherever it stands`(standIn: String) throws {
        let text = String(decoding: try ClaimDocument.document(of: Self.sealed), as: UTF8.self)
        for mark in ["<exhibit ", "    <file ", "  </exhibit>", "    <title", "      <source>", "</claim>", "</claim-document>"] {
            let places = text.ranges(of: mark)
            #expect(!places.isEmpty, "\(mark)")
            for place in places {
                let changed = text[..<place.lowerBound] + standIn + text[place.lowerBound...]
                #expect(throws: ClaimDocumentProblem.self, "\(mark)") { try ClaimDocument.read(Array(changed.utf8)) }
            }
        }
    }

    @Test func `a plain file where none belongs is refused as it was`() throws {
        let text = String(decoding: try ClaimDocument.document(of: Self.sealed), as: UTF8.self)
        let start = try #require(text.firstRange(of: "\n    <file ")).lowerBound
        let end = try #require(text[start...].firstRange(of: "</file>")).upperBound
        let file = String(text[start..<end])
        for mark in ["<claim>", "</claim>", "</order>", "</title>", "</claim-document>"] {
            let place = try #require(text.firstRange(of: mark)).lowerBound
            let changed = Array((text[..<place] + file + text[place...]).utf8)
            #expect(throws: ClaimDocumentProblem.self, "\(mark)") { try ClaimDocument.read(changed) }
        }
    }
}
