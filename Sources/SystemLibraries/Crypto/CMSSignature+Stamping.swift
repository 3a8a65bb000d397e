extension CMSSignature {
    /// The same signature with a time-stamp token as an unsigned attribute of its only signer
    /// (EN 319 122-1 clause 5.3); every signed byte stays. Throws when there is another number of
    /// signers, or unsigned attributes are there already.
    package func stamped(with token: TimeStampToken) throws(CryptoError) -> CMSSignature {
        guard signers.count == 1, let signer = signers.first, signer.unsignedAttributes.isEmpty else {
            throw .operationFailed(
                "adding the time-stamp",
                reason: "the signature has several signers or unsigned attributes already")
        }
        do throws(DERProblem) {
            var outer = DERReader(signer.derBytes)
            let content = outer.content(try outer.next(DERTag.sequence))
            let attribute = DERWriter.sequence(
                DERWriter.oid(.timeStampToken), DERWriter.set(token.derBytes))
            return try holding(
                DERWriter.element(
                    DERTag.sequence, content + DERWriter.element(DERTag.context(1), attribute)))
        } catch {
            throw .operationFailed("adding the time-stamp", reason: "\(error)")
        }
    }
}
