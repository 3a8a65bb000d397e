import Foundation
import Testing

@testable import ClaimText

/// PyYAML, which is written apart from the library used here, with every scalar taken as text.
private enum OtherParser {
    static let isThere = (try? read([Array("a: 1".utf8)])) != nil

    static let script = """
        import json, sys, yaml
        def shape(node):
            if isinstance(node, dict):
                return {"map": [[k, shape(v)] for k, v in node.items()]}
            if isinstance(node, list):
                return {"list": [shape(v) for v in node]}
            return {"text": node}
        for line in sys.stdin:
            text = bytes.fromhex(line.strip()).decode("utf-8")
            try:
                root = yaml.load(text, Loader=yaml.BaseLoader)
                print(json.dumps(shape({} if root in (None, "") else root), separators=(",", ":"), ensure_ascii=False))
            except Exception as e:
                print("error " + repr(str(e)))
        """

    /// The shape of each file as one line of JSON, or a line that begins with "error".
    static func read(_ files: [[UInt8]]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("claimtext-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("input")
        let hex = files.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        try Data((hex.joined(separator: "\n") + "\n").utf8).write(to: input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-X", "utf8", "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

extension TextNode {
    fileprivate var shape: String {
        switch content {
        case .scalar(let text): "{\"text\":\(Self.json(text))}"
        case .list(let values): "{\"list\":[\(values.map(\.shape).joined(separator: ","))]}"
        case .map(let entries):
            "{\"map\":[\(entries.map { "[\(Self.json($0.key)),\($0.value.shape)]" }.joined(separator: ","))]}"
        }
    }

    private static func json(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\t": json += "\\t"
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

/// A repeatable source of choices (Steele, Lea and Flood, SplitMix64).
private struct SeededChoice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite(.enabled(if: OtherParser.isThere, "python3 with PyYAML is not installed"))
struct OtherParserTests {
    /// Pieces that files are put together from, good and bad.
    private static let pieces = [
        "a", "b", "key", "x y", ":", ": ", ": ", " :", "：", "- ", "-", "\n", "\n", "\n", "\n  ",
        "\n  ", "\n    ", "\n- ", "\n  - ", "\n   ", " ", "  ", "#", " # c", "#5", "\"", "'",
        "\"q\"",
        "'it''s'", "\\", "|", "|-", "|+", ">", "[", "]", "{", "}", ",", "&a", "*a", "!t", "?", "? ",
        "%", "@", "`", "~", "null", "no", "0123", "---", "...", "\t", "\r\n", "\r", "\u{85}",
        "\u{A0}",
        "\u{3000}", "深圳", "“", "”", "é", "e\u{301}", "\u{FEFF}", "<<", "=", "1.5", "a: 1", "b: 2",
        "c:\n  d: e", "\n\n", "\u{0}", "\u{200D}", "🙂", "''", "\"\"", "\\\"", "\\n",
    ]

    private static func randomFile(_ random: inout SeededChoice) -> [UInt8] {
        let count = Int.random(in: 1...24, using: &random)
        return Array(
            (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined().utf8)
    }

    /// A file that means something, with up to two accidents.
    private static func mutatedFile(_ random: inout SeededChoice) -> [UInt8] {
        var text = Array(sample.unicodeScalars)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let index = Int.random(in: 0..<text.count, using: &random)
            let piece = Array((pieces.randomElement(using: &random) ?? "").unicodeScalars)
            if Bool.random(using: &random) {
                text.insert(contentsOf: piece, at: index)
            } else {
                let end = min(text.count, index + Int.random(in: 1...8, using: &random))
                text.replaceSubrange(index..<end, with: piece)
            }
        }
        return Array(String(String.UnicodeScalarView(text)).utf8)
    }

    private static let sample = """
        # what happened
        claim: 1
        buyer:
          name: Larkspur Devices LLC
          also:
            - Larkspur
            - "The \\"L\\""
        order:
          number: '0028'
          lines:
            - item: board, revision C   # green
              quantity: 5000
            - item: cable
          spec: |
            first: [line]

              second
          after: x

        list:
        - a
        - b: 1
          c: 2
        end: yes
        """

    @Test func `whatever is accepted reads the same in another parser`() throws {
        var random = SeededChoice(state: 20_260_414)
        var accepted: [(bytes: [UInt8], shape: String)] = []
        var refused = 0
        for round in 0..<3_000 {
            let bytes =
                round % 3 == 0 ? Self.randomFile(&random) : Self.mutatedFile(&random)
            let survey = TextSurvey(of: bytes)
            // What the scan lets through, the library must be able to read as well.
            if survey.problems.contains(where: { $0.code == "text.unreadable" }) {
                Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
            guard survey.problems.isEmpty, let document = survey.document else {
                refused += 1
                continue
            }
            accepted.append((bytes, document.root.shape))
        }
        #expect(accepted.count > 300)
        #expect(refused > 500)
        let others = try OtherParser.read(accepted.map(\.bytes))
        try #require(others.count == accepted.count)
        for (ours, other) in zip(accepted, others) {
            guard !ours.shape.utf8.elementsEqual(other.utf8) else { continue }
            let text = String(decoding: ours.bytes, as: UTF8.self).debugDescription
            Issue.record("\(text): \(ours.shape) is \(other) there")
        }
    }
}
