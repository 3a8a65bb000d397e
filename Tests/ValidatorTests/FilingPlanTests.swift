import ClaimModel
import Testing

@testable import Validator

/// What goes into a venue's form: limits kept, nothing lost, the most decisive first.
@Suite struct FilingPlanTests {
    private static func rulebook(_ filing: String) throws -> Rulebook {
        let text = """
            rulebook: 1
            based-on: alibaba-trade-assurance
            id: test
            code: TEST
            version: "1"
            title: Test
            date: 2026-07-10
            sources:
              - source: form
                title: the form itself
            \(filing)

            """
        return try Rulebook.load(bytes: Array(text.utf8), name: "test.yaml", isCustom: true)
    }

    private static func plan(
        _ filing: String, _ recipe: ClaimRecipe = .quality(), reserving: Int? = nil
    ) throws -> FilingPlan {
        let rulebook = try Self.rulebook(filing)
        return FilingPlan(
            of: recipe.collected, recipe.assessment(by: rulebook), by: rulebook,
            reserving: reserving)
    }

    /// Limits, and the number of files of the sample recipe that go in front of them.
    @Test(arguments: [
        "", "filing:\n  files: 3\n  basis: confirmed\n  source: form",
        "filing:\n  file-bytes: 4\n  basis: secondary\n  source: form",
        "filing:\n  total-bytes: 20\n  basis: confirmed\n  source: form",
        "filing:\n  formats:\n    - pdf\n  basis: confirmed\n  source: form",
        "filing:\n  files: 2\n  total-bytes: 9\n  formats:\n    - png\n    - pdf\n    - bin\n  basis: confirmed\n  source: form",
    ])
    func `every file is in the plan once, and what fits keeps every limit`(filing: String) throws {
        let recipe = ClaimRecipe.quality()
        let plan = try Self.plan(filing, recipe, reserving: 1)
        let files = recipe.exhibits.flatMap(\.files)
        #expect(Set(plan.files.map(\.entry)) == Set(files.map(\.entry)))
        #expect(plan.files.count == files.count)
        #expect(plan.files.map(\.rank) == Array(1...files.count))
        #expect(Set(plan.files.map(\.name)).count == files.count)
        func most(_ name: FilingLimit.Name) -> Int? {
            plan.limits.first { $0.name == name }?.number
        }
        let fitting = plan.fitting
        if let most = most(.files) { #expect(fitting.count + 1 <= most) }
        if let most = most(.fileBytes) { #expect(fitting.allSatisfy { $0.byteCount <= most }) }
        if let most = most(.totalBytes) {
            #expect(fitting.reduce(1) { $0 + $1.byteCount } <= most)
        }
        let formats = plan.limits.first { $0.name == .formats }?.formats ?? []
        if !formats.isEmpty {
            #expect(
                fitting.allSatisfy { file in formats.contains { file.name.hasSuffix("." + $0) } })
        }
        #expect(plan.leftOver.allSatisfy { !$0.objections.isEmpty })
        #expect(plan.limits.map(\.name) == FilingLimit.Name.allCases)
    }

    @Test func `a limit that is only assumed keeps no file out and warns`() throws {
        let plan = try Self.plan("filing:\n  files: 2\n  basis: assumed\n  source: form")
        #expect(plan.leftOver.isEmpty)
        // Once, where it begins: the third file.
        #expect(plan.files.filter { !$0.warnings.isEmpty }.map(\.rank) == [3])
        #expect(plan.limits.first { $0.name == .files }?.isBinding == false)
    }

    @Test func `what nobody knows is said to be unknown`() throws {
        let plan = try Self.plan("")
        #expect(plan.limits.allSatisfy { !$0.isKnown && $0.basis == "unknown" && !$0.isBinding })
        #expect(plan.leftOver.isEmpty)
    }

    @Test func `a file that cannot go in takes nobody's place`() throws {
        let plan = try Self.plan(
            "filing:\n  files: 1\n  file-bytes: 1000\n  basis: confirmed\n  source: form",
            .quality().with { $0.exhibits[0].files[0].byteCount = 5_000 })
        #expect(plan.fitting.count == 1)
        #expect(plan.leftOver.contains { $0.objections == [.tooLarge(by: 4_000, limit: 1_000)] })
    }

    @Test func `attack - sizes that add up past the largest number trap nothing`() throws {
        let plan = try Self.plan(
            "filing:\n  total-bytes: 100\n  basis: confirmed\n  source: form",
            .quality().with { recipe in
                for index in recipe.exhibits.indices {
                    recipe.exhibits[index].files[0].byteCount = .max
                }
            }, reserving: .max)
        #expect(plan.fitting.isEmpty)
    }

    /// Number, kind, file name and media type, and the short name.
    @Test(
        arguments: [
            ("A-1", .contract, "order page.PNG", "image/png", "A1ORDER01.png"),
            ("C-2", .chatOffPlatform, "聊天.txt", "text/plain", "C2CHATX01.txt"),
            ("E-10", .video, "x.mp4", "video/mp4", "E10VIDEO01.mp4"),
            ("B-9999", .shippingDocuments, "x.jpeg", "image/jpeg", "B9999SHIP01.jpg"),
            ("G-1", .other, "no-ending", "application/octet-stream", "G1OTHER01.bin"),
            ("G-1", .other, "x.superlong", "application/octet-stream", "G1OTHER01.bin"),
            ("G-1", .other, "x.é", "application/octet-stream", "G1OTHER01.bin"),
        ] as [(String, ExhibitKind, String, String, String)])
    func `names are short, plain and at most sixteen characters`(
        number: String, kind: ExhibitKind, name: String, type: String, short: String
    ) throws {
        let file = CollectedFile(
            entry: try EntryPath("exhibits/\(number)/\(name)"), byteCount: 1, digest: nil,
            mediaType: type,
            reading: .opaque)
        let exhibit = Exhibit(number: exhibitNumber(number), kinds: [kind])
        #expect(FiledName.of(file, at: 0, in: exhibit) == short)
        for index in [0, 8, 9, 98, 99, 99_999] {
            let name = FiledName.of(file, at: index, in: exhibit)
            #expect(name.utf8.count <= 16)
            #expect(name.utf8.allSatisfy { $0 < 0x80 })
        }
        #expect(Set((0..<2_000).map { FiledName.of(file, at: $0, in: exhibit) }).count == 2_000)
    }
}
