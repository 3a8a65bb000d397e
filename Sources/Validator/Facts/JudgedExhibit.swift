internal import ClaimModel

/// An exhibit with what decides whether it carries weight.
struct JudgedExhibit: Sendable {
    /// Whether it counts, and if not, why.
    enum Standing: Hashable, Sendable {
        case counts
        /// It has no file.
        case noFiles
        /// Its bytes stay with the claimant; their digest is sealed.
        case keptOut
        /// Its bytes are withheld; why is said, a commitment is sealed.
        case withheld(String)
        /// A file has no bytes.
        case empty
        /// A file repeats another exhibit's.
        case duplicate(of: ExhibitNumber)
        /// A file is not what its name says.
        case typeMismatch

        /// Ends the sentence "A-1 …".
        var words: String {
            switch self {
            case .counts: "counts"
            case .noFiles: "has no file"
            case .keptOut: "is kept out of the bundle, so nobody can look at it"
            case .withheld(let why): "is withheld: \(why)"
            case .empty: "holds an empty file"
            case .duplicate(let number): "repeats a file of \(number)"
            case .typeMismatch: "holds a file that is not what its name says"
            }
        }
    }

    /// The exhibit.
    let collected: CollectedExhibit
    /// What it is evidence of: at most two kinds, talk outside the venue never as `chat`.
    var kinds: [ExhibitKind]
    /// True when it is talk outside the venue, whether or not it counts as chat.
    let isTalkOutside: Bool
    /// Whether it counts.
    let standing: Standing
    /// Text of documents by rows and of transcripts by messages, with places. Automatic messages
    /// are nobody's statement and are left out.
    let lines: [TextLine]

    init(collected: CollectedExhibit, kinds: [ExhibitKind], standing: Standing) {
        self.collected = collected
        self.kinds = kinds
        isTalkOutside = kinds.contains(.chatOffPlatform)
        self.standing = standing
        lines = Self.lines(of: collected)
    }

    /// A file serves at most this many kinds.
    static let kindLimit = 2

    var number: ExhibitNumber { collected.exhibit.number }

    /// All exhibits in number order.
    static func all(of claim: CollectedClaim, platforms: [String]) -> [JudgedExhibit] {
        let sorted = claim.exhibits.sorted { left, right in
            if left.exhibit.number != right.exhibit.number {
                return left.exhibit.number < right.exhibit.number
            }
            guard let first = left.files.first?.entry, let second = right.files.first?.entry else {
                return left.files.count < right.files.count
            }
            return first < second
        }
        let mismatched = Set(
            claim.findings.filter { $0.code == "file.type.mismatch" }.flatMap(\.places)
                .compactMap(\.exhibit))
        var owners: [ContentDigest: ExhibitNumber] = [:]
        // Where only one exhibit has files, none repeats another.
        if sorted.count(where: { !$0.files.isEmpty }) > 1 {
            owners.reserveCapacity(sorted.reduce(0) { $0 + $1.files.count })
            for exhibit in sorted {
                // A file without a digest is like no other.
                for digest in exhibit.files.compactMap(\.digest) where owners[digest] == nil {
                    owners[digest] = exhibit.exhibit.number
                }
            }
        }
        return sorted.map { exhibit in
            let number = exhibit.exhibit.number
            let repeated =
                owners.isEmpty
                ? nil
                : exhibit.files.lazy.compactMap(\.digest).compactMap { owners[$0] }.first {
                    $0 != number
                }
            let standing: Standing =
                if exhibit.files.isEmpty {
                    exhibit.exhibit.withheld.map { .withheld($0.value) }
                        ?? (exhibit.exhibit.isAbsent || !exhibit.absentFiles.isEmpty
                            ? .keptOut : .noFiles)
                } else if exhibit.files.contains(where: { $0.byteCount == 0 }) {
                    .empty
                } else if let repeated {
                    .duplicate(of: repeated)
                } else if mismatched.contains(number) {
                    .typeMismatch
                } else {
                    .counts
                }
            return JudgedExhibit(
                collected: exhibit, kinds: effectiveKinds(of: exhibit, platforms: platforms),
                standing: standing)
        }
    }

    /// The first two kinds; chat whose file or declaration shows another platform is talk outside
    /// the venue, whatever it was listed as.
    private static func effectiveKinds(of exhibit: CollectedExhibit, platforms: [String])
        -> [ExhibitKind]
    {
        var kinds: [ExhibitKind] = []
        for kind in exhibit.exhibit.kinds where !kinds.contains(kind) { kinds.append(kind) }
        kinds = Array(kinds.prefix(kindLimit))
        guard let index = kinds.firstIndex(of: .chat) else { return kinds }
        func isInside(_ name: String) -> Bool {
            platforms.contains { $0.lowercased().utf8.elementsEqual(name.lowercased().utf8) }
        }
        let read = exhibit.files.compactMap { file in
            if case .chat(let transcript) = file.reading { transcript.platform } else { nil }
        }
        let isOutside =
            read.contains { !isInside($0) }
            || (exhibit.exhibit.channel.map { !isInside($0.value) } ?? false)
        guard isOutside else { return kinds }
        kinds[index] = .chatOffPlatform
        return kinds
    }

