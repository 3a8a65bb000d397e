import ClaimModel

/// PDFs that lie in containers. Programs read PDF, and a worker can start none: it leaves them waiting,
/// and hands out their bytes to its parent when asked, which never looks at them but has each read as if
/// it were a file of its own.
struct MemberPDFs {
    /// PDFs of one file that are read.
    static let countLimit = 32
    /// Bytes of all of them: a worker holds them beside the container.
    static let byteLimit = 96 << 20

    /// What a reader says of a PDF in a container, before programs were asked.
    static let waiting = Reading.unread(
        reason: "a PDF inside a container is not read; add it as an exhibit of its own")

    /// What was read of them.
    var readings: [ContentDigest: Reading]
    /// Why the others were not.
    var reason: String

    /// The PDFs that wait in a reading, each once, in file order.
    static func waiting(in reading: Reading) -> [ContentDigest] {
        var found: [ContentDigest] = []
        var seen: Set<ContentDigest> = []
        collect(reading) { if seen.insert($0).inserted { found.append($0) } }
        return found
    }

    private static func collect(_ reading: Reading, _ found: (ContentDigest) -> Void) {
        switch reading {
        case .archive(let listing):
            for member in listing.members { collect(member.reading, member.digest, found) }
        case .chat(let transcript):
            for message in transcript.messages {
                for attachment in message.attachments {
                    guard let reading = attachment.reading else { continue }
                    collect(reading, attachment.digest, found)
                }
            }
        default: break
        }
    }

    private static func collect(
        _ reading: Reading, _ digest: ContentDigest?, _ found: (ContentDigest) -> Void
    ) {
        guard reading == waiting else { return collect(reading, found) }
        if let digest { found(digest) }
    }

    /// A reading with what was read of its PDFs in their places. Their remarks become the container's, and
    /// one that was not read is named.
    func put(into reading: Reading) -> Reading {
        var remarks = RemarkList()
        return put(into: reading, &remarks)
    }

    private func put(into reading: Reading, _ remarks: inout RemarkList) -> Reading {
        var own = RemarkList()
        defer {
            for finding in own.findings {
                remarks.add(
                    finding.code, finding.severity, at: finding.places.first?.spot ?? .whole,
                    finding.message, remedy: finding.remedy)
            }
        }
        switch reading {
        case .archive(var listing):
            for index in listing.members.indices {
                let member = listing.members[index]
                listing.members[index].reading = put(
                    into: member.reading, member.digest, at: .member(member.path), &own)
            }
            listing.remarks += own.findings
            return .archive(listing)
        case .chat(var transcript):
            for index in transcript.messages.indices
            where !transcript.messages[index].attachments.isEmpty {
                for place in transcript.messages[index].attachments.indices {
                    let attachment = transcript.messages[index].attachments[place]
                    guard let reading = attachment.reading else { continue }
                    transcript.messages[index].attachments[place].reading = put(
                        into: reading, attachment.digest, at: .member(attachment.name), &own)
                }
            }
            transcript.remarks += own.findings
            return .chat(transcript)
        default: return reading
        }
    }

    private func put(
        into reading: Reading, _ digest: ContentDigest?, at spot: Place.Spot,
        _ remarks: inout RemarkList
    ) -> Reading {
        guard reading == Self.waiting else {
            var inner = RemarkList()
            let result = put(into: reading, &inner)
            for finding in inner.findings {
                remarks.add(
                    finding.code, finding.severity, at: spot, finding.message,
                    remedy: finding.remedy)
            }
            return result
        }
        let result = digest.flatMap { readings[$0] } ?? .unread(reason: reason)
        if case .unread(let reason) = result {
            remarks.add(
                "archive.member.unread", .warning, at: spot, "a PDF inside is not read: \(reason)",
                remedy: "add it as an exhibit of its own")
        }
        for finding in result.remarks {
            remarks.add(
                finding.code, finding.severity, at: spot, finding.message, remedy: finding.remedy)
        }
        return result
    }
}
