import ClaimModel
import Foundation
import TestSupport

@testable import SealedArchive
@testable import SystemLibraries

/// A small case with its bundle; every name in it is invented.
struct SampleBundle: Sendable {
    static let day: Int64 = 1_750_000_000
    static let tool = "claimpack 1.0.0"

    let signer: BundleSigner
    let collected: CollectedClaim
    /// Files of the case by source name.
    let files: [String: [UInt8]]
    let bytes: [UInt8]

    static let shared: SampleBundle = {
        do { return try SampleBundle() } catch { fatalError("no sample bundle: \(error)") }
    }()

    init(files: [String: [UInt8]] = SampleBundle.smallFiles) throws {
        signer = try SampleBundle.signer()
        self.files = files
        collected = try SampleBundle.claim(files)
        bytes = try SampleBundle.build(collected, files, signer)
    }

    static let smallFiles: [String: [UInt8]] = [
        "A-contract/order page.png": Array("not really a picture".utf8),
        "C-chat/聊天记录.txt": Array("09/04/2026, 14:06 - Kai: the batch is ready\n".utf8),
        "C-chat/empty.txt": [],
    ]

    static func signer(_ key: SigningKey? = nil) throws -> BundleSigner {
        let key = try key ?? SigningKey.generate()
        let certificate = try Certificate.selfSigned(
            for: key,
            name: SignerName(
                commonName: "Mira Holm", organization: "Holm Lampen e.K.",
                emailAddress: "mira@holm-lampen.example"),
            validFrom: day - 86_400, validUntil: day + 94_608_000)
        return try BundleSigner(key: key, certificate: certificate)
    }

    var fingerprint: ContentDigest { ContentDigest(signer.certificate.fingerprint)! }

    static func declared<Value>(_ value: Value, _ raw: String, _ field: String, _ line: Int) -> Fact<Value> {
        Fact(value, raw: raw, place: .claim(field, line: line), origin: .declared)
    }

    static func claim(_ files: [String: [UInt8]]) throws -> CollectedClaim {
        let claim = Claim(
            venue: declared(Venue("alibaba-trade-assurance"), "alibaba-trade-assurance", "venue", 2),
            reasons: [declared(.quality, "quality", "reason", 3)],
            order: Order(
                number: declared("287340516001029481", "287340516001029481", "order.number", 5),
                total: declared(Money("38500.00 USD")!, "38500 USD", "order.total", 6)))
        var exhibits: [CollectedExhibit] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let number = ExhibitNumber("\(name.first!)-1")!
            if exhibits.last?.exhibit.number != number {
                let title = "Order <page> & more"
                exhibits.append(
                    CollectedExhibit(
                        exhibit: Exhibit(
                            number: number, kinds: [number.letter == "A" ? .contract : .chat],
                            title: declared(title, title, "exhibits[0].title", 30))))
            }
            exhibits[exhibits.count - 1].files.append(
                CollectedFile(
                    sourceName: Array(name.utf8),
                    entry: try EntryPath("exhibits/\(number)/" + name.split(separator: "/").last!),
                    byteCount: bytes.count, digest: try .sha256(of: bytes),
                    mediaType: "application/octet-stream", reading: .opaque))
        }
        return CollectedClaim(claim: claim, exhibits: exhibits)
    }

    static func write(_ files: [String: [UInt8]], in folder: URL) throws {
        for (name, bytes) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }

    static func build(
        _ collected: CollectedClaim, _ files: [String: [UInt8]], _ signer: BundleSigner
    ) throws -> [UInt8] {
        try Places.inNewFolder { folder in
            let source = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try write(files, in: source)
            let target = folder.appendingPathComponent("claim.asice")
            _ = try SealedBundle.write(
                collected, assessment: nil, from: Folder(path: source.path),
                sealed: .by(signer, at: day), tool: tool, to: AtomicOutput(path: target.path))
            return Array(try Data(contentsOf: target))
        }
    }

    /// Puts the bundle under `pack.asice`, the certificate under `signer.pem`.
    func lay(in folder: URL) throws {
        try Data(bytes).write(to: folder.appendingPathComponent("pack.asice"))
        try Data(signer.certificate.pem).write(to: folder.appendingPathComponent("signer.pem"))
    }
}

/// What opening some bytes says, as a value.
struct Opened: Equatable {
    let verification: Verification
    let format: ContainerFormat
    let claim: SealedClaim?

    init(
        _ bytes: [UInt8], trusting trust: SignerTrust = .none,
        limits: SealedBundle.Limits = SealedBundle.Limits()
    ) throws {
        let bundle = try SealedBundle(opening: bytes, trusting: trust, limits: limits)
        verification = bundle.verification
        format = bundle.format
        claim = bundle.claim
    }

    var integrity: Integrity { verification.integrity }
    /// Codes of failures and of what could not be told, each once, sorted.
    var codes: [String] {
        Set(verification.findings.filter { $0.severity != .note }.map(\.code)).sorted()
    }
}
