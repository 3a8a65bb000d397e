import CLibCrypto

/// The way from a certificate up to an anchor that somebody named, as libcrypto finds and checks it
/// (RFC 5280 section 6) under rules of our own. No list of the system is asked, no configuration is
/// read, nothing is fetched, and revocation is not looked at.
package struct CertificateChain: Hashable, Sendable {
    /// From the holder's certificate to the anchor; one alone when the anchor is the certificate itself.
    package let path: [Certificate]

    package var anchor: Certificate? { path.last }

    /// Why there is no such way.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// The certificate in question; nil when it cannot be named.
        package let certificate: Certificate?
        /// Words of libcrypto, or ours: lower case, without a full stop.
        package let reason: String
        var isExpiry = false

        package var description: String { reason }
    }

    /// Authorities between the holder and the anchor.
    package static let depthLimit: Int32 = 6

    /// At least 112 bits everywhere (SP 800-57 part 1): RSA from 2048 bits, no SHA-1, no MD5.
    package static let securityLevel: Int32 = 2

    /// Octets of a serial number (RFC 5280 section 4.1.2.2).
    package static let serialByteLimit = 20

    /// Finds a chain and checks every certificate of it at one moment; throws `Refusal` when there is
    /// none, `CryptoError` when libcrypto fails.
    ///
    /// - Parameters:
    ///   - companions: certificates that came along; they may stand between, nobody trusts them.
    ///   - anchors: what is trusted. An anchor may be any certificate, not only a self-signed one: who
    ///     names one authority does not say that he trusts those above it.
    ///   - seconds: the moment, since 1970-01-01T00:00:00Z.
    package init(
        of holder: Certificate, through companions: [Certificate], to anchors: [Certificate],
        for purpose: CertificatePurpose, at seconds: Int64
    ) throws {
        guard !anchors.isEmpty else {
            throw Refusal(certificate: nil, reason: "no certificate of an authority was named")
        }
        // What only an authority may carry, such as constraints on names, fits no holder.
        if let unknown = holder.unknownCriticalExtensions.first(where: { $0 != .certificatePolicies }) {
            throw Refusal(
                certificate: holder, reason: "its critical extension \(unknown) is not known")
        }
        if let reason = purpose.refusal(ofHolder: holder) {
            throw Refusal(certificate: holder, reason: reason)
        }
        path = try Self.find(holder, companions, anchors, purpose, seconds)
        for certificate in path
        where seconds < certificate.validFrom || seconds > certificate.validUntil {
            throw Refusal(certificate: certificate, reason: "it was not valid at that time")
        }
        for (index, certificate) in path.enumerated() where index == 0 || index < path.count - 1 {
            if let reason = Self.refusal(of: certificate)
                ?? (index == 0 ? nil : purpose.refusal(ofIssuer: certificate))
            {
                throw Refusal(certificate: certificate, reason: reason)
            }
        }
    }

    /// What libcrypto lets pass in a certificate and this program does not; nil when nothing.
    package static func refusal(of certificate: Certificate) -> String? {
        if certificate.version != 3 { return "it has version \(certificate.version), not 3" }
        let serial = certificate.serialNumber
        guard serial.count <= serialByteLimit, let first = serial.first, first < 0x80,
            serial.contains(where: { $0 != 0 })
        else { return "its serial number is not positive or has more than \(serialByteLimit) bytes" }
        guard certificate.keyKind.isAccepted || certificate.keyKind == .p521 else {
            return "its key (\(certificate.keyKind)) is not accepted"
        }
        guard signatureAlgorithms.contains(certificate.signatureAlgorithm.oid) else {
            return "it was signed with \(certificate.signatureAlgorithm.oid), which is not accepted"
        }
        return nil
    }

    private static let signatureAlgorithms: Set<OID> = [
        .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512, .rsaWithSHA256, .rsaWithSHA384,
        .rsaWithSHA512, .rsaPSS,
    ]

    private static func find(
        _ holder: Certificate, _ companions: [Certificate], _ anchors: [Certificate],
        _ purpose: CertificatePurpose, _ seconds: Int64
    ) throws -> [Certificate] {
        do {
            return try attempt(holder, companions, anchors, purpose, seconds)
        } catch let refusal as Refusal where refusal.isExpiry {
            // The last second of a validity belongs to it (RFC 5280 section 4.1.2.5); libcrypto counts
            // it as expired. The caller compares the dates again.
            return try attempt(
                holder, companions, anchors, purpose, seconds == .min ? seconds : seconds - 1)
        }
    }

    private static func attempt(
        _ holder: Certificate, _ companions: [Certificate], _ anchors: [Certificate],
        _ purpose: CertificatePurpose, _ seconds: Int64
    ) throws -> [Certificate] {
        let operation = "checking a chain of certificates"
        LibCrypto.start()
        ERR_clear_error()
        let store = try unsafe LibCryptoObject(operation, X509_STORE_new()) {
            unsafe X509_STORE_free($0)
        }
        for anchor in anchors {
            let object = try anchor.libCryptoObject()
            guard unsafe X509_STORE_add_cert(store.pointer, object.pointer) == 1 else {
                throw LibCrypto.error(operation)
            }
        }
        let others = try unsafe LibCryptoObject(operation, claimpack_certificates_new()) {
            unsafe claimpack_certificates_free($0)
        }
        for companion in companions {
            let added = unsafe companion.derBytes.withUnsafeBufferPointer {
                unsafe claimpack_certificates_add(others.pointer, $0.baseAddress, $0.count)
            }
            // One that libcrypto cannot read can be no part of the chain.
            if added != 1 { ERR_clear_error() }
        }
        let leaf = try holder.libCryptoObject()
        let context = try unsafe LibCryptoObject(operation, X509_STORE_CTX_new()) {
            unsafe X509_STORE_CTX_free($0)
        }
        guard
            unsafe X509_STORE_CTX_init(
                context.pointer, store.pointer, leaf.pointer, others.pointer) == 1,
            let rules = unsafe X509_STORE_CTX_get0_param(context.pointer)
        else { throw LibCrypto.error(operation) }
        // Policies are part of the path (RFC 5280 section 6.1): a chain that demands one is held to it.
        let flags = X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK
        guard unsafe X509_VERIFY_PARAM_set_flags(rules, UInt(flags)) == 1 else {
            throw LibCrypto.error(operation)
        }
        // Without a set of wanted policies libcrypto finds none acceptable; any will do (anyPolicy).
        guard unsafe X509_VERIFY_PARAM_add0_policy(rules, OBJ_nid2obj(NID_any_policy)) == 1 else {
            throw LibCrypto.error(operation)
        }
        unsafe X509_VERIFY_PARAM_set_depth(rules, depthLimit)
        unsafe X509_VERIFY_PARAM_set_auth_level(rules, securityLevel)
        unsafe X509_VERIFY_PARAM_set_time(rules, Int(seconds))
        if purpose.isExclusive {
            guard unsafe X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_TIMESTAMP_SIGN) == 1
            else { throw LibCrypto.error(operation) }
        }
        let isTrusted = unsafe X509_verify_cert(context.pointer) == 1
        defer { ERR_clear_error() }
        guard isTrusted else {
            let code = unsafe X509_STORE_CTX_get_error(context.pointer)
            let culprit = unsafe X509_STORE_CTX_get_current_cert(context.pointer)
            throw Refusal(
                certificate: unsafe culprit.flatMap { unsafe try? Certificate($0) },
                reason: unsafe X509_verify_cert_error_string(Int(code)).map {
                    unsafe String(cString: $0)
                } ?? "error \(code)", isExpiry: code == X509_V_ERR_CERT_HAS_EXPIRED)
        }
        guard let chain = unsafe X509_STORE_CTX_get0_chain(context.pointer) else {
            throw LibCrypto.error(operation)
        }
        var path: [Certificate] = []
        for index in 0..<max(0, unsafe claimpack_certificates_count(chain)) {
            guard let object = unsafe claimpack_certificates_at(chain, index) else {
                throw LibCrypto.error(operation)
            }
            path.append(try unsafe Certificate(object))
        }
        guard path.first == holder, let last = path.last, anchors.contains(last) else {
            throw Refusal(certificate: holder, reason: "the chain found is not the one asked for")
        }
        return path
    }
}

extension Certificate {
    /// A certificate that lies inside libcrypto.
    fileprivate init(_ object: OpaquePointer) throws {
        let bytes = try unsafe [UInt8](
            encodedBy: { unsafe i2d_X509(object, $0) }, "reading the certificate")
        try self.init(derBytes: bytes)
    }
}
