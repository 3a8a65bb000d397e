internal import ClaimModel

/// A fact a kind of evidence must carry to count in full. Exhibits are asked first, the claim
/// after.
package enum MinimumFact: String, Hashable, Sendable, CaseIterable {
    case orderNumber = "order-number"
    case orderDate = "order-date"
    case parties
    case lines
    case terms
    case reportNumber = "report-number"
    case reportDate = "report-date"
    case issuer
    case conclusion
    case trackingNumber = "tracking-number"
    case carrier
    case events
    case dated
    case subject
    case source
    case platform
    case participants
    case messages
    case clause
    case promised
    case measured
    case rowProof = "row-proof"
    case heads
    case receipts
    case paidSum = "paid-sum"
    case paidDate = "paid-date"
    case filmed
    case duration
    case attestation
    case deliveredOn = "delivered-on"
    case deliveryPlace = "delivery-place"
    case pieces
    case cartons
    case cartonsDeclared = "cartons-declared"
    case cartonsCounted = "cartons-counted"
    case toldOn = "told-on"
    case defect
    case bankTrace = "bank-trace"
    case lawClause = "law-clause"

    /// For people, as in "the exhibit lacks: …".
    package var words: String {
        switch self {
        case .orderNumber: "order number"
        case .orderDate: "order date"
        case .parties: "names of both parties"
        case .lines: "lines with quantity and unit price"
        case .terms: "agreed terms"
        case .reportNumber: "report number"
        case .reportDate: "report date"
        case .issuer: "who made it"
        case .conclusion: "conclusion"
        case .trackingNumber: "tracking number"
        case .carrier: "carrier"
        case .events: "scans of the carrier"
        case .dated: "date"
        case .subject: "what it shows"
        case .source: "where it comes from"
        case .platform: "platform"
        case .participants: "names of both sides"
        case .messages: "messages as text"
        case .clause: "clause in every row"
        case .promised: "promise in every row"
        case .measured: "measurement in every row"
        case .rowProof: "exhibit in every row"
        case .heads: "heads with their sums"
        case .receipts: "receipt for every head"
        case .paidSum: "sum paid"
        case .paidDate: "day of payment"
        case .filmed: "time of filming"
        case .duration: "duration"
        case .attestation: "all eight answers about what it shows"
        case .deliveredOn: "day of delivery"
        case .deliveryPlace: "place of delivery"
        case .pieces: "number of pieces"
        case .cartons: "number of cartons"
        case .cartonsDeclared: "declared number of every carton"
        case .cartonsCounted: "counted number of every carton"
        case .toldOn: "day the supplier was told"
        case .defect: "what is complained of"
        case .bankTrace: "the bank's own trace, such as an MT103"
        case .lawClause: "clause on law or arbitration"
        }
    }
}

