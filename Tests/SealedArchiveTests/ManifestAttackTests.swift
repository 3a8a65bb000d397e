import ClaimModel
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Bundles by somebody who signs what he likes: structure and signature are right, the rules are not.
@Suite struct ManifestAttackTests {
    private func opened(_ change: (inout Forgery) throws -> Void) throws -> Opened {
        var forgery = try Forgery()
        try change(&forgery)
        return try forgery.opened()
    }

    @Test func `a forgery without any change is intact`() throws {
        let result = try opened { _ in }
        #expect(result.integrity == .intact)
        #expect(result.verification.findings == [])
    }

    @Test func `an entry nobody signed`() throws {
        let result = try opened {
            $0.set("exhibits/A-1/late.txt", [1])
            $0.changeReferences = { $0.removeAll { $0.entry.text == "exhibits/A-1/late.txt" } }
        }
        #expect(result.integrity == .broken)
        #expect(result.codes == ["claim.file.unlisted", "entry.uncovered"])
        #expect(
            result.verification.entries.filter { $0.state == .uncovered }.map(\.name)
                == ["exhibits/A-1/late.txt"])
    }

    @Test(arguments: ["notes.txt", "exhibits-2/A-1/x", "README2.txt", "claim-002.xml", "exhibits"])
    func `a sealed entry that is no exhibit and no page of ours is told`(_ name: String) throws {
        let result = try opened {
            $0.set(name, Array("look at me".utf8))
            try $0.updateChecksums()
            if name == "exhibits" { $0.entries.removeAll { $0.name.hasPrefix("exhibits/") } }
        }
        #expect(result.codes.contains("entry.misplaced"), "\(result.codes)")
        if name != "exhibits" {
            #expect(result.codes == ["entry.misplaced"])
            // The seal holds: this is about who sees the entry, not about its bytes.
            #expect(result.integrity == .intact)
        }
    }

    @Test(arguments: ["META-INF/notes.txt", "META-INF/signature002.p7s", "META-INF/extra.p7s", "META-INF/manifest.xml"])
    func `an entry among the seals that belongs to no round`(_ name: String) throws {
        let result = try opened { $0.afterwards = [(name, [1])] }
        #expect(result.codes == ["entry.unexpected"])
        #expect(result.integrity == .broken)
    }

    @Test(arguments: [
        "../x", "/etc/passwd", "./exhibits/x", "http://example.org/x", "a%23x#y", "exhibits%2FA-1",
        "exhibits/%zz", "exhibits/%4", "exhibits\\x", "//x", "claim.xml?x", "%63laim.xml", "claim.xml%00",
        "exhibits/%e8", "x y", "",
    ])
    func `a manifest that names what is no entry`(_ uri: String) throws {
        let result = try opened {
            $0.changeManifest = {
                $0.replacing("URI=\"README.txt\"", with: "URI=\"\(uri)\"")
            }
        }
        #expect(result.codes.contains("manifest.reference.refused"), "\(result.codes)")
        #expect(result.integrity == .broken)
    }

    @Test func `the same entry twice in a manifest`() throws {
        let result = try opened { $0.changeReferences = { $0.append($0[0]) } }
        #expect(result.codes.contains("manifest.reference.repeated"))
    }

    @Test func `an entry that is listed and not there`() throws {
        let result = try opened {
            $0.changeReferences = {
                $0.append(
                    AsicManifest.Reference(
                        entry: try! EntryPath("exhibits/A-1/gone.txt"), digest: $0[0].digest))
            }
        }
        #expect(result.codes == ["checksums.differ", "entry.missing"])
    }

    @Test func `a manifest that lists itself, its seal or the media type`() throws {
        for name in ["META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s", "mimetype"] {
            let result = try opened {
                $0.changeReferences = {
                    $0.append(AsicManifest.Reference(entry: try! EntryPath(name), digest: $0[0].digest))
                }
            }
            #expect(result.codes.contains("manifest.reference.refused"))
        }
    }

    @Test(arguments: [
        "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5",
        "http://www.w3.org/2001/04/xmlenc#sha512", "",
    ])
    func `a digest that is not SHA-256`(_ algorithm: String) throws {
        let result = try opened {
            $0.changeManifest = { $0.replacing(AsicManifest.sha256, with: algorithm) }
        }
        #expect(result.codes.contains("manifest.digest.algorithm.refused"))
        #expect(result.integrity == .broken)
    }

    @Test func `a digest that is no digest`() throws {
        let result = try opened {
            $0.changeManifest = { $0.replacing("</ds:DigestValue>", with: "A</ds:DigestValue>") }
        }
        #expect(result.codes.contains("manifest.digest.malformed"))
    }

    @Test(arguments: [
        ("</asic:ASiCManifest>", "<asic:Extra/></asic:ASiCManifest>", "manifest.grammar"),
        ("</asic:ASiCManifest>", "text</asic:ASiCManifest>", "manifest.grammar"),
        ("<asic:DataObjectReference ", "<asic:DataObjectReference Rootfile=\"true\" ", "manifest.grammar"),
        ("<ds:DigestMethod ", "<ds:DigestMethod x=\"y\" ", "manifest.grammar"),
        ("MimeType=\"application/pkcs7-signature\"/>",
         "MimeType=\"application/pkcs7-signature\"/><asic:SigReference URI=\"META-INF/signature001.p7s\"/>",
         "manifest.grammar"),
        ("<asic:SigReference ", "<!-- c --><asic:SigReference ", "manifest.malformed"),
        ("<asic:SigReference ", "<?pi?><asic:SigReference ", "manifest.malformed"),
        ("?>\n", "?>\n<!DOCTYPE asic:ASiCManifest [<!ENTITY x \"y\">]>\n", "manifest.malformed"),
        ("02918/v1.2.1#", "2918/v1.2.1#", "manifest.grammar"),
        ("</asic:ASiCManifest>", "", "manifest.malformed"),
    ])
    func `a manifest outside the grammar`(_ old: String, _ new: String, _ code: String) throws {
        let result = try opened {
            $0.changeManifest = { text in
                guard let range = text.firstRange(of: old) else { return text }
                return text.replacingCharacters(in: range, with: new)
            }
        }
        #expect(result.codes.contains(code), "\(result.codes)")
        #expect(result.integrity == .broken)
    }

    @Test func `references hidden inside the signature reference cover nothing`() throws {
        let result = try opened {
            $0.changeManifest = {
                $0.replacing("application/pkcs7-signature\"/>", with: "application/pkcs7-signature\">")
                    .replacing("</asic:ASiCManifest>", with: "</asic:SigReference></asic:ASiCManifest>")
            }
        }
        #expect(result.codes.contains("manifest.grammar"))
        #expect(result.codes.contains("manifest.empty"))
        #expect(result.integrity == .broken)
    }

    @Test func `a manifest whose signature lies under another name`() throws {
        let result = try opened { $0.signature = "META-INF/signature009.p7s" }
        #expect(result.codes.contains("manifest.signature.mismatch"))
        #expect(result.integrity == .broken)
    }

    @Test func `a bundle without manifest, without seal, without claim`() throws {
        var zip = try RawZip(taking: SampleBundle.shared.bytes)
        zip.entries.removeAll { $0.local.name.starts(with: "META-INF/ASiC".utf8) }
        #expect(try Opened(zip.bytes).codes.contains("manifest.missing"))
        zip = try RawZip(taking: SampleBundle.shared.bytes)
        zip.entries.removeAll { $0.local.name.starts(with: "META-INF/sig".utf8) }
        let unsealed = try Opened(zip.bytes)
        #expect(unsealed.codes == ["seal.missing"])
        #expect(unsealed.integrity == .broken)
        #expect(unsealed.verification.rounds.first?.isIntact == false)
    }

    @Test func `an altered file with its checksum altered too`() throws {
        var zip = try RawZip(taking: SampleBundle.shared.bytes)
        let name = "exhibits/A-1/order page.png"
        let old = try ContentDigest.sha256(of: zip[name].bytes).hex
        zip[name] = RawZip.Entry(name, [1])
        let new = try ContentDigest.sha256(of: [1]).hex
        let sums = String(decoding: zip["SHA256SUMS"].bytes, as: UTF8.self).replacing(old, with: new)
        zip["SHA256SUMS"] = RawZip.Entry("SHA256SUMS", Array(sums.utf8))
        let result = try Opened(zip.bytes)
        #expect(result.codes == ["checksums.differ", "entry.digest.mismatch"])
        #expect(result.verification.entries.filter { $0.state == .altered }.count == 2)
    }

    @Test(arguments: ["", "no newline", "abc  claim.xml\n"])
    func `a checksum list that is none`(_ text: String) throws {
        let result = try opened { $0.set("SHA256SUMS", Array(text.utf8)) }
        #expect(result.codes == ["checksums.malformed"])
    }

    @Test func `a checksum list that tells another truth`() throws {
        let result = try opened {
            let sums = String(decoding: $0.entries.first { $0.name == "SHA256SUMS" }!.bytes, as: UTF8.self)
            var lines = sums.split(separator: "\n").map(String.init)
            lines.removeLast()
            lines[0] = String(repeating: "0", count: 64) + lines[0].dropFirst(64)
            lines.append(String(repeating: "1", count: 64) + "  nothing.txt")
            $0.set("SHA256SUMS", Array((lines.joined(separator: "\n") + "\n").utf8))
        }
        #expect(result.codes == ["checksums.differ"])
        #expect(result.verification.findings.count == 3)
    }

    @Test func `a claim that states another file than the bundle holds`() throws {
        let result = try opened {
            let claim = String(decoding: $0.entries.first { $0.name == "claim.xml" }!.bytes, as: UTF8.self)
            $0.set("claim.xml", Array(claim.replacing("bytes=\"20\"", with: "bytes=\"21\"").utf8))
            try $0.updateChecksums()
        }
        #expect(result.codes == ["claim.file.differs"])
        #expect(result.integrity == .broken)
    }

    @Test func `a claim of a newer version cannot be told`() throws {
        for (old, new) in [
            ("</claim-document>", "<mediation/></claim-document>"),
            ("urn:claimpack:claim:1", "urn:claimpack:claim:2"),
            ("<venue ", "<venue colour=\"red\" "), (">quality<", ">mood<"),
            ("kinds=\"contract\"", "kinds=\"telegram\""),
        ] {
            let result = try opened {
                let claim = String(decoding: $0.entries.first { $0.name == "claim.xml" }!.bytes, as: UTF8.self)
                #expect(claim.contains(old))
                $0.set("claim.xml", Array(claim.replacing(old, with: new).utf8))
                try $0.updateChecksums()
            }
            #expect(result.codes.filter { $0 != "claim.file.unlisted" } == ["claim.version.newer"])
            #expect(result.integrity == .undetermined)
        }
    }

    @Test func `a claim that breaks its grammar is refused`() throws {
        for (old, new) in [
            ("<order>", "<order>text"), ("38500.00 USD", "38500.00 Dollars"),
            ("<venue ", "<!-- --><venue "), ("number=\"A-1\"", "number=\"A-01\""),
            ("round=\"1\"", "round=\"0\""),
        ] {
            let result = try opened {
                let claim = String(decoding: $0.entries.first { $0.name == "claim.xml" }!.bytes, as: UTF8.self)
                #expect(claim.contains(old))
                $0.set("claim.xml", Array(claim.replacing(old, with: new).utf8))
                try $0.updateChecksums()
            }
            #expect(result.codes.contains("claim.malformed"), "\(old): \(result.codes)")
            #expect(result.integrity == .broken)
        }
    }

    @Test func `a second round is followed to the first`() throws {
        let forgery = try Forgery()
        let first = try forgery.zip()
        func second(
            signedBy signer: BundleSigner = SampleBundle.shared.signer,
            _ change: (inout [AsicManifest.Reference]) -> Void
        ) throws -> Opened {
            var zip = first
            let claim = try ClaimDocument.read(zip["claim.xml"].bytes)
            var later = claim
            later.round = 2
            zip.entries.append(RawZip.Entry("claim-002.xml", try ClaimDocument.document(of: later)))
            let data = try zip.entries.filter { !$0.local.name.elementsEqual("mimetype".utf8) }.map {
                AsicManifest.Reference(
                    entry: try EntryPath($0.local.name), digest: try .sha256(of: $0.bytes))
            }
            let sums = ChecksumList(lines: data.map { .init(entry: $0.entry, digest: $0.digest) })
            zip.entries.append(RawZip.Entry("SHA256SUMS-002", sums.document))
            var references =
                data + [
                    AsicManifest.Reference(
                        entry: try EntryPath("SHA256SUMS-002"), digest: try .sha256(of: sums.document))
                ]
            change(&references)
            let manifest = try AsicManifest(
                signature: EntryPath("META-INF/signature002.p7s"), references: references
            ).document()
            let seal = try CMSSignature.sign(
                manifest, with: signer.key, certificate: signer.certificate,
                signingTime: SampleBundle.day + 1)
            zip.entries.append(RawZip.Entry("META-INF/ASiCManifest002.xml", manifest))
            zip.entries.append(RawZip.Entry("META-INF/signature002.p7s", seal.derBytes))
            return try Opened(zip.bytes)
        }
        let good = try second { _ in }
        #expect(good.verification.findings == [])
        #expect(good.integrity == .intact)
        #expect(good.verification.rounds.map(\.number) == [1, 2])
        #expect(good.claim?.round == 2)
        // A stranger can add a round over a bundle he did not seal: it is never "intact".
        let stranger = try second(signedBy: SampleBundle.signer(SigningKey.generate())) { _ in }
        #expect(stranger.codes == ["round.signer.differs"])
        #expect(stranger.integrity == .undetermined)
        let unchained = try second { $0.removeAll { $0.entry.text == "META-INF/signature001.p7s" } }
        #expect(unchained.codes.contains("round.chain.broken"))
        #expect(unchained.integrity == .broken)
        let dropped = try second { $0.removeAll { $0.entry.text == "exhibits/C-1/empty.txt" } }
        #expect(dropped.codes.contains("round.chain.broken"))
    }
}

