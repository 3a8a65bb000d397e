/// An object identifier (X.680), kept as the content bytes of its encoding: two are the same only
/// when they were written the same.
package struct OID: Hashable, Sendable, CustomStringConvertible {
    package let content: [UInt8]

    package init(content: [UInt8]) {
        self.content = content
    }

    /// From arcs, for the constants below; at least two arcs.
    package init(_ first: UInt64, _ second: UInt64, _ rest: UInt64...) {
        var bytes: [UInt8] = []
        for arc in [first * 40 + second] + rest {
            var digits: [UInt8] = [UInt8(truncatingIfNeeded: arc & 0x7F)]
            var remaining = arc >> 7
            while remaining > 0 {
                digits.append(UInt8(truncatingIfNeeded: remaining & 0x7F) | 0x80)
                remaining >>= 7
            }
            bytes.append(contentsOf: digits.reversed())
        }
        content = bytes
    }

    /// Dotted decimal, or hexadecimal when the bytes are no identifier a number can hold.
    package var description: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        var isInside = false
        for byte in content {
            guard arc <= UInt64.max >> 7 else { return hexadecimal }
            arc = arc << 7 | UInt64(byte & 0x7F)
            isInside = byte & 0x80 != 0
            if !isInside {
                arcs.append(arc)
                arc = 0
            }
        }
        guard !isInside, let first = arcs.first else { return hexadecimal }
        let top = min(first / 40, 2)
        return ([top, first - top * 40] + arcs.dropFirst()).map { String($0) }
            .joined(separator: ".")
    }

    private var hexadecimal: String {
        "#" + content.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension OID {
    // CMS content types (RFC 5652).
    package static let data = OID(1, 2, 840, 113549, 1, 7, 1)
    package static let signedData = OID(1, 2, 840, 113549, 1, 7, 2)
    /// What a time-stamp token signs (RFC 3161 section 2.4.2).
    package static let timeStampInformation = OID(1, 2, 840, 113549, 1, 9, 16, 1, 4)

    // Attributes (RFC 5652 section 11, RFC 5035, EN 319 122-1).
    package static let contentType = OID(1, 2, 840, 113549, 1, 9, 3)
    package static let messageDigest = OID(1, 2, 840, 113549, 1, 9, 4)
    package static let signingTime = OID(1, 2, 840, 113549, 1, 9, 5)
    package static let signingCertificateV2 = OID(1, 2, 840, 113549, 1, 9, 16, 2, 47)
    package static let contentTimeStamp = OID(1, 2, 840, 113549, 1, 9, 16, 2, 20)
    package static let timeStampToken = OID(1, 2, 840, 113549, 1, 9, 16, 2, 14)

    // Digests (RFC 5754).
    package static let sha256 = OID(2, 16, 840, 1, 101, 3, 4, 2, 1)
    package static let sha384 = OID(2, 16, 840, 1, 101, 3, 4, 2, 2)
    package static let sha512 = OID(2, 16, 840, 1, 101, 3, 4, 2, 3)

    // Keys and signatures (RFC 3279, 5480, 5758, 4055).
    package static let rsa = OID(1, 2, 840, 113549, 1, 1, 1)
    package static let rsaPSS = OID(1, 2, 840, 113549, 1, 1, 10)
    package static let maskGeneration1 = OID(1, 2, 840, 113549, 1, 1, 8)
    package static let rsaWithSHA256 = OID(1, 2, 840, 113549, 1, 1, 11)
    package static let rsaWithSHA384 = OID(1, 2, 840, 113549, 1, 1, 12)
    package static let rsaWithSHA512 = OID(1, 2, 840, 113549, 1, 1, 13)
    package static let ecPublicKey = OID(1, 2, 840, 10045, 2, 1)
    package static let p256 = OID(1, 2, 840, 10045, 3, 1, 7)
    package static let p384 = OID(1, 3, 132, 0, 34)
    package static let p521 = OID(1, 3, 132, 0, 35)
    package static let ecdsaWithSHA256 = OID(1, 2, 840, 10045, 4, 3, 2)
    package static let ecdsaWithSHA384 = OID(1, 2, 840, 10045, 4, 3, 3)
    package static let ecdsaWithSHA512 = OID(1, 2, 840, 10045, 4, 3, 4)

    // Names and extensions (X.520, RFC 5280).
    package static let commonName = OID(2, 5, 4, 3)
    package static let countryName = OID(2, 5, 4, 6)
    package static let organizationName = OID(2, 5, 4, 10)
    package static let organizationalUnitName = OID(2, 5, 4, 11)
    package static let emailAddress = OID(1, 2, 840, 113549, 1, 9, 1)
    package static let subjectKeyIdentifier = OID(2, 5, 29, 14)
    package static let keyUsage = OID(2, 5, 29, 15)
    package static let subjectAlternativeName = OID(2, 5, 29, 17)
    package static let basicConstraints = OID(2, 5, 29, 19)
    package static let certificatePolicies = OID(2, 5, 29, 32)
    package static let extendedKeyUsage = OID(2, 5, 29, 37)
    package static let anyExtendedKeyUsage = OID(2, 5, 29, 37, 0)
    package static let clientAuthentication = OID(1, 3, 6, 1, 5, 5, 7, 3, 2)
    package static let emailProtection = OID(1, 3, 6, 1, 5, 5, 7, 3, 4)
    package static let documentSigning = OID(1, 3, 6, 1, 5, 5, 7, 3, 36)
    package static let timeStamping = OID(1, 3, 6, 1, 5, 5, 7, 3, 8)
}
