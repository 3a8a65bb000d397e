import ClaimModel
import SealedArchive
import SystemLibraries
import Validator

/// A rulebook by its name or from a file.
enum RulebookFile {
    /// Bytes a rulebook file may have.
    static let byteLimit = 4 << 20

    /// The rulebook that came with the program under a name; nil when there is none.
    static func builtIn(_ name: String) throws(ClaimpackError) -> Rulebook? {
        guard let bytes = Rulebooks.bytes(of: name) else { return nil }
        return try load(bytes, name: name + ".yaml", isCustom: false)
    }

    /// A rulebook somebody wrote.
    static func custom(_ path: String) throws(ClaimpackError) -> Rulebook {
        let bytes = try reading(path) { () throws(SystemError) in
            try readFile(atPath: path, limit: byteLimit)
        }
        return try load(bytes, name: path, isCustom: true)
    }

    /// By a built-in name, else from the file of that path.
    static func named(_ name: String) throws(ClaimpackError) -> Rulebook {
        if let rulebook = try builtIn(name) { return rulebook }
        guard name.utf8.contains(UInt8(ascii: ".")) || name.utf8.contains(UInt8(ascii: "/")) else {
            throw ClaimpackError(
                kind: .noSuchFile, code: "rulebook.unknown",
                message: "there is no rulebook “\(name)”",
                remedy: "the rulebooks are: " + Rulebooks.builtIn.map(\.name).joined(separator: ", ")
                    + "; or give a file")
        }
        return try custom(name)
    }

    private static func load(_ bytes: [UInt8], name: String, isCustom: Bool)
        throws(ClaimpackError) -> Rulebook
    {
        do {
            let own = try Rulebook.load(
                bytes: bytes, name: name, digest: try? ContentDigest.sha256(of: bytes),
                isCustom: isCustom)
            guard own.base != nil else { return own }
            // What it builds on is part of the rules, so it is part of their digest.
            let all = Rulebooks.identifyingBytes(of: own, own: bytes)
            return try Rulebook.load(
                bytes: bytes, name: name, digest: try? ContentDigest.sha256(of: all),
                isCustom: isCustom)
        } catch {
            throw ClaimpackError(
                kind: .unreadableClaim, code: "rulebook.mistakes", place: name,
                message: "the rulebook has mistakes", details: String(describing: error))
        }
    }
}
