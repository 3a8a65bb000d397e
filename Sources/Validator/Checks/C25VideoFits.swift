internal import ClaimModel

extension Check {
    /// Every video was filmed between delivery and filing, lasts, and bears no trace of editing.
    static let videoFits = Check(
        id: "C25", title: "the video was filmed after delivery and not edited", subject: "video",
        trouble: "doubtful",
        remedy: "hand in the file the camera wrote, not a copy from a messenger",
        effort: .minutes
    ) { facts in
        let videos = facts.exhibits(of: .video).flatMap { exhibit in
            exhibit.videos.map { (video: $0.video, file: $0.file, exhibit: exhibit) }
        }
        func cite(_ index: Int, _ text: String, _ spot: Place.Spot = .whole) -> Citation {
            let (_, file, exhibit) = videos[index]
            return Citation(text: text, place: exhibit.place(spot, in: file), origin: .read)
        }
        func name(_ index: Int) -> String {
            videos.count == 1 ? "the video" : "video \(videos[index].file.entry.name)"
        }
        guard !videos.isEmpty else { return .cannotTell("the video could not be read") }
        if let doubt = facts.attestedDoubts.first {
            return .fail(
                "the claimant's own answer about the video is \(doubt.value)",
                [Citation(doubt), cite(0, "video")],
                remedy: "hand in the uncut file the camera wrote, or open the cartons that are still "
                    + "sealed before a camera")
        }
        var clocks: [(clock: ClockReading, citation: Citation)] = []
        var endless: Int?
        for (index, (video, _, _)) in videos.enumerated() {
            let name = name(index)
            if let trace = video.encoderTraces.first {
                return .fail("\(name) was written again by a program: \(trace)", [cite(index, trace)])
            }
            if let edits = video.tracks.compactMap(\.editCount).max(), edits > 1 {
                return .fail(
                    "\(name) is cut: its edit list has \(edits) parts", [cite(index, "\(edits) edits")])
            }
            if (video.durationMilliseconds ?? 0) == 0 { endless = endless ?? index }
            let own = video.clocks.map {
                (clock: $0.reading, citation: cite(index, $0.reading.text, .member($0.tag)))
            }
            guard !own.isEmpty else { continue }
            let answer = facts.placeInTime(own, what: name)
            if answer.outcome == .fail { return answer }
            clocks += own
        }
        if let endless {
            return .cannotTell(
                "the duration of \(name(endless)) is not known", [cite(endless, "no duration")])
        }
        guard videos.count > 1 else { return facts.placeInTime(clocks, what: name(0)) }
        return clocks.isEmpty
            ? .cannotTell("none of the videos carries a time")
            : facts.placeInTime(clocks, what: "every dated video")
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
