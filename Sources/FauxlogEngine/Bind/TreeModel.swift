package import FauxlogLanguage

/// A tree, bound: what its simulation runs and where records land.
package struct TreeModel: Sendable {
  /// Full name, `frappe.bench`.
  package var name: String
  /// The default start of its window.
  package var start: Instant
  /// The zone of `in local`.
  package var zone: Zone
  /// Its files.
  package var rules: [FileRule] = []
  /// Fixed files and empty folders.
  package var statics: [StaticFile] = []
  /// What the simulation runs.
  package var plan = SimulationPlan()
  /// Full names of events, `frappe.log/exception`, by number.
  package var events: [String] = []
  /// The formats that files take, for reading.
  package var formats: [FormatKey] = []

  /// A fixed file; a path that ends in `/` is an empty folder.
  package struct StaticFile: Sendable {
    /// The path; with the names of its holes if there are several.
    package var path: String
    /// The path's texts and holes.
    package var segments: [Bar.Segment]
    /// What of it is there once for each; nil if there is one.
    package var each: Each?
    /// What stands in it, if that is the same everywhere.
    package var content: [UInt8]
    /// Whether it is an empty folder.
    package var isFolder: Bool
    /// Where the tree says so.
    package var position: Position
  }

  /// Files that are there once for each actor, or for each element of a list.
  package struct Each: Sendable {
    /// Which actors; -1 if it is a list.
    package var actor: Int32
    /// The list: an expression.
    package var list: Int32
    /// The path of one element of a loop around all: an expression.
    package var path: Int32
    /// The texts of its holes, in their order: expressions.
    package var holes: [Int32]
    /// What stands in the file; -1 for a log or folder.
    package var content: Int32 = -1
  }

  /// A grammar in a layout.
  package struct FormatKey: Sendable, Hashable {
    /// The full name of the grammar.
    package var format: String
    /// The layout; nil is the first.
    package var layout: String?
    /// Whether the layout stands before each line.
    package var isEachLine = false

    /// A grammar in a layout, its first if none is named.
    package init(format: String, layout: String? = nil, isEachLine: Bool = false) {
      self.format = format
      self.layout = layout
      self.isEachLine = isEachLine
    }
  }
}
