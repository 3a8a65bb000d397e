/// A JPEG stripped to what a picture needs: tables, frame, scans. Notes, previews, colour profiles and
/// whatever stands behind the end are gone, so that what is shown is what was drawn and no more.
package struct SmallJPEG: Hashable, Sendable {
    /// From the start of the image to its end (ITU-T T.81).
    package let bytes: [UInt8]
    /// Pixels.
    package let width: Int
    package let height: Int

    /// Pixels along a side at most.
    package static let sideLimit = 1_024

    /// Nil for anything but one whole baseline or progressive picture of a small size.
    package init?(_ source: [UInt8]) {
        guard source.count >= 4, source[0] == 0xFF, source[1] == 0xD8 else { return nil }
        var kept: [UInt8] = [0xFF, 0xD8]
        var size: (width: Int, height: Int)?
        var hasScan = false
        var at = 2
        while true {
            guard at + 1 < source.count, source[at] == 0xFF else { return nil }
            let marker = source[at + 1]
            if marker == 0xD9 {
                guard let size, hasScan else { return nil }
                (width, height) = size
                bytes = kept + [0xFF, 0xD9]
                return
            }
            guard at + 3 < source.count else { return nil }
            let length = Int(source[at + 2]) << 8 | Int(source[at + 3])
            let end = at + 2 + length
            guard length >= 2, end <= source.count else { return nil }
            switch marker {
            case 0xC0, 0xC1, 0xC2:
                // One frame: eight bits, one or three components.
                guard size == nil, length >= 8, source[at + 4] == 8 else { return nil }
                let height = Int(source[at + 5]) << 8 | Int(source[at + 6])
                let width = Int(source[at + 7]) << 8 | Int(source[at + 8])
                let components = Int(source[at + 9])
                guard (1...Self.sideLimit).contains(width), (1...Self.sideLimit).contains(height),
                    components == 1 || components == 3, length == 8 + 3 * components
                else { return nil }
                size = (width, height)
                kept += source[at..<end]
            case 0xC4, 0xDB, 0xDD: kept += source[at..<end]
            case 0xDA:
                guard size != nil else { return nil }
                hasScan = true
                kept += source[at..<end]
                var next = end
                // Coded bytes end at the first marker that is no restart and no stuffed byte.
                while next + 1 < source.count {
                    if source[next] == 0xFF, source[next + 1] != 0,
                        !(0xD0...0xD7).contains(source[next + 1])
                    {
                        break
                    }
                    next += 1
                }
                guard next + 1 < source.count else { return nil }
                kept += source[end..<next]
                at = next
                continue
            case 0xE0...0xEF, 0xFE: break
            default: return nil
            }
            at = end
        }
    }
}
