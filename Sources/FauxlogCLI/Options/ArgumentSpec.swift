import FauxlogSchemas

/// The arguments that the commands take, apart from options.
enum Argument: Sendable {
  case tree, formatOrTree, path, place, name, folder, schema, topic, shell, words

  /// What the argument is called, must be and means.
  var spec: ArgumentSpec {
    switch self {
    case .tree:
      ArgumentSpec(placeholder: "TREE", kind: .name(.tree), summary: "the tree to write")
    case .formatOrTree:
      ArgumentSpec(
        placeholder: "FORMAT|TREE", kind: .name(.formatOrTree),
        summary: "the format of a log, or a whole tree")
    case .path:
      ArgumentSpec(
        placeholder: "PATH", kind: .file,
        summary: "the file or folder to read; \"-\" is standard input")
    case .place:
      ArgumentSpec(
        placeholder: "FILE:LINE", kind: .place,
        summary: "a log file and the number of a line in it, from 1")
    case .name:
      ArgumentSpec(
        placeholder: "NAME", kind: .name(.described),
        summary: "a format, scenario or tree, or FORMAT/EVENT")
    case .folder:
      ArgumentSpec(
        placeholder: "DIR", kind: .folder,
        summary: "the folder of templates (default: the built-in ones)")
    case .schema:
      ArgumentSpec(
        placeholder: "NAME", kind: .choice(SchemaFiles.all.map(\.name)),
        summary: "the schema to print: \(SchemaFiles.all.map(\.name).joined(separator: ", "))")
    case .topic:
      ArgumentSpec(placeholder: "COMMAND", kind: .command, summary: "the command to explain")
    case .shell:
      ArgumentSpec(
        placeholder: "SHELL", kind: .choice(Shell.allCases.map(\.rawValue)),
        summary: "the shell: \(Shell.allCases.map(\.rawValue).joined(separator: ", "))")
    case .words:
      ArgumentSpec(
        placeholder: "WORD...", kind: .text,
        summary: "a command line so far, behind \"--\": print what may stand for its last word")
    }
  }
}

/// All that is known of one argument.
struct ArgumentSpec: Sendable {
  /// What the help page calls it, in capitals.
  let placeholder: String
  let kind: ValueKind
  /// A few words for the help page.
  let summary: String
}
