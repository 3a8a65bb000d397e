import ClaimModel
import Foundation

@testable import SealedArchive
@testable import SystemLibraries

/// Names that mean harm, and floods.
extension ConformanceCase {
    static let names: [ConformanceCase] =
        [
            named("parent", "../evil.txt"), named("parent-inside", "exhibits/A-1/../../evil.txt"),
            named("absolute", "/etc/evil"), named("dot-segment", "exhibits/A-1/./x"),
            named("empty-segment", "exhibits//x"), named("drive", "C:/evil.txt"),
            named("backslash", "exhibits\\A-1\\x"), named("backslash-parent", "..\\evil.txt"),
            named("nul", "exhibits/A-1/x.png\u{0}.exe"), named("newline", "exhibits/A-1/x\ny"),
            named("carriage-return", "exhibits/A-1/x\ry"), named("escape", "exhibits/A-1/\u{1B}[2Jx"),
            named("delete", "exhibits/A-1/x\u{7F}"), named("c1-control", "exhibits/A-1/x\u{9B}y"),
            named("bidi-override", "exhibits/A-1/\u{202E}gpj.exe"),
            named("bidi-isolate", "exhibits/A-1/\u{2066}x\u{2069}"),
            named("zero-width", "exhibits/A-1/or\u{200B}der.png"),
            named("byte-order-mark", "exhibits/A-1/\u{FEFF}x"),
            named("line-separator", "exhibits/A-1/x\u{2028}y"),
            named("unassigned", "exhibits/A-1/x\u{0378}"), named("private-noncharacter", "exhibits/A-1/x\u{FFFF}"),
            named("trailing-dot", "exhibits/A-1/x."), named("trailing-space", "exhibits/A-1/x "),
            named("trailing-dot-folder", "exhibits/A-1./x"), named("device", "exhibits/A-1/nul"),
            named("device-with-ending", "exhibits/A-1/CON.txt"), named("device-numbered", "exhibits/A-1/com1.pdf"),
            named("device-superscript", "exhibits/A-1/COM\u{B9}.pdf"), named("device-console", "exhibits/A-1/conin$"),
            named("blank-space", "exhibits/A-1/\u{3000}"), named("blank-filler", "exhibits/A-1/\u{3164}"),
            named("blank-selector", "exhibits/A-1/\u{FE0F}"),
            named("colon-stream", "exhibits/A-1/x.txt:evil"), named("question-mark", "exhibits/A-1/x?"),
            named("asterisk", "exhibits/A-1/*"), named("quote", "exhibits/A-1/\"x\""),
            named("angle", "exhibits/A-1/<x>"), named("pipe", "exhibits/A-1/x|y"),
            named("decomposed", "exhibits/A-1/cafe\u{301}.png"),
            named("segment-256-bytes", "exhibits/A-1/" + String(repeating: "x", count: 256)),
            named("path-1025-bytes", String(repeating: "x", count: 204).appending("/").repeated(5) + "x"),
            named("empty", ""), raw("not-utf8", [0x65, 0x2F, 0xFF]),
            raw("overlong-utf8", Array("exhibits/A-1/".utf8) + [0xC0, 0xAE, 0xC0, 0xAE]),
            raw("surrogate", Array("exhibits/A-1/".utf8) + [0xED, 0xA0, 0x80]),
            raw("cut-utf8", Array("exhibits/A-1/x".utf8) + [0xE8, 0x81]),
            zip("names/latin-1-unmarked") { zip in
                var entry = RawZip.Entry([0x65, 0x78, 0x2F, 0xE9], [1])
                entry.both { $0.flags = 0 }
                zip.entries.insert(entry, at: 5)
            },
            zip("names/utf8-unmarked") { zip in
                zip["exhibits/C-1/聊天记录.txt"].both { $0.flags = 0 }
            },
            forged("names/case-twins") { try $0.add("exhibits/a-1/ORDER page.png", [1]) },
            forged("names/case-twins-unicode") {
                try $0.add("exhibits/A-1/Straße.txt", [1])
                try $0.add("exhibits/A-1/STRASSE.txt", [2])
            },
            forged("names/file-and-folder") { try $0.add(target + "/x", [1]) },
            zip("names/normal-form-twins") { zip in
                zip.entries.insert(RawZip.Entry("exhibits/A-1/café.txt", [1]), at: 5)
                zip.entries.insert(RawZip.Entry("exhibits/A-1/cafe\u{301}.txt", [2]), at: 6)
            },
        ]

