import SystemLibraries

/// The address a browser or SingleFile leaves in a comment when it saves a page:
///
///     <!-- saved from url=(0022)https://example.com/a/ -->
///     <!-- Page saved with SingleFile  url: https://example.com/a/  saved date: … -->
///
/// Anyone can type such a comment; it is what the file says, not proof.
struct SavedPageAddress {
    /// The address as it stands.
    let address: String
    /// The length the browser wrote in front of it.
    let statedLength: Int?

    /// The first such comment in front of the page's content.
    init?(_ document: HTMLDocument) {
        var comments = document.comments
        for case .comment(let text) in document.root?.children ?? [] { comments.append(text) }
        for comment in comments {
            if let found = Self.browser(comment) ?? Self.singleFile(comment) {
                self = found
                return
            }
        }
        return nil
    }

    init(address: String, statedLength: Int?) {
        self.address = address
        self.statedLength = statedLength
    }

    /// The host in lower case, without port and final dot; nil when this is no web address. As
    /// browsers read it: a name before `@` is no host, and a backslash ends it like a slash.
    var host: String? {
        let bytes = Array(address.utf8)
        var start: Int?
        for scheme in ["https://", "http://"]
        where bytes.count > scheme.utf8.count
            && bytes.prefix(scheme.utf8.count).map(Self.lowered).elementsEqual(scheme.utf8)
        {
            start = scheme.utf8.count
        }
        guard let start else { return nil }
        var authority = bytes[start...].prefix { !#"/?#\"#.utf8.contains($0) }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            authority = authority[(at + 1)...]
        }
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")) {
            guard authority[(colon + 1)...].allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            authority = authority[..<colon]
        }
        if authority.last == UInt8(ascii: ".") { authority.removeLast() }
        let labels = authority.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1,
            labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isNameCharacter) })
        else { return nil }
        return String(decoding: authority.map(Self.lowered), as: UTF8.self)
    }

    /// True for the domain itself and everything beneath it.
    func isBeneath(_ domain: String) -> Bool {
        guard let host else { return false }
        return host == domain || host.hasSuffix("." + domain)
    }

    private static func browser(_ comment: String) -> SavedPageAddress? {
        let bytes = Array(comment.trimmedOfSpace.utf8)
        let opening = Array("saved from url=(".utf8)
        guard bytes.starts(with: opening) else { return nil }
        let digits = bytes[opening.count...].prefix { (48...57).contains($0) }
        guard (1...9).contains(digits.count), digits.endIndex < bytes.count,
            bytes[digits.endIndex] == UInt8(ascii: ")")
        else { return nil }
        let address = bytes[(digits.endIndex + 1)...].prefix { $0 > 0x20 }
        return SavedPageAddress(
            address: String(decoding: address, as: UTF8.self),
            statedLength: digits.reduce(0) { $0 * 10 + Int($1 - 48) })
    }

    private static func singleFile(_ comment: String) -> SavedPageAddress? {
        let lines = comment.split(whereSeparator: \.isNewline).map { String($0).trimmedOfSpace }
        guard lines.prefix(3).contains(where: { $0.hasPrefix("Page saved with SingleFile") }),
            let line = lines.prefix(6).first(where: { $0.hasPrefix("url:") })
        else { return nil }
        let address = Array(line.utf8.dropFirst(4).drop { $0 == 0x20 }.prefix { $0 > 0x20 })
        return SavedPageAddress(
            address: String(decoding: address, as: UTF8.self), statedLength: nil)
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte + 32 : byte
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch lowered(byte) {
        case 97...122, 48...57, UInt8(ascii: "-"): true
        default: false
        }
    }
}
