import Synchronization

extension SHA256Stream {
    /// The SHA-256 of a large file whose bytes one thread fetches, checks or copies while another
    /// hashes them, because hashing alone takes as long as all the rest.
    ///
    /// - Parameters:
    ///   - blockByteCount: the length of a block; four of them are in use at a time.
    ///   - fetch: fills the start of a block and gives how many bytes it holds now, 0 at the end.
    ///     Called on this thread, with the blocks in order. What it throws ends the work and is
    ///     thrown.
    package static func digest(
        blockByteCount: Int, followingThe fetch: (inout [UInt8]) throws -> Int
    ) throws -> [UInt8] {
        let belt = BlockBelt(blockByteCount: blockByteCount)
        guard let follower = StartedThread({ belt.hash() }) else {
            return try digest(blockByteCount: blockByteCount, of: fetch)
        }
        let fetched = Result {
            while true {
                var block = belt.empty()
                let count = try fetch(&block)
                if count == 0 { break }
                belt.fill(block, count)
            }
        }
        // Whatever happened, the follower must see an end.
        belt.finish()
        follower.join()
        try fetched.get()
        return try belt.result()
    }

    /// The same on one thread.
    private static func digest(
        blockByteCount: Int, of fetch: (inout [UInt8]) throws -> Int
    ) throws -> [UInt8] {
        var stream = try SHA256Stream()
        var block = [UInt8](repeating: 0, count: blockByteCount)
        while true {
            let count = try fetch(&block)
            if count == 0 { return try stream.finish() }
            try stream.update(block.span.extracting(0..<count))
        }
    }
}

/// Blocks that go round between the thread that fills them and the one that hashes them.
private final class BlockBelt: Sendable {
    private struct State {
        var empty: [[UInt8]]
        var filled: [(block: [UInt8], count: Int)] = []
    }

    private let state: Mutex<State>
    private let emptyCount = Semaphore(BlockBelt.blockCount)
    private let filledCount = Semaphore(0)
    private let outcome = Mutex<Result<[UInt8], CryptoError>?>(nil)

    private static let blockCount = 4

    init(blockByteCount: Int) {
        state = Mutex(
            State(
                empty: (0..<Self.blockCount).map { _ in
                    [UInt8](repeating: 0, count: blockByteCount)
                }))
    }

    // MARK: The thread that fills

    func empty() -> [UInt8] {
        emptyCount.wait()
        return state.withLock { $0.empty.popLast() ?? [] }
    }

    func fill(_ block: [UInt8], _ count: Int) {
        state.withLock { $0.filled.append((block, count)) }
        filledCount.signal()
    }

    /// No more blocks will come.
    func finish() {
        filledCount.signal()
    }

    /// Once both threads are done.
    func result() throws(CryptoError) -> [UInt8] {
        guard let outcome = outcome.withLock({ $0 }) else {
            throw .operationFailed("SHA-256", reason: "no result")
        }
        return try outcome.get()
    }

    // MARK: The thread that hashes

    func hash() {
        do throws(CryptoError) {
            let digest = try digest()
            outcome.withLock { $0 = .success(digest) }
        } catch {
            outcome.withLock { $0 = .failure(error) }
            // Blocks still go round, or the other thread would wait for ever.
            while let (block, _) = take() { giveBack(block) }
        }
    }

    private func digest() throws(CryptoError) -> [UInt8] {
        var stream = try SHA256Stream()
        while let (block, count) = take() {
            defer { giveBack(block) }
            try stream.update(block.span.extracting(0..<count))
        }
        return try stream.finish()
    }

    /// The next filled block, nil at the end.
    private func take() -> (block: [UInt8], count: Int)? {
        filledCount.wait()
        return state.withLock { $0.filled.isEmpty ? nil : $0.filled.removeFirst() }
    }

    private func giveBack(_ block: [UInt8]) {
        state.withLock { $0.empty.append(block) }
        emptyCount.signal()
    }
}
