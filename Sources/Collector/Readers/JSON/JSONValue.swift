/// A JSON value as it was written (RFC 8259): numbers keep their text, objects keep their order.
package enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number by its text: `1e400` and `0.10` mean what they say, no binary fraction comes between.
    case number(String)
    /// A string with its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; no two names have the same bytes.
    case object([JSONMember])
}

/// One name and its value.
package struct JSONMember: Sendable {
    /// The name with its escapes resolved.
    package let name: String
    /// The value.
    package let value: JSONValue
}

extension JSONValue {
    /// The value of a member, nil when there is none or this is no object. Names are compared by
    /// bytes: composed and decomposed letters differ.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The elements of an array, nil for anything else.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object, nil for anything else.
    package var members: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The text of a string, nil for anything else.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The text of a number, nil for anything else.
    package var numberText: String? {
        guard case .number(let text) = self else { return nil }
        return text
    }

    /// True or false, nil for anything else.
    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }
}
