import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let authority = TimeAuthority.shared

/// Tokens by a local authority, right and wrong in every way.
@Suite(.enabled(if: authority != nil, "python3 and openssl are needed")) struct TimeStampTests {
    static let bytes = Array("stamp me".utf8)

    private func anchors() throws -> [Certificate] {
        try Certificate.readPEM(try #require(authority).pem("ca"))
    }

    private func accept(
        _ scenario: String, over bytes: [UInt8] = bytes, anchors: [Certificate]
    ) throws -> AcceptedTimeStamp {
        let query = try TimeStampQuery(over: Self.bytes)
        return try AcceptedTimeStamp(
            reply: try #require(authority).reply(scenario, query.derBytes), over: bytes,
            nonce: query.nonce, anchors: anchors)
    }

    @Test func `our query is one that openssl reads`() throws {
        let query = try TimeStampQuery(over: Self.bytes)
        #expect(try TimeStampQuery(derBytes: query.derBytes) == query)
        try Places.inNewFolder { folder in
            try Data(query.derBytes).write(to: folder.appendingPathComponent("q.tsq"))
            let ran = try Run.tool("openssl", ["ts", "-query", "-in", "q.tsq", "-text"], in: folder)
            #expect(ran.status == 0)
            #expect(ran.output.contains("Hash Algorithm: sha256"))
            #expect(ran.output.contains("Certificate required: yes"))
        }
    }

    @Test func `two queries about the same bytes have different nonces`() throws {
        #expect(
            try TimeStampQuery(over: Self.bytes).nonce != TimeStampQuery(over: Self.bytes).nonce)
    }

    @Test(arguments: ["good", "own"])
    func `a good reply is accepted, proved with its authority and without it not`(
        _ scenario: String
    ) throws {
        let proved = try accept(scenario, anchors: try anchors())
        #expect(proved.statement.standing == .proved)
        #expect(proved.statement.authority?.contains("Stamp tsa") == true)
        #expect(proved.statement.anchor?.contains("Root ca") == true)
        #expect(proved.statement.policy == "1.3.6.1.4.1.99999.1")
        #expect(proved.statement.accuracySeconds == 1)
        let seconds = try #require(proved.statement.time?.unixSeconds)
        #expect(abs(Double(seconds) - Date().timeIntervalSince1970) < 120)
        #expect(try accept(scenario, anchors: []).statement.standing == .unknownAuthority)
    }

    @Test(arguments: [
        ("no-eku", "time-stamp.certificate.refused"),
        ("soft-eku", "time-stamp.certificate.refused"),
        ("extra-eku", "time-stamp.certificate.refused"),
        ("expired", "time-stamp.certificate.not-valid-then"),
        ("sha1-imprint", "time-stamp.imprint.algorithm.refused"),
        ("sha1-signature", "time-stamp.digest.algorithm.refused"),
        ("wrong-imprint", "time-stamp.imprint.mismatch"),
        ("no-binding", "time-stamp.binding.missing"),
        ("no-certificate", "time-stamp.certificate.missing"),
        ("altered-time", "time-stamp.digest.mismatch"),
    ])
    func `a token that is wrong in one way is refused for it`(_ scenario: String, _ code: String) throws
    {
        for anchors in [[], try anchors()] {
            do {
                _ = try accept(scenario, anchors: anchors)
                Issue.record("\(scenario) was accepted")
            } catch TimeStampProblem.doesNotHold(let reasons) {
                #expect(reasons.map(\.code).contains(code), "\(scenario): \(reasons)")
            }
        }
    }

    @Test func `a reply to another question, a refusal and bytes behind are named`() throws {
        #expect(throws: TimeStampProblem.otherNonce) { try accept("wrong-nonce", anchors: []) }
        #expect(throws: TimeStampProblem.otherNonce) { try accept("no-nonce", anchors: []) }
        #expect {
            try accept("rejection", anchors: [])
        } throws: { error in
            guard case TimeStampProblem.refused(2, let words) = error else { return false }
            return words.first?.contains("closed") == true
        }
        for scenario in ["trailing", "reply-trailing"] {
            #expect {
                try accept(scenario, anchors: [])
            } throws: { error in
                guard case TimeStampProblem.malformed = error else { return false }
                return true
            }
        }
    }

    @Test func `a good token over other bytes is refused`() throws {
        #expect {
            try accept("good", over: Array("stamp me not".utf8), anchors: [])
        } throws: { error in
            guard case TimeStampProblem.doesNotHold(let reasons) = error else { return false }
            return reasons.map(\.code) == ["time-stamp.imprint.mismatch"]
        }
    }

    @Test func `an authority nobody named vouches for nothing once one was named`() throws {
        #expect {
            try accept("stranger", anchors: try anchors())
        } throws: { error in
            guard case TimeStampProblem.unknownAuthority = error else { return false }
            return true
        }
    }

    @Test func `cutting a reply anywhere or turning one bit never gives a time-stamp`() throws {
        let query = try TimeStampQuery(over: Self.bytes)
        let reply = try #require(authority).reply("good", query.derBytes)
        let anchors = try anchors()
        func isAccepted(_ bytes: [UInt8]) -> Bool {
            (try? AcceptedTimeStamp(
                reply: bytes, over: Self.bytes, nonce: query.nonce, anchors: anchors)) != nil
        }
        #expect(isAccepted(reply))
        for count in 0..<reply.count { #expect(!isAccepted(Array(reply[..<count]))) }
        let token = try #require(
            try { () -> TimeStampToken? in
                guard case .granted(let token) = try TimeStampReply(derBytes: reply) else { return nil }
                return token
            }())
        let content = try #require(token.message.encapsulatedContent)
        let start = try #require(
            (0..<(reply.count - content.count)).first {
                reply[$0..<($0 + content.count)].elementsEqual(content)
            })
        for index in start..<(start + content.count) {
            for bit in 0..<8 {
                var altered = reply
                altered[index] ^= 1 << UInt8(bit)
                #expect(!isAccepted(altered), "byte \(index), bit \(bit)")
            }
        }
    }
}
