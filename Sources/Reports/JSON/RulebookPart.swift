/// A rulebook as it is printed in JSON: who it is and, when asked for, every statement with basis and
/// source.
package struct RulebookPart: Encodable {
    /// One number or rule.
    package struct Statement: Encodable {
        /// Which table it stands in.
        package let section: String
        package let name: String
        package let value: String
        /// The reasons it is for; all of them when absent.
        package let reasons: [String]?
        package let basis: String?
        package let source: String?

        package init(
            _ section: String, _ name: String, _ value: String, reasons: [String]? = nil,
            basis: String? = nil, source: String? = nil
        ) {
            self.section = section
            self.name = name
            self.value = value
            self.reasons = reasons
            self.basis = basis
            self.source = source
        }
    }

    /// Where numbers come from.
    package struct Source: Encodable {
        package let id: String
        package let title: String
        package let address: String?

        package init(id: String, title: String, address: String?) {
            self.id = id
            self.title = title
            self.address = address
        }
    }

    let id: String
    let title: String
    let version: String
    let date: String
    let sha256: String?
    let isCustom: Bool
    let reasons: [String]
    let statements: [Statement]?
    let sources: [Source]?

    package init(
        id: String, title: String, version: String, date: String, sha256: String?, isCustom: Bool,
        reasons: [String], statements: [Statement]? = nil, sources: [Source]? = nil
    ) {
        self.id = id
        self.title = title
        self.version = version
        self.date = date
        self.sha256 = sha256
        self.isCustom = isCustom
        self.reasons = reasons
        self.statements = statements
        self.sources = sources
    }
}

/// What a code means, as it is printed in JSON.
package struct ExplanationPart: Encodable {
    let code: String
    let means: String
    let why: String?
    let source: String?
    let `do`: String?
    let effort: String?
    let example: String?

    package init(
        code: String, means: String, why: String?, source: String?, remedy: String?, effort: String?,
        example: String?
    ) {
        self.code = code
        self.means = means
        self.why = why
        self.source = source
        `do` = remedy
        self.effort = effort
        self.example = example
    }
}
