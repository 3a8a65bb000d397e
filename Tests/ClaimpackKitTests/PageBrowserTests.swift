import ClaimModel
import ClaimpackKit
import Foundation
import Reports
import TestSupport
import Testing

/// The page in a real browser: headless Chromium, driven by `Tests/Browser/look.py`, with axe-core for what
/// people need who cannot see or point. `Scripts/test` installs both; where they cannot be had these tests
/// are skipped.
@Suite(.serialized) struct PageBrowserTests {
    struct View: Decodable {
        let page, view: String
        let scripts, handlers, addresses, styles, strange, elements, overflow, dialogs,
            milliseconds, openInternalLinks: Int
        let searchIsShown: Bool
        let requests, errors, violations: [String]
        let hits: String?
        let axe: [[Cell]]?
    }

    enum Cell: Decodable, CustomStringConvertible {
        case text(String), number(Int)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        var description: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            }
        }
    }

    static let python = Places.project.appendingPathComponent(".build/axe/bin/python")
    static let axe = Places.project.appendingPathComponent(".build/axe/axe.min.js")
    static let isThere =
        FileManager.default.fileExists(atPath: axe.path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

    static func look(
        _ pages: [(name: String, html: String)], _ options: [String] = [], withAxe: Bool = true
    ) throws -> [View] {
        try Places.inNewFolder { folder in
            var paths: [String] = []
            for page in pages {
                let path = folder.appendingPathComponent("\(page.name).html")
                try Data(page.html.utf8).write(to: path)
                paths.append(path.path)
            }
            var arguments = [Places.project.appendingPathComponent("Tests/Browser/look.py").path]
            if withAxe { arguments += ["--axe", axe.path] }
            if let pictures = ProcessInfo.processInfo.environment["CLAIMPACK_PAGE_PICTURES"] {
                arguments += ["--pictures", pictures]
            }
            let ran = try Run.program(
                python, arguments + options + paths, in: folder, environment: ["HOME": folder.path])
            guard ran.status == 0 else {
                throw PageInertnessTests.Stopped(words: String(ran.errors.suffix(2_000)))
            }
            return try JSONDecoder().decode([View].self, from: Data(ran.output.utf8))
        }
    }

    static func expectQuiet(_ view: View) {
        let name = "\(view.page) \(view.view)"
        #expect(
            view.requests.isEmpty && view.errors.isEmpty && view.violations.isEmpty,
            "\(name): \(view.requests) \(view.errors) \(view.violations)")
        #expect(
            view.dialogs == 0 && view.scripts == 1 && view.handlers == 0 && view.addresses == 0
                && view.styles == 0 && view.strange == 0, "\(name)")
        #expect(view.overflow == 0, "\(name) is \(view.overflow) pixels too wide")
        #expect(
            view.openInternalLinks == 0,
            "\(name) has \(view.openInternalLinks) links that lead nowhere")
        for violation in view.axe ?? [] {
            Issue.record("\(name): \(violation.map(\.description).joined(separator: " | "))")
        }
        // Without scripts everything is there but the box to search in.
        #expect(
            view.searchIsShown == !view.view.hasSuffix("without scripts") || view.elements < 400)
    }

    @Test(.enabled(if: isThere, "needs chromium and axe-core: Scripts/test installs them"))
    func
        `the pages of the samples are quiet, inert and readable by everybody, wide and narrow, light and dark, with and without scripts`()
        throws
    {
        var pages: [(name: String, html: String)] = []
        for sample in PageGoldenTests.samples {
            pages.append((sample, try PageRecipe.html(try PageGoldenTests.page(sample))))
        }
        let views = try Self.look(pages, ["--search", "order"])
        #expect(views.count == 5 * PageGoldenTests.samples.count)
        for view in views { Self.expectQuiet(view) }
        #expect(views.contains { $0.hits?.hasSuffix("messages") ?? false })
        // Scripts add no element and hide none.
        for page in pages {
            let counts = Set(views.filter { $0.page == page.name + ".html" }.map(\.elements))
            #expect(counts.count == 1, "\(counts)")
        }
    }

    @Test(.enabled(if: isThere, "needs chromium and axe-core: Scripts/test installs them"))
    func `a page of hostile texts does nothing in a browser`() throws {
        var texts = PageInertnessTests.own
        let corpus = try PageInertnessTests.lines(of: "html-xss")
        texts += stride(from: 0, to: corpus.count, by: max(1, corpus.count / 1_500)).map {
            corpus[$0]
        }
        let views = try Self.look(
            [("hostile", try PageRecipe.html(try PageInertnessTests.page(texts)))], withAxe: false)
        #expect(views.count == 5)
        for view in views { Self.expectQuiet(view) }
    }

    @Test(.enabled(if: isThere, "needs chromium and axe-core: Scripts/test installs them"))
    func `a page of 20,000 messages and 2,000 exhibits opens, and its search finds one message`()
        throws
    {
        let messages = (1...20_000).map {
            PageRecipe.message(
                $0,
                $0 == 17_321
                    ? "the needle 缺货 is here"
                    : "message \($0): the goods are on their way, please wait",
                sender: $0 % 2 == 0 ? "Dana" : "林薇", isOwn: $0 % 2 == 0)
        }
        var exhibits = [
            try PageRecipe.exhibit(
                "C", 1,
                .chat(
                    ChatTranscript(format: "alibaba-html", platform: "alibaba", messages: messages)),
                title: "Chat", kind: .chat)
        ]
        for number in 1..<2_000 {
            exhibits.append(
                try PageRecipe.exhibit(
                    "E", number,
                    .image(
                        ImageMetadata(
                            format: "jpeg", width: 640, height: 480, make: "Fern",
                            model: "F\(number)")), title: "Photograph \(number)"))
        }
        let texts = ["A text of the case"]
        let page = InspectionPage(
            name: "large.asice", digest: PageRecipe.zero, verification: PageRecipe.verification(texts),
            collected: CollectedClaim(claim: PageRecipe.claim(texts), exhibits: exhibits),
            assessment: PageRecipe.assessment(texts, []), isReady: false, version: "1")
        let html = try PageRecipe.html(page)
        #expect(html.utf8.count < 24_000_000, "\(html.utf8.count) bytes")
        let view = try #require(
            try Self.look([("large", html)], ["--quick", "--search", "缺货"], withAxe: false).first)
        Self.expectQuiet(view)
        #expect(view.hits == "1 message")
        // Under two seconds on a machine at rest. Told, not asked: what else the machine does is in it.
        print(
            "20,000 messages, 2,000 exhibits: \(html.utf8.count) bytes, \(view.elements) elements, loaded in \(view.milliseconds) ms"
        )
    }
}
