import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let hostile = Places.corpus?.appendingPathComponent("hostile")

/// Replies and records of others. Evidence records (RFC 4998) are no replies of an authority: they are
/// refused as that, by their first bytes.
@Suite(.enabled(if: hostile != nil, "no corpus beside the project")) struct TimeStampCorpusTests {
    /// "accepted", or why not: a code, or the kind of the problem.
    private func outcome(_ path: String, over data: [UInt8], nonce: [UInt8]?) throws -> Set<String> {
        do throws(TimeStampProblem) {
            _ = try AcceptedTimeStamp(
                reply: bytes(path), over: data, nonce: nonce, anchors: [])
            return ["accepted"]
        } catch {
            switch error {
            case .doesNotHold(let reasons): return Set(reasons.map(\.code))
            case .malformed: return ["malformed"]
            case .refused: return ["refused"]
            case .otherNonce: return ["nonce"]
            default: return [String(describing: error)]
            }
        }
    }

    private func bytes(_ path: String) throws(TimeStampProblem) -> [UInt8] {
        guard let folder = hostile,
            let data = try? Data(contentsOf: folder.appendingPathComponent(path))
        else { throw .malformed(reason: "no such file") }
        return Array(data)
    }

    @Test func `replies and records of others are answered as their collection says`() throws {
        let hello = Array("hello".utf8), manifest: [UInt8] = try bytes("cms-derived/m.xml")
        let question = try TimeStampQuery(derBytes: try bytes("tsp/2-request.der"))
        let cases: [(String, [UInt8], [UInt8]?, String)] = [
            ("tsp-derived/ts-gentime-altered.tsr", manifest, nil, "time-stamp.digest.mismatch"),
            ("tsp-derived/ts-md5imprint.tsr", manifest, nil, "time-stamp.imprint.algorithm.refused"),
            ("tsp-derived/ts-otherdata.tsr", manifest, nil, "time-stamp.imprint.mismatch"),
            ("tsp-derived/ts-rejected.tsr", manifest, nil, "refused"),
            ("tsp-derived/ts-sha1sig.tsr", manifest, nil, "time-stamp.digest.algorithm.refused"),
            ("tsp-derived/ts-truncated.tsr", manifest, nil, "malformed"),
            ("tsp/other_response.tsr", hello, question.nonce, "nonce"),
            ("tsp/response-expired.tsr", hello, nil, "time-stamp.certificate.missing"),
            ("tsp/response-sha384.tsr", hello, nil, "accepted"),
        ]
        for (path, data, nonce, expected) in cases {
            let outcome = try outcome(path, over: data, nonce: nonce)
            #expect(outcome.contains(expected), "\(path): \(outcome)")
        }
        var outcomes: [String: Int] = [:]
        for folder in ["tsp", "tsp-derived"] {
            for (path, expectation) in try CorpusIndex.expectations(of: folder) {
                guard !path.hasSuffix(".pem"), !path.hasSuffix(".der"), !path.hasSuffix(".bin") else {
                    outcomes["\(folder)  support, no reply", default: 0] += 1
                    continue
                }
                let data = folder == "tsp" ? hello : manifest
                let result = try outcome(path, over: data, nonce: nil)
                let isAccepted = result == ["accepted"]
                // Whole by themselves: one answers another question, one carries foreign certificates
                // beside its own. A nonce and a chain to a named authority tell them apart.
                let needsMore = ["tsp/other_response.tsr", "tsp/response-injected-certs.tsr"]
                if !needsMore.contains(path) {
                    #expect(isAccepted == expectation.hasPrefix("tsp:OK"), "\(path): \(result)")
                }
                outcomes["\(folder)  \(isAccepted ? "whole, authority unknown" : "refused")", default: 0] += 1
            }
        }
        for (words, count) in outcomes.sorted(by: { $0.key < $1.key }) { print("\(words)  \(count)") }
        #expect(outcomes["tsp-derived  refused"] == 6)
    }
}
