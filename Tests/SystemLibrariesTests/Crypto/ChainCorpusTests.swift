import Foundation
import TestSupport
import Testing

@testable import SystemLibraries

private let hostile = Places.corpus?.appendingPathComponent("hostile")

/// Chains that others made to be accepted or refused. Where this program answers otherwise than the
/// collection, the tables below name the case and the reason, and the test holds both sides to it.
@Suite(.enabled(if: hostile != nil, "no corpus beside the project")) struct ChainCorpusTests {
    private func files(_ folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: try #require(hostile).appendingPathComponent(folder), includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }

    private func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }

    /// Nil when a chain is found, else why not.
    private func refusal(
        of holder: () throws -> Certificate, through companions: [Certificate],
        to anchors: [Certificate], for purpose: CertificatePurpose, at seconds: Int64
    ) -> String? {
        do {
            let chain = try CertificateChain(
                of: holder(), through: companions, to: anchors, for: purpose, at: seconds)
            return chain.path.isEmpty ? "an empty chain" : nil
        } catch {
            return String(describing: error)
        }
    }

    private func show(_ name: String, _ outcomes: [String: Int]) {
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) {
            print("\(name)  \(count)  \(outcome)")
        }
    }

    /// Whether a PKITS case is about revocation: sections 4.4, 4.7.4, 4.7.5, 4.14 and 4.15, and single
    /// cases of other sections whose certificate is good and revoked.
    private func isAboutRevocation(_ name: String) -> Bool {
        let words = [
            "CRL", "cRL", "DistributionPoint", "distributionPoint", "onlyContains", "onlySome", "Revoked",
            "SeparateCertificate", "BasicSelfIssuedNewWithOldTest5", "BasicSelfIssuedOldWithNewTest2",
            "LongSerialNumberTest18", "NegativeSerialNumberTest15",
        ]
        return words.contains { name.contains($0) }
    }

    /// PKITS 4.8.4 and 4.8.12: an authority of the path demands a policy, and no policy is allowed from
    /// end to end. The description of the suite says that such a path does not validate; the names
    /// of the files do not say "Invalid".
    private static let withoutCommonPolicy = [
        "DifferentPoliciesTest4EE.crt", "DifferentPoliciesTest12EE.crt",
    ]

    @Test func `NIST's chains are accepted and refused as named`() throws {
        let authorities = try files("x509-pkits-support").filter { $0.pathExtension == "crt" }
            .compactMap { try? Certificate(derBytes: bytes($0)) }
        let anchor = try Certificate(
            derBytes: bytes(
                try #require(hostile).appendingPathComponent(
                    "x509-pkits-support/TrustAnchorRootCertificate.crt")))
        let expected = try CorpusIndex.expectations(of: "x509-pkits")
        var outcomes: [String: Int] = [:]
        for file in try files("x509-pkits") {
            let name = file.lastPathComponent
            let wanted = try #require(expected["x509-pkits/" + name])
            let holder = try? Certificate(derBytes: bytes(file))
            // 2015-01-01, inside the validity of the collection.
            let refusal = refusal(
                of: { try Certificate(derBytes: bytes(file)) }, through: authorities, to: [anchor],
                for: .documents, at: 1_420_070_400)
            if wanted.hasPrefix("x509:OK") {
                if holder?.isCertificateAuthority == true {
                    #expect(refusal == "it is the certificate of an authority", "\(name)")
                    outcomes["OK, refused: an authority does not sign documents", default: 0] += 1
                } else if Self.withoutCommonPolicy.contains(name) {
                    #expect(refusal == "no explicit policy", "\(name)")
                    outcomes["OK by its name, refused: no policy that the whole path allows", default: 0] += 1
                } else {
                    #expect(refusal == nil, "\(name)")
                    outcomes["OK, accepted", default: 0] += 1
                }
            } else if refusal == nil {
                #expect(isAboutRevocation(name), "\(name) is accepted")
                outcomes["FAIL, revocation not checked", default: 0] += 1
                print("revocation not checked: \(name)")
            } else {
                outcomes["FAIL, refused", default: 0] += 1
            }
        }
        show("x509-pkits", outcomes)
        #expect((outcomes["OK, accepted"] ?? 0) > 40)
        #expect((outcomes["FAIL, refused"] ?? 0) > 20)
    }

    /// Cases where our answer differs from the collection's, which speaks of web servers.
    private static let differing: [String: [String]] = [
        "revocation is not checked": [
            "crl::crlnumber-critical", "crl::crlnumber-missing",
        ],
        "an authority must say what its key is for": ["crl::issuer-no-keyusage-extension"],
        "names of hosts are not compared: nobody signs documents as a host": [
            "cve::cve-2025-61727", "rfc5280::nc::invalid-dnsname-leading-period",
            "rfc5280::nc::nc-forbids-dnsname-wildcard-san", "rfc5280::san::ip-in-dns",
            "rfc5280::san::underscore-dns", "webpki::cn::", "webpki::san::",
        ],
        "an anchor is taken as it was named, whatever its form": [
            "rfc5280::aki::cross-signed-root-missing-aki", "webpki::aki::root-with-aki",
            "rfc5280::nc::permitted-dns-match-noncritical",
        ],
        "an authority does not sign documents": ["rfc5280::ca-as-leaf"],
        "one path is looked for, not all": [
            "rfc5280::nc::nc-forbids-alternate-chain-ica", "rfc5280::nc::nc-forbids-same-chain-ica",
        ],
        "a rule of browsers on extended key usage": [
            "webpki::eku::ee-critical-eku", "webpki::eku::ee-without-eku",
        ],
    ]

    private func reasonToDiffer(_ identifier: String) -> String? {
        Self.differing.first { $0.value.contains { identifier.hasPrefix($0) } }?.key
    }

    @Test func `web chains are accepted and refused as far as documents go`() throws {
        let server = OID(1, 3, 6, 1, 5, 5, 7, 3, 1), client = OID(1, 3, 6, 1, 5, 5, 7, 3, 2)
        var outcomes: [String: Int] = [:]
        for file in try files("x509-limbo") {
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
            func certificates(_ key: String) -> [Certificate] {
                (json[key] as? [String] ?? []).flatMap {
                    (try? Certificate.readPEM(Array($0.utf8))) ?? []
                }
            }
            var now: Int64 = 1_704_067_200
            if let text = json["validation_time"] as? String {
                let formatter = ISO8601DateFormatter()
                if text.contains(".") { formatter.formatOptions.insert(.withFractionalSeconds) }
                now = Int64(
                    try #require(formatter.date(from: text)).timeIntervalSince1970.rounded(.down))
            }
            let usages = json["extended_key_usage"] as? [String] ?? []
            let purpose = CertificatePurpose(
                extendedKeyUsages: usages.contains("clientAuth")
                    ? [client] : [server, .anyExtendedKeyUsage],
                isExclusive: false)
            let leaf = try #require(json["peer_certificate"] as? String)
            let refusal = refusal(
                of: { try #require(Certificate.readPEM(Array(leaf.utf8)).first) },
                through: certificates("untrusted_intermediates"), to: certificates("trusted_certs"),
                for: purpose, at: now)
            let identifier = try #require(json["id"] as? String)
            let wanted = try #require(json["expected_result"] as? String)
            if (wanted == "SUCCESS") == (refusal == nil) {
                outcomes["\(wanted), as named", default: 0] += 1
            } else {
                let reason = reasonToDiffer(identifier)
                #expect(reason != nil, "\(identifier) is \(refusal ?? "accepted"), not \(wanted)")
                outcomes["\(wanted), differs: \(reason ?? "no reason")", default: 0] += 1
            }
        }
        show("x509-limbo", outcomes)
        #expect((outcomes["SUCCESS, as named"] ?? 0) > 10)
        #expect((outcomes["FAILURE, as named"] ?? 0) > 30)
    }

    @Test func `weak and malformed certificates vouch for nothing, not even for themselves`() throws {
        var count = 0
        for file in try files("x509") {
            let content = try bytes(file)
            let read = try? [Certificate(derBytes: content)]
            let certificates = read ?? (try? Certificate.readPEM(content)) ?? []
            for certificate in certificates {
                let refusal = refusal(
                    of: { certificate }, through: [], to: [certificate], for: .documents,
                    at: certificate.validFrom)
                #expect(refusal != nil, "\(file.lastPathComponent)")
            }
            count += 1
        }
        print("x509  \(count)  refused")
        #expect(count > 0)
    }
}
