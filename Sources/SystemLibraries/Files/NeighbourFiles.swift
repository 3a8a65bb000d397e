/// Opens many files beneath a folder, one after the other. The folder that the last one lay in stays open:
/// the next one mostly lies there too, and its path need not be gone down again.
///
/// Whoever keeps this for long may open a file in a folder that was moved away meanwhile; what is opened
/// lay beneath the folder when its own folder was opened.
package struct NeighbourFiles: ~Copyable {
    private var near: Folder?
    private var nearPath: ArraySlice<UInt8> = []

    package init() {}

    /// Opens a regular file by its path beneath `folder`, which must be the same each time; see
    /// `Folder.openFile`.
    package mutating func open(
        _ path: [UInt8], in folder: borrowing Folder
    ) throws(SystemError) -> InputFile {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return try folder.openFile(path) }
        if path[..<slash] != nearPath {
            near = try? folder.openFolder(Array(path[..<slash]))
            nearPath = path[..<slash]
        }
        if let file = try near?.openFile(Array(path[(slash + 1)...])) { return file }
        // The folder cannot be opened: that is told of the file.
        return try folder.openFile(path)
    }
}
