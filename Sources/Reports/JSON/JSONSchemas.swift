/// The JSON Schemas (2020-12) of everything that is printed as JSON, as data: `Schemas/schemas.json`.
package enum JSONSchemas {
    /// Commands with an output of their own.
    package static let commands = [
        "check", "inspect", "verify", "compare", "docket", "venues", "explain", "rulebooks", "build",
        "add", "extract", "keygen", "stamp", "attach-signature", "doctor", "export", "init",
    ]

    /// All there are: `limits` is the file of a filing set, `command` the error of any other word.
    package static let names = commands + ["limits", "command"]

    /// The version of all of them: fields are added without a new one, and never renamed or taken away.
    package static let version = 1

    /// One schema, whole in itself; nil for a name that is none. Its `$id` is what the `schema` field of
    /// an output says.
    package static func text(of name: String) -> String? {
        guard names.contains(name) else { return nil }
        var definitions = String(decoding: PackageResources.schemas_json, as: UTF8.self)
        guard definitions.hasPrefix("{\n") else { return nil }
        definitions.removeFirst(2)
        return """
            {
             "$schema": "https://json-schema.org/draft/2020-12/schema",
             "$id": "urn:claimpack:json:\(name):\(version)",
             "$ref": "#/$defs/command-\(name)",
            \(definitions)
            """
    }
}
