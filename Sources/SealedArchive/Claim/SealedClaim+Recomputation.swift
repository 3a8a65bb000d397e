package import ClaimModel

extension SealedClaim {
    /// Facts of one file that are named before the rest is only counted.
    private static let namedFacts = 3

    /// Compares what was sealed with what was read and judged here. `assessment` is nil when there are no
    /// rules for the claim's venue.
    package func recomputation(
        _ collected: CollectedClaim, _ assessment: Assessment?
    ) -> Recomputation {
        var result = Recomputation()
        if let sealed = self.assessment {
            compare(sealed, assessment, &result)
        } else {
            result.findings.append(
                Finding(
                    code: "sealed.score.absent", severity: .note,
                    places: [Self.place("assessment")],
                    message: "no score was sealed with the claim, so there is none to compare"))
        }
        compareReadings(collected, &result)
        return result
    }

    private static func place(_ field: String) -> Place {
        Place(file: "claim.xml", spot: .field(field, line: nil))
    }

    private func compare(
        _ sealed: SealedAssessment, _ here: Assessment?, _ result: inout Recomputation
    ) {
        let sameRules =
            here.map {
                sealed.rulebook.utf8.elementsEqual($0.rulebook.id.utf8)
                    && sealed.version.utf8.elementsEqual($0.rulebook.version.utf8)
                    && sealed.rulebookDigest == $0.rulebook.digest
            } ?? false
        func name(_ id: String, _ version: String, _ digest: ContentDigest?) -> String {
            "\(id) \(version)" + (digest.map { ", sha256 \($0.hex.prefix(16))…" } ?? "")
        }
        let sealedRules = name(sealed.rulebook, sealed.version, sealed.rulebookDigest)
        let rules = here.map { name($0.rulebook.id, $0.rulebook.version, $0.rulebook.digest) }
        result.rows.append(
            .init(name: "rulebook", sealed: sealedRules, computed: rules, agrees: sameRules))
        if let rules, !sameRules {
            result.findings.append(
                Finding(
                    code: "sealed.rulebook.differs", severity: .warning,
                    places: [Self.place("assessment")],
                    message: "sealed by the rules \(sealedRules), judged here by \(rules)",
                    remedy: "ask for the rulebook that was used, and judge by it: --rulebook FILE"))
        }
        let sameDay = here.map { $0.asOf == sealed.asOf } ?? false
        result.rows.append(
            .init(
                name: "day", sealed: sealed.asOf.description, computed: here?.asOf.description,
                agrees: sameDay))
        if let here, !sameDay {
            result.findings.append(
                Finding(
                    code: "sealed.day.differs", severity: .note, places: [Self.place("assessment")],
                    message: "sealed as of \(sealed.asOf), judged here as of \(here.asOf)",
                    remedy: "to judge for the sealed day: --as-of \(sealed.asOf)"))
        }
        let sameScore =
            here.map { $0.score.value == sealed.score && $0.score.band == sealed.band } ?? false
        result.rows.append(
            .init(
                name: "score", sealed: "\(sealed.score), \(sealed.band.rawValue)",
                computed: here.map { "\($0.score.value), \($0.score.band.rawValue)" },
                agrees: sameScore))
        guard let here else { return }
        if !sameScore {
            result.findings.append(
                Finding(
                    code: "sealed.score.differs", severity: sameRules && sameDay ? .warning : .note,
                    places: [Self.place("assessment")],
                    message:
                        "a score of \(sealed.score) (\(sealed.band.rawValue)) was sealed, \(here.score.value) (\(here.score.band.rawValue)) is computed here",
                    remedy: "rely on the one computed here; the parts of both are in their vectors")
            )
        } else if sameRules, sameDay, !sealed.vector.utf8.elementsEqual(here.vector.utf8) {
            result.findings.append(
                Finding(
                    code: "sealed.vector.differs", severity: .note,
                    places: [Self.place("assessment")],
                    message: "the score is the sealed one, and is made of other parts"))
        }
    }

