/// What may be asked of a `Folder`: one or more plain segments beneath it, as raw bytes.
enum RelativePath {
    /// Refuses what could mean another place than it says; the kernel refuses it a second time.
    static func isPlain(_ path: [UInt8]) -> Bool {
        var start = 0
        var dots = 0
        for place in 0...path.count {
            guard place == path.count || path[place] == UInt8(ascii: "/") else {
                if path[place] == 0 { return false }
                if path[place] == UInt8(ascii: ".") { dots += 1 }
                continue
            }
            let length = place - start
            if length == 0 || length <= 2 && dots == length { return false }
            (start, dots) = (place + 1, 0)
        }
        return true
    }

    /// The folder part (nil without one) and the last segment. Trailing slashes are not removed.
    static func split(_ path: [UInt8]) -> (folder: [UInt8]?, name: [UInt8]) {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return (nil, path) }
        let folder = slash == 0 ? [UInt8(ascii: "/")] : Array(path[..<slash])
        return (folder, Array(path[(slash + 1)...]))
    }

    static func joined(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
        if folder.isEmpty { return name }
        return folder.last == UInt8(ascii: "/")
            ? folder + name : folder + [UInt8(ascii: "/")] + name
    }
}
