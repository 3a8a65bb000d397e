"""Validates what the command printed as JSON by its own schemas, with somebody else's validator (jsonschema).

    validate.py SCHEMAS OUTPUTS

SCHEMAS holds one NAME.json for each name of `claimpack schema`; OUTPUTS any number of files, each with one JSON
object or, ending in .jsonl, one a line. A field that a schema does not name is a mistake here, although the
schemas leave room for fields of later versions.
"""

import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator


def strict(node):
    """The same schema without room for unknown fields."""
    if isinstance(node, dict):
        node = {key: strict(value) for key, value in node.items()}
        if node.get("type") == "object" and "properties" in node and "additionalProperties" not in node:
            node["additionalProperties"] = False
        return node
    return [strict(item) for item in node] if isinstance(node, list) else node


schemas, outputs = map(pathlib.Path, sys.argv[1:3])
validators = {}
for file in sorted(schemas.glob("*.json")):
    schema = json.loads(file.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:claimpack:json:{file.stem}:1", file
    validators[schema["$id"]] = Draft202012Validator(strict(schema))

mistakes, used, count = [], set(), 0
for file in sorted(outputs.iterdir()):
    texts = file.read_text("utf-8").splitlines() if file.suffix == ".jsonl" else [file.read_text("utf-8")]
    for text in texts:
        output = json.loads(text)
        count += 1
        validator = validators.get(output["schema"]) or validators["urn:claimpack:json:command:1"]
        used.add(output["schema"])
        for error in list(validator.iter_errors(output))[:5]:
            mistakes.append(f"{file.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
        # A schema that accepts anything would accept this too.
        isReport = not output["schema"].startswith("urn:claimpack:json:limits:")
        for key in ("schema", "tool", "result", "findings", "error") if isReport else ("schema", "rulebook", "limits", "files"):
            other = copy.deepcopy(output)
            del other[key]
            if validator.is_valid(other):
                mistakes.append(f"{file.name}: valid without {key}")
        changes = (("result", "perhaps"), ("findings", {}), ("unheard", 1)) if isReport else (("files", {}), ("unheard", 1))
        for key, value in changes:
            if validator.is_valid({**output, key: value}):
                mistakes.append(f"{file.name}: valid with {key} {value}")

print(json.dumps({"mistakes": mistakes, "used": sorted(used), "count": count}))
