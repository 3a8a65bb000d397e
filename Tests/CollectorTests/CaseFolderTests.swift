import ClaimModel
import Foundation
import SystemLibraries
import Testing

@testable import Collector

@Suite struct CaseFolderTests {
    private static func problems(_ recipe: CaseFolderRecipe) -> [String] {
        do throws(CollectorError) {
            _ = try Collector.collect(caseFolder: recipe.path)
            return []
        } catch {
            guard case .claimFile(let problems) = error else { return ["\(error)"] }
            return problems.problems.problems.map {
                "\($0.line):\($0.column) \($0.code): \($0.message) | \($0.remedy)"
            }
        }
    }

    private static func exhibits(_ list: String) -> String {
        CaseFolderRecipe.claim + "exhibits:\n" + list
    }

    // MARK: claim.yaml

    @Test func `a folder without claim.yaml says so and names the remedy`() throws {
        let recipe = try CaseFolderRecipe(claim: nil)
        #expect(
            Self.problems(recipe) == [
                "no claim.yaml in \(recipe.path): make one with \"claimpack init\", or name the folder of the case"
            ])
    }

    @Test(arguments: ["claim.yml", "Claim.yaml", "claim.yaml.txt", "CLAIM.YML"])
    func `a claim file of almost the right name is named`(name: String) throws {
        let recipe = try CaseFolderRecipe(claim: nil, files: [name: [10]])
        #expect(
            Self.problems(recipe) == [
                "no claim.yaml in \(recipe.path): there is \(name), rename it to claim.yaml"
            ])
    }

    @Test func `a folder that is not there stops with its path`() {
        do throws(CollectorError) {
            _ = try CaseFolder(path: "/nowhere/larkspur")
            Issue.record("it opened")
        } catch {
            guard case .files(let error) = error else {
                Issue.record(error)
                return
            }
            #expect(error.isNotFound)
            #expect("\(error)".contains("/nowhere/larkspur"))
        }
    }

    // MARK: Files of listed exhibits

    @Test func `names and patterns find their files in name order`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits(
                """
                  - number: A-1
                    kind: contract
                    files:
                      - A-contract/page-?.png
                      - A-contract/*/deep.png
                  - number: A-2
                    kind: spec
                    files: "*.pdf"

                """),
            files: [
                "A-contract/page-2.png": SampleBytes.png,
                "A-contract/page-1.png": SampleBytes.png + [1],
                "A-contract/page-10.png": SampleBytes.png + [2],
                "A-contract/more/deep.png": SampleBytes.png + [3], "spec.pdf": SampleBytes.pdf,
            ])
        let collected = try Collector.collect(caseFolder: recipe.path)
        #expect(collected.exhibits.map(\.exhibit.number.description) == ["A-1", "A-2", "A-3"])
        let names = collected.exhibits.map {
            $0.files.map { String(decoding: $0.sourceName, as: UTF8.self) }
        }
        #expect(
            names == [
                ["A-contract/more/deep.png", "A-contract/page-1.png", "A-contract/page-2.png"],
                ["spec.pdf"], ["A-contract/page-10.png"],
            ])
        #expect(collected.exhibits.map(\.exhibit.isListed) == [true, true, false])
        #expect(
            collected.exhibits[0].files.map(\.entry.text) == [
                "exhibits/A-1/deep.png", "exhibits/A-1/page-1.png", "exhibits/A-1/page-2.png",
            ])
    }

    @Test func `a missing file is reported with the nearest name`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits("  - number: A-1\n    files: A-contract/page_1.png\n"),
            files: ["A-contract/page-1.png": SampleBytes.png])
        #expect(
            Self.problems(recipe) == [
                #"8:12 claimfile.file.missing: no such file: "A-contract/page_1.png" | Did you mean A-contract/page-1.png?"#
            ])
    }

    @Test func `a backslash in a path is explained`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits(
                "  - number: A-1\n    files:\n      - A-contract\\page 1.png\n      - A-contract\\page-1.png\n"
            ),
            files: ["A-contract/page-1.png": SampleBytes.png])
        #expect(
            Self.problems(recipe) == [
                #"9:9 claimfile.file.missing: no such file: "A-contract\page 1.png" | Write "/" between folder and file: A-contract/page-1.png"#,
                #"10:9 claimfile.file.missing: no such file: "A-contract\page-1.png" | Write "/" between folder and file: A-contract/page-1.png"#,
            ])
    }

    @Test func `a pattern that fits nothing, a folder, and what is outside or kept out are named`()
        throws
    {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits(
                """
                  - number: A-1
                    files:
                      - A-contract/*.pdf
                      - A-contract
                      - ../other.png
                      - /etc/hostname
                      - _notes/x.png

                """),
            files: ["A-contract/page-1.png": SampleBytes.png, "_notes/x.png": SampleBytes.png])
        let problems = Self.problems(recipe)
        #expect(
            problems.map { $0.split(separator: " ")[1] } == [
                "claimfile.file.missing:", "claimfile.file.folder:", "claimfile.file.outside:",
                "claimfile.file.outside:", "claimfile.file.kept-out:",
            ])
        #expect(problems.dropFirst().first?.hasSuffix("A-contract/* for all of them") == true)
    }

    @Test func `a file in two exhibits is reported at the second`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits(
                "  - number: A-1\n    files: A-contract/*\n  - number: A-2\n    files: A-contract/page.png\n"
            ),
            files: ["A-contract/page.png": SampleBytes.png])
        #expect(
            Self.problems(recipe) == [
                #"10:12 claimfile.file.twice: "A-contract/page.png" is in A-1 and in A-2 | Name it in one of them"#
            ])
    }

    @Test func `mistakes in values and in files are told together`() throws {
        let recipe = try CaseFolderRecipe(
            claim:
                "claimpack: 1\nvenue: x\nreason: quality\norder:\n  number: 1\n  total: $5\nexhibits:\n  - number: A-1\n    files: a.png\n"
        )
        #expect(Self.problems(recipe).map { $0.prefix(2) } == ["6:", "9:"])
    }

    @Test func `a name typed in composed letters finds the decomposed file`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits("  - number: A-1\n    files: A-contract/re\u{E7}u.pdf\n"),
            files: ["A-contract/rec\u{327}u.pdf": SampleBytes.pdf])
        let collected = try Collector.collect(caseFolder: recipe.path)
        let file = try #require(collected.exhibits.first?.files.first)
        #expect(file.sourceName == Array("A-contract/rec\u{327}u.pdf".utf8))
        #expect(file.entry.bytes == Array("exhibits/A-1/re\u{E7}u.pdf".utf8))
    }

    // MARK: Files that are not listed

    @Test func `files that are not listed get the next numbers of their folder`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits(
                "  - number: B-4\n    kind: payment\n    files: B-payment-shipping/paid.pdf\n"),
            files: [
                "B-payment-shipping/paid.pdf": SampleBytes.pdf,
                "B-payment-shipping/bill-of-lading.pdf": SampleBytes.pdf + [1],
                "B-payment-shipping/bank-receipt.pdf": SampleBytes.pdf + [2],
                "A-contract/order.png": SampleBytes.png, "C-chat/page.html": Array("<html>".utf8),
                "D-inspection/report.pdf": SampleBytes.pdf + [3],
                "E-photos-video/a.jpg": SampleBytes.jpeg, "E-photos-video/b.mp4": SampleBytes.mp4,
                "F-count/tally.txt": Array("x".utf8), "G-various/x.bin": [0, 1, 2, 3],
            ])
        let collected = try Collector.collect(caseFolder: recipe.path)
        #expect(
            collected.exhibits.map {
                "\($0.exhibit.number) \($0.exhibit.kinds.map(\.rawValue)) \($0.files.map(\.entry.name))"
            } == [
                #"A-1 ["contract"] ["order.png"]"#,
                #"B-4 ["payment"] ["paid.pdf"]"#,
                #"B-5 ["payment"] ["bank-receipt.pdf"]"#,
                #"B-6 ["shipping-documents"] ["bill-of-lading.pdf"]"#,
                #"C-1 ["chat"] ["page.html"]"#,
                #"D-1 ["inspection"] ["report.pdf"]"#,
                #"E-1 ["photos"] ["a.jpg"]"#,
                #"E-2 ["video"] ["b.mp4"]"#,
                #"F-1 ["count"] ["tally.txt"]"#,
                #"G-1 ["other"] ["x.bin"]"#,
            ])
        let numbered = collected.findings.filter { $0.code == "exhibit.numbered" }
        #expect(numbered.count == 9)
        #expect(
            numbered.dropFirst().first?.message
                == "\"B-payment-shipping/bank-receipt.pdf\" is not listed and got the number B-5 (payment)"
        )
        #expect(numbered.allSatisfy { $0.severity == .note })
    }

    @Test func `what is left out is told`() throws {
        let recipe = try CaseFolderRecipe(files: [
            "receipt.pdf": SampleBytes.pdf, "_notes/todo.txt": [65], "A-contract/.DS_Store": [0],
            "photos/1.jpg": SampleBytes.jpeg, "photos/2.jpg": SampleBytes.jpeg,
            "A-contract/one/two/deep.png": SampleBytes.png, "I-more/x.png": SampleBytes.png,
        ])
        try recipe.addLink("A-contract/hostname", to: "/etc/hostname")
        #expect(mkfifo(recipe.url.appendingPathComponent("A-contract/pipe").path, 0o600) == 0)
        let collected = try Collector.collect(caseFolder: recipe.path)
        #expect(collected.exhibits == [])
        #expect(
            collected.findings.map { "\($0.code) \($0.severity) \($0.message)" }.sorted() == [
                #"folder.file.unlisted warning "receipt.pdf" is in no exhibit and not packed"#,
                #"folder.file.unlisted warning 2 files in "photos/" are in no exhibit and not packed"#,
                #"folder.file.unlisted warning a file in "I-more/" is in no exhibit and not packed"#,
                #"folder.letter warning "I-more" begins with I, which looks like 1"#,
                #"folder.link warning "A-contract/hostname" is a link and was not followed"#,
                #"folder.not-packed note "A-contract/.DS_Store" is not packed: its name begins with "_" or ".""#,
                #"folder.not-packed note "_notes" is not packed: its name begins with "_" or ".""#,
                #"folder.special warning "A-contract/pipe" is no file and was not read"#,
                #"folder.too-deep warning "A-contract/one/two" lies too deep and is not packed"#,
            ])
        #expect(collected.findings.allSatisfy { $0.remedy != nil && !$0.places.isEmpty })
    }

    @Test func `attack - a link listed as evidence is not followed`() throws {
        let recipe = try CaseFolderRecipe(
            claim: Self.exhibits("  - number: A-1\n    files: A-contract/hosts\n"),
            files: ["A-contract/page.png": SampleBytes.png])
        try recipe.addLink("A-contract/hosts", to: "/etc/hosts")
        #expect(
            Self.problems(recipe).map { $0.split(separator: " ")[1] } == ["claimfile.file.missing:"]
        )
    }

    @Test func `attack - a pattern of many stars ends soon`() {
        let pattern = FilePattern(String(repeating: "*a", count: 60) + "b")
        #expect(!pattern.matches([UInt8](repeating: UInt8(ascii: "a"), count: 250)))
        #expect(FilePattern("*.png").matches(Array("é.png".utf8)))
        #expect(FilePattern("?.png").matches(Array("é.png".utf8)))
        #expect(!FilePattern("*").matches(Array("a/b".utf8)))
        #expect(FilePattern("[1].png").matches(Array("[1].png".utf8)))
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read every file"))
    func `a file that may not be read stops with its name`() throws {
        let recipe = try CaseFolderRecipe(files: ["A-contract/page.png": SampleBytes.png])
        chmod(recipe.url.appendingPathComponent("A-contract/page.png").path, 0)
        do throws(CollectorError) {
            _ = try Collector.collect(caseFolder: recipe.path)
            Issue.record("it was read")
        } catch {
            guard case .files(let error) = error else {
                Issue.record(error)
                return
            }
            #expect(error.isPermission)
            #expect("\(error)".contains("A-contract/page.png"))
        }
    }
}
