import ClaimModel

/// The exhibits as cards: stamp, pictures, what the claimant says of it, what was read, what to be careful
/// with.
struct ExhibitSection {
    let collected: CollectedClaim
    let assessment: Assessment?
    let verification: Verification
    let pictures: [EntryPath: ExhibitPicture]

    /// Cards shown openly, and in each fold behind them.
    private static let openLimit = 200
    private static let foldSize = 100
    /// Pictures of one card.
    static let pictureLimit = 4
    /// Files whose facts one card lists.
    private static let fileLimit = 12
    private static let factLimit = 40
    private static let remarkLimit = 6

    var section: PageSection {
        let exhibits = collected.exhibits
        let files = exhibits.flatMap(\.files)
        var values = PageValues()
        let bytes = files.reduce(0) { $0.addingReportingOverflow($1.byteCount).partialValue }
        values.text(
            "summary",
            "\(Wording.count(exhibits.count, "exhibit")), \(Wording.count(files.count, "file")), \(Wording.size(bytes))."
        )
        values.flag(
            "hasPictures", pictures.values.contains { if case .drawn = $0 { true } else { false } })
        values.list("index", exhibits.map(indexRow))
        let standings = Dictionary(
            (assessment?.exhibits ?? []).map { ($0.number, $0) },
            uniquingKeysWith: { one, _ in one })
        let states = Dictionary(
            verification.entries.map { ($0.name, $0.state) }, uniquingKeysWith: { one, _ in one })
        let cards = exhibits.map { card($0, standings[$0.exhibit.number], states) }
        values.list("cards", Array(cards.prefix(Self.openLimit)))
        var folds: [PageValues] = []
        var start = Self.openLimit
        while start < cards.count {
            let end = min(cards.count, start + Self.foldSize)
            folds.append(
                PageValues {
                    $0.text(
                        "foldTitle",
                        "Exhibits \(exhibits[start].exhibit.number) to \(exhibits[end - 1].exhibit.number)"
                    )
                    $0.list("foldCards", Array(cards[start..<end]))
                })
            start = end
        }
        values.list("folds", folds)
        return PageSection(
            id: "exhibits", title: "Exhibits", count: String(exhibits.count), values: values)
    }

    private func indexRow(_ collected: CollectedExhibit) -> PageValues {
        PageValues {
            let exhibit = collected.exhibit
            $0.text("indexNumber", exhibit.number.description)
            $0.text("indexTitle", exhibit.title?.value.cut(to: 120) ?? PageWording.kinds(exhibit))
            $0.text("indexDated", exhibit.dated.map { PageWording.day($0.value) } ?? "")
            $0.text("indexForm", form(collected))
            $0.number("indexFiles", collected.files.count + collected.absentFiles.count)
        }
    }

    /// Type and source in a few words.
    private func form(_ collected: CollectedExhibit) -> String {
        let types = collected.files.map { Self.word(for: $0) }
        var counts: [(word: String, count: Int)] = []
        for type in types {
            if let index = counts.firstIndex(where: { $0.word == type }) {
                counts[index].count += 1
            } else {
                counts.append((type, 1))
            }
        }
        var words = counts.prefix(3).map { $0.count == 1 ? $0.word : "\($0.count) × \($0.word)" }
        if let by = collected.exhibit.by?.value { words.append("by \(by.cut(to: 60))") }
        if let captured = collected.exhibit.captured?.value {
            words.append("captured \(captured.cut(to: 80))")
        }
        return PageWording.sentence(words.joined(separator: ", "))
    }

    private static func word(for file: CollectedFile) -> String {
        switch file.reading {
        case .chat(let transcript):
            return "chat of \(Wording.count(transcript.messages.count, "message"))"
        case .tracking: return "carrier’s record"
        case .document(let document):
            return "\(document.format.uppercased()), \(Wording.count(document.pageCount, "page"))"
        case .video(let video):
            let seconds = (video.durationMilliseconds ?? 0) / 1_000
            return "video" + (seconds > 0 ? " of \(seconds / 60) min \(seconds % 60) s" : "")
        case .image(let image): return "\(image.format.uppercased()) picture"
        case .archive(let listing):
            return "\(listing.format) container of \(Wording.count(listing.members.count, "file"))"
        case .opaque, .unread: return file.mediaType
        }
    }

    private func card(
        _ collected: CollectedExhibit, _ standing: ExhibitStanding?,
        _ states: [String: EntryVerification.State]
    ) -> PageValues {
        let exhibit = collected.exhibit
        return PageValues {
            $0.attribute("cardID", PageParts.id(exhibit.number))
            $0.text("stamp", exhibit.number.description)
            $0.text("cardKinds", PageWording.kinds(exhibit))
            $0.text("cardTitle", exhibit.title?.value.cut(to: 160) ?? PageWording.kinds(exhibit))
            let drawn = pictureValues(collected)
            $0.list("pictures", drawn)
            $0.flag("isGrid", drawn.count > 1)
            if drawn.isEmpty { $0.text("noPicture", noPicture(collected)) }
            var meta = form(collected)
            if let dated = exhibit.dated { meta = PageWording.day(dated.value) + ". " + meta }
            $0.text("cardMeta", meta)
            if let translated = exhibit.translationOf?.value {
                $0.markup("translationOf", PageParts.chip(translated))
            }
            $0.list("cautions", cautions(collected, standing, states))
            let files = collected.files.prefix(Self.fileLimit).map { self.file($0, states) }
            $0.list("cardFiles", files)
            $0.flag("hasFiles", !files.isEmpty)
            $0.text("fileSummary", Wording.count(collected.files.count, "file") + ": what was read")
            if collected.files.count > Self.fileLimit {
                $0.text(
                    "fileMore",
                    "and \(collected.files.count - Self.fileLimit) more files, listed with their digests at the end"
                )
            }
        }
    }

