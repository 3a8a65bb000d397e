import ClaimModel
import ClaimpackKit
import Glibc

/// What the program knows of the terminal and the clock. Nothing below the command asks for these.
enum Terminal {
    /// Whether a stream is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Columns of standard output, 80 when it is no terminal.
    static var width: Int {
        var size = winsize()
        guard isTerminal(STDOUT_FILENO), ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col >= 20
        else { return 80 }
        return min(Int(size.ws_col), 120)
    }

    /// The style of text on standard output: colour only on a terminal, never against `NO_COLOR`.
    static func style(color: ColorChoice) -> TextLayout {
        let wantsColor =
            switch color {
            case .always: true
            case .never: false
            case .auto:
                isTerminal(STDOUT_FILENO) && variable("NO_COLOR") == nil
                    && variable("TERM") != "dumb"
            }
        return TextLayout(width: width, color: wantsColor)
    }

    /// A variable of the environment, nil when it is absent or empty.
    static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// Whether something stands at a path that is no folder.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Makes the folder that a file of settings goes into, and the one above it. Whether that worked
    /// is seen when the file is written.
    static func makeFolder(of path: String) {
        let folders = path.split(separator: "/").dropLast()
        for count in [folders.count - 1, folders.count] where count > 0 {
            _ = mkdir("/" + folders.prefix(count).joined(separator: "/"), 0o700)
        }
    }

    /// Text of a file for a prompt, its controls made visible.
    static func shown(_ text: String) -> String { Reporting.printable(text) }

    /// Writes to standard error; when nobody can be told, nothing more can be done.
    static func standardError(_ text: String) {
        _ = write(text, to: STDERR_FILENO)
    }

    /// Writes a result to standard output. A result that got lost is no success.
    static func standardOutput(_ text: String) throws(ClaimpackError) {
        guard write(text, to: STDOUT_FILENO) else {
            throw ClaimpackError(
                kind: .inputOutput, code: "output.lost",
                message: "the result could not be written to standard output",
                remedy: "look at where the output goes: a full disk, a closed pipe")
        }
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// Today in the zone of this machine.
    static var today: CalendarDay {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return CalendarDay(
            year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
            ?? .unixEpoch
    }

    /// Now, in seconds since 1970.
    static var now: Int64 { Int64(time(nil)) }

    /// Asks for a passphrase without showing it; nil when there is no terminal to ask on.
    static func passphrase(prompt: String) -> [UInt8]? {
        guard isTerminal(STDIN_FILENO), isTerminal(STDERR_FILENO) else { return nil }
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            standardError("\n")
        }
        standardError(prompt)
        return readLine(strippingNewline: true).map { Array($0.utf8) }
    }
}

/// One line on standard error that tells how far long work is: shown after two seconds, at most
/// five times a second, and only on a terminal.
final class ProgressLine {
    private let start: timespec
    private var lastShown: Double = 0
    private var isShown = false

    init() {
        start = Self.clock()
    }

    func show(_ progress: WorkProgress) {
        let elapsed = seconds
        guard Terminal.isTerminal(STDERR_FILENO), elapsed > 2, elapsed - lastShown > 0.2 else {
            return
        }
        lastShown = elapsed
        isShown = true
        Terminal.standardError("\r\u{1B}[K" + progress.line)
    }

    func finish() {
        if isShown { Terminal.standardError("\r\u{1B}[K") }
        isShown = false
    }

    private var seconds: Double {
        let now = Self.clock()
        return Double(now.tv_sec - start.tv_sec) + Double(now.tv_nsec - start.tv_nsec) / 1e9
    }

    private static func clock() -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now
    }
}
