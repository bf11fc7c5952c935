import Fauxlog
import FauxlogEngine
import Foundation

/// A small system of the tests' own, in Mill/: unlike the built-in ones it changes only on purpose.
enum Mill {
  /// The folder of its templates.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Mill").path

  /// The built-in templates with the mill's beside them.
  static let library = Result { try TemplateLibrary(folders: [folder]) }
}
