// swift-tools-version: 6.2
import PackageDescription

/// One set of settings for every target of ours: Swift 6, explicit existentials, imports that are
/// private to a file unless a signature needs them, and no warning left standing.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The same for tests, which may warn about what they provoke.
let houseTests: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "claimpack",
    products: [
        .executable(name: "claimpack", targets: ["claimpack"]),
        .library(name: "ClaimpackKit", targets: ["ClaimpackKit", "ClaimModel"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Only for `swift package generate-documentation`.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        // SQLite for the docket. It needs libsqlite3-dev.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // C modules: only what Swift cannot import by itself; see each shim.h.
        .systemLibrary(
            name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CLibDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CPlatform"),

        // Safe Swift over C, and safe text over YAML.
        .target(
            name: "SystemLibraries",
            dependencies: [
                "CLibArchive", "CLibXML2", "CLibCrypto", "CLibDeflate", "CZlib", "CPlatform",
            ],
            swiftSettings: house + [.strictMemorySafety()]),
        .target(
            name: "ClaimText",
            dependencies: [.product(name: "Yams", package: "Yams")],
            swiftSettings: house),

        // What is true.
        .target(name: "ClaimModel", swiftSettings: house),

        // From files to facts; how it is sealed; how it is judged; how it is said.
        .target(
            name: "Collector", dependencies: ["ClaimModel", "ClaimText", "SystemLibraries"],
            swiftSettings: house),
        .target(
            name: "SealedArchive", dependencies: ["ClaimModel", "SystemLibraries"],
            resources: [.embedInCode("Resources")], swiftSettings: house),
        .target(
            name: "Validator", dependencies: ["ClaimModel", "ClaimText"],
            resources: [.embedInCode("Rulebooks"), .embedInCode("Codes")],
            swiftSettings: house),
        .target(
            name: "Reports",
            dependencies: [
                "ClaimModel", .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Page"), .embedInCode("Schemas")], swiftSettings: house),
        // How a queue of many bundles is kept.
        .target(
            name: "Docket",
            dependencies: ["ClaimModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house),

        // In which order; what people type.
        .target(
            name: "ClaimpackKit",
            dependencies: [
                "ClaimModel", "ClaimText", "Collector", "SealedArchive", "Validator", "Reports",
                "Docket", "SystemLibraries",
            ],
            swiftSettings: house),
        .executableTarget(
            name: "claimpack", dependencies: ["ClaimpackKit", "ClaimModel", argumentParser],
            swiftSettings: house),

        // Tests: one folder per module; ClaimpackTests runs the command as people type it.
        .target(
            name: "TestSupport", dependencies: ["ClaimModel"], path: "Tests/TestSupport",
            swiftSettings: houseTests),
        .testTarget(
            name: "SystemLibrariesTests", dependencies: ["SystemLibraries", "TestSupport"],
            swiftSettings: houseTests),
        .testTarget(
            name: "ClaimTextTests", dependencies: ["ClaimText", "TestSupport"],
            swiftSettings: houseTests),
        .testTarget(
            name: "ClaimModelTests", dependencies: ["ClaimModel", "TestSupport"],
            swiftSettings: houseTests),
        .testTarget(
            name: "CollectorTests", dependencies: ["Collector", "SystemLibraries", "TestSupport"],
            swiftSettings: houseTests),
        .testTarget(
            name: "SealedArchiveTests",
            dependencies: ["SealedArchive", "SystemLibraries", "TestSupport"],
            exclude: ["Schemas", "Conformance/Keys", "Conformance/index.tsv"],
            swiftSettings: houseTests),
        .testTarget(
            name: "ValidatorTests", dependencies: ["Validator", "TestSupport"], exclude: ["Expected"],
            swiftSettings: houseTests),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "TestSupport"],
            swiftSettings: houseTests),
        .testTarget(
            name: "ClaimpackKitTests",
            dependencies: ["ClaimpackKit", "ClaimModel", "Reports", "TestSupport"],
            exclude: ["Pages"], swiftSettings: houseTests),
        .testTarget(
            name: "ClaimpackTests", dependencies: ["claimpack", "TestSupport"],
            exclude: ["Sessions", "Inspected", "Schemas"],
            swiftSettings: houseTests),
    ]
)
