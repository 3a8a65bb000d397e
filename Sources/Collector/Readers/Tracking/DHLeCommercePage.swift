import ClaimModel
import SystemLibraries

/// DHL eCommerce's tracking page, saved: the number in a heading, a card whose class is the state, and a
/// timeline. The state is the card's class, never a word of the page, which is full of "delivered".
enum DHLeCommercePage {
    static func read(_ root: HTMLElement) -> TrackingRecord? {
        guard let card = root.firstElement(where: { $0.hasClass("card") && state($0) != nil }),
            let state = state(card), root.firstElement(where: { $0.hasClass("timeline") }) != nil,
            let number = root.firstElement(where: { $0.name == "h3" && isNumber($0.text) })?.text
        else { return nil }
        var remarks = RemarkList()
        let events = Array(self.events(root).reversed())
        let status = self.status(state)
        let delivered = status == .delivered ? events.last : nil
        let places = card.elements { $0.name == "dd" }.map(\.text)
        let shipment = ShipmentTracking(
            carrier: "DHL eCommerce", number: number, status: status,
            rawStatus: [
                state, card.firstElement { $0.hasClass("status-description") }?.text,
            ].compactMap { $0 }.joined(separator: " "),
            events: events,
            delivery: delivered.map {
                Delivery(clock: $0.clock, place: $0.place, spot: $0.spot)
            },
            destination: places.count > 1 ? places[1] : nil, origin: places.first,
            spot: .member("h3"))
        TrackingDoubts.remark(on: shipment, in: &remarks)
        return TrackingRecord(
            shape: "dhl-ecommerce-html", shipments: [shipment], remarks: remarks.findings)
    }

    private static func isNumber(_ text: String) -> Bool {
        (10...34).contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    /// `card-delivered` and its like.
    private static func state(_ card: HTMLElement) -> String? {
        card.classes.first {
            $0.hasPrefix("card-") && !["card-badge", "card-title", "card-body"].contains($0)
        }
    }

    private static func status(_ state: String) -> ShipmentTracking.Status {
        switch state {
        case "card-delivered": .delivered
        case "card-intransit", "card-in-transit": .inTransit
        case "card-exception", "card-alert": .exception
        default: .unknown
        }
    }

    /// The timeline, newest first as on the page. A day stands in a line of its own.
    private static func events(_ root: HTMLElement) -> [TrackingEvent] {
        var day = ""
        var events: [TrackingEvent] = []
        for item in root.elements(where: { $0.name == "li" }) {
            if item.hasClass("timeline-date") {
                day = item.text
            } else if item.hasClass("timeline-event") {
                let time = item.firstElement { $0.hasClass("timeline-time") }?.text ?? ""
                let text =
                    item.firstElement { $0.hasClass("timeline-description") }?.text
                    ?? item.firstElement { $0.hasClass("timeline-unit") }?.text ?? ""
                events.append(
                    TrackingEvent(
                        clock: EnglishClock.read("\(day) \(time)", keeper: .thirdParty),
                        place: item.firstElement { $0.hasClass("timeline-location") }?.text,
                        text: text, isPhysical: !item.hasClass("timeline-notice"),
                        spot: .line(item.line, column: nil)))
            }
        }
        return events
    }
}
