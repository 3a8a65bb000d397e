import ClaimModel

/// The tables of a filing set: index of exhibits, defects, count, amount.
enum FilingTables {
    /// Exhibits with what each proves, and the names of their files in the set.
    static func index(_ collected: CollectedClaim, _ plan: FilingPlan) -> FilingTable {
        var names: [EntryPath: String] = [:]
        for file in plan.files { names[file.entry] = file.name }
        var table = FilingTable(
            columns: [
                "no.", "what it is", "date", "made by", "proves", "file", "its name before",
                "pages",
                "SHA-256, first 16",
            ],
            numeric: [7], narrow: [0, 2, 5], digests: [8])
        for collected in collected.exhibits {
            let exhibit = collected.exhibit
            let title =
                exhibit.title?.value
                ?? exhibit.kinds.map(Wording.name).joined(separator: ", ")
            let source = exhibit.by?.value ?? exhibit.captured?.value ?? ""
            var proofs: [String] = []
            for proof in exhibit.kinds.map(\.proof) where !proofs.contains(proof) {
                proofs.append(proof)
            }
            let proves = proofs.joined(separator: "; ")
            for (index, file) in collected.files.enumerated() {
                let isFirst = index == 0
                table.rows.append([
                    isFirst ? exhibit.number.description : "", isFirst ? title : "",
                    isFirst ? exhibit.dated?.value.description ?? "" : "", isFirst ? source : "",
                    isFirst ? proves : "",
                    names[file.entry] ?? "", file.entry.name,
                    pages(of: file), String(file.digest?.hex.prefix(16) ?? ""),
                ])
            }
            for absent in collected.absentFiles {
                var digest = "commitment"
                if case .digest(let known) = absent.proof { digest = String(known.hex.prefix(16)) }
                table.rows.append([
                    exhibit.number.description, title, exhibit.dated?.value.description ?? "",
                    source,
                    proves, "kept by the claimant", "", "", digest,
                ])
            }
        }
        return table
    }

    /// Promise against fact; nil when the claim lists none.
    static func nonconformity(_ claim: Claim) -> FilingTable? {
        guard !claim.nonconformities.isEmpty else { return nil }
        return FilingTable(
            columns: ["clause", "promised", "found", "units", "exhibits"],
            rows: claim.nonconformities.map { row in
                [
                    row.clause.value, row.promised?.value ?? "", row.measured?.value ?? "",
                    row.units?.value.text(grouped: true) ?? "", list(row.proof),
                ]
            }, numeric: [3], narrow: [4])
    }

    /// Declared against counted; nil when the claim lists none.
    static func count(_ claim: Claim) -> FilingTable? {
        guard !claim.counts.isEmpty else { return nil }
        var table = FilingTable(
            columns: ["carton", "declared", "counted", "difference", "exhibits"],
            numeric: [1, 2, 3], narrow: [4])
        for row in claim.counts {
            var difference = ""
            if let declared = row.declared?.value, let counted = row.counted?.value {
                difference = (counted - declared).text(grouped: true)
            }
            table.rows.append([
                row.carton.value, row.declared?.value.text(grouped: true) ?? "",
                row.counted?.value.text(grouped: true) ?? "", difference, list(row.proof),
            ])
        }
        guard claim.counts.count > 1 else { return table }
        let declared = claim.counts.compactMap { $0.declared?.value }.reduce(.zero, +)
        let counted = claim.counts.compactMap { $0.counted?.value }.reduce(.zero, +)
        table.rows.append([
            "all \(Wording.count(claim.counts.count, "carton"))", declared.text(grouped: true),
            counted.text(grouped: true), (counted - declared).text(grouped: true), "",
        ])
        return table
    }

    /// What the sum asked is made of, and how far exhibits carry it.
    static func amount(_ claim: Claim, _ assessment: Assessment) -> FilingTable {
        var table = FilingTable(
            columns: ["head", "calculation", "exhibits", "sum", "shown by exhibits"],
            numeric: [3, 4])
        for (index, head) in (claim.refund?.heads ?? []).enumerated() {
            var calculation = head.amount == nil ? "" : "as invoiced or paid"
            if let units = head.units, let price = head.unitPrice {
                calculation = "\(units.value.text(grouped: true)) × \(price.value.grouped)"
            }
            let judged = assessment.amounts?.heads
            let shown = judged.flatMap { index < $0.count ? $0[index].supported : nil }
            table.rows.append([
                head.purpose.value, calculation, list(head.proof), head.sum?.grouped ?? "",
                shown?.grouped ?? "",
            ])
        }
        if let amounts = assessment.amounts {
            table.rows.append(["asked", "", "", amounts.asked.grouped, amounts.supported.grouped])
            if !amounts.unsupported.amount.isZero {
                table.rows.append([
                    "asked without an exhibit", "", "", amounts.unsupported.grouped, "",
                ])
            }
            if let most = amounts.recoverableMaximum {
                table.rows.append(["most the venue can refund", "", "", most.grouped, ""])
            }
        }
        return table
    }

    private static func list(_ proof: [Fact<ExhibitNumber>]) -> String {
        Wording.list(proof.map(\.value))
    }

    private static func pages(of file: CollectedFile) -> String {
        if case .document(let document) = file.reading { return String(document.pageCount) }
        if case .image = file.reading { return "1" }
        return ""
    }
}

extension ExhibitKind {
    /// What an exhibit of the kind is to show.
    fileprivate var proof: String {
        switch self {
        case .contract: "what was agreed"
        case .spec, .listing: "what was promised"
        case .payment: "what was paid"
        case .chat, .chatOffPlatform: "what the parties told each other"
        case .photos, .video: "how the goods arrived"
        case .inspection: "what an inspection found"
        case .tracking, .delivery: "when the goods moved and arrived"
        case .shippingDocuments: "what was shipped"
        case .count, .weight: "how much arrived"
        case .nonconformity: "where the goods differ"
        case .identity: "that these are the goods of the order"
        case .sample: "the approved sample"
        case .carrierLetter: "what the carrier answers"
        case .cancellation: "that the supplier ended the order"
        case .notice: "that the supplier was told"
        case .amount: "what it cost"
        case .return: "that a return was offered"
        case .casePage: "the dispute on the platform"
        case .translation: "what another exhibit says"
        case .other: ""
        }
    }
}
