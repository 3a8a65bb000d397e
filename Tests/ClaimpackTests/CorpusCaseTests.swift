import Foundation
import TestSupport
import Testing

/// A case made of real files that others wrote: it is built, opened again, and every file must state
/// what independent tools say of it.
@Suite(.enabled(if: Places.corpus != nil, "skipped: no corpus beside the project"))
struct CorpusCaseTests {
    /// File, folder of the case, and kind in the corpus index.
    static let files: [(name: String, folder: String)] = [
        ("android601_gps.mp4", "E-photos-video"), ("iphone6_gps.mov", "E-photos-video"),
        ("iphone4.jpg", "E-photos-video"), ("pixel8_motion.jpg", "E-photos-video"),
        ("screenshot_meta.png", "A-contract"), ("Screenshot_20170222-173846.jpg", "A-contract"),
        ("Screenshot 2026-01-21 at 7.28.45\u{202F}PM.png", "A-contract"),
        ("sgs_voc_ce.pdf", "D-inspection"), ("wa_pustur_example.zip", "C-chat"),
        ("trk_ups-json.json", "B-payment-shipping"),
        ("17track_yunexpress.json", "B-payment-shipping"),
    ]

    @Test func `a case of real files is built, and every file states what other tools say of it`()
        throws
    {
        let corpus = try #require(Places.corpus).appendingPathComponent("evidence")
        let index = try Index(corpus.appendingPathComponent("index.tsv"))
        try Places.inNewFolder { folder in
            let kase = folder.appendingPathComponent("case")
            for file in Self.files {
                let row = try #require(index.rows[file.name], "\(file.name) is not in the index")
                let target = kase.appendingPathComponent(file.folder)
                try FileManager.default.createDirectory(
                    at: target, withIntermediateDirectories: true)
                try FileManager.default.copyItem(
                    at: corpus.appendingPathComponent("\(row.kind)/\(file.name)"),
                    to: target.appendingPathComponent(file.name))
            }
            try """
            claimpack: 1
            venue: alibaba-trade-assurance
            reason: quality
            filing-on: 2026-04-14
            order:
              number: "287340516001029481"

            """.write(
                to: kase.appendingPathComponent("claim.yaml"), atomically: true, encoding: .utf8)
            let key = try Run.claimpack(
                ["keygen", "--name", "Larkspur Devices LLC", "--out", "buyer", "--no-passphrase"],
                in: folder)
            #expect(key.status == 0, "\(key.errors)")
            let built = try Run.claimpack(
                ["build", "case", "-o", "real.asice", "--key", "buyer.key"], in: folder)
            #expect(built.status == 0, "\(built.errors)")
            let inspected = try Run.claimpack(["inspect", "real.asice", "--json"], in: folder)
            #expect(inspected.status == 0, "\(inspected.errors)")
            let stated = try StatedFiles(inspected.output)
            for file in Self.files {
                let row = try #require(index.rows[file.name])
                #expect(!row.facts.isEmpty)
                let facts = try #require(
                    stated.files.first { Self.isSame($0.key, file.name) }?.value,
                    "\(file.name) is not in the inspection")
                for difference in row.differences(from: facts) {
                    Issue.record("\(file.name): \(difference)")
                }
            }
        }
    }

    /// A name with a character that no bundle may hold is stored under a safe one.
    private static func isSame(_ stored: String, _ source: String) -> Bool {
        stored == source || stored == source.replacingOccurrences(of: "\u{202F}", with: "_")
            || stored == source.replacingOccurrences(of: "\u{202F}", with: " ")
    }
}

/// What `inspect --json` states, by file name: fact name to values.
private struct StatedFiles {
    var files: [String: [String: [String]]] = [:]

    init(_ json: String) throws {
        let root = try #require(
            JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        for exhibit in root["exhibits"] as? [[String: Any]] ?? [] {
            for file in exhibit["files"] as? [[String: Any]] ?? [] {
                var facts: [String: [String]] = [:]
                for fact in file["facts"] as? [[String: Any]] ?? [] {
                    guard let name = fact["name"] as? String, let value = fact["value"] as? String
                    else { continue }
                    facts[name, default: []].append(value)
                    if let raw = fact["raw"] as? String {
                        facts[name + "#raw", default: []].append(raw)
                    }
                }
                files[file["name"] as? String ?? ""] = facts
            }
        }
    }
}

private struct Index {
    struct Row {
        let kind: String
        let facts: [String: Any]

