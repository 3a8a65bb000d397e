import ClaimModel
import TestSupport
import Testing

@testable import Validator

@Suite struct ComparisonTests {
    /// Messages as `(is Dana's, time or none, text)`; the two sides' address books differ.
    private func transcript(
        _ messages: [(Bool, String?, String)], second: Bool = false
    ) -> Reading {
        .chat(
            ChatTranscript(
                format: "whatsapp-txt", platform: "whatsapp",
                messages: messages.enumerated().map { index, message in
                    ChatMessage(
                        number: index + 1, author: .person,
                        sender: message.0 ? (second ? "Dana Larkspur" : "Me") : (second ? "Me" : "Chen Bo"),
                        clock: message.1.map { clock($0, .device) }, text: message.2)
                }))
    }

    private func subject(_ reading: Reading, _ change: (inout ClaimRecipe) -> Void = { _ in })
        -> Comparison.Subject
    {
        let recipe = ClaimRecipe.order(.quality).with { recipe in
            recipe.add("C-1", [.chat], [reading])
            change(&recipe)
        }
        return Comparison.Subject(name: "case", collected: recipe.collected, isSealed: false)
    }

    private func compare(
        _ first: [(Bool, String?, String)], _ second: [(Bool, String?, String)]
    ) -> Comparison {
        Comparison(
            of: subject(transcript(first)), and: subject(transcript(second, second: true)))
    }

    private static let talk: [(Bool, String?, String)] = [
        (true, "2026-03-01T10:00:00", "we need the lamps by the end of March"),
        (false, "2026-03-01T10:05:00", "no problem, they ship on the 28th"),
        (true, "2026-03-01T10:06:00", "ok"),
        (false, "2026-03-02T09:00:00", "the price is 7.70 USD a piece, 2,000 pieces"),
        (true, "2026-03-02T09:10:00", "ok"),
        (true, "2026-03-20T08:00:00", "are they ready?"),
        (false, "2026-03-20T08:30:00", "the ballasts are late, two weeks more"),
        (true, "2026-03-20T08:31:00", "ok"),
        (true, "2026-04-10T11:00:00", "the lamps arrived, 400 are broken"),
        (false, "2026-04-10T11:20:00", "please send photos of the cartons"),
    ]

    private func shifted(_ text: String?, hours: Int) -> String? {
        text.map { text in
            let hour = (Int(text.dropFirst(11).prefix(2)) ?? 0) + hours
            return text.prefix(11) + (hour < 10 ? "0" : "") + "\(hour)" + text.dropFirst(13)
        }
    }

    private func codes(_ comparison: Comparison) -> [String] {
        comparison.differences.map(\.code).filter { $0 != "compare.file.absent" && $0 != "compare.file.differs" }
    }

    @Test func `the same conversation twice has no difference`() {
        let comparison = compare(Self.talk, Self.talk)
        #expect(codes(comparison).isEmpty)
        #expect(comparison.agrees)
        #expect(comparison.conversations[0].count(of: .same) == Self.talk.count)
        #expect(comparison.conversations[0].clockDifference == 0)
    }

