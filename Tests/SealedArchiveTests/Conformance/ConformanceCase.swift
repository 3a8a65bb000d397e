import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// One file of the conformance suite: how it is made. What is wrong with it, and what a reader has to
/// say of it, stands in `index.tsv` under the same name.
struct ConformanceCase: Sendable {
    /// Folder and name in the suite, without ending.
    let name: String
    /// False for the few that a random signature makes anew each time.
    var isFixed = true
    let make: @Sendable () throws -> [UInt8]

    /// Every file, in the order of the index.
    static let all: [ConformanceCase] =
        control + zipHeaders + zipStructure + zip64 + names + limits + manifests + checksums + claims
        + seals + rounds + others + foreign

    /// The entries of the sample bundle, sealed by a key that never changes.
    static func forgery() throws -> Forgery {
        var forgery = try Forgery()
        forgery.sign = { try RawCMS().bytes(over: $0) }
        return forgery
    }

    /// A bundle whose zip is bent after it was sealed.
    static func zip(
        _ name: String, _ change: @escaping @Sendable (inout RawZip) throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: name) {
            var zip = try forgery().zip()
            try change(&zip)
            return zip.bytes
        }
    }

    /// A bundle whose bytes are bent after it was sealed.
    static func bytes(
        _ name: String, _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> ConformanceCase {
        ConformanceCase(name: name) { try change(forgery().zip().bytes) }
    }

    /// A bundle that is bent before it is sealed.
    static func forged(
        _ name: String, _ change: @escaping @Sendable (inout Forgery) throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: name) {
            var forgery = try Self.forgery()
            try change(&forgery)
            return try forgery.zip().bytes
        }
    }

    /// A bundle whose manifest is another text.
    static func manifest(
        _ name: String, replacing old: String, with new: String
    ) -> ConformanceCase {
        forged("manifest/" + name) { $0.changeManifest = { replaceFirst(old, with: new, in: $0) } }
    }

    /// A bundle whose claim is another text, listed and summed properly.
    static func claim(_ name: String, replacing old: String, with new: String) -> ConformanceCase {
        forged("claim/" + name) { forgery in
            let text = String(decoding: forgery.entry("claim.xml"), as: UTF8.self)
            forgery.set("claim.xml", Array(replaceFirst(old, with: new, in: text).utf8))
            try forgery.updateChecksums()
        }
    }

    /// A bundle whose seal is bent.
    static func seal(
        _ name: String, isFixed: Bool = true,
        _ change: @escaping @Sendable (inout RawCMS) throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: name, isFixed: isFixed) {
            var forgery = try Self.forgery()
            forgery.sign = { manifest in
                var cms = RawCMS()
                try change(&cms)
                return try cms.bytes(over: manifest)
            }
            return try forgery.zip().bytes
        }
    }

    /// Traps when there is nothing to replace, so that no case is a plain bundle by mistake.
    static func replaceFirst(_ old: String, with new: String, in text: String) -> String {
        guard let range = text.firstRange(of: old) else { fatalError("no \(old) to replace") }
        return String(text[..<range.lowerBound] + new + text[range.upperBound...])
    }

    /// The entry that most cases bend.
    static let target = "exhibits/A-1/order page.png"
}

extension Forgery {
    func entry(_ name: String) -> [UInt8] { entries.first { $0.name == name }?.bytes ?? [] }

    /// A new exhibit file that the claim does not mention but everything else does.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws {
        set(name, bytes)
        try updateChecksums()
    }
}

extension [UInt8] {
    /// Overwrites a number at a place counted from the end.
    mutating func set<Value: FixedWidthInteger & UnsignedInteger>(
        _ value: Value, fromEnd place: Int
    ) {
        var number: [UInt8] = []
        number.append(little: value)
        replaceSubrange(count - place..<count - place + number.count, with: number)
    }
}
