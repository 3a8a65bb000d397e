import ClaimModel

struct LooseFilesPart: Encodable {
    struct FilePart: Encodable {
        let path: String
        let bytes: Int
        let sha256: String
        /// `same`, `renamed`, `altered`, `kept-out`, `disclosed` or `unknown`.
        let state: String
        /// The entry or name in the bundle that the state is about.
        let sealedAs: String?
    }

    let files: [FilePart]
    let notFound: [String]
    let skipped: [String]

    init(_ answer: LooseFileAnswer) {
        files = answer.files.map {
            let (state, name) = $0.state.word
            return FilePart(
                path: $0.path, bytes: $0.byteCount, sha256: $0.digest.hex, state: state,
                sealedAs: name)
        }
        notFound = answer.notFound
        skipped = answer.skipped
    }
}

extension LooseFile.State {
    /// The word of this state and the sealed name it is about.
    var word: (String, String?) {
        switch self {
        case .same(let entry): ("same", entry)
        case .renamed(let entry): ("renamed", entry)
        case .altered(let entry): ("altered", entry)
        case .keptOut(let name): ("kept-out", name)
        case .disclosed(let name): ("disclosed", name)
        case .unknown: ("unknown", nil)
        }
    }
}
