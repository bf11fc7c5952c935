import Fauxlog

/// From nothing to the names of all trees and formats: what every command begins with.
func measureStartUp() throws -> Measurement {
  try best(of: 10) {
    let library = try TemplateLibrary(for: "frappe-bench")
    return (0, library.trees.count + library.formats.count)
  }
}
