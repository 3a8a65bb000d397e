import ClaimModel
import SystemLibraries

/// A manifest that another program wrote: ASiCManifest of ETSI EN 319 162-1 annex A.4, with all the
/// schema allows but critical extensions. The same grammar serves signatures, time-stamps and archive
/// manifests.
struct ForeignManifest: Hashable, Sendable {
    struct Reference: Hashable, Sendable {
        let entry: EntryPath
        let algorithm: HashAlgorithm
        let digest: [UInt8]
    }

    let name: EntryPath
    /// The entry of the signature or time-stamp over this manifest.
    let signature: EntryPath
    let references: [Reference]

    /// No manifest of a container with at most 2,000 entries is larger.
    static let byteLimit = 4 << 20

    /// Nil when it cannot be read; `findings` then say why.
    init?(reading bytes: [UInt8], named name: EntryPath, findings: inout FindingList) {
        var reader = ForeignManifestReader(name: name, findings: findings)
        let manifest = reader.read(bytes)
        findings = reader.findings
        guard let manifest else { return nil }
        self = manifest
    }

    fileprivate init(name: EntryPath, signature: EntryPath, references: [Reference]) {
        self.name = name
        self.signature = signature
        self.references = references
    }
}

private struct ForeignManifestReader {
    let name: EntryPath
    var findings: FindingList
    private var entries: Set<[UInt8]> = []

    private static let digests: [String: HashAlgorithm] = [
        "http://www.w3.org/2001/04/xmlenc#sha256": .sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384": .sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512": .sha512,
    ]

    init(name: EntryPath, findings: FindingList) {
        self.name = name
        self.findings = findings
    }

    mutating func read(_ bytes: [UInt8]) -> ForeignManifest? {
        var bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            findings.warn(
                "manifest.byte-order-mark", at: .entry(name.bytes),
                "the manifest begins with a byte order mark")
            bytes.removeFirst(3)
        }
        let root: XMLElement
        do throws(XMLReaderError) {
            root = try XMLReader.read(bytes)
        } catch {
            findings.fail(
                "manifest.malformed", at: place(error.line),
                "the manifest is not the plain XML that manifests are: \(error.message)")
            return nil
        }
        guard root.isNamed("ASiCManifest", in: AsicManifest.namespace) else {
            refuse(root, "the manifest's outer element is not ASiCManifest of ETSI EN 319 162-1")
            return nil
        }
        var children = root.childElements[...]
        guard let first = children.popFirst(),
            first.isNamed("SigReference", in: AsicManifest.namespace),
            let signature = readName(first)
        else {
            findings.fail(
                "manifest.signature.unnamed", at: place(root.line),
                "the manifest does not begin by naming its signature")
            return nil
        }
        if !first.childElements.isEmpty {
            refuse(first, "elements stand in the signature's name, where they cover nothing")
        }
        var references: [ForeignManifest.Reference] = []
        for child in children {
            if child.isNamed("DataObjectReference", in: AsicManifest.namespace) {
                if let reference = readReference(child) { references.append(reference) }
            } else if child.isNamed("ASiCManifestExtensions", in: AsicManifest.namespace) {
                checkExtensions(child)
            } else {
                refuse(child, "element \(quoted(child.name)) does not belong here")
            }
        }
        if references.isEmpty {
            findings.fail("manifest.empty", at: place(root.line), "the manifest lists no entry")
        }
        return ForeignManifest(name: name, signature: signature, references: references)
    }

    private mutating func readReference(_ element: XMLElement) -> ForeignManifest.Reference? {
        let children = element.childElements
        guard children.count >= 2, children.count <= 3,
            children[0].isNamed("DigestMethod", in: AsicManifest.digestNamespace),
            children[1].isNamed("DigestValue", in: AsicManifest.digestNamespace)
        else {
            refuse(element, "a reference does not hold a digest method and then a digest value")
            return nil
        }
        if children.count == 3 {
            if children[2].isNamed("DataObjectReferenceExtensions", in: AsicManifest.namespace) {
                checkExtensions(children[2])
            } else {
                refuse(children[2], "element \(quoted(children[2].name)) does not belong here")
            }
        }
        guard let entry = readName(element) else { return nil }
        let method = children[0].attribute(named: "Algorithm") ?? ""
        guard
            let algorithm = Self.digests.first(where: { $0.key.utf8.elementsEqual(method.utf8) })?.value
        else {
            findings.fail(
                "manifest.digest.algorithm.refused", at: place(element.line),
                "the digest of \(entry) is not made by SHA-256, SHA-384 or SHA-512")
            return nil
        }
        let text = children[1].text.utf8.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard children[1].childElements.isEmpty, let digest = Base64.decode(text),
            digest.count == algorithm.byteCount
        else {
            findings.fail(
                "manifest.digest.malformed", at: place(element.line),
                "the digest of \(entry) is not \(algorithm.byteCount) bytes in base 64")
            return nil
        }
        guard entries.insert(entry.bytes).inserted else {
            findings.fail(
                "manifest.reference.repeated", at: place(element.line),
                "the manifest lists \(entry) more than once")
            return nil
        }
        return ForeignManifest.Reference(entry: entry, algorithm: algorithm, digest: digest)
    }

    /// An extension that is marked critical changes what the manifest means.
    private mutating func checkExtensions(_ element: XMLElement) {
        for child in element.childElements
        where child.attribute(named: "Critical") != "false" {
            findings.cannotTell(
                "manifest.extension.unknown", at: place(child.line),
                "the manifest has a critical extension that is not known")
        }
    }

    private mutating func readName(_ element: XMLElement) -> EntryPath? {
        guard let uri = element.attribute(named: "URI") else {
            findings.fail(
                "manifest.reference.refused", at: place(element.line), "a reference has no URI")
            return nil
        }
        guard let bytes = PercentEncoding.decodeTolerantly(uri), let entry = try? EntryPath(bytes)
        else {
            findings.fail(
                "manifest.reference.refused", at: place(element.line),
                "\(quoted(uri)) is not the name of an entry of this container")
            return nil
        }
        return entry
    }

    private mutating func refuse(_ element: XMLElement, _ message: String) {
        findings.fail("manifest.grammar", at: place(element.line), message)
    }

    private func place(_ line: Int) -> Place {
        .entry(name.bytes, spot: line > 0 ? .line(line, column: nil) : .whole)
    }

    private func quoted(_ text: String) -> String {
        "\"" + PathText.display(Array(text.utf8.prefix(200))) + "\""
    }
}
