/// What an image file says of itself, and what a program recognised in the picture if one was asked.
public struct ImageMetadata: Hashable, Sendable {
    /// `png`, `jpeg`, `webp`, `heic` or `avif`.
    public var format: String
    /// Width in pixels as stored.
    public var width: Int
    /// Height in pixels as stored.
    public var height: Int
    /// Clocks the file carries, by name: `taken` (DateTimeOriginal), `digitised`
    /// (DateTimeDigitized), `changed` (DateTime), `gps` (GPSDateStamp and GPSTimeStamp), `written`
    /// (PNG tIME), `created` (PNG text), `file-name`.
    public var clocks: [NamedClock]
    /// Where it was taken.
    public var location: GeoPoint?
    /// Maker of the device.
    public var make: String?
    /// Model of the device.
    public var model: String?
    /// Software of the device, or the program that wrote the file.
    public var software: String?
    /// Orientation as stored, 1 to 8 (Exif 2.32, tag 274).
    public var orientation: Int?
    /// The user comment.
    public var userComment: String?
    /// Textual metadata by keyword, other than the above (PNG tEXt, iTXt, zTXt).
    public var texts: [NamedText]
    /// True when Exif metadata is present.
    public var hasExif: Bool = false
    /// True when a C2PA manifest is present. It is not verified; absence proves nothing.
    public var hasContentCredentials: Bool = false
    /// True when a video follows the picture in the same file.
    public var hasMotion: Bool = false
    /// What it shows as text, with places in pixels; nil when nobody looked or nothing was recognised.
    public var text: DocumentText?
    /// Noticed about the file.
    public var remarks: [Finding]

    package init(
        format: String, width: Int, height: Int, clocks: [NamedClock] = [],
        location: GeoPoint? = nil, make: String? = nil, model: String? = nil,
        software: String? = nil, orientation: Int? = nil, userComment: String? = nil,
        texts: [NamedText] = [], hasExif: Bool = false, hasContentCredentials: Bool = false,
        hasMotion: Bool = false, text: DocumentText? = nil, remarks: [Finding] = []
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.clocks = clocks
        self.location = location
        self.make = make
        self.model = model
        self.software = software
        self.orientation = orientation
        self.userComment = userComment
        self.texts = texts
        self.hasExif = hasExif
        self.hasContentCredentials = hasContentCredentials
        self.hasMotion = hasMotion
        self.text = text
        self.remarks = remarks
    }

    /// The metadata as named facts.
    public var facts: [StatedFact] {
        var facts = [
            StatedFact("image.format", format), StatedFact("image.size", "\(width)x\(height)"),
        ]
        func state(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(StatedFact(name, value)) }
        }
        for clock in clocks {
            facts.append(
                StatedFact(
                    "image." + clock.name, clock.reading.text, raw: clock.reading.raw,
                    spot: .member(clock.tag)))
        }
        state("image.location", location?.description)
        state("image.make", make)
        state("image.model", model)
        state("image.software", software)
        state("image.orientation", orientation.map(String.init))
        state("image.user-comment", userComment)
        for text in texts {
            facts.append(
                StatedFact(
                    "image.text", text.keyword + ": " + text.text, spot: .member(text.keyword)))
        }
        state("image.exif", hasExif ? "present" : "absent")
        if hasContentCredentials { state("image.c2pa", "present, not verified") }
        if hasMotion { state("image.motion", "a video follows the picture") }
        // It has the picture's one page, and no format of its own.
        facts += text?.facts.filter { !["document.format", "document.pages"].contains($0.name) } ?? []
        return facts
    }
}

/// A text with its keyword.
public struct NamedText: Hashable, Sendable {
    /// The keyword as written.
    public var keyword: String
    /// The text.
    public var text: String

    package init(keyword: String, text: String) {
        self.keyword = keyword
        self.text = text
    }
}
