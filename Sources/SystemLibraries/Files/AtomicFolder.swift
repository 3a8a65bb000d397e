/// A folder that appears under its name whole or not at all, the way an `AtomicOutput` does.
package struct AtomicFolder: ~Copyable, Sendable {
    private let parent: Folder
    private let temporary: TemporaryFolder
    private let name: [UInt8]
    private var isPending: Bool
    /// Names that killed processes had left beside it and that are gone now.
    package let removedLeftovers: [[UInt8]]

    /// Prepares to make one name in an open folder; a name that is taken is `isAlreadyThere`.
    package init(named name: [UInt8], in parent: consuming Folder) throws(SystemError) {
        let target = RelativePath.joined(parent.path, name)
        guard RelativePath.isPlain(name), !name.contains(UInt8(ascii: "/")) else {
            throw SystemError("create", path: target, .invalidName)
        }
        // Asked before the work; the rename at the end asks again.
        guard try parent.kind(of: name) == nil else { throw .alreadyThere(target) }
        let leftovers = Leftovers.remove(in: parent)
        let temporary = try TemporaryFolder(in: parent, for: target)
        self.init(parent: parent, temporary: temporary, name: name, leftovers: leftovers)
    }

    private init(
        parent: consuming Folder, temporary: consuming TemporaryFolder, name: [UInt8],
        leftovers: [[UInt8]]
    ) {
        self.parent = parent
        self.temporary = temporary
        self.name = name
        removedLeftovers = leftovers
        isPending = true
    }

    deinit {
        if isPending { try? parent.removeTree(temporary.name) }
    }

    /// Lends the folder to be filled. Errors that leave here name the place it will have.
    package func fill<Value>(_ body: (borrowing Folder) throws -> Value) throws -> Value {
        try body(temporary.folder)
    }

    /// Saves everything in the folder, gives it its name and saves that. When the folder around it cannot be
    /// saved, the name is taken back.
    package consuming func commit() throws(SystemError) {
        do throws(SystemError) {
            // One call for all its files instead of one for each.
            try temporary.folder.syncFileSystem()
            try parent.renameFolder(temporary.name, to: name)
        } catch {
            throw error.about(RelativePath.joined(parent.path, name))
        }
        isPending = false
        do throws(SystemError) {
            try parent.sync()
        } catch {
            // Under its temporary name it goes away with this value.
            if (try? parent.renameFolder(name, to: temporary.name)) != nil { isPending = true }
            throw error.about(RelativePath.joined(parent.path, name))
        }
    }
}

/// A new folder under a temporary name that this process has claimed. Does not remove it.
private struct TemporaryFolder: ~Copyable, Sendable {
    let name: [UInt8]
    let folder: Folder

    init(in parent: borrowing Folder, for target: [UInt8]) throws(SystemError) {
        for _ in 0..<TemporaryName.attemptLimit {
            let name = TemporaryName.make()
            let folder: Folder
            do throws(SystemError) {
                folder = try parent.createFolder(name, shownAs: target)
            } catch {
                throw error.about(target)
            }
            if try folder.claim() {
                self.name = name
                self.folder = folder
                return
            }
            try? parent.removeFolder(name)
        }
        throw SystemError("create", path: target, .changed)
    }
}
