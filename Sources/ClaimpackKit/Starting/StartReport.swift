import ClaimModel
import Collector
import Reports

/// What `init` wrote and proposes.
public struct StartReport: Hashable, Sendable {
    /// The folder.
    public let folder: String
    let exhibits: [ProposedExhibit]
    /// Why each file got its kind, by path.
    let reasons: [String: String]
    /// Files whose names cannot be written down.
    public let unwritable: [String]
    /// Folders that were made.
    public var made: [String] = []
    /// Whether `claim.yaml` is new.
    public var isNew = false
    /// The name under which the former `claim.yaml` is kept, when lines were added.
    public var backup: String?

    init(
        folder: String, exhibits: [ProposedExhibit], reasons: [String: String], unwritable: [String]
    ) {
        self.folder = folder
        self.exhibits = exhibits
        self.reasons = reasons
        self.unwritable = unwritable
    }

    /// The proposed kind of each file, by path.
    public var proposals: [String: String] {
        Dictionary(
            exhibits.flatMap { exhibit in exhibit.files.map { ($0, exhibit.kind.rawValue) } },
            uniquingKeysWith: { one, _ in one })
    }

    /// What was written, as text.
    public func text(_ layout: TextLayout) -> String {
        var page = TextPage(layout.style)
        let place = folder == "." ? ClaimFile.name : "\(folder)/\(ClaimFile.name)"
        let files = exhibits.reduce(0) { $0 + $1.files.count }
        if isNew {
            page.paragraph(
                "\(printable(place)) written: \(Wording.count(exhibits.count, "exhibit")) proposed from \(Wording.count(files, "file")); nothing was moved",
                prefix: page.mark(.ok) + " ")
        } else if let backup {
            page.paragraph(
                "\(printable(place)): \(Wording.count(exhibits.count, "exhibit")) added for \(Wording.count(files, "new file")); no other line was touched, and the file as it was is \(backup)",
                prefix: page.mark(.ok) + " ")
        } else {
            page.paragraph(
                "\(printable(place)) lists every file: nothing was written",
                prefix: page.mark(.ok) + " ")
        }
        if !exhibits.isEmpty { page.heading("proposed, for you to correct") }
        for exhibit in exhibits {
            let first = exhibit.files.first ?? ""
            let more = exhibit.files.count - 1
            let name = printable(first) + (more > 0 ? " and \(more) more" : "")
            let head =
                " \(exhibit.number.description.padded(to: 6))\(Wording.name(of: exhibit.kind).padded(to: 19))"
            let what = "\(name): \(printable(exhibit.reason))"
            if layout.width >= 60 {
                page.paragraph(what, prefix: head)
            } else {
                // A narrow terminal gets two lines an exhibit.
                page.line(" \(exhibit.number) \(Wording.name(of: exhibit.kind))")
                page.paragraph(what, indent: 5)
            }
        }
        for name in unwritable {
            page.paragraph(
                "\(printable(name)) is not listed: its name holds characters that cannot be written down; rename it",
                prefix: page.mark(.unclear) + " ")
        }
        if !made.isEmpty {
            page.heading("folders made")
            page.paragraph(made.joined(separator: ", "), prefix: " ")
            page.paragraph(
                "for files to come; those that are here may stay where they are", prefix: " ")
        }
        page.line()
        page.paragraph(
            "open \(printable(place)) in any editor, fill in what you know, then",
            prefix: "next:  ")
        page.line("       claimpack check \(printable(folder))")
        return page.text
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "init", written: (isNew || backup != nil ? [ClaimFile.name] : []) + made,
            facts: proposals, version: ClaimpackVersion.text
        ).text()
    }
}

/// What `init --fix` repaired, and what is left.
public struct MendReport: Hashable, Sendable {
    /// One line that was changed.
    public struct Change: Hashable, Sendable {
        /// Its number, from 1.
        public let line: Int
        /// As it was.
        public let before: String
        /// As it is.
        public let after: String
    }

    /// The folder.
    public let folder: String
    /// The lines, by number.
    public let changes: [Change]
    /// The name under which the file as it was is kept; nil when nothing changed.
    public let backup: String?
    /// Mistakes that need a person, as text; nil when there are none.
    public let rest: String?

    /// What was repaired, as text.
    public func text(_ layout: TextLayout) -> String {
        var page = TextPage(layout.style)
        for change in changes {
            page.line("\(ClaimFile.name):\(change.line)")
            page.line("  - " + printable(change.before))
            page.line("  + " + printable(change.after))
        }
        if let backup {
            page.paragraph(
                "\(Wording.count(changes.count, "line")) repaired; the file as it was is \(backup)",
                prefix: page.mark(.ok) + " ")
        } else {
            page.paragraph(
                "nothing to repair without a doubt",
                prefix: page.mark(rest == nil ? .ok : .unclear) + " ")
        }
        guard let rest else { return page.text }
        page.line()
        page.paragraph("for you to decide:")
        return page.text + "\n" + rest
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "init", result: rest == nil ? "done" : "incomplete",
            written: changes.isEmpty ? [] : [ClaimFile.name] + (backup.map { [$0] } ?? []),
            facts: Dictionary(
                changes.map { ("line \($0.line)", $0.after) }, uniquingKeysWith: { one, _ in one }),
            findings: rest.map {
                [
                    Finding(
                        code: "claimfile.mistakes", severity: .failure, message: $0,
                        remedy: "mend the lines named")
                ]
            } ?? [],
            version: ClaimpackVersion.text
        ).text()
    }
}
