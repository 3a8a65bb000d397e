import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// Adds rounds to a bundle by hand, each of whose parts can be bent before it is sealed.
struct RoundForgery {
    var zip: RawZip
    var count = 1

    init() throws { zip = try ConformanceCase.forgery().zip() }

    struct Round {
        var signer = FixedSigner.claimant
        var files: [(name: String, bytes: [UInt8])] = []
        var number: Int
        var claimRound: Int
        var hasClaim = true
        var changeReferences: (inout [AsicManifest.Reference]) -> Void = { _ in }
        var changeSums: (inout [ChecksumList.Line]) -> Void = { _ in }
        var changeClaim: (inout SealedClaim) -> Void = { _ in }
    }

    /// One more round over everything that is there.
    mutating func add(_ change: (inout Round) -> Void = { _ in }) throws {
        count += 1
        var round = Round(number: count, claimRound: count)
        change(&round)
        for (name, bytes) in round.files { zip.entries.append(RawZip.Entry(name, bytes)) }
        if round.hasClaim {
            var claim = try ClaimDocument.read(zip["claim.xml"].bytes)
            claim.round = round.claimRound
            round.changeClaim(&claim)
            zip.entries.append(
                RawZip.Entry(
                    BundleLayout.claim(round: round.number), try ClaimDocument.document(of: claim)))
        }
        var references = try zip.entries.filter { !$0.local.name.elementsEqual("mimetype".utf8) }.map {
            AsicManifest.Reference(
                entry: try EntryPath($0.local.name), digest: try .sha256(of: $0.bytes))
        }
        var lines = references.map { ChecksumList.Line(entry: $0.entry, digest: $0.digest) }
        round.changeSums(&lines)
        let sums = ChecksumList(lines: lines).document
        let sumsName = BundleLayout.checksums(round: round.number)
        zip.entries.append(RawZip.Entry(sumsName, sums))
        references.append(.init(entry: try EntryPath(sumsName), digest: try .sha256(of: sums)))
        round.changeReferences(&references)
        let signature = BundleLayout.signature(round: round.number)
        let manifest = try AsicManifest(
            signature: EntryPath(signature), references: references
        ).document()
        var cms = RawCMS()
        cms.signer = round.signer
        if round.signer.key.kind == .p256 {
            cms.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
        }
        cms.signingTime = SampleBundle.day + Int64(round.number) * 86_400
        zip.entries.append(RawZip.Entry(BundleLayout.manifest(round: round.number), manifest))
        zip.entries.append(RawZip.Entry(signature, try cms.bytes(over: manifest)))
    }
}