        /// What the row says and the stated facts do not.
        func differences(from stated: [String: [String]]) -> [String] {
            var differences: [String] = []
            func expect(_ name: String, _ holds: Bool, _ wanted: Any) {
                if !holds {
                    differences.append("\(name) is \(stated[name] ?? []), expected \(wanted)")
                }
            }
            func same(_ name: String, _ key: String) {
                guard let wanted = facts[key] else { return }
                expect(name, stated[name]?.contains("\(wanted)") ?? false, wanted)
            }
            switch kind {
            case "photo":
                same("image.size", "size")
                same("image.make", "make")
                same("image.model", "model")
                same("image.software", "software")
                same("image.user-comment", "user_comment")
                if let taken = facts["dto"] as? String {
                    expect(
                        "image.taken",
                        stated["image.taken#raw"]?.contains { $0.hasPrefix(taken) } ?? stated[
                            "image.taken"]?.contains { $0.hasPrefix(taken) } ?? false, taken)
                }
                if let gps = facts["gps"] as? [Double] {
                    expect(
                        "image.location",
                        Self.near(stated["image.location"]?.first, gps[0], gps[1]), gps)
                }
            case "video":
                same("video.codec", "codec")
                same("video.size", "size")
                same("video.rotation", "rotation")
                same("video.make", "make")
                same("video.model", "model")
                same("video.android", "android")
                if let seconds = (facts["duration_s"] as? String).flatMap(Double.init) {
                    let value = stated["video.duration"]?.first?.split(separator: " ").first.flatMap
                    { Double($0) }
                    expect(
                        "video.duration", abs((value ?? -1) - seconds) <= max(0.002, seconds / 100),
                        seconds)
                }
                if let created = facts["creation_time"] as? String {
                    expect(
                        "video.movie-created",
                        Self.digits(stated["video.movie-created"]?.first) == Self.digits(created),
                        created)
                }
                if let recorded = facts["qt_creationdate"] as? String {
                    expect(
                        "video.recorded",
                        Self.digits(stated["video.recorded"]?.first) == Self.digits(recorded),
                        recorded)
                }
                if let location = facts["location"] as? String {
                    let numbers = location.split { !"+-.0123456789".contains($0) }.joined(
                        separator: " "
                    )
                    .replacingOccurrences(of: "-", with: " -").replacingOccurrences(
                        of: "+", with: " "
                    )
                    .split(separator: " ").compactMap { Double($0) }
                    expect(
                        "video.location",
                        Self.near(stated["video.location"]?.first, numbers[0], numbers[1]), location
                    )
                }
            case "document":
                same("document.pages", "pages")
                same("document.producer", "producer")
                if let encrypted = facts["encrypted"] as? String {
                    expect(
                        "document.encryption",
                        (stated["document.encryption"] != nil) == encrypted.hasPrefix("yes"),
                        encrypted)
                }
                if let signature = facts["signature"] as? [String: Any],
                    let signer = signature["cn"] as? String
                {
                    expect(
                        "document.signature.signer",
                        stated["document.signature.signer"] == [signer], signer)
                }
            case "chat":
                same("chat.messages", "user_messages")
                same("chat.notices", "system_lines")
                if let people = facts["participants"] as? [String] {
                    expect(
                        "chat.participant", Set(stated["chat.participant"] ?? []) == Set(people),
                        people)
                }
                for (name, key) in [("chat.first", "first"), ("chat.last", "last")] {
                    guard let wanted = facts[key] as? String else { continue }
                    expect(
                        name, Self.digits(stated[name + "#raw"]?.first) == Self.digits(wanted),
                        wanted)
                }
            case "tracking":
                let item = (facts["items"] as? [[String: Any]])?.first ?? facts
                if let number = item["number"] as? String {
                    expect(
                        "tracking.number", stated["tracking.number"]?.contains(number) ?? false,
                        number)
                }
                let status = (item["status_type"] ?? item["status"]) as? String ?? ""
                let isDelivered = status == "D" || status.lowercased() == "delivered"
                expect(
                    "tracking.delivered",
                    stated["tracking.delivered"]?.first == (isDelivered ? "yes" : "no"), status)
                if let events = item["events"] as? Int {
                    expect(
                        "tracking.events", stated["tracking.events"]?.first == String(events),
                        events)
                }
            default:
                differences.append("a kind no expectation is written for: \(kind)")
            }
            return differences
        }

        private static func digits(_ text: String?) -> String {
            (text ?? "").filter(\.isNumber).replacingOccurrences(of: "Z", with: "")
        }

        private static func near(_ text: String?, _ latitude: Double, _ longitude: Double) -> Bool {
            let numbers = (text ?? "").split(separator: ",").compactMap { Double($0) }
            return numbers.count == 2 && abs(numbers[0] - latitude) < 0.0002
                && abs(numbers[1] - longitude) < 0.0002
        }
    }

    var rows: [String: Row] = [:]

    init(_ file: URL) throws {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 11 else { continue }
            let facts = Self.facts(String(fields[10]))
            rows[String(fields[2])] = Row(kind: String(fields[0]), facts: facts)
        }
    }

    /// The facts of a row. Long ones were cut off when the index was made: what stands before the
    /// signature is whole, and of the signature the name.
    private static func facts(_ text: String) -> [String: Any] {
        func object(_ text: String) -> [String: Any]? {
            try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        }
        if let facts = object(text) { return facts }
        let parts = text.components(separatedBy: ", \"signature\": {\"cn\": \"")
        guard parts.count == 2, var facts = object(parts[0] + "}") else { return [:] }
        facts["signature"] = ["cn": parts[1].components(separatedBy: "\"")[0]]
        return facts
    }
}
