import ClaimModel
import SystemLibraries

extension AsicManifest {
    /// Reads a manifest of ours and refuses whatever else the ETSI schema would allow: extensions,
    /// other digests, a second spelling of a name. Nil when there is no signature reference or the
    /// XML cannot be read; references that are refused are reported and left out.
    ///
    /// - Parameter name: the manifest's own entry, for the places of findings.
    init?(reading bytes: [UInt8], named name: EntryPath, findings: inout FindingList) {
        if let manifest = AsicManifest(spelledAsOurs: bytes) {
            self = manifest
        } else {
            self.init(parsing: bytes, named: name, findings: &findings)
        }
    }

    /// The same, whatever the spelling.
    init?(parsing bytes: [UInt8], named name: EntryPath, findings: inout FindingList) {
        var reader = ManifestReader(name: name, findings: findings)
        let manifest = reader.read(bytes)
        findings = reader.findings
        guard let manifest else { return nil }
        self = manifest
    }

    /// Reads a manifest in the spelling of `document` without a parser and without a tree, which cost most of
    /// the time and memory of 100,000 entries. Nil for every other spelling and whenever anything is to be
    /// found fault with; what is read here, the parser reads alike.
    init?(spelledAsOurs bytes: [UInt8]) {
        guard bytes.count <= Self.byteLimit else { return nil }
        let document = bytes.span
        var values: [Range<Int>] = []
        func name(_ range: Range<Int>) -> EntryPath? {
            PercentEncoding.decode(bytes[range]).flatMap { try? EntryPath($0) }
        }
        guard let head = Self.headPattern.end(in: document, at: 0, values: &values),
            let signature = name(values[0])
        else { return nil }
        var references: [Reference] = []
        // One takes some 250 bytes.
        references.reserveCapacity(bytes.count / 250)
        var seen = NamesSeen()
        var mediaType = (bytes: bytes[0..<0], text: "")
        var at = head
        while let end = Self.referencePattern.end(in: document, at: at, values: &values) {
            guard end - at <= Self.ownReferenceByteLimit, let entry = name(values[0]), seen.insert(entry),
                let digest = Base64.decode(bytes[values[2]]).flatMap({ ContentDigest($0) })
            else { return nil }
            // Thousands of files share a few types: each is kept once.
            if !mediaType.bytes.elementsEqual(bytes[values[1]]) {
                mediaType.bytes = bytes[values[1]]
                mediaType.text = String(decoding: mediaType.bytes, as: UTF8.self)
            }
            references.append(
                Reference(entry: entry, mediaType: mediaType.text, digest: digest))
            at = end
        }
        guard !references.isEmpty, bytes[at...].elementsEqual(Self.tail.utf8)
        else { return nil }
        self.init(signature: signature, references: references)
    }

    /// Within what the parser allows for one tag. Of elements there is always room: three for each 200 bytes of a
    /// document of `byteLimit` are half of what it allows.
    static let ownReferenceByteLimit = 8 << 10
}

private struct ManifestReader {
    let name: EntryPath
    var findings: FindingList
    private var entries = NamesSeen()
    private var lastMediaType: String?

    init(name: EntryPath, findings: FindingList) {
        self.name = name
        self.findings = findings
    }

    mutating func read(_ bytes: [UInt8]) -> AsicManifest? {
        let root: XMLElement
        do throws(XMLReaderError) {
            root = try XMLReader.read(bytes)
        } catch {
            fail(
                "manifest.malformed", at: error.line,
                "the manifest is not the plain XML that manifests are: \(error.message)")
            return nil
        }
        guard root.isNamed("ASiCManifest", in: AsicManifest.namespace) else {
            fail(
                "manifest.grammar", at: root.line,
                "the manifest's outer element is not ASiCManifest of ETSI EN 319 162-1")
            return nil
        }
        allow([], on: root)
        refuseText(in: root)
        var signature: EntryPath?
        var references: [AsicManifest.Reference] = []
        for (index, element) in root.childElements.enumerated() {
            if element.isNamed("SigReference", in: AsicManifest.namespace), index == 0 {
                signature = readSignature(element)
            } else if element.isNamed("DataObjectReference", in: AsicManifest.namespace), index > 0 {
                if let reference = readReference(element) { references.append(reference) }
            } else {
                fail(
                    "manifest.grammar", at: element.line,
                    "element \(quoted(element.name)) does not belong here")
            }
        }
        guard let signature else {
            fail(
                "manifest.signature.unnamed", at: root.line,
                "the manifest does not begin by naming its signature")
            return nil
        }
        if references.isEmpty {
            fail("manifest.empty", at: root.line, "the manifest lists no entry")
        }
        return AsicManifest(signature: signature, references: references)
    }

