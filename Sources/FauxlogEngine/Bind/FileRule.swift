package import FauxlogLanguage

/// One `file` of a tree.
package struct FileRule: Sendable {
  /// The path with its holes.
  package var path: PathSyntax
  /// Full name of the grammar.
  package var format: String
  /// The layout; nil is the first.
  package var layout: String?
  /// Which records it takes; nil is all.
  package var condition: FauxlogLanguage.Expression?
  /// When and how it rotates; nil if it never does.
  package var rotation: Rotation?
  /// The name that scenarios know it by.
  package var named: String?
  /// Whether it is there, empty, even if nothing is written to it.
  package var isPresent = false
  /// For whom it is, if its path has holes.
  package var presentFor: TreeModel.Each?
  /// Whether records are kept back until a `flush`.
  package var isHeld = false
  /// The permission bits of its files; nil is what the system gives.
  package var mode: Int?
  /// Whose they are in archives; nil is root.
  package var owner: String?
  /// `written by $pid`: each value of the name has the file open by itself.
  package var writer: Name?
  /// Whether each record is a file of its own.
  package var isWholeFile = false
  /// Whether the layout stands before every line of a record.
  package var isEachLine = false
  /// What stands at the start and at the end of its files.
  package var frame = FileFrame()

  /// The grammar in the layout that it takes.
  package var key: TreeModel.FormatKey {
    TreeModel.FormatKey(format: format, layout: layout, isEachLine: isEachLine)
  }

  /// Names of the path's holes.
  package var holes: [String] {
    path.segments.compactMap { segment in
      if case .hole(let names, _) = segment { names.first?.text } else { nil }
    }
  }

  /// Whether a hole stands in the file's own name, so that files of many names could be it.
  package var isNamedByHole: Bool { path.text.split(separator: "/").last?.contains("$") ?? false }

  /// The path of the n-th file, from 0, that is opened under the name of a log: always the log's own,
  /// unless `next is _2` gives each a number, before the end that tells its kind.
  package func path(of log: String, generation: Int) -> String {
    guard let next = rotation?.next, generation > 0 else { return log }
    let name = log.lastIndex(of: "/").map { log.index(after: $0) } ?? log.startIndex
    let dot = log[name...].dropFirst().lastIndex(of: ".") ?? log.endIndex
    var stem = log[..<dot]
    let first = "\(next.prefix)\(next.number - 1)"
    if stem.hasSuffix(first) { stem = stem.dropLast(first.count) }
    return "\(stem)\(next.prefix)\(next.number + generation - 1)\(log[dot...])"
  }

  /// How a file rotates.
  package struct Rotation: Sendable, Equatable {
    /// When.
    package enum Moment: Sendable, Equatable {
      /// Before the record that would reach so many bytes.
      case before(Int64)
      /// Before the next record once it has so many bytes.
      case after(Int64)
      /// When a scenario says so; `byCopy`: the old file is a copy, and the log goes on, empty.
      case told(byCopy: Bool)
    }
    package var moment: Moment
    /// How many rotated files are kept; nil is all.
    package var keeps: Int?
    /// The number of the newest rotated file, and what stands before it: `.1`, `.`.
    package var first = 1
    package var prefix = "."
    /// `next is _2`: the name of the file that is opened next.
    package var next: (prefix: String, number: Int)?
    /// The number from which on rotated files are compressed.
    package var gzipFrom: Int?

    /// Rotations are equal if they make the same files.
    package static func == (a: Rotation, b: Rotation) -> Bool {
      a.moment == b.moment && a.keeps == b.keeps && a.first == b.first && a.prefix == b.prefix
        && a.next?.prefix == b.next?.prefix && a.next?.number == b.next?.number
        && a.gzipFrom == b.gzipFrom
    }
  }
}
