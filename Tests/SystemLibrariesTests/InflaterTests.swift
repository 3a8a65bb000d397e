import Foundation
import TestSupport
import Testing

@testable import SystemLibraries

@Suite struct InflaterTests {
    /// `content` deflated by Python, without a zlib header.
    private func deflated(_ content: [UInt8]) throws -> [UInt8] {
        try Places.inNewFolder { folder in
            try Data(content).write(to: folder.appendingPathComponent("in"))
            let ran = try Run.tool(
                "python3",
                ["-c", "import zlib;c=zlib.compressobj(9,zlib.DEFLATED,-15);b=open('in','rb').read();open('out','wb').write(c.compress(b)+c.flush())"],
                in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            return Array(try Data(contentsOf: folder.appendingPathComponent("out")))
        }
    }

    private func inflate(_ bytes: [UInt8], blockSize: Int) throws -> [UInt8]? {
        var inflater = try Inflater()
        var result: [UInt8] = []
        var offset = 0
        while offset < bytes.count {
            let block = Array(bytes[offset..<min(bytes.count, offset + blockSize)])
            try inflater.feed(block.span) { made in
                for index in made.indices { result.append(made[index]) }
            }
            offset += block.count
        }
        return inflater.isFinished ? result : nil
    }

    @Test func `what was deflated comes back, whatever the blocks`() throws {
        for count in [0, 1, 1_000, Inflater.blockByteCount, 3 * Inflater.blockByteCount + 17] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 9) }
            let bytes = try deflated(content)
            for blockSize in [1, 13, 4_096, 1 << 20] where blockSize > 1 || bytes.count < 5_000 {
                #expect(try inflate(bytes, blockSize: blockSize) == content)
            }
        }
    }

    @Test func `a cut, bytes behind the end and noise are told`() throws {
        let bytes = try deflated(Array("the batch is ready".utf8))
        #expect(try inflate(Array(bytes.dropLast()), blockSize: 4) == nil)
        #expect(throws: InflaterError.trailingBytes) { try inflate(bytes + [0], blockSize: 1 << 20) }
        #expect(throws: InflaterError.trailingBytes) { try inflate(bytes + [0], blockSize: bytes.count) }
        #expect(throws: InflaterError.malformed) {
            try inflate([UInt8](repeating: 0xFF, count: 64), blockSize: 64)
        }
    }
}
