public import ClaimModel
import SealedArchive
import SystemLibraries

/// Whom a mediator trusts, and as of when. Nothing of the machine's own is ever asked.
public struct Trust: Hashable, Sendable {
    let signers: SignerTrust

    /// Nobody is known.
    public static let none = Trust(.none)

    init(_ signers: SignerTrust) {
        self.signers = signers
    }

    /// Reads the files a mediator named.
    ///
    /// - Parameters:
    ///   - pins: fingerprints of certificates whose holder the mediator knows.
    ///   - authorityFiles: PEM files of authorities whose word on who a signer is counts.
    ///   - allowedSignersFile: a list of certificates with labels and days; see `AllowedSignersList`.
    ///   - timeAuthorityFiles: PEM files of authorities whose word on the time counts.
    ///   - now: seconds since 1970; certificates are asked about this moment where no time-stamp
    ///     proves an earlier one.
    public init(
        pins: [Pin] = [], authorityFiles: [String] = [], allowedSignersFile: String? = nil,
        timeAuthorityFiles: [String] = [], now: Int64? = nil
    ) throws(ClaimpackError) {
        self.init(
            SignerTrust(
                pins: Set(pins.map(\.fingerprint)),
                allowedSigners: try allowedSignersFile.map {
                    (path: String) throws(ClaimpackError) in
                    try AllowedSignersList(at: path).read().signers
                } ?? [],
                anchors: try Self.certificates(authorityFiles),
                timeAnchors: try Self.certificates(timeAuthorityFiles), now: now))
    }

    /// True when something was named to compare signers with.
    public var namesSigners: Bool { signers.namesSigners }

    /// Whom it names, a line each: what tells two of them apart, whatever the files were called.
    var contents: [String] {
        signers.pins.map { "pin \($0.hex)" }.sorted()
            + signers.allowedSigners.map { "signer \($0.line)" }
            + signers.anchors.map { "trust " + Base64.encode($0.fingerprint) }
            + signers.timeAnchors.map { "tsa " + Base64.encode($0.fingerprint) }
    }

    /// Every certificate of some PEM files.
    static func certificates(_ files: [String]) throws(ClaimpackError) -> [Certificate] {
        var all: [Certificate] = []
        for file in files {
            let text = try reading(file) { () throws(SystemError) in
                try readFile(atPath: file, limit: Certificate.pemByteLimit)
            }
            do throws(CryptoError) {
                all += try Certificate.readPEM(text)
            } catch {
                throw ClaimpackError(
                    kind: .inputOutput, code: "trust.unreadable", place: file,
                    message: error.description,
                    remedy: "name a file with certificates of authorities in PEM")
            }
        }
        return all
    }
}

/// A file of allowed signers: a label, a fingerprint and days on each line.
///
///     # known to me since the order of March
///     "Larkspur Devices LLC" sha256:3f2a…(64 digits) not-before=2026-01-01 not-after=2028-12-31
///
/// The days are in UTC and belong to the period; lines that begin with `#` are comments.
public struct AllowedSignersList: Hashable, Sendable {
    /// The file's path.
    public let path: String

    /// The list at a path; nothing is read yet.
    public init(at path: String) {
        self.path = path
    }

    /// One line of it.
    public struct Entry: Hashable, Sendable {
        /// The mediator's own name for the signer.
        public let label: String
        /// The SHA-256 of the certificate.
        public let fingerprint: ContentDigest
        /// The first day.
        public let notBefore: CalendarDay?
        /// The last day.
        public let notAfter: CalendarDay?
        /// The line as it stands in the file.
        public let line: String

        init(_ signer: AllowedSigner) {
            label = signer.label
            fingerprint = signer.fingerprint
            notBefore = signer.notBefore
            notAfter = signer.notAfter
            line = signer.line
        }
    }

    /// The signers in the order of the file; none when there is no file yet.
    public func entries() throws(ClaimpackError) -> [Entry] {
        try existing().signers.map(Entry.init)
    }

    /// Adds a signer: a certificate file in PEM, or a fingerprint. The file is made when it is not
    /// there, and is replaced whole or not at all; one that is there keeps its permissions. Who adds at
    /// the same moment waits, so that no line is lost.
    public func add(
        _ certificateOrPin: String, label: String, notBefore: CalendarDay? = nil,
        notAfter: CalendarDay? = nil
    ) throws(ClaimpackError) -> Entry {
        let fingerprint = try Self.fingerprint(certificateOrPin)
        return try alone { () throws(ClaimpackError) in
            try add(fingerprint, label: label, notBefore: notBefore, notAfter: notAfter)
        }
    }

