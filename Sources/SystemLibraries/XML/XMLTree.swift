/// A document as three tables and one run of bytes, because a bundle of 100,000 files has half a million
/// elements: each costs some ten bytes here where a value of its own with its texts costs hundreds.
struct XMLTree: Sendable {
    /// An element, or a piece of text between two tags.
    struct Node: Sendable {
        /// Which word is its name and its namespace; of a text, `noWord`.
        var name: Int32
        var namespace: Int32
        var line: Int32
        /// The first node behind everything in it; what is between is in it, in document order.
        var end: Int32
        fileprivate var first: Int32
        fileprivate var count: Int32

        var isText: Bool { name == XMLTree.noWord }
        /// Of an element: its attributes.
        var attributes: Range<Int> { Int(first)..<(Int(first) + Int(count)) }
        /// Of a text: its bytes.
        var text: Range<Int> { Int(first)..<(Int(first) + Int(count)) }
    }

    struct Attribute: Sendable {
        var name: Int32
        var namespace: Int32
        fileprivate var first: Int32
        fileprivate var count: Int32

        var value: Range<Int> { Int(first)..<(Int(first) + Int(count)) }
    }

    static let noWord: Int32 = -1

    private(set) var nodes: [Node] = []
    private(set) var attributes: [Attribute] = []
    /// Texts and values of attributes, in UTF-8.
    private(set) var bytes: [UInt8] = []
    /// Names and namespaces, each once.
    private var words: [String] = []
    /// Which of them are ASCII.
    private var isPlain: [Bool] = []

    /// With room for a document of so many bytes, so that the tables are not copied while they grow.
    init(documentByteCount: Int = 0) {
        bytes.reserveCapacity(documentByteCount * 5 / 8)
        nodes.reserveCapacity(documentByteCount / 36)
        attributes.reserveCapacity(documentByteCount / 80)
    }

    func word(_ index: Int32) -> String? {
        words.indices.contains(Int(index)) ? words[Int(index)] : nil
    }

    /// Byte for byte. Swift's equality is asked first because it is quick, but it takes a composed and a
    /// decomposed letter for one; what it takes for an ASCII text and is none has more bytes.
    func isWord(_ index: Int32, _ text: String) -> Bool {
        let place = Int(index)
        guard words.indices.contains(place) else { return false }
        guard words[place].utf8.count == text.utf8.count, words[place] == text else { return false }
        return isPlain[place] || words[place].utf8.elementsEqual(text.utf8)
    }

    // MARK: While it is read

    /// Of a document: what is stored of it is no longer, so that all places fit in 32 bits.
    static let byteLimit = Int(Int32.max)

    mutating func add(word: String) -> Int32 {
        words.append(word)
        isPlain.append(word.utf8.allSatisfy { $0 < 0x80 })
        return Int32(clamping: words.count - 1)
    }

    /// Adds an element that holds nothing yet; gives its place.
    mutating func addElement(name: Int32, namespace: Int32, line: Int) -> Int {
        nodes.append(
            Node(
                name: name, namespace: namespace, line: Int32(clamping: line),
                end: Int32(clamping: nodes.count + 1), first: Int32(clamping: attributes.count),
                count: 0))
        return nodes.count - 1
    }

    /// Adds an attribute to the element added last.
    mutating func addAttribute(
        name: Int32, namespace: Int32, _ value: UnsafeBufferPointer<UInt8>
    ) {
        attributes.append(
            Attribute(
                name: name, namespace: namespace, first: Int32(clamping: bytes.count),
                count: Int32(clamping: value.count)))
        unsafe bytes.append(contentsOf: value)
        if let element = nodes.indices.last { nodes[element].count += 1 }
    }

    mutating func addText(_ text: [UInt8]) {
        nodes.append(
            Node(
                name: Self.noWord, namespace: Self.noWord, line: 0,
                end: Int32(clamping: nodes.count + 1), first: Int32(clamping: bytes.count),
                count: Int32(clamping: text.count)))
        bytes.append(contentsOf: text)
    }

    /// Says that an element ends behind what was added last.
    mutating func close(_ element: Int) {
        if nodes.indices.contains(element) { nodes[element].end = Int32(clamping: nodes.count) }
    }
}
