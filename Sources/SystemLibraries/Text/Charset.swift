/// A character encoding that text of a case may come in.
///
/// Labels are read as browsers read them (WHATWG Encoding Standard, section 4.2), because pages and
/// mails are written for those: "gb2312" means its superset GB18030, "iso-8859-1" windows-1252.
package struct Charset: Equatable, Hashable, Sendable {
    /// The name that messages and readings use.
    package let name: String
    /// What iconv calls it.
    let iconvName: String

    package static let utf8 = Charset(name: "utf-8", iconvName: "UTF-8")
    package static let utf16LittleEndian = Charset(name: "utf-16le", iconvName: "UTF-16LE")
    package static let utf16BigEndian = Charset(name: "utf-16be", iconvName: "UTF-16BE")
    package static let gb18030 = Charset(name: "gb18030", iconvName: "GB18030")
    package static let big5 = Charset(name: "big5", iconvName: "BIG5-HKSCS")
    package static let shiftJIS = Charset(name: "shift_jis", iconvName: "CP932")
    package static let eucJP = Charset(name: "euc-jp", iconvName: "EUC-JP-MS")
    package static let iso2022JP = Charset(name: "iso-2022-jp", iconvName: "ISO-2022-JP")
    package static let eucKR = Charset(name: "euc-kr", iconvName: "CP949")
    package static let windows1252 = Charset(name: "windows-1252", iconvName: "CP1252")
    /// What zip archives without a mark use by their specification (APPNOTE 4.4.17, appendix D).
    package static let cp437 = Charset(name: "cp437", iconvName: "CP437")

    private init(name: String, iconvName: String) {
        self.name = name
        self.iconvName = iconvName
    }

    /// The encoding that a label found in a document means; nil when it means none we read.
    package init?(label: String) {
        let key = Self.trimmed(label)
        guard let known = Self.byLabel[key] ?? Self.byPattern(key) else { return nil }
        self = known
    }

    private static let byLabel: [String: Charset] = {
        let table: [(Charset, String)] = [
            (.utf8, "utf-8 utf8 unicode-1-1-utf-8 us-ascii-utf8"),
            (.utf16LittleEndian, "utf-16 utf-16le unicode ucs-2"),
            (.utf16BigEndian, "utf-16be unicodefffe"),
            (.gb18030, "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 x-gbk cp936 ms936"),
            (.big5, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950"),
            (.shiftJIS, "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 ms932"),
            (.eucJP, "euc-jp x-euc-jp"),
            (.iso2022JP, "iso-2022-jp csiso2022jp"),
            (
                .eucKR,
                "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean uhc cp949 windows-949"
            ),
            (
                .windows1252,
                "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 l1 us-ascii ascii"
            ),
            (.cp437, "cp437 ibm437 437"),
            (Charset(name: "windows-874", iconvName: "CP874"), "windows-874 tis-620 iso-8859-11"),
            (Charset(name: "koi8-r", iconvName: "KOI8-R"), "koi8-r koi8 koi"),
            (Charset(name: "koi8-u", iconvName: "KOI8-U"), "koi8-u"),
            (Charset(name: "macintosh", iconvName: "MACINTOSH"), "macintosh mac x-mac-roman"),
            (Charset(name: "ibm866", iconvName: "CP866"), "ibm866 cp866 866"),
        ]
        var found: [String: Charset] = [:]
        for (charset, labels) in table {
            for label in labels.split(separator: " ") { found[String(label)] = charset }
        }
        return found
    }()

    /// The two numbered families.
    private static func byPattern(_ key: String) -> Charset? {
        for (prefix, iconvPrefix, numbers) in [
            ("windows-", "CP", 1250...1258), ("cp", "CP", 1250...1258),
            ("iso-8859-", "ISO-8859-", 2...16), ("iso8859-", "ISO-8859-", 2...16),
        ] where key.hasPrefix(prefix) {
            guard let number = Int(key.dropFirst(prefix.count)), numbers.contains(number),
                number != 12
            else { continue }
            let family = iconvPrefix == "CP" ? "windows-" : "iso-8859-"
            return Charset(name: "\(family)\(number)", iconvName: "\(iconvPrefix)\(number)")
        }
        return nil
    }

    private static func trimmed(_ label: String) -> String {
        let noise: Set<Character> = [" ", "\t", "\r", "\n", "\r\n", "\"", "'", "\u{C}"]
        return String(label.drop { noise.contains($0) }.prefix { !noise.contains($0) }).lowercased()
    }

    /// Every encoding that is not built into this program's own code.
    static var converted: Set<Charset> {
        Set(byLabel.values).subtracting([.utf8]).union(
            [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].map {
                Charset(name: "windows-\($0)", iconvName: "CP\($0)")
            }
                + [2, 5, 7, 9, 15].map {
                    Charset(name: "iso-8859-\($0)", iconvName: "ISO-8859-\($0)")
                })
    }
}
