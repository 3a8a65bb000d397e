import Testing

@testable import Collector

/// Compound files that claim more than they hold.
struct CompoundFileTests {
    private struct Entry {
        var name: String
        var type: UInt8
        var start: UInt32 = 0xFFFF_FFFE
        var byteCount = 0
        var left: UInt32 = 0xFFFF_FFFF
        var child: UInt32 = 0xFFFF_FFFF
    }

    private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    /// A file of sectors of 512 bytes: the table, the directory, and sectors of data from number 5 on.
    private static func file(_ entries: [Entry], table: [Int: UInt32], dataSectors: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        header.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        header.replaceSubrange(30..<32, with: [9, 0])
        header.replaceSubrange(44..<48, with: little(1, 4))
        header.replaceSubrange(48..<52, with: little(1, 4))
        // Every stream is in whole sectors.
        header.replaceSubrange(56..<60, with: little(0, 4))
        header.replaceSubrange(60..<64, with: little(0xFFFF_FFFE, 4))
        header.replaceSubrange(68..<72, with: little(0xFFFF_FFFE, 4))
        for index in 1..<109 {
            header.replaceSubrange((76 + 4 * index)..<(80 + 4 * index), with: little(0xFFFF_FFFF, 4))
        }
        var numbers: [UInt32] = Array(repeating: 0xFFFF_FFFE, count: 128)
        // The directory takes sectors 1 to 4.
        for sector in 1...3 { numbers[sector] = UInt32(sector + 1) }
        for (sector, next) in table { numbers[sector] = next }
        var directory: [UInt8] = []
        for entry in entries {
            var bytes = [UInt8](repeating: 0, count: 128)
            let name = entry.name.utf16.flatMap { little(UInt32($0), 2) }
            bytes.replaceSubrange(0..<name.count, with: name)
            bytes.replaceSubrange(64..<66, with: little(UInt32(name.count + 2), 2))
            bytes[66] = entry.type
            bytes.replaceSubrange(68..<72, with: little(entry.left, 4))
            bytes.replaceSubrange(72..<76, with: little(0xFFFF_FFFF, 4))
            bytes.replaceSubrange(76..<80, with: little(entry.child, 4))
            bytes.replaceSubrange(116..<120, with: little(entry.start, 4))
            bytes.replaceSubrange(120..<124, with: little(UInt32(entry.byteCount), 4))
            directory += bytes
        }
        directory += [UInt8](repeating: 0, count: 4 * 512 - directory.count)
        return header + numbers.flatMap { little($0, 4) } + directory
            + (0..<dataSectors).flatMap { [UInt8](repeating: UInt8($0 + 65), count: 512) }
    }

    @Test func `a chain that loops ends where it does`() throws {
        let bytes = Self.file(
            [
                Entry(name: "Root", type: 5, child: 1),
                Entry(name: "a", type: 2, start: 5, byteCount: 1 << 30),
            ], table: [5: 6, 6: 5], dataSectors: 2)
        let file = try #require(CompoundFile(bytes))
        #expect(file.stream(1).count == 1_024)
    }

    @Test func `all streams together are no longer than the file`() throws {
        let bytes = Self.file(
            [
                Entry(name: "Root", type: 5, child: 1),
                Entry(name: "a", type: 2, start: 5, byteCount: 1_000),
                Entry(name: "b", type: 2, start: 5, byteCount: 1_000, left: 1),
                Entry(name: "c", type: 2, start: 7, byteCount: 512, left: 2),
                Entry(name: "empty", type: 2, start: 7, byteCount: 0, left: 3),
            ], table: [5: 6], dataSectors: 3)
        let file = try #require(CompoundFile(bytes))
        #expect(file.stream(1).count == 1_000)
        #expect(file.stream(2).isEmpty)
        #expect(file.stream(3) == [UInt8](repeating: 67, count: 512))
        #expect(file.stream(4).isEmpty)
    }

    @Test func `a tree of entries belongs to the first folder that has it`() throws {
        let bytes = Self.file(
            [
                Entry(name: "Root", type: 5, child: 2),
                Entry(name: "one", type: 1, child: 3),
                Entry(name: "two", type: 1, left: 1, child: 3),
                Entry(name: "a", type: 2, start: 5, byteCount: 512),
            ], table: [:], dataSectors: 1)
        let file = try #require(CompoundFile(bytes))
        #expect(file.children(of: 0) == [1, 2])
        #expect(file.children(of: 1).count + file.children(of: 2).count == 1)
    }
}