    @Test func `two deleted messages, a changed figure and a slow clock are exactly what is named`() {
        var other = Self.talk
        other[3].2 = "the price is 7.90 USD a piece, 2,000 pieces"
        other.remove(at: 7)
        other.remove(at: 6)
        other = other.map { ($0.0, shifted($0.1, hours: -2), $0.2) }
        let comparison = compare(Self.talk, other)
        #expect(
            codes(comparison) == ["compare.message.absent", "compare.message.altered", "compare.clock.differs"])
        let absent = comparison.differences[0]
        #expect(absent.citations.map(\.side) == [.first, .first])
        #expect(absent.citations.map(\.citation.place.spot) == [.message(7), .message(8)])
        #expect(comparison.differences[1].citations.map(\.citation.place.spot) == [.message(4), .message(4)])
        #expect(comparison.conversations[0].clockDifference == -7_200)
        #expect(comparison.conversations[0].messages.allSatisfy { $0.shift == 0 })
        #expect(comparison.differences[2].message.contains("2 h behind"))
        #expect(!comparison.agrees)
    }

    @Test func `swapping the sides swaps what is said of each`() {
        var other = Self.talk
        other.remove(at: 4)
        other[1].2 = "no problem, they ship on the 29th"
        let one = compare(Self.talk, other), two = compare(other, Self.talk)
        #expect(codes(one) == codes(two))
        #expect(one.conversations[0].count(of: .onlyFirst) == 1)
        #expect(two.conversations[0].count(of: .onlySecond) == 1)
        #expect(one.conversations[0].count(of: .altered) == two.conversations[0].count(of: .altered))
    }

    @Test(arguments: [2, 4, 7]) func `of words said often, the message that is gone is named by its time`(gone: Int) {
        var other = Self.talk
        other.remove(at: gone)
        let comparison = compare(Self.talk, other.map { ($0.0, shifted($0.1, hours: 3), $0.2) })
        let only = comparison.conversations[0].messages.filter { $0.state == .onlyFirst }
        #expect(only.map(\.first?.place.spot) == [.message(gone + 1)])
        #expect(codes(comparison) == ["compare.message.absent", "compare.clock.differs"])
    }

    @Test func `a message at another time is named, and a summer hour of many is one`() {
        var other = Self.talk
        other[1].1 = "2026-03-01T19:45:00"
        #expect(codes(compare(Self.talk, other)) == ["compare.message.shifted"])
        let summer = Self.talk.enumerated().map { index, message in
            (message.0, index >= 6 ? shifted(message.1, hours: 1) : message.1, message.2)
        }
        let comparison = compare(Self.talk, summer)
        #expect(codes(comparison) == ["compare.message.shifted"])
        #expect(comparison.differences[0].message.contains("4 messages in a row is 1 h ahead"))
    }

    @Test func `an export that begins later or ends earlier is said once each`() {
        let comparison = compare(Self.talk, Array(Self.talk[3..<8]))
        #expect(codes(comparison) == ["compare.range.differs", "compare.range.differs"])
        #expect(comparison.differences[0].message.contains("begins later: 3 messages"))
        #expect(comparison.differences[1].message.contains("ends earlier: 2 messages"))
    }

    @Test func `words put into the other's mouth are named`() {
        var other = Self.talk
        other[6].0 = true
        let comparison = compare(Self.talk, other)
        #expect(codes(comparison) == ["compare.message.altered"])
        #expect(comparison.differences[0].message.contains("different senders"))
    }

    @Test func `spacing and direction marks of an export are no difference, a letter of another script is`() {
        var other = Self.talk
        other[0].2 = "\u{200E}we need  the lamps\nby the end of March\u{FE0F} "
        #expect(codes(compare(Self.talk, other)).isEmpty)
        other[0].2 = "we need the l\u{430}mps by the end of March"
        #expect(codes(compare(Self.talk, other)) == ["compare.message.altered"])
    }

    @Test func `conversations without times are compared by their words`() {
        let bare = Self.talk.map { ($0.0, String?.none, $0.2) }
        var other = bare
        other.remove(at: 6)
        let comparison = compare(bare, other)
        #expect(codes(comparison) == ["compare.message.absent"])
        #expect(comparison.conversations[0].clockDifference == nil)
    }

    @Test func `another conversation is no other side of this one`() {
        let comparison = compare(
            Self.talk, [(true, "2026-03-01T10:00:00", "ok"), (false, "2026-03-01T10:05:00", "good morning to you")])
        #expect(codes(comparison) == ["compare.conversation.absent", "compare.conversation.absent"])
        #expect(comparison.agrees)
    }

    @Test func `an export in two overlapping parts is one conversation`() {
        let first = subject(transcript(Self.talk))
        let second = subject(transcript(Array(Self.talk[0..<6]))) { recipe in
            recipe.add("C-2", [.chat], [self.transcript(Array(Self.talk[4...]))])
        }
        let comparison = Comparison(of: first, and: second)
        #expect(codes(comparison).isEmpty)
        #expect(comparison.conversations.count == 1)
        #expect(comparison.conversations[0].second.count == 2)
    }

    @Test func `numbers, sums and days that contradict are each named`() {
        let first = subject(transcript(Self.talk))
        let second = subject(transcript(Self.talk)) { recipe in
            recipe.claim.order.number = declared("287340516001029482", "order.number")
            recipe.claim.order.total = declared(money("38500.01 USD"), "order.total")
            recipe.claim.order.shipBy = declared(day("2026-04-01"), "order.ship-by")
            recipe.claim.order.lines[0].quantity = declared(decimal("5001"), "order.lines.quantity")
            // The same moment in another zone, and the same number in other spacing, contradict nothing.
            recipe.claim.order.placed = declared(clock("2026-02-03T02:12Z", .party), "order.placed")
        }
        let comparison = Comparison(of: first, and: second)
        #expect(
            comparison.facts.filter { $0.state == .contradicts }.map(\.name) == [
                "order.number", "order.ship-by", "order.total", "order.quantity", "order.lines.1.quantity",
            ])
        #expect(comparison.facts.first { $0.name == "order.placed" }?.state == .same)
        #expect(codes(comparison).first == "compare.order.differs")
    }

    @Test func `carriers' records of one consignment are compared by what they say`() {
        let first = subject(transcript(Self.talk)) { $0.add("B-3", [.tracking], [tracking()]) }
        let second = subject(transcript(Self.talk)) {
            $0.add("B-9", [.tracking], [tracking(delivered: "2026-04-11T14:06-05:00")])
        }
        let comparison = Comparison(of: first, and: second)
        #expect(
            comparison.facts.filter { $0.state == .contradicts }.map(\.name) == [
                "tracking.1Z7R4W186704182938.delivered"
            ])
        #expect(comparison.chronology.contains { $0.sides == [.first, .second] && $0.event.words == "order placed" })
        #expect(comparison.chronology.count { $0.event.words.hasPrefix("delivery of") } == 2)
    }

    @Test func `twenty thousand messages are compared in seconds`() throws {
        let start = try #require(clock("2026-01-01T00:00Z").unixSeconds)
        func talk(_ numbers: [Int]) -> Reading {
            .chat(
                ChatTranscript(
                    format: "whatsapp-txt", platform: "whatsapp",
                    messages: numbers.map { number in
                        ChatMessage(
                            number: number, author: .person, sender: number % 2 == 0 ? "a" : "b",
                            clock: ClockReading(
                                raw: "", unixSeconds: start + Int64(number) * 300, keeper: .device),
                            text: number % 5 == 0 ? "ok" : "message \(number) about the lamps")
                    }))
        }
        let all = Array(1...20_000)
        let some = all.filter { ![5_000, 5_001, 17_003].contains($0) }
        let time = ProcessorTime.ofThread {
            let comparison = Comparison(of: subject(talk(all)), and: subject(talk(some)))
            #expect(codes(comparison) == ["compare.message.absent", "compare.message.absent"])
        }
        #expect(time < 30)
    }

    @Test(arguments: [
        "order.differs", "fact.contradicts", "message.absent", "message.altered", "message.shifted",
        "clock.differs", "range.differs", "conversation.absent", "file.differs", "file.absent",
    ]) func `every code of a comparison is explained`(code: String) {
        #expect(CodeExplanations.others.contains { $0.code == "compare." + code })
    }

    @Test func `a hostile transcript ends quickly and without a trap`() {
        let long = String(repeating: "a", count: 60_000)
        let texts = (0..<100).map { $0 % 2 == 0 ? long + "\($0)" : "\u{202E}\u{0}" }
        func talk(_ years: [String]) -> Reading {
            .chat(
                ChatTranscript(
                    format: "x", platform: "x",
                    messages: texts.indices.map { index in
                        ChatMessage(
                            number: index, author: .person, sender: index % 3 == 0 ? nil : "",
                            clock: clock("\(years[index % years.count])-01-01T00:00:59"), text: texts[index])
                    }))
        }
        let time = ProcessorTime.ofThread {
            _ = Comparison(of: subject(talk(["0001", "9999"])), and: subject(talk(["9999", "2000", "0001"])))
        }
        #expect(time < 30)
    }
}
