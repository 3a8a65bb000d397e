/// A program of this machine that turns HTML of ours into PDF. WeasyPrint runs under a `Confinement`:
/// no file but its own libraries and fonts, no network, no process. Chromium needs processes and files
/// of its own; it gets a network namespace without any network and a folder that is removed afterwards.
package struct PagePrinter: Sendable {
    private enum Kind: Sendable {
        case weasyPrint, chromium
    }

    private let kind: Kind
    private let program: ExternalProgram
    /// What it is called, for people.
    package let name: String

    /// Bytes a printed document may have.
    package static let documentByteLimit = 64 << 20
    /// Seconds a program may take.
    package static let wallSeconds = 60
    private static let pageName = Array("page.html".utf8)
    private static let documentName = Array("page.pdf".utf8)

    /// The printers that are there, the one that is locked down most first; none when none is.
    package static var installed: [PagePrinter] {
        var found: [PagePrinter] = []
        if let program = ExternalProgram.find("weasyprint"), Confinement.isPossible {
            found.append(PagePrinter(kind: .weasyPrint, program: program, name: "WeasyPrint"))
        }
        for name in ["chromium", "chromium-browser", "google-chrome"] where found.count < 2 {
            guard let program = ExternalProgram.find(name), ExternalProgram.find("unshare") != nil
            else { continue }
            found.append(PagePrinter(kind: .chromium, program: program, name: "Chromium"))
        }
        return found
    }

    /// The PDF; nil when the program could not make one.
    package func pdf(ofHTML html: [UInt8]) -> [UInt8]? {
        let document: [UInt8]?
        do throws(SystemError) {
            switch kind {
            case .weasyPrint: document = try weasyPrint(html)
            case .chromium: document = try chromium(html)
            }
        } catch {
            return nil
        }
        guard let document, document.starts(with: Array("%PDF-".utf8)) else { return nil }
        return document
    }

    /// WeasyPrint asks for a folder of temporary files that it uses for fonts of a page; ours has none,
    /// and under the lockdown there is no such folder. Nothing a page names is loaded.
    private static let script = """
        import sys, tempfile
        tempfile.mkdtemp = lambda *_, **__: "/nonexistent"
        from weasyprint import HTML
        def refuse(url): raise ValueError("nothing is loaded")
        page = HTML(file_obj=sys.stdin.buffer, encoding="utf-8", url_fetcher=refuse)
        sys.stdout.buffer.write(page.write_pdf())
        """

    private func weasyPrint(_ html: [UInt8]) throws(SystemError) -> [UInt8]? {
        guard let python = ExternalProgram.find("python3") else { return nil }
        let limits = ExternalProgram.Limits(
            wallSeconds: Self.wallSeconds, cpuSeconds: Self.wallSeconds, openFileCount: 256,
            outputByteCount: Self.documentByteLimit)
        var confinement = Confinement(
            for: python,
            data: [
                "/usr/lib", "/usr/share", "/usr/local/lib", "/etc/fonts",
                "/etc/mime.types",
                "/dev/urandom", "/dev/null", "/var/cache/fontconfig", "/etc/python3",
                "/etc/ld.so.cache",
            ])
        confinement.executable += Self.pythons
        let result = try python.run(
            ["-I", "-c", Self.script], input: html, limits: limits,
            confinement: confinement)
        return result.succeeded ? result.output : nil
    }

    /// What the name python3 leads to.
    private static let pythons = (8...20).map { "/usr/bin/python3.\($0)" }

    private func chromium(_ html: [UInt8]) throws(SystemError) -> [UInt8]? {
        guard let unshare = ExternalProgram.find("unshare") else { return nil }
        let scratch = try ScratchFolder()
        let page = try scratch.folder.createFile(Self.pageName)
        try page.write(html)
        let isRoot = ProcessIdentity.isRoot
        // The page has nothing to run; should a fault of the browser make it run, there is no network.
        let arguments =
            (isRoot ? ["--net"] : ["--user", "--map-current-user", "--net"])
            + ["--", program.path, "--headless", "--disable-gpu", "--disable-dev-shm-usage"]
            + (isRoot ? ["--no-sandbox"] : [])
            + [
                "--no-first-run", "--disable-extensions", "--disable-background-networking",
                "--user-data-dir=\(scratch.path)/profile", "--no-pdf-header-footer",
                "--print-to-pdf=\(scratch.path)/page.pdf", "file://\(scratch.path)/page.html",
            ]
        // The browser reserves terabytes of addresses that it never uses.
        let limits = ExternalProgram.Limits(
            wallSeconds: Self.wallSeconds, cpuSeconds: Self.wallSeconds,
            addressSpaceByteCount: Int.max, fileByteCount: Self.documentByteLimit,
            openFileCount: 1_024)
        let result = try unshare.run(
            arguments, environment: ExternalProgram.standardEnvironment + ["HOME=\(scratch.path)"],
            limits: limits)
        guard result.succeeded,
            try scratch.folder.kind(of: Self.documentName) == .regular
        else { return nil }
        return try scratch.folder.openFile(Self.documentName).readAll(limit: Self.documentByteLimit)
    }
}
