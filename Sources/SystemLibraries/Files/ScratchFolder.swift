import Glibc

/// A folder beneath the system's folder for temporary files that only this user may open; it goes away
/// with this value, with all that is in it.
package struct ScratchFolder: ~Copyable {
    /// The folder, open.
    package let folder: Folder
    /// Its path.
    package let path: String
    private let parent: Folder
    private let name: [UInt8]

    private static let place = "/tmp"

    /// Makes a folder of a name nobody has.
    package init() throws(SystemError) {
        let parent = try Folder(path: Self.place)
        // mkdtemp fills in the six letters at the end.
        let letters = String(repeating: "X", count: 6)
        var template = Array("\(Self.place)/claimpack-\(letters)".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw SystemError("create", path: Array(Self.place.utf8), .system(errno))
        }
        let bytes = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = Array(bytes.dropFirst(Self.place.utf8.count + 1))
        let folder = try parent.openFolder(name)
        self.init(
            folder: folder, path: String(decoding: bytes, as: UTF8.self), parent: parent, name: name
        )
    }

    private init(
        folder: consuming Folder, path: String, parent: consuming Folder, name: [UInt8]
    ) {
        self.folder = folder
        self.path = path
        self.parent = parent
        self.name = name
    }

    deinit {
        // Nobody is left to tell when even this fails.
        try? parent.removeTree(name)
    }
}
