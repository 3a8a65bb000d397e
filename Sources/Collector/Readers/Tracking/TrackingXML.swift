import SystemLibraries

/// XML in the form of JSON, so that shapes in both are written alike: an element with parts becomes an
/// object, parts of one name an array, attributes members with `@` in front.
enum TrackingXML {
    /// The document in a file; nil when it is no well-formed XML.
    static func document(_ bytes: [UInt8]) -> JSONValue? {
        // Saved answers often begin with an empty line, which XML forbids.
        let start = bytes.firstIndex { !($0 == 0x20 || (0x09...0x0D).contains($0)) } ?? 0
        guard let root = try? XMLReader.read(withoutSections(bytes[start...])) else { return nil }
        return .object([JSONMember(name: root.name, value: value(root))])
    }

    /// The bytes with each CDATA section written as plain text: the reader of XML takes none. Linear.
    static func withoutSections(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let opening = Array("<![CDATA[".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        var isInside = false
        while at < bytes.endIndex {
            let byte = bytes[at]
            if !isInside {
                if byte == 0x3C, bytes[at...].starts(with: opening) {
                    isInside = true
                    at += opening.count
                    continue
                }
                result.append(byte)
            } else if byte == UInt8(ascii: "]"), bytes[at...].starts(with: "]]>".utf8) {
                isInside = false
                at += 3
                continue
            } else {
                switch byte {
                case UInt8(ascii: "<"): result += "&lt;".utf8
                case UInt8(ascii: ">"): result += "&gt;".utf8
                case UInt8(ascii: "&"): result += "&amp;".utf8
                default: result.append(byte)
                }
            }
            at += 1
        }
        return result
    }

    /// Depth is bounded by the reader of XML.
    private static func value(_ element: XMLElement) -> JSONValue {
        let children = element.childElements
        if children.isEmpty, element.attributes.isEmpty { return .string(element.text) }
        var names: [[UInt8]: Int] = [:]
        var members: [(name: String, values: [JSONValue])] = []
        func add(_ name: String, _ value: JSONValue) {
            if let index = names[Array(name.utf8)] {
                members[index].values.append(value)
            } else {
                names[Array(name.utf8)] = members.count
                members.append((name, [value]))
            }
        }
        for attribute in element.attributes { add("@" + attribute.name, .string(attribute.value)) }
        for child in children { add(child.name, value(child)) }
        if children.isEmpty { add("#text", .string(element.text)) }
        return .object(
            members.map {
                JSONMember(
                    name: $0.name, value: $0.values.count == 1 ? $0.values[0] : .array($0.values))
            })
    }
}

extension JSONNode {
    /// The elements of an array, or the one value: XML does not tell one from a list of one.
    var list: [JSONNode] { isArray ? elements : exists ? [self] : [] }
}
