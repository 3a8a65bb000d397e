package import ClaimModel

/// One way to read a kind of file.
package struct EvidenceReader: Sendable {
    /// A file to be read, and what else a reader may use.
    package struct Item: Sendable {
        /// Its bytes.
        package let source: EvidenceSource
        /// Its name, which can hold a time; never its type.
        package let fileName: String
        /// Its type by content.
        package let type: ContentType
        /// What programs of the system, such as `pdftotext`, said of it.
        let answers: ProgramAnswers
        /// The digests of the containers it lies in, outermost first.
        var containers: [ContentDigest] = []
        /// What was opened of the containers of the whole file.
        var walk = ContainerWalk()
        /// Takes the messages of a long chat, which the reading then does not hold; nil to have them in
        /// it. Members of containers have theirs.
        var sink: MessageSink?
    }

    /// Media types it is tried on.
    package let mediaTypes: Set<String>
    /// The reading, or nil when the file is of another kind after all.
    package let read: @Sendable (Item) throws(EvidenceSourceError) -> Reading?

    package init(
        _ mediaTypes: Set<String>,
        read: @escaping @Sendable (Item) throws(EvidenceSourceError) -> Reading?
    ) {
        self.mediaTypes = mediaTypes
        self.read = read
    }
}

/// Every reader with the media types it reads.
///
/// To teach the collector a new kind of evidence, write a reader in `Readers/` and add a row here; if
/// `ContentType` does not know the format yet, add it there. Rows are tried from the top; the first
/// reading counts.
package enum ReaderTable {
    /// The rows.
    package static let readers: [EvidenceReader] = [
        EvidenceReader(["image/png", "image/jpeg", "image/webp", "image/heic", "image/avif"]) {
            item throws(EvidenceSourceError) in
            guard var image = try ImageReader.read(item.source, fileName: item.fileName) else {
                return nil
            }
            RecognisedText.add(item.answers, to: &image)
            return .image(image)
        },
        EvidenceReader(["video/mp4", "video/quicktime", "video/3gpp"]) {
            item throws(EvidenceSourceError) in
            try VideoReader.read(item.source, fileName: item.fileName).map { .video($0) }
        },
        EvidenceReader(["video/x-matroska", "video/webm"]) { item throws(EvidenceSourceError) in
            try MatroskaReader.read(item.source, fileName: item.fileName).map { .video($0) }
        },
        EvidenceReader(["application/pdf"]) { item in
            guard item.containers.isEmpty else {
                return MemberPDFs.waiting
            }
            let reading = DocumentReader.readPDF(
                item.source, fileName: item.fileName, programs: item.answers.documentPrograms,
                answers: item.answers)
            return reading == .opaque ? nil : reading
        },
        EvidenceReader([
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ]) { item throws(EvidenceSourceError) in
            try OfficeReader.read(item.source).map { .document($0) }
        },
        EvidenceReader(["text/plain"]) { item throws(EvidenceSourceError) in
            try ChatTextReader.read(item.source, charset: item.type.charset).map { .chat($0) }
        },
        EvidenceReader(["text/plain", "application/zip"]) { item throws(EvidenceSourceError) in
            try WhatsAppReader.read(
                item.source, fileName: item.fileName, into: item.sink,
                isInner: !item.containers.isEmpty, walk: item.walk)
                .map { .chat($0) }
        },
        EvidenceReader(["text/plain"]) { item throws(EvidenceSourceError) in
            try TableEvidence.read(item.source, charset: item.type.charset)
        },
        EvidenceReader(["text/html", "application/xhtml+xml"]) {
            item throws(EvidenceSourceError) in
            try PageEvidence.read(item.source, fileName: item.fileName)
        },
        EvidenceReader(["multipart/related"]) { item throws(EvidenceSourceError) in
            try SavedPage.read(item.source, fileName: item.fileName)
        },
        EvidenceReader(["message/rfc822"]) { item throws(EvidenceSourceError) in
            try MailReader.readMessage(item).map { .chat($0) }
        },
        EvidenceReader(["application/mbox"]) { item throws(EvidenceSourceError) in
            try MailReader.readMailbox(item.source).map { .chat($0) }
        },
        EvidenceReader(["application/x-ole-storage"]) { item throws(EvidenceSourceError) in
            try OutlookMessage.read(item.source).map { .chat($0) }
        },
        EvidenceReader(["application/xml", "text/plain"]) {
            item throws(EvidenceSourceError) in
            try TrackingReader.readXML(item.source).map { .tracking($0) }
        },
        EvidenceReader(["application/json"]) { item throws(EvidenceSourceError) in
            try JSONEvidence.read(item.source, fileName: item.fileName)
        },
        EvidenceReader(["application/zip"]) { item throws(EvidenceSourceError) in
            try WebArchiveReader.readWACZ(item).map { .archive($0) }
        },
        EvidenceReader([
            "application/zip", "application/x-7z-compressed", "application/vnd.rar",
            "application/x-tar", "application/gzip",
        ]) { item throws(EvidenceSourceError) in
            try ContainerReader.read(item).map { .archive($0) }
        },
        EvidenceReader(["multipart/related"]) { item throws(EvidenceSourceError) in
            try ContainerReader.readSavedPage(item).map { .archive($0) }
        },
        EvidenceReader(["text/plain"]) { item throws(EvidenceSourceError) in
            try WebArchiveReader.readWARC(item).map { .archive($0) }
        },
    ]

    /// Whether any of the readers is tried on a type.
    static func knows(_ type: ContentType, _ readers: [EvidenceReader]) -> Bool {
        readers.contains { $0.mediaTypes.contains(type.mediaType) }
    }

    /// What the first fitting reader finds; `.opaque` when none fits, `.unread` when one fails.
    package static func read(
        _ item: EvidenceReader.Item, with readers: [EvidenceReader] = ReaderTable.readers
    ) -> Reading {
        var trouble: EvidenceSourceError?
        for reader in readers where reader.mediaTypes.contains(item.type.mediaType) {
            do throws(EvidenceSourceError) {
                if let reading = try reader.read(item) { return reading }
            } catch {
                trouble = trouble ?? error
            }
        }
        return trouble.map { .unread(reason: $0.reason) } ?? .opaque
    }
}
