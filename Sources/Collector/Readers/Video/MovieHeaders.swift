/// The fixed headers of a movie, a track and its media.
enum MovieHeaders {
    /// Creation time, units per second and duration, as `mvhd` and `mdhd` have them
    /// (ISO/IEC 14496-12, 8.2.2 and 8.4.2).
    struct Timing {
        /// Seconds since 1904.
        var created: UInt64
        /// Units per second.
        var timescale: Int
        /// Units; nil when the header says that it is not known.
        var duration: UInt64?

        /// The duration in milliseconds, rounded; nil when it is unknown, zero or meaningless.
        var milliseconds: Int? {
            MovieHeaders.milliseconds(duration, timescale: timescale)
        }
    }

    /// Reads `mvhd` or `mdhd`.
    static func timing(_ bytes: MetadataBytes) -> Timing? {
        guard let version = bytes.u8(0) else { return nil }
        let size = version == 1 ? 8 : 4
        let end = 4 + 2 * size
        guard version <= 1, let created = bytes.number(at: 4, size: size),
            let timescale = bytes.u32(end), let duration = bytes.number(at: end + 4, size: size)
        else { return nil }
        let unknown: UInt64 = size == 8 ? .max : 0xFFFF_FFFF
        return Timing(
            created: created, timescale: timescale, duration: duration == unknown ? nil : duration)
    }

    /// What `tkhd` states (8.3.2).
    struct TrackHeader {
        /// Seconds since 1904.
        var created: UInt64
        /// Clockwise rotation of the picture: 0, 90, 180 or 270.
        var rotationDegrees: Int
        /// Width for display in whole pixels.
        var width: Int
        /// Height for display in whole pixels.
        var height: Int
    }

    /// Reads `tkhd`.
    static func track(_ bytes: MetadataBytes) -> TrackHeader? {
        guard let version = bytes.u8(0), version <= 1 else { return nil }
        let size = version == 1 ? 8 : 4
        guard let created = bytes.number(at: 4, size: size) else { return nil }
        let matrix = 4 + 2 * size + 8 + size + 16
        guard let a = bytes.i32(matrix), let b = bytes.i32(matrix + 4),
            let c = bytes.i32(matrix + 12),
            let d = bytes.i32(matrix + 16), let width = bytes.u32(matrix + 36),
            let height = bytes.u32(matrix + 40)
        else { return nil }
        return TrackHeader(
            created: created, rotationDegrees: rotation(a: a, b: b, c: c, d: d),
            width: width >> 16, height: height >> 16)
    }

    /// Units as milliseconds.
    static func milliseconds(_ duration: UInt64?, timescale: Int) -> Int? {
        guard let duration, duration > 0, timescale > 0 else { return nil }
        let scale = UInt64(timescale)
        let product = duration.multipliedFullWidth(by: 1_000)
        guard product.high < scale else { return nil }
        let (quotient, remainder) = scale.dividingFullWidth(product)
        let rounded =
            remainder >= scale - remainder ? quotient.addingReportingOverflow(1) : (quotient, false)
        return rounded.1 ? nil : Int(exactly: rounded.0)
    }

    /// The quarter turn of a transformation matrix; mirrored pictures turn by their first axis.
    private static func rotation(a: Int, b: Int, c: Int, d: Int) -> Int {
        if abs(a) >= abs(b) { return a < 0 ? 180 : 0 }
        return b > 0 ? 90 : 270
    }
}
