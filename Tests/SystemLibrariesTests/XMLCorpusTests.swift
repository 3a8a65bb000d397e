import Testing

@testable import SystemLibraries

@Suite(.enabled(if: Corpus.isThere, "the corpus is not beside the package"))
struct XMLCorpusTests {
    @Test func `every document the corpus calls malformed or attacking is refused`() throws {
        let index = String(decoding: try Corpus.bytes("hostile/index.tsv"), as: UTF8.self)
        var seen = 0
        for line in index.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count > 6, fields[0].hasPrefix("xml/"), fields[6].hasPrefix("xml:REFUSE")
            else { continue }
            let document = try Corpus.bytes("hostile/\(fields[0])")
            #expect(throws: XMLReaderError.self, "\(fields[0])") {
                _ = try XMLReader.read(document)
            }
            seen += 1
        }
        #expect(seen > 20)
    }
}
