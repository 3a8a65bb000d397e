import Synchronization
import Testing

@testable import SystemLibraries

private struct Stop: Error, Equatable {
    let job: Int
}

@Suite struct WorkersTests {
    @Test(arguments: [1, 2, 5, 50])
    func `each job is done once, on any number of threads`(threads: Int) throws {
        let done = Mutex([Int](repeating: 0, count: 1_000))
        let tools = Atomic<Int>(0)
        try Workers.perform(
            (0..<1_000).reversed(), on: threads, with: { tools.add(1, ordering: .relaxed).newValue }
        ) { _, job in
            done.withLock { $0[job] += 1 }
        }
        #expect(done.withLock { $0 } == [Int](repeating: 1, count: 1_000))
        #expect((1...threads).contains(tools.load(ordering: .relaxed)))
    }

    @Test func `no jobs is no error`() throws {
        try Workers.perform([], on: 3, with: { 0 }) { _, _ in throw Stop(job: 0) }
    }

    @Test(arguments: [1, 2, 5], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]])
    func `the first error by number is the one thrown, whoever was quicker`(
        threads: Int, order: [Int]
    ) {
        let done = Mutex(Set<Int>())
        #expect(throws: Stop(job: 3)) {
            try Workers.perform(order, on: threads, with: { 0 }) { _, job in
                done.withLock { _ = $0.insert(job) }
                if job == 3 || job == 6 { throw Stop(job: job) }
            }
        }
        // What stands before the error is done all the same: its own error would come first.
        #expect(done.withLock { $0 }.isSuperset(of: [0, 1, 2]))
    }

    @Test func `a tool that cannot be made stops the work`() {
        #expect(throws: Stop(job: -1)) {
            try Workers.perform([0, 1], on: 2, with: { () throws -> Int in throw Stop(job: -1) }) {
                _, _ in
            }
        }
    }

    @Test func `a thread does its work before join returns`() throws {
        let box = Box()
        let thread = try #require(StartedThread { box.value.withLock { $0 = 7 } })
        thread.join()
        #expect(box.value.withLock { $0 } == 7)
    }

    private final class Box: Sendable {
        let value = Mutex(0)
    }
}

@Suite struct FollowedDigestTests {
    @Test(arguments: [0, 1, 99, 100, 101, 1_000, 12_345])
    func `a digest that follows is the digest`(length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        var offset = 0
        let digest = try SHA256Stream.digest(blockByteCount: 100, followingThe: { block in
            let count = min(100, bytes.count - offset)
            block.replaceSubrange(0..<count, with: bytes[offset..<(offset + count)])
            offset += count
            return count
        })
        #expect(digest == (try HashAlgorithm.sha256.digest(of: bytes)))
    }

    @Test(arguments: [0, 1, 3, 4, 5, 20])
    func `what goes wrong while bytes are fetched ends the work and is thrown`(failing: Int) {
        var block = 0
        #expect(throws: Stop(job: failing)) {
            _ = try SHA256Stream.digest(blockByteCount: 64, followingThe: { bytes in
                if block == failing { throw Stop(job: failing) }
                block += 1
                return bytes.count
            })
        }
    }
}
