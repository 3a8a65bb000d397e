package import ClaimModel

/// What in an exhibit tells more of people than the claim needs. It is listed to the claimant; nothing
/// is ever taken out.
package struct PrivateData: Hashable, Sendable {
    /// A kind of private data.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A position in the metadata of a picture or video.
        case position
        /// The serial number of a camera or lens.
        case serial
        /// A smaller picture inside a picture, which may show what was cut off since.
        case thumbnail
        /// A telephone number with the code of its country.
        case phone
        /// A mail address.
        case mail
        /// An International Bank Account Number whose check digits are right (ISO 13616).
        case bankAccount = "bank-account"
        /// A number that is a payment card's by its digits and check digit (ISO/IEC 7812).
        case card
    }

    /// The kind.
    package let kind: Kind
    /// Where it stands first.
    package let place: Place
    /// How many different ones there are in the file.
    package let count: Int

    /// Bytes of text looked through in one file.
    static let textByteLimit = 8 << 20

    /// Everything of this kind in a claim's exhibits, by file, in their order.
    package static func list(in exhibits: [CollectedExhibit]) -> [PrivateData] {
        exhibits.flatMap { exhibit in
            exhibit.files.flatMap { file in
                list(in: file.reading).map {
                    PrivateData(
                        kind: $0.kind,
                        place: $0.place.inside(exhibit.exhibit.number, file: file.entry.name),
                        count: $0.count)
                }
            }
        }
    }

    /// The same for one reading.
    package static func list(in reading: Reading) -> [PrivateData] {
        var finder = Finder()
        finder.look(at: reading)
        return finder.found
    }

    /// Counts different values of each kind.
    private struct Finder {
        private var seen: [Kind: Set<[UInt8]>] = [:]
        private var first: [Kind: Place.Spot] = [:]
        private var byteCount = 0

        var found: [PrivateData] {
            Kind.allCases.compactMap { kind in
                guard let values = seen[kind], let spot = first[kind] else { return nil }
                return PrivateData(kind: kind, place: Place(spot: spot), count: values.count)
            }
        }

        mutating func look(at reading: Reading) {
            switch reading {
            case .chat(let transcript):
                for message in transcript.messages {
                    let spot = Place.Spot.message(message.number)
                    // The owner of the chat is not told of himself.
                    if let sender = message.sender, message.isOwn != true { look(at: sender, spot) }
                    look(at: message.text, spot)
                    for attachment in message.attachments {
                        if let reading = attachment.reading {
                            add(reading, at: .member(attachment.name))
                        }
                    }
                }
            case .document(let document): look(at: document)
            case .image(let image):
                add(image.location, .member("GPS"))
                for text in image.texts {
                    let spot = Place.Spot.member(text.keyword)
                    if text.keyword.hasSuffix("SerialNumber") {
                        add(.serial, Array(text.text.utf8), spot)
                    } else if text.keyword == ExifReader.thumbnailKeyword {
                        add(.thumbnail, Array(text.text.utf8), spot)
                    }
                }
                if let text = image.text { look(at: text) }
            case .video(let video): add(video.location, .member("location"))
            case .archive(let listing):
                for member in listing.members { add(member.reading, at: .member(member.path)) }
            case .tracking, .opaque, .unread: break
            }
        }

        /// What lies inside another file, said to stand there.
        private mutating func add(_ reading: Reading, at spot: Place.Spot) {
            var inner = Finder()
            inner.look(at: reading)
            for (kind, values) in inner.seen {
                for value in values { add(kind, value, spot) }
            }
        }

        private mutating func look(at document: DocumentText) {
            for row in document.rows { look(at: row.text, .page(row.page, box: row.box)) }
        }

        private mutating func add(_ location: GeoPoint?, _ spot: Place.Spot) {
            if let location { add(.position, Array(location.description.utf8), spot) }
        }

        private mutating func add(_ kind: Kind, _ value: [UInt8], _ spot: Place.Spot) {
            seen[kind, default: []].insert(value)
            if first[kind] == nil { first[kind] = spot }
        }

        private mutating func look(at text: String, _ spot: Place.Spot) {
            byteCount += text.utf8.count
            guard byteCount <= PrivateData.textByteLimit else { return }
            for (kind, value) in PrivateText.find(in: Array(text.utf8)) { add(kind, value, spot) }
        }
    }
}

