/// README.txt of a bundle: what lies before the person who unpacked it, what it proves and what it does
/// not, and how to check it without us. The same text in every bundle of this format.
enum ReadmeText {
    /// The check a stranger can do with programs of his own (design page "The bundle"). Without the
    /// third line somebody could alter a file and the list of checksums together.
    static let commands = """
        unzip -d p pack.asice && cd p
        openssl cms -verify -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -CAfile signer.pem -purpose any -out /dev/null
        grep -F "$(openssl dgst -sha256 -binary SHA256SUMS | openssl base64 -A)" META-INF/ASiCManifest001.xml
        sha256sum -c SHA256SUMS
        """

    static let text = """
        WHAT THIS IS

        This archive holds the evidence of one side in a trade dispute. It was packed by claimpack:
        the files as they were handed in, unchanged, a description of the claim (claim.xml), a plain
        list for reading (INDEX.html), the checksum of every file (SHA256SUMS), and a signature over
        all of it (META-INF).

        The format is a zip in the layout ASiC-E with CAdES signatures (ETSI EN 319 162-1 clause
        4.4.4, EN 319 162-2 clause 4.3.1; CAdES-B-B of EN 319 122-1).

        WHAT IT PROVES

        Every file is byte for byte the one that was here when the holder of the signing key sealed
        this archive. Nothing was added, removed or altered since.

        WHAT IT DOES NOT PROVE

        - that what the files show is true, or where they came from
        - who holds the key, unless you know its certificate from elsewhere
        - when it was sealed: the time in the signature is the signer's own statement, unless there
          is a time-stamp in it from an authority you trust
        - that nothing was left out

        It says nothing about who is right.

        HOW TO CHECK IT WITHOUT CLAIMPACK

        You need unzip, openssl, grep and sha256sum, and the signer's certificate (signer.pem), which
        you get from the signer himself and not from this archive. pack.asice is this file.

        \(indented(commands))

        The second command must say "CMS Verification successful", the third must print a line, the
        fourth must say OK for every file. These four commands do not notice files that nobody signed
        and know fewer tricks than "claimpack verify" does.

        """

    static var document: [UInt8] { Array(text.utf8) }

    private static func indented(_ lines: String) -> String {
        lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    }
}
