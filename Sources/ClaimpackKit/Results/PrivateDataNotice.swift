import ClaimModel
import Collector
import Reports

/// What the files of a case tell of people beyond the claim. Whoever seals is told before the seal is
/// made; nothing is taken out.
public struct PrivateDataNotice: Hashable, Sendable {
    /// What becomes of a case that tells more than the claim needs.
    public enum Choice: String, Hashable, Sendable, CaseIterable {
        /// It is told, and sealed.
        case list
        /// It is told, and nothing is written.
        case stop
    }

    /// A line for each kind, with the files.
    public let lines: [String]

    init(_ exhibits: [CollectedExhibit]) {
        let all = PrivateData.list(in: exhibits)
        lines = PrivateData.Kind.allCases.compactMap { kind in
            let found = all.filter { $0.kind == kind }
            guard !found.isEmpty else { return nil }
            let files = found.map {
                printable(Place(exhibit: $0.place.exhibit, file: $0.place.file).description)
            }
            let count = found.reduce(0) { $0 + $1.count }
            return Self.words(kind, count) + ": " + files.joined(separator: ", ")
        }
    }

    /// The lines with what to do about them; empty when there is nothing to tell.
    public var text: String {
        guard !lines.isEmpty else { return "" }
        return "note: whoever opens the bundle learns\n"
            + lines.map { "  " + $0 + "\n" }.joined()
            + "  nothing was taken out: name a file under keep-out in claim.yaml, or hand in a copy\n"
            + "  without it beside the original; --private stop seals nothing while there is any\n"
    }

    private static func words(_ kind: PrivateData.Kind, _ count: Int) -> String {
        switch kind {
        case .position: "where these were made"
        case .serial: Wording.count(count, "serial number") + " of cameras in"
        case .thumbnail: "what smaller pictures show that lie inside these"
        case .phone: Wording.count(count, "telephone number") + " in"
        case .mail: Wording.count(count, "mail address", "mail addresses") + " in"
        case .bankAccount: Wording.count(count, "bank account") + " in"
        case .card:
            Wording.count(count, "number of a payment card", "numbers of payment cards") + " in"
        }
    }
}

extension BuildRequest {
    /// Tells what the files say of people, and stops there if that was asked for.
    func tellPrivateData(in exhibits: [CollectedExhibit]) throws(ClaimpackError) {
        let notice = PrivateDataNotice(exhibits)
        guard !notice.lines.isEmpty else { return }
        onPrivateData(notice)
        guard privateData == .stop else { return }
        throw ClaimpackError(
            kind: .undetermined, code: "private.listed", place: output,
            message: "nothing was sealed: the files tell more of people than the claim may need",
            remedy: "keep those files out, or seal with --private list")
    }
}
