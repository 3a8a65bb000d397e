/// What a bundle states of its own readings and score, beside what was computed again from its exhibits.
/// The sealed statement is the claimant's word; the computed one decides.
public struct Recomputation: Hashable, Sendable {
    /// One thing that was compared.
    public struct Row: Hashable, Sendable {
        /// What it is: `rulebook`, `day`, `score`, `readings`.
        public var name: String
        /// What was sealed; nil when the bundle does not say.
        public var sealed: String?
        /// What was computed here; nil when it could not be.
        public var computed: String?
        /// Whether the two are the same.
        public var agrees: Bool

        package init(name: String, sealed: String?, computed: String?, agrees: Bool) {
            self.name = name
            self.sealed = sealed
            self.computed = computed
            self.agrees = agrees
        }
    }

    /// What was compared, in a fixed order.
    public var rows: [Row]
    /// Where the two differ.
    public var findings: [Finding]

    package init(rows: [Row] = [], findings: [Finding] = []) {
        self.rows = rows
        self.findings = findings
    }
}