    static let limits: [ConformanceCase] = [
        zip("limits/overlap-full") { zip in
            place(1_000, recordsOver: target, in: &zip)
        },
        zip("limits/overlap-quoted") { zip in
            // Each entry's bytes are the headers of those behind it (the quoted overlap of a zip bomb).
            var inner: [UInt8] = [1, 2, 3]
            for index in 0..<200 {
                inner = Array(RawZip([RawZip.Entry("exhibits/A-1/\(index)", inner)]).bytes.dropLast(22 + 46 + 14))
            }
            zip.entries[5] = RawZip.Entry(zip.entries[5].local.name, inner)
            place(200, recordsOver: target, in: &zip)
        },
        zip("limits/size-4-gib-said") { zip in
            zip[target].both { $0.byteCount = 0xFFFF_FFFE; $0.storedByteCount = 0xFFFF_FFFE }
        },
        zip("limits/size-deflated-4-gib-said") { zip in
            let block: [UInt8] = [1] + storedBlock([1])
            zip[target].bytes = block
            zip[target].both {
                $0.method = 8
                $0.byteCount = 0xFFFF_FFFE
                $0.storedByteCount = UInt32(block.count)
            }
        },
        ConformanceCase(name: "limits/count-4-thousand-million-said") {
            let bytes = try forgery().zip().bytes
            var end = Array(bytes.suffix(22))
            var cursor = ZipCursor(end, at: 12)
            let size = UInt64(cursor.number32() ?? 0), offset = UInt64(cursor.number32() ?? 0)
            var wide: [UInt8] = []
            wide.append(little: ZipFormat.zip64EndSignature)
            wide.append(little: UInt64(44))
            wide.append(little: ZipFormat.madeBy)
            wide.append(little: ZipFormat.zip64Version)
            wide += [UInt8](repeating: 0, count: 8)
            for value in [UInt64(4_000_000_000), 4_000_000_000, size, offset] { wide.append(little: value) }
            wide.append(little: ZipFormat.zip64LocatorSignature)
            wide.append(little: UInt32(0))
            wide.append(little: offset + size)
            wide.append(little: UInt32(1))
            end.set(UInt16.max, fromEnd: 14)
            end.set(UInt16.max, fromEnd: 12)
            return Array(bytes.dropLast(22)) + wide + end
        },
        forged("limits/findings-flood") { forgery in
            forgery.afterwards = (0..<2_000).map { ("META-INF/x\($0)", []) }
        },
        seal("limits/signature-over-1-mib") {
            $0.unsigned = [
                RawCMS.attribute(
                    OID(1, 2, 3, 4), DERWriter.octetString([UInt8](repeating: 0, count: 1 << 20)))
            ]
        },
        seal("limits/signature-200-certificates") { cms in
            cms.certificates = (0..<200).map { _ in cms.signer.certificate }
        },
        seal("limits/signature-deep") { cms in
            var deep: [UInt8] = [0x05, 0x00]
            for _ in 0..<100 { deep = DERWriter.sequence(deep) }
            cms.unsigned = [RawCMS.attribute(OID(1, 2, 3, 4), deep)]
        },
        manifest("deep", replacing: "<asic:SigReference", with: String(repeating: "<x>", count: 100)
            + String(repeating: "</x>", count: 100) + "<asic:SigReference"),
        manifest("attribute-flood", replacing: "<asic:SigReference",
            with: "<asic:SigReference " + (0..<2_000).map { "a\($0)=\"\" " }.joined()),
    ]

    private static func named(_ name: String, _ path: String) -> ConformanceCase {
        raw(name, Array(path.utf8))
    }

    private static func raw(_ name: String, _ path: [UInt8]) -> ConformanceCase {
        zip("names/" + name) { $0.entries.insert(RawZip.Entry(path, [1]), at: 5) }
    }

    private static func place(_ count: Int, recordsOver name: String, in zip: inout RawZip) {
        for index in 0..<count {
            var twin = RawZip.Entry("exhibits/A-1/twin-\(index)", zip[name].bytes)
            twin.isInFile = false
            twin.offset = 70
            zip.entries.append(twin)
        }
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
