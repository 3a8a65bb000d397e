package import ClaimModel
import SystemLibraries

/// A file of a folder that no exhibit of a claim has, and what it probably is.
package struct FileProposal: Hashable, Sendable {
    /// Its path in the folder; text, because it is to be written down.
    package var path: String
    /// What it is evidence of, probably.
    package var kind: ExhibitKind
    /// Why, as the end of a sentence.
    package var reason: String
    /// When it was made, by its own clock or its name.
    package var clock: ClockReading?
    /// Numbers in it that look like the order's.
    package var orderNumbers: [String]
    /// Tracking numbers in it, with carrier and delivery.
    package var shipments: [ShipmentTracking]
}

/// A folder looked at before there is a claim, or after files were added to it.
package struct FolderSurvey: Sendable {
    /// Files that no exhibit has, in name order.
    package let proposals: [FileProposal]
    /// Files whose names cannot be written down: bytes that are no text.
    package let unwritable: [String]
    /// What was left out of the folder, and why.
    package let findings: [Finding]
    /// The bytes of `claim.yaml`; nil when there is none.
    package let claimFile: [UInt8]?
    /// Letters of folders that are there already.
    package let letters: Set<Character>
    /// The last count of each letter that exhibits have.
    package let counts: [Character: Int]

    /// Reads every file that no exhibit has, each in the place that is set for it. Nothing is written.
    ///
    /// Throws when there is a `claim.yaml` with mistakes, or the folder cannot be read.
    package init(
        path: String, options: CollectorOptions, progress: (CollectorProgress) -> Void = { _ in }
    ) throws(CollectorError) {
        let folder = try CaseFolder(path: path, needsClaimFile: false)
        var assigned: Set<[UInt8]> = []
        var counts: [Character: Int] = [:]
        if folder.hasClaimFile {
            let survey = ClaimFileSurvey(of: folder.claimFile)
            guard survey.claim != nil, let document = survey.document, survey.problems.isEmpty
            else {
                throw .claimFile(ClaimFileProblems(survey.problems))
            }
            let assignment = FileAssignment(survey.exhibits, folder, document)
            guard assignment.problems.isEmpty else {
                throw .claimFile(ClaimFileProblems(assignment.problems))
            }
            for exhibit in assignment.exhibits where exhibit.exhibit.isListed {
                let number = exhibit.exhibit.number
                counts[number.letter] = max(counts[number.letter] ?? 0, number.count)
                assigned.formUnion(exhibit.files.map(\.path))
            }
        }
        let files = folder.files.filter { !assigned.contains($0.path) }
        var unwritable: [String] = []
        var pending: [(path: String, type: ContentType, reading: CrewResult<Reading>)] = []
        let crew = Crew()
        let reader = options.itemReader
        var meter = ProgressMeter(fileTotal: files.count)
        for file in files {
            progress(meter.begin(file.shownPath))
            guard let text = String(validating: file.path, as: UTF8.self), Self.isWritable(text)
            else {
                unwritable.append(file.shownPath)
                continue
            }
            let open = SharedFile(try folder.openFile(file.path))
            let name = String(text.split(separator: "/").last ?? "")
            let type: ContentType
            do throws(EvidenceSourceError) { type = try ContentType(of: open.source) } catch {
                throw .unreadable(path: file.shownPath, reason: error.reason)
            }
            let result = crew.begin { reader.read(open.source, fileName: name, type: type) }
            pending.append((text, type, result))
            progress(meter.advance(open.file.byteCount))
            progress(meter.end())
        }
        var proposals: [FileProposal] = []
        for (path, type, result) in pending {
            let reading = result.wait() ?? .opaque
            let guess = KindGuess.of(path, type.mediaType, reading)
            proposals.append(
                FileProposal(
                    path: path, kind: guess.kind, reason: guess.reason, clock: reading.madeAt,
                    orderNumbers: OrderNumberGuess.numbers(in: reading),
                    shipments: reading.shipments))
        }
        self.proposals = proposals
        self.unwritable = unwritable
        findings = folder.findings
        claimFile = folder.hasClaimFile ? folder.claimFile : nil
        letters = Set(
            folder.folders.compactMap { name in
                name.count > 1 && name[1] == UInt8(ascii: "-") && !name.contains(UInt8(ascii: "/"))
                    ? Character(Unicode.Scalar(name[0])) : nil
            })
        self.counts = counts
    }

    /// False for a name that would read as another one, or move a cursor, in a text file.
    private static func isWritable(_ path: String) -> Bool {
        path.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
                .privateUse:
                false
            default: true
            }
        }
    }
}

extension Reading {
    /// When the file says it was made: a photo's or video's first clock, a chat's last message.
    fileprivate var madeAt: ClockReading? {
        switch self {
        case .image(let image): image.clocks.first?.reading
        case .video(let video): video.clocks.first?.reading
        case .chat(let transcript): transcript.last
        case .document(let document): document.created
        default: nil
        }
    }

    fileprivate var shipments: [ShipmentTracking] {
        if case .tracking(let record) = self { record.shipments } else { [] }
    }
}
