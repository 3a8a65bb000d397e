import ClaimModel

/// What an XMP packet adds to an image's metadata.
enum XMPFacts {
    /// Adds the creating program, the creation time and the motion mark.
    static func add(_ packet: XMPPacket, to image: inout ImageMetadata) {
        if let tool = packet.creatorTool {
            image.texts.append(NamedText(keyword: "xmp:CreatorTool", text: tool))
        }
        if let date = packet.createDate,
            let reading = ClockReading(iso8601: date, keeper: .device)
        {
            image.clocks.append(
                NamedClock(name: "created", tag: "xmp:CreateDate", reading: reading))
        }
        if packet.saysMotion { image.hasMotion = true }
    }
}
