package import SystemLibraries

/// A time-stamp authority that is asked over HTTP (RFC 3161 section 3.4). The asking is done by the
/// program curl: nothing in this process opens a connection.
package struct TimeStampService: Hashable, Sendable {
    package let address: String
    private let seconds: Int

    /// How long one question may take, in seconds.
    package static let secondLimit = 30

    /// Throws `badAddress` unless it is http:// or https:// in printable ASCII without a user name or
    /// password, which every user of the machine could see.
    package init(
        address: String, secondLimit: Int = TimeStampService.secondLimit
    ) throws(TimeStampProblem) {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { address.lowercased().hasPrefix($0) }),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !address.utf8.contains(where: { "\"\\<>^`{|}".utf8.contains($0) }),
            address.utf8.count <= 2_000
        else { throw .badAddress(address) }
        let host = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard !host.isEmpty, !host.contains("@") else { throw .badAddress(address) }
        self.address = address
        seconds = secondLimit
    }

    /// Sends one question and gives the bytes of the answer, which nobody has looked at yet.
    package func ask(_ query: TimeStampQuery) throws(TimeStampProblem) -> [UInt8] {
        guard let curl = ExternalProgram.find("curl") else { throw .noProgram }
        var limits = ExternalProgram.Limits()
        // curl keeps the time itself; this is for a curl that does not.
        limits.wallSeconds = seconds + 5
        limits.outputByteCount = TimeStampReply.byteLimit
        let result: ProgramResult
        do throws(SystemError) {
            result = try curl.run(arguments, input: query.derBytes, limits: limits)
        } catch {
            throw .unreachable(reason: error.description)
        }
        let (errors, status, type) = Self.trailer(result.errors)
        switch result.ending {
        case .exited(0): break
        // curl's numbers for "timed out" and "larger than the limit".
        case .exited(28), .timedOut: throw .tooSlow(seconds: seconds)
        case .exited(63), .outputOverflow: throw .tooLong(byteCount: TimeStampReply.byteLimit)
        case .exited(let number):
            throw .unreachable(reason: errors.isEmpty ? "curl ended with status \(number)" : errors)
        case .signalled(let number): throw .unreachable(reason: "curl was ended by signal \(number)")
        }
        guard status == "200" else { throw .status(status) }
        let plain = type.prefix { $0 != ";" }.lowercased()
        guard plain == "application/timestamp-reply" || plain.isEmpty else {
            throw .otherContent(type: type)
        }
        return result.output
    }

    private var arguments: [String] {
        [
            // First: no settings of the user's own.
            "-q", "--silent", "--show-error", "--globoff",
            // An authority that moved is to be named anew; nothing is followed anywhere.
            "--proto", "=http,https", "--max-redirs", "0",
            "--connect-timeout", "10", "--max-time", String(seconds),
            "--max-filesize", String(TimeStampReply.byteLimit),
            "--header", "Content-Type: application/timestamp-query",
            "--header", "Accept: application/timestamp-reply", "--header", "Expect:",
            "--data-binary", "@-", "--write-out", "%{stderr}\n%{http_code} %{content_type}",
            "--url", address,
        ]
    }

    /// curl's messages, and the line that was asked for behind them.
    private static func trailer(_ bytes: [UInt8]) -> (errors: String, status: String, type: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        guard let last = lines.last else { return ("", "", "") }
        let words = last.split(separator: " ", maxSplits: 1).map(String.init)
        return (
            lines.dropLast().joined(separator: "; "), words.first ?? "",
            words.count > 1 ? words[1] : ""
        )
    }
}

/// Who puts a time-stamp over a fresh seal: an authority, and those of whom one must vouch for it.
package struct TimeStamper: Hashable, Sendable {
    package let service: TimeStampService
    package let anchors: [Certificate]

    package init(_ service: TimeStampService, anchors: [Certificate]) {
        self.service = service
        self.anchors = anchors
    }

    /// Asks for a time-stamp over `bytes` with a fresh nonce, and accepts it only after every check.
    package func stamp(_ bytes: [UInt8]) throws -> AcceptedTimeStamp {
        let query = try TimeStampQuery(over: bytes)
        return try AcceptedTimeStamp(
            reply: try service.ask(query), over: bytes, nonce: query.nonce, anchors: anchors)
    }
}
