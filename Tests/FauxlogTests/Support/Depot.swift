import Fauxlog
import FauxlogEngine
import Foundation

/// A system of the tests' own, in Depot/, for what is done to files: rotation by size, by copy and
/// by several processes, truncation, archives, modes and owners.
enum Depot {
  /// The folder of its templates.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Depot").path

  /// The built-in templates with the depot's beside them.
  static let library = Result { try TemplateLibrary(folders: [folder]) }

  /// Eight hours of it, the same for all tests.
  static let made = Result { try make() }

  /// Some hours of it.
  static func make(
    minutes: Int64 = 480, only: [String] = [], jobs: Int = 2
  ) throws -> GeneratedTree {
    try GeneratedTree(library.get(), "depot", minutes: minutes) {
      $0.only = only
      $0.jobs = jobs
    }
  }
}
