import ClaimModel
import Synchronization

/// Takes the messages of a long chat as they are made, and writes them into the answer: a worker has not
/// the memory to hold a million of them and their answer as well.
final class MessageSink: Sendable {
    private struct State {
        var form: FormWriter
        var isOpen = false
    }

    private let state: Mutex<State>

    /// `take` is given the answer in blocks and says whether it took them.
    init(take: @escaping @Sendable ([UInt8]) -> Bool) {
        state = Mutex(State(form: FormWriter(take: take)))
    }

    /// Takes the next message of the one chat there is.
    func add(_ message: ChatMessage) {
        state.withLock { state in
            if !state.isOpen {
                state.isOpen = true
                WorkerAnswer.begin(&state.form)
                Reading.beginChat(&state.form)
                // The transcript, and its messages.
                state.form.begin()
                state.form.begin()
            }
            message.write(to: &state.form)
        }
    }

    /// Ends the answer. A chat whose messages were taken gives the rest of itself.
    func finish(_ reading: Reading) -> Bool {
        state.withLock { state in
            if state.isOpen, case .chat(let transcript) = reading {
                state.form.end()
                transcript.writeHead(to: &state.form)
                state.form.end()
                state.form.end()
                state.form.end()
            } else if !state.isOpen {
                WorkerAnswer.read(reading).write(to: &state.form)
            } else {
                return false
            }
            return state.form.finish()
        }
    }
}
