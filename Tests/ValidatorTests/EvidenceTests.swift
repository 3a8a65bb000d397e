import ClaimModel
import Testing

@testable import Validator

@Suite struct EvidenceTests {
    static let good = ClaimRecipe.quality()

    @Test func `a missing exhibit is named with remedy, effort and gain`() throws {
        let finding = try #require(
            Self.good.without("D-1").assessment().findings.first {
                $0.code == "evidence.inspection.missing"
            })
        #expect(finding.severity == .failure)
        #expect(finding.message == "independent inspection report: no exhibit")
        #expect(finding.effort == .money)
        #expect(finding.remedy?.hasPrefix("ask SGS") == true)
        #expect((finding.gain ?? 0) > 10)
    }

    @Test func `an exhibit that lacks a fact is partial and says which`() {
        let recipe = Self.good.with { $0.claim.buyer = nil }
        let result = recipe.assessment().requirements.first { $0.kind == .contract }
        #expect(result?.status == .partial)
        #expect(result?.missingFacts == ["names of both parties"])
        #expect(result?.message == "order contract: A-1 lacks names of both parties")
    }

    @Test func `an exhibit without any of its facts is weak`() {
        let recipe = Self.good.without("D-1", "E-1", "E-2").with { $0.add("E-5", [.photos]) }
        #expect(recipe.status(.photos) == .weak)
    }

    @Test func `an exhibit without files, with an empty file or a wrong type does not count`() {
        let none = Self.good.without("E-3").with { $0.add("E-3", [.video], []) }
        #expect(none.status(.video) == .weak)
        #expect(none.codes().contains("exhibit.files.none"))
        let empty = Self.good.with { recipe in
            guard
                let index = recipe.exhibits.firstIndex(where: {
                    $0.exhibit.number.description == "E-3"
                })
            else { return }
            recipe.exhibits[index].files[0].byteCount = 0
        }
        #expect(empty.status(.video) == .weak)
        #expect(empty.codes().contains("exhibit.empty"))
        let wrong = Self.good.with { recipe in
            recipe.findings = [
                Finding(
                    code: "file.type.mismatch", severity: .warning,
                    places: [Place(exhibit: exhibitNumber("E-3"), file: "unboxing.mp4")],
                    message: "is a zip archive")
            ]
        }
        #expect(wrong.status(.video) == .weak)
        #expect(wrong.codes().contains("exhibit.type.mismatch"))
        #expect(wrong.codes().contains("file.type.mismatch"))
    }

    @Test func `one file under two names counts once`() {
        let recipe = Self.good.without("E-1", "E-2").with { recipe in
            recipe.add("E-1", [.photos], [.image(photo())], title: "a", dated: "2026-04-09")
            recipe.add("E-2", [.identity], [.image(photo())], title: "b", dated: "2026-04-09")
            recipe.exhibits[recipe.exhibits.count - 1].files[0].digest = digest(of: "E-1 0")
        }
        #expect(recipe.status(.photos) == .met)
        #expect(recipe.status(.identity) == .weak)
        let finding = recipe.assessment().findings.first { $0.code == "exhibit.duplicate" }
        #expect(finding?.message == "E-2 does not count: it repeats a file of E-1")
    }

    @Test func `the same picture twice in one exhibit is no duplicate`() {
        let recipe = Self.good.with { recipe in
            guard
                let index = recipe.exhibits.firstIndex(where: {
                    $0.exhibit.number.description == "E-1"
                })
            else { return }
            recipe.exhibits[index].files.append(recipe.exhibits[index].files[0])
        }
        #expect(!recipe.codes().contains("exhibit.duplicate"))
    }

    @Test func `an exhibit serves two kinds and no third`() {
        let recipe = Self.good.without("E-1", "E-2", "E-3").with {
            $0.add(
                "E-1", [.photos, .identity, .video], [.video(video())], title: "a",
                dated: "2026-04-09")
        }
        #expect(recipe.status(.photos) == .met)
        #expect(recipe.status(.identity) == .met)
        #expect(recipe.status(.video) == .missing)
        #expect(recipe.codes().contains("exhibit.kinds.many"))
    }

    @Test func `a carrier's record is a proof of delivery for a quality claim`() {
        let recipe = Self.good.without("B-3").with { $0.add("B-3", [.tracking], [tracking()]) }
        #expect(recipe.status(.delivery) == .met)
    }

    @Test func `talk outside the venue is weak as chat whatever it was listed as`() {
        let listed = Self.good.with { recipe in
            recipe.read("C-1", chat([(true, nil, "a"), (false, nil, "b")], platform: "whatsapp"))
        }
        #expect(listed.status(.chat) == .weak)
        let declaredChannel = Self.good.without("C-1").with {
            $0.add("C-1", [.chat], dated: "2026-04-01", channel: "WeChat")
        }
        #expect(declaredChannel.status(.chat) == .weak)
    }

    @Test func `tables of the claim count through the exhibits they name`() {
        let recipe = Self.good.without("D-1").with {
            $0.claim.nonconformities[0].proof = declared(numbers: ["E-1"])
        }
        #expect(recipe.status(.nonconformity) == .met)
        let unproven = Self.good.without("D-1").with {
            $0.claim.nonconformities[0].proof = declared(numbers: ["Z-9"])
        }
        #expect(unproven.status(.nonconformity) == .missing)
    }

    @Test func `a video without all eight answers is partial`() {
        let recipe = Self.good.with { $0.claim.attestation.removeLast() }
        let result = recipe.assessment().requirements.first { $0.kind == .video }
        #expect(result?.status == .partial)
        #expect(result?.missingFacts == ["all eight answers about what it shows"])
        let finding = recipe.assessment().findings.first { $0.code == "evidence.video.partial" }
        #expect(finding?.effort == .notRepairable)
    }

    @Test
    func `remarks of readers and findings of the collector are passed through with their place`() {
        let recipe = Self.good.with { recipe in
            var image = photo()
            image.remarks = [
                Finding(code: "image.metadata.stripped", severity: .note, message: "no camera data")
            ]
            recipe.read("E-1", .image(image))
            recipe.findings = [
                Finding(code: "folder.not-packed", severity: .note, message: "_notes is not packed")
            ]
        }
        let findings = recipe.assessment().findings
        #expect(findings.contains { $0.code == "folder.not-packed" })
        #expect(
            findings.first { $0.code == "image.metadata.stripped" }?.places.first?.exhibit
                == exhibitNumber("E-1"))
    }

    @Test func `a remark the collector already lifted is said once`() {
        let recipe = Self.good.with { recipe in
            var image = photo()
            let remark = Finding(
                code: "image.metadata.stripped", severity: .note, places: [Place()], message: "none"
            )
            image.remarks = [remark]
            recipe.read("E-1", .image(image))
            var lifted = remark
            lifted.places = [Place(exhibit: exhibitNumber("E-1"), file: "file-0")]
            recipe.findings = [lifted]
        }
        #expect(recipe.codes().count { $0 == "image.metadata.stripped" } == 1)
    }

    @Test func `an admission of the supplier is shown for a person to confirm`() throws {
        let finding = try #require(
            Self.good.assessment().findings.first { $0.code == "chat.admission" })
        #expect(finding.citations.map(\.text) == ["the chip was out of stock"])
        #expect(finding.gain == nil)
    }

    @Test func `findings are sorted by gain, then by code`() {
        let findings = ClaimRecipe.article().assessment().findings
        let keys = findings.map { (-($0.gain ?? -1), $0.code) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `every message is lower case without a full stop`() {
        let recipes: [ClaimRecipe] = [
            .article(), .late().without("B-3"), .shortage().without("F-1"),
            .nonDelivery().without("A-1"),
            .cancellation().without("A-3"),
        ]
        for finding in recipes.flatMap({ $0.assessment().findings }) {
            #expect(!finding.message.hasSuffix("."), "\(finding.message)")
            #expect(finding.code.contains("."), "\(finding.code)")
        }
    }

    @Test func `a reason the venue does not know is said and gives no points`() throws {
        let text = RulebookTests.text
        let start = try #require(text.firstRange(of: "  - reason: overage")?.lowerBound)
        let end = try #require(text.firstRange(of: "  - reason: non-delivery")?.lowerBound)
        var changed = text
        changed.removeSubrange(start..<end)
        let rulebook = try Rulebook.load(bytes: Array(changed.utf8), name: "x.yaml")
        let recipe = ClaimRecipe.shortage().with {
            $0.claim.reasons = [declared(.overage, "reason")]
        }
        let assessment = recipe.assessment(by: rulebook)
        #expect(assessment.reasons.isEmpty)
        #expect(assessment.score.value == 0)
        #expect(assessment.findings.contains { $0.code == "reason.not-taken" })
    }
}
