extension LineScan {
    /// Finds characters that a reader cannot see or a parser cannot take, and replaces them.
    mutating func checkCharacters() {
        var isIndentation = true
        let inBlock = block?.column
        for (index, scalar) in line.enumerated() {
            if scalar == "\t" {
                if let inBlock, index >= inBlock, !isIndentation { continue }
                report(
                    "text.tab", index, 1, "a tab",
                    isIndentation ? "Indent with two spaces" : "Use spaces instead")
            } else if Self.isControl(scalar) {
                report(
                    "text.control", index, 1, "a control character (\(Self.name(scalar)))",
                    "Remove it")
            } else if Self.isInvisible(scalar) {
                report(
                    "text.invisible", index, 1, "an invisible character (\(Self.name(scalar)))",
                    "Remove it, or type the text again: it may come from copying a web page")
            } else if scalar.value == 0xA0 || scalar.value == 0x3000 {
                let followsKey =
                    index > 0 && block == nil && line.firstIndex(of: ":") == index - 1
                if isIndentation || followsKey {
                    report(
                        "text.space", index, 1,
                        scalar.value == 0xA0 ? "a no-break space" : "a wide space",
                        "Use an ordinary space")
                }
            }
            if scalar != " ", scalar != "\t", scalar.value != 0xA0, scalar.value != 0x3000 {
                isIndentation = false
            }
        }
        guard linesWithProblems.contains(number) else { return }
        var kept: [Unicode.Scalar] = []
        isIndentation = true
        for scalar in line {
            if scalar == "\t" {
                kept += isIndentation ? [" ", " "] : [" "]
            } else if scalar.value == 0xA0 || scalar.value == 0x3000 {
                kept.append(" ")
            } else if !Self.isControl(scalar), !Self.isInvisible(scalar) {
                kept.append(scalar)
                if scalar != " " { isIndentation = false }
            }
        }
        line = kept
    }

    /// Controls but TAB, the line ends of Unicode, and what YAML calls not printable.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9: false
        case ..<32, 0x7F...0x9F, 0x2028, 0x2029: true
        case 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// Format characters but the joiners that scripts and emoji need.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII, scalar.value != 0x200C, scalar.value != 0x200D else { return false }
        return scalar.properties.generalCategory == .format
    }

    static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
