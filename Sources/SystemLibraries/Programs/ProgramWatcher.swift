import CPlatform
import Glibc

/// Reads what a running program writes until it ends or passes a limit, without a thread.
struct ProgramWatcher: ~Copyable {
    private let process: Int32
    private let limits: ExternalProgram.Limits
    private let deadline: Int64
    /// Becomes readable when the process ends; nil on kernels that cannot tell.
    private let ended: Descriptor?
    private let outputPipe: Descriptor
    private let errorPipe: Descriptor
    private var outputIsOpen = true
    private var errorsAreOpen = true
    private var output: [UInt8] = []
    private var errors: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 64 << 10)
    /// Bytes of output from which on room is made for all that may come.
    private static let longOutputByteCount = 8 << 20

    init(
        process: Int32, output: consuming Descriptor, errors: consuming Descriptor,
        limits: ExternalProgram.Limits
    ) {
        self.process = process
        self.limits = limits
        let wall = Int64(clamping: limits.wallSeconds).multipliedReportingOverflow(by: 1000)
        let end = claimpack_milliseconds().addingReportingOverflow(wall.partialValue)
        deadline = wall.overflow || end.overflow ? .max : end.partialValue
        let watch = claimpack_watch(process)
        ended = watch >= 0 ? Descriptor(watch) : nil
        outputPipe = output
        errorPipe = errors
    }

    /// Returns when the process is gone, with all it started in its session.
    mutating func watch() -> ProgramResult {
        var stopped: ProgramResult.Ending?
        while stopped == nil {
            let left = deadline - claimpack_milliseconds()
            // What it would have said is not wanted any more.
            if left <= 0 || StopSignal.noticed != nil {
                stopped = .timedOut
                break
            }
            if step(milliseconds: left) { break }
            if output.count > limits.outputByteCount { stopped = .outputOverflow }
        }
        // Before it is waited for its number cannot belong to anybody else.
        claimpack_kill_group(process)
        if stopped == nil {
            drain()
            if output.count > limits.outputByteCount { stopped = .outputOverflow }
        }
        var exitStatus: Int32 = -1
        var signalNumber: Int32 = -1
        _ = unsafe claimpack_wait(process, &exitStatus, &signalNumber)
        if output.count > limits.outputByteCount {
            output.removeLast(output.count - max(0, limits.outputByteCount))
        }
        let ending = stopped ?? (signalNumber >= 0 ? .signalled(signalNumber) : .exited(exitStatus))
        return ProgramResult(ending: ending, output: output, errors: errors)
    }

    /// Waits for something to happen and takes it; true when the process has ended.
    private mutating func step(milliseconds: Int64) -> Bool {
        // Without a descriptor for its end the process is looked at fifty times a second.
        let wait = ended == nil ? min(milliseconds, 20) : milliseconds
        let ready = poll(timeout: Int32(clamping: wait))
        if ready.output { readOutput() }
        if ready.errors { readErrors() }
        if ended == nil { return claimpack_has_ended(process) != 0 }
        // What it wrote last is drained afterwards.
        return ready.ended
    }

    /// Takes what still lies in the pipes. A descendant that left the session may go on writing;
    /// it is not waited for.
    private mutating func drain() {
        for _ in 0..<1024 {
            let ready = poll(timeout: 0)
            guard ready.output || ready.errors, output.count <= limits.outputByteCount else {
                return
            }
            if ready.output { readOutput() }
            if ready.errors { readErrors() }
        }
    }

    private func poll(timeout: Int32) -> (output: Bool, errors: Bool, ended: Bool) {
        let events = Int16(POLLIN)
        // A negative descriptor is passed over.
        var waiting = [
            pollfd(fd: outputIsOpen ? outputPipe.number : -1, events: events, revents: 0),
            pollfd(fd: errorsAreOpen ? errorPipe.number : -1, events: events, revents: 0),
            pollfd(fd: watchNumber, events: events, revents: 0),
        ]
        guard unsafe Glibc.poll(&waiting, nfds_t(waiting.count), timeout) > 0 else {
            return (false, false, false)
        }
        return (waiting[0].revents != 0, waiting[1].revents != 0, waiting[2].revents != 0)
    }

    private var watchNumber: Int32 {
        switch ended {
        case .some(let descriptor): descriptor.number
        case nil: -1
        }
    }

    private mutating func readOutput() {
        let count = unsafe Glibc.read(outputPipe.number, &block, block.count)
        if count > 0 {
            // Room that is not written to costs no memory; growing by copies would, of a long answer.
            if output.count + count > output.capacity, output.count >= Self.longOutputByteCount {
                output.reserveCapacity(limits.outputByteCount + block.count)
            }
            output.append(contentsOf: block[..<count])
        } else if count == 0 || errno != EINTR {
            outputIsOpen = false
        }
    }

    private mutating func readErrors() {
        let count = unsafe Glibc.read(errorPipe.number, &block, block.count)
        if count > 0 {
            errors.append(
                contentsOf: block[..<min(count, max(0, limits.errorByteCount - errors.count))])
        } else if count == 0 || errno != EINTR {
            errorsAreOpen = false
        }
    }
}
