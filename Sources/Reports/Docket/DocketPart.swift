import ClaimModel

/// A line of the queue in JSON.
struct DocketPart: Encodable {
    struct OfficePart: Encodable {
        let received: String?
        let assigned: String?
        let status: String?
        let note: String?
    }

    let path: String
    let result: String
    let reason: String?
    let order: String?
    let buyer: String?
    let supplier: String?
    let venue: String?
    let reasons: String?
    let asked: String?
    let windowCloses: String?
    let daysLeft: Int?
    let signer: String?
    let isSignerConfirmed: Bool?
    let provedTime: String?
    let rounds: Int?
    let score: Int?
    let band: String?
    let failedGates: String?
    let failedChecks: Int?
    let missing: String?
    let sha256: String?
    let office: OfficePart

    init(_ entry: DocketEntry, asOf day: CalendarDay) {
        let archive = entry.archive
        path = archive.path
        result = archive.result.rawValue
        reason = archive.reason
        order = archive.orderNumber
        buyer = archive.buyer
        supplier = archive.supplier
        venue = archive.venue
        reasons = archive.claimReasons
        asked = archive.asked
        windowCloses = archive.windowCloses?.description
        daysLeft = entry.daysLeft(asOf: day)
        signer = archive.signer
        isSignerConfirmed = archive.isSignerConfirmed
        provedTime = archive.provedTime
        rounds = archive.rounds
        score = archive.score
        band = archive.band
        failedGates = archive.failedGates
        failedChecks = archive.failedChecks
        missing = archive.missing
        sha256 = archive.digest
        office = OfficePart(
            received: entry.office.received, assigned: entry.office.assigned,
            status: entry.office.status, note: entry.office.note)
    }
}
