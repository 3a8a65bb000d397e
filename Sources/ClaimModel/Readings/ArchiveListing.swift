/// What a container holds: an archive, a saved page with its parts, or a web capture. Its members are
/// evidence too, each with its own digest and reading.
public struct ArchiveListing: Hashable, Sendable {
    /// `zip`, `7z`, `rar`, `tar`, `gz`, `mhtml`, `warc` or `wacz`.
    public var format: String
    /// Members in file order.
    public var members: [ArchiveMember]
    /// Noticed about the container and its members.
    public var remarks: [Finding]

    package init(format: String, members: [ArchiveMember] = [], remarks: [Finding] = []) {
        self.format = format
        self.members = members
        self.remarks = remarks
    }

    /// The container as named facts; those of its members carry the member's path as their spot.
    public var facts: [StatedFact] {
        var facts = [
            StatedFact("archive.format", format),
            StatedFact("archive.members", String(members.count)),
        ]
        for member in members {
            let spot = Place.Spot.member(member.path)
            facts.append(StatedFact("archive.member", member.path, spot: spot))
            if let digest = member.digest {
                facts.append(StatedFact("archive.member.digest", digest.hex, spot: spot))
            }
            if let address = member.address {
                facts.append(StatedFact("archive.member.address", address, spot: spot))
            }
            if let captured = member.captured {
                facts.append(
                    StatedFact(
                        "archive.member.captured", captured.text, raw: captured.raw, spot: spot))
            }
            facts += member.reading.facts.map {
                StatedFact($0.name, $0.value, raw: $0.raw, spot: spot)
            }
        }
        return facts
    }
}

/// One member of a container.
public struct ArchiveMember: Hashable, Sendable {
    /// Its path as the container names it; for bytes of no known encoding a guess.
    public var path: String
    /// Its size in bytes, unpacked.
    public var byteCount: Int?
    /// Its media type by content.
    public var mediaType: String?
    /// The SHA-256 of its bytes; nil when they could not be had.
    public var digest: ContentDigest?
    /// The address it was captured from, for web captures and saved pages.
    public var address: String?
    /// When it was captured, for web captures.
    public var captured: ClockReading?
    /// What was read in it.
    public var reading: Reading

    package init(
        path: String, byteCount: Int? = nil, mediaType: String? = nil,
        digest: ContentDigest? = nil, address: String? = nil, captured: ClockReading? = nil,
        reading: Reading = .opaque
    ) {
        self.path = path
        self.byteCount = byteCount
        self.mediaType = mediaType
        self.digest = digest
        self.address = address
        self.captured = captured
        self.reading = reading
    }
}
