package import ClaimModel

/// The picture of a file of an exhibit, or why there is none.
package enum ExhibitPicture: Hashable, Sendable {
    /// A JPEG that was drawn anew, as base 64, with its size in pixels.
    case drawn(base64: String, width: Int, height: Int)
    /// None, and the reason as words that end a sentence.
    case absent(reason: String)
}

/// What the mediator's page is made of. It is one file that asks nothing of any network: style and script
/// inside, allowed by their digests alone, pictures as data, and every word of the evidence as text.
package struct InspectionPage {
    /// Pictures of one exhibit.
    package static let pictureLimit = ExhibitSection.pictureLimit

    /// The bundle's file name.
    let name: String
    /// The SHA-256 of its file.
    let digest: ContentDigest
    let verification: Verification
    let collected: CollectedClaim?
    let assessment: Assessment?
    let recomputation: Recomputation?
    let isReady: Bool
    /// Whether the mediator named certificates he trusts.
    let hasPins: Bool
    /// Why the claim was not judged.
    let notJudged: String?
    let pictures: [EntryPath: ExhibitPicture]
    let version: String

    package init(
        name: String, digest: ContentDigest, verification: Verification, collected: CollectedClaim?,
        assessment: Assessment?, recomputation: Recomputation? = nil, isReady: Bool,
        hasPins: Bool = false, notJudged: String? = nil,
        pictures: [EntryPath: ExhibitPicture] = [:], version: String
    ) {
        self.name = name
        self.digest = digest
        self.verification = verification
        self.collected = collected
        self.assessment = assessment
        self.recomputation = recomputation
        self.isReady = isReady
        self.hasPins = hasPins
        self.notJudged = notJudged
        self.pictures = pictures
        self.version = version
    }

    /// The page as HTML. `digest` gives the SHA-256 of a text's UTF-8 bytes in base 64: the page allows
    /// its own style and script by it. Throws when a template is unusable, which is a fault of the
    /// program.
    package func html(digest: (String) throws -> String) throws -> String {
        let templates = try PageTemplates()
        let sections = self.sections
        var page = PageValues()
        page.markup("style", Markup(ours: templates.style))
        page.markup("script", Markup(ours: templates.script))
        page.markup("styleDigest", Markup(ours: try digest(templates.style)))
        page.markup("scriptDigest", Markup(ours: try digest(templates.script)))
        page.text("bundleName", name.cut(to: 120))
        page.text("version", version)
        page.text("asOf", assessment.map { PageWording.day($0.asOf) })
        title(&page)
        page.list(
            "nav",
            sections.map { section in
                PageValues {
                    $0.attribute("navID", section.id)
                    $0.text("navTitle", section.title)
                    $0.text("navCount", section.count)
                    $0.attribute("navTone", section.isAlarming ? "bad" : "quiet")
                }
            })
        page.markup(
            "sections",
            Markup(
                ours: try sections.map { try templates.render($0.id, $0.values).html }.joined(
                    separator: "\n")))
        return try templates.render("page", page).html
    }

    /// The sections in the order of the page. One more, such as the comparison with the other side's
    /// bundle, is one more element here and one more template.
    private var sections: [PageSection] {
        var sections = [AnswersSection(page: self).section]
        if let collected {
            sections.append(DisputeSection(claim: collected.claim).section)
            if let assessment {
                sections.append(
                    CompletenessSection(assessment: assessment, isReady: isReady).section)
                sections.append(MissingSection(assessment: assessment).section)
                sections.append(ContradictionSection(assessment: assessment).section)
            }
            if let recomputation {
                sections.append(RecomputedSection(recomputation: recomputation).section)
            }
            let chronology = Chronology(collected, assessment, verification)
            sections.append(ChronologySection(chronology: chronology).section)
            sections.append(
                ExhibitSection(
                    collected: collected, assessment: assessment, verification: verification,
                    pictures: pictures
                ).section)
            let chat = ChatSection(
                collected: collected, cited: CitedMessages(collected.claim, assessment))
            if chat.isPresent { sections.append(chat.section) }
        }
        sections.append(TechnicalSection(page: self).section)
        sections.append(LimitsSection(page: self).section)
        return sections
    }

    private func title(_ page: inout PageValues) {
        guard let claim = collected?.claim else {
            page.text("title", "A bundle whose claim could not be read")
            return
        }
        let buyer = (claim.buyer?.latinName ?? claim.buyer?.name)?.value.cut(to: 80) ?? "The buyer"
        let supplier =
            (claim.supplier?.latinName ?? claim.supplier?.name)?.value.cut(to: 80) ?? "the supplier"
        page.text("title", "\(buyer) v. \(supplier)")
        let reasons = claim.reasons.map { $0.value.rawValue.replacingDashes }.joined(
            separator: " and ")
        let venue = assessment?.rulebook.title ?? claim.venue.value.name.replacingDashes
        page.text("subject", "Claim at \(venue.cut(to: 60)): \(reasons)")
        if claim.supplier?.latinName != nil, let native = claim.supplier?.name.value {
            page.text("supplierName", native.cut(to: 80))
            page.attribute("supplierLanguage", PageWording.language(of: native))
        }
        var facts: [PageValues] = []
        func fact(_ name: String, _ value: String?, isBig: Bool = false) {
            guard let value else { return }
            facts.append(
                PageValues {
                    $0.text("factName", name)
                    $0.text("factValue", value)
                    $0.flag("factBig", isBig)
                })
        }
        fact("Order", claim.order.number.value.cut(to: 60))
        fact("Order value", claim.order.total?.value.grouped)
        fact("Claimed", claim.refund?.ask?.value.grouped, isBig: true)
        if let window = assessment?.deadlines.first(where: { $0.name == "window" }) {
            fact(
                "Window closes",
                PageWording.day(window.day) + ", " + Wording.daysLeft(window.daysLeft),
                isBig: true)
        }
        page.list("facts", facts)
    }
}

/// One section of the page: its values for the template that has its identifier as name.
struct PageSection {
    var id: String
    var title: String
    var count: String?
    var isAlarming = false
    var values: PageValues
}

extension String {
    /// `late-shipment` as people write it.
    var replacingDashes: String { String(map { $0 == "-" ? " " : $0 }) }
}
