import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// Bundles by somebody who holds a key and signs what he likes: the seal is right, the rules are not
/// kept.
extension ConformanceCase {
    static let manifests: [ConformanceCase] =
        [
            "../x", "/etc/passwd", "./README.txt", "http://host.example/x", "//host.example/x",
            "README.txt#x", "README.txt?x", "exhibits%2FA-1%2Fx", "README%zz", "README%4", "README\\x",
            "%52EADME.txt", "README.txt%00", "exhibits/%e8", "READ ME.txt", "", "README.txt/", "exhibits//x",
        ].enumerated().map { index, uri in
            manifest(
                "uri-" + uriNames[index], replacing: "URI=\"README.txt\"", with: "URI=\"\(uri)\"")
        } + [
            manifest("uri-missing", replacing: " URI=\"README.txt\"", with: ""),
            forged("manifest/entry-listed-twice") { $0.changeReferences = { $0.append($0[0]) } },
            forged("manifest/entry-listed-twice-differing") {
                $0.changeReferences = { references in
                    var second = references[0]
                    second.digest = references[1].digest
                    references.append(second)
                }
            },
            forged("manifest/entry-not-there") { $0.changeReferences = list("exhibits/A-1/gone.txt") },
            forged("manifest/lists-itself") { $0.changeReferences = list("META-INF/ASiCManifest001.xml") },
            forged("manifest/lists-its-signature") { $0.changeReferences = list("META-INF/signature001.p7s") },
            forged("manifest/lists-mimetype") { $0.changeReferences = list("mimetype") },
            forged("manifest/entry-not-listed") { forgery in
                forgery.set("exhibits/A-1/late.txt", [1])
                forgery.changeReferences = drop("exhibits/A-1/late.txt")
            },
            forged("manifest/readme-not-listed") { $0.changeReferences = drop("README.txt") },
            forged("manifest/claim-not-listed") { $0.changeReferences = drop("claim.xml") },
            forged("manifest/checksums-not-listed") { $0.changeReferences = drop("SHA256SUMS") },
            forged("manifest/entry-at-the-root-not-listed") { forgery in
                forgery.afterwards = [("notes.txt", [1])]
            },
            forged("manifest/digest-of-other-bytes") {
                $0.changeReferences = { $0[0].digest = $0[1].digest }
            },
            manifest("digest-sha1", replacing: AsicManifest.sha256, with: "http://www.w3.org/2000/09/xmldsig#sha1"),
            manifest("digest-md5", replacing: AsicManifest.sha256, with: "http://www.w3.org/2001/04/xmldsig-more#md5"),
            manifest("digest-sha512", replacing: AsicManifest.sha256, with: "http://www.w3.org/2001/04/xmlenc#sha512"),
            manifest("digest-unnamed", replacing: AsicManifest.sha256, with: ""),
            manifest("digest-too-long", replacing: "</ds:DigestValue>", with: "A</ds:DigestValue>"),
            manifest("digest-empty", replacing: "<ds:DigestValue>", with: "<ds:DigestValue></ds:DigestValue><ds:DigestValue>"),
            manifest("doctype", replacing: "?>\n", with: "?>\n<!DOCTYPE x [<!ENTITY y \"z\">]>\n"),
            manifest("external-entity", replacing: "?>\n", with: "?>\n<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n"),
            manifest("comment", replacing: "<asic:SigReference", with: "<!-- c --><asic:SigReference"),
            manifest("processing-instruction", replacing: "<asic:SigReference", with: "<?x y?><asic:SigReference"),
            manifest("cdata", replacing: "<asic:SigReference", with: "<![CDATA[x]]><asic:SigReference"),
            manifest("text-between", replacing: "<asic:SigReference", with: "text<asic:SigReference"),
            manifest("unknown-element", replacing: "</asic:ASiCManifest>", with: "<asic:X/></asic:ASiCManifest>"),
            manifest("unknown-attribute", replacing: "<asic:DataObjectReference", with: "<asic:DataObjectReference X=\"\""),
            manifest("rootfile", replacing: "<asic:DataObjectReference", with: "<asic:DataObjectReference Rootfile=\"true\""),
            manifest("extensions", replacing: "</asic:ASiCManifest>",
                with: "<asic:ASiCManifestExtensions/></asic:ASiCManifest>"),
            manifest("two-signature-references", replacing: "<asic:DataObjectReference",
                with: "<asic:SigReference URI=\"META-INF/signature001.p7s\"/><asic:DataObjectReference"),
            manifest("no-signature-reference", replacing: "<asic:SigReference URI=\"META-INF/signature001.p7s\" MimeType=\"application/pkcs7-signature\"/>", with: ""),
            forged("manifest/references-inside-signature-reference") {
                $0.changeManifest = {
                    $0.replacing("pkcs7-signature\"/>", with: "pkcs7-signature\">")
                        .replacing("</asic:ASiCManifest>", with: "</asic:SigReference></asic:ASiCManifest>")
                }
            },
            forged("manifest/lists-nothing") { $0.changeReferences = { $0 = [] } },
            manifest("old-namespace", replacing: "02918/v1.2.1#", with: "2918/v1.2.1#"),
            manifest("other-root", replacing: "<asic:ASiCManifest", with: "<asic:Manifest"),
            manifest("not-closed", replacing: "</asic:ASiCManifest>", with: ""),
            manifest("undeclared-prefix", replacing: "<ds:DigestMethod", with: "<zz:DigestMethod"),
            manifest("encoding-utf16", replacing: "UTF-8", with: "UTF-16"),
            manifest("encoding-utf7-behind-a-line-feed", replacing: "version=\"1.0\" encoding=\"UTF-8\"",
                with: "version=\"1.0\"\nencoding=\"UTF-7\""),
            manifest("encoding-utf7-behind-a-carriage-return", replacing: "version=\"1.0\" encoding=\"UTF-8\"",
                with: "version=\"1.0\"\rencoding=\"UTF-7\""),
            manifest("declaration-with-more", replacing: "encoding=\"UTF-8\"", with: "encoding=\"UTF-8\" x=\"y\""),
            manifest("byte-order-mark", replacing: "<?xml", with: "\u{FEFF}<?xml"),
            manifest("version-1.1", replacing: "version=\"1.0\"", with: "version=\"1.1\""),
            forged("manifest/empty") { $0.changeManifest = { _ in "" } },
            forged("manifest/signature-elsewhere") { $0.signature = "META-INF/signature009.p7s" },
            forged("manifest/signature-outside-meta-inf") { $0.signature = "signature001.p7s" },
            zip("manifest/missing") { $0.remove("META-INF/ASiCManifest001.xml") },
            zip("manifest/signature-missing") { $0.remove("META-INF/signature001.p7s") },
            zip("manifest/both-missing") {
                $0.remove("META-INF/ASiCManifest001.xml")
                $0.remove("META-INF/signature001.p7s")
            },
            zip("manifest/one-space-more") { zip in
                let name = "META-INF/ASiCManifest001.xml"
                zip[name] = RawZip.Entry(name, zip[name].bytes + [0x20])
            },
            forged("manifest/second-signature-unnamed") { forgery in
                forgery.afterwards = [("META-INF/signature002.p7s", try signature(over: [1]))]
            },
            forged("manifest/second-manifest-same-signature") { forgery in
                let other = try AsicManifest(
                    signature: EntryPath("META-INF/signature001.p7s"),
                    references: [.init(entry: EntryPath("README.txt"), digest: .sha256(of: [1]))]
                ).document()
                forgery.afterwards = [("META-INF/ASiCManifestA.xml", other)]
            },
            forged("manifest/file-among-the-seals") { $0.afterwards = [("META-INF/notes.txt", [1])] },
            forged("manifest/xades-among-the-seals") { $0.afterwards = [("META-INF/signatures.xml", [1])] },
            forged("manifest/folder-named-like-a-manifest") {
                $0.afterwards = [("META-INF/ASiCManifest002.xml/x", [1])]
            },
        ]

