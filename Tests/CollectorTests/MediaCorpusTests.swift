import ClaimModel
import Foundation
import Testing

@testable import Collector

/// Compares the readers with what independent tools say of real files. A difference that is meant
/// stands in a table with its reason; one that no longer occurs must leave the table.
@Suite(.enabled(if: MediaCorpus.isThere, "the corpus is not beside the project"))
struct MediaCorpusTests {
    private func same(_ ours: String?, _ theirs: Any?) -> Bool {
        let theirs = MediaCorpus.text(theirs)
        if ours == theirs { return true }
        guard let left = ours.flatMap({ Double($0) }), let right = theirs.flatMap({ Double($0) })
        else { return false }
        return left == right
    }

    private func exifText(_ clock: ClockReading?) -> String? {
        clock.map {
            let text = $0.wallClock.description.replacing("T", with: " ")
            return String(text.prefix(10).replacing("-", with: ":") + text.dropFirst(10))
        }
    }

    private func near(_ point: GeoPoint?, _ latitude: Double, _ longitude: Double) -> Bool {
        guard let point else { return false }
        return abs(Double(point.latitudeMicrodegrees) / 1e6 - latitude) <= 1e-4
            && abs(Double(point.longitudeMicrodegrees) / 1e6 - longitude) <= 1e-4
    }

    @Test func `photos state what exiftool states`() throws {
        let explained: [String: String] = [:]
        let rows = try MediaCorpus.rows("photo", ["jpg", "png"])
        #expect(rows.count >= 15)
        var differences: Set<String> = []
        for row in rows {
            guard let image = try ImageReader.read(EvidenceSource(row.bytes), fileName: row.file)
            else {
                differences.insert(row.file + ": not read")
                continue
            }
            func compare(_ name: String, _ isSame: Bool) {
                if !isSame { differences.insert(row.file + ": " + name) }
            }
            let taken = image.clocks.first { $0.name == "taken" }?.reading
            compare("size", same("\(image.width)x\(image.height)", row.facts["size"]))
            compare("make", same(image.make, row.facts["make"]))
            compare("model", same(image.model, row.facts["model"]))
            compare("software", same(image.software, row.facts["software"]))
            compare("dto", same(exifText(taken), row.facts["dto"]))
            compare(
                "offset",
                row.facts["offset"] == nil || same(taken?.offset?.description, row.facts["offset"]))
            compare(
                "comment",
                row.facts["user_comment"] == nil
                    || same(image.userComment, row.facts["user_comment"]))
            compare("c2pa", image.hasContentCredentials == (row.facts["c2pa"] as? Bool ?? false))
            if let gps = row.facts["gps"] as? [Double] {
                compare("gps", near(image.location, gps[0], gps[1]))
            } else {
                compare("gps", image.location == nil)
            }
            compare("damage", !image.remarks.contains { $0.code == "image.damaged" })
        }
        #expect(differences == Set(explained.keys))
    }

