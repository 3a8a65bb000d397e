import ClaimModel
import Testing

@testable import Validator

/// A case made of values, to be changed in one place by each test.
struct ClaimRecipe {
    var claim: Claim
    var exhibits: [CollectedExhibit] = []
    var findings: [Finding] = []
    var asOf = day("2026-04-14")

    var collected: CollectedClaim {
        CollectedClaim(claim: claim, exhibits: exhibits, findings: findings)
    }

    static let orderNumber = "287340516001029481"
    static let rulebook: Rulebook = {
        do {
            guard let rulebook = try Rulebook.load(builtIn: "alibaba-trade-assurance") else {
                fatalError("no built-in rulebook")
            }
            return rulebook
        } catch {
            fatalError("\(error)")
        }
    }()

    func assessment(by rulebook: Rulebook = Self.rulebook) -> Assessment {
        Assessment(of: collected, by: rulebook, asOf: asOf)
    }

    func check(_ id: String) -> CheckResult? { assessment().checks.first { $0.id == id } }
    func outcome(_ id: String) -> Outcome? { check(id)?.outcome }
    func gate(_ id: String) -> GateResult? { assessment().gates.first { $0.id == id } }
    func status(_ kind: ExhibitKind) -> RequirementResult.Status? {
        assessment().requirements.first { $0.kind == kind }?.status
    }
    func codes() -> [String] { assessment().findings.map(\.code) }

    /// The same with a change.
    func with(_ change: (inout ClaimRecipe) -> Void) -> ClaimRecipe {
        var copy = self
        change(&copy)
        return copy
    }

    /// The same without an exhibit.
    func without(_ numbers: String...) -> ClaimRecipe {
        with { recipe in
            recipe.exhibits.removeAll { numbers.contains($0.exhibit.number.description) }
        }
    }

    mutating func add(
        _ number: String, _ kinds: [ExhibitKind], _ readings: [Reading] = [.opaque],
        title: String? = nil, dated: String? = nil, by: String? = nil, channel: String? = nil,
        captured: String? = nil
    ) {
        let exhibit = Exhibit(
            number: exhibitNumber(number), kinds: kinds, title: title.map { declared($0, "title") },
            dated: dated.map { declared(day($0), "dated") },
            captured: captured.map { declared($0, "captured") },
            channel: channel.map { declared($0, "channel") }, by: by.map { declared($0, "by") })
        let files = readings.enumerated().map { index, reading in
            file(number, index, reading, bytes: "\(number) \(index)")
        }
        exhibits.append(CollectedExhibit(exhibit: exhibit, files: files))
    }

    /// Replaces the reading of an exhibit's first file.
    mutating func read(_ number: String, _ reading: Reading) {
        guard let index = exhibits.firstIndex(where: { $0.exhibit.number.description == number })
        else { return }
        exhibits[index].files[0].reading = reading
    }
}

// MARK: Values

func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { fatalError("no day: \(text)") }
    return day
}

func money(_ text: String) -> Money {
    guard let money = Money(text) else { fatalError("no sum: \(text)") }
    return money
}

func decimal(_ text: String) -> ExactDecimal {
    guard let decimal = ExactDecimal(text) else { fatalError("no number: \(text)") }
    return decimal
}

func clock(_ text: String, _ keeper: ClockKeeper = .thirdParty) -> ClockReading {
    guard let clock = ClockReading(iso8601: text, keeper: keeper) else {
        fatalError("no time: \(text)")
    }
    return clock
}

func exhibitNumber(_ text: String) -> ExhibitNumber {
    guard let number = ExhibitNumber(text) else { fatalError("no number: \(text)") }
    return number
}

func declared<Value>(_ value: Value, _ field: String) -> Fact<Value> {
    Fact(value, raw: "\(value)", place: .claim(field), origin: .declared)
}

func declared(numbers: [String]) -> [Fact<ExhibitNumber>] {
    numbers.map { declared(exhibitNumber($0), "proof") }
}

func file(_ number: String, _ index: Int, _ reading: Reading, bytes: String) -> CollectedFile {
    do {
        let entry = try EntryPath("exhibits/\(number)/file-\(index)")
        return CollectedFile(
            entry: entry, byteCount: bytes.utf8.count, digest: digest(of: bytes),
            mediaType: "application/octet-stream", reading: reading)
    } catch {
        fatalError("no path: \(error)")
    }
}

