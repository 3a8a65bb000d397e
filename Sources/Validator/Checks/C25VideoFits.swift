internal import ClaimModel

extension Check {
    /// The video was filmed between delivery and filing, lasts, and bears no trace of editing.
    static let videoFits = Check(
        id: "C25", title: "the video was filmed after delivery and not edited", subject: "video",
        trouble: "doubtful",
        remedy: "hand in the file the camera wrote, not a copy from a messenger",
        effort: .minutes
    ) { facts in
        guard
            let (video, file, exhibit) = facts.exhibits(of: .video).lazy.compactMap({ exhibit in
                exhibit.videos.first.map { ($0.video, $0.file, exhibit) }
            }).first
        else { return .cannotTell("the video could not be read") }
        func cite(_ text: String, _ spot: Place.Spot = .whole) -> Citation {
            Citation(text: text, place: exhibit.place(spot, in: file), origin: .read)
        }
        if let doubt = facts.attestedDoubts.first {
            return .fail(
                "the claimant's own answer about the video is \(doubt.value)",
                [Citation(doubt), cite("video")],
                remedy: "hand in the uncut file the camera wrote, or open the cartons that are still "
                    + "sealed before a camera")
        }
        if let trace = video.encoderTraces.first {
            return .fail("the video was written again by a program: \(trace)", [cite(trace)])
        }
        if let edits = video.tracks.compactMap(\.editCount).max(), edits > 1 {
            return .fail(
                "the video is cut: its edit list has \(edits) parts", [cite("\(edits) edits")])
        }
        guard let duration = video.durationMilliseconds, duration > 0 else {
            return .cannotTell("the duration of the video is not known", [cite("no duration")])
        }
        return facts.placeInTime(
            video.clocks.map { ($0.reading, cite($0.reading.text, .member($0.tag))) },
            what: "the video")
    }
}

extension CaseFacts {
    /// Whether clocks of files may fall between delivery and filing. A clock without a zone spans
    /// more than a day, and only one that cannot fit at all fails.
    func placeInTime(_ clocks: [(clock: ClockReading, citation: Citation)], what: String) -> Answer
    {
        guard !clocks.isEmpty else { return .cannotTell("\(what) carries no time") }
        let citations = clocks.prefix(4).map(\.citation)
        guard let delivery = firstDelivery else {
            return .cannotTell(
                "the day of delivery is not known", citations, repairedBy: [.delivery])
        }
        let end = filingDay.adding(days: 1).dayNumber
        let fits = clocks.contains { clock, _ in
            clock.latest >= delivery.value.earliest && clock.earliest < Int64(end) * 86_400 + 43_200
        }
        return fits
            ? .pass(
                "\(what) was made between delivery and filing", [Citation(delivery)] + citations)
            : .fail(
                "\(what) was made before delivery or after filing", [Citation(delivery)] + citations
            )
    }
}
