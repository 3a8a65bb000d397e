import ClaimModel
import TestSupport
import Testing

@testable import Collector

@Suite(.serialized)
struct PrivateDataTests {
    private static func kinds(_ text: String) -> [String] {
        PrivateText.find(in: Array(text.utf8)).map {
            "\($0.kind.rawValue) \(String(decoding: $0.value, as: UTF8.self))"
        }
    }

    @Test(arguments: [
        ("call +86 138 0013 8000 now", ["phone 8613800138000"]),
        ("(+49) 30", []), ("+1 (512) 555-0142.", ["phone 15125550142"]), ("1+12345678", []),
        ("mail Dana.W@Larkspur.example, or x@y", ["mail dana.w@larkspur.example"]),
        ("李@example.cn", ["mail 李@example.cn"]), ("@example.com a@b.1", []),
        ("IBAN GB82 WEST 1234 5698 7654 32 please", ["bank-account GB82WEST12345698765432"]),
        ("GB82 WEST 1234 5698 7654 33", []),
        ("DE89370400440532013000", ["bank-account DE89370400440532013000"]),
        ("card 4111 1111 1111 1111", ["card 4111111111111111"]), ("4111 1111 1111 1112", []),
        ("order 287340516001029481", []), ("1Z7R4W186704182938", []),
        ("3782 822463 10005", ["card 378282246310005"]), ("", []), ("+", []), ("@", []),
    ])
    func `private data is found by its check digits and its form`(text: String, found: [String]) {
        #expect(Self.kinds(text) == found)
    }

    @Test func `a file is told once for each kind, with the number of different values`() {
        let chat = ChatTranscript(
            format: "eml", platform: "e-mail",
            messages: [
                ChatMessage(
                    number: 1, author: .person, sender: "a@b.example", text: "+12025550142"),
                ChatMessage(
                    number: 2, author: .person, sender: "A@b.example", text: "+12025550143"),
            ])
        let found = PrivateData.list(in: .chat(chat))
        #expect(found.map(\.kind) == [.phone, .mail])
        #expect(found.map(\.count) == [2, 1])
        #expect(found.map(\.place.spot) == [.message(1), .message(1)])
        let image = ImageMetadata(
            format: "jpeg", width: 1, height: 1,
            location: GeoPoint(latitude: 1, longitude: 2))
        #expect(PrivateData.list(in: .image(image)).map(\.kind) == [.position])
        let listing = ArchiveListing(
            format: "zip",
            members: [
                ArchiveMember(path: "m", reading: .chat(chat)),
                ArchiveMember(path: "n", reading: .image(image)),
            ])
        let inside = PrivateData.list(in: .archive(listing))
        #expect(inside.map(\.kind) == [.position, .phone, .mail])
        #expect(inside.map(\.place.spot) == [.member("n"), .member("m"), .member("m")])
    }

    @Test(arguments: ["a", "@", "+", "1 ", "A", "GB82", "4111 "])
    func `a flood of beginnings takes time in proportion`(unit: String) {
        func flood(_ count: Int) -> [UInt8] {
            Array(String(repeating: unit, count: count / unit.utf8.count).utf8)
        }
        let (short, long) = (flood(1 << 17), flood(1 << 20))
        // At most two and a half times as long for each doubling.
        let bound = 2.5 * 2.5 * 2.5
        let growth = ProcessorTime.growth(
            below: bound, smaller: { _ = PrivateText.find(in: short) },
            larger: { _ = PrivateText.find(in: long) })
        #expect(growth < bound)
    }
}
