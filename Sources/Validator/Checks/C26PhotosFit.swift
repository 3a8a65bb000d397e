internal import ClaimModel

extension Check {
    /// The photos were taken between delivery and filing and not edited.
    static let photosFit = Check(
        id: "C26", title: "the photos were taken after delivery and not edited", subject: "photos",
        trouble: "doubtful",
        remedy: "hand in the files the camera wrote, not copies from a messenger", effort: .minutes
    ) { facts in
        var clocks: [(clock: ClockReading, citation: Citation)] = []
        for exhibit in facts.exhibits(of: .photos) {
            for (image, file) in exhibit.images {
                func cite(_ text: String, _ spot: Place.Spot = .whole) -> Citation {
                    Citation(text: text, place: exhibit.place(spot, in: file), origin: .read)
                }
                if image.remarks.contains(where: { $0.code == "image.edited" }) {
                    return .fail(
                        "\(exhibit.number) holds a photo saved by an editor",
                        [cite(image.software ?? "edited")])
                }
                guard
                    let clock = image.clocks.first(where: { $0.name == "taken" })
                        ?? image.clocks.first(where: { $0.name == "gps" || $0.name == "file-name" })
                else { continue }
                let answer = facts.placeInTime(
                    [(clock.reading, cite(clock.reading.text, .member(clock.tag)))],
                    what: "photo \(file.entry.name)")
                if answer.outcome == .fail { return answer }
                clocks.append((clock.reading, cite(clock.reading.text, .member(clock.tag))))
            }
        }
        guard !clocks.isEmpty else { return .cannotTell("no photo carries a time") }
        return facts.placeInTime(clocks, what: "every dated photo")
    }
}
