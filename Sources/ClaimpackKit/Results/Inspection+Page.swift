import ClaimModel
import Collector
import Reports
import SealedArchive
import SystemLibraries

extension Inspection {
    /// The mediator's page: one HTML file that asks nothing of a network.
    public func page() throws(ClaimpackError) -> String {
        let page = InspectionPage(
            name: name, digest: digest, verification: verification, collected: collected,
            assessment: check?.assessment, recomputation: recomputation,
            isReady: check?.isReady() ?? false, hasPins: hasPins,
            notJudged: notJudged?.message, pictures: pictures, version: ClaimpackVersion.text)
        do {
            return try page.html { text in
                var stream = try HashStream(.sha256)
                try stream.update(Array(text.utf8).span)
                return Base64.encode(try stream.finish())
            }
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "page.failed", message: String(describing: error))
        }
    }

    /// Writes the page to a file, whole or not at all.
    public func writePage(to path: String, replacing: Bool = false) throws(ClaimpackError) {
        try PlainPages.write(page(), to: path, replacing: replacing)
    }

    /// What is told on a terminal when the page is written.
    public func pageNote(_ path: String) -> String {
        var note = "\(printable(path)): open it in any browser\n"
        note += "\(Wording.statement(on: verification.integrity))\n"
        if let score = check?.assessment.score {
            note +=
                "\(score.value) of 100, \(score.band.rawValue): \(Wording.words(for: score.band))\n"
        }
        let differing = recomputation?.findings.count { $0.severity != .note } ?? 0
        if differing > 0 {
            note += "\(Wording.count(differing, "sealed statement")) not as recomputed here\n"
        }
        return note
    }
}

extension OpenedBundle {
    /// Small pictures of the files of each exhibit, the first file of each exhibit first. A file that is
    /// not the sealed one is not drawn.
    func pictures(
        of collected: CollectedClaim, _ request: JudgingRequest
    ) -> [EntryPath: ExhibitPicture] {
        let states = Dictionary(
            bundle.verification.entries.map { ($0.name, $0.state) },
            uniquingKeysWith: { one, _ in one })
        var rounds: [[PictureMaker.Request]] = []
        var pictures: [EntryPath: ExhibitPicture] = [:]
        for exhibit in collected.exhibits {
            var count = 0
            for file in exhibit.files
            where file.duplicateOf == nil && PictureMaker.hasPicture(file.mediaType)
                && count < InspectionPage.pictureLimit
            {
                guard let entry = bundle.entry(file.entry) else { continue }
                guard states[file.entry.text] == .intact else {
                    pictures[file.entry] = .absent(
                        reason: "the file is not the one that was sealed")
                    continue
                }
                if rounds.count <= count { rounds.append([]) }
                rounds[count].append(
                    PictureMaker.Request(
                        entry: file.entry, source: source(of: entry), mediaType: file.mediaType,
                        reading: file.reading))
                count += 1
            }
        }
        let isConfined = request.sandbox != .none
        for (entry, outcome) in PictureMaker(isConfined: isConfined).draw(rounds.flatMap(\.self)) {
            switch outcome {
            case .drawn(let picture):
                pictures[entry] = .drawn(
                    base64: Base64.encode(picture.bytes), width: picture.width,
                    height: picture.height)
            case .absent(let reason): pictures[entry] = .absent(reason: reason)
            }
        }
        return pictures
    }
}
