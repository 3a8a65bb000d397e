import ClaimModel
import ClaimText
import SystemLibraries

/// Which file belongs to which exhibit: by the names and patterns of `claim.yaml`, then by folder.
struct FileAssignment {
    /// One exhibit with its files in name order.
    struct Assigned {
        var exhibit: Exhibit
        var files: [CaseFile]
    }

    /// The exhibits in number order; those numbered here are not `isListed`.
    private(set) var exhibits: [Assigned] = []
    /// Mistakes in the names that `claim.yaml` gives.
    private(set) var problems: [TextProblem] = []
    /// Files that are not packed because nothing says which exhibit they belong to.
    private(set) var findings: [Finding] = []

    init(_ declared: [DeclaredExhibit], _ folder: CaseFolder, _ document: TextDocument) {
        let index = FileIndex(folder.files)
        var owners = [ExhibitNumber?](repeating: nil, count: folder.files.count)
        for exhibit in declared {
            var files: [Int] = []
            for pattern in exhibit.files {
                for place in find(pattern, in: index, folder, document) {
                    let file = folder.files[place]
                    if let owner = owners[place], owner != exhibit.exhibit.number {
                        let isWild = FilePattern(pattern.pattern).isWild
                        problems.append(
                            document.problem(
                                "claimfile.file.twice", at: pattern.node,
                                message:
                                    "\(file.shownPath.quoted()) is in \(owner) and in \(exhibit.exhibit.number)",
                                remedy: isWild
                                    ? "Name it in one of them; a pattern takes every file that fits"
                                    : "Name it in one of them"))
                        continue
                    }
                    if owners[place] == nil { files.append(place) }
                    owners[place] = exhibit.exhibit.number
                }
            }
            exhibits.append(
                Assigned(
                    exhibit: exhibit.exhibit, files: files.sorted().map { folder.files[$0] }))
        }
        number(zip(folder.files, owners).filter { $0.1 == nil }.map(\.0))
        exhibits.sort { $0.exhibit.number < $1.exhibit.number }
    }

    // MARK: Listed files

    private mutating func find(
        _ declared: DeclaredFiles, in index: FileIndex, _ folder: CaseFolder,
        _ document: TextDocument
    ) -> [Int] {
        let files = index.find(declared.pattern)
        guard files.isEmpty else { return files }
        let (code, message, remedy) = trouble(with: declared.pattern, index, folder)
        problems.append(
            document.problem(code, at: declared.node, message: message, remedy: remedy))
        return []
    }

    private func trouble(
        with text: String, _ index: FileIndex, _ folder: CaseFolder
    ) -> (code: String, message: String, remedy: String) {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        let isDrive = text.utf8.dropFirst().first == UInt8(ascii: ":")
        if segments.first == "" || segments.first == "~" || segments.contains("..") || isDrive {
            return (
                "claimfile.file.outside", "\(text.quoted()) leaves the case folder",
                "Copy the file into the folder, and write its path from there: A-contract/page.png"
            )
        }
        if segments.contains(where: { $0.hasPrefix("_") || $0.hasPrefix(".") }) {
            return (
                "claimfile.file.kept-out",
                "\(text.quoted()) is never packed: a name in it begins with \"_\" or \".\"",
                "Rename it if it is evidence"
            )
        }
        let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
        if folder.folders.contains(where: { $0.elementsEqual(bare.utf8) }) {
            return (
                "claimfile.file.folder", "\(text.quoted()) is a folder",
                "Write the name of a file, or \(bare)/* for all of them"
            )
        }
        let message =
            FilePattern(text).isWild
            ? "no file fits \(text.quoted())" : "no such file: \(text.quoted())"
        let slashed = String(text.map { $0 == "\\" ? "/" : $0 })
        // Only the first problems are shown, and comparing with every name takes its time.
        let nearest =
            problems.count < TextProblems.shownLimit
            ? NearestWord.of(slashed, in: folder.files.map(\.shownPath)) : nil
        if slashed != text {
            let right = index.find(slashed).isEmpty ? nearest : slashed
            return (
                "claimfile.file.missing", message,
                "Write \"/\" between folder and file" + (right.map { ": \($0)" } ?? "")
            )
        }
        return (
            "claimfile.file.missing", message,
            nearest.map { "Did you mean \($0)?" }
                ?? "Put the file there, or correct the path; it begins at the case folder"
        )
    }

    // MARK: Files that are not listed

    /// Gives each file of a lettered folder the next number of its letter, in name order.
    private mutating func number(_ files: [CaseFile]) {
        var counts: [Character: Int] = [:]
        for assigned in exhibits {
            let number = assigned.exhibit.number
            counts[number.letter] = max(counts[number.letter] ?? 0, number.count)
        }
        var strays: [(name: String, count: Int)] = []
        for file in files {
            if let letter = file.letter {
                let count = (counts[letter] ?? 0) + 1
                if let number = ExhibitNumber(letter: letter, count: count) {
                    counts[letter] = count
                    exhibits.append(
                        Assigned(
                            exhibit: Exhibit(number: number, isListed: false), files: [file]))
                    continue
                }
            }
            // One finding for each folder, not for each of its files.
            let parts = file.path.split(separator: UInt8(ascii: "/"))
            let name = PathText.display(Array(parts.first ?? [])) + (parts.count > 1 ? "/" : "")
            if strays.last?.name == name {
                strays[strays.count - 1].count += 1
            } else {
                strays.append((name, 1))
            }
        }
        for (name, count) in strays {
            let what =
                name.hasSuffix("/")
                ? (count == 1 ? "a file in \"\(name)\" is" : "\(count) files in \"\(name)\" are")
                : "\"\(name)\" is"
            findings.append(
                Finding(
                    code: "folder.file.unlisted", severity: .warning, places: [Place(file: name)],
                    message: "\(what) in no exhibit and not packed",
                    remedy:
                        "name it in an exhibit of claim.yaml, put it into a lettered folder such as A-contract, or move it to _notes",
                    effort: .minutes))
        }
    }
}
