/// What to export.
public struct ExportRequest {
    /// What a filing set can be made for.
    public enum Target: Hashable, Sendable {
        /// A venue, by the name of a rulebook or the path of one.
        case venue(String)
        /// A bag for an archive (RFC 8493), with the rules of the claim's own venue.
        case bag
        /// The chats alone, each as a file of Relativity Short Message Format 2.0, which programs for
        /// document review load.
        case conversations

        /// The word for a bag.
        public static let bagName = "bagit"
        /// The word for chats.
        public static let conversationsName = "rsmf"

        /// A target by its name: `bagit`, `rsmf`, or else a venue.
        public init(_ name: String) {
            self =
                switch name {
                case Self.bagName: .bag
                case Self.conversationsName: .conversations
                default: .venue(name)
                }
        }
    }

    /// For whom.
    public var target: Target
    /// The folder to make.
    public var output: String
    /// Whether a set is written although its statement has gaps.
    public var isDraft: Bool
    /// Whether a PDF is made when a program for it is there.
    public var printsPDF: Bool
    /// How to collect and judge.
    public var judging: JudgingRequest

    /// A request.
    public init(
        for target: Target, output: String, isDraft: Bool = false, printsPDF: Bool = true,
        judging: JudgingRequest
    ) {
        self.target = target
        self.output = output
        self.isDraft = isDraft
        self.printsPDF = printsPDF
        self.judging = judging
    }
}
