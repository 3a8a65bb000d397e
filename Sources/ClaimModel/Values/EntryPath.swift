@_spi(_Unicode) import Swift

/// The name of an entry in a bundle: a relative path of safe segments, held as bytes.
///
/// Two names are the same entry only when their bytes are equal; Swift's own string equality would
/// take a composed and a decomposed "é" for one. A path that breaks a rule cannot be made, so code
/// that holds one need not check again.
public struct EntryPath: Hashable, Sendable {
    /// Bytes allowed in one segment, as in the file systems a bundle is unpacked to.
    public static let segmentByteLimit = 255
    /// Bytes allowed in the whole path.
    public static let byteLimit = 1_024

    /// The path in UTF-8, segments separated by `/`.
    public let bytes: [UInt8]

    /// Accepts UTF-8 in normalisation form C whose segments are not empty, `.` or `..`, hold none of
    /// `\ : * ? " < > |`, no control, format, surrogate or unassigned character, do not end in a
    /// dot or space, are no device name of Windows and show something.
    public init(_ bytes: [UInt8]) throws(EntryPathProblem) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.byteLimit else { throw .tooLong }
        // ASCII is UTF-8 and normalised as it stands; most names are.
        if !bytes.allSatisfy({ $0 < 0x80 }) {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
            guard text._nfc.elementsEqual(text.unicodeScalars) else { throw .notNormalised }
        }
        var start = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
            try Self.check(segment: bytes[start..<end])
            start = end + 1
        }
        self.bytes = bytes
    }

    /// The same for a text.
    public init(_ text: String) throws(EntryPathProblem) {
        try self.init(Array(text.utf8))
    }

    /// Eight bytes at a time: names are the keys of large tables.
    public func hash(into hasher: inout Hasher) { NameBytes(bytes: bytes).hash(into: &hasher) }

    /// The path as text. Safe to print: control and format characters cannot occur in it.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The last segment.
    public var name: String {
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// What a file system that ignores case and normalisation would take this path for; two paths of
    /// one bundle may not share it.
    public var collisionKey: [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            var key = bytes
            for index in key.indices where (65...90).contains(key[index]) { key[index] += 32 }
            return key
        }
        var scalars = String.UnicodeScalarView()
        // Through capitals and back, so that ß meets ss and ſ meets s.
        for scalar in text.uppercased().lowercased()._nfc { scalars.append(scalar) }
        return Array(String(scalars).utf8)
    }

    private static func check(segment: ArraySlice<UInt8>) throws(EntryPathProblem) {
        guard !segment.isEmpty else { throw .emptySegment }
        guard segment.count <= segmentByteLimit else { throw .segmentTooLong }
        guard segment.count > 2 || !segment.allSatisfy({ $0 == UInt8(ascii: ".") }) else {
            throw .dotSegment
        }
        guard segment.last != UInt8(ascii: "."), segment.last != UInt8(ascii: " ") else {
            throw .trailingDotOrSpace
        }
        var isASCII = true
        for byte in segment {
            if byte >= 0x80 { isASCII = false }
            switch byte {
            case 0..<0x20, 0x7F, 0x22, 0x2A, 0x3A, 0x3C, 0x3E, 0x3F, 0x5C, 0x7C:
                throw .forbiddenCharacter
            default: break
            }
        }
        if !isASCII { try check(scalarsOf: String(decoding: segment, as: UTF8.self)) }
        // Windows reads "NUL .txt" as "NUL".
        var stem = segment.prefix { $0 != UInt8(ascii: ".") }
        while stem.last == UInt8(ascii: " ") { stem.removeLast() }
        guard !Self.beginsLikeDevice(stem)
            || !Self.windowsDevices.contains(String(decoding: stem, as: UTF8.self).uppercased())
        else { throw .deviceName }
    }

    private static func check(scalarsOf segment: String) throws(EntryPathProblem) {
        var isBlank = true
        for scalar in segment.unicodeScalars {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
                throw .forbiddenCharacter
            // The Braille pattern without dots is drawn as a space, though it is called a symbol.
            case .spaceSeparator: break
            default:
                if !properties.isDefaultIgnorableCodePoint, scalar != "\u{2800}" { isBlank = false }
            }
        }
        if isBlank { throw .blank }
    }

    /// Whether a stem is as long as a device's name and begins like one, in either case: CON, PRN, AUX, NUL, COM
    /// or LPT. Quick, because hardly any name does.
    private static func beginsLikeDevice(_ stem: ArraySlice<UInt8>) -> Bool {
        guard (3...7).contains(stem.count) else { return false }
        return switch stem.prefix(3).reduce(UInt32(0), { $0 << 8 | UInt32($1 & 0xDF) }) {
        case 0x43_4F_4E, 0x50_52_4E, 0x41_55_58, 0x4E_55_4C, 0x43_4F_4D, 0x4C_50_54: true
        default: false
        }
    }

    /// With the superscripts that Windows takes for digits.
    private static let windowsDevices: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
            + "123456789\u{B9}\u{B2}\u{B3}".flatMap { ["COM\($0)", "LPT\($0)"] })
}

extension EntryPath: Comparable {
    /// Orders by bytes.
    public static func < (left: EntryPath, right: EntryPath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension EntryPath: CustomStringConvertible {
    /// The path as text.
    public var description: String { text }
}

/// Why a name cannot be the path of an entry.
public enum EntryPathProblem: Error, Hashable, Sendable {
    /// There are no bytes.
    case empty
    /// More bytes than `EntryPath.byteLimit`.
    case tooLong
    /// The bytes are not UTF-8.
    case notUTF8
    /// The text is not in Unicode normalisation form C.
    case notNormalised
    /// Two slashes follow each other, or one stands at an end.
    case emptySegment
    /// A segment has more bytes than `EntryPath.segmentByteLimit`.
    case segmentTooLong
    /// A segment is `.` or `..`.
    case dotSegment
    /// A segment ends in a dot or a space, which Windows drops.
    case trailingDotOrSpace
    /// A control, format or unassigned character, or one of `\ : * ? " < > |`.
    case forbiddenCharacter
    /// A segment is a device name of Windows, such as `NUL` or `com1.txt`.
    case deviceName
    /// A segment holds nothing that is drawn: spaces of all kinds, fillers, marks without a letter.
    case blank
}
