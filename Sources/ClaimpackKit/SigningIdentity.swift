public import ClaimModel
import SealedArchive
import SystemLibraries

/// A private key with its certificate: who seals.
public struct SigningIdentity: Sendable {
    /// How long a certificate made by `make` is valid, in years of 365 days and the leap days of
    /// three years at most. It cannot be revoked, so it is short.
    public static let validityDays = 1_096

    var sealer: BundleSigner

    /// What the certificate says of its holder.
    public var signer: SignerStatement { sealer.statement }

    /// Reads a key and its certificate from PEM files. The certificate is the `.crt` file beside the
    /// key unless another is named. `passphrase` is asked only for an encrypted key.
    public static func load(
        keyFile: String, certificateFile: String? = nil, passphrase: () throws -> [UInt8]?
    ) throws -> SigningIdentity {
        let keyText = try reading(keyFile) { () throws(SystemError) in
            try readFile(atPath: keyFile, limit: SigningKey.pemByteLimit)
        }
        let certificatePath = certificateFile ?? Self.certificatePath(beside: keyFile)
        let certificateText: [UInt8]
        do throws(SystemError) {
            certificateText = try readFile(
                atPath: certificatePath, limit: Certificate.pemByteLimit)
        } catch {
            guard error.isNotFound, certificateFile == nil else {
                throw ClaimpackError(reading: error)
            }
            throw ClaimpackError(
                kind: .noSuchFile, code: "certificate.absent", place: certificatePath,
                message: "the certificate of the key is not beside it",
                remedy: "name it with --certificate")
        }
        let key = try openKey(keyText, place: keyFile, passphrase: passphrase)
        let certificates: [Certificate]
        do {
            certificates = try Certificate.readPEM(certificateText)
        } catch {
            throw ClaimpackError(
                kind: .inputOutput, code: "certificate.unreadable", place: certificatePath,
                message: error.description, remedy: "a certificate in PEM is needed")
        }
        let matching = try certificates.first { try $0.matches(key) }
        guard let matching else {
            throw ClaimpackError(
                kind: .inputOutput, code: "certificate.other-key", place: certificatePath,
                message: "the certificate belongs to another key than \(keyFile)",
                remedy: "name the certificate of this key with --certificate")
        }
        return try SigningIdentity(key, matching, among: certificates, place: certificatePath)
    }

    /// Reads a key, its certificate and those above it from a PKCS #12 file (`.p12`, `.pfx`).
    /// `passphrase` is asked unless the file opens with an empty one.
    public static func load(
        p12File: String, passphrase: () throws -> [UInt8]?
    ) throws -> SigningIdentity {
        let bytes = try reading(p12File) { () throws(SystemError) in
            try readFile(atPath: p12File, limit: PKCS12.byteLimit)
        }
        var file: PKCS12?
        do throws(CryptoError) {
            file = try PKCS12(bytes: bytes, passphrase: [])
        } catch {
            guard error == .wrongPassphrase else {
                throw ClaimpackError(unreadableP12: error, at: p12File)
            }
        }
        if file == nil {
            guard let secret = try passphrase() else {
                throw ClaimpackError(passphraseNeededAt: p12File)
            }
            do throws(CryptoError) {
                file = try PKCS12(bytes: bytes, passphrase: secret)
            } catch {
                throw ClaimpackError(unreadableP12: error, at: p12File)
            }
        }
        guard let file else { throw ClaimpackError(passphraseNeededAt: p12File) }
        return try SigningIdentity(
            file.key, file.certificate, among: file.others, place: p12File)
    }

    /// A key with its certificate; of `others`, those that lead upwards from it go along.
    private init(
        _ key: SigningKey, _ certificate: Certificate, among others: [Certificate], place: String
    ) throws(ClaimpackError) {
        do {
            sealer = try BundleSigner(
                key: key, certificate: certificate, chain: certificate.issuers(among: others))
        } catch {
            throw ClaimpackError(
                kind: .inputOutput, code: "certificate.unusable", place: place,
                message: String(describing: error),
                remedy: "make a pair with claimpack keygen")
        }
    }

    private init(sealer: BundleSigner) {
        self.sealer = sealer
    }

