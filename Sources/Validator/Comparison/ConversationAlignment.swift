internal import ClaimModel

/// Lays two sides' messages of one conversation beside each other.
///
/// Three passes, each within what the last left open: equal words at the same time (the second clock set
/// right by the common difference), equal words, alike words. So a deleted "ok" is told from the "ok"
/// that stayed, and a changed figure from a message taken out and another put in.
struct ConversationAlignment {
    /// Seconds within which words that a side repeats are taken for the same message.
    static let repeatedWordsWindow: Int64 = 3_600
    /// Pairs of messages in one stretch that are looked at for alike words. In a longer stretch of
    /// messages that only one side has, none is called altered.
    static let likenessLimit = 40_000
    /// The likeness from which two messages are one that was altered, in thousandths, and what speaks for
    /// and against it beside the words.
    static let likeEnough = 600
    static let sameTimeCounts = 500
    static let sameSenderCounts = 100
    static let otherTimeCounts = -200

    let first: SideOfConversation
    let second: SideOfConversation

    /// The comparison of one conversation.
    ///
    /// - Parameter isTooLong: set when a stretch was too long to look for alike words.
    static func comparison(
        _ first: [PlacedTranscript], _ second: [PlacedTranscript], isTooLong: inout Bool
    ) -> ConversationComparison {
        let isZoneKnown = (first + second).allSatisfy(\.isZoneKnown)
        return ConversationAlignment(
            first: SideOfConversation(first, isZoneKnown: isZoneKnown),
            second: SideOfConversation(second, isZoneKnown: isZoneKnown)
        ).comparison(
            platform: (first.first ?? second.first)?.transcript.platform ?? "",
            isZoneKnown: isZoneKnown, isTooLong: &isTooLong)
    }

    private typealias Pair = (left: Int, right: Int)

    private func comparison(
        platform: String, isZoneKnown: Bool, isTooLong: inout Bool
    ) -> ConversationComparison {
        let byWords = SequenceAlignment.pairs(first.messages.map(\.key), second.messages.map(\.key))
        let difference = clockDifference(over: byWords)
        let same = samePairs(byWords: byWords, difference)
        let names = senders(in: same)
        let altered = gaps(around: same).flatMap {
            alteredPairs(in: $0, names, difference, isTooLong: &isTooLong)
        }
        let pairs =
            (same.map { (pair: $0, isAltered: false) } + altered.map { (pair: $0, isAltered: true) })
            .sorted { $0.pair.left < $1.pair.left }

        var messages: [MessageComparison] = []
        messages.reserveCapacity(max(first.messages.count, second.messages.count))
        var left = 0, right = 0
        func addSingles(until pair: Pair) {
            // What one side alone has stands in the order of time where both say one, else the first side first.
            while left < pair.left || right < pair.right {
                let takesLeft: Bool
                if left < pair.left, right < pair.right {
                    takesLeft = isEarlier(left, right, difference)
                } else {
                    takesLeft = left < pair.left
                }
                if takesLeft {
                    messages.append(
                        MessageComparison(state: .onlyFirst, first: first.messages[left].message))
                    left += 1
                } else {
                    messages.append(
                        MessageComparison(state: .onlySecond, second: second.messages[right].message))
                    right += 1
                }
            }
        }
        for (pair, isAltered) in pairs {
            addSingles(until: pair)
            let one = first.messages[pair.left].message, other = second.messages[pair.right].message
            let isOther = isAltered || hasOtherSender(one, other, names) || hasOtherFile(one, other)
            messages.append(
                MessageComparison(
                    state: isOther ? .altered : .same, shift: shift(of: pair, difference), first: one,
                    second: other))
            left = pair.left + 1
            right = pair.right + 1
        }
        addSingles(until: (first.messages.count, second.messages.count))
        return ConversationComparison(
            platform: platform, first: first.places, second: second.places,
            clockDifference: difference, isZoneKnown: isZoneKnown, messages: messages,
            notices: [first.noticeCount, second.noticeCount])
    }

