import ClaimModel
import Testing

@testable import Validator

/// What makes an exhibit carry less, rule by rule.
@Suite struct AdmissibilityTests {
    static let good = ClaimRecipe.quality()

    static func standing(_ number: String, in recipe: ClaimRecipe) -> Admissibility? {
        recipe.assessment().exhibits.first { $0.number.description == number }?.admissibility
    }

    /// The chat moved to WhatsApp, and what the platform chat says instead.
    static func moved(_ onPlatform: [(Bool, String?, String)] = []) -> ClaimRecipe {
        good.with { recipe in
            let talk = recipe.exhibits.first { $0.exhibit.number.description == "C-1" }
            recipe.exhibits.removeAll { $0.exhibit.number.description == "C-1" }
            if case .chat(var transcript)? = talk?.files.first?.reading {
                transcript.platform = "whatsapp"
                recipe.add("C-2", [.chat], [.chat(transcript)], dated: "2026-04-13")
            }
            if !onPlatform.isEmpty {
                recipe.add("C-3", [.casePage], [chat(onPlatform)], dated: "2026-04-13")
            }
        }
    }

    @Test func `a complete claim holds nothing that is barred`() {
        let barred = Self.good.assessment().exhibits.filter(\.admissibility.isBarred)
        #expect(barred == [])
        #expect(Self.good.codes().filter { $0.hasPrefix("admissibility.") } == ["admissibility.unlisted-report"])
    }

    @Test func `talk outside the venue waits for an acknowledgement and is never dropped`() {
        let recipe = Self.moved()
        #expect(Self.standing("C-2", in: recipe) == .needsAcknowledgement)
        #expect(recipe.status(.chat) == .weak)
        #expect(recipe.codes().contains("admissibility.off-platform-chat"))
        #expect(recipe.assessment().exhibits.contains { $0.number.description == "C-2" })
    }

