public import ClaimModel
import Collector
import SealedArchive
import SystemLibraries

/// What shows a withheld file later: its salt, to be given to the mediator together with the file.
public struct WithheldSalt: Hashable, Sendable {
    /// The exhibit.
    public let exhibit: ExhibitNumber
    /// The file's name in the bundle, which says nothing.
    public let name: String
    /// Its path in the case folder, unprintable bytes escaped.
    public let path: String
    /// 16 bytes.
    public let salt: [UInt8]

    /// The salt in hexadecimal digits.
    public var hex: String {
        salt.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Reads a salt as it is printed; nil for anything but 32 hexadecimal digits.
    public static func bytes(hex: String) -> [UInt8]? {
        let zeros = String(repeating: "0", count: 32)
        guard hex.utf8.count == 32, let digest = ContentDigest(hex: hex + zeros) else { return nil }
        return Array(digest.bytes.prefix(WithheldFile.saltByteCount))
    }
}

extension ClaimCase {
    /// The salts of all withheld files. Throws when the case withholds something and was never sealed:
    /// the secret is made by `build`.
    public func withheldSalts(_ request: JudgingRequest) throws(ClaimpackError) -> [WithheldSalt] {
        let collected = try collected(request)
        guard collected.exhibits.contains(where: { $0.exhibit.withheld != nil }) else { return [] }
        guard let secret = try secret() else {
            throw ClaimpackError(
                kind: .noSuchFile, code: "withheld.secret.absent",
                place: path + "/" + WithholdingSecret.fileName,
                message: "there is no secret to make salts from",
                remedy: "build the case first, or put the file back that build made")
        }
        return try withFiles(collected) { exhibit, file, source throws in
            WithheldSalt(
                exhibit: exhibit, name: file.name.text, path: PathText.display(file.sourceName),
                salt: try secret.salt(of: source, in: exhibit))
        }
    }

    /// The claim with a commitment for each withheld file; makes the secret when there is none yet, and
    /// says so.
    func committed(_ collected: CollectedClaim) throws(ClaimpackError) -> CollectedClaim {
        guard collected.exhibits.contains(where: { $0.exhibit.withheld != nil }) else {
            return collected
        }
        let secret: WithholdingSecret
        var made: [Finding] = []
        if let known = try self.secret() {
            secret = known
        } else {
            secret = try newSecret()
            made = [
                Finding(
                    code: "withheld.secret.made", severity: .note,
                    places: [Place(file: WithholdingSecret.fileName)],
                    message: "\(WithholdingSecret.fileName) was made in the case folder: keep it, "
                        + "without it withheld files cannot be shown later")
            ]
        }
        let commitments = try withFiles(collected) { exhibit, file, source throws in
            (file.name, try WithheldFile.commitment(
                to: source, salt: try secret.salt(of: source, in: exhibit)))
        }
        let known = Dictionary(commitments, uniquingKeysWith: { one, _ in one })
        var result = collected
        result.findings = made + result.findings
        for index in result.exhibits.indices {
            result.exhibits[index].absentFiles = result.exhibits[index].absentFiles.map { file in
                guard case .commitment = file.proof else { return file }
                var file = file
                file.proof = .commitment(known[file.name])
                return file
            }
        }
        return result
    }

    /// Runs `body` on every withheld file, open.
    private func withFiles<Result>(
        _ collected: CollectedClaim,
        _ body: (ExhibitNumber, AbsentFile, borrowing InputFile) throws -> Result
    ) throws(ClaimpackError) -> [Result] {
        do {
            let folder = try Folder(path: path)
            var results: [Result] = []
            for exhibit in collected.exhibits where exhibit.exhibit.withheld != nil {
                for file in exhibit.absentFiles where !file.sourceName.isEmpty {
                    let source = try folder.openFile(file.sourceName)
                    results.append(try body(exhibit.exhibit.number, file, source))
                }
            }
            return results
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    private func secret() throws(ClaimpackError) -> WithholdingSecret? {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try Folder(path: path).openFile(Array(WithholdingSecret.fileName.utf8))
                .readAll(limit: 1_024)
        } catch {
            guard error.isNotFound else { throw ClaimpackError(reading: error) }
            return nil
        }
        guard let secret = WithholdingSecret(bytes) else {
            throw ClaimpackError(
                kind: .inputOutput, code: "withheld.secret.malformed",
                place: path + "/" + WithholdingSecret.fileName,
                message: "this is not the secret that build made",
                remedy: "put the file back as it was: without it withheld files cannot be shown")
        }
        return secret
    }

    private func newSecret() throws(ClaimpackError) -> WithholdingSecret {
        do {
            let secret = try WithholdingSecret.make()
            let output = try AtomicOutput(
                named: Array(WithholdingSecret.fileName.utf8), in: Folder(path: path))
            try output.write(secret.text)
            try output.commit(replacing: false)
            return secret
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }
}