    private func compareReadings(_ collected: CollectedClaim, _ result: inout Recomputation) {
        var here: [EntryPath: (number: ExhibitNumber, file: CollectedFile)] = [:]
        for exhibit in collected.exhibits {
            for file in exhibit.files { here[file.entry] = (exhibit.exhibit.number, file) }
        }
        var same = 0, different = 0, unread = 0
        for exhibit in exhibits {
            for file in exhibit.files {
                // A file that is missing or altered is told by the seal.
                guard let read = here[file.entry]?.file, read.digest == file.digest else {
                    continue
                }
                let place = Place(exhibit: exhibit.exhibit.number, file: file.entry.name)
                if case .unread = read.reading, file.reading != "unread" {
                    unread += 1
                    result.findings.append(
                        Finding(
                            code: "sealed.reading.unread", severity: .note, places: [place],
                            message:
                                "was sealed with a reading and could not be read here, so nothing vouches for the sealed one",
                            remedy:
                                "open the file, or inspect on a machine that reads it: claimpack doctor"
                        ))
                    continue
                }
                let differences = Self.differences(file, read)
                if differences.count == 0 {
                    same += 1
                    continue
                }
                different += 1
                let named = differences.named.joined(separator: "; ")
                let more = differences.count - differences.named.count
                result.findings.append(
                    Finding(
                        code: "sealed.reading.differs", severity: .warning, places: [place],
                        message: "was sealed with another reading than it has here: \(named)"
                            + (more > 0 ? "; and \(more) more" : ""),
                        remedy:
                            "rely on the reading made here; another version of the program may read more"
                    ))
            }
        }
        result.rows.append(
            .init(
                name: "readings", sealed: "\(exhibits.reduce(0) { $0 + $1.files.count }) files",
                computed: "\(same) the same, \(different) different, \(unread) not read here",
                agrees: different == 0 && unread == 0))
    }

    /// How many facts of one file differ, and the first of them as short sentences.
    private struct Differences {
        private(set) var named: [String] = []
        private(set) var count = 0

        mutating func add(_ sentence: @autoclosure () -> String) {
            count += 1
            if named.count < SealedClaim.namedFacts { named.append(sentence()) }
        }
    }

    /// What differs between a sealed reading and one made here. Either may have a hundred thousand facts.
    private static func differences(_ sealed: SealedFile, _ here: CollectedFile) -> Differences {
        var differences = Differences()
        guard sealed.reading == here.reading.name else {
            differences.add("sealed as \(sealed.reading), read as \(here.reading.name)")
            return differences
        }
        // A document carries no character that XML cannot hold, and has line feeds only.
        func key(_ name: String, _ value: String) -> [UInt8] {
            Array(name.utf8) + [0] + ClaimDocument.carried(value).utf8.filter { $0 != 0x0D }
        }
        var counts: [[UInt8]: Int] = [:]
        let facts = here.reading.facts
        for fact in facts { counts[key(fact.name, fact.value), default: 0] += 1 }
        var onlySealed: [StatedFact] = []
        for fact in sealed.facts {
            let key = key(fact.name, fact.value)
            if let count = counts[key], count > 0 {
                counts[key] = count - 1
            } else {
                onlySealed.append(fact)
            }
        }
        let onlyHere = facts.filter { fact in
            let key = key(fact.name, fact.value)
            guard let count = counts[key], count > 0 else { return false }
            counts[key] = count - 1
            return true
        }
        // Those of one name are told in pairs, the first with the first.
        var places: [[UInt8]: [Int]] = [:]
        for index in onlyHere.indices.reversed() {
            places[Array(onlyHere[index].name.utf8), default: []].append(index)
        }
        var isPaired = [Bool](repeating: false, count: onlyHere.count)
        for fact in onlySealed {
            if let index = places[Array(fact.name.utf8)]?.popLast() {
                isPaired[index] = true
                differences.add(
                    "\(fact.name) sealed as “\(fact.value.prefix(60))”, read as “\(onlyHere[index].value.prefix(60))”"
                )
            } else {
                differences.add("\(fact.name) “\(fact.value.prefix(60))” is sealed and not read")
            }
        }
        for (fact, isPaired) in zip(onlyHere, isPaired) where !isPaired {
            differences.add("\(fact.name) “\(fact.value.prefix(60))” is read and not sealed")
        }
        return differences
    }
}
