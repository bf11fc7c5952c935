import FauxlogLanguage

/// What stands in the files of a log around its records.
package struct FileFrame: Sendable {
  /// How lines stand in the file.
  package var coding = TextCoding()
  /// Writes the header; nil if there is none.
  package var header: RecordProgram?
  /// Whether only the first file of a log has it.
  package var isHeaderInFirstFile = false
  /// Writes the trailer; nil if there is none.
  package var trailer: RecordProgram?

  /// Whether records are all that stands there.
  package var isEmpty: Bool { header == nil && trailer == nil && coding.mark.isEmpty }
}

extension Binder {
  /// Binds what stands in a rule's files around records.
  ///
  /// Its holes take the values of the path's holes of the same names, which stand in slots in the
  /// path's order; all others are drawn by the legend.
  func frame(of rule: FileRule, _ model: GrammarModel) -> FileFrame {
    var frame = FileFrame()
    frame.coding = model.coding
    let names = PathNames(rule.holes)
    if let header = model.header {
      let pattern = self.frame("header", header, of: model, site: names)
      frame.header = RecordProgram(pattern, &builder)
      frame.isHeaderInFirstFile = model.isHeaderInFirstFile
    }
    if let trailer = model.trailer {
      let pattern = self.frame("trailer", trailer, of: model, site: names)
      frame.trailer = RecordProgram(pattern, &builder)
    }
    return frame
  }
}

/// The holes of a file's path, which fill those of its header.
private final class PathNames: SiteNames {
  private let names: [String]

  init(_ names: [String]) { self.names = names }

  func argument(_ name: Name, _ binder: Binder) -> Int32? { nil }

  func filling(_ name: Name, _ binder: Binder) -> Int32? {
    names.firstIndex(of: name.text).map { binder.builder.node(.slot(Int32($0))) }
  }
}
