import ClaimModel
import TestSupport
import Testing

@testable import Validator

/// A bundle may hold very many exhibits, and either side of a dispute may hand in as many: the time grows
/// with them and not with their square.
struct ProportionTests {
    /// Eight times as many: linear is 8, quadratic 64.
    static let bound = 20.0

    /// How many times as long the work takes for eight times as many.
    static func growth(from one: Int, _ work: (Int) -> () -> Void) -> Double {
        ProcessorTime.growth(below: bound, smaller: work(one), larger: work(8 * one))
    }

    @Test func `work that grows with the square is above the bound`() {
        let growth = Self.growth(from: 1_000) { count in
            {
                var sum: UInt64 = 0
                for left in 0..<count { for right in 0..<count { sum &+= UInt64(left ^ right) } }
                #expect(sum > 0)
            }
        }
        #expect(growth > Self.bound)
    }

    /// Claims with many exhibits, by what makes them many.
    static func claim(_ kind: String, _ count: Int) -> ClaimRecipe {
        var recipe = ClaimRecipe.quality()
        switch kind {
        case "contracts":
            for index in 1...count {
                recipe.add(
                    "A-\(index + 9)", [.contract],
                    [document([["Order number", ClaimRecipe.orderNumber]])], dated: "2026-02-03")
            }
            let names = (1...count).map { "A-\($0 + 9)" }.joined(separator: " ")
            recipe.claim.complaint?.statement = declared(names, "complaint.statement")
            recipe.claim.nonconformities[0].proof = declared(
                numbers: (1...count).map { "A-\($0 + 9)" })
        case "chats":
            for index in 1...count {
                recipe.add(
                    "C-\(index + 9)", [.chat],
                    [
                        chat([
                            (true, "2026-03-05T10:00Z", "hello"), (false, "2026-03-06T10:00Z", "hello"),
                        ])
                    ],
                    dated: "2026-03-06")
            }
        case "talk elsewhere":
            let talk = (1...count).map { (false, String?.none, "message \($0)") }
            recipe.add("C-9", [.casePage], [chat(talk)], dated: "2026-03-06")
            for index in 1...count {
                recipe.add(
                    "C-\(index + 9)", [.chat], [chat([(true, nil, "hello")], platform: "whatsapp")],
                    dated: "2026-03-06")
            }
        default:
            // In a script the venue does not read.
            let text = String(repeating: "Добрый день, товар не пришёл. ", count: 3)
            for index in 1...count {
                recipe.add("B-\(index + 9)", [.notice], [document([[text]])], dated: "2026-03-06")
            }
        }
        return recipe
    }

    @Test(arguments: ["contracts", "chats", "talk elsewhere", "foreign scripts"])
    func `judging takes time in proportion to the exhibits`(kind: String) {
        let growth = Self.growth(from: 150) { count in
            let recipe = Self.claim(kind, count)
            let collected = recipe.collected
            return {
                let assessment = Assessment(
                    of: collected, by: ClaimRecipe.rulebook, asOf: recipe.asOf)
                _ = FilingPlan(of: collected, assessment, by: ClaimRecipe.rulebook)
            }
        }
        #expect(growth < Self.bound)
    }

    @Test(arguments: ["numbers in text", "numbers", "statement", "order number", "form"])
    func `an exhibit is found without a walk through the others`(kind: String) {
        let growth = Self.growth(from: 400) { count in
            let recipe = Self.claim("contracts", count)
            let facts = CaseFacts(
                recipe.collected, rulebook: ClaimRecipe.rulebook, asOf: recipe.asOf)
            let numbers = facts.counting.map(\.number)
            let text = facts.claim.complaint?.statement?.value ?? ""
            let requirements = facts.requirementResults()
            var assessment = ClaimRecipe.quality().assessment()
            assessment.requirements = requirements
            return {
                switch kind {
                case "numbers in text": _ = ExhibitNumber.named(in: text)
                case "numbers": _ = numbers.count { facts.counted($0) != nil && facts.exhibit($0) != nil }
                case "statement": _ = Check.statementCites.judge(facts)
                case "order number": _ = Check.sameOrderNumber.judge(facts)
                default:
                    _ = FilingPlan(of: recipe.collected, assessment, by: ClaimRecipe.rulebook)
                }
            }
        }
        #expect(growth < Self.bound)
    }

    /// One side's case with many things, by what they are.
    static func side(_ kind: String, _ count: Int, second: Bool) -> Comparison.Subject {
        var recipe = ClaimRecipe.order(.quality)
        for index in 1...count {
            let words =
                kind == "same words"
                ? ["we need the lamps by March", "the carton was open", "please send it again"]
                : ["we need lamp number \(index)", "carton number \(index) was open"]
            switch kind {
            case "conversations", "same words":
                let own = kind == "same words" ? ["said on day \(index) by \(second)"] : []
                recipe.add(
                    "C-\(index)", [.chat],
                    [chat((words + own).map { (true, nil, $0) }, platform: "whatsapp")])
            case "times":
                recipe.add(
                    "B-\(index)", [.tracking],
                    [tracking(delivered: "20\(second ? 10 : 50)-01-01T10:\(10 + index % 50):00Z")])
            case "places":
                recipe.add(
                    "B-\(index)", [.tracking],
                    [tracking(place: "Town\(second ? "A" : "B") \(10_000 + index), US")])
            default:
                recipe.add(
                    "C-\(index)", [.chat],
                    [chat([(true, nil, "\(words[0]) \(second)")], platform: "whatsapp")])
            }
        }
        return Comparison.Subject(name: "case", collected: recipe.collected, isSealed: false)
    }

    @Test(arguments: ["conversations", "same words", "times", "places", "files"])
    func `comparing takes time in proportion to what both sides hand in`(kind: String) {
        let growth = Self.growth(from: 150) { count in
            let first = Self.side(kind, count, second: false)
            let second = Self.side(kind, count, second: true)
            return { _ = Comparison(of: first, and: second) }
        }
        #expect(growth < Self.bound)
    }
}
