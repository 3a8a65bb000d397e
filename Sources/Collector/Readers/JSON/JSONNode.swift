package import ClaimModel

/// A value with the path that leads to it, so that a fact can say where it stands:
/// `data.accepted[0].number`. Steps that lead nowhere give a node without a value, so that a reader
/// can ask for what may be missing without testing every step.
///
/// Only step by names the code knows; a path made of foreign names could grow with the input.
package struct JSONNode: Sendable {
    /// The value, nil when the path leads nowhere.
    package let value: JSONValue?
    /// The last step to it; its text is only made when a fact is to say where it stands.
    private let step: Step?

    private final class Step: Sendable {
        let parent: Step?
        let name: String
        let index: Int

        init(_ parent: Step?, name: String = "", index: Int = -1) {
            self.parent = parent
            self.name = name
            self.index = index
        }
    }

    /// The root of a document.
    package init(_ value: JSONValue) {
        self.init(value: value, step: nil)
    }

    private init(value: JSONValue?, step: Step?) {
        self.value = value
        self.step = step
    }

    /// The steps from the root, empty at the root.
    package var path: String {
        var steps: [Step] = []
        var next = step
        while let one = next {
            steps.append(one)
            next = one.parent
        }
        var path = ""
        for one in steps.reversed() {
            if one.index >= 0 {
                path += "[\(one.index)]"
            } else {
                path += path.isEmpty ? one.name : "." + one.name
            }
        }
        return path
    }

    /// A member of an object.
    package subscript(_ name: String) -> JSONNode {
        JSONNode(value: value?[name], step: Step(step, name: name))
    }

    /// An element of an array, from 0.
    package subscript(_ index: Int) -> JSONNode {
        let array = value?.array
        return JSONNode(
            value: array.flatMap { $0.indices.contains(index) ? $0[index] : nil },
            step: Step(step, index: index))
    }

    /// True when there is a value other than `null`.
    package var exists: Bool {
        switch value {
        case nil, .null: false
        default: true
        }
    }

    /// The elements of an array; none for anything else.
    package var elements: [JSONNode] {
        (value?.array ?? []).enumerated().map {
            JSONNode(value: $0.element, step: Step(step, index: $0.offset))
        }
    }

    /// True for an array.
    package var isArray: Bool { value?.array != nil }

    /// A string's or number's text without white space around it; nil when nothing is left.
    package var words: String? {
        guard let text = value?.string ?? value?.numberText else { return nil }
        let trimmed = text.trimmedOfSpace
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A number, or a string of digits, as an integer that fits.
    package var integer: Int64? { words.flatMap { Int64($0) } }

    /// True or false.
    package var bool: Bool? { value?.bool }

    /// Where it stands.
    package var spot: Place.Spot { .member(path.isEmpty ? "$" : path) }
}

extension String {
    /// Without ASCII white space at both ends.
    package var trimmedOfSpace: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else {
            return self
        }
        let bytes = Array(utf8)
        guard let start = bytes.firstIndex(where: { !isSpace($0) }),
            let end = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[start...end], as: UTF8.self)
    }
}
