import Fauxlog
import FauxlogTestSupport
import Foundation

/// The built-in bench with other rates: all that happens, rare as it may be, happens within minutes.
enum BusyBench {
  /// When its incidents begin, one a minute.
  static let start = "2021-05-06T09:00:00Z"

  /// A folder that holds its tree, for `--templates`.
  static let folder = Result { () throws -> Scratch in
    let scratch = try Scratch()
    try scratch.write("frappe/bench.tree", try tree())
    return scratch
  }

  /// The built-in templates with its tree.
  static let library = Result { try TemplateLibrary(folders: [folder.get().path]) }

  /// The built-in tree's text, its rates and incidents exchanged.
  private static func tree() throws -> String {
    var path = URL(filePath: #filePath)
    for _ in 0..<4 { path.deleteLastPathComponent() }
    path.append(path: "Templates/frappe/bench.tree")
    var incidents = 0
    let lines = try String(contentsOf: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line -> String in
      let rate = /( *)rate (\w+) (?:[^#]*?)(for each \w+)?(, \w+)?( *#.*)?/
      if let rate = line.wholeMatch(of: rate) {
        let often = line.contains(" a minute ") ? "8 a minute" : "1 a minute"
        let each = rate.3.map { " \($0)" } ?? ""
        return "\(rate.1)rate \(rate.2) \(line.contains(" once ") ? "every 4m" : often)\(each)"
      }
      if let when = line.wholeMatch(of: /( +)\d+ a \w+.*, for .*/) {
        incidents += 1
        return "\(when.1)at 2021-05-06T09:0\(incidents):00Z, for 50s"
      }
      return String(line)
    }
    return lines.joined(separator: "\n")
  }
}