/// Faults by the thousand.
struct ManifestFloodTests {
    private func findings(_ manifest: String) throws -> FindingList {
        var findings = FindingList()
        _ = AsicManifest(
            reading: Array(manifest.utf8), named: try EntryPath("META-INF/ASiCManifest001.xml"),
            findings: &findings)
        return findings
    }

    private func manifest(_ inside: String) -> String {
        "<a:ASiCManifest xmlns:a=\"\(AsicManifest.namespace)\">\(inside)</a:ASiCManifest>"
    }

    @Test func `an element with a thousand attributes that do not belong is told once`() throws {
        let attributes = (0..<1_000).map { " x\($0)=\"\"" }.joined()
        let told = try findings(manifest("<a:SigReference\(attributes) URI=\"META-INF/s.p7s\"/>"))
        #expect(told.findings.map(\.code) == ["manifest.grammar", "manifest.empty"])
    }

    @Test func `more faults than are listed are counted without a sentence`() throws {
        let count = FindingList.limit + 500
        let told = try findings(manifest(String(repeating: "<a/>", count: count)))
        // Every element, and that the signature is not named.
        #expect(told.failureCount == count + 1)
        #expect(told.findings.count == FindingList.limit)
        #expect(told.isFull)
        #expect(told.finished().last?.message.hasPrefix("501 further findings") == true)
        #expect(told.integrity == .broken)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