    private func pictureValues(_ collected: CollectedExhibit) -> [PageValues] {
        var values: [PageValues] = []
        for file in collected.files {
            guard values.count < Self.pictureLimit,
                case .drawn(let base64, let width, let height)? = pictures[file.entry]
            else { continue }
            values.append(
                PageValues {
                    $0.attribute("pictureData", base64)
                    $0.number("pictureWidth", width)
                    $0.number("pictureHeight", height)
                    $0.attribute(
                        "pictureName", "\(collected.exhibit.number), \(file.entry.name.cut(to: 60))"
                    )
                })
        }
        return values
    }

    private func noPicture(_ collected: CollectedExhibit) -> String {
        for file in collected.files {
            if case .absent(let reason)? = pictures[file.entry] { return "No picture: \(reason)" }
        }
        if collected.files.isEmpty {
            return collected.absentFiles.isEmpty ? "No file" : "The claimant keeps the file"
        }
        return PageWording.sentence(collected.files.first.map(Self.word) ?? "")
    }

    private func cautions(
        _ collected: CollectedExhibit, _ standing: ExhibitStanding?,
        _ states: [String: EntryVerification.State]
    ) -> [PageValues] {
        var cautions: [PageValues] = []
        func caution(_ icon: String, _ text: String) {
            cautions.append(
                PageValues {
                    $0.markup("icon", PageParts.icon(icon))
                    $0.attribute("cautionTone", icon)
                    $0.text("cautionText", PageWording.sentence(text.cut(to: 240)))
                })
        }
        for file in collected.files {
            if let state = states[file.entry.text], state != .intact, state != .seal {
                caution("bad", "\(file.entry.name): \(Wording.words(for: state))")
            }
        }
        if let standing, standing.admissibility != .admissible {
            let word = standing.admissibility.rawValue.replacingDashes
            caution(
                "info",
                word
                    + (standing.reasons.isEmpty
                        ? "" : ": " + standing.reasons.joined(separator: "; ")))
        }
        for file in collected.absentFiles {
            switch file.proof {
            case .digest:
                caution(
                    "info",
                    "kept out: \(file.name.name), \(Wording.size(file.byteCount)); ask for it and compare"
                )
            case .commitment:
                caution(
                    "info",
                    "withheld: \(Wording.size(file.byteCount))"
                        + (collected.exhibit.withheld.map { "; reason given: " + $0.value } ?? ""))
            }
        }
        var remarks: [String] = []
        for file in collected.files {
            if case .unread(let reason) = file.reading {
                remarks.append("\(file.entry.name) could not be read: \(reason)")
            }
            if let original = file.duplicateOf {
                remarks.append("\(file.entry.name) has the same bytes as \(original.text)")
            }
            remarks += file.reading.remarks.filter { $0.severity != .note }.map(\.message)
        }
        for remark in remarks.prefix(Self.remarkLimit) { caution("warn", remark) }
        if remarks.count > Self.remarkLimit {
            caution("warn", "and \(remarks.count - Self.remarkLimit) more remarks")
        }
        return cautions
    }

    private func file(_ file: CollectedFile, _ states: [String: EntryVerification.State])
        -> PageValues
    {
        PageValues {
            $0.text("fileName", file.entry.name)
            $0.text("fileMeta", "\(Wording.size(file.byteCount)), \(file.mediaType)")
            var shown: [String: Int] = [:]
            var facts: [PageValues] = []
            var left = 0
            for fact in file.reading.facts {
                shown[fact.name, default: 0] += 1
                guard shown[fact.name, default: 0] <= InspectText.repeatedFacts,
                    facts.count < Self.factLimit
                else {
                    left += 1
                    continue
                }
                facts.append(
                    PageValues {
                        $0.text("factName", fact.name)
                        $0.text("factValue", fact.value.cut(to: 200))
                        $0.text("factRaw", fact.raw.map { "“\($0.cut(to: 60))”" } ?? "")
                    })
            }
            $0.list("fileFacts", facts)
            $0.flag("hasFacts", !facts.isEmpty)
            if left > 0 { $0.text("factsMore", "and \(Wording.count(left, "more fact"))") }
            $0.list(
                "fileRemarks",
                file.reading.remarks.prefix(Self.remarkLimit).map { remark in
                    PageValues { $0.text("remarkText", PageWording.sentence(remark.message)) }
                })
        }
    }
}
