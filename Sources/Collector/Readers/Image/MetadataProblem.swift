import ClaimModel

/// Something in a media file that is not as its format demands, and where.
struct MetadataProblem: Hashable {
    /// Problems listed of one file; what comes after them is not worth a line each.
    static let limit = 8

    /// The chunk, segment, tag or box.
    var place: String
    /// What is wrong there.
    var message: String

    /// The problems as findings under one code.
    static func findings(_ problems: [MetadataProblem], code: String) -> [Finding] {
        problems.prefix(limit).map { problem in
            Finding(
                code: code, severity: .warning, places: [Place(spot: .member(problem.place))],
                message: problem.message,
                remedy: "copy the file again from the device that made it", effort: .minutes)
        }
    }
}
