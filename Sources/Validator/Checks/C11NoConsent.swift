internal import ClaimModel

extension Check {
    /// The claimant nowhere agreed to a new date, a substitute or a discount instead. Sentences are
    /// found by a list of phrases and are for a person to confirm.
    static let noConsent = Check(
        id: "C11", title: "the claimant agreed to no change", subject: "consent", trouble: "given",
        remedy: "read the message: if it agrees to no change, say in the statement why",
        effort: .minutes
    ) { facts in
        let consent = Phrases(facts.rulebook.vocabulary.consent)
        let negations = Phrases(facts.rulebook.vocabulary.negations)
        var agreed: [Citation] = []
        var unclear: [Citation] = []
        var read: [Citation] = []
        for exhibit in facts.exhibits(of: .chat) {
            for (transcript, file) in exhibit.transcripts {
                let people = transcript.messages.filter { $0.author == .person }
                if let last = people.last {
                    read.append(
                        Citation(
                            text: "\(people.count) messages",
                            place: exhibit.place(.message(last.number), in: file), origin: .read))
                }
                for message in people {
                    guard consent.first(in: message.text, notAfter: negations) != nil else {
                        continue
                    }
                    let citation = Citation(
                        text: message.text,
                        place: exhibit.place(.message(message.number), in: file),
                        origin: .read)
                    switch facts.side(of: message) {
                    case .buyer: agreed.append(citation)
                    case .supplier: break
                    case nil: unclear.append(citation)
                    }
                }
            }
        }
        if let first = agreed.first {
            return .fail("the claimant seems to agree in \(first.place)", agreed)
        }
        if !unclear.isEmpty {
            return .cannotTell("somebody agrees, and the file does not say which side", unclear)
        }
        return read.isEmpty
            ? .cannotTell("the chat could not be read as messages")
            : .pass("no message of the claimant agrees to a change", read)
    }
}

/// A side of the dispute.
enum Side: Sendable { case buyer, supplier }

extension CaseFacts {
    /// Who wrote a message: by the export's own mark, else by the names of the parties.
    func side(of message: ChatMessage) -> Side? {
        if let isOwn = message.isOwn { return isOwn ? .buyer : .supplier }
        guard let sender = message.sender else { return nil }
        func isNamed(_ party: Party?) -> Bool {
            guard let party else { return false }
            let words = NameText.words(sender)
            guard !words.isEmpty else { return false }
            return NameText.isAny(of: party.names.map { NameText.words($0.value) }, in: sender)
                || party.names.contains { NameText.isAny(of: [words], in: $0.value) }
        }
        return switch (isNamed(claim.buyer), isNamed(claim.supplier)) {
        case (true, false): .buyer
        case (false, true): .supplier
        default: nil
        }
    }
}