    private static let uriNames = [
        "parent", "absolute", "dot-segment", "scheme", "host", "fragment", "query", "encoded-slash",
        "bad-escape", "cut-escape", "backslash", "needless-escape", "nul", "small-digits", "space", "empty",
        "trailing-slash", "empty-segment",
    ]

    static let checksums: [ConformanceCase] = [
        sums("empty") { _ in "" }, sums("no-line-end") { String($0.dropLast()) },
        sums("carriage-returns") { $0.replacing("\n", with: "\r\n") },
        sums("capital-digits") { $0.uppercased() }, sums("one-space") { $0.replacing("  ", with: " ") },
        sums("binary-mark") { $0.replacing("  ", with: " *") },
        sums("escaped-name") { "\\" + $0 },
        sums("line-missing") { String($0.drop { $0 != "\n" }.dropFirst()) },
        sums("line-twice") { $0 + $0.prefix { $0 != "\n" } + "\n" },
        sums("line-of-nothing") { $0 + String(repeating: "1", count: 64) + "  exhibits/A-1/gone.txt\n" },
        sums("line-lists-itself") { $0 + String(repeating: "1", count: 64) + "  SHA256SUMS\n" },
        sums("digest-differs") { String(repeating: "0", count: 64) + $0.dropFirst(64) },
        sums("name-leads-out") { $0 + String(repeating: "1", count: 64) + "  ../x\n" },
        forged("checksums/missing") { $0.entries.removeAll { $0.name == "SHA256SUMS" } },
        zip("checksums/file-altered-with-its-checksum") { zip in
            let old = try ContentDigest.sha256(of: zip[target].bytes).hex
            let new = try ContentDigest.sha256(of: [1]).hex
            zip[target] = RawZip.Entry(target, [1])
            let text = String(decoding: zip["SHA256SUMS"].bytes, as: UTF8.self)
            zip["SHA256SUMS"] = RawZip.Entry(
                "SHA256SUMS", Array(replaceFirst(old, with: new, in: text).utf8))
        },
        zip("checksums/file-altered") { $0[target] = RawZip.Entry(target, [1]) },
        zip("checksums/file-removed") { $0.remove("exhibits/C-1/empty.txt") },
    ]

