/// A point on Earth (WGS 84) in millionths of a degree, so that no binary fraction is ever signed.
public struct GeoPoint: Hashable, Sendable {
    /// Millionths of a degree north, −90,000,000 to 90,000,000.
    public let latitudeMicrodegrees: Int
    /// Millionths of a degree east, −180,000,000 to 180,000,000.
    public let longitudeMicrodegrees: Int

    /// Nil outside the ranges.
    public init?(latitudeMicrodegrees: Int, longitudeMicrodegrees: Int) {
        guard (-90_000_000...90_000_000).contains(latitudeMicrodegrees),
            (-180_000_000...180_000_000).contains(longitudeMicrodegrees)
        else { return nil }
        self.latitudeMicrodegrees = latitudeMicrodegrees
        self.longitudeMicrodegrees = longitudeMicrodegrees
    }

    /// Nil outside the ranges or when a number is not finite. Rounded to a millionth of a degree.
    public init?(latitude: Double, longitude: Double) {
        guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180
        else { return nil }
        self.init(
            latitudeMicrodegrees: Int((latitude * 1_000_000).rounded()),
            longitudeMicrodegrees: Int((longitude * 1_000_000).rounded()))
    }
}

extension GeoPoint: CustomStringConvertible {
    /// Degrees with six digits: `30.267200,-97.743100`.
    public var description: String {
        func degrees(_ value: Int) -> String {
            (value < 0 ? "-" : "") + String(abs(value) / 1_000_000) + "."
                + String(abs(value) % 1_000_000).leftPadded(to: 6)
        }
        return degrees(latitudeMicrodegrees) + "," + degrees(longitudeMicrodegrees)
    }
}
