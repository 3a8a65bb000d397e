/// Output that is not whole yet stands under a temporary name, `.claimpack-<16 hexadecimal digits>.part`,
/// beside its target. Whoever writes it holds a lock on it (flock(2)), which the kernel lets go of when
/// the process ends, however it ends: a temporary whose lock can be had was left by a dead process.
enum TemporaryName {
    static func make() -> [UInt8] {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return prefix + Array(repeating: UInt8(ascii: "0"), count: 16 - digits.utf8.count)
            + Array(digits.utf8) + suffix
    }

    static func isOne(_ name: [UInt8]) -> Bool {
        let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
        return name.starts(with: prefix) && name.suffix(suffix.count).elementsEqual(suffix)
            && digits.count == 16
            && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static let prefix = Array(".claimpack-".utf8)
    private static let suffix = Array(".part".utf8)
    /// Names that are tried before giving up; one is enough unless somebody removes them at once.
    static let attemptLimit = 16
}

/// What earlier runs left behind when they were killed.
enum Leftovers {
    /// Removes them from a folder and gives their names. Nothing of a living process, nothing of
    /// another user, nothing under any other name; what cannot be removed is left, because the work
    /// at hand does not need its place.
    static func remove(in folder: borrowing Folder) -> [[UInt8]] {
        var removed: [[UInt8]] = []
        for entry in (try? folder.entries()) ?? [] where TemporaryName.isOne(entry.name) {
            do throws(SystemError) {
                switch entry.kind {
                case .regular:
                    let file = try folder.openFile(entry.name)
                    guard try file.isAbandoned() else { continue }
                    try folder.removeFile(entry.name)
                case .folder:
                    let inside = try folder.openFolder(entry.name)
                    guard try inside.isAbandoned() else { continue }
                    try folder.removeTree(entry.name)
                case .link, .special: continue
                }
                removed.append(entry.name)
            } catch {
                continue
            }
        }
        return removed
    }
}
