/// Where something stands: which exhibit and file, and the spot in it, so that a person can open it
/// and see for himself.
public struct Place: Hashable, Sendable {
    /// A spot inside a file.
    public enum Spot: Hashable, Sendable {
        /// The file as a whole.
        case whole
        /// A key path of the claim, such as `order.total`, and its line in `claim.yaml` if known.
        case field(String, line: Int?)
        /// A line, from 1, and a column, from 1.
        case line(Int, column: Int?)
        /// A page, from 1, and the box on it.
        case page(Int, box: PageBox?)
        /// A message of a transcript, from 1.
        case message(Int)
        /// A member by path: a JSON path, a box of a video, a metadata tag, a member of an archive.
        case member(String)
    }

    /// The exhibit, if it stands in one.
    public let exhibit: ExhibitNumber?
    /// The file's name for people: the name inside the exhibit, or `claim.yaml`.
    public let file: String?
    /// The spot in the file.
    public let spot: Spot

    /// A place.
    public init(exhibit: ExhibitNumber? = nil, file: String? = nil, spot: Spot = .whole) {
        self.exhibit = exhibit
        self.file = file
        self.spot = spot
    }

    /// A key of the claim.
    public static func claim(_ field: String, line: Int? = nil) -> Place {
        Place(file: "claim.yaml", spot: .field(field, line: line))
    }

    /// The same spot, said to stand in an exhibit's file. Readers do not know which exhibit they
    /// read; the collector adds it.
    public func inside(_ exhibit: ExhibitNumber?, file: String?) -> Place {
        Place(exhibit: exhibit, file: file, spot: spot)
    }
}

extension Place {
    /// The place as somebody finds it who has the bundle and not the case folder: the claim's words
    /// stand in `claim.xml` there.
    package var inBundle: Place {
        guard case .field(let path, _) = spot, exhibit == nil else { return self }
        return Place(file: "claim.xml", spot: .field(path, line: nil))
    }
}

/// A box on a page in points (1/72 inch), from the upper left corner of the page.
public struct PageBox: Hashable, Sendable {
    /// Left edge.
    public let left: Int
    /// Upper edge.
    public let top: Int
    /// Right edge.
    public let right: Int
    /// Lower edge.
    public let bottom: Int

    /// A box by its four edges.
    public init(left: Int, top: Int, right: Int, bottom: Int) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }
}

extension Place: CustomStringConvertible {
    /// For people: `C-1 messages.html, message 36`, `claim.yaml:34, refund.ask`.
    public var description: String {
        var text = [exhibit?.description, file].compactMap { $0 }.joined(separator: " ")
        let detail: String
        switch spot {
        case .whole: return text.isEmpty ? "the claim" : text
        case .field(let path, let line):
            if let line { text += ":\(line)" }
            detail = path
        case .line(let line, let column):
            return text + ":\(line)" + (column.map { ":\($0)" } ?? "")
        case .page(let number, _): detail = "page \(number)"
        case .message(let number): detail = "message \(number)"
        case .member(let path): detail = path
        }
        return text.isEmpty ? detail : text + ", " + detail
    }
}