extension CaseFacts {
    /// True when the exhibits of a requirement, or the claim beside them, carry a fact. More
    /// exhibits never make it false.
    func carries(_ fact: MinimumFact, in pool: [JudgedExhibit]) -> Bool {
        switch fact {
        case .orderNumber:
            return !claim.order.number.value.isEmpty
                || pool.contains { !$0.values(.orderNumber).isEmpty }
        case .orderDate:
            return pool.contains { !$0.days(labelled: .documentDate).isEmpty }
                || claim.order.placed != nil || pool.contains { $0.collected.exhibit.dated != nil }
        case .parties: return claim.buyer != nil && claim.supplier != nil
        case .lines:
            return claim.order.lines.contains { $0.quantity != nil && $0.unitPrice != nil }
        case .terms: return !claim.order.terms.isEmpty || pool.contains(where: \.hasText)
        case .reportNumber:
            return pool.contains { exhibit in
                exhibit.reports.contains { $0.report.number != nil }
                    || !exhibit.values(.reportNumber).isEmpty
            }
        case .reportDate:
            return pool.contains { exhibit in
                exhibit.reports.contains { $0.report.inspected != nil || $0.report.issued != nil }
                    || !exhibit.days(labelled: .reportDate).isEmpty
                    || exhibit.collected.exhibit.dated != nil
            }
        case .issuer:
            return pool.contains { exhibit in
                exhibit.reports.contains { $0.report.body != nil }
                    || exhibit.collected.exhibit.by != nil
            }
        case .conclusion:
            let measured = Set(
                claim.nonconformities.filter { $0.measured != nil }.flatMap(\.proof).map(\.value))
            return pool.contains { exhibit in
                measured.contains(exhibit.number)
                    || exhibit.reports.contains { $0.report.result != nil }
            }
        case .trackingNumber:
            return pool.contains { exhibit in
                exhibit.trackings.contains { !$0.record.shipments.isEmpty }
            } || claim.shipments.contains { $0.number != nil }
        case .carrier:
            return pool.contains { exhibit in
                exhibit.trackings.contains { $0.record.shipments.contains { $0.carrier != nil } }
            } || claim.shipments.contains { $0.carrier != nil }
        case .events:
            return pool.contains { exhibit in
                exhibit.trackings.contains { $0.record.shipments.contains { !$0.events.isEmpty } }
            }
        case .dated: return pool.contains(where: \.isDated)
        case .subject: return pool.contains { $0.collected.exhibit.title != nil }
        case .source:
            return pool.contains { exhibit in
                let exhibit = exhibit.collected.exhibit
                return exhibit.captured != nil || exhibit.by != nil || exhibit.channel != nil
            }
        case .platform:
            return pool.contains { !$0.transcripts.isEmpty || $0.collected.exhibit.channel != nil }
        case .participants:
            return pool.contains { exhibit in
                exhibit.transcripts.contains { $0.transcript.participants.count >= 2 }
            } || (claim.buyer != nil && claim.supplier != nil)
        case .messages:
            return pool.contains { exhibit in
                exhibit.transcripts.contains { transcript, _ in
                    transcript.messages.contains { $0.author == .person }
                }
            }
        case .clause: return rows { !$0.clause.value.isEmpty }
        case .promised: return rows { $0.promised != nil }
        case .measured: return rows { $0.measured != nil }
        case .rowProof:
            return rows { row in row.proof.contains { counted($0.value) != nil } }
        case .heads:
            guard let heads = claim.refund?.heads, !heads.isEmpty else { return false }
            return heads.allSatisfy { $0.sum != nil }
        case .receipts:
            guard let heads = claim.refund?.heads, !heads.isEmpty else { return false }
            return heads.allSatisfy { head in
                head.proof.contains { counted($0.value) != nil }
            }
        case .paidSum:
            return pool.contains { !$0.sums(labelled: .paidSum).isEmpty } || claim.order.paid != nil
        case .paidDate:
            return pool.contains {
                !$0.days(labelled: .paidDate).isEmpty || $0.collected.exhibit.dated != nil
            } || claim.order.paidOn != nil
        case .filmed:
            return pool.contains { exhibit in
                exhibit.videos.contains { !$0.video.clocks.isEmpty }
                    || exhibit.collected.exhibit.dated != nil
            }
        case .duration:
            return pool.contains { exhibit in
                exhibit.videos.contains { ($0.video.durationMilliseconds ?? 0) > 0 }
            }
        case .attestation:
            let answered = Set(claim.attestation.map(\.question))
            return Attestation.Question.allCases.allSatisfy(answered.contains)
        case .deliveredOn:
            return pool.contains { exhibit in
                exhibit.trackings.contains { record, _ in
                    record.shipments.contains { $0.delivery?.clock != nil }
                }
            } || claim.receipts.contains { $0.delivered != nil }
        case .deliveryPlace:
            return pool.contains { exhibit in
                exhibit.trackings.contains { record, _ in
                    record.shipments.contains { $0.delivery?.place != nil || $0.destination != nil }
                } || names(shipTo: claim.order.shipTo, in: exhibit)
            }
        case .pieces: return !claim.shipments.isEmpty && shipped != nil
        case .cartons: return claim.shipments.contains { $0.cartons != nil }
        case .cartonsDeclared:
            return !claim.counts.isEmpty && claim.counts.allSatisfy { $0.declared != nil }
        case .cartonsCounted:
            return !claim.counts.isEmpty && claim.counts.allSatisfy { $0.counted != nil }
        case .bankTrace:
            let traces = Phrases(rulebook.vocabulary.bankTraces)
            return pool.contains { $0.lines.contains { traces.first(in: $0.text) != nil } }
        case .lawClause:
            let clauses = Phrases(rulebook.vocabulary.lawClauses)
            return pool.contains { $0.lines.contains { clauses.first(in: $0.text) != nil } }
                || claim.order.terms.contains { clauses.first(in: $0.value) != nil }
        case .toldOn: return claim.complaint?.toldSupplier != nil
        case .defect:
            return claim.complaint?.delivered != nil || !claim.nonconformities.isEmpty
        }
    }

    private func rows(_ holds: (Nonconformity) -> Bool) -> Bool {
        !claim.nonconformities.isEmpty && claim.nonconformities.allSatisfy(holds)
    }

    /// True when a row of the exhibit's text is the address the contract names.
    private func names(shipTo: Fact<String>?, in exhibit: JudgedExhibit) -> Bool {
        guard let shipTo else { return false }
        return exhibit.documents.contains { document, _ in
            document.rows.contains { row in
                row.cells.contains { AddressComparison(seen: $0, agreed: shipTo.value) == .same }
            }
        }
    }
}

extension JudgedExhibit {
    /// True when a date of it is known: declared, or kept by a clock in its files.
    var isDated: Bool {
        if collected.exhibit.dated != nil { return true }
        return collected.files.contains { file in
            switch file.reading {
            case .chat(let transcript): transcript.first != nil
            case .video(let video): !video.clocks.isEmpty
            case .image(let image): !image.clocks.isEmpty
            case .tracking(let record):
                record.shipments.contains { $0.events.contains { $0.clock != nil } }
            case .document, .archive, .opaque, .unread: false
            }
        } || !days(labelled: .documentDate).isEmpty
    }
}
