import ClaimModel
import Testing

@testable import Validator

@Suite struct TypingMistakeTests {
    static let good = ClaimRecipe.quality()

    @Test func `a mistyped order number is looked for in the claim first`() throws {
        let typed = String(ClaimRecipe.orderNumber.dropLast(3)) + "418"
        let recipe = Self.good.with { recipe in
            recipe.claim.order.number = Fact(
                typed, raw: typed, place: .claim("order.number", line: 17), origin: .declared)
        }
        let finding = try #require(
            recipe.assessment().findings.first { $0.code == "order-number.differs" })
        #expect(finding.places.first == .claim("order.number", line: 17))
        #expect(
            finding.message.hasSuffix(
                "exhibits say order \(ClaimRecipe.orderNumber), claim.yaml:17 says \(typed); "
                    + "correct the one that is wrong"))
    }

    @Test func `a mistyped tracking number is said with both values`() {
        let recipe = Self.good.with { recipe in
            recipe.claim.shipments[0].number = declared("1Z7R4W186704182983", "shipments.number")
        }
        let message = recipe.check("C16")?.message ?? ""
        #expect(recipe.outcome("C16") == .cannotTell)
        #expect(message.contains("1Z7R4W186704182983"))
        #expect(message.contains("1Z7R4W186704182938"))
        #expect(recipe.gate("G5")?.outcome == .pass)
        #expect(recipe.outcome("C24") == .pass)
    }

    @Test func `an exhibit that could not be read says why, and the remedy is about the file`()
        throws
    {
        let recipe = Self.good.with { $0.read("D-1", .unread(reason: "no program for it")) }
        let finding = try #require(
            recipe.assessment().findings.first { $0.code.hasPrefix("evidence.inspection.") })
        #expect(finding.message.contains("D-1 could not be read: no program for it"))
        #expect(finding.remedy?.hasPrefix("copy the file again") == true)
        #expect(recipe.check("C10")?.message.contains("D-1 could not be read") == true)
    }

    @Test func `a contract of pictures keeps its points and says that nobody read it`() {
        let recipe = Self.good.with { $0.read("A-1", .image(photo())) }
        let result = recipe.assessment().requirements.first { $0.kind == .contract }
        #expect(result?.status == .met)
        #expect(
            result?.message
                == "order contract: A-1; A-1 is a picture, not read; the claim's own words are used")
    }

    @Test func `failed gates come first, then what lifts the cap that binds`() {
        let typed = Self.good.with { recipe in
            recipe.claim.refund?.ask = declared(money("35200.00 USD"), "refund.ask")
            recipe.claim.complaint?.settled = declared(true, "complaint.settled")
        }
        #expect(typed.codes().prefix(2) == ["settlement.agreed", "amount.unsupported"])
        let findings = typed.assessment().findings
        #expect(findings[1].places.first == .claim("refund.ask"))
        #expect(findings[0].remedy?.hasPrefix("a settled dispute cannot be filed again") == true)
    }

    @Test(arguments: [Attestation.Question.noCut, .originalFile, .sealedAtStart])
    func `an answer of the claimant against the video counts against it`(
        question: Attestation.Question
    ) {
        let recipe = Self.good.with { recipe in
            recipe.claim.attestation = recipe.claim.attestation.map {
                $0.question == question
                    ? Attestation(question: question, answer: declared(false, "attest")) : $0
            }
        }
        // A cut or opened parcel bars it; a copy of the file still shows what it shows.
        #expect(recipe.status(.video) == (question == .originalFile ? .partial : .weak))
        #expect(recipe.outcome("C25") == .fail)
        #expect(recipe.check("C25")?.citations.first?.place == .claim("attest"))
    }

    @Test func `remedies of gates give the line to write`() {
        func remedy(_ code: String, _ change: (inout Claim) -> Void) -> String? {
            Self.good.with { change(&$0.claim) }.assessment().findings.first { $0.code == code }?
                .remedy
        }
        #expect(
            remedy("payment-channel.unknown") { $0.order.paidThrough = nil }?
                .contains("paid-through: ") == true)
        #expect(
            remedy("settlement.unknown") { $0.complaint?.settled = nil }?.contains("settled: no")
                == true)
        #expect(
            remedy("goods.unknown") { $0.complaint?.goodsUsed = nil }?.contains("goods-used: no")
                == true)
        #expect(
            remedy("cause.unknown") { $0.complaint?.cause = nil }?
                .contains("substituted-component, wrong-specification") == true)
        #expect(
            remedy("ceiling.exceeded") { $0.refund?.ask = declared(money("10.00 EUR"), "refund.ask") }
                == "state the sum in the currency of the order: USD")
    }
}
