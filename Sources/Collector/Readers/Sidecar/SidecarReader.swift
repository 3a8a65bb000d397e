import ClaimModel

/// Recognises what exiftool, ffprobe and mediainfo write, by its structure.
enum SidecarReader {
    /// JSON: `exiftool -j`, `ffprobe -of json -show_format -show_streams`, `mediainfo --Output=JSON`.
    static func read(_ root: JSONNode) -> DocumentText? {
        if let sidecar = ffprobe(root) {
            return MediaSidecar.document([sidecar], program: "ffprobe")
        }
        let media = root["media"]["track"].exists ? [root["media"]] : root.elements.map { $0["media"] }
        let described = media.filter { $0["@ref"].words != nil && $0["track"].isArray }
        if !described.isEmpty {
            return MediaSidecar.document(described.map(mediainfo), program: "mediainfo")
        }
        let files = root.elements.prefix(MediaSidecar.entryLimit).compactMap(exiftool)
        return files.isEmpty ? nil : MediaSidecar.document(files, program: "exiftool")
    }

    /// A table: `exiftool -csv`, whose first column is SourceFile.
    static func read(table bytes: [UInt8]) -> DocumentText? {
        guard var reader = CSVReader(bytes), let heading = reader.next(),
            heading.first.map({ $0 == "SourceFile" }) ?? false
        else { return nil }
        var files: [MediaSidecar] = []
        while files.count < MediaSidecar.entryLimit, let row = reader.next() {
            func value(_ names: [String]) -> String? {
                for name in names {
                    guard
                        let column = heading.firstIndex(where: {
                            $0 == name || $0.hasSuffix(":" + name)
                        }), row.indices.contains(column), !row[column].isEmpty
                    else { continue }
                    return row[column]
                }
                return nil
            }
            guard let source = value(["SourceFile"]) else { continue }
            files.append(exiftool(source, value))
        }
        return files.isEmpty ? nil : MediaSidecar.document(files, program: "exiftool")
    }

    /// mediainfo's text: lines of a name, a colon and a value, in sections.
    static func read(lines: TextLines) -> DocumentText? {
        var sidecar: MediaSidecar?
        var section = ""
        for line in lines.lines.prefix(lineLimit) {
            let text = TextLines.text(line)
            guard let colon = text.firstIndex(of: ":") else {
                section = text.trimmedOfSpace
                if sidecar == nil, !section.isEmpty, section != "General" { return nil }
                continue
            }
            let name = String(text[..<colon]).trimmedOfSpace
            let value = String(text[text.index(after: colon)...]).trimmedOfSpace
            if name == "Complete name", section == "General" {
                sidecar = MediaSidecar(file: MediaSidecar.name(of: value))
            }
            guard sidecar != nil else { continue }
            switch (section, name) {
            case ("General", "Duration"):
                sidecar?.durationMilliseconds = MediaSidecar.milliseconds(value)
            case ("General", "Recorded date"), ("General", "Encoded date"):
                if sidecar?.created == nil { sidecar?.created = value }
            case ("Video", "Width"), ("Image", "Width"): sidecar?.width = MediaSidecar.pixels(value)
            case ("Video", "Height"), ("Image", "Height"):
                sidecar?.height = MediaSidecar.pixels(value)
            default: break
            }
        }
        return sidecar.map { MediaSidecar.document([$0], program: "mediainfo") }
    }

    /// Lines of mediainfo's text that are looked at.
    private static let lineLimit = 2_000

    private static func ffprobe(_ root: JSONNode) -> MediaSidecar? {
        let format = root["format"]
        guard let file = format["filename"].words, format["format_name"].exists else { return nil }
        let picture = root["streams"].elements.first { $0["codec_type"].words == "video" }
        return MediaSidecar(
            file: MediaSidecar.name(of: file),
            durationMilliseconds: MediaSidecar.milliseconds(format["duration"].words),
            width: MediaSidecar.pixels(picture?["width"].words),
            height: MediaSidecar.pixels(picture?["height"].words),
            created: format["tags"]["creation_time"].words,
            make: format["tags"]["com.apple.quicktime.make"].words,
            model: format["tags"]["com.apple.quicktime.model"].words)
    }

    private static func mediainfo(_ media: JSONNode) -> MediaSidecar {
        let tracks = media["track"].elements
        let general = tracks.first { $0["@type"].words == "General" }
        let picture = tracks.first { ["Video", "Image"].contains($0["@type"].words) }
        return MediaSidecar(
            file: MediaSidecar.name(of: media["@ref"].words ?? ""),
            durationMilliseconds: MediaSidecar.milliseconds(general?["Duration"].words),
            width: MediaSidecar.pixels(picture?["Width"].words),
            height: MediaSidecar.pixels(picture?["Height"].words),
            created: general?["Recorded_Date"].words ?? general?["Encoded_Date"].words)
    }

    private static func exiftool(_ node: JSONNode) -> MediaSidecar? {
        guard let source = node["SourceFile"].words else { return nil }
        return exiftool(source) { names in
            for name in names {
                for group in groups {
                    if let value = node[group + name].words { return value }
                }
            }
            return nil
        }
    }

    private static func exiftool(
        _ source: String, _ value: ([String]) -> String?
    ) -> MediaSidecar {
        MediaSidecar(
            file: MediaSidecar.name(of: source),
            durationMilliseconds: MediaSidecar.milliseconds(
                value(["Duration", "MediaDuration", "TrackDuration"])),
            width: MediaSidecar.pixels(value(["ImageWidth", "SourceImageWidth"])),
            height: MediaSidecar.pixels(value(["ImageHeight", "SourceImageHeight"])),
            created: value(["DateTimeOriginal", "CreateDate", "MediaCreateDate"]),
            make: value(["Make"]), model: value(["Model"]))
    }

    /// Groups that `exiftool -G`, `-G1` and none write before a name.
    private static let groups = [
        "", "QuickTime:", "Track1:", "File:", "EXIF:", "IFD0:", "ExifIFD:", "PNG:", "Matroska:",
        "Composite:", "ItemList:", "Keys:",
    ]
}
