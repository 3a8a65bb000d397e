/// The number of an exhibit: a letter and a count, such as `C-2`. Numbers are permanent; the letters
/// I and O are not used, because witnesses read them as 1 and 0.
public struct ExhibitNumber: Hashable, Sendable {
    /// A capital letter but I and O.
    public let letter: Character
    /// From 1 to 9999.
    public let count: Int

    /// Nil for other letters and counts.
    public init?(letter: Character, count: Int) {
        guard letter.isASCII, letter.isLetter, letter.isUppercase, letter != "I", letter != "O",
            (1...9_999).contains(count)
        else { return nil }
        self.letter = letter
        self.count = count
    }

    /// Reads `C-2`. Nil for anything else, `C-02` and `c-2` included.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 1, let letter = parts[0].first,
            let count = Int(parts[1]), String(count) == parts[1]
        else { return nil }
        self.init(letter: letter, count: count)
    }
}

extension ExhibitNumber: Comparable {
    /// Orders by letter, then count: B-2 stands before B-10.
    public static func < (left: ExhibitNumber, right: ExhibitNumber) -> Bool {
        (left.letter, left.count) < (right.letter, right.count)
    }
}

extension ExhibitNumber: CustomStringConvertible {
    /// `C-2`.
    public var description: String { "\(letter)-\(count)" }
}

/// What an exhibit is evidence of.
public enum ExhibitKind: String, Hashable, Sendable, CaseIterable {
    /// The order contract as captured from the platform.
    case contract
    /// Attachments, drawings, approved sample sheet.
    case spec
    /// The product listing.
    case listing
    /// Proof of payment.
    case payment
    /// Chat on the venue's own platform.
    case chat
    /// Chat, mail and calls elsewhere.
    case chatOffPlatform = "chat-off-platform"
    /// Photos of goods, defects, cartons, labels.
    case photos
    /// Unboxing video.
    case video
    /// Inspection report or laboratory test.
    case inspection
    /// A carrier's record of a consignment.
    case tracking
    /// Proof of delivery, receiving note.
    case delivery
    /// Packing list, commercial invoice, bill of lading, air waybill.
    case shippingDocuments = "shipping-documents"
    /// Carton-by-carton tally.
    case count
    /// Scale photos, carrier's billed weight.
    case weight
    /// The table of promise against fact.
    case nonconformity
    /// Carton marks, lot, serial, seal, container numbers tied to the order.
    case identity
    /// Approved sample against received.
    case sample
    /// A carrier's written answer.
    case carrierLetter = "carrier-letter"
    /// The supplier's message or the order status that ends the order.
    case cancellation
    /// First complaint to the supplier.
    case notice
    /// Calculation of the amount, with receipts.
    case amount
    /// Return offered, refused or made.
    case `return`
    /// The platform's dispute page.
    case casePage = "case-page"
    /// Translation of another exhibit.
    case translation
    /// Anything else.
    case other
}

/// One numbered piece of evidence as the claimant describes it.
public struct Exhibit: Hashable, Sendable {
    /// Its permanent number.
    public var number: ExhibitNumber
    /// What it is evidence of: one kind, or two.
    public var kinds: [ExhibitKind]
    /// A title for people.
    public var title: Fact<String>?
    /// The day it is about.
    public var dated: Fact<CalendarDay>?
    /// When and by whom it was captured.
    public var captured: Fact<String>?
    /// Where a chat took place: `platform`, or the name of another channel.
    public var channel: Fact<String>?
    /// Who made it.
    public var by: Fact<String>?
    /// The exhibit it translates.
    public var translationOf: Fact<ExhibitNumber>?
    /// Present when its files are kept out of the bundle: their digests and readings go in.
    public var keptOut: Fact<Bool>?
    /// Why its files are withheld, when they are: a commitment goes in.
    public var withheld: Fact<String>?
    /// Whether the claimant listed it, or it was numbered from its folder.
    public var isListed: Bool = true

    /// True when the bundle does not hold its files.
    public var isAbsent: Bool { keptOut?.value == true || withheld != nil }

    package init(
        number: ExhibitNumber, kinds: [ExhibitKind] = [], title: Fact<String>? = nil,
        dated: Fact<CalendarDay>? = nil, captured: Fact<String>? = nil,
        channel: Fact<String>? = nil, by: Fact<String>? = nil,
        translationOf: Fact<ExhibitNumber>? = nil, keptOut: Fact<Bool>? = nil,
        withheld: Fact<String>? = nil, isListed: Bool = true
    ) {
        self.number = number
        self.kinds = kinds
        self.title = title
        self.dated = dated
        self.captured = captured
        self.channel = channel
        self.by = by
        self.translationOf = translationOf
        self.keptOut = keptOut
        self.withheld = withheld
        self.isListed = isListed
    }
}
