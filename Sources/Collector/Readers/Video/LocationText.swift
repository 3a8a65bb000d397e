import ClaimModel

/// Positions written as text after ISO 6709, annex H: `+51.4169-000.0806/`.
enum LocationText {
    /// The position; latitude and longitude as degrees, degrees and minutes, or degrees, minutes and
    /// seconds, told apart by their digits. Height and reference system are left aside.
    static func read(_ text: String) -> GeoPoint? {
        let bytes = Array(text.utf8.prefix(128))
        var index = 0
        guard let latitude = angle(bytes, &index, degreeDigits: 2),
            let longitude = angle(bytes, &index, degreeDigits: 3)
        else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
    }

    private static func angle(_ bytes: [UInt8], _ index: inout Int, degreeDigits: Int) -> Double? {
        guard index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D else { return nil }
        let sign: Double = bytes[index] == 0x2D ? -1 : 1
        index += 1
        let whole = digits(bytes, &index)
        var fraction: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x2E {
            index += 1
            fraction = digits(bytes, &index)
        }
        // Degrees, then pairs of minutes and seconds; some writers leave out leading zeros.
        let pairs = whole.count > degreeDigits ? (whole.count - degreeDigits + 1) / 2 : 0
        guard !whole.isEmpty, pairs <= 2, pairs == 0 || whole.count == degreeDigits + 2 * pairs
        else {
            return nil
        }
        let split = pairs == 0 ? whole.count : degreeDigits
        var value = number(whole[..<split])
        var unit = 1.0
        var place = split
        for _ in 0..<pairs {
            unit *= 60
            value += number(whole[place..<(place + 2)]) / unit
            place += 2
        }
        var scale = 10.0
        for digit in fraction.prefix(12) {
            value += Double(digit - 48) / scale / unit
            scale *= 10
        }
        return sign * value
    }

    private static func digits(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
        let start = index
        while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
        return Array(bytes[start..<index])
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Double {
        digits.reduce(0) { $0 * 10 + Double($1 - 48) }
    }
}
