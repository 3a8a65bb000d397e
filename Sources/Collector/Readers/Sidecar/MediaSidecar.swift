import ClaimModel

/// What exiftool, ffprobe or mediainfo wrote of a video or picture, in a file of its own. It is read as
/// a document of labelled values, one page for each file it speaks of; `SidecarComparison` holds them
/// against that file.
struct MediaSidecar {
    /// Files that one sidecar may speak of.
    static let entryLimit = 2_000
    /// Characters kept of a value.
    static let valueLimit = 200
    /// Formats of the document that such a file is read as.
    static let formats: Set<String> = ["exiftool", "ffprobe", "mediainfo"]

    /// The name without its folder.
    var file: String
    var durationMilliseconds: Int?
    var width: Int?
    var height: Int?
    var created: String?
    var make: String?
    var model: String?

    /// The sidecars as a document.
    static func document(_ sidecars: [MediaSidecar], program: String) -> DocumentText {
        let box = PageBox(left: 0, top: 0, right: 0, bottom: 0)
        var values: [LabelledValue] = []
        for (index, sidecar) in sidecars.prefix(entryLimit).enumerated() {
            func state(_ name: String, _ value: String?) {
                guard let value = value?.trimmedOfSpace, !value.isEmpty else { return }
                values.append(
                    LabelledValue(
                        name: "media-" + name, value: String(value.prefix(valueLimit)),
                        page: index + 1, box: box))
            }
            state("file", sidecar.file)
            state("milliseconds", sidecar.durationMilliseconds.map(String.init))
            state("width", sidecar.width.map(String.init))
            state("height", sidecar.height.map(String.init))
            state("created", sidecar.created)
            state("make", sidecar.make)
            state("model", sidecar.model)
        }
        return DocumentText(
            format: program, pageCount: min(sidecars.count, entryLimit), labelled: values)
    }

    /// The sidecars a document was made of.
    static func all(in document: DocumentText) -> [(sidecar: MediaSidecar, page: Int)] {
        guard formats.contains(document.format) else { return [] }
        var sidecars: [Int: MediaSidecar] = [:]
        for value in document.labelled {
            var sidecar = sidecars[value.page] ?? MediaSidecar(file: "")
            switch value.name {
            case "media-file": sidecar.file = value.value
            case "media-milliseconds": sidecar.durationMilliseconds = Int(value.value)
            case "media-width": sidecar.width = Int(value.value)
            case "media-height": sidecar.height = Int(value.value)
            case "media-created": sidecar.created = value.value
            case "media-make": sidecar.make = value.value
            case "media-model": sidecar.model = value.value
            default: break
            }
            sidecars[value.page] = sidecar
        }
        return sidecars.keys.sorted().compactMap { page in sidecars[page].map { ($0, page) } }
    }

    /// The name behind the last slash or backslash.
    static func name(of path: String) -> String {
        String(path.split { $0 == "/" || $0 == "\\" }.last ?? "")
    }

    /// A number of seconds as `12.345`, `12.35 s`, `0:01:02`, or mediainfo's `1 min 2 s 345 ms`.
    static func milliseconds(_ text: String?) -> Int? {
        guard let text = text?.prefix(40) else { return nil }
        let clock = text.split(separator: " ").first ?? ""
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 3 {
            guard let hours = Int(parts[0]), let minutes = Int(parts[1]),
                let seconds = Double(parts[2]), (0..<1_000).contains(hours),
                (0..<60).contains(minutes), (0..<60).contains(seconds)
            else { return nil }
            return (hours * 60 + minutes) * 60_000 + Int((seconds * 1_000).rounded())
        }
        let words = text.split(separator: " ")
        if words.count > 1, words.count % 2 == 0, words.contains(where: { unit($0) != nil }) {
            var sum = 0.0
            for index in stride(from: 0, to: words.count, by: 2) {
                guard let number = Double(words[index]), let unit = unit(words[index + 1]),
                    number >= 0, number < 1e7
                else { return nil }
                sum += number * unit
            }
            return Int(sum.rounded())
        }
        guard let seconds = Double(clock), seconds >= 0, seconds < 1e7 else { return nil }
        return Int((seconds * 1_000).rounded())
    }

    private static func unit(_ word: Substring) -> Double? {
        switch word {
        case "h": 3_600_000
        case "min", "mn": 60_000
        case "s": 1_000
        case "ms": 1
        default: nil
        }
    }

    /// A count of pixels: `1920`, `1 920 pixels`.
    static func pixels(_ text: String?) -> Int? {
        guard let text = text?.prefix(20) else { return nil }
        let digits = text.utf8.prefix { (48...57).contains($0) || $0 == 0x20 }.filter { $0 != 0x20 }
        return digits.count <= 6 ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }
}
