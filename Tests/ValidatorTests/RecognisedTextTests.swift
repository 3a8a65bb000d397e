import ClaimModel
import Testing

@testable import Validator

/// What was recognised in a picture supports a claim and contradicts none.
@Suite struct RecognisedTextTests {
    private static func picture(
        _ rows: [[String]], labelled: [(String, String)] = [], confidence: Int? = 90
    ) -> Reading {
        let box = PageBox(left: 0, top: 0, right: 100, bottom: 10)
        var image = ImageMetadata(format: "png", width: 100, height: 100)
        image.text = DocumentText(
            format: "picture", pageCount: 1,
            rows: rows.map { TextRow(page: 1, box: box, cells: $0, confidence: confidence) },
            labelled: labelled.map {
                LabelledValue(
                    name: $0.0, value: $0.1, page: 1, box: box, confidence: confidence)
            })
        return .image(image)
    }

    /// The quality case whose contract is a picture with one row.
    private static func recipe(_ picture: Reading) -> ClaimRecipe {
        ClaimRecipe.quality().with { recipe in
            guard
                let index = recipe.exhibits.firstIndex(where: {
                    $0.exhibit.kinds.contains(.contract)
                })
            else { return }
            recipe.exhibits[index].files[0].reading = picture
        }
    }

    @Test func `a number that was recognised right is a citation of its own origin`() throws {
        let recipe = Self.recipe(Self.picture([["Order number \(ClaimRecipe.orderNumber)"]]))
        let check = try #require(recipe.check("C01"))
        #expect(check.outcome == .pass)
        #expect(check.citations.contains { $0.origin == .recognised })
    }

    @Test func `a number that was misread by one digit fails nothing and is to be looked at`() throws {
        let number = "287340516001029487"
        let misread = Self.recipe(
            Self.picture([["Order number \(number)"]], labelled: [("order-number", number)]))
        let check = try #require(misread.check("C01"))
        #expect(check.outcome != .fail)
        #expect(check.message.contains("seems to show \(number)"))
        // The same, printed as text, is a contradiction.
        let printed = Self.recipe(
            .document(
                DocumentText(
                    format: "pdf", pageCount: 1,
                    labelled: [
                        LabelledValue(
                            name: "order-number", value: number, page: 1,
                            box: PageBox(left: 0, top: 0, right: 1, bottom: 1))
                    ])))
        #expect(printed.check("C01")?.outcome == .fail)
    }

    @Test func `a sum that was misread contradicts no total, the right one confirms it`() throws {
        let total = "38,500.00 USD"
        func check(_ sum: String) throws -> CheckResult {
            try #require(
                Self.recipe(Self.picture([["Order total", sum]], labelled: [("total", sum)]))
                    .check("C04"))
        }
        #expect(try check("838,500.00 USD").outcome == .pass)
        #expect(try !check("838,500.00 USD").citations.contains { $0.origin == .recognised })
        #expect(try check(total).citations.contains { $0.origin == .recognised })
    }

    @Test func `a name that was misread is nobody else's`() throws {
        let recipe = Self.recipe(
            Self.picture([], labelled: [("seller", "Shenzhon Haoyu Electronics")]))
        #expect(recipe.check("C02")?.outcome != .fail)
    }

    @Test func `what a picture does not say is not held against it`() throws {
        let unread = Self.recipe(.image(ImageMetadata(format: "png", width: 1, height: 1)))
        let read = Self.recipe(Self.picture([["Trade Assurance order"]]))
        for id in ["C04", "C05", "C22"] {
            #expect(read.check(id)?.outcome == unread.check(id)?.outcome, "\(id)")
        }
        #expect(read.assessment().score.value >= unread.assessment().score.value)
    }
}
