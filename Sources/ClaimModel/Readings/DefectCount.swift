/// One class of defects in a report's acceptance sampling (ISO 2859-1): the limit, how many were
/// allowed, how many were found.
public struct DefectCount: Hashable, Sendable {
    /// The class.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Endangers persons or makes the goods useless.
        case critical
        /// Likely to make the goods fail.
        case major
        /// Does not much lessen their use.
        case minor
    }

    /// The class.
    public var kind: Kind
    /// The acceptance quality limit as printed: `2.5`.
    public var limit: Fact<String>?
    /// Units with such defects that are allowed.
    public var allowed: Fact<Int>?
    /// Units with such defects that were found.
    public var found: Fact<Int>?

    package init(
        kind: Kind, limit: Fact<String>? = nil, allowed: Fact<Int>? = nil,
        found: Fact<Int>? = nil
    ) {
        self.kind = kind
        self.limit = limit
        self.allowed = allowed
        self.found = found
    }
}