    @Test(arguments: [
        "as agreed on WhatsApp, the part is MX7-407VG", "我们确认 whatsapp 上的内容",
        "I confirm what I wrote on whatsapp",
    ])
    func `talk outside the venue counts once the supplier stands by it on the platform`(
        words: String
    ) throws {
        let recipe = Self.moved([(true, nil, "is it true?"), (false, nil, words)])
        #expect(Self.standing("C-2", in: recipe) == .admissible)
        #expect(recipe.status(.chat) == .met)
        let standing = try #require(
            recipe.assessment().exhibits.first { $0.number.description == "C-2" })
        #expect(standing.citations.map(\.text) == [words])
        #expect(standing.citations.first?.place.description.contains("message 2") == true)
    }

    @Test(arguments: [
        "as agreed on WeChat", "we never confirmed anything on whatsapp", "write me on whatsapp",
    ])
    func `another channel, a denial or a mere mention acknowledges nothing`(words: String) {
        let recipe = Self.moved([(false, nil, words)])
        #expect(Self.standing("C-2", in: recipe) == .needsAcknowledgement)
    }

    @Test func `the claimant's own word acknowledges nothing`() {
        let recipe = Self.moved([(true, nil, "as agreed on WhatsApp"), (false, nil, "hello")])
        #expect(Self.standing("C-2", in: recipe) == .needsAcknowledgement)
    }

    @Test func `a page without number, party and date is weak, a picture of one is unknown`() {
        let bare = Self.good.with { recipe in
            recipe.exhibits[0].exhibit.dated = nil
            recipe.read("A-1", document([["Quantity", "5,000"]]))
        }
        #expect(Self.standing("A-1", in: bare) == .weak)
        #expect(bare.status(.contract) == .weak)
        let picture = Self.good.with { $0.read("A-1", .image(photo())) }
        #expect(Self.standing("A-1", in: picture) == .unknown)
        #expect(picture.status(.contract) == .met)
    }

    @Test func `photos an editor saved again are weak unless the original lies beside them`() {
        var edited = photo()
        edited.software = "Adobe Photoshop"
        edited.remarks = [
            Finding(code: "image.edited", severity: .warning, message: "saved by an editor")
        ]
        let copy = Self.good.with { $0.read("E-1", .image(edited)) }
        #expect(Self.standing("E-1", in: copy) == .weak)
        let both = copy.with { recipe in
            guard let index = recipe.exhibits.firstIndex(where: { $0.exhibit.number.description == "E-1" })
            else { return }
            recipe.exhibits[index].files.append(
                file("E-1", 1, .image(photo()), bytes: "the original"))
        }
        #expect(Self.standing("E-1", in: both) == .admissible)
    }

    @Test func `a chat with a gap is weak and says where`() {
        let gap = Self.good.with {
            $0.read(
                "C-1",
                chat([
                    (true, "2026-01-19T10:00-06:00", "we need the MX7-407VG"),
                    (true, "2026-04-10T09:12-05:00", "wrong controller on order \(ClaimRecipe.orderNumber)"),
                ]))
        }
        #expect(Self.standing("C-1", in: gap) == .weak)
        #expect(gap.status(.chat) == .weak)
        #expect(gap.assessment().exhibits.first { $0.number.description == "C-1" }?.reasons
            == ["C-1: more than 30 days without a message"])
    }

    @Test func `a chat is not blamed for what another chat lacks`() {
        let disordered = Self.good.with {
            $0.add(
                "C-7", [.chat],
                [chat([(true, "2026-03-10T10:00Z", "later"), (false, "2026-03-05T10:00Z", "earlier")])],
                dated: "2026-03-10")
        }
        #expect(Self.standing("C-7", in: disordered) == .weak)
        #expect(Self.standing("C-1", in: disordered) == .admissible)
        let found = disordered.assessment().findings.filter { $0.code == "admissibility.incomplete-chat" }
        #expect(found.flatMap(\.places).compactMap(\.exhibit?.description) == ["C-7"])
    }

    @Test func `the first word of the other side for any name of the channel is cited`() throws {
        let recipe = Self.moved([
            (false, nil, "as agreed on WeChat"), (false, nil, "as agreed on WhatsApp"),
            (false, nil, "I confirm what I wrote on whatsapp"),
        ])
        let standing = try #require(
            recipe.assessment().exhibits.first { $0.number.description == "C-2" })
        #expect(standing.citations.map(\.text) == ["as agreed on WhatsApp"])
    }

    @Test func `a report without a date, or by the claimant, is weak`() {
        let undated = Self.good.with { recipe in
            recipe.read("D-1", report(inspected: nil))
            for index in recipe.exhibits.indices
            where recipe.exhibits[index].exhibit.number.description == "D-1" {
                recipe.exhibits[index].exhibit.dated = nil
            }
        }
        #expect(Self.standing("D-1", in: undated) == .weak)
        let own = Self.good.with { $0.read("D-1", report(body: "Larkspur Devices LLC")) }
        #expect(Self.standing("D-1", in: own) == .weak)
        #expect(own.status(.inspection) == .weak)
        #expect(own.assessment().score.value <= 64)
    }

    @Test(arguments: [("SGS", false), ("Bureau Veritas Shanghai", false), ("Northgate Inspection", true)])
    func `a body the venue does not list is told and counts`(body: String, isTold: Bool) {
        let recipe = Self.good.with { $0.read("D-1", report(body: body)) }
        #expect(recipe.codes().contains("admissibility.unlisted-report") == isTold)
        #expect(recipe.status(.inspection) == .met)
    }

    @Test func `photos made after the goods were used are weak`() {
        let used = Self.good.with {
            $0.claim.complaint?.goodsUsed = declared(true, "complaint.goods-used")
            $0.claim.complaint?.usedOn = declared(day("2026-04-08"), "complaint.used-on")
        }
        #expect(Self.standing("E-1", in: used) == .weak)
        let before = used.with {
            $0.claim.complaint?.usedOn = declared(day("2026-04-12"), "complaint.used-on")
        }
        #expect(Self.standing("E-1", in: before) == .admissible)
    }

    @Test(arguments: [Attestation.Question.sealedAtStart, .noCut, .labelReadable])
    func `a video that is cut, opened or without a label is weak`(question: Attestation.Question) {
        let recipe = Self.good.with { recipe in
            recipe.claim.attestation = recipe.claim.attestation.map {
                Attestation(
                    question: $0.question, answer: declared($0.question != question, "attest"))
            }
        }
        #expect(Self.standing("E-3", in: recipe) == .weak)
        #expect(recipe.status(.video) == .weak)
    }

    @Test func `a record of nothing but a label proves no delivery, and does prove that nothing moved`() {
        let label = tracking(scanned: nil, delivered: nil)
        #expect(Self.standing("B-3", in: Self.good.with { $0.read("B-3", label) }) == .weak)
        let nothing = ClaimRecipe.nonDelivery().with { $0.read("B-3", label) }
        #expect(Self.standing("B-3", in: nothing) == .admissible)
    }

    @Test func `a document in a script the venue does not read needs a translation`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "paypal"))
        let text = String(repeating: "微控制器型号与合同不符", count: 6)
        var recipe = Self.good.with { $0.read("A-2", document([[text]])) }
        func standing() -> Admissibility? {
            recipe.assessment(by: rulebook).exhibits.first { $0.number.description == "A-2" }?
                .admissibility
        }
        #expect(standing() == .weak)
        #expect(Self.standing("A-2", in: recipe) == .admissible)
        recipe.add("T-1", [.translation], [document([["the controller differs"]])])
        recipe.exhibits[recipe.exhibits.count - 1].exhibit.translationOf = declared(
            exhibitNumber("A-2"), "translation-of")
        #expect(standing() == .admissible)
    }

    @Test func `evidence of an excluded cause serves only where the claim belongs`() {
        let recipe = Self.good.with {
            $0.claim.complaint?.cause = declared("damage-in-transit", "complaint.cause")
        }
        #expect(recipe.codes().contains("admissibility.excluded-cause"))
    }

    @Test(arguments: ["write to lin.wei@haoyu.example", "call +86 755 8888 8888", "+8675588888888"])
    func `addresses and numbers of people are to be covered in the copy for the form`(text: String) {
        let recipe = Self.good.with { $0.read("A-2", document([[text]])) }
        #expect(
            recipe.codes().contains("admissibility.personal-data")
                == (text.contains("@") || text.hasPrefix("+8675")))
        #expect(Self.standing("A-2", in: recipe) == .admissible)
    }

    @Test func `an exhibit that is kept out or withheld does not count, and its reason is named`() {
        let withheld = Self.good.with { recipe in
            recipe.exhibits[0].files = []
            recipe.exhibits[0].exhibit.withheld = declared("trade secret", "withheld")
        }
        #expect(withheld.status(.contract) == .weak)
        #expect(
            withheld.assessment().requirements.first?.message
                == "order contract: A-1 is withheld: trade secret")
        #expect(withheld.codes().contains("exhibit.withheld"))
        let kept = Self.good.with { recipe in
            recipe.exhibits[0].files = []
            recipe.exhibits[0].exhibit.keptOut = declared(true, "keep-out")
        }
        #expect(kept.codes().contains("exhibit.kept-out"))
    }

    @Test func `a forgotten head is named once its evidence is there and no head asks for it`() {
        #expect(Self.good.codes().filter { $0 == "amount.head.forgotten" }.count == 1)
        let asked = Self.good.with {
            $0.claim.refund?.heads.append(head("inspection fee", amount: "1.00 USD", proof: ["D-1"]))
        }
        #expect(!asked.codes().contains("amount.head.forgotten"))
        #expect(!Self.good.without("D-1").codes().contains("amount.head.forgotten"))
    }
}
