package import ClaimModel
package import ClaimText

/// What a claimant wrote in `claim.yaml`: the claim, and the exhibits with the files they name.
///
/// Every value is a fact with origin `declared` and its place, such as `refund.heads[2].amount` and
/// the line; rows are counted from 1. An empty value is the same as no key. Keys that begin with
/// `x-` are for the claimant and are not read.
package struct ClaimFile: Sendable {
    /// Its name in a case folder.
    package static let name = "claim.yaml"
    /// The version of the keys read here, as `claimpack: 1` says it.
    package static let version = "1"

    /// The claim.
    package let claim: Claim
    /// The exhibits, in the order written.
    package let exhibits: [DeclaredExhibit]

    /// Reads the file; throws every mistake in it at once.
    package init(parsing bytes: [UInt8]) throws(ClaimFileProblems) {
        let survey = ClaimFileSurvey(of: bytes)
        guard let claim = survey.claim, survey.problems.isEmpty else {
            throw ClaimFileProblems(survey.problems)
        }
        self.claim = claim
        exhibits = survey.exhibits
    }
}

/// One row of `exhibits:`.
package struct DeclaredExhibit: Hashable, Sendable {
    /// What the claimant says of it. Its kinds are empty when none is written.
    package var exhibit: Exhibit
    /// The names and patterns of its files.
    package var files: [DeclaredFiles]
}

/// One name or pattern of files, relative to the case folder.
package struct DeclaredFiles: Hashable, Sendable {
    /// As written: segments joined by `/`; `*` stands for any characters of a segment, `?` for one.
    package var pattern: String
    /// Where it stands in `claim.yaml`.
    package var node: TextNode
}

/// All mistakes of one `claim.yaml`, its files included.
package struct ClaimFileProblems: Error, Hashable, CustomStringConvertible {
    /// The mistakes sorted by line, the first twenty of them, and how many there are.
    package let problems: TextProblems

    package init(_ problems: [TextProblem]) {
        self.problems = TextProblems(problems)
    }

    /// True when there is no mistake.
    package var isEmpty: Bool { problems.total == 0 }

    /// The mistakes for people, three lines each.
    package var description: String { problems.text(file: ClaimFile.name) }
}

/// `claim.yaml` read as far as it can be, so that its mistakes can be told together with those that
/// only the files of the case show.
struct ClaimFileSurvey {
    /// Nil when something needed is missing.
    let claim: Claim?
    let exhibits: [DeclaredExhibit]
    /// Nil when the file has no readable form.
    let document: TextDocument?
    let problems: [TextProblem]

    init(of bytes: [UInt8]) {
        let survey = TextSurvey(of: bytes)
        document = survey.document
        guard let document = survey.document else {
            claim = nil
            exhibits = []
            problems = survey.problems
            return
        }
        var reader = ClaimFileReader(document, isMended: !survey.problems.isEmpty)
        let content = reader.content()
        claim = content.claim
        exhibits = content.exhibits
        // A line whose form had to be mended may mean something else than it now says.
        let mended = Set(survey.problems.map(\.line))
        problems = survey.problems + reader.problems.filter { !mended.contains($0.line) }
    }
}