    private mutating func readSignature(_ element: XMLElement) -> EntryPath? {
        allow(["URI", "MimeType"], on: element)
        refuseContent(of: element)
        return readName(element)
    }

    private mutating func readReference(_ element: XMLElement) -> AsicManifest.Reference? {
        allow(["URI", "MimeType"], on: element)
        refuseText(in: element)
        let children = element.childElements
        guard children.count == 2,
            children[0].isNamed("DigestMethod", in: AsicManifest.digestNamespace),
            children[1].isNamed("DigestValue", in: AsicManifest.digestNamespace)
        else {
            fail(
                "manifest.grammar", at: element.line,
                "a reference holds a digest method and a digest value and nothing else")
            return nil
        }
        allow(["Algorithm"], on: children[0])
        refuseContent(of: children[0])
        allow([], on: children[1])
        guard let entry = readName(element) else { return nil }
        guard
            children[0].attributeBytes(named: "Algorithm")?.elementsEqual(AsicManifest.sha256.utf8)
                == true
        else {
            fail(
                "manifest.digest.algorithm.refused", at: element.line,
                "the digest of \(entry) is not made by SHA-256")
            return nil
        }
        guard children[1].childElements.isEmpty,
            let digest = Base64.decode(children[1].textBytes).flatMap({ ContentDigest($0) })
        else {
            fail(
                "manifest.digest.malformed", at: element.line,
                "the digest of \(entry) is not 32 bytes in base 64")
            return nil
        }
        guard entries.insert(entry) else {
            fail(
                "manifest.reference.repeated", at: element.line,
                "the manifest lists \(entry) more than once")
            return nil
        }
        return AsicManifest.Reference(
            entry: entry, mediaType: mediaType(of: element), digest: digest)
    }

    /// Thousands of files share a few types: each is kept once.
    private mutating func mediaType(of element: XMLElement) -> String? {
        guard let bytes = element.attributeBytes(named: "MimeType") else { return nil }
        if let lastMediaType, lastMediaType.utf8.elementsEqual(bytes) { return lastMediaType }
        lastMediaType = String(decoding: bytes, as: UTF8.self)
        return lastMediaType
    }

    private mutating func readName(_ element: XMLElement) -> EntryPath? {
        guard let uri = element.attributeBytes(named: "URI") else {
            fail("manifest.reference.refused", at: element.line, "a reference has no URI")
            return nil
        }
        guard let bytes = PercentEncoding.decode(uri), let entry = try? EntryPath(bytes) else {
            fail(
                "manifest.reference.refused", at: element.line,
                "\(quoted(String(decoding: uri, as: UTF8.self))) is not the name of an entry of this container")
            return nil
        }
        return entry
    }

    private mutating func allow(_ names: [String], on element: XMLElement) {
        guard element.attribute(notAmong: names) != nil else { return }
        // The first is named: a tag of 16 KiB has room for thousands.
        let stray = element.attributes.first { attribute in
            attribute.namespace != nil
                || !names.contains(where: { $0.utf8.elementsEqual(attribute.name.utf8) })
        }
        guard let stray else { return }
        fail(
            "manifest.grammar", at: element.line,
            "attribute \(quoted(stray.name)) does not belong on \(quoted(element.name))")
    }

    private mutating func refuseText(in element: XMLElement) {
        if element.hasVisibleText {
            fail(
                "manifest.grammar", at: element.line,
                "text stands in \(quoted(element.name)) where none belongs")
        }
    }

    private mutating func refuseContent(of element: XMLElement) {
        refuseText(in: element)
        if !element.childElements.isEmpty {
            fail(
                "manifest.grammar", at: element.line,
                "elements stand in \(quoted(element.name)) where none belong")
        }
    }

    private func place(_ line: Int) -> Place {
        .entry(name.bytes, spot: line > 0 ? .line(line, column: nil) : .whole)
    }

    /// The sentence is not made when it would not be listed: a manifest has room for a million faults.
    private mutating func fail(_ code: String, at line: Int, _ message: @autoclosure () -> String) {
        guard !findings.isFull else {
            findings.failUnlisted()
            return
        }
        findings.fail(code, at: place(line), message())
    }
}

private func quoted(_ text: String) -> String {
    "\"" + PathText.display(Array(text.utf8.prefix(200))) + "\""
}
