import ClaimModel
import SystemLibraries

/// Reads containers as evidence that holds evidence: each member with its digest, its type and its own
/// reading, containers inside included. Nothing is ever written to disk; names are only shown.
enum ContainerReader {
    /// Containers inside each other.
    static let depthLimit = 4
    /// Bytes of a container that are read; it is held in memory.
    static let byteLimit = 128 << 20
    /// Members of all containers of one file, those inside each other included.
    static let memberLimit = 10_000
    /// Bytes of one member, and of all members of all containers of one file together; of a container that
    /// is a member, twice.
    static let memberByteLimit = 64 << 20
    static let totalByteLimit = 512 << 20

    /// Whether a file can have members that are read.
    static func holdsMembers(_ type: ContentType, _ bytes: [UInt8]) -> Bool {
        switch type.mediaType {
        case "application/zip", "application/x-7z-compressed", "application/vnd.rar",
            "application/x-tar", "application/gzip", "multipart/related":
            true
        case "text/plain": bytes.starts(with: "WARC/".utf8)
        default: false
        }
    }

    /// The listing of an archive; nil when libarchive knows no container in it.
    static func read(_ item: EvidenceReader.Item) throws(EvidenceSourceError) -> ArchiveListing? {
        let bytes = try item.source.all(limit: byteLimit)
        guard let digest = ContentDigest.ofMember(bytes) else { return nil }
        var listing = MemberList(item, digest)
        let isInner = !item.containers.isEmpty
        // To open a container inside another one is work of its own, and the outer one can hold many.
        if isInner, !item.walk.take(byteCount: bytes.count) {
            listing.cut()
            return listing.finished(format(item.type.mediaType))
        }
        do throws(ArchiveError) {
            var reader = try open(bytes, isInner ? .innerContainers : .containers, item.walk)
            do throws(ArchiveError) {
                while !listing.isCut, let entry = try reader.nextEntry() {
                    listing.charge(unpacked: reader.unpackedByteCount)
                    guard entry.kind == .regular || entry.kind == .link else { continue }
                    listing.add(entry, &reader)
                }
            } catch {
                listing.charge(unpacked: reader.unpackedByteCount)
                throw error
            }
            listing.charge(unpacked: reader.unpackedByteCount)
            return listing.finished(format(item.type.mediaType))
        } catch {
            if error == .unrecognised, item.type.mediaType == "application/gzip" {
                return try single(bytes, item, digest)
            }
            if error == .unrecognised, isInner, item.type.mediaType == "application/zip" {
                listing.remarks.add(
                    "archive.damaged", .warning, "a zip inside a container has no directory and is not opened",
                    remedy: "pack the files again, or add them one by one")
                return listing.finished("zip")
            }
            if error == .unrecognised, listing.members.isEmpty { return nil }
            if error.isLimit {
                listing.cut()
                return listing.finished(format(item.type.mediaType))
            }
            listing.remarks.add(
                "archive.damaged", .warning, error.description,
                remedy: "pack the files again, or add them one by one")
            return listing.finished(format(item.type.mediaType))
        }
    }

    /// The parts of a page saved with them.
    static func readSavedPage(
        _ item: EvidenceReader.Item
    ) throws(EvidenceSourceError) -> ArchiveListing? {
        let bytes = try item.source.all(limit: MailReader.byteLimit)
        guard let digest = ContentDigest.ofMember(bytes) else { return nil }
        let file = MailPart(bytes)
        var listing = MemberList(item, digest)
        for (index, part) in file.leaves.enumerated() where !part.content.isEmpty {
            if listing.isCut { break }
            listing.add(
                path: part.fileName ?? part.field("content-location") ?? "part \(index + 1)",
                content: part.content, address: part.field("content-location"),
                captured: index == 0 ? file.field("date").flatMap { MailClock.read($0) } : nil)
        }
        return listing.members.isEmpty ? nil : listing.finished("mhtml")
    }

