import ClaimModel

extension Reading: Formed {
    func write(to form: inout FormWriter) {
        switch self {
        case .chat(let transcript): form.list(name, transcript)
        case .tracking(let record): form.list(name, record)
        case .document(let document): form.list(name, document)
        case .video(let video): form.list(name, video)
        case .image(let image): form.list(name, image)
        case .archive(let listing): form.list(name, listing)
        case .opaque: form.list(name)
        case .unread(let reason): form.list(name, reason)
        }
    }

    /// The start of a reading that is a chat, whose transcript follows.
    static func beginChat(_ form: inout FormWriter) {
        form.begin()
        form.text("chat")
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        switch try form.text() {
        case "chat": self = .chat(try form.next())
        case "tracking": self = .tracking(try form.next())
        case "document": self = .document(try form.next())
        case "video": self = .video(try form.next())
        case "image": self = .image(try form.next())
        case "archive": self = .archive(try form.next())
        case "opaque": self = .opaque
        case "unread": self = .unread(reason: try form.next())
        default: throw form.problem("an unknown reading")
        }
        try form.end()
    }
}

// MARK: Chats

extension ChatTranscript.DateOrder: Formed {}
extension ChatMessage.Mark: Formed {}

extension ChatMessage.Author: NumberedForm {
    static let numbered = allCases
}
extension ChatAttachment.State: Formed {}

/// The messages come first, so that they can be written before all of them are known.
extension ChatTranscript: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        messages.write(to: &form)
        writeHead(to: &form)
        form.end()
    }

    /// What a transcript is besides its messages.
    func writeHead(to form: inout FormWriter) {
        form.list(format, platform, platformEvidence, title, dateOrder, missingAttachments, remarks)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        let messages: [ChatMessage] = try form.next()
        try form.begin()
        self.init(
            format: try form.next(), platform: try form.next(), platformEvidence: try form.next(),
            title: try form.next(), dateOrder: try form.next(), messages: messages,
            missingAttachments: try form.next(), remarks: try form.next())
        try form.end()
        try form.end()
    }
}

/// Written part by part and not as a pack of parts: an answer can hold a million.
extension ChatMessage: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        form.number(number)
        author.write(to: &form)
        sender.write(to: &form)
        isOwn.write(to: &form)
        clock.write(to: &form)
        form.text(text)
        translation.write(to: &form)
        attachments.write(to: &form)
        form.begin()
        if !marks.isEmpty {
            for mark in [Mark.deleted, .edited] where marks.contains(mark) { mark.write(to: &form) }
        }
        form.end()
        line.write(to: &form)
        form.end()
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            number: try form.next(), author: try form.next(), sender: try form.next(),
            isOwn: try form.next(), clock: try form.next(), text: try form.next(),
            translation: try form.next(), attachments: try form.next(),
            marks: try Self.marks(from: &form), line: try form.next())
        try form.end()
    }

    private static func marks(from form: inout FormReader) throws(FormProblem) -> Set<Mark> {
        let marks: [Mark] = try form.next()
        return marks.isEmpty ? [] : Set(marks)
    }
}

extension ChatAttachment: Formed {
    func write(to form: inout FormWriter) { form.list(name, state, digest, reading) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            name: try form.next(), state: try form.next(), digest: try form.next(),
            reading: try form.next())
        try form.end()
    }
}

// MARK: Tracking

extension ShipmentTracking.Status: Formed {}

extension TrackingRecord: Formed {
    func write(to form: inout FormWriter) { form.list(shape, shipments, remarks) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(shape: try form.next(), shipments: try form.next(), remarks: try form.next())
        try form.end()
    }
}

extension ShipmentTracking: Formed {
    func write(to form: inout FormWriter) {
        form.list(
            carrier, number, otherNumbers, status, rawStatus, events, delivery, destination, origin,
            weight, pieces, expected, spot)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            carrier: try form.next(), number: try form.next(), otherNumbers: try form.next(),
            status: try form.next(), rawStatus: try form.next(), events: try form.next(),
            delivery: try form.next(), destination: try form.next(), origin: try form.next(),
            weight: try form.next(), pieces: try form.next(), expected: try form.next(),
            spot: try form.next())
        try form.end()
    }
}

extension TrackingEvent: Formed {
    func write(to form: inout FormWriter) { form.list(clock, place, code, text, isPhysical, spot) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            clock: try form.next(), place: try form.next(), code: try form.next(),
            text: try form.next(), isPhysical: try form.next(), spot: try form.next())
        try form.end()
    }
}

extension Delivery: Formed {
    func write(to form: inout FormWriter) { form.list(clock, place, signer, proof, spot) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            clock: try form.next(), place: try form.next(), signer: try form.next(),
            proof: try form.next(), spot: try form.next())
        try form.end()
    }
}

// MARK: Documents

