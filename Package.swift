// swift-tools-version: 6.2
import PackageDescription

/// Every target is built with these: unsafe code says so, a warning is an error.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Whether what is fuzzed is built for libFuzzer: `.ci/fuzz` says so by an environment variable.
///
/// The option `--sanitize` would build the plugin's tool so, too, which has a `main` of its own.
let fuzzing = Context.environment["FAUXLOG_FUZZING"] != nil
let fuzzed: [SwiftSetting] =
  strict + (fuzzing ? [.define("FUZZING"), .unsafeFlags(["-sanitize=fuzzer"])] : [])

let package = Package(
  name: "fauxlog",
  products: [
    .library(name: "Fauxlog", targets: ["Fauxlog"]),
    .executable(name: "fauxlog", targets: ["FauxlogCLI"]),
    .executable(name: "fauxlog-benchmark", targets: ["FauxlogBenchmark"]),
  ],
  targets: [
    // What the built-in systems are written in, embedded in the binary.
    .target(name: "Templates", path: "Templates", swiftSettings: strict, plugins: ["EmbedPlugin"]),
    .target(name: "Corpus", path: "Corpus", swiftSettings: strict, plugins: ["EmbedPlugin"]),
    // The JSON Schemas of the files of ours, embedded too.
    .target(name: "FauxlogSchemas", swiftSettings: strict, plugins: ["EmbedPlugin"]),
    .plugin(
      name: "EmbedPlugin", capability: .buildTool(), dependencies: ["embed-assets"],
      path: "Sources/EmbedPlugin"),
    .executableTarget(name: "embed-assets", swiftSettings: strict),

    // The way of the data: language, engine, golden, tree; then the public face and the command.
    .target(name: "FauxlogLanguage", swiftSettings: fuzzed),
    .target(name: "FauxlogEngine", dependencies: ["FauxlogLanguage"], swiftSettings: fuzzed),
    .target(
      name: "FauxlogGolden", dependencies: ["FauxlogEngine", "FauxlogLanguage"],
      swiftSettings: strict),
    .target(
      name: "FauxlogTree",
      dependencies: [
        "FauxlogEngine", "FauxlogGolden", "FauxlogLanguage", "CSHA256", "CZlib",
      ],
      swiftSettings: strict),
    // A header alone: the processor's instructions for digests.
    .systemLibrary(name: "CSHA256"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "Fauxlog",
      dependencies: [
        "FauxlogLanguage", "FauxlogEngine", "FauxlogGolden", "FauxlogTree", "Templates", "Corpus",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "FauxlogCLI",
      dependencies: [
        "Fauxlog", "FauxlogLanguage", "FauxlogEngine", "FauxlogGolden", "FauxlogTree",
        "FauxlogSchemas",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "FauxlogBenchmark",
      dependencies: [
        "Fauxlog", "FauxlogLanguage", "FauxlogEngine", "FauxlogGolden", "FauxlogTree",
      ],
      swiftSettings: strict),
    // Built as a program that replays inputs; `.ci/fuzz` builds it for libFuzzer.
    .executableTarget(
      name: "FauxlogFuzzTargets", dependencies: ["Fauxlog", "FauxlogLanguage", "FauxlogEngine"],
      swiftSettings: fuzzed,
      linkerSettings: fuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []),

    // What several of the tests need.
    .target(
      name: "FauxlogTestSupport", path: "Tests/FauxlogTestSupport", swiftSettings: strict),
    .testTarget(
      name: "FauxlogLanguageTests", dependencies: ["FauxlogLanguage"], swiftSettings: strict),
    .testTarget(
      name: "FauxlogEngineTests", dependencies: ["FauxlogEngine", "FauxlogLanguage"],
      swiftSettings: strict),
    .testTarget(
      name: "FauxlogTreeTests",
      dependencies: ["FauxlogTree", "FauxlogEngine", "FauxlogLanguage", "FauxlogTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "FauxlogCLITests", dependencies: ["FauxlogCLI", "FauxlogTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "FauxlogTests",
      dependencies: [
        "Fauxlog", "FauxlogLanguage", "FauxlogEngine", "FauxlogGolden", "FauxlogTree",
        "FauxlogTestSupport",
      ],
      exclude: ["Depot", "Mill", "Samples", "Scripts", "Shop"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
