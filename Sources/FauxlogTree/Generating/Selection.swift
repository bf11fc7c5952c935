/// Which files of a tree are wanted: those that fit one of some globs, or all.
struct Selection: Sendable {
  private let globs: [Glob]

  /// None is all.
  init(_ globs: [String] = []) { self.globs = globs.map(Glob.init) }

  /// Whether a file is wanted, by its path without rotation suffixes.
  func includes(_ path: String) -> Bool {
    globs.isEmpty || globs.contains { $0.matches(path) }
  }

  /// Whether some file is wanted whose path begins so.
  func mayInclude(beginning: String) -> Bool {
    globs.isEmpty || globs.contains { $0.mayMatch(beginning: beginning) }
  }
}