    @Test func `photos carry the remarks their makers would expect`() throws {
        let expected: [String: [String]] = [
            "Screenshot_20170222-173846.jpg": [], "pixel8_motion.jpg": [],
            "gopro_hd2.jpg": ["image.edited"], "with_location.jpg": ["image.edited"],
            "proofmode_IMG_20161214_072053.jpg": [], "no_exif.jpg": [],
        ]
        for row in try MediaCorpus.rows("photo", ["jpg", "png"]) {
            guard let codes = expected[row.file] else { continue }
            let image = try #require(
                try ImageReader.read(EvidenceSource(row.bytes), fileName: row.file))
            #expect(
                image.remarks.map(\.code).filter { $0 != "image.clock.offset" } == codes,
                "\(row.file): \(image.remarks.map(\.message))")
            // What follows the picture there is a second picture, a gain map, and no video.
            if row.file == "pixel8_motion.jpg" { #expect(!image.hasMotion) }
        }
    }

    @Test func `videos state what exiftool, ffprobe and mediainfo state`() throws {
        let explained: [String: String] = [
            "bad_epoch_1904-03.mp4: creation":
                "1904-03-05 is the wrong epoch: the number is quoted in a remark and makes no clock"
        ]
        let rows = try MediaCorpus.rows("video", ["mp4", "mov", "3gp"])
        #expect(rows.count >= 13)
        var differences: Set<String> = []
        for row in rows {
            guard let video = try VideoReader.read(EvidenceSource(row.bytes), fileName: row.file)
            else {
                differences.insert(row.file + ": not read")
                continue
            }
            func compare(_ name: String, _ isSame: Bool) {
                if !isSame { differences.insert(row.file + ": " + name) }
            }
            func clock(_ name: String) -> String? {
                video.clocks.first { $0.name == name }.map {
                    (exifText($0.reading) ?? "") + ($0.reading.offset?.description ?? "")
                }
            }
            compare("brand", same(video.brand, row.facts["brand"]))
            compare("creation", same(clock("movie-created"), row.facts["creation_time"]))
            compare(
                "recorded",
                row.facts["qt_creationdate"] == nil
                    || same(clock("recorded"), row.facts["qt_creationdate"]))
            compare("codec", same(video.picture?.codec, row.facts["codec"]))
            compare(
                "size",
                same(
                    video.picture.flatMap { p in p.width.map { "\($0)x\(p.height ?? 0)" } },
                    row.facts["size"]))
            compare(
                "rotation",
                same(video.picture.map { String($0.rotationDegrees) }, row.facts["rotation"]))
            compare("make", same(video.make, row.facts["make"]))
            compare("model", same(video.model, row.facts["model"]))
            compare("android", same(video.androidVersion, row.facts["android"]))
            compare(
                "software",
                row.facts["software"] == nil || same(video.software, row.facts["software"]))
            compare(
                "xmp",
                row.facts["xmp_creator"] == nil || same(video.creatorTool, row.facts["xmp_creator"])
            )
            compare(
                "encoder",
                row.facts["encoder"] == nil
                    || video.encoderTraces.contains(MediaCorpus.text(row.facts["encoder"]) ?? ""))
            compare("c2pa", video.hasContentCredentials == (row.facts["c2pa"] as? Bool ?? false))
            if let seconds = MediaCorpus.number(row.facts["duration_s"]) {
                let ours = Double(video.durationMilliseconds ?? 0) / 1_000
                compare("duration", abs(ours - seconds) <= seconds / 100)
            } else {
                compare("duration", video.durationMilliseconds == nil)
            }
            if let location = MediaCorpus.text(row.facts["location"]) {
                let numbers = location.split(separator: " ").compactMap { Double($0) }
                let theirs =
                    LocationText.read(location)
                    ?? (numbers.count >= 2
                        ? GeoPoint(latitude: numbers[0], longitude: numbers[1]) : nil)
                let point = try #require(theirs, "\(row.file)")
                compare(
                    "location",
                    near(
                        video.location, Double(point.latitudeMicrodegrees) / 1e6,
                        Double(point.longitudeMicrodegrees) / 1e6))
            } else {
                compare("location", video.location == nil)
            }
        }
        #expect(differences == Set(explained.keys))
    }

    @Test func `videos carry the remarks their history calls for`() throws {
        let expected: [String: [String]] = [
            "lavf_v1.mp4": ["video.reencoded"], "adobe_xmp_udta.mov": ["video.reencoded"],
            "bad_epoch_1904-03.mp4": ["video.reencoded", "video.clock.implausible"],
            "hostile_nested_moov_1000.mp4": ["video.damaged"], "iphone6_gps.mov": [],
            "android601_gps.mp4": [],
            "pixel_portrait_4k60.mp4": [], "ipad_mini_hevc_gps.mov": [], "gopro_max.mp4": [],
            "tika_testMP4_udtaLocation.mp4": ["video.damaged"],
        ]
        for row in try MediaCorpus.rows("video", ["mp4", "mov", "3gp"]) {
            guard let codes = expected[row.file] else { continue }
            let video = try #require(
                try VideoReader.read(EvidenceSource(row.bytes), fileName: row.file))
            #expect(
                video.remarks.map(\.code) == codes, "\(row.file): \(video.remarks.map(\.message))")
        }
    }

    private static let programs = DocumentPrograms.installed()
    private static var hasPrograms: Bool {
        if case .present = programs.text, case .present = programs.info,
            case .present = programs.signatures
        {
            true
        } else {
            false
        }
    }

    @Test(.enabled(if: hasPrograms, "poppler-utils is not installed"))
    func `documents state what poppler states`() throws {
        let explained: [String: String] = [
            "inv_FlipkartInvoice.pdf: invoice":
                "the # in front belongs to the label, not to the number",
            "inv_oyo.pdf: invoice": "the page calls it a booking, and prints it below its label",
        ]
        let rows = try MediaCorpus.rows("document", ["pdf", "pdf-invoice"])
        #expect(rows.count >= 10)
        var differences: Set<String> = []
        for row in rows {
            let reading = DocumentReader.readPDF(
                EvidenceSource(row.bytes), fileName: row.file, programs: Self.programs)
            guard case .document(let document) = reading else {
                differences.insert(row.file + ": \(reading)")
                continue
            }
            func compare(_ name: String, _ isSame: Bool) {
                if !isSame { differences.insert(row.file + ": " + name) }
            }
            compare("pages", same(String(document.pageCount), row.facts["pages"]))
            compare("encrypted", same(document.encryption ?? "no", row.facts["encrypted"]))
            compare("producer", same(document.producer, row.facts["producer"]))
            compare("created", same(document.created.flatMap(posix), row.facts["created"]))
            compare("modified", same(document.modified.flatMap(posix), row.facts["modified"]))
            compare(
                "characters",
                (document.characterCount == 0) == ((row.facts["text_chars"] as? Int) == 0))
            let signature = row.facts["signature"] as? [String: Any]
            compare("signer", same(document.signatures.first?.signer, signature?["cn"]))
            compare("signed", same(document.signatures.first?.time?.raw, signature?["time"]))
            compare("intact", (document.signatures.first?.isIntact ?? false) == (signature != nil))
            if let page = MediaCorpus.text(row.facts["page"]),
                let count = page.split(separator: " ").last
            {
                compare(
                    "page of",
                    same(document.printedPageCount.map { String($0.value) }, String(count)))
            }
            func labelled(_ name: String) -> [String] {
                document.labelled.filter { $0.name == name }.map(\.value)
            }
            if let number = MediaCorpus.text(row.facts["report_no"]) {
                compare("report number", labelled("report-number").first == number)
            }
            if let issue = MediaCorpus.text(row.facts["issue"]) {
                compare("issue", labelled("date-issued").first == issue)
            }
            if row.facts["result"] != nil {
                compare("result", document.inspection?.result?.value == .pass)
            }
            let truth = row.facts["invoice2data_expected"] as? [[String: Any]]
            if let order = MediaCorpus.text(truth?.first?["order_id"]) {
                compare("order", labelled("order-number").contains(order))
            }
            if let invoice = MediaCorpus.text(truth?.first?["invoice_number"]) {
                compare("invoice", labelled("invoice-number").contains(invoice))
            }
        }
        #expect(differences == Set(explained.keys))
    }

    /// As `Mon Mar 22 09:55:13 2021 UTC`, whose weekday and padding are left to Foundation.
    private func posix(_ clock: ClockReading) -> String? {
        guard let seconds = clock.unixSeconds else { return nil }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE MMM"
        let date = Date(timeIntervalSince1970: Double(seconds))
        let start = formatter.string(from: date)
        formatter.dateFormat = "d"
        let day = formatter.string(from: date)
        formatter.dateFormat = "HH:mm:ss yyyy"
        return start + " " + (day.count == 1 ? " " : "") + day + " " + formatter.string(from: date)
            + " UTC"
    }

    @Test(.enabled(if: hasPrograms, "poppler-utils is not installed"))
    func `documents carry the remarks their pages call for`() throws {
        let expected: [String: [String]] = [
            "paralight_a3880e.pdf": ["document.text.none"],
            "Cal_Test_Global_Specialties_5102_RoHS_Certificate.pdf": ["document.text.unreadable"],
            "sgs_fcc_SZEM210200207301.pdf": [], "sgs_voc_ce.pdf": [],
            "inv_AmazonWebServices.pdf": [],
        ]
        for row in try MediaCorpus.rows("document", ["pdf", "pdf-invoice"]) {
            guard let codes = expected[row.file] else { continue }
            let reading = DocumentReader.readPDF(
                EvidenceSource(row.bytes), fileName: row.file, programs: Self.programs)
            #expect(
                reading.remarks.map(\.code) == codes,
                "\(row.file): \(reading.remarks.map(\.message))")
        }
    }

    @Test func `hostile pictures and videos end without a crash, in steps that their size allows`()
        throws
    {
        let files = try MediaCorpus.hostile([
            "media-jpeg", "media-png", "media-mp4", "media-other", "polyglot", "pdf",
        ])
        #expect(files.count > 150)
        for (name, bytes) in files {
            let ranges = ImageAskedRanges()
            let source = ranges.source(bytes)
            _ = try ImageReader.read(source, fileName: name)
            _ = try VideoReader.read(source, fileName: name)
            #expect(ranges.byteCount <= 8 * bytes.count + 1_024, "\(name)")
            #expect(ranges.ranges.count <= bytes.count + 64, "\(name)")
        }
    }

    @Test func `hostile bytes in place of a program's answer are survived`() throws {
        for (name, bytes) in try MediaCorpus.hostile(["pdf", "polyglot", "html-xss", "xml"]) {
            let canned = DocumentPrograms.Program.present {
                (_: [String], _: [UInt8]) throws(DocumentProgramError) in
                DocumentPrograms.Answer(output: bytes)
            }
            var programs = DocumentPrograms(info: canned, text: canned, signatures: canned)
            _ = DocumentReader.readPDF(DocumentSamples.pdf, fileName: name, programs: programs)
            programs.info = DocumentSamples.programs().info
            _ = DocumentReader.readPDF(DocumentSamples.pdf, fileName: name, programs: programs)
        }
    }

    @Test(.enabled(if: hasPrograms, "poppler-utils is not installed"))
    func `hostile documents are read or are unread with a reason`() throws {
        for (name, bytes) in try MediaCorpus.hostile(["pdf", "polyglot"]) {
            let reading = DocumentReader.readPDF(
                EvidenceSource(bytes), fileName: name, programs: Self.programs)
            switch reading {
            case .document, .opaque: break
            case .unread(let reason): #expect(!reason.isEmpty)
            default: Issue.record("\(name): \(reading.name)")
            }
        }
    }
}
