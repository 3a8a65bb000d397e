import CPlatform

/// What stands behind a name.
package enum FileKind: Equatable, Hashable, Sendable {
    case regular
    case folder
    case link
    /// A pipe, socket or device.
    case special

    init(platformKind: Int32) {
        switch platformKind {
        case Int32(CLAIMPACK_KIND_REGULAR): self = .regular
        case Int32(CLAIMPACK_KIND_FOLDER): self = .folder
        case Int32(CLAIMPACK_KIND_LINK): self = .link
        default: self = .special
        }
    }
}
