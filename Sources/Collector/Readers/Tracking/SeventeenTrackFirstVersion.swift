import ClaimModel

/// 17TRACK v1: `track.e` is the numeric status; `z0` is the latest event, `z1` and `z2` the lists
/// of origin and destination carrier. In an event `a` is the time, `c` the place and `z` the text;
/// some saved answers instead have the time in `d`, the place in `a` and the text in `c`.
enum SeventeenTrackFirstVersion {
    static func shipment(_ item: JSONNode) -> ShipmentTracking {
        let track = item["track"]
        var events = ["z1", "z2", "z9"].flatMap { track[$0].elements.map(event) }
        if events.isEmpty, track["z0"].exists { events = [event(track["z0"])] }
        events = TrackingWords.oldestFirst(events)
        let code = track["e"].integer
        let status = status(code)
        return ShipmentTracking(
            carrier: item["carrier"].words ?? track["w1"].words, number: item["number"].words ?? "",
            otherNumbers: [], status: status, rawStatus: code.map { "e=\($0)" } ?? "",
            events: events,
            delivery: status == .delivered ? delivery(track["z0"], events) : nil,
            spot: item["number"].spot)
    }

    /// v1 has no milestones: the latest event of a consignment whose code says delivered.
    private static func delivery(_ latest: JSONNode, _ events: [TrackingEvent]) -> Delivery {
        let event = latest.exists ? event(latest) : events.last
        return Delivery(
            clock: event?.clock, place: event?.place,
            signer: event.flatMap { TrackingWords.signer(in: $0.text) },
            spot: event?.spot ?? latest.spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let timeFirst = TrackingClock.iso(node["a"])
        let clock = timeFirst ?? TrackingClock.iso(node["d"])
        let text = node["z"].value?.string == nil ? node["c"] : node["z"]
        let place = timeFirst == nil ? node["a"] : node["c"]
        return TrackingEvent(
            clock: clock, place: place.words, code: node["s"].words.map { "s=\($0)" },
            text: text.words ?? "",
            // Events of this version carry no published code: nothing shows a scan.
            isPhysical: false, spot: node.spot)
    }

    private static func status(_ code: Int64?) -> ShipmentTracking.Status {
        switch code {
        case 0: .notFound
        case 10: .inTransit
        case 30: .awaitingPickup
        case 20, 35, 50: .exception
        case 40: .delivered
        default: .unknown
        }
    }
}
