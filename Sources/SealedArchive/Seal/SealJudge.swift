import ClaimModel
import SystemLibraries

/// Judges one signature: the message first, then each of its signers.
struct SealJudge {
    let place: Place
    let form: SealForm
    var findings: FindingList
    private(set) var signers: [SealSigner] = []
    private(set) var isIntact = true

    /// Signers of one foreign signature that are judged; each costs two verifications.
    static let signerLimit = 16

    init(place: Place, form: SealForm, findings: FindingList) {
        self.place = place
        self.form = form
        self.findings = findings
    }

    mutating func judge(_ bytes: [UInt8], _ manifest: [UInt8]) {
        guard bytes.count <= CMSSignature.byteLimit else {
            refuse("seal.too-large", "the signature has more than \(CMSSignature.byteLimit) bytes")
            return
        }
        let message: CMSSignature
        do throws(DERProblem) {
            message = try read(bytes)
        } catch {
            refuse(
                error.kind == .trailingBytes ? "seal.trailing-bytes" : "seal.encoding.malformed",
                "the signature is not one CMS message in DER: \(error)")
            return
        }
        judgeMessage(message, manifest)
        guard (1...(form == .foreign ? Self.signerLimit : 1)).contains(message.signers.count) else {
            refuse(
                message.signers.isEmpty ? "seal.signer.missing" : "seal.signer.repeated",
                message.signers.isEmpty
                    ? "the signature names nobody who signed"
                    : "the signature names \(message.signers.count) who signed, where "
                        + (form == .foreign ? "\(Self.signerLimit) are judged" : "one belongs"))
            return
        }
        for information in message.signers {
            var judge = SignerJudge(place: place, form: form, findings: findings)
            judge.judge(information, of: message, over: manifest)
            findings = judge.findings
            signers.append(judge.signer)
            if !judge.signer.isIntact { isIntact = false }
        }
        let known = signers.compactMap { $0.certificate?.derBytes }
        if Set(known).count < known.count {
            refuse("seal.signer.repeated", "one certificate stands for several signers")
        }
    }

    /// BER is allowed to others (RFC 5652 section 2): what was signed is the same in both.
    private mutating func read(_ bytes: [UInt8]) throws(DERProblem) -> CMSSignature {
        guard form == .foreign else { return try CMSSignature(derBytes: bytes) }
        do throws(DERProblem) {
            return try CMSSignature(derBytes: bytes, depthLimit: DERWalk.foreignDepthLimit)
        } catch {
            guard error.kind == .indefiniteLength || error.kind == .longLength else { throw error }
            let message = try CMSSignature(
                derBytes: try BERConverter.definite(bytes), depthLimit: DERWalk.foreignDepthLimit)
            findings.warn(
                "seal.encoding.ber", at: place,
                "the signature is written in BER, which has many spellings")
            return message
        }
    }

    private mutating func judgeMessage(_ message: CMSSignature, _ manifest: [UInt8]) {
        if (try? message.isReencodedIdentically()) != true {
            deviate(
                "seal.encoding.differs", "the signature is written in another than the one way")
        }
        if message.version != 1 {
            deviate("seal.version.refused", "the signature has version \(message.version), not 1")
        }
        if let content = message.encapsulatedContent {
            if form == .foreign, content == manifest {
                findings.warn(
                    "seal.content.encapsulated", at: place,
                    "the signature carries a copy of the manifest")
            } else {
                refuse(
                    "seal.content.encapsulated",
                    "the signature carries content of its own, where it signs the stored manifest")
            }
        }
        if message.contentType != .data {
            refuse("seal.content-type.refused", "the signed content is not plain data")
        }
        let extra =
            message.certificates.count - message.signers.count + message.otherCertificateCount
        if extra > 0 {
            findings.note(
                "seal.certificates.extra", at: place,
                "the signature carries \(extra) further certificates, which nothing signs")
        }
        if message.hasRevocationLists {
            findings.note(
                "seal.revocation-lists", at: place,
                "the signature carries revocation lists, which nothing signs")
        }
    }

    /// Not as bundles are sealed: refused there, a warning in what others made.
    private mutating func deviate(_ code: String, _ message: String) {
        if form == .foreign {
            findings.warn(code, at: place, message)
        } else {
            refuse(code, message)
        }
    }

    private mutating func refuse(_ code: String, _ message: String) {
        isIntact = false
        findings.fail(code, at: place, message)
    }
}
