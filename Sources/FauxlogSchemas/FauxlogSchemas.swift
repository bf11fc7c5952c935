/// The JSON Schemas of fauxlog's own files, each under its name without `.json`.
package enum SchemaFiles {
  /// Names and texts, sorted by name.
  package static var all: [(name: String, text: String)] {
    embeddedFiles.map { file in
      let name = file.path.description
      return (
        name.hasSuffix(".json") ? String(name.dropLast(5)) : name, file.text.description
      )
    }
  }
}
