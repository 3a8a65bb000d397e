import ClaimModel

/// ChatLab's interchange format by lines (JSONL): a `header`, then `member` and `message` lines, each an
/// object that says its `_type`. Lines are read one at a time; one that cannot be read is counted.
enum ChatLabLines {
    /// Nil unless the first line is such a header.
    static func read(_ bytes: [UInt8]) -> ChatTranscript? {
        guard looksLike(bytes) else { return nil }
        let lines = TextLines(bytes, charset: nil).lines
        guard let header = node(lines.first), header["_type"].words == "header",
            header["chatlab"]["version"].exists
        else { return nil }
        let meta = header["meta"]
        var builder = ChatBuilder(
            format: "chatlab-lines", platform: meta["platform"].words ?? "unknown",
            title: meta["name"].words)
        builder.remarkConversion("a program that converts chats")
        var names: [[UInt8]: String] = [:]
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            guard let node = node(line) else {
                builder.remarks.add(
                    "chat.line.unreadable", .warning, at: .line(index + 1, column: nil),
                    "a line is no JSON that can be trusted; it is left out",
                    remedy: "export the chat again")
                continue
            }
            switch node["_type"].words {
            case "member": ChatLabShape.add(member: node, to: &names)
            case "message":
                var message = ChatLabShape.message(node, names)
                message.line = index + 1
                guard builder.add(message) else { return builder.finished() }
            default: break
            }
        }
        return builder.finished()
    }

    /// Whether the first line is an object that says it is a header: asked before anything is parsed.
    static func looksLike(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(4_096).prefix { $0 != 0x0A }
        return head.first == UInt8(ascii: "{")
            && ByteSearch.first(Array("\"chatlab\"".utf8), in: Array(head)) != nil
            && ByteSearch.first(Array("\"_type\"".utf8), in: Array(head)) != nil
    }

    private static func node(_ line: ArraySlice<UInt8>?) -> JSONNode? {
        guard let line, let value = try? JSONReader.read(Array(line)) else { return nil }
        return JSONNode(value)
    }
}
