internal import Yams

/// A file of keys, lists and text in a strict subset of YAML 1.2: block maps and lists, plain and
/// quoted scalars on one line, `|` for longer text, comments. No anchors, tags, merges, flow
/// collections, folded or continued text, tabs, or second documents; every scalar is text.
///
/// What is accepted reads to the same structure in any YAML parser that takes scalars as text.
/// A UTF-8 byte order mark and CR LF are accepted.
package struct TextDocument: Sendable {
    /// The whole file; an empty map when nothing is written in it.
    package let root: TextNode
    /// The lines as they stand in the file, without line ends.
    package let lines: [String]

    /// Reads a file; throws every mistake in it at once.
    package init(parsing bytes: [UInt8]) throws(TextProblems) {
        let survey = TextSurvey(of: bytes)
        guard let document = survey.document, survey.problems.isEmpty else {
            throw TextProblems(survey.problems)
        }
        self = document
    }

    fileprivate init(root: TextNode, lines: [String]) {
        self.root = root
        self.lines = lines
    }

    /// A problem at a value of this document.
    package func problem(
        _ code: String, at node: TextNode, message: String, remedy: String
    ) -> TextProblem {
        problem(
            code, line: node.line, column: node.column, length: node.length, message: message,
            remedy: remedy)
    }

    /// A problem at a key of this document.
    package func problem(
        _ code: String, at entry: TextEntry, message: String, remedy: String
    ) -> TextProblem {
        problem(
            code, line: entry.line, column: entry.column, length: entry.key.unicodeScalars.count,
            message: message, remedy: remedy)
    }

    /// A problem at a place of this document.
    package func problem(
        _ code: String, line: Int, column: Int, length: Int, message: String, remedy: String
    ) -> TextProblem {
        TextProblem(
            code: code, line: line, column: column, length: length, message: message,
            remedy: remedy, source: lines.indices.contains(line - 1) ? lines[line - 1] : "")
    }
}

/// A file read as far as it can be: every mistake of form, and what the file says once those are
/// mended in the way each remedy names. So mistakes of form and of meaning can be told together.
package struct TextSurvey: Sendable {
    /// The file with its mistakes mended; nil when it cannot be read at all. Only a document from a
    /// survey without problems says what the file says.
    package let document: TextDocument?
    /// The mistakes of form, in no order.
    package let problems: [TextProblem]

    package init(of bytes: [UInt8]) {
        let lines: [String]
        do throws(TextProblem) {
            lines = try TextLines(bytes).lines
        } catch {
            document = nil
            problems = [error]
            return
        }
        var scan = LineScan()
        for line in lines { scan.read(line) }
        do throws(TextProblem) {
            let reader = NodeReader(lines: lines)
            let root = try reader.root(of: scan.mended.joined(separator: "\n"))
            document = TextDocument(root: root, lines: lines)
            problems = scan.problems
        } catch {
            document = nil
            // A mended file that still cannot be read only repeats what was said already.
            problems = scan.problems.isEmpty ? [error] : scan.problems
        }
    }
}

/// From the nodes of the YAML library to ours.
private struct NodeReader {
    /// Above the depth that `LineScan` lets through.
    static let depthLimit = LineScan.depthLimit * 2

    let lines: [String]

    func root(of text: String) throws(TextProblem) -> TextNode {
        let root: Node?
        do {
            // The basic resolver gives no scalar a type; the explicit encoding keeps the library
            // from asking the environment for one.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch let error as YamlError {
            throw unreadable(at: Self.mark(of: error))
        } catch {
            throw unreadable(at: nil)
        }
        // A lone `---` is an empty scalar to the library; the scan lets no other scalar be the root.
        guard let root, root.scalar == nil else {
            return TextNode(content: .map([]), style: .plain, line: 1, column: 1, length: 1)
        }
        return try node(root, depth: 1)
    }

    private func node(_ node: Node, depth: Int) throws(TextProblem) -> TextNode {
        guard depth <= Self.depthLimit else { throw unreadable(at: node.mark) }
        let content: TextNode.Content
        var style = TextNode.Style.plain
        switch node {
        case .scalar(let scalar):
            content = .scalar(scalar.string)
            style = Self.style(of: scalar)
        case .sequence(let sequence):
            var values: [TextNode] = []
            for value in sequence { values.append(try self.node(value, depth: depth + 1)) }
            content = .list(values)
        case .mapping(let mapping):
            var entries: [TextEntry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else { throw unreadable(at: key.mark) }
                entries.append(
                    TextEntry(
                        key: name.string, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1,
                        value: try self.node(value, depth: depth + 1)))
            }
            content = .map(entries)
        case .alias: throw unreadable(at: node.mark)
        }
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        return TextNode(
            content: content, style: style, line: line, column: column,
            length: length(of: content, style, line: line, column: column))
    }

    private func length(
        of content: TextNode.Content, _ style: TextNode.Style, line: Int, column: Int
    ) -> Int {
        guard case .scalar(let text) = content else { return 1 }
        switch style {
        case .block: return 1
        case .plain: return max(1, text.unicodeScalars.count)
        case .singleQuoted, .doubleQuoted:
            guard lines.indices.contains(line - 1) else { return 1 }
            let rest = Array(lines[line - 1].unicodeScalars.dropFirst(column - 1))
            return QuotedText(rest, at: 0)?.end ?? 1
        }
    }

    private static func style(of scalar: Node.Scalar) -> TextNode.Style {
        switch scalar.style {
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal, .folded: .block
        case .plain, .any: .plain
        }
    }

    private static func mark(of error: YamlError) -> Mark? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            mark
        case .duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
    }

    private func unreadable(at mark: Mark?) -> TextProblem {
        let line = min(max(1, mark?.line ?? 1), max(1, lines.count))
        return TextProblem(
            code: "text.unreadable", line: line, column: max(1, mark?.column ?? 1),
            message: "this line does not fit the lines around it",
            remedy: "Compare its indentation and punctuation with the lines above",
            source: lines.indices.contains(line - 1) ? lines[line - 1] : "")
    }
}
