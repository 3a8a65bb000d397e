/// What `claimpack help` explains besides the commands.
enum HelpTopic: String, CaseIterable {
    case exitCodes = "exit-codes"
    case files
    case verifyByHand = "verify-by-hand"
    case environment
    case accessibility

    /// What it is about, for lists.
    var summary: String {
        switch self {
        case .exitCodes: "what the exit status of each command says"
        case .files: "what a case folder and a bundle hold, and where your own files are"
        case .verifyByHand: "four commands that check a bundle without Claimpack"
        case .environment: "variables of the environment that are looked at"
        case .accessibility: "screen readers, narrow windows, no colour"
        }
    }

    /// The text, in lines of at most 80 columns.
    var text: String {
        switch self {
        case .exitCodes: Self.exitCodesText
        case .files: Self.filesText
        case .verifyByHand: Self.verifyByHandText
        case .environment: Self.environmentText
        case .accessibility: Self.accessibilityText
        }
    }

    /// The topic that `claimpack help WORD` asks for; nil when the arguments ask something else.
    static func asked(in arguments: [String]) -> HelpTopic? {
        guard arguments.count == 2, arguments[0] == "help" else { return nil }
        return HelpTopic(rawValue: arguments[1])
    }

    /// Lines for the list at the end of `claimpack --help`.
    static var list: String {
        allCases.map { "  claimpack help \($0.rawValue)\n      \($0.summary)" }
            .joined(separator: "\n")
    }

    private static let exitCodesText = """
        Exit status

          0    yes: intact, ready to file, written
          1    no, on the merits: a gate not passed, a score below the limit, with
               --require-trust a signer nobody confirmed
          2    integrity broken
          3    could not tell: an unknown form, a newer format, an exhibit unread
          64   the call is wrong
          65   claim.yaml or a rulebook cannot be read
          66   no such file
          70   a fault of the program
          73   the output cannot be created
          74   reading or writing failed
          77   no permission, or a passphrase that does not open the key
          130  interrupted (SIGINT); nothing unfinished is left
          143  terminated (SIGTERM); nothing unfinished is left

        Where several hold, 2 wins over 3 and 3 over 1. inspect answers 0, 2 or 3: a
        poor claim is not a failure of the bundle.

        """

    private static let filesText = """
        Files

        A case is a folder:
          claim.yaml               the claim in your own words
          A-…, B-…, C-…            folders of evidence; each file becomes an exhibit
          _…                       names that begin with an underscore are left alone
        check, build and all that open a case only read it. init writes claim.yaml,
        keeps the one before as _claim-1.yaml and so on, and makes the lettered
        folders. When claim.yaml withholds an exhibit, build and add write
        _withheld.secret, once. Nothing else is written there.

        A bundle is one file, FILE.asice, a zip that any zip program lists:
          README.txt               what it is and how to check it by hand
          SHA256SUMS               a checksum of every file
          claim.xml                claim, exhibits and readings as sealed
          INDEX.html               the exhibits as a plain list
          exhibits/A-1/…           the files, unchanged
          META-INF/                manifests and signatures

        A key is two files, NAME.key (mode 0600) and NAME.crt.

        Signers you know stand in one file:
          $XDG_CONFIG_HOME/claimpack/allowed-signers, else
          ~/.config/claimpack/allowed-signers

        Output is written beside its place under a name that begins with
        .claimpack- and gets its own name when it is whole.

        """

    private static let verifyByHandText = """
        Verify by hand

        You need unzip, openssl, grep and sha256sum, and the signer's certificate
        (signer.pem), which you get from the signer himself and not from the bundle.

          unzip -d p pack.asice && cd p
          openssl cms -verify -binary -inform DER -purpose any \\
              -in META-INF/signature001.p7s \\
              -content META-INF/ASiCManifest001.xml \\
              -CAfile signer.pem -out /dev/null
          grep -F "$(openssl dgst -sha256 -binary SHA256SUMS | openssl base64 -A)" \\
              META-INF/ASiCManifest001.xml
          sha256sum -c SHA256SUMS

        The second command must say "CMS Verification successful", the third must
        print a line, the fourth must say OK for every file. They do not notice
        files that nobody signed and know fewer tricks than claimpack verify does.

        """

    private static let environmentText = """
        Environment

          NO_COLOR               not empty: no colour (--color always wins)
          CLICOLOR_FORCE         not empty and not 0: colour also where no terminal is
          TERM                   dumb: no colour
          CLAIMPACK_ACCESSIBLE   1: one statement a line, words instead of marks
          XDG_CONFIG_HOME, HOME  where the list of signers you know is
          CI                     not empty: never asks anything
          PATH                   where pdfinfo, pdfsig, pdftotext, pdftoppm,
                                 tesseract, ffmpeg, curl, weasyprint, chromium,
                                 chromium-browser and google-chrome are looked for

        A passphrase can come from a variable you name with --passphrase-env. Nothing
        else is looked at; the locale and the time zone change no byte of a bundle or
        a report.

        """

    private static let accessibilityText = """
        Accessibility

        CLAIMPACK_ACCESSIBLE=1 is meant for screen readers and braille lines: each
        statement is one line whatever its length, marks are words ("ok:", "not ok:",
        "unclear:", "not there:") instead of brackets, columns become "name: value",
        and nothing is drawn over.

        Without it, text is wrapped to the width of the terminal, from 20 to 120
        columns, and to 80 where there is none. Colour is never the only sign: the
        marks [ok] [!!] [??] [--] stay. There are no spinning or blinking signs; the
        line that tells how far work is comes after two seconds, only on a terminal,
        and not with --quiet.

        """
}