    // MARK: Clocks

    /// The differences a pair can mean; empty when a side has no time of day.
    private func differences(of pair: Pair) -> [Int64] {
        let lefts = first.messages[pair.left].seconds, rights = second.messages[pair.right].seconds
        return lefts.flatMap { one in rights.map { $0.subtractingSaturated(one) } }
    }

    private func shift(of pair: Pair, _ difference: Int64?) -> Int64 {
        ClockDifference.rest(of: differences(of: pair), beyond: difference)
    }

    /// From words that each side says once, when there are any: words said often may be paired wrongly.
    private func clockDifference(over pairs: [Pair]) -> Int64? {
        let once = SaidOnce(first, second)
        let unique = pairs.filter { once.holds(first.messages[$0.left].key) }
        return ClockDifference.common(to: unique.map(differences))
            ?? ClockDifference.common(to: pairs.map(differences))
    }

    private func isEarlier(_ left: Int, _ right: Int, _ difference: Int64?) -> Bool {
        guard let one = first.messages[left].seconds.first,
            let other = second.messages[right].seconds.first
        else { return true }
        return one <= other.subtractingSaturated(difference ?? 0)
    }

    // MARK: Passes

    private func samePairs(byWords: [Pair], _ difference: Int64?) -> [Pair] {
        guard let difference else { return byWords }
        struct Timed: Hashable {
            let key: String
            let minute: Int64?
        }
        func minute(_ seconds: [Int64], less difference: Int64) -> Int64? {
            seconds.count == 1 ? seconds.first.map { $0.subtractingSaturated(difference).floored(to: 60) } : nil
        }
        let atOnce = SequenceAlignment.pairs(
            first.messages.map { Timed(key: $0.key, minute: minute($0.seconds, less: 0)) },
            second.messages.map { Timed(key: $0.key, minute: minute($0.seconds, less: difference)) })
        let once = SaidOnce(first, second)
        let later = gaps(around: atOnce).flatMap { gap in
            SequenceAlignment.pairs(
                first.messages[gap.left].map(\.key), second.messages[gap.right].map(\.key)
            ).map { (left: gap.left.lowerBound + $0.left, right: gap.right.lowerBound + $0.right) }
        }.filter { pair in
            once.holds(first.messages[pair.left].key)
                || abs(shift(of: pair, difference)) <= Self.repeatedWordsWindow
        }
        return (atOnce + later).sorted { $0.left < $1.left }
    }

    /// What lies between neighbouring pairs, where both sides have something.
    private func gaps(around pairs: [Pair]) -> [(left: Range<Int>, right: Range<Int>)] {
        var gaps: [(left: Range<Int>, right: Range<Int>)] = []
        var left = 0, right = 0
        for pair in pairs + [(first.messages.count, second.messages.count)] {
            if left < pair.left, right < pair.right {
                gaps.append((left..<pair.left, right..<pair.right))
            }
            left = pair.left + 1
            right = pair.right + 1
        }
        return gaps
    }

    /// Messages that stand for each other in other words: the pairing of one gap, in order, that is most
    /// alike in all.
    private func alteredPairs(
        in gap: (left: Range<Int>, right: Range<Int>), _ names: SenderNames, _ difference: Int64?,
        isTooLong: inout Bool
    ) -> [Pair] {
        let (size, overflow) = gap.left.count.multipliedReportingOverflow(by: gap.right.count)
        guard !overflow, size <= Self.likenessLimit else {
            isTooLong = true
            return []
        }
        let lefts = gap.left.map { TextLikeness(first.messages[$0].key) }
        let rights = gap.right.map { TextLikeness(second.messages[$0].key) }
        let columns = gap.right.count + 1
        // The best sum of what lies before, and the likeness of the pair itself.
        var sums = [Int](repeating: 0, count: (gap.left.count + 1) * columns)
        var values = sums
        for row in 1...gap.left.count {
            for column in 1...gap.right.count {
                let pair = (
                    left: gap.left.lowerBound + row - 1, right: gap.right.lowerBound + column - 1
                )
                let value = likeness(
                    of: pair, lefts[row - 1].permille(with: rights[column - 1]), names, difference)
                let at = row * columns + column
                values[at] = value
                let paired = value >= Self.likeEnough ? sums[at - columns - 1] + value : 0
                sums[at] = max(sums[at - 1], sums[at - columns], paired)
            }
        }
        var pairs: [Pair] = []
        var row = gap.left.count, column = gap.right.count
        while row > 0, column > 0 {
            let at = row * columns + column
            if sums[at] == sums[at - columns] {
                row -= 1
            } else if sums[at] == sums[at - 1] {
                column -= 1
            } else {
                pairs.append((gap.left.lowerBound + row - 1, gap.right.lowerBound + column - 1))
                row -= 1
                column -= 1
            }
        }
        return pairs.reversed()
    }

