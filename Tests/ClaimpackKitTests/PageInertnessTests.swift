import ClaimModel
import ClaimpackKit
import Foundation
import Reports
import TestSupport
import Testing

/// Whatever a party wrote into a case, the page is one script, one style and text.
@Suite struct PageInertnessTests {
    struct Verdict: Decodable {
        let scripts, handlers, addresses, styles, strange, rawControls, bytes: Int
        let startsClosed, allowsItsStyle, allowsItsScript: Bool
        let messages: [String]
    }

    static func judge(_ html: String) throws -> Verdict {
        try Places.inNewFolder { folder in
            let page = folder.appendingPathComponent("page.html")
            try Data(html.utf8).write(to: page)
            let ran = try Run.tool(
                "python3",
                [Places.project.appendingPathComponent("Tests/Browser/judge.py").path, page.path])
            guard ran.status == 0 else { throw Stopped(words: ran.errors) }
            return try JSONDecoder().decode(Verdict.self, from: Data(ran.output.utf8))
        }
    }

    struct Stopped: Error {
        let words: String
    }

    static func expectInert(_ verdict: Verdict) {
        #expect(verdict.scripts == 1 && verdict.handlers == 0 && verdict.addresses == 0)
        #expect(verdict.styles == 0 && verdict.strange == 0 && verdict.rawControls == 0)
        #expect(verdict.startsClosed && verdict.allowsItsStyle && verdict.allowsItsScript)
    }

    static let own = [
        "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
        "\"\u{301} onmouseover=alert(1) x=\"",
        "--><svg onload=alert(1)>", "javascript:alert(1)", "https://evil.example/",
        "{{script}}{{{title}}}{{>page}}{{=<% %>=}}",
        "fdp\u{202E}gpj.exe", "\u{0}\u{7}\u{1B}[31m", "a\u{2028}b\u{2029}c", "<\u{338}b>",
        "&lt;script&gt;", "]]><x>", "<bdi class=\"orig\">",
        "\u{2066}\u{2067}\u{200F}", "<template><form action=//evil.example>",
        "<math><mi xlink:href=\"data:x,<script>1</script>\">",
    ]

    /// The page with these texts as message, translation, sender, attachment, title, source, Exif text, video
    /// and document metadata, file name in the seal, finding, citation, certificate name and claim field.
    static func page(_ texts: [String]) throws -> InspectionPage {
        let messages = texts.enumerated().map {
            PageRecipe.message($0 + 1, $1, sender: $1, translation: $1, isOwn: $0 % 2 == 0)
        }
        let chat = ChatTranscript(
            format: "alibaba-html", platform: texts[0], platformEvidence: texts[0], title: texts[0],
            messages: messages, missingAttachments: texts)
        var exhibits = [try PageRecipe.exhibit("C", 1, .chat(chat), title: texts[0], kind: .chat)]
        for (index, start) in stride(from: 0, to: texts.count, by: 6).enumerated() {
            func text(_ offset: Int) -> String { texts[(start + offset) % texts.count] }
            let clock = PageRecipe.clock("2026-04-09T14:06:00", .device)
            let reading: Reading
            switch index % 3 {
            case 0:
                reading = .image(
                    ImageMetadata(
                        format: "jpeg", width: 1, height: 1,
                        clocks: clock.map { [NamedClock(name: text(0), tag: text(1), reading: $0)] }
                            ?? [],
                        make: text(1), model: text(2), software: text(3), userComment: text(4),
                        texts: [NamedText(keyword: text(5), text: text(0))],
                        remarks: [PageRecipe.finding(text(1), Place(file: text(2)))]))
            case 1:
                reading = .video(
                    VideoMetadata(
                        container: "mp4", brand: text(0), make: text(1), model: text(2),
                        software: text(3),
                        creatorTool: text(4), encoderTraces: [text(5)]))
            default:
                reading = .document(
                    DocumentText(
                        format: "pdf", pageCount: 1, title: text(0), author: text(1),
                        creator: text(2),
                        producer: text(3), encryption: text(4)))
            }
            exhibits.append(try PageRecipe.exhibit("E", index + 1, reading, title: text(5)))
        }
        let findings = texts.map { PageRecipe.finding($0, Place(file: $0, spot: .member($0))) }
        let citations = texts.prefix(40).map {
            Citation(text: $0, place: Place(file: $0), origin: .read)
        }
        let names = Array(texts.prefix(400))
        return InspectionPage(
            name: texts[0], digest: PageRecipe.zero, verification: PageRecipe.verification(texts, names: names),
            collected: CollectedClaim(claim: PageRecipe.claim(texts), exhibits: exhibits),
            assessment: PageRecipe.assessment(texts, findings, citations),
            recomputation: Recomputation(
                rows: [.init(name: texts[0], sealed: texts[0], computed: texts[0], agrees: false)],
                findings: [findings[0]]),
            isReady: false, notJudged: texts[0], version: "1")
    }

