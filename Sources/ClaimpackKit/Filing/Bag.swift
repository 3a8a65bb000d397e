import ClaimModel
import Collector
import Reports
import SealedArchive
import SystemLibraries

/// A bag (RFC 8493): exhibits and pages as payload, with SHA-256 manifests over payload and tags.
struct Bag {
    let set: FilingSet
    let plan: FilingPlan
    let collected: CollectedClaim
    let open: (CollectedFile) throws -> EvidenceSource

    /// One line of a manifest.
    private struct Line {
        var path: String
        var digest: ContentDigest
        var byteCount: Int
    }

    /// Fills the folder; gives the paths written, sorted.
    func write(into folder: borrowing Folder) throws -> [String] {
        var made: Set<[UInt8]> = []
        var payload: [Line] = []
        let names = Dictionary(
            plan.files.map { ($0.entry, $0.name) }, uniquingKeysWith: { one, _ in one })
        for exhibit in collected.exhibits {
            for file in exhibit.files {
                guard let digest = file.digest else {
                    throw SealedArchiveError.sourceChanged(file.sourceName)
                }
                let path = Self.path(of: file, exhibit.exhibit.number, short: names[file.entry])
                try Self.makeFolders(of: path, in: folder, &made)
                try ExhibitCopy.write(
                    file, from: open(file), to: folder.createFile(Array(path.utf8)))
                payload.append(Line(path: path, digest: digest, byteCount: file.byteCount))
            }
        }
        for page in set.pages(plan) {
            let path = "data/filing/" + page.name
            try Self.makeFolders(of: path, in: folder, &made)
            payload.append(try Self.write(page.text, to: path, in: folder))
        }
        let count = payload.count
        let bytes = payload.map(\.byteCount).reduce(0, +)
        let tags = [
            try Self.write(
                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", to: "bagit.txt",
                in: folder),
            try Self.write(info("\(bytes).\(count)"), to: "bag-info.txt", in: folder),
            try Self.write(Self.manifest(payload), to: "manifest-sha256.txt", in: folder),
        ]
        let seal = try Self.write(Self.manifest(tags), to: "tagmanifest-sha256.txt", in: folder)
        return (payload + tags + [seal]).map(\.path).sorted()
    }

    /// `data/exhibits/A-1/name`. A name with "%" gets its short form instead: readers of bags differ in
    /// how they undo its escape (RFC 8493, 2.1.3).
    private static func path(
        of file: CollectedFile, _ exhibit: ExhibitNumber, short: String?
    ) -> String {
        guard file.entry.bytes.contains(UInt8(ascii: "%")) else { return "data/" + file.entry.text }
        return "data/exhibits/\(exhibit)/\(short ?? "file")"
    }

    private static func makeFolders(
        of path: String, in folder: borrowing Folder, _ made: inout Set<[UInt8]>
    ) throws {
        let bytes = Array(path.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
            let above = Array(bytes[..<index])
            if made.insert(above).inserted { _ = try folder.createFolder(above) }
        }
    }

    private static func write(
        _ text: String, to path: String, in folder: borrowing Folder
    ) throws -> Line {
        let bytes = Array(text.utf8)
        try folder.createFile(Array(path.utf8)).write(bytes)
        return Line(path: path, digest: try ContentDigest.sha256(of: bytes), byteCount: bytes.count)
    }

    private static func manifest(_ lines: [Line]) -> String {
        lines.sorted { $0.path < $1.path }.map { "\($0.digest.hex)  \($0.path)\n" }.joined()
    }

    /// Labels of RFC 8493, 2.2.2; the same case gives the same bytes, so there is no date of bagging.
    private func info(_ oxum: String) -> String {
        var lines = ["Bag-Software-Agent: \(ClaimpackVersion.tool)"]
        let claim = collected.claim
        func add(_ label: String, _ value: String) {
            lines.append("\(label): \(printable(value))")
        }
        if let buyer = claim.buyer { add("Source-Organization", buyer.name.value) }
        add("External-Identifier", claim.order.number.value)
        add("External-Description", "Evidence of a claim: \(Wording.title(of: claim))")
        lines.append("Payload-Oxum: \(oxum)")
        return lines.joined(separator: "\n") + "\n"
    }
}
