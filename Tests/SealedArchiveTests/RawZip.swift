import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// A zip written field by field, so that every one of them can be made to lie.
struct RawZip {
    struct Header {
        var madeBy: UInt16 = ZipFormat.madeBy
        var version: UInt16 = 10
        var flags: UInt16
        var method: UInt16 = 0
        var time: UInt16 = 0
        var date: UInt16 = 0x21
        var checksum: UInt32
        var storedByteCount: UInt32
        var byteCount: UInt32
        var name: [UInt8]
        var extra: [UInt8] = []
        var comment: [UInt8] = []
        var disk: UInt16 = 0
        var internalAttributes: UInt16 = 0
        var attributes: UInt32 = 0x81A4_0000

        init(_ name: [UInt8], _ bytes: [UInt8]) {
            self.name = name
            flags = name.contains { $0 >= 0x80 } ? 0x0800 : 0
            checksum = CRC32.checksum(of: bytes)
            storedByteCount = UInt32(bytes.count)
            byteCount = UInt32(bytes.count)
        }
    }

    struct Entry {
        var local: Header
        var central: Header
        var bytes: [UInt8]
        /// Bytes in front of the local header, and behind the data.
        var before: [UInt8] = []
        var after: [UInt8] = []
        var isInDirectory = true
        var isInFile = true
        var offset: Int?

        init(_ name: [UInt8], _ bytes: [UInt8]) {
            local = Header(name, bytes)
            central = local
            self.bytes = bytes
        }

        init(_ name: String, _ bytes: [UInt8]) { self.init(Array(name.utf8), bytes) }

        mutating func both(_ change: (inout Header) -> Void) {
            change(&local)
            change(&central)
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var beforeDirectory: [UInt8] = []
    var behindDirectory: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var shiftsOffsets = true
    var countDelta = 0
    var disk: UInt16 = 0

    init(_ entries: [Entry]) { self.entries = entries }

    /// The entries of a bundle that opens well.
    init(taking bytes: [UInt8]) throws {
        let bundle = try SealedBundle(opening: bytes)
        var entries: [Entry] = []
        for entry in bundle.entries {
            entries.append(Entry(entry.path.bytes, try bundle.bytes(of: entry, limit: .max)))
        }
        self.init(entries)
    }

    subscript(_ name: String) -> Entry {
        get { entries.first { $0.local.name.elementsEqual(name.utf8) }! }
        set {
            let index = entries.firstIndex { $0.local.name.elementsEqual(name.utf8) }!
            entries[index] = newValue
        }
    }

    var bytes: [UInt8] {
        var file = prefix
        var directory: [UInt8] = []
        var count = 0
        for entry in entries {
            file += entry.before
            let offset = entry.offset ?? (file.count - (shiftsOffsets ? 0 : prefix.count))
            if entry.isInFile {
                file.append(little: UInt32(0x0403_4B50))
                append(entry.local, to: &file)
                file += entry.local.name + entry.local.extra + entry.bytes + entry.after
            }
            if entry.isInDirectory {
                directory.append(little: UInt32(0x0201_4B50))
                directory.append(little: entry.central.madeBy)
                append(entry.central, to: &directory)
                directory.append(little: UInt16(entry.central.comment.count))
                directory.append(little: entry.central.disk)
                directory.append(little: entry.central.internalAttributes)
                directory.append(little: entry.central.attributes)
                directory.append(little: UInt32(offset))
                directory += entry.central.name + entry.central.extra + entry.central.comment
                count += 1
            }
        }
        file += beforeDirectory
        let start = file.count - (shiftsOffsets ? 0 : prefix.count)
        file += directory + behindDirectory
        file.append(little: UInt32(0x0605_4B50))
        file.append(little: disk)
        file.append(little: disk)
        file.append(little: UInt16(count + countDelta))
        file.append(little: UInt16(count + countDelta))
        file.append(little: UInt32(directory.count))
        file.append(little: UInt32(start))
        file.append(little: UInt16(comment.count))
        return file + comment + suffix
    }

    private func append(_ header: Header, to bytes: inout [UInt8]) {
        bytes.append(little: header.version)
        bytes.append(little: header.flags)
        bytes.append(little: header.method)
        bytes.append(little: header.time)
        bytes.append(little: header.date)
        bytes.append(little: header.checksum)
        bytes.append(little: header.storedByteCount)
        bytes.append(little: header.byteCount)
        bytes.append(little: UInt16(header.name.count))
        bytes.append(little: UInt16(header.extra.count))
    }
}

/// A bundle made by somebody who holds a key and does not keep the rules: entries, manifest and seal
/// can be bent before everything is signed properly.
struct Forgery {
    var entries: [(name: String, bytes: [UInt8])] = []
    var changeReferences: (inout [AsicManifest.Reference]) -> Void = { _ in }
    var changeManifest: (String) -> String = { $0 }
    var signature = "META-INF/signature001.p7s"
    var changeSignature: ([UInt8]) -> [UInt8] = { $0 }
    var afterwards: [(name: String, bytes: [UInt8])] = []
    /// Makes the signature of a manifest; nil signs it properly.
    var sign: (([UInt8]) throws -> [UInt8])?

    init() throws {
        let zip = try RawZip(taking: SampleBundle.shared.bytes)
        entries = zip.entries.map { (String(decoding: $0.local.name, as: UTF8.self), $0.bytes) }
            .filter { !$0.0.hasPrefix("META-INF/") }
    }

    /// SHA256SUMS made to agree with the other entries.
    mutating func updateChecksums() throws {
        let lines = try entries.filter { $0.name != "mimetype" && $0.name != "SHA256SUMS" }
            .map { ChecksumList.Line(entry: try EntryPath($0.name), digest: try .sha256(of: $0.bytes)) }
        set("SHA256SUMS", ChecksumList(lines: lines).document)
    }

    mutating func set(_ name: String, _ bytes: [UInt8]) {
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index].bytes = bytes
        } else {
            entries.append((name, bytes))
        }
    }

    func zip() throws -> RawZip {
        var references = try entries.filter { $0.name != "mimetype" }.map {
            AsicManifest.Reference(
                entry: try EntryPath($0.name), mediaType: nil, digest: try .sha256(of: $0.bytes))
        }
        changeReferences(&references)
        let document = try AsicManifest(
            signature: EntryPath(signature), references: references
        ).document()
        let manifest = Array(changeManifest(String(decoding: document, as: UTF8.self)).utf8)
        let signer = SampleBundle.shared.signer
        let p7s = try sign.map { try $0(manifest) }
            ?? CMSSignature.sign(
                manifest, with: signer.key, certificate: signer.certificate,
                signingTime: SampleBundle.day
            ).derBytes
        return RawZip(
            entries.map { RawZip.Entry($0.name, $0.bytes) } + [
                RawZip.Entry("META-INF/ASiCManifest001.xml", manifest),
                RawZip.Entry(signature, changeSignature(p7s)),
            ] + afterwards.map { RawZip.Entry($0.name, $0.bytes) })
    }

    func opened() throws -> Opened { try Opened(try zip().bytes) }
}
