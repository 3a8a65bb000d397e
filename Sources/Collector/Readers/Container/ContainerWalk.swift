import ClaimModel
import Synchronization

/// What reading one file has opened of the containers in it. However they nest, they share one allowance:
/// a small file of containers in containers would otherwise be given the whole of it at every turn.
final class ContainerWalk: Sendable {
    private struct State {
        var memberCount = 0
        var byteCount = 0
        var handed: [HandedMember] = []
        var handedByteCount = 0
    }

    private let state = Mutex(State())
    /// The members whose bytes are wanted. With any, nothing is read but what may hold them.
    private let wanted: Set<ContentDigest>

    init(wanted: Set<ContentDigest> = []) {
        self.wanted = wanted
    }

    var isHandingOut: Bool { !wanted.isEmpty }

    /// Keeps a member's bytes if they are wanted, each once and as long as there is room.
    func offer(_ bytes: [UInt8], _ digest: ContentDigest) {
        guard wanted.contains(digest) else { return }
        state.withLock { state in
            guard bytes.count <= MemberPDFs.byteLimit - state.handedByteCount,
                !state.handed.contains(where: { $0.digest == digest })
            else { return }
            state.handedByteCount += bytes.count
            state.handed.append(HandedMember(digest: digest, bytes: bytes))
        }
    }

    /// The members that were wanted and found.
    var handed: [HandedMember] { state.withLock { $0.handed } }

    /// Members that may still be opened, and their bytes.
    var left: (memberCount: Int, byteCount: Int) {
        state.withLock {
            (
                max(0, ContainerReader.memberLimit - $0.memberCount),
                max(0, ContainerReader.totalByteLimit - $0.byteCount)
            )
        }
    }

    /// Counts one member; false when there was one too many.
    func takeMember() -> Bool {
        state.withLock {
            $0.memberCount += 1
            return $0.memberCount <= ContainerReader.memberLimit
        }
    }

    /// Counts the bytes of a member; false when they were too many.
    func take(byteCount: Int) -> Bool {
        state.withLock {
            $0.byteCount += byteCount
            return $0.byteCount <= ContainerReader.totalByteLimit
        }
    }
}

/// A member of a container, taken out of it.
struct HandedMember: Equatable {
    let digest: ContentDigest
    let bytes: [UInt8]
}