    private func add(
        _ fingerprint: ContentDigest, label: String, notBefore: CalendarDay?, notAfter: CalendarDay?
    ) throws(ClaimpackError) -> Entry {
        var file = try existing()
        if let known = file.signers.first(where: { $0.fingerprint == fingerprint }) {
            throw ClaimpackError(
                kind: .usage, code: "trust.signer.known", place: path,
                message: "this certificate is in the list already, as “\(known.label)”",
                remedy: "claimpack trust remove takes it out")
        }
        guard
            let signer = AllowedSigner(
                label: label, fingerprint: fingerprint, notBefore: notBefore, notAfter: notAfter)
        else {
            throw ClaimpackError(
                kind: .usage, code: "trust.signer.unwritable",
                message: "the label or the days cannot stand in the list",
                remedy: "a label has 1 to \(AllowedSigner.labelLimit) visible characters, no quote "
                    + "and no backslash; the last day is not before the first")
        }
        file.add(signer)
        try write(file)
        return Entry(signer)
    }

    /// Takes out every signer of this label, or of this fingerprint.
    public func remove(_ labelOrPin: String) throws(ClaimpackError) -> [Entry] {
        try alone { () throws(ClaimpackError) in try removing(labelOrPin) }
    }

    private func removing(_ labelOrPin: String) throws(ClaimpackError) -> [Entry] {
        var file = try existing()
        let removed: [AllowedSigner]
        do throws(AllowedSignersFile.Problem) {
            removed = try file.remove(label: labelOrPin, fingerprint: SignerTrust.pin(labelOrPin))
        } catch {
            throw problem(error)
        }
        guard !removed.isEmpty else {
            throw ClaimpackError(
                kind: .usage, code: "trust.signer.absent", place: path,
                message: "the list has no signer “\(labelOrPin)”",
                remedy: "claimpack trust list shows the labels")
        }
        try write(file)
        return removed.map(Entry.init)
    }

    func read() throws(ClaimpackError) -> AllowedSignersFile {
        let bytes = try reading(path) { () throws(SystemError) in
            try readFile(atPath: path, limit: AllowedSignersFile.byteLimit)
        }
        do throws(AllowedSignersFile.Problem) {
            return try AllowedSignersFile(reading: bytes)
        } catch {
            throw problem(error)
        }
    }

    private func existing() throws(ClaimpackError) -> AllowedSignersFile {
        do {
            return try read()
        } catch {
            guard error.kind == .noSuchFile else { throw error }
            return AllowedSignersFile()
        }
    }

    /// Reads, changes and replaces the file while no other process does. What is locked is its folder: the
    /// file itself is another one after each change.
    private func alone<Value>(
        _ change: () throws(ClaimpackError) -> Value
    ) throws(ClaimpackError) -> Value {
        let folder: Folder
        do throws(SystemError) {
            folder = try Folder(path: ClaimBundle.split(path).parent)
        } catch {
            throw ClaimpackError(writing: error)
        }
        return try folder.locked(change)
    }

    private func write(_ file: AllowedSignersFile) throws(ClaimpackError) {
        do throws(SystemError) {
            let permissions = (try? InputFile(path: path))?.permissions
            let output = try AtomicOutput(path: path, mode: 0o600)
            try output.write(file.bytes)
            if let permissions { try output.setPermissions(permissions) }
            try output.commit(replacing: true)
        } catch {
            throw ClaimpackError(writing: error)
        }
    }

    private func problem(_ problem: AllowedSignersFile.Problem) -> ClaimpackError {
        ClaimpackError(
            kind: .inputOutput, code: "trust.list.malformed",
            place: path + (problem.line.map { ":\($0)" } ?? ""), message: problem.message,
            remedy: "a line is: \"name\" sha256:… not-before=YYYY-MM-DD not-after=YYYY-MM-DD")
    }

    private static func fingerprint(_ text: String) throws(ClaimpackError) -> ContentDigest {
        if let pin = SignerTrust.pin(text) { return pin }
        let certificates = try Trust.certificates([text])
        guard certificates.count == 1, let only = certificates.first,
            let fingerprint = ContentDigest(only.fingerprint)
        else {
            throw ClaimpackError(
                kind: .usage, code: "trust.certificate.several", place: text,
                message: "the file holds \(certificates.count) certificates",
                remedy: "name a file with the signer's own certificate alone, or sha256:…")
        }
        return fingerprint
    }
}
