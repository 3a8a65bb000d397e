internal import ClaimModel

/// What gates and checks ask about a case: its exhibits that count, with their kinds, and what the
/// claim and the readings state. Made once for a judgement.
struct CaseFacts: Sendable {
    /// The claim as declared.
    let claim: Claim
    /// The rules.
    let rulebook: Rulebook
    /// The day it is judged for.
    let asOf: CalendarDay
    /// The reasons the rulebook knows, the main one first.
    let reasons: [Reason]
    /// Every exhibit in number order, with its standing.
    let exhibits: [JudgedExhibit]
    /// Those that count.
    private(set) var counting: [JudgedExhibit]
    /// Where each exhibit stands in `exhibits`, and those that count in `counting`.
    private let placeOfExhibit: [ExhibitNumber: Int]
    private let placeOfCounting: [ExhibitNumber: Int]
    /// What the rules of admissibility hold against each exhibit that counts, beside `counting`.
    private(set) var objections: [[AdmissibilityReview.Objection]] = []
    /// What each exhibit is worth here, by the rules of admissibility, in number order.
    private(set) var standings: [ExhibitStanding] = []
    /// Exhibits that give no points.
    private(set) var barred: Set<ExhibitNumber> = []
    /// The value of the order that decides what is asked for: the greater of what is declared and
    /// what the contract states, so that neither can be lowered by leaving something out.
    private(set) var orderValue: Money?
    /// What is asked of this case.
    private(set) var rows: [EffectiveRow] = []

    init(_ collected: CollectedClaim, rulebook: Rulebook, asOf: CalendarDay) {
        claim = collected.claim
        self.rulebook = rulebook
        self.asOf = asOf
        var reasons: [Reason] = []
        for reason in collected.claim.reasons.map(\.value) where !reasons.contains(reason) {
            if rulebook.rule(for: reason) != nil { reasons.append(reason) }
        }
        self.reasons = reasons
        exhibits = JudgedExhibit.all(of: collected, platforms: rulebook.vocabulary.platforms)
        counting = exhibits.filter { $0.standing == .counts }
        placeOfExhibit = Self.places(of: exhibits)
        placeOfCounting = Self.places(of: counting)
        // Talk elsewhere that both sides stand by, or that the venue takes as it is, is chat.
        let acknowledgements = Acknowledgements(self)
        for index in counting.indices where acknowledgements.isTakenAsChat(counting[index]) {
            counting[index].kinds = counting[index].kinds.map {
                $0 == .chatOffPlatform ? .chat : $0
            }
        }
        let review = AdmissibilityReview(self, acknowledgements)
        objections = counting.map(review.objections)
        standings = zip(counting, objections).map { ExhibitStanding(of: $0, $1) }
        barred = Set(standings.filter(\.admissibility.isBarred).map(\.number))
        orderValue = statedOrderValue
        rows = effectiveRows
    }

    /// Exhibits of a kind that count, in number order.
    func exhibits(of kind: ExhibitKind) -> [JudgedExhibit] {
        counting.filter { $0.kinds.contains(kind) }
    }

    /// Exhibits of any of these kinds that count, in number order.
    func exhibits(of kinds: [ExhibitKind]) -> [JudgedExhibit] {
        counting.filter { exhibit in exhibit.kinds.contains(where: kinds.contains) }
    }

    /// The exhibit with a number, if it counts.
    func counted(_ number: ExhibitNumber) -> JudgedExhibit? {
        placeOfCounting[number].map { counting[$0] }
    }

    /// The exhibit with a number, whether or not it counts.
    func exhibit(_ number: ExhibitNumber) -> JudgedExhibit? {
        placeOfExhibit[number].map { exhibits[$0] }
    }

    /// Where each number stands first.
    private static func places(of exhibits: [JudgedExhibit]) -> [ExhibitNumber: Int] {
        Dictionary(exhibits.enumerated().map { ($0.element.number, $0.offset) }) { first, _ in first }
    }

    /// True when an exhibit of the kind counts.
    func has(_ kind: ExhibitKind) -> Bool { counting.contains { $0.kinds.contains(kind) } }

    /// The day the claim is filed: the declared one, or the day of judgement where that is later,
    /// since what is judged today cannot have been filed before.
    var filingDay: CalendarDay { declaredFiling?.value ?? asOf }

    /// The day of filing as a citation.
    var filingCitation: Citation {
        declaredFiling.map { Citation($0) }
            ?? Citation(text: asOf.description, place: Place(), origin: .declared)
    }

    private var declaredFiling: Fact<CalendarDay>? {
        claim.filingOn.flatMap { asOf <= $0.value ? $0 : nil }
    }

    /// The exhibit a text such as `D-1 page 6` begins with, if it counts.
    func exhibit(namedIn fact: Fact<String>?) -> JudgedExhibit? {
        guard let fact, let word = fact.value.split(separator: " ").first,
            let number = ExhibitNumber(String(word))
        else { return nil }
        return counted(number)
    }

    /// Units ordered: the sum of the order's lines, when every line has a quantity.
    var ordered: ExactDecimal? { Self.sum(claim.order.lines.map(\.quantity)) }

    /// Units sent: the sum of the shipments, when every one has a quantity.
    var shipped: ExactDecimal? { Self.sum(claim.shipments.map(\.quantity)) }

    /// Units that arrived: counted where somebody counted, else as stated.
    var received: ExactDecimal? { Self.sum(claim.receipts.map { $0.counted ?? $0.quantity }) }

    /// Sum of facts, nil when there are none or one is not known.
    static func sum(_ facts: [Fact<ExactDecimal>?]) -> ExactDecimal? {
        guard !facts.isEmpty else { return nil }
        var sum = ExactDecimal.zero
        for fact in facts {
            guard let fact else { return nil }
            sum = sum + fact.value
        }
        return sum
    }

    /// True when fewer units were shipped or received than ordered.
    var isPartShipment: Bool {
        guard let ordered else { return false }
        return [shipped, received].contains { $0.map { $0 < ordered } ?? false }
    }

    /// True when the goods have not left the supplier: declared, and no carrier's record shows a
    /// physical scan.
    var isBeforeShipment: Bool {
        claim.complaint?.beforeShipment?.value == true
            && !counting.flatMap(\.trackings).flatMap(\.record.shipments).contains {
                $0.firstPhysicalScan != nil || $0.delivery != nil
            }
    }

    /// The last day to ship in force.
    var shipBy: Fact<CalendarDay>? { claim.order.shipByInForce }

    /// The last day to deliver in force.
    var deliverBy: Fact<CalendarDay>? { claim.order.deliverByInForce }

    private var statedOrderValue: Money? {
        let stated = exhibits(of: .contract).flatMap { $0.sums(labelled: .orderTotal) }.map(\.value)
        let known = [claim.order.total?.value].compactMap(\.self) + stated
        guard let first = known.first, known.allSatisfy({ $0.currency == first.currency }) else {
            return nil
        }
        return known.max { $0.amount < $1.amount }
    }
}
