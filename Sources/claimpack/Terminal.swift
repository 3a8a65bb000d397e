import ClaimModel
import ClaimpackKit
import Glibc
import Synchronization

/// What the program knows of the terminal and the clock. Nothing below the command asks for these.
enum Terminal {
    /// Whether a stream is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Whether there is a person to ask: a terminal on both sides, and no machine that builds.
    static var mayAsk: Bool {
        isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO) && variable("CI") == nil
    }

    /// Columns of standard output, 80 when it is no terminal.
    static var width: Int { width(of: STDOUT_FILENO) }

    /// Columns of a stream, 80 when it is no terminal.
    static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col >= 20
        else { return 80 }
        return min(Int(size.ws_col), 120)
    }

    /// The style of text on standard output: colour only on a terminal, never against `NO_COLOR`.
    static func style(color: ColorChoice, isQuiet: Bool = false) -> TextLayout {
        let wantsColor =
            switch color {
            case .always: true
            case .never: false
            case .auto where variable("NO_COLOR") != nil: false
            case .auto where variable("CLICOLOR_FORCE").map { $0 != "0" } ?? false: true
            case .auto: isTerminal(STDOUT_FILENO) && variable("TERM") != "dumb"
            }
        return TextLayout(
            width: width, color: wantsColor, isSpoken: variable("CLAIMPACK_ACCESSIBLE") == "1",
            showsNextStep: !isQuiet)
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

    /// A path from the root, without empty and `.` parts. Links and `..` stay as they are.
    static func absolute(_ path: String) -> String {
        var whole = path
        if !path.utf8.starts(with: "/".utf8) {
            // Where the folder is not known, or its name is no text, the path stays as it was typed.
            guard let home = getcwd(nil, 0) else { return path }
            defer { free(home) }
            guard let text = String(validatingCString: home) else { return path }
            whole = text + "/" + path
        }
        let parts = whole.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        return "/" + parts.filter { $0 != "." }.joined(separator: "/")
    }

    /// Makes the folder that a file of settings goes into, and the one above it. Whether that worked
    /// is seen when the file is written.
    static func makeFolder(of path: String) {
        let folders = path.split(separator: "/").dropLast()
        for count in [folders.count - 1, folders.count] where count > 0 {
            _ = mkdir("/" + folders.prefix(count).joined(separator: "/"), 0o700)
        }
    }

    /// Everything on standard input, up to a limit far above any queue.
    static func standardInput() throws(ClaimpackError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = block.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0, bytes.count <= ClaimDocket.lineByteLimit else {
                throw ClaimpackError(
                    kind: .inputOutput, code: "input.unreadable",
                    message: count < 0
                        ? "standard input cannot be read" : "standard input is too long")
            }
            if count == 0 { return bytes }
            bytes += block[..<count]
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
        guard mayAsk else { return nil }
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
/// five times a second, only on a terminal, and never when people asked for quiet or for text that is
/// spoken. Any thread may tell it.
final class ProgressLine: Sendable {
    private struct State {
        var work = ""
        /// When this work began and when the line was last written, in seconds of `start`.
        var begun = 0.0, shown = 0.0
        var isShown = false
    }

    private let start = ProgressLine.seconds
    private let isWanted: Bool
    private let state = Mutex(State())

    init(isQuiet: Bool = false) {
        isWanted =
            !isQuiet && Terminal.isTerminal(STDERR_FILENO)
            && Terminal.variable("CLAIMPACK_ACCESSIBLE") != "1"
    }

    func show(_ progress: WorkProgress) {
        guard isWanted else { return }
        let elapsed = Self.seconds - start
        let line: String? = state.withLock { state in
            if state.work != progress.work {
                state.work = progress.work
                state.begun = elapsed
            }
            guard elapsed > 2, elapsed - state.shown > 0.2 else { return nil }
            state.shown = elapsed
            state.isShown = true
            return progress.line(
                after: elapsed - state.begun, width: Terminal.width(of: STDERR_FILENO))
        }
        if let line { Terminal.standardError("\r\u{1B}[K" + line) }
    }

    func finish() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { Terminal.standardError("\r\u{1B}[K") }
    }

    /// Of a clock that only runs forward.
    private static var seconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
