import ClaimModel

/// Tracking as a table whose heading names a number, a time and a state, one row for each scan. A table
/// a person made says what that person wrote: it carries no carrier's code, so it proves no delivery.
enum TrackingTable {
    static func read(_ bytes: [UInt8]) -> TrackingRecord? {
        guard var csv = CSVReader(bytes), let fields = csv.next() else { return nil }
        let heading = CSVHeading(fields)
        guard
            let number = heading.column([
                "tracking number", "tracking no", "tracking", "waybill", "awb", "number", "运单号",
                "物流单号", "快递单号",
            ]),
            let time = heading.column([
                "time", "date", "datetime", "event time", "timestamp", "时间", "日期",
            ]),
            let text = heading.column([
                "status", "event", "description", "activity", "details", "状态", "轨迹",
            ])
        else { return nil }
        let place = heading.column(["location", "place", "city", "地点"])
        let carrier = heading.column(["carrier", "courier", "承运商", "快递公司"])
        var shipments: [ShipmentTracking] = []
        var indices: [[UInt8]: Int] = [:]
        let dates = TableDates(of: bytes, column: time)
        var hasDate = false
        var line = csv.line
        while let row = csv.next(), shipments.count <= TrackingReader.recordLimit {
            defer { line = csv.line }
            guard row.count > max(number, time, text), !row[number].trimmedOfSpace.isEmpty else {
                continue
            }
            let name = row[number].trimmedOfSpace
            let clock = dates.read(row[time], keeper: .party)
            hasDate = hasDate || clock != nil || dates.isUndecidedYear(row[time])
            let event = TrackingEvent(
                clock: clock, place: place.flatMap { $0 < row.count ? row[$0] : nil },
                text: row[text], isPhysical: false, spot: .line(line, column: nil))
            if let index = indices[Array(name.utf8)] {
                shipments[index].events.append(event)
            } else {
                indices[Array(name.utf8)] = shipments.count
                shipments.append(
                    ShipmentTracking(
                        carrier: carrier.flatMap { $0 < row.count ? row[$0] : nil }, number: name,
                        status: .unknown, rawStatus: "", events: [event],
                        spot: .line(line, column: nil)))
            }
        }
        guard hasDate else { return nil }
        return record("table", shipments, dates)
    }

    /// Text with an unmistakable number and lines that begin with a time.
    static func read(_ text: TextLines) -> TrackingRecord? {
        var number: (String, Int)?
        var events: [TrackingEvent] = []
        for (index, line) in text.lines.prefix(5_000).enumerated() where line.count < 2_000 {
            if number == nil {
                for word in line.split(whereSeparator: { !isNumberByte($0) }) where word.count >= 8
                {
                    let written = String(decoding: word, as: UTF8.self)
                    let kinds = TrackingNumber.kinds(of: written)
                    if kinds.contains(where: { $0.format.isUnmistakable && $0.isValid }) {
                        number = (written, index + 1)
                        break
                    }
                }
            }
            let bytes = Array(line.drop { $0 == 0x20 || $0 == 0x09 }.prefix(200))
            guard let first = bytes.first, (48...57).contains(first),
                let (clock, end) = ChatClock.prefix(of: bytes, .yearFirst, keeper: .party),
                clock.wallClock.minute != nil
            else { continue }
            let words = String(decoding: bytes[end...], as: UTF8.self).trimmedOfSpace
            events.append(
                TrackingEvent(
                    clock: clock, text: words, isPhysical: false,
                    spot: .line(index + 1, column: nil)))
        }
        guard let number, events.count >= 2 else { return nil }
        return record(
            "text",
            [
                ShipmentTracking(
                    number: number.0, status: .unknown, rawStatus: "", events: events,
                    spot: .line(number.1, column: nil))
            ])
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func record(
        _ shape: String, _ shipments: [ShipmentTracking], _ dates: TableDates = TableDates()
    ) -> TrackingRecord {
        var remarks = RemarkList()
        dates.remark("tracking", in: &remarks)
        remarks.add(
            "tracking.typed", .note,
            "the record is a \(shape) that anybody can write; it has no code of a carrier",
            remedy: "save the carrier's own page or answer")
        var ordered = shipments
        for index in ordered.indices {
            ordered[index].events = TrackingWords.oldestFirst(ordered[index].events)
            TrackingDoubts.remark(on: ordered[index], in: &remarks)
        }
        return TrackingRecord(shape: shape, shipments: ordered, remarks: remarks.findings)
    }
}
