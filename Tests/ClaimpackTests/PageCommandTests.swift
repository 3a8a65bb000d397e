import Foundation
import TestSupport
import Testing

/// `inspect --html` as people type it.
@Suite struct PageCommandTests {
    /// A sealed sample in a folder of its own.
    private func inSealed(_ sample: String, _ body: (URL) throws -> Void) throws {
        try Places.inNewFolder { folder in
            _ = try Run.claimpack(
                ["keygen", "--name", "Larkspur Devices LLC", "--out", "buyer", "--no-passphrase"],
                in: folder)
            let built = try Run.claimpack(
                [
                    "build", Places.project.appendingPathComponent("Samples/\(sample)").path, "-o",
                    "p.asice", "--key", "buyer.key",
                ], in: folder)
            #expect([0, 1].contains(built.status), "\(built.errors)")
            try body(folder)
        }
    }

    private func page(_ folder: URL, _ name: String = "page.html") throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    @Test func `the page is the same bytes wherever the machine stands and whatever it speaks`()
        throws
    {
        try inSealed("pcb-quality") { folder in
            let plain = try Run.claimpack(
                ["inspect", "p.asice", "--html", "page.html"], in: folder)
            #expect(plain.status == 0, "\(plain.errors)")
            #expect(plain.output.hasPrefix("page.html: open it in any browser\n"))
            let first = try page(folder)
            for (index, environment) in [
                ["TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"],
                ["TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8", "LANG": "tr_TR.UTF-8"],
            ].enumerated() {
                let other = try Run.claimpack(
                    ["inspect", "p.asice", "--html", "\(index).html"], in: folder,
                    environment: environment)
                #expect(other.status == 0, "\(other.errors)")
                #expect(try page(folder, "\(index).html") == first, "\(environment)")
            }
            // What was sealed a moment ago is what is computed now.
            #expect(!first.contains("sealed.reading") && !first.contains("sealed.score"))
            #expect(first.contains("the same, 0 different, 0 not read here"))
        }
    }

    @Test
    func `a page is never written over another unless that is said, and pictures can be left out`()
        throws
    {
        try inSealed("mugs-short") { folder in
            #expect(
                try Run.claimpack(
                    ["inspect", "p.asice", "--html", "page.html", "--no-pictures"], in: folder
                ).status == 0)
            #expect(!(try page(folder).contains("data:image/")))
            let again = try Run.claimpack(
                ["inspect", "p.asice", "--html", "page.html"], in: folder)
            #expect(again.status == 73 && again.errors.contains("--force"), "\(again.errors)")
            let forced = try Run.claimpack(
                ["inspect", "p.asice", "--html", "page.html", "--force", "--json"], in: folder)
            #expect(forced.status == 0 && forced.output.contains("urn:claimpack:json:inspect:1"))
        }
    }

    @Test func `one page is for one bundle`() throws {
        let two = try Run.claimpack(["inspect", "a.asice", "b.asice", "--html", "page.html"])
        #expect(
            two.status == 64 && two.errors.contains("--html is for one bundle"), "\(two.errors)")
    }

    @Test func `a broken bundle has a page that says so first`() throws {
        try inSealed("lamps-late") { folder in
            let path = folder.appendingPathComponent("p.asice")
            var bytes = Array(try Data(contentsOf: path))
            // A byte of the first exhibit, far behind the names and before the list at the end.
            bytes[bytes.count / 2] ^= 1
            try Data(bytes).write(to: path)
            let ran = try Run.claimpack(["inspect", "p.asice", "--html", "page.html"], in: folder)
            #expect(ran.status == 2, "\(ran.errors)")
            let html = try page(folder)
            #expect(html.contains("The bundle is not what was sealed"))
            #expect(html.contains("altered since sealing"))
        }
    }

    @Test func `pictures are small, and together no more than a page can bear`() throws {
        try inSealed("pcb-quality") { folder in
            _ = try Run.claimpack(["inspect", "p.asice", "--html", "page.html"], in: folder)
            let pieces = try page(folder).components(separatedBy: "src=\"data:image/jpeg;base64,")
                .dropFirst()
                .map { $0.prefix { $0 != "\"" } }
            let programs = ["/usr/bin/ffmpeg", "/usr/bin/pdftoppm"]
            if programs.allSatisfy(FileManager.default.isExecutableFile) {
                #expect(pieces.count >= 8)
            }
            #expect(pieces.allSatisfy { $0.utf8.count <= (24 << 10) / 3 * 4 })
            #expect(pieces.reduce(0) { $0 + $1.utf8.count } <= 4 << 20)
        }
    }
}
