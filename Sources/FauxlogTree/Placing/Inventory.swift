import FauxlogEngine

/// What lies in a tree beside its logs, as far as archives need it.
struct Inventory {
  /// A fixed file, or an archive that was packed before.
  struct Item {
    var path: String
    var id: Int
    var modified: Instant
    /// Of an archive: the golden records of what is in it.
    var records: [Int] = []
  }

  private(set) var folders: Set<String> = []
  var statics: [Item] = []
  var archives: [Item] = []

  /// Notes the folders that a file stands in.
  mutating func note(file path: String) {
    var parent = path[...]
    while let slash = parent.lastIndex(of: "/") {
      parent = parent[..<slash]
      if !folders.insert(String(parent)).inserted { return }
    }
  }

  /// Notes a folder, and those it stands in.
  mutating func note(folder path: String) { note(file: path + "/") }
}

/// One `holds PATH under PATH` of an archive.
struct HeldPath {
  private let path: String
  private let under: String

  init(_ path: String, under: String) {
    self.path = Self.trimmed(path)
    self.under = Self.trimmed(under)
  }

  private static func trimmed(_ path: String) -> String {
    String(path.hasSuffix("/") ? path.dropLast() : path[...])
  }

  /// The name that a file or folder has in the archive; nil if it is not held.
  ///
  /// A folder gives its own name to what is in it, a file keeps its own.
  func name(of other: String, isFolder: Bool) -> String? {
    if other == path {
      if isFolder { return under }
      return "\(under)/\(path.split(separator: "/").last ?? "")"
    }
    return other.hasPrefix(path + "/") ? under + other.dropFirst(path.count) : nil
  }
}
