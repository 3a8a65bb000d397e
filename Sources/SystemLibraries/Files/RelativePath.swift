/// What may be asked of a `Folder`: one or more plain segments beneath it, as raw bytes.
enum RelativePath {
    /// Refuses what could mean another place than it says; the kernel refuses it a second time.
    static func isPlain(_ path: [UInt8]) -> Bool {
        guard !path.contains(0) else { return false }
        return path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .allSatisfy {
                !$0.isEmpty && !$0.elementsEqual([0x2E]) && !$0.elementsEqual([0x2E, 0x2E])
            }
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