/// Thirty-two bytes that differ where the texts do; no cryptography is needed to tell files apart.
func digest(of text: String) -> ContentDigest {
    var bytes = [UInt8](repeating: 0, count: ContentDigest.byteCount)
    for (index, byte) in text.utf8.enumerated() {
        bytes[index % bytes.count] = bytes[index % bytes.count] &* 31 &+ byte
    }
    guard let digest = ContentDigest(bytes) else { fatalError("no digest") }
    return digest
}

// MARK: Readings

func document(
    _ rows: [[String]] = [], labelled: [String: String] = [:], inspection: InspectionReport? = nil
) -> Reading {
    let box = PageBox(left: 0, top: 0, right: 100, bottom: 10)
    return .document(
        DocumentText(
            format: "pdf", pageCount: 1,
            rows: rows.map { TextRow(page: 1, box: box, cells: $0) },
            labelled: labelled.sorted { $0.key < $1.key }.map {
                LabelledValue(name: $0.key, value: $0.value, page: 1, box: box)
            }, inspection: inspection))
}

func read<Value>(_ value: Value) -> Fact<Value> {
    Fact(value, raw: "\(value)", place: Place(spot: .page(1, box: nil)), origin: .read)
}

func report(
    body: String? = "Northgate Inspection", number: String? = "NG-1",
    inspected: String? = "2026-04-11",
    order: String? = ClaimRecipe.orderNumber, lot: String? = "HY2603-C-01",
    lotSize: String? = "2,000",
    sampleSize: String? = "125", result: InspectionReport.Result? = .fail
) -> Reading {
    document(
        inspection:
            InspectionReport(
                body: body.map(read), number: number.map(read), inspected: inspected.map(read),
                orderNumber: order.map(read), lot: lot.map(read), lotSize: lotSize.map(read),
                sampleSize: sampleSize.map(read), result: result.map(read)))
}

/// Messages as `(is the claimant's, time or none, text)`.
func chat(_ messages: [(Bool, String?, String)], platform: String = "alibaba") -> Reading {
    .chat(
        ChatTranscript(
            format: "alibaba-html", platform: platform,
            messages: messages.enumerated().map { index, message in
                ChatMessage(
                    number: index + 1, author: .person, sender: message.0 ? "Dana" : "Lin Wei",
                    isOwn: message.0, clock: message.1.map { clock($0) }, text: message.2)
            }))
}

/// A consignment; scans and delivery as times, places as written.
func tracking(
    number: String = "1Z7R4W186704182938", scanned: String? = "2026-03-30T18:20+08:00",
    delivered: String? = "2026-04-09T14:06-05:00", place: String? = "Austin, TX 78758, US",
    destination: String? = "Austin, TX 78758, US"
) -> Reading {
    var events = [
        TrackingEvent(
            clock: clock("2026-03-28T16:40+08:00"), text: "label created", isPhysical: false,
            spot: .member("events[0]"))
    ]
    if let scanned {
        events.append(
            TrackingEvent(
                clock: clock(scanned), text: "picked up", isPhysical: true,
                spot: .member("events[1]")))
    }
    return .tracking(
        TrackingRecord(
            shape: "17track",
            shipments: [
                ShipmentTracking(
                    carrier: "ups", number: number,
                    status: delivered == nil ? .inTransit : .delivered,
                    rawStatus: delivered == nil ? "InTransit" : "Delivered", events: events,
                    delivery: delivered.map {
                        Delivery(clock: clock($0), place: place, spot: .member("delivery"))
                    }, destination: destination, spot: .member("shipments[0]"))
            ]))
}

func video(taken: String? = "2026-04-09T14:20-05:00", milliseconds: Int? = 12_000) -> VideoMetadata
{
    VideoMetadata(
        container: "mp4", brand: "isom", durationMilliseconds: milliseconds,
        clocks: taken.map {
            [NamedClock(name: "recorded", tag: "creationdate", reading: clock($0, .device))]
        } ?? [])
}

func photo(taken: String? = "2026-04-09T14:31-05:00") -> ImageMetadata {
    ImageMetadata(
        format: "jpeg", width: 10, height: 10,
        clocks: taken.map {
            [NamedClock(name: "taken", tag: "DateTimeOriginal", reading: clock($0, .device))]
        } ?? [])
}
