/// How a fact came to be known.
public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// A party typed it.
    case declared
    /// The tool read it in an exhibit.
    case read
    /// A program recognised it in a picture: a letter may be wrong. It can support a claim; it
    /// contradicts none by itself.
    case recognised
    /// Two independent exhibits agree on it.
    case corroborated
}

/// One value, with the text it was made from, the place where that stands, and how it is known.
public struct Fact<Value: Hashable & Sendable>: Hashable, Sendable {
    /// What is stated.
    public let value: Value
    /// The text as it stands at the place.
    public let raw: String
    /// Where it stands.
    public let place: Place
    /// How it is known.
    public let origin: Origin

    /// A fact.
    public init(_ value: Value, raw: String, place: Place, origin: Origin) {
        self.value = value
        self.raw = raw
        self.place = place
        self.origin = origin
    }

    /// The same fact, said to stand in an exhibit's file.
    public func inside(_ exhibit: ExhibitNumber?, file: String?) -> Fact {
        Fact(value, raw: raw, place: place.inside(exhibit, file: file), origin: origin)
    }
}

/// A fact as name and text: the form in which readings are listed, printed and sealed.
public struct StatedFact: Hashable, Sendable {
    /// A dotted name, such as `video.duration` or `tracking.delivered.time`.
    public let name: String
    /// The value as text: plain numbers, ISO 8601 times, ISO 4217 sums.
    public let value: String
    /// The text as it stands in the evidence, when that differs from `value`.
    public let raw: String?
    /// The spot in the file.
    public let spot: Place.Spot

    /// A stated fact.
    public init(_ name: String, _ value: String, raw: String? = nil, spot: Place.Spot = .whole) {
        self.name = name
        self.value = value
        self.raw = raw == value ? nil : raw
        self.spot = spot
    }
}