    // MARK: Readings

    /// Documents among its files, and what was recognised in its pictures.
    var documents: [(document: DocumentText, file: CollectedFile)] {
        collected.files.compactMap { file in
            switch file.reading {
            case .document(let document): (document, file)
            case .image(let image): image.text.map { ($0, file) }
            default: nil
            }
        }
    }

    /// Transcripts among its files.
    var transcripts: [(transcript: ChatTranscript, file: CollectedFile)] {
        collected.files.compactMap { file in
            if case .chat(let transcript) = file.reading { (transcript, file) } else { nil }
        }
    }

    /// Carriers' records among its files.
    var trackings: [(record: TrackingRecord, file: CollectedFile)] {
        collected.files.compactMap { file in
            if case .tracking(let record) = file.reading { (record, file) } else { nil }
        }
    }

    /// Videos among its files.
    var videos: [(video: VideoMetadata, file: CollectedFile)] {
        collected.files.compactMap { file in
            if case .video(let video) = file.reading { (video, file) } else { nil }
        }
    }

    /// Images among its files.
    var images: [(image: ImageMetadata, file: CollectedFile)] {
        collected.files.compactMap { file in
            if case .image(let image) = file.reading { (image, file) } else { nil }
        }
    }

    /// A spot in one of its files.
    func place(_ spot: Place.Spot, in file: CollectedFile) -> Place {
        Place(exhibit: number, file: file.entry.name, spot: spot)
    }

    /// The exhibit as a whole.
    var place: Place { Place(exhibit: number, file: collected.files.first?.entry.name) }

    /// A fact read in one of its files.
    func fact<Value>(
        _ value: Value, raw: String, at spot: Place.Spot, in file: CollectedFile,
        origin: Origin = .read
    ) -> Fact<Value> {
        Fact(value, raw: raw, place: place(spot, in: file), origin: origin)
    }

    private static func lines(of exhibit: CollectedExhibit) -> [TextLine] {
        let number = exhibit.exhibit.number
        var lines: [TextLine] = []
        for file in exhibit.files {
            lazy var name = file.entry.name
            func add(_ text: String, _ spot: Place.Spot, _ origin: Origin = .read) {
                let place = Place(exhibit: number, file: name, spot: spot)
                lines.append(TextLine(text: text, place: place, origin: origin))
            }
            func add(_ document: DocumentText) {
                for row in document.rows {
                    add(row.text, .page(row.page, box: row.box), row.origin)
                }
                for value in document.labelled {
                    add(value.value, .page(value.page, box: value.box), value.origin)
                }
            }
            switch file.reading {
            case .document(let document): add(document)
            case .image(let image):
                if let text = image.text { add(text) }
            case .chat(let transcript):
                for message in transcript.messages where message.author != .automatic {
                    add(message.text, .message(message.number))
                }
            case .tracking, .video, .archive, .opaque, .unread: break
            }
        }
        return lines
    }

    /// True when some file of it has text that was read.
    var hasText: Bool {
        documents.contains { !$0.document.rows.isEmpty || !$0.document.labelled.isEmpty }
            || transcripts.contains { !$0.transcript.messages.isEmpty }
    }

    /// True when some file of it has text that was written as such: what it does not say, it does
    /// not say. Of a picture only part may have been recognised.
    var hasWrittenText: Bool {
        documents.contains { document, _ in
            document.rows.contains { $0.origin == .read }
                || document.labelled.contains { $0.origin == .read }
        } || transcripts.contains { !$0.transcript.messages.isEmpty }
    }

    /// How to make it count.
    var remedyOfStanding: String {
        switch standing {
        case .duplicate: "hand in the original file, once"
        case .noFiles: "add its file, or take the exhibit out of claim.yaml"
        case .keptOut: "hand it in, or show the mediator the file beside the bundle"
        case .withheld: "disclose it to whoever decides, or rest the claim on other exhibits"
        case .counts, .empty, .typeMismatch: "hand in the original file"
        }
    }

    /// That a file of it could not be read and why; nil when every file was.
    var unreadWords: String? {
        collected.files.lazy.compactMap { file in
            if case .unread(let reason) = file.reading { reason } else { nil }
        }.first.map { "\(number) could not be read: \($0)" }
    }

    /// How to repair that.
    static let remedyOfUnread =
        "copy the file again from its source, or install the program that reads it"

    /// True when it is nothing but pictures in which nothing was recognised, so that nobody read what
    /// they say.
    var isPicturesOnly: Bool { isPictures && !hasText }

    /// True when it is nothing but pictures.
    var isPictures: Bool {
        !collected.files.isEmpty
            && collected.files.allSatisfy { file in
                if case .image = file.reading { true } else { false }
            }
    }

    /// Inspection reports among its documents.
    var reports: [(report: InspectionReport, file: CollectedFile)] {
        documents.compactMap { document, file in document.inspection.map { ($0, file) } }
    }
}

/// A row or message with its place.
struct TextLine: Sendable {
    let text: String
    let place: Place
    /// Whether it was read or recognised.
    var origin: Origin = .read
}
