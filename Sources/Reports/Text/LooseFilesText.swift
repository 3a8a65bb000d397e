package import ClaimModel

/// Loose files compared with a bundle, as text: what is not the sealed thing first.
package struct LooseFilesText {
    let answer: LooseFileAnswer

    package init(_ answer: LooseFileAnswer) {
        self.answer = answer
    }

    /// How many names of one kind are listed before the rest is only counted.
    package static let namedFiles = 20

    package func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        page.heading("loose files")
        let count = Wording.count(answer.files.count, "file")
        if answer.files.isEmpty {
            page.paragraph("the folder holds no file", prefix: " \(page.mark(.unclear)) ", indent: 6)
        } else if answer.areAllSealed {
            page.paragraph(
                "\(count), each byte for byte as it was sealed", prefix: " \(page.mark(.ok)) ",
                indent: 6)
        } else {
            let others = answer.files.count { !$0.state.isSealed }
            page.paragraph(
                "\(others) of \(count) are not what was sealed", prefix: " \(page.mark(.bad)) ",
                indent: 6)
        }
        group("altered", "the name of a sealed file and other bytes", &page)
        group("unknown", "not in the bundle", &page)
        group("disclosed", "withheld until now, and the file that was sealed", &page)
        group("kept-out", "kept out of the bundle, and the file that was sealed", &page)
        group("renamed", "as sealed, under another name", &page)
        list("sealed, and not in the folder", answer.notFound.map(printable), &page)
        list("not looked at: links and special files", answer.skipped.map(printable), &page)
        return page.text
    }

    private func group(_ word: String, _ title: String, _ page: inout TextPage) {
        let files = answer.files.filter { $0.state.word.0 == word }
        list(
            title,
            files.map { file in
                printable(file.path)
                    + (file.state.word.1.map { " (" + printable($0) + ")" } ?? "")
            }, &page)
    }

    private func list(_ title: String, _ names: [String], _ page: inout TextPage) {
        guard !names.isEmpty else { return }
        page.paragraph("\(title): \(Wording.count(names.count, "file"))", prefix: " ")
        for name in names.prefix(Self.namedFiles) { page.paragraph(name, prefix: "   ", indent: 5) }
        if names.count > Self.namedFiles {
            page.paragraph("and \(names.count - Self.namedFiles) more", prefix: "   ")
        }
    }
}