    /// Makes a P-256 key and a self-signed certificate, writes `path.key` (mode 0600) and
    /// `path.crt`, and never replaces a file. Without a passphrase the key is left unencrypted.
    public static func make(
        name: String, email: String?, path: String, passphrase: [UInt8]?, now: Int64
    ) throws(ClaimpackError) -> MadeIdentity {
        let identity: SigningIdentity
        let keyText: [UInt8]
        do {
            let signerName = try SignerName(commonName: name, emailAddress: email)
            let key = try SigningKey.generate()
            let certificate = try Certificate.selfSigned(
                for: key, name: signerName, validFrom: now,
                validUntil: now + Int64(validityDays) * 86_400)
            identity = SigningIdentity(sealer: try BundleSigner(key: key, certificate: certificate))
            keyText = try key.pem(passphrase: passphrase)
        } catch CryptoError.unsuitableName(let reason) {
            throw ClaimpackError(
                kind: .usage, code: "keygen.name", message: reason,
                remedy: "give another --name or --email")
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "keygen.failed", message: String(describing: error))
        }
        let keyFile = path + ".key", certificateFile = path + ".crt"
        let leftovers: [[UInt8]]
        do {
            var taken: String?
            let keyOutput = try AtomicOutput(path: keyFile, mode: 0o600)
            let certificateOutput = try AtomicOutput(path: certificateFile, mode: 0o644)
            // Both names are looked at before the first is used, so that no half pair is left.
            if try certificateOutput.targetExists() { taken = certificateFile }
            if try keyOutput.targetExists() {
                taken = keyFile
            } else if taken != nil {
                throw ClaimpackError(certificateWithoutKey: certificateFile, keyFile)
            }
            if let taken { throw SystemError.alreadyThere(taken) }
            leftovers = keyOutput.removedLeftovers + certificateOutput.removedLeftovers
            try keyOutput.write(keyText)
            try certificateOutput.write(identity.sealer.certificate.pem)
            // The certificate first: it is no secret, should it be left alone.
            try AtomicOutput.commit(certificateOutput, keyOutput)
        } catch let error as SystemError {
            throw ClaimpackError(writing: error)
        } catch let error as ClaimpackError {
            throw error
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "keygen.failed", message: String(describing: error))
        }
        return MadeIdentity(
            keyFile: keyFile, certificateFile: certificateFile, signer: identity.signer,
            removedLeftovers: leftovers.map(PathText.display))
    }

    private static func openKey(
        _ text: [UInt8], place: String, passphrase: () throws -> [UInt8]?
    ) throws -> SigningKey {
        do throws(CryptoError) {
            return try SigningKey(pem: text, passphrase: nil)
        } catch {
            guard error == .passphraseNeeded else {
                throw ClaimpackError(unreadableKey: error, at: place)
            }
        }
        guard let secret = try passphrase() else {
            throw ClaimpackError(passphraseNeededAt: place)
        }
        do throws(CryptoError) {
            return try SigningKey(pem: text, passphrase: secret)
        } catch {
            throw ClaimpackError(unreadableKey: error, at: place)
        }
    }

    private static func certificatePath(beside keyFile: String) -> String {
        (keyFile.hasSuffix(".key") ? String(keyFile.dropLast(4)) : keyFile) + ".crt"
    }
}

extension ClaimpackError {
    /// What a run leaves that was killed after the first of its two files had its name.
    fileprivate init(certificateWithoutKey certificateFile: String, _ keyFile: String) {
        self.init(
            kind: .cannotCreate, code: "keygen.certificate-alone", place: certificateFile,
            message: "a certificate stands there without its key, \(keyFile): nothing can be sealed with it",
            remedy: "remove it if its key lies nowhere else, as after a run that was ended, "
                + "or give another --out")
    }

    fileprivate init(unreadableKey error: CryptoError, at place: String) {
        guard error != .wrongPassphrase else {
            self.init(wrongPassphraseAt: place)
            return
        }
        self.init(
            kind: .inputOutput, code: "key.unreadable", place: place, message: error.description,
            remedy: "a private key in PEM is needed, as claimpack keygen writes it")
    }

    fileprivate init(unreadableP12 error: CryptoError, at place: String) {
        switch error {
        case .wrongPassphrase: self.init(wrongPassphraseAt: place)
        case .outdatedEncryption:
            self.init(
                kind: .inputOutput, code: "key.encryption.outdated", place: place,
                message: error.description,
                remedy: "write it anew: openssl pkcs12 -legacy -in OLD.p12 -out key.pem, "
                    + "then openssl pkcs12 -export -in key.pem -out NEW.p12, then delete key.pem")
        default:
            self.init(
                kind: .inputOutput, code: "key.unreadable", place: place,
                message: error.description,
                remedy: "a PKCS #12 file with one key and its certificate is needed")
        }
    }

    private init(wrongPassphraseAt place: String) {
        self.init(
            kind: .noPermission, code: "key.passphrase.wrong", place: place,
            message: "the passphrase does not open the key",
            remedy: "look for another keyboard layout or a trailing space, then try again")
    }

    fileprivate init(passphraseNeededAt place: String) {
        self.init(
            kind: .noPermission, code: "key.passphrase.needed", place: place,
            message: "the key is encrypted, and there is no terminal to ask on",
            remedy: "give --passphrase-file or --passphrase-env")
    }
}
