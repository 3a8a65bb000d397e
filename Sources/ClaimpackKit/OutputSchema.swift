import Reports

/// The JSON Schemas of what commands print.
public enum OutputSchema {
    /// Their names, which are those of commands.
    public static var names: [String] { JSONSchemas.names }

    /// One schema.
    public static func text(of name: String) throws(ClaimpackError) -> String {
        guard let text = JSONSchemas.text(of: name) else {
            throw ClaimpackError(
                kind: .usage, code: "schema.unknown", message: "there is no schema “\(name)”",
                remedy: "the schemas are: " + names.joined(separator: ", "))
        }
        return text
    }
}
