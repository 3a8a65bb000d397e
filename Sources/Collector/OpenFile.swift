import SystemLibraries

/// A file that stays open while a source reads from it.
final class OpenFile: Sendable {
    let file: InputFile

    init(_ file: consuming InputFile) {
        self.file = file
    }

    /// Throws when the file is no longer the one that was looked at before.
    convenience init(_ file: consuming InputFile, as identity: FileIdentity) throws(CollectorError) {
        guard file.identity == identity else {
            throw .files(SystemError("read", path: file.path, .changed))
        }
        self.init(file)
    }

    func requireUnchanged() throws(CollectorError) {
        do throws(SystemError) { try file.requireUnchanged() } catch { throw .files(error) }
    }

    var source: EvidenceSource {
        EvidenceSource(byteCount: file.byteCount) {
            (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            do throws(SystemError) {
                return try self.file.read(at: offset, upTo: count)
            } catch {
                throw EvidenceSourceError(reason: "\(error)")
            }
        }
    }
}
