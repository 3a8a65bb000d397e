/// Whose rules apply: `alibaba-trade-assurance`, `paypal`, `wire-transfer`, … The set grows with the
/// rulebooks, so this is a name and not an enumeration.
public struct Venue: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens.
    public let name: String

    /// A venue by name.
    public init(_ name: String) {
        self.name = name
    }
}

/// What the claim says went wrong: the claim types a venue knows.
public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Goods do not match the contract.
    case quality
    /// Goods left later than agreed.
    case lateShipment = "late-shipment"
    /// Fewer goods than agreed.
    case shortage
    /// More goods than agreed, charged.
    case overage
    /// Goods never arrived.
    case nonDelivery = "non-delivery"
    /// The supplier ended the order.
    case cancellation
}