    static let claims: [ConformanceCase] = [
        claim("newer-element", replacing: "</claim-document>", with: "<mediation/></claim-document>"),
        claim("newer-namespace", replacing: "urn:claimpack:claim:1", with: "urn:claimpack:claim:2"),
        claim("newer-attribute", replacing: "<venue ", with: "<venue colour=\"red\" "),
        claim("newer-reason", replacing: ">quality<", with: ">mood<"),
        claim("text-between", replacing: "<order>", with: "<order>text"),
        claim("amount-malformed", replacing: "38500.00 USD", with: "38500.00 Dollars"),
        claim("comment", replacing: "<venue ", with: "<!-- --><venue "),
        claim("number-malformed", replacing: "number=\"A-1\"", with: "number=\"A-01\""),
        claim("round-zero", replacing: "round=\"1\"", with: "round=\"0\""),
        claim("round-other", replacing: "round=\"1\"", with: "round=\"2\""),
        claim("size-differs", replacing: "bytes=\"20\"", with: "bytes=\"21\""),
        claim("file-not-there", replacing: "exhibits/C-1/empty.txt", with: "exhibits/C-1/gone.txt"),
        claim("file-of-another-exhibit", replacing: "exhibits/C-1/empty.txt", with: "exhibits/A-1/empty.txt"),
        forged("claim/missing") { forgery in
            forgery.entries.removeAll { $0.name == "claim.xml" }
            try forgery.updateChecksums()
        },
        forged("claim/empty") { forgery in
            forgery.set("claim.xml", [])
            try forgery.updateChecksums()
        },
        forged("claim/file-not-mentioned") { try $0.add("exhibits/A-1/late.txt", [1]) },
        forged("claim/file-outside-exhibits") { try $0.add("notes.txt", [1]) },
    ]

    private static func sums(
        _ name: String, _ change: @escaping @Sendable (String) -> String
    ) -> ConformanceCase {
        forged("checksums/" + name) { forgery in
            let text = String(decoding: forgery.entry("SHA256SUMS"), as: UTF8.self)
            forgery.set("SHA256SUMS", Array(change(text).utf8))
        }
    }

    private static func list(_ name: String) -> (inout [AsicManifest.Reference]) -> Void {
        { references in
            guard let entry = try? EntryPath(name) else { fatalError("\(name) is no entry") }
            references.append(AsicManifest.Reference(entry: entry, digest: references[0].digest))
        }
    }

    private static func drop(_ name: String) -> (inout [AsicManifest.Reference]) -> Void {
        { $0.removeAll { $0.entry.text == name } }
    }

    static func signature(over bytes: [UInt8]) throws -> [UInt8] {
        try RawCMS().bytes(over: bytes)
    }
}

extension RawZip {
    mutating func remove(_ name: String) {
        entries.removeAll { $0.local.name.elementsEqual(name.utf8) }
    }
}
