import ClaimModel

/// `90-verify.txt`: how anybody checks that the files of the set are those of the case.
struct VerifyNote {
    private let collected: CollectedClaim
    private let plan: FilingPlan
    private let origin: FilingSet.Origin

    init(_ collected: CollectedClaim, _ plan: FilingPlan, _ origin: FilingSet.Origin) {
        self.collected = collected
        self.plan = plan
        self.origin = origin
    }

    var text: String {
        var page = TextPage(TextStyle(width: 78))
        page.line("HOW TO CHECK THESE FILES")
        page.line()
        switch origin {
        case .folder:
            page.paragraph(
                "These files were copied from a case folder that is not sealed. They prove that they have"
                    + " the digests below, and nothing about when or by whom they were put together. To have"
                    + " that, seal the case first: claimpack build CASE -o FILE.asice --key KEY, then export"
                    + " the bundle.")
        case .bundle(let name, let digest, let verification):
            page.paragraph("These files were copied from a sealed bundle whose seal is intact:")
            page.paragraph(printable(name), prefix: "  file       ")
            page.line("  SHA-256    \(digest.hex.prefix(32))")
            page.line("             \(digest.hex.dropFirst(32))")
            for round in verification.rounds {
                guard let signer = round.signer else { continue }
                page.paragraph(printable(signer.subject), prefix: "  sealed by  ")
                page.line("  its key    \(signer.fingerprint.hex.prefix(32))")
                page.line("             \(signer.fingerprint.hex.dropFirst(32))")
                if let time = round.provedTime ?? round.claimedTime {
                    page.paragraph(
                        time.text
                            + (round.provedTime == nil
                                ? ", by the signer's own word" : ", by a time-stamp"),
                        prefix: "  time       ")
                }
            }
            page.line()
            page.paragraph(
                "Who has the bundle checks it with: claimpack verify \(printable(name)) --against FOLDER, or by"
                    + " hand: it is a zip, and README.txt in it says how.")
        }
        page.line()
        page.paragraph(
            "It proves that these bytes are the ones that were put together. It does not prove that a"
                + " screenshot shows the real page, or who is right.")
        page.heading("SHA-256 of every file (sha256sum -c takes these lines, in this folder)")
        for file in plan.files {
            guard let digest = file.digest else { continue }
            page.line("\(digest.hex)  \(FilingSet.path(of: file.name, fits: file.fits))")
        }
        return page.text
    }
}
