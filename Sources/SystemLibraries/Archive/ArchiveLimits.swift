extension ArchiveReader {
    /// How much one archive may make us do. How deep archives nest is for the caller to count.
    package struct Limits: Sendable {
        package var entryCount: Int
        /// Of one entry, uncompressed.
        package var entryByteCount: Int
        /// Of all entries together, uncompressed, as far as they are read.
        package var totalByteCount: Int

        package static let defaultEntryCount = 10_000
        package static let defaultEntryByteCount = 64 << 20
        package static let defaultTotalByteCount = 512 << 20

        package init(
            entryCount: Int = defaultEntryCount, entryByteCount: Int = defaultEntryByteCount,
            totalByteCount: Int = defaultTotalByteCount
        ) {
            self.entryCount = entryCount
            self.entryByteCount = entryByteCount
            self.totalByteCount = totalByteCount
        }
    }

    /// What libarchive may look for. It is never let loose on all it knows.
    package struct Formats: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        package static let zip = Formats(rawValue: 1)
        package static let sevenZip = Formats(rawValue: 2)
        package static let rar = Formats(rawValue: 4)
        package static let rar5 = Formats(rawValue: 8)
        package static let tar = Formats(rawValue: 16)
        /// Any of the formats above inside gzip, or with `.raw` anything at all.
        package static let gzip = Formats(rawValue: 32)
        /// The whole file as one entry; only useful with `.gzip`.
        package static let raw = Formats(rawValue: 64)
        /// Zip by its central directory only: without one, whoever looks for the next entry has to walk
        /// through every byte.
        package static let zipByDirectory = Formats(rawValue: 128)

        /// What people send as an archive.
        package static let containers: Formats = [.zip, .sevenZip, .rar, .rar5, .tar, .gzip]
        /// The same inside another archive.
        package static let innerContainers = containers.subtracting(.zip).union(.zipByDirectory)
        /// A single compressed file.
        package static let gzipFile: Formats = [.gzip, .raw]
    }
}
