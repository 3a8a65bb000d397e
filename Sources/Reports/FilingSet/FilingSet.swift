package import ClaimModel

/// The pages of a filing set: what a claimant uploads or pastes into a venue's form, and what helps
/// him to do it. Nothing here is evidence; the exhibits lie beside it as they are.
package struct FilingSet {
    /// One file of the set.
    package struct Page: Hashable, Sendable {
        /// Its name in the folder.
        package var name: String
        /// Its content, UTF-8.
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// How the pages became a document for the form.
    package enum Print: Hashable, Sendable {
        /// A PDF document, made by this program.
        case pdf(by: String)
        /// Plain text, because no PDF could be made, and why.
        case text(because: String)

        /// The extension of the document.
        package var ending: String {
            switch self {
            case .pdf: "pdf"
            case .text: "txt"
            }
        }
    }

    /// Where the exhibits were taken from.
    package enum Origin: Hashable, Sendable {
        /// A case folder that is not sealed.
        case folder
        /// A bundle whose seal is intact: its file's name, the SHA-256 of that file, and the answers on it.
        case bundle(name: String, digest: ContentDigest, Verification)
    }

    /// The name of the generated document in the form, before its extension: no exhibit can have the
    /// number 0.
    package static let documentName = "S0CLAIM"
    /// The folder of files the form takes.
    package static let uploadFolder = "upload"
    /// The folder of files it does not take.
    package static let leftOverFolder = "does-not-fit"

    /// Where a file of the form stands in the set.
    package static func path(of name: String, fits: Bool) -> String {
        (fits ? uploadFolder : leftOverFolder) + "/" + name
    }

    let collected: CollectedClaim
    let assessment: Assessment
    private let origin: Origin
    private let statement: FilingStatement

    package init(_ collected: CollectedClaim, _ assessment: Assessment, from origin: Origin) {
        self.collected = collected
        self.assessment = assessment
        self.origin = origin
        statement = FilingStatement(collected, assessment)
    }

    /// What the statement lacks, one a line.
    package var missing: [String] { statement.missing }

    /// True when the statement is longer than a page.
    package var isLong: Bool { statement.isLong }

    /// Everything in one HTML file, a page each, to be printed.
    package func wholeHTML(_ plan: FilingPlan) -> String {
        FilingPage.html(title: title, documents(plan).map(\.document))
    }

    /// The same as plain text.
    package func wholeText(_ plan: FilingPlan) -> String {
        documents(plan).map(\.document.text).joined(separator: "\n\n")
    }

    /// Each page by itself, as text and as HTML, and tables as CSV too.
    package func pages(_ plan: FilingPlan) -> [Page] {
        var pages: [Page] = []
        for (name, document, table) in documents(plan) {
            pages.append(Page(name: name + ".txt", text: document.text))
            pages.append(
                Page(name: name + ".html", text: FilingPage.html(title: document.title, [document]))
            )
            if let table { pages.append(Page(name: name + ".csv", text: table.csv)) }
        }
        return pages
    }

    /// What to do with the set, in order.
    package func startHere(_ plan: FilingPlan, document: FilingPlan.DocumentFile, print: Print)
        -> Page
    {
        Page(
            name: "00-START-HERE.txt",
            text: StartHere(
                collected: collected, assessment: assessment, plan: plan, statement: statement,
                document: document, print: print
            ).text)
    }

    /// How anybody checks that the files are the ones of the case.
    package func verifyNote(_ plan: FilingPlan) -> Page {
        Page(name: "90-verify.txt", text: VerifyNote(collected, plan, origin).text)
    }

    private var title: String { "Order \(collected.claim.order.number.value)" }

    private func documents(
        _ plan: FilingPlan
    ) -> [(name: String, document: FilingDocument, table: FilingTable?)] {
        let claim = collected.claim
        let index = FilingTables.index(collected, plan)
        var list: [(name: String, document: FilingDocument, table: FilingTable?)] = [
            ("01-statement", statement.document, nil),
            (
                "02-index",
                page(
                    "Index of exhibits",
                    "Numbers and file names are permanent. “Proves” says what an exhibit is handed in for.",
                    index), index
            ),
        ]
        let chronology = FilingChronology(collected)
        list.append(("03-chronology", chronology.document, chronology.table))
        if let table = FilingTables.nonconformity(claim) {
            let text = "What was promised, what was found, and where both are shown."
            list.append(("04-nonconformity", page("Table of defects", text, table), table))
        }
        if let table = FilingTables.count(claim) {
            let text = "What the labels declare and what was counted."
            list.append(("04-count", page("Count", text, table), table))
        }
        let amount = FilingTables.amount(claim, assessment)
        let text = "“Shown by exhibits” is what the exhibits named carry of each head."
        list.append(("05-amount", page("Amount", text, amount), amount))
        let cited = CitedMessages(claim, assessment)
        for exhibit in collected.exhibits {
            guard let extract = ChatExtract(exhibit, cited) else { continue }
            let number = "\(exhibit.exhibit.number.letter)\(exhibit.exhibit.number.count)"
            list.append(("06-chat-\(number)", extract.document, nil))
        }
        return list
    }

    private func page(_ title: String, _ text: String, _ table: FilingTable) -> FilingDocument {
        var document = FilingDocument(title: title)
        document.isWide = !table.digests.isEmpty
        document.follows = !document.isWide
        document.paragraph(text)
        document.table(table)
        return document
    }
}

extension FilingPlan {
    /// The generated document as a file of the set, and whether the form takes it.
    package struct DocumentFile: Hashable, Sendable {
        /// Its name.
        package var name: String
        /// Its size in bytes.
        package var byteCount: Int
        /// Why the form does not take it; nil when it does.
        package var objection: FiledFile.Objection?

        package init(name: String, byteCount: Int, objection: FiledFile.Objection? = nil) {
            self.name = name
            self.byteCount = byteCount
            self.objection = objection
        }
    }
}
