extension Catalogue {
  /// Something that is known by its plain name inside its system, and by its full one elsewhere.
  ///
  /// Where a system has the name, that is meant, whatever else is called so.
  package func find<Syntax>(
    _ name: Name, in index: KeyPath<Catalogue, [String: Scoped<Syntax>]>, system: String
  ) -> (full: String, found: Scoped<Syntax>)? {
    for full in ["\(system).\(name.text)", name.text] {
      if let found = self[keyPath: index][full] { return (full, found) }
    }
    return nil
  }

  // MARK: - Places

  /// Where something stands, as `file:line:column`.
  package func place(_ position: Position) -> String { "\(line(position)):\(position.column)" }

  /// Where something stands, as `file:line`.
  package func line(_ position: Position) -> String {
    "\(sources[Int(position.file)].path):\(position.line)"
  }
}