/// Finds private data in text. Linear: every byte is looked at a bounded number of times.
enum PrivateText {
    /// What stands in a text, numbers without the signs between their digits.
    static func find(in bytes: [UInt8]) -> [(kind: PrivateData.Kind, value: [UInt8])] {
        var found: [(PrivateData.Kind, [UInt8])] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            let isStart = at == 0 || !isWord(bytes[at - 1])
            if byte == UInt8(ascii: "@") {
                if let mail = mail(bytes, at) { found.append((.mail, mail)) }
            } else if byte == UInt8(ascii: "+"), isStart {
                let (digits, end) = digits(bytes, at + 1)
                if (8...15).contains(digits.count), digits.first != 48 {
                    found.append((.phone, digits))
                    at = end
                    continue
                }
            } else if isStart, (65...90).contains(byte), let (value, end) = account(bytes, at) {
                found.append((.bankAccount, value))
                at = end
                continue
            } else if isStart, (48...57).contains(byte) {
                let (digits, end) = digits(bytes, at)
                if isCard(digits), end >= bytes.count || !isWord(bytes[end]) {
                    found.append((.card, digits))
                }
                at = max(end, at + 1)
                continue
            }
            at += 1
        }
        return found
    }

    /// Digits with single spaces, hyphens, dots or brackets between, and where they end.
    private static func digits(_ bytes: [UInt8], _ start: Int) -> ([UInt8], end: Int) {
        var digits: [UInt8] = []
        var at = start
        var end = start
        var gap = 0
        while at < bytes.count, digits.count <= 40 {
            if (48...57).contains(bytes[at]) {
                digits.append(bytes[at])
                gap = 0
                end = at + 1
            } else if " -().".utf8.contains(bytes[at]), gap < 2, !digits.isEmpty {
                gap += 1
            } else {
                break
            }
            at += 1
        }
        return (digits, end)
    }

    private static func mail(_ bytes: [UInt8], _ sign: Int) -> [UInt8]? {
        func isLocal(_ byte: UInt8) -> Bool { isWord(byte) || "._%+-".utf8.contains(byte) }
        var start = sign
        while start > 0, sign - start < 64, isLocal(bytes[start - 1]) { start -= 1 }
        var end = sign + 1
        while end < bytes.count, end - sign < 255,
            isWord(bytes[end]) || ".-".utf8.contains(bytes[end])
        {
            end += 1
        }
        while end > sign, ".-".utf8.contains(bytes[end - 1]) { end -= 1 }
        let domain = bytes[(sign + 1)..<max(end, sign + 1)]
        guard start < sign, domain.contains(UInt8(ascii: ".")),
            let last = domain.split(separator: UInt8(ascii: ".")).last, last.count >= 2,
            last.allSatisfy({ !(48...57).contains($0) })
        else { return nil }
        return bytes[start..<end].map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    private static func account(_ bytes: [UInt8], _ start: Int) -> ([UInt8], end: Int)? {
        guard start + 4 < bytes.count, (65...90).contains(bytes[start + 1]),
            (48...57).contains(bytes[start + 2]), (48...57).contains(bytes[start + 3])
        else { return nil }
        var value: [UInt8] = []
        var at = start
        while at < bytes.count, value.count < 34 {
            let byte = bytes[at]
            if (48...57).contains(byte) || (65...90).contains(byte) {
                value.append(byte)
            } else if byte != 0x20 || at + 1 >= bytes.count || bytes[at + 1] == 0x20 {
                break
            }
            at += 1
            // Behind a group may stand a word: the shortest run that is right counts.
            if value.count >= 15, at >= bytes.count || !isWord(bytes[at]), remainder(value) == 1 {
                return (value, at)
            }
        }
        return nil
    }

    /// ISO 7064, mod 97-10, the first four characters moved to the end.
    private static func remainder(_ value: [UInt8]) -> Int {
        var rest = 0
        for byte in value[4...] + value[..<4] {
            rest =
                (48...57).contains(byte)
                ? (rest * 10 + Int(byte - 48)) % 97 : (rest * 100 + Int(byte - 55)) % 97
        }
        return rest
    }

    /// Issuers' first digits and lengths, and the check digit of ISO/IEC 7812-1, annex B.
    private static func isCard(_ digits: [UInt8]) -> Bool {
        let numbers = digits.map { Int($0 - 48) }
        guard numbers.count == 15 || numbers.count == 16 else { return false }
        let head = numbers.prefix(4).reduce(0) { $0 * 10 + $1 }
        let isKnown =
            numbers.count == 15
            ? [34, 37].contains(head / 100)
            : head / 1_000 == 4 || (51...55).contains(head / 100) || (2_221...2_720).contains(head)
                || head == 6_011 || head / 100 == 65 || head / 100 == 62
        guard isKnown else { return false }
        var sum = 0
        for (index, number) in numbers.reversed().enumerated() {
            let doubled = index % 2 == 1 ? number * 2 : number
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte >= 0x80
    }
}