extension ConformanceCase {
    static let rounds: [ConformanceCase] = [
        round("chain-without-manifest-1") { $0.changeReferences = drop("META-INF/ASiCManifest001.xml") },
        round("chain-without-signature-1") { $0.changeReferences = drop("META-INF/signature001.p7s") },
        round("chain-without-an-exhibit") { $0.changeReferences = drop("exhibits/C-1/empty.txt") },
        round("chain-without-the-first-claim") { $0.changeReferences = drop("claim.xml") },
        round("chain-with-another-digest") {
            $0.changeReferences = { references in
                guard let index = references.firstIndex(where: { $0.entry.text == target }) else { return }
                references[index].digest = references[0].digest
            }
        },
        round("added-file-not-listed") {
            $0.files = [("exhibits/D-1/report.txt", [1])]
            $0.changeReferences = drop("exhibits/D-1/report.txt")
        },
        round("added-file-not-mentioned") { $0.files = [("exhibits/D-1/report.txt", [1])] },
        round("sums-lack-a-line") { $0.changeSums = { $0.removeLast() } },
        round("claim-missing") { $0.hasClaim = false },
        round("claim-of-round-1") { $0.claimRound = 1 },
        round("by-another-signer") { $0.signer = .stranger },
        round("by-the-same-name-and-another-key") { $0.signer = .impostor },
        rounds("manifest-1-removed") { $0.zip.remove("META-INF/ASiCManifest001.xml") },
        rounds("signature-1-removed") { $0.zip.remove("META-INF/signature001.p7s") },
        rounds("signature-2-removed") { $0.zip.remove("META-INF/signature002.p7s") },
        rounds("manifest-2-removed") { $0.zip.remove("META-INF/ASiCManifest002.xml") },
        rounds("sums-2-removed") { $0.zip.remove("SHA256SUMS-002") },
        rounds("claim-2-removed") { $0.zip.remove("claim-002.xml") },
        rounds("round-1-altered-exhibit") { $0.zip[target] = RawZip.Entry(target, [1]) },
        rounds("round-1-signed-again") { forgery in
            // The same manifest under a fresh seal: round 2 names the old one.
            let name = "META-INF/signature001.p7s"
            var cms = RawCMS()
            cms.signingTime += 60
            forgery.zip[name] = RawZip.Entry(
                name, try cms.bytes(over: forgery.zip["META-INF/ASiCManifest001.xml"].bytes))
        },
        rounds("signatures-swapped") { forgery in
            let one = "META-INF/signature001.p7s", two = "META-INF/signature002.p7s"
            let bytes = (forgery.zip[one].bytes, forgery.zip[two].bytes)
            forgery.zip[one] = RawZip.Entry(one, bytes.1)
            forgery.zip[two] = RawZip.Entry(two, bytes.0)
        },
        ConformanceCase(name: "rounds/number-left-out") {
            var forgery = try RoundForgery()
            try forgery.add { $0.number = 3; $0.claimRound = 3 }
            return forgery.zip.bytes
        },
        ConformanceCase(name: "rounds/second-of-three-removed") {
            var forgery = try RoundForgery()
            try forgery.add()
            try forgery.add()
            for name in ["META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s"] {
                forgery.zip.remove(name)
            }
            return forgery.zip.bytes
        },
        rounds("newest-dropped-whole") { forgery in
            // Cannot be seen from the file alone: it is the bundle of round 1 again.
            for name in [
                "META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s", "SHA256SUMS-002", "claim-002.xml",
            ] { forgery.zip.remove(name) }
        },
    ]

    static let control: [ConformanceCase] = [
        zip("control/plain") { _ in },
        ConformanceCase(name: "control/two-rounds") {
            var forgery = try RoundForgery()
            try forgery.add()
            return forgery.zip.bytes
        },
        ConformanceCase(name: "control/three-rounds") {
            var forgery = try RoundForgery()
            try forgery.add()
            try forgery.add()
            return forgery.zip.bytes
        },
        seal("control/elliptic-p256", isFixed: false) {
            $0.signer = .p256
            $0.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
        },
        seal("control/sha256-with-rsa-named") {
            $0.signatureAlgorithm = DERWriter.sequence(DERWriter.oid(.rsaWithSHA256), [0x05, 0x00])
        },
        seal("control/further-certificate") {
            $0.certificates = [$0.signer.certificate, FixedSigner.stranger.certificate]
        },
        seal("control/further-signed-attribute") {
            $0.changeAttributes = { $0.append(RawCMS.attribute(OID(1, 2, 3, 4), DERWriter.octetString([1]))) }
        },
        seal("control/revocation-list") { $0.hasRevocationList = true },
        signerControl("purpose-documents") { $0.purposes = [.documentSigning] },
        signerControl("purpose-mail") { $0.purposes = [.emailProtection] },
        signerControl("usage-signature-only") { $0.keyUsage = 0x80 },
        signerControl("usage-non-repudiation-only") { $0.keyUsage = 0x40 },
        signerControl("name-in-chinese") { $0.name = "深圳示例贸易有限公司" },
        ConformanceCase(name: "control/unicode-names") {
            try bundle([
                "A-contract/合同 第一页.png": [1], "A-contract/Überweisung.txt": [2],
                "A-contract/договор.txt": [3], "A-contract/عقد.txt": [4], "A-contract/🙂.txt": [5],
            ])
        },
        ConformanceCase(name: "control/longest-segment") {
            try bundle(["A-contract/" + String(repeating: "x", count: 255): [1]])
        },
        ConformanceCase(name: "control/odd-but-allowed-names") {
            try bundle([
                "A-contract/-rf": [1], "A-contract/ leading": [2], "A-contract/a'b;c&d": [3],
                "A-contract/console.txt": [4], "A-contract/$HOME `x`": [5], "A-contract/~": [6],
                "A-contract/#%20+": [7],
            ])
        },
        ConformanceCase(name: "control/empty-file") { try bundle(["A-contract/empty": []]) },
        ConformanceCase(name: "control/no-exhibit") { try bundle([:]) },
        ConformanceCase(name: "control/many-files") {
            try bundle(
                Dictionary(uniqueKeysWithValues: (0..<300).map { ("A-contract/\($0).txt", [UInt8($0 % 7)]) }))
        },
        ConformanceCase(name: "control/archive-as-exhibit") {
            try bundle(["A-contract/inner.zip": RawZip([RawZip.Entry("../evil.txt", [1])]).bytes])
        },
        ConformanceCase(name: "control/headers-in-exhibit") {
            let zip = RawZip([RawZip.Entry("claim.xml", [1])]).bytes
            return try bundle(["A-contract/a": zip + zip, "A-contract/b": Array(zip.suffix(22)) + [0]])
        },
    ]

