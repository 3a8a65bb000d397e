import ClaimText
import Collector
import SystemLibraries

/// Passphrases from files.
public enum Passphrase {
    /// Bytes a passphrase file may have.
    public static let fileByteLimit = 64 << 10

    /// The first line of a file without its line end. The rest is not looked at.
    public static func firstLine(ofFile path: String) throws(ClaimpackError) -> [UInt8] {
        let bytes = try reading(path) { () throws(SystemError) in
            try readFile(atPath: path, limit: fileByteLimit)
        }
        var line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else {
            throw ClaimpackError(
                kind: .noPermission, code: "passphrase.empty", place: path,
                message: "the first line is empty", remedy: "write the passphrase on the first line"
            )
        }
        return line
    }
}

/// Runs a read of a file and says what stopped it.
func reading<Value>(
    _ path: String, _ body: () throws(SystemError) -> Value
) throws(ClaimpackError) -> Value {
    do {
        return try body()
    } catch {
        throw ClaimpackError(reading: error)
    }
}

extension ClaimpackError {
    /// A file that could not be read.
    init(reading error: SystemError) {
        let kind: Kind =
            if error.isNotFound {
                .noSuchFile
            } else if error.isPermission {
                .noPermission
            } else {
                .inputOutput
            }
        self.init(
            kind: kind, code: error.isNotFound ? "file.absent" : "file.unreadable",
            message: error.description,
            remedy: error.isNotFound
                ? Self.neighbour(of: error.path).map { "did you mean \($0)?" }
                    ?? "look at the spelling of the path" : nil)
    }

    /// Names beside a file that is not there, when one of them is nearly its own.
    private static func neighbour(of path: [UInt8]) -> String? {
        guard let path = String(validating: path, as: UTF8.self) else { return nil }
        let (parent, name) = ClaimBundle.split(path)
        guard let folder = try? Folder(path: parent), let entries = try? folder.entries(limit: 10_000),
            let near = NearestWord.of(name, in: entries.map { PathText.display($0.name) })
        else { return nil }
        let isBare = parent == "." && !path.utf8.starts(with: "./".utf8)
        return isBare ? near : (parent == "/" ? "/" : parent + "/") + near
    }

    /// A file that could not be written. `canBeForced` names the option that replaces a file.
    init(writing error: SystemError, canBeForced: Bool = false) {
        let kind: Kind =
            error.isPermission ? .noPermission : error.isDeviceError ? .inputOutput : .cannotCreate
        self.init(
            kind: kind, code: error.isAlreadyThere ? "output.exists" : "output.unwritable",
            message: error.description,
            remedy: error.isAlreadyThere && canBeForced
                ? "--force replaces it" : error.isNotFound ? "make the folder first" : nil)
    }
}
