import CPlatform
import Glibc

/// Things a reader under lockdown must not be able to do. `doctor` and the tests have a worker try
/// them, for a lockdown that nobody tested is a hope.
package enum LockdownProbe: String, CaseIterable, Sendable {
    case openFile = "open-file"
    case openSocket = "open-socket"
    case startProcess = "start-process"
    case startProgram = "start-program"
    case sendSignal = "send-signal"
    case takeMemory = "take-memory"
    case runForEver = "run-for-ever"
    case recurse = "recurse"
    case floodOutput = "flood-output"
    case lie = "lie"

    /// What is tried, for people.
    package var words: String {
        switch self {
        case .openFile: "open a file"
        case .openSocket: "open a socket"
        case .startProcess: "start a process"
        case .startProgram: "start a program"
        case .sendSignal: "send a signal to its parent"
        case .takeMemory: "take 512 MiB of memory"
        case .runForEver: "run for ever"
        case .recurse: "call itself without end"
        case .floodOutput: "answer without end"
        case .lie: "answer with JSON that is no answer"
        }
    }

    /// Tries it. When it comes back, says whether it was refused.
    package func attempt() -> Bool {
        switch self {
        case .openFile: return unsafe claimpack_try_open("/etc/passwd") != 0
        case .openSocket: return claimpack_try_socket() != 0
        case .startProcess: return claimpack_try_fork() != 0
        case .startProgram: return claimpack_try_exec() != 0
        case .sendSignal: return claimpack_try_kill() != 0
        case .takeMemory:
            var bytes = [UInt8](repeating: 1, count: Lockdown.addressSpaceLimit)
            bytes[bytes.count / 2] = 2
            return bytes.reduce(0) { $0 &+ Int($1) } == 0
        case .runForEver:
            claimpack_run_for_ever()
            return false
        case .recurse: return Self.depth(of: Array(repeating: 1, count: 64)) == 0
        case .floodOutput:
            let block = [UInt8](repeating: UInt8(ascii: "9"), count: 64 << 10)
            while unsafe Glibc.write(1, block, block.count) > 0 {}
            return true
        case .lie:
            let lie = Array("[[[[{\"a\":1,\"a\":2}]]]]".utf8)
            return unsafe Glibc.write(1, lie, lie.count) < 0
        }
    }

    @inline(never)
    private static func depth(of numbers: [UInt8]) -> Int {
        // Never empty, which the compiler need not know; not in tail position, so that every call
        // needs its own stack.
        numbers.isEmpty ? 0 : depth(of: numbers.reversed()) &+ numbers.count
    }
}