extension DocumentText: Formed {
    func write(to form: inout FormWriter) {
        form.begin()
        format.write(to: &form)
        pageCount.write(to: &form)
        rows.write(to: &form)
        printedPageCount.write(to: &form)
        labelled.write(to: &form)
        inspection.write(to: &form)
        form.list(title, author, creator, producer)
        form.list(created, modified, encryption, signatures, recognition)
        remarks.write(to: &form)
        form.end()
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            format: try form.next(), pageCount: try form.next(), rows: try form.next(),
            printedPageCount: try form.next(), labelled: try form.next(),
            inspection: try form.next())
        try form.begin()
        title = try form.next()
        author = try form.next()
        creator = try form.next()
        producer = try form.next()
        try form.end()
        try form.begin()
        created = try form.next()
        modified = try form.next()
        encryption = try form.next()
        signatures = try form.next()
        recognition = try form.next()
        try form.end()
        remarks = try form.next()
        try form.end()
    }
}

extension TextRow: Formed {
    func write(to form: inout FormWriter) { form.list(page, box, cells, confidence) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            page: try form.next(), box: try form.next(), cells: try form.next(),
            confidence: try form.next())
        try form.end()
    }
}

extension TextRecognition: Formed {
    func write(to form: inout FormWriter) { form.list(program, wordCount, unsureCount) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            program: try form.next(), wordCount: try form.next(), unsureCount: try form.next())
        try form.end()
    }
}

extension LabelledValue: Formed {
    func write(to form: inout FormWriter) { form.list(name, value, page, box, confidence) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            name: try form.next(), value: try form.next(), page: try form.next(),
            box: try form.next(), confidence: try form.next())
        try form.end()
    }
}

extension DocumentSignature: Formed {
    func write(to form: inout FormWriter) { form.list(signer, time, status, isIntact) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            signer: try form.next(), time: try form.next(), status: try form.next(),
            isIntact: try form.next())
        try form.end()
    }
}

extension InspectionReport.Result: Formed {}

extension InspectionReport: Formed {
    func write(to form: inout FormWriter) {
        form.list(
            body, number, inspected, issued, orderNumber, lot, lotSize, sampleSize, result,
            defects)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            body: try form.next(), number: try form.next(), inspected: try form.next(),
            issued: try form.next(), orderNumber: try form.next(), lot: try form.next(),
            lotSize: try form.next(), sampleSize: try form.next(), result: try form.next(),
            defects: try form.next())
        try form.end()
    }
}

extension DefectCount.Kind: Formed {}

extension DefectCount: Formed {
    func write(to form: inout FormWriter) { form.list(kind, limit, allowed, found) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            kind: try form.next(), limit: try form.next(), allowed: try form.next(),
            found: try form.next())
        try form.end()
    }
}

// MARK: Video and images

extension VideoMetadata: Formed {
    func write(to form: inout FormWriter) {
        form.list(
            container, brand, durationMilliseconds, clocks, tracks, location, rawLocation, make,
            model, software, androidVersion, creatorTool, encoderTraces, hasContentCredentials,
            remarks)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            container: try form.next(), brand: try form.next(),
            durationMilliseconds: try form.next(), clocks: try form.next(),
            tracks: try form.next(), location: try form.next(), rawLocation: try form.next(),
            make: try form.next(), model: try form.next(), software: try form.next(),
            androidVersion: try form.next(), creatorTool: try form.next(),
            encoderTraces: try form.next(), hasContentCredentials: try form.next(),
            remarks: try form.next())
        try form.end()
    }
}

extension VideoTrack: Formed {
    func write(to form: inout FormWriter) {
        form.list(
            kind, codec, width, height, rotationDegrees, durationMilliseconds, editCount)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            kind: try form.next(), codec: try form.next(), width: try form.next(),
            height: try form.next(), rotationDegrees: try form.next(),
            durationMilliseconds: try form.next(), editCount: try form.next())
        try form.end()
    }
}

extension ImageMetadata: Formed {
    func write(to form: inout FormWriter) {
        form.list(
            format, width, height, clocks, location, make, model, software, orientation,
            userComment, texts, hasExif, hasContentCredentials, hasMotion, text, remarks)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            format: try form.next(), width: try form.next(), height: try form.next(),
            clocks: try form.next(), location: try form.next(), make: try form.next(),
            model: try form.next(), software: try form.next(), orientation: try form.next(),
            userComment: try form.next(), texts: try form.next(), hasExif: try form.next(),
            hasContentCredentials: try form.next(), hasMotion: try form.next(),
            text: try form.next(), remarks: try form.next())
        try form.end()
    }
}

// MARK: Containers

extension ArchiveListing: Formed {
    func write(to form: inout FormWriter) { form.list(format, members, remarks) }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(format: try form.next(), members: try form.next(), remarks: try form.next())
        try form.end()
    }
}

extension ArchiveMember: Formed {
    func write(to form: inout FormWriter) {
        form.list(path, byteCount, mediaType, digest, address, captured, reading)
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        self.init(
            path: try form.next(), byteCount: try form.next(), mediaType: try form.next(),
            digest: try form.next(), address: try form.next(), captured: try form.next(),
            reading: try form.next())
        try form.end()
    }
}
