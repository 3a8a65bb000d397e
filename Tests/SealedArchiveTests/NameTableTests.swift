import ClaimModel
import Testing

@testable import SealedArchive

/// Tables of names against the plain way to do the same.
@Suite struct NameTableTests {
    /// Lists that are sorted, nearly sorted and not at all, with and without twins.
    private static let lists: [[String]] = [
        [], ["a"], ["a", "b", "c"], ["mimetype", "README.txt", "a/1", "a/2", "b/1", "META-INF/x"],
        ["c", "b", "a"], ["b", "a", "b", "c", "a", "b"], ["é", "e", "深", "圳"],
        (0..<500).map { "exhibits/E-1/\($0)" },
    ]

    @Test(arguments: lists)
    func `a name is found at its last place, whatever was asked before`(list: [String]) throws {
        let names = try list.map { try EntryPath($0) }
        let asked = names + names.reversed() + (try ["", "0", "zz"].map { try EntryPath("x" + $0) })
        var table = NameTable(names)
        #expect(table.hasTwins == (Set(names).count < names.count))
        for name in asked {
            let expected = names.lastIndex(of: name)
            #expect(table.place(of: name) == expected)
            #expect(table.firstPlace(of: name) == names.firstIndex(of: name))
            #expect(table.find(name) == expected)
        }
    }

    @Test(arguments: lists)
    func `a name that was there before is seen, sorted list or not`(list: [String]) throws {
        var seen = NamesSeen()
        var plain: Set<EntryPath> = []
        for name in try list.map({ try EntryPath($0) }) {
            #expect(seen.insert(name) == plain.insert(name).inserted, "\(name)")
        }
    }
}