    private static func open(
        _ bytes: [UInt8], _ formats: ArchiveReader.Formats, _ walk: ContainerWalk
    ) throws(ArchiveError) -> ArchiveReader {
        let left = walk.left
        return try ArchiveReader(
            bytes: bytes, formats: formats,
            limits: ArchiveReader.Limits(
                entryCount: left.memberCount, entryByteCount: memberByteLimit,
                totalByteCount: left.byteCount))
    }

    /// A file packed with gzip alone.
    private static func single(
        _ bytes: [UInt8], _ item: EvidenceReader.Item, _ digest: ContentDigest
    ) throws(EvidenceSourceError) -> ArchiveListing? {
        do throws(ArchiveError) {
            let limit = min(memberByteLimit, item.walk.left.byteCount)
            var reader = try ArchiveReader(
                bytes: bytes, formats: .gzipFile,
                limits: ArchiveReader.Limits(
                    entryCount: 1, entryByteCount: limit, totalByteCount: limit))
            guard try reader.nextEntry() != nil else { return nil }
            let content: [UInt8]
            do throws(ArchiveError) {
                content = try reader.readAll()
            } catch {
                _ = item.walk.take(byteCount: reader.unpackedByteCount)
                throw error
            }
            if let web = WebArchiveReader.warc(content, item, digest) {
                _ = item.walk.take(byteCount: content.count)
                return web
            }
            var listing = MemberList(item, digest)
            var name = item.fileName
            if name.lowercased().hasSuffix(".gz") { name.removeLast(3) }
            listing.add(path: name, content: content)
            return listing.finished("gz")
        } catch {
            throw EvidenceSourceError(reason: error.description)
        }
    }

    private static func format(_ mediaType: String) -> String {
        switch mediaType {
        case "application/x-7z-compressed": "7z"
        case "application/vnd.rar": "rar"
        case "application/x-tar": "tar"
        case "application/gzip": "tar.gz"
        default: "zip"
        }
    }
}

/// The members of one container as they are read.
struct MemberList {
    private(set) var members: [ArchiveMember] = []
    var remarks = RemarkList()
    /// True when the allowance of the file is used up: what follows is not read, and that was said.
    private(set) var isCut = false
    /// Bytes unpacked of this container that the allowance knows of.
    private var chargedByteCount = 0
    private let containers: [ContentDigest]
    private let walk: ContainerWalk
    private var paths: Set<[UInt8]> = []

    /// The members of an item that is a container itself.
    init(_ item: EvidenceReader.Item, _ digest: ContentDigest) {
        containers = item.containers + [digest]
        walk = item.walk
    }

    /// Takes off the allowance what was unpacked of the container besides the members that were read: to
    /// pass over a member of a compressed stream is to unpack it.
    mutating func charge(unpacked: Int) {
        let rest = unpacked - chargedByteCount
        guard rest > 0 else { return }
        chargedByteCount = unpacked
        if !walk.take(byteCount: rest) { cut() }
    }

    mutating func cut() {
        guard !isCut else { return }
        isCut = true
        remarks.add(
            "archive.cut", .warning,
            "the containers of one file hold more than the \(ContainerReader.memberLimit) members or \(ContainerReader.totalByteLimit >> 20) MiB that are opened; the rest is not read",
            remedy: "add the files one by one")
    }

    func finished(_ format: String) -> ArchiveListing {
        ArchiveListing(format: format, members: members, remarks: remarks.findings)
    }

