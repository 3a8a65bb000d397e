import CPlatform
import Glibc

/// A file operation that failed: what was tried, on which path, and why.
package struct SystemError: Error, Equatable {
    package enum Reason: Equatable, Sendable {
        /// An errno value of the system call.
        case system(Int32)
        /// A path with an empty, `.` or `..` segment, a leading `/` or a zero byte.
        case invalidName
        /// A folder, link, pipe, socket or device where a file was wanted.
        case notRegularFile
        /// More bytes, or more names, than the limit.
        case tooLarge(limit: Int)
        /// The file is not what it was when it was opened.
        case changed
        /// The file ended before the bytes that were asked for.
        case endsEarly
        /// A signal asked the program to stop.
        case interrupted
    }

    /// A verb for the message: "open", "read", "list".
    package var operation: String
    /// As raw bytes; relative to the folder the caller opened, with that folder's path in front.
    package var path: [UInt8]
    package var reason: Reason

    package init(_ operation: String, path: [UInt8], _ reason: Reason) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    /// A path that something stands at already, found before writing to it.
    package static func alreadyThere(_ path: String) -> SystemError {
        alreadyThere(Array(path.utf8))
    }

    static func alreadyThere(_ path: [UInt8]) -> SystemError {
        SystemError("write", path: path, .system(EEXIST))
    }

    /// The errno value, when a system call gave one.
    package var code: Int32? {
        if case .system(let code) = reason { code } else { nil }
    }

    /// The same about another path, for what is written under a temporary name.
    func about(_ path: [UInt8]) -> SystemError {
        SystemError(operation, path: path, reason)
    }

    package var isNotFound: Bool { code == ENOENT }
    package var isAlreadyThere: Bool { code == EEXIST }
    package var isPermission: Bool { code == EACCES || code == EPERM }
    /// True when the device failed, whatever the path.
    package var isDeviceError: Bool { code == EIO }
    /// True when the path was refused because it passes a symbolic link or leaves its folder.
    package var isEscape: Bool { code == ELOOP || code == EXDEV || reason == .invalidName }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        "cannot \(operation) \(PathText.display(path)): \(words)"
    }

    private var words: String {
        switch reason {
        case .system(let code): Self.words(for: code)
        case .invalidName: "the name is empty, absolute, or has a segment \".\", \"..\" or \"\""
        case .notRegularFile: "it is not a regular file"
        case .tooLarge(let limit): "it is larger than the limit of \(limit)"
        case .changed: "it changed while it was read; run again when nothing writes to it"
        case .endsEarly: "it is shorter than expected"
        case .interrupted: "the program was asked to stop"
        }
    }

    private static func words(for code: Int32) -> String {
        switch code {
        case EEXIST: "it exists already; choose another name or remove it first"
        case EACCES, EPERM: "permission denied; check who may read and write there"
        case ENOSPC, EDQUOT: "no space left; free some or choose another place"
        case EFBIG: "it would be larger than files may be there"
        case EROFS: "nothing can be written there; choose another place"
        case ELOOP, EXDEV: "the path passes a symbolic link or leaves its folder"
        default: systemWords(for: code)
        }
    }

    private static func systemWords(for code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        unsafe claimpack_error_words(code, &buffer, buffer.count)
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