    @Test func `hostile texts in every field stay text`() throws {
        for shift in Self.own.indices {
            // Each text stands once in each single field.
            let texts = Array(Self.own[shift...] + Self.own[..<shift])
            Self.expectInert(try Self.judge(try PageRecipe.html(Self.page(texts))))
        }
    }

    @Test func `of several rounds the newest tells the time, and an unconfirmed signer is named first`() throws {
        func signer(_ name: String) -> SignerStatement {
            SignerStatement(subject: name, emails: [], isSelfSigned: true, fingerprint: PageRecipe.zero)
        }
        func round(_ number: Int, _ name: String, isConfirmed: Bool, _ proved: String?) -> RoundVerification {
            RoundVerification(
                number: number, isIntact: true, signer: signer(name),
                confirmation: isConfirmed ? .pin : nil,
                timeStamp: proved.map {
                    TimeStampStatement(standing: .proved, time: PageRecipe.clock($0))
                }, entryCount: 1)
        }
        func page(_ rounds: [RoundVerification]) throws -> String {
            try PageRecipe.html(
                InspectionPage(
                    name: "two.asice", digest: PageRecipe.zero,
                    verification: Verification(integrity: .intact, rounds: rounds, entries: [], findings: [], notChecked: []),
                    collected: nil, assessment: nil, recomputation: nil, isReady: false, notJudged: nil,
                    version: "1"))
        }
        // The first round was proved, what the second added was not.
        let html = try page([
            round(1, "Larkspur Devices LLC", isConfirmed: true, "2026-04-14T11:20Z"),
            round(2, "Nobody We Know", isConfirmed: false, nil),
        ])
        #expect(!html.contains("existed by"))
        #expect(html.contains("The certificate says “Nobody We Know”"))
        let proved = try page([
            round(1, "Nobody We Know", isConfirmed: false, nil),
            round(2, "Larkspur Devices LLC", isConfirmed: true, "2026-04-14T11:20Z"),
        ])
        #expect(proved.contains("existed by") && proved.contains("The certificate says “Nobody We Know”"))
    }

    @Test func `a message is shown whole, controls as their numbers`() throws {
        let verdict = try Self.judge(try PageRecipe.html(Self.page(Self.own)))
        let shown = Self.own.map { text in
            String(
                String.UnicodeScalarView(
                    text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                        switch scalar.properties.generalCategory {
                        case .control, .format, .lineSeparator, .paragraphSeparator:
                            let digits = String(scalar.value, radix: 16, uppercase: true)
                            return Array(
                                "[U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
                                    .unicodeScalars)
                        default: return [scalar]
                        }
                    }))
        }
        #expect(verdict.messages == shown)
    }

    /// Every line of a collection of one class.
    static func lines(of name: String) throws -> [String] {
        guard let folder = Places.corpus?.appendingPathComponent("hostile/\(name)") else {
            return []
        }
        var lines: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let text = String(
                decoding: try Data(contentsOf: folder.appendingPathComponent(file)), as: UTF8.self)
            if file.hasSuffix(".json"),
                let strings = try? JSONDecoder().decode([String].self, from: Data(text.utf8))
            {
                lines += strings
            } else {
                lines += text.split(separator: "\n").map(String.init)
                lines.append(text)
            }
        }
        return lines.filter { !$0.isEmpty }.map { String($0.prefix(4_000)) }
    }

    @Test(
        .enabled(if: Places.corpus != nil, "needs the corpus"),
        arguments: ["html-xss", "text-names"])
    func `every payload of the corpus stays text`(name: String) throws {
        let lines = try Self.lines(of: name)
        #expect(lines.count > 100)
        // A page for each two thousand, so that each payload gets into every kind of field.
        for start in stride(from: 0, to: lines.count, by: 2_000) {
            let texts = Array(lines[start..<min(lines.count, start + 2_000)])
            let verdict = try Self.judge(try PageRecipe.html(Self.page(texts)))
            Self.expectInert(verdict)
            #expect(verdict.messages.count == texts.count)
        }
    }
}
