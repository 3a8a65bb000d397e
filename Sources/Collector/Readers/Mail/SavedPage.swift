package import ClaimModel
import SystemLibraries

/// A page saved with its parts in one file (MHTML, RFC 2557): the page is the first part of HTML, its
/// address stands in a header.
package enum SavedPage {
    /// What is in such a file, read as the page would be; nil when it is of no known kind.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> Reading? {
        let file = MailPart(try source.all(limit: MailReader.byteLimit))
        guard let page = file.leaves.first(where: { $0.contentType.value == "text/html" }) else {
            return nil
        }
        let address =
            file.field("snapshot-content-location") ?? page.field("content-location")
        guard
            var reading = try PageEvidence.read(
                EvidenceSource(page.content), fileName: fileName, savedFrom: address)
        else { return nil }
        if case .chat(var transcript) = reading {
            if transcript.format == "alibaba-html" { transcript.format = "alibaba-mhtml" }
            reading = .chat(transcript)
        }
        return reading
    }
}

/// Reads a page as evidence of any kind.
package enum PageEvidence {
    /// The reading of a page; `savedFrom` is the address a container states for it.
    package static func read(
        _ source: EvidenceSource, fileName: String, savedFrom address: String? = nil
    ) throws(EvidenceSourceError) -> Reading? {
        if let transcript = try AlibabaPageReader.read(
            source, fileName: fileName, savedFrom: address)
        {
            return .chat(transcript)
        }
        if let transcript = try ChatPageReader.read(source) { return .chat(transcript) }
        return try TrackingPage.read(source).map { .tracking($0) }
    }
}
