/// The rulebooks that come with the program.
package enum Rulebooks {
    /// One of them.
    package struct BuiltIn: Hashable, Sendable {
        /// The venue's name.
        package let name: String
        /// The file as it was built in.
        package let bytes: [UInt8]
    }

    /// All of them by name.
    package static var builtIn: [BuiltIn] {
        [
            BuiltIn(
                name: "alibaba-trade-assurance",
                bytes: PackageResources.alibaba_trade_assurance_yaml),
            BuiltIn(name: "card", bytes: PackageResources.card_yaml),
            BuiltIn(name: "dhgate", bytes: PackageResources.dhgate_yaml),
            BuiltIn(name: "generic", bytes: PackageResources.generic_yaml),
            BuiltIn(name: "paypal", bytes: PackageResources.paypal_yaml),
            BuiltIn(name: "wire-transfer", bytes: PackageResources.wire_transfer_yaml),
        ]
    }

    /// True when a rulebook stands on its own.
    static func isWhole(_ name: String) -> Bool {
        guard let bytes = bytes(of: name) else { return false }
        return !String(decoding: bytes, as: UTF8.self).contains("\nbased-on:")
    }

    /// The bytes a rulebook's digest is made of: its base's, if it has one, and its own.
    package static func identifyingBytes(of rulebook: Rulebook, own bytes: [UInt8]) -> [UInt8] {
        (rulebook.base.flatMap { self.bytes(of: $0) } ?? []) + bytes
    }

    /// The file of a venue, nil when none came with the program.
    package static func bytes(of name: String) -> [UInt8]? {
        builtIn.first { $0.name.utf8.elementsEqual(name.utf8) }?.bytes
    }
}
