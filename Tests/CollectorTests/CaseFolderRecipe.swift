import Foundation

/// A case folder in the temporary folder, gone with this value.
final class CaseFolderRecipe {
    let url: URL

    var path: String { url.path }

    /// The least that a claim needs.
    static let claim = """
        claimpack: 1
        venue: alibaba-trade-assurance
        reason: quality
        order:
          number: "287340516001029481"

        """

    /// Makes the folder with `claim.yaml`, unless that is nil, and with files in folders.
    init(claim: String? = CaseFolderRecipe.claim, files: [String: [UInt8]] = [:]) throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("claimpack-case-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        if let claim { try add("claim.yaml", Array(claim.utf8)) }
        for (name, bytes) in files { try add(name, bytes) }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func add(_ name: String, _ bytes: [UInt8]) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func addLink(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: url.appendingPathComponent(name).path, withDestinationPath: target)
    }
}

/// Bytes that are told by their first ones.
enum SampleBytes {
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]
    static let pdf: [UInt8] = Array("%PDF-1.7\n%\u{E2}\n".utf8)
    static let mp4: [UInt8] =
        [0, 0, 0, 24] + Array("ftypisom".utf8) + [0, 0, 2, 0] + Array("isom".utf8)
}