    private func likeness(
        of pair: Pair, _ words: Int, _ names: SenderNames, _ difference: Int64?
    ) -> Int {
        let one = first.messages[pair.left].message, other = second.messages[pair.right].message
        var value = words
        if names.agree(one.sender, other.sender) { value += Self.sameSenderCounts }
        let times = differences(of: pair)
        if difference != nil, !times.isEmpty {
            value +=
                ClockDifference.rest(of: times, beyond: difference) == 0
                ? Self.sameTimeCounts : Self.otherTimeCounts
        }
        return value
    }

    // MARK: Senders and files

    /// A side calls a person by the name in its own address book.
    private func senders(in pairs: [Pair]) -> SenderNames {
        SenderNames(
            pairs.map { (first.messages[$0.left].message.sender, second.messages[$0.right].message.sender) })
    }

    private func hasOtherSender(
        _ one: ComparedMessage, _ other: ComparedMessage, _ names: SenderNames
    ) -> Bool {
        one.sender != nil && other.sender != nil && !names.agree(one.sender, other.sender)
    }

    /// True when both hold the files of a message and they are not the same bytes.
    private func hasOtherFile(_ one: ComparedMessage, _ other: ComparedMessage) -> Bool {
        let lefts = one.attachments.compactMap(\.digest), rights = other.attachments.compactMap(\.digest)
        guard !lefts.isEmpty, !rights.isEmpty, lefts.count == one.attachments.count,
            rights.count == other.attachments.count
        else { return false }
        return Set(lefts) != Set(rights)
    }
}

/// Words that each side says exactly once.
private struct SaidOnce {
    private let keys: Set<String>

    init(_ first: SideOfConversation, _ second: SideOfConversation) {
        func once(_ side: SideOfConversation) -> Set<String> {
            var counts: [String: Int] = [:]
            for message in side.messages { counts[message.key, default: 0] += 1 }
            return Set(counts.filter { $0.value == 1 }.keys)
        }
        keys = once(first).intersection(once(second))
    }

    func holds(_ key: String) -> Bool { keys.contains(key) }
}

/// Which name of the second side stands for a name of the first: the one most of its messages bear.
private struct SenderNames {
    private var names: [[UInt8]: [UInt8]] = [:]

    init(_ pairs: [(String?, String?)]) {
        var counts: [[UInt8]: [[UInt8]: Int]] = [:]
        for case (let one?, let other?) in pairs {
            counts[Array(one.utf8), default: [:]][Array(other.utf8), default: 0] += 1
        }
        names = counts.compactMapValues { others in
            others.max { left, right in
                left.value == right.value
                    ? right.key.lexicographicallyPrecedes(left.key) : left.value < right.value
            }?.key
        }
    }

    /// True when the two names stand for each other, or nothing is known of the first.
    func agree(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other, let name = names[Array(one.utf8)] else { return true }
        return name.elementsEqual(other.utf8)
    }
}

extension Int64 {
    /// The number of whole units below it, also for negative numbers.
    fileprivate func floored(to unit: Int64) -> Int64 {
        self / unit - (self % unit < 0 ? 1 : 0)
    }
}