    static let others: [ConformanceCase] = [
        ConformanceCase(name: "others/empty-file") { [] },
        ConformanceCase(name: "others/text") { Array("this is no archive\n".utf8) },
        ConformanceCase(name: "others/empty-zip") { RawZip([]).bytes },
        ConformanceCase(name: "others/plain-zip") { RawZip([RawZip.Entry("order.txt", [1])]).bytes },
        ConformanceCase(name: "others/plain-zip-of-many-files") {
            RawZip((0...10_000).map { RawZip.Entry("f/\($0).txt", []) }).bytes
        },
        ConformanceCase(name: "others/asic-s") {
            RawZip([
                RawZip.Entry("mimetype", Array("application/vnd.etsi.asic-s+zip".utf8)),
                RawZip.Entry("order.txt", [1]),
                RawZip.Entry("META-INF/signature.p7s", try signature(over: [1])),
            ]).bytes
        },
        ConformanceCase(name: "others/xades") {
            RawZip([
                RawZip.Entry("mimetype", Array(BundleLayout.mediaType.utf8)),
                RawZip.Entry("order.txt", [1]),
                RawZip.Entry("META-INF/signatures0.xml", Array("<a/>".utf8)),
            ]).bytes
        },
    ]

    private static func round(
        _ name: String, _ change: @escaping @Sendable (inout RoundForgery.Round) -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: "rounds/" + name) {
            var forgery = try RoundForgery()
            try forgery.add(change)
            return forgery.zip.bytes
        }
    }

    /// Two good rounds, bent afterwards.
    private static func rounds(
        _ name: String, _ change: @escaping @Sendable (inout RoundForgery) throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: "rounds/" + name) {
            var forgery = try RoundForgery()
            try forgery.add()
            try change(&forgery)
            return forgery.zip.bytes
        }
    }

    private static func drop(_ name: String) -> (inout [AsicManifest.Reference]) -> Void {
        { $0.removeAll { $0.entry.text == name } }
    }

    private static func signerControl(
        _ name: String, _ change: @escaping @Sendable (inout RawCertificate) -> Void
    ) -> ConformanceCase {
        seal("control/certificate-" + name) { $0.signer = try FixedSigner.claimant(change) }
    }

    /// A case of these files as our own writer packs it, sealed again by the key that never changes.
    private static func bundle(_ files: [String: [UInt8]]) throws -> [UInt8] {
        var zip = try RawZip(taking: SampleBundle(files: files).bytes)
        let name = BundleLayout.signature(round: 1)
        zip[name] = RawZip.Entry(
            name, try RawCMS().bytes(over: zip[BundleLayout.manifest(round: 1)].bytes))
        return zip.bytes
    }
}
