import ClaimModel
import SystemLibraries

/// The list of entries that a seal signs: the ASiCManifest of ETSI EN 319 162-1 clause 4.4.4 and
/// annex A.4, with SHA-256 digests. What is signed are the stored bytes; this value is only read from
/// them or written to them.
struct AsicManifest: Hashable, Sendable {
    struct Reference: Hashable, Sendable {
        var entry: EntryPath
        var mediaType: String?
        var digest: ContentDigest
    }

    /// The entry of the signature over this manifest.
    var signature: EntryPath
    /// Sorted by the bytes of their names when we write them.
    var references: [Reference]

    static let namespace = "http://uri.etsi.org/02918/v1.2.1#"
    static let digestNamespace = "http://www.w3.org/2000/09/xmldsig#"
    static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    static let signatureMediaType = "application/pkcs7-signature"
    /// 64 MiB: 100,000 entries with names of usual length.
    static let byteLimit = 64 << 20

    /// How `document` spells a reference: its entry, the media type and the digest.
    static let referencePattern = XMLPattern(
        """

          <asic:DataObjectReference URI="{}" MimeType="{}">
            <ds:DigestMethod Algorithm="\(sha256)"/>
            <ds:DigestValue>{}</ds:DigestValue>
          </asic:DataObjectReference>
        """)

    /// How it begins: with the entry of the signature.
    static let headPattern = XMLPattern(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <asic:ASiCManifest xmlns:asic="\(namespace)" xmlns:ds="\(digestNamespace)">
          <asic:SigReference URI="{}" MimeType="\(signatureMediaType)"/>
        """)

    static let tail = "\n</asic:ASiCManifest>\n"

    /// The document, the same bytes for the same manifest.
    func document() throws -> [UInt8] {
        var writer = XMLWriter()
        try writer.element(
            "asic:ASiCManifest",
            [("xmlns:asic", Self.namespace), ("xmlns:ds", Self.digestNamespace)]
        ) { manifest in
            try manifest.element(
                "asic:SigReference",
                [
                    ("URI", PercentEncoding.encode(signature.bytes)),
                    ("MimeType", Self.signatureMediaType),
                ])
            manifest.reserve(
                references.reduce(0) { $0 + Self.referencePattern.byteCount + 80 + $1.entry.bytes.count })
            for reference in references.sorted(by: { $0.entry < $1.entry }) {
                if let mediaType = reference.mediaType {
                    let isWritten = try manifest.element(like: Self.referencePattern) { index, text in
                        switch index {
                        case 0: PercentEncoding.append(reference.entry.bytes, to: &text)
                        case 1: text.append(contentsOf: mediaType.utf8)
                        default: Base64.append(reference.digest.bytes, to: &text)
                        }
                    }
                    if isWritten { continue }
                }
                let digest = Base64.encode(reference.digest.bytes)
                var attributes = [("URI", PercentEncoding.encode(reference.entry.bytes))]
                if let mediaType = reference.mediaType {
                    attributes.append(("MimeType", mediaType))
                }
                try manifest.element("asic:DataObjectReference", attributes) { object in
                    try object.element("ds:DigestMethod", [("Algorithm", Self.sha256)])
                    try object.element("ds:DigestValue", text: digest)
                }
            }
        }
        return try writer.finish()
    }
}
