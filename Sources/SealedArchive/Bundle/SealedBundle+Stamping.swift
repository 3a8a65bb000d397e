import ClaimModel
package import SystemLibraries

extension SealedBundle {
    /// The bytes a time-stamp of this bundle is over: the signature value of its newest seal. Throws
    /// when the bundle is not whole or has a time-stamp already.
    package func bytesToStamp() throws -> [UInt8] { try newestSeal().signer.signature }

    /// What an authority is to be asked about this bundle.
    package func timeStampQuery() throws -> TimeStampQuery {
        try TimeStampQuery(over: try bytesToStamp())
    }

    /// Accepts an authority's reply and writes the bundle anew with the time-stamp in its newest seal;
    /// every other byte of every entry stays. `query` is the question that was asked; without it the
    /// nonce is not compared.
    package func writeStamped(
        reply: [UInt8], query: TimeStampQuery?, anchors: [Certificate],
        to output: consuming AtomicOutput, replacing: Bool = false
    ) throws -> AcceptedTimeStamp {
        let newest = try newestSeal()
        if case .granted(let token)? = try? TimeStampReply(derBytes: reply),
            let round = try olderRound(stampedBy: token)
        {
            throw TimeStampProblem.olderRound(round)
        }
        let accepted = try AcceptedTimeStamp(
            reply: reply, over: newest.signer.signature, nonce: query?.nonce, anchors: anchors)
        let stamped = try newest.message.stamped(with: accepted.token)
        try requireReadable(stamped.derBytes, of: newest.round, newest.entry.path)
        try write(stamped.derBytes, inPlaceOf: newest.entry, to: output, replacing)
        return accepted
    }

    // MARK: The newest seal

    private func seal(
        round: Int
    ) throws -> RoundSeal {
        guard let entry = entry(try EntryPath(BundleLayout.signature(round: round))) else {
            throw TimeStampProblem.otherLayout
        }
        let message = try CMSSignature(
            derBytes: try bytes(of: entry, limit: CMSSignature.byteLimit))
        guard let signer = message.signers.first else { throw TimeStampProblem.otherLayout }
        return RoundSeal(round: round, entry: entry, message: message, signer: signer)
    }

    /// Asks our own reader whether it would accept the stamped seal and its token: neither depth nor length
    /// of what an authority gives is ours to choose.
    private func requireReadable(
        _ signature: [UInt8], of round: Int, _ name: EntryPath
    ) throws {
        guard let entry = entry(try EntryPath(BundleLayout.manifest(round: round))) else {
            throw TimeStampProblem.otherLayout
        }
        let manifest = try bytes(of: entry, limit: AsicManifest.byteLimit)
        var findings = FindingList()
        let seal = Seal(signature: signature, over: manifest, named: name, findings: &findings)
        if let signer = seal.signers.first {
            var stamps = TimeStampJudge(
                trust: .none, place: .entry(name.bytes), form: .claimpack, findings: findings)
            _ = stamps.judge(
                signer.timeStampTokens, over: signer.signatureValue, of: .signature,
                claimedTime: signer.claimedTime)
            findings = stamps.findings
        }
        guard seal.isIntact, findings.failureCount == 0 else {
            throw TimeStampProblem.unreadableSeal(
                findings.findings.filter { $0.severity == .failure }.map(\.message))
        }
    }

    private func newestSeal() throws -> RoundSeal {
        guard format == .claimpack else { throw TimeStampProblem.notABundle }
        guard verification.integrity == .intact, let last = verification.rounds.last else {
            throw TimeStampProblem.notIntact
        }
        let newest = try seal(round: last.number)
        guard newest.signer.unsignedAttributes.isEmpty else {
            throw TimeStampProblem.alreadyStamped
        }
        return newest
    }

    /// The older round whose seal a token is over; nil when it is none of them.
    private func olderRound(stampedBy token: TimeStampToken) throws -> Int? {
        guard let algorithm = HashAlgorithm(token.imprintAlgorithm.oid) else { return nil }
        for round in verification.rounds.dropLast() {
            let signature = try seal(round: round.number).signer.signature
            if try algorithm.digest(of: signature) == token.imprint { return round.number }
        }
        return nil
    }

    /// The seal of a round as it is stored, and read.
    private struct RoundSeal {
        let round: Int
        let entry: StoredEntry
        let message: CMSSignature
        let signer: CMSSigner
    }

    // MARK: Writing

    /// Copies the container with other bytes in its last entry. Only a container in the one spelling
    /// of bundles is copied, so that nothing else can change on the way.
    private func write(
        _ bytes: [UInt8], inPlaceOf entry: StoredEntry, to output: consuming AtomicOutput,
        _ isReplacing: Bool
    ) throws {
        let old = try self.bytes(of: entry, limit: CMSSignature.byteLimit)
        let plain = ZipRecord(name: entry.path.bytes, byteCount: old.count, checksum: 0, headerOffset: 0)
        let start = entry.range.lowerBound - plain.localBytes.count
        guard entry == entries.max(by: { $0.range.lowerBound < $1.range.lowerBound }), start >= 0
        else { throw TimeStampProblem.otherLayout }
        let tail = try directory(behind: entry)
        let oldRecord = ZipRecord(
            name: entry.path.bytes, byteCount: old.count, checksum: CRC32.checksum(of: old),
            headerOffset: start)
        guard tail.directory.suffix(oldRecord.directoryBytes.count)
            .elementsEqual(oldRecord.directoryBytes)
        else { throw TimeStampProblem.otherLayout }
        let record = ZipRecord(
            name: entry.path.bytes, byteCount: bytes.count, checksum: CRC32.checksum(of: bytes),
            headerOffset: start)
        var offset = 0
        try forEachStoredBlock(in: 0..<start) { block in
            try output.write(block, at: offset)
            offset += block.count
        }
        let directory =
            tail.directory.dropLast(oldRecord.directoryBytes.count) + record.directoryBytes
        let end = ZipEnd(
            entryCount: tail.entryCount, directoryByteCount: directory.count,
            directoryOffset: start + record.localBytes.count + bytes.count)
        for part in [record.localBytes, bytes, Array(directory), end.bytes] {
            try output.write(part, at: offset)
            offset += part.count
        }
        try requireUnchanged()
        try output.commit(replacing: isReplacing)
    }

    /// The directory, which begins behind the last entry, when the end records are those of a bundle.
    private func directory(
        behind entry: StoredEntry
    ) throws -> (directory: [UInt8], entryCount: Int) {
        let start = entry.range.upperBound
        let rest = try storedBytes(from: start)
        for endByteCount in [
            ZipFormat.endByteCount,
            ZipFormat.endByteCount + ZipFormat.zip64EndByteCount + ZipFormat.zip64LocatorByteCount,
        ] where rest.count > endByteCount {
            let directory = Array(rest.dropLast(endByteCount))
            let end = ZipEnd(
                entryCount: entries.count, directoryByteCount: directory.count,
                directoryOffset: start)
            if rest.suffix(endByteCount).elementsEqual(end.bytes) {
                return (directory, entries.count)
            }
        }
        throw TimeStampProblem.otherLayout
    }
}
