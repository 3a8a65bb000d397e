import ClaimModel
import SystemLibraries

/// What a signature may look like to be taken for a seal.
enum SealForm: Hashable, Sendable {
    /// As bundles are sealed: one signer, detached, every condition of the design page "The bundle",
    /// section Seal.
    case claimpack
    /// As other programs sign: CAdES of EN 319 122-1 with several signers, content inside, key
    /// identifiers and RSASSA-PSS. What is allowed there and not in a bundle is a warning.
    case foreign
}

/// The seal over one manifest, judged signer by signer: who made it and whether every condition holds.
struct Seal {
    /// In written order; those of which nothing can be told are among them.
    let signers: [SealSigner]
    /// True when the message and each of its signers fulfil all conditions.
    let isIntact: Bool

    /// Judges the stored bytes of a signature against the stored bytes of its manifest. libcrypto's
    /// own yes is only one of the conditions: by itself it accepts signatures that sign nothing.
    init(
        signature bytes: [UInt8], over manifest: [UInt8], named name: EntryPath,
        form: SealForm = .claimpack, findings: inout FindingList
    ) {
        var judge = SealJudge(place: .entry(name.bytes), form: form, findings: findings)
        judge.judge(bytes, manifest)
        findings = judge.findings
        signers = judge.signers
        isIntact = judge.isIntact
    }
}

/// One signer of a seal.
struct SealSigner: Hashable, Sendable {
    /// The certificate whose key made the signature. Nil unless exactly one was found.
    var certificate: Certificate?
    /// The other certificates that came with the signature, which nothing signs.
    var companions: [Certificate] = []
    /// Seconds since 1970, by the signer's own word.
    var claimedTime: Int64?
    /// The bytes of the signature value, over which a time-stamp is made.
    var signatureValue: [UInt8] = []
    /// Values of the signature-time-stamp attribute, each a token in DER; nothing signs them.
    var timeStampTokens: [[UInt8]] = []
    /// Values of the signed content-time-stamp attribute, each a token over the manifest.
    var contentTimeStampTokens: [[UInt8]] = []
    /// True when all conditions on this signer hold.
    var isIntact = true
}
