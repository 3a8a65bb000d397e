import ClaimModel
import Testing

@testable import Validator

@Suite struct CodeExplanationTests {
    @Test func `every code of the validator's own is explained, each once`() {
        let codes = ClaimRecipe.rulebook.explanations.map(\.code)
        #expect(Set(codes).count == codes.count)
        let recipes: [ClaimRecipe] = [
            .article(), .late().without("B-3", "C-1"), .shortage().without("F-1"),
            .nonDelivery().without("A-1"), .cancellation().without("A-3"),
            .quality().with { recipe in
                recipe.claim.order.total = nil
                recipe.claim.complaint?.cause = declared("customs", "complaint.cause")
                recipe.claim.reasons.append(declared(.shortage, "reason"))
                recipe.asOf = day("2026-05-08")
                recipe.add("E-9", [.photos], [])
            },
        ]
        for finding in recipes.flatMap({ $0.assessment().findings }) {
            #expect(codes.contains(finding.code), "\(finding.code)")
        }
    }

    @Test func `hostile lengths in a claim end quickly`() {
        let recipe = ClaimRecipe.quality().with { recipe in
            let long = String(repeating: "a ", count: 30_000)
            recipe.claim.order.number = declared(
                String(repeating: "1", count: 60_000), "order.number")
            recipe.claim.supplier = Party(name: declared(long, "supplier.name"))
            recipe.claim.order.shipTo = declared(long, "order.ship-to")
            recipe.claim.refund?.heads = (0..<5_000).map { _ in
                head(
                    String(repeating: "x", count: 20), amount: "999999999999999.00 USD",
                    proof: ["A-1"])
            }
            recipe.read(
                "C-1",
                chat([(true, nil, String(repeating: "1", count: 60_000)), (false, nil, long)]))
        }
        #expect(recipe.outcome("C01") != .pass)
        #expect(recipe.assessment().amounts?.supported == money("999999999999999.00 USD"))
    }
}