    /// Reads the entry that the archive stands at.
    mutating func add(_ entry: ArchiveEntry, _ reader: inout ArchiveReader) {
        let path = name(entry.name)
        let spot = Place.Spot.member(path)
        if !paths.insert(entry.name).inserted {
            remarks.add(
                "archive.name.repeated", .warning, at: spot,
                "two members have one name: programs show different ones of them",
                remedy: "pack the files again under names of their own")
        }
        if Self.leavesFolder(entry.name) {
            remarks.add(
                "archive.name.outside", .warning, at: spot,
                "a member's name leaves the folder it would be unpacked to")
        }
        guard walk.takeMember() else { return cut() }
        guard entry.kind == .regular else {
            remarks.add(
                "archive.link", .note, at: spot, "a member is a link, which is not followed")
            members.append(ArchiveMember(path: path, reading: .unread(reason: "it is a link")))
            return
        }
        guard !entry.isEncrypted else {
            remarks.add(
                "archive.encrypted", .warning, at: spot, "a member is encrypted and cannot be read",
                remedy: "pack the files again without a password")
            members.append(
                ArchiveMember(
                    path: path, byteCount: entry.byteCount,
                    reading: .unread(reason: "it is encrypted")))
            return
        }
        do throws(ArchiveError) {
            addCounted(path: path, content: try reader.readAll())
        } catch {
            guard !error.isLimit else { return cut() }
            remarks.add(
                "archive.member.unread", .warning, at: spot,
                "a member could not be read: \(error.description)")
            members.append(
                ArchiveMember(
                    path: path, byteCount: entry.byteCount,
                    reading: .unread(reason: error.description)))
        }
    }

    /// True for a name that an unpacking program may take out of its folder: absolute, with a step up,
    /// or with a drive. Bytes decide: a letter with a combining mark is no other letter to the system.
    static func leavesFolder(_ name: [UInt8]) -> Bool {
        let marks: Set<UInt8> = [UInt8(ascii: "/"), UInt8(ascii: "\\")]
        if let first = name.first, marks.contains(first) { return true }
        if name.count > 1, name[1] == UInt8(ascii: ":") { return true }
        return name.split(whereSeparator: marks.contains).contains { $0.elementsEqual("..".utf8) }
    }

    /// Reads a member's bytes as evidence.
    mutating func add(
        path: String, content: [UInt8], address: String? = nil, captured: ClockReading? = nil
    ) {
        guard walk.takeMember() else { return cut() }
        addCounted(path: path, content: content, address: address, captured: captured)
    }

    private mutating func addCounted(
        path: String, content: [UInt8], address: String? = nil, captured: ClockReading? = nil
    ) {
        chargedByteCount += content.count
        guard walk.take(byteCount: content.count) else { return cut() }
        var member = ArchiveMember(
            path: path, byteCount: content.count, digest: ContentDigest.ofMember(content),
            address: address, captured: captured)
        defer { members.append(member) }
        guard let digest = member.digest, !content.isEmpty else { return }
        let source = EvidenceSource(content)
        let type = (try? ContentType(of: source)) ?? .unknown
        member.mediaType = type.mediaType
        if walk.isHandingOut {
            walk.offer(content, digest)
            guard ContainerReader.holdsMembers(type, content) else { return }
        }
        guard !containers.contains(digest) else {
            remarks.add(
                "archive.itself", .warning, at: .member(path), "the container holds itself again")
            member.reading = .unread(reason: "it is a container it lies in")
            return
        }
        guard containers.count < ContainerReader.depthLimit else {
            remarks.add(
                "archive.deep", .note, at: .member(path),
                "containers lie more than \(ContainerReader.depthLimit) deep; what is deeper is not read"
            )
            member.reading = .unread(reason: "it lies too deep")
            return
        }
        let name =
            path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
            ?? path
        member.reading = ReaderTable.read(
            EvidenceReader.Item(
                source: source, fileName: name, type: type, answers: ProgramAnswers(),
                containers: containers, walk: walk))
        for remark in member.reading.remarks {
            remarks.add(
                remark.code, remark.severity, at: .member(path), remark.message,
                remedy: remark.remedy)
        }
    }

    /// A name as text: UTF-8, else the first encoding of those in use that fits it.
    private mutating func name(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        for charset in [Charset.gb18030, .shiftJIS, .big5, .eucKR, .cp437] {
            guard let decoded = TextDecoder.decode(bytes, as: charset),
                decoded.replacementCount == 0
            else { continue }
            remarks.add(
                "archive.name.guessed", .note, at: .member(decoded.text),
                "the container does not say how its names are encoded; they were read as \(charset.name)"
            )
            return decoded.text
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
