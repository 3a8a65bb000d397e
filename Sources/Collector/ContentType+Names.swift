extension ContentType {
    /// Extensions with the media types that files of that name have.
    private static let extensions: [String: Set<String>] = [
        "png": ["image/png"], "jpg": ["image/jpeg"], "jpeg": ["image/jpeg"], "jpe": ["image/jpeg"],
        "gif": ["image/gif"], "webp": ["image/webp"], "heic": ["image/heic"],
        "heif": ["image/heic"],
        "avif": ["image/avif"], "tif": ["image/tiff"], "tiff": ["image/tiff"],
        "svg": ["image/svg+xml"],
        "pdf": ["application/pdf"], "rtf": ["application/rtf"], "ps": ["application/postscript"],
        "docx": ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        "xlsx": ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        "pptx": ["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
        "doc": ["application/x-ole-storage", "application/rtf"],
        "xls": ["application/x-ole-storage"], "ppt": ["application/x-ole-storage"],
        "msg": ["application/x-ole-storage"],
        "odt": ["application/vnd.oasis.opendocument.text"],
        "ods": ["application/vnd.oasis.opendocument.spreadsheet"],
        "epub": ["application/epub+zip"],
        "asice": ["application/vnd.etsi.asic-e+zip"],
        "zip": ["application/zip"], "wacz": ["application/zip"],
        "rsmf": ["application/zip", "message/rfc822"],
        "7z": ["application/x-7z-compressed"],
        "rar": ["application/vnd.rar"], "tar": ["application/x-tar"], "gz": ["application/gzip"],
        "tgz": ["application/gzip"], "bz2": ["application/x-bzip2"], "xz": ["application/x-xz"],
        "mp4": ["video/mp4", "video/quicktime", "video/3gpp"],
        "m4v": ["video/mp4", "video/quicktime"],
        "mov": ["video/quicktime", "video/mp4"], "3gp": ["video/3gpp", "video/mp4"],
        "3g2": ["video/3gpp", "video/mp4"], "mkv": ["video/x-matroska", "video/webm"],
        "webm": ["video/webm"], "avi": ["video/x-msvideo"],
        "mp3": ["audio/mpeg"], "m4a": ["audio/mp4", "video/mp4"], "wav": ["audio/wav"],
        "ogg": ["audio/ogg"], "opus": ["audio/ogg"], "amr": ["audio/amr", "audio/silk"],
        "html": ["text/html", "application/xhtml+xml"],
        "htm": ["text/html", "application/xhtml+xml"],
        "mhtml": ["multipart/related", "message/rfc822"],
        "mht": ["multipart/related", "message/rfc822"],
        "eml": ["message/rfc822", "multipart/related", "application/mbox"],
        "mbox": ["application/mbox"],
        "json": ["application/json"],
        "xml": ["application/xml", "application/xhtml+xml", "image/svg+xml"],
        "exe": ["application/vnd.microsoft.portable-executable"],
    ]

    /// Names whose files are text with no mark of their own: any text will do for them.
    private static let textExtensions: Set<String> = [
        "txt", "csv", "tsv", "log", "md", "yaml", "yml",
    ]

    /// Names of formats that are written as text, which a fragment or a comment can hide.
    private static let markedTextExtensions: Set<String> = [
        "html", "htm", "mhtml", "mht", "eml", "mbox", "json", "xml", "svg",
    ]

    /// True when a name's extension promises another kind of file than this. Unknown extensions and
    /// none promise nothing.
    package func disagrees(withName name: String) -> Bool {
        let ending = Self.fileExtension(of: name)
        let isPlain = mediaType == "text/plain"
        if Self.textExtensions.contains(ending) { return charset == nil && !isPlain }
        guard let promised = Self.extensions[ending] else { return false }
        if isPlain, Self.markedTextExtensions.contains(ending) { return false }
        return !promised.contains(mediaType)
    }

    /// The extension that says what this is; nil when nothing is known about it.
    package var usualExtension: String? {
        if mediaType == "text/plain" { return "txt" }
        // The first in the order of the alphabet, but for those that have a more common one.
        let common = [
            "image/jpeg": "jpg", "text/html": "html", "image/heic": "heic", "video/mp4": "mp4",
            "video/quicktime": "mov", "application/zip": "zip", "application/x-ole-storage": "doc",
            "application/gzip": "gz", "message/rfc822": "eml", "multipart/related": "mhtml",
            "video/3gpp": "3gp", "image/svg+xml": "svg", "application/rtf": "rtf",
        ]
        return common[mediaType]
            ?? Self.extensions.filter { $0.value.contains(mediaType) }.keys.min()
    }

    /// What it is, for a sentence: "a PNG image".
    package var words: String {
        switch mediaType {
        case "application/octet-stream": return "a file of unknown kind"
        case "text/plain": return "plain text"
        case "text/html", "application/xhtml+xml": return "a web page"
        case "application/pdf": return "a PDF document"
        case "application/zip": return "a zip archive"
        case "application/json": return "JSON"
        case "application/vnd.microsoft.portable-executable", "application/x-executable":
            return "a program"
        default: break
        }
        guard let ending = usualExtension?.uppercased() else { return mediaType }
        if mediaType.hasPrefix("image/") { return "an image of the format \(ending)" }
        if mediaType.hasPrefix("video/") { return "a video of the format \(ending)" }
        return "a file of the format \(ending)"
    }

    static func fileExtension(of name: String) -> String {
        guard let dot = name.unicodeScalars.lastIndex(of: "."),
            dot != name.unicodeScalars.startIndex
        else { return "" }
        return String(name.unicodeScalars[dot...].dropFirst()).lowercased()
    }
}
