import Fauxlog
import FauxlogEngine
import Foundation

/// A small system of the tests' own, in Mill/: unlike the built-in ones it changes only on purpose.
enum Mill {
  /// The folder of its templates.
  static let folder = home.appending(path: "Mill").path

  /// The folder of these tests.
  private static let home = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The built-in templates with the mill's beside them.
  static let library = Result { try TemplateLibrary(folders: [folder]) }

  /// The built-in templates with the rates of Busy/, by which rare things happen within minutes.
  static let busyBench = Result {
    try TemplateLibrary(folders: [home.appending(path: "Busy").path])
  }
}
