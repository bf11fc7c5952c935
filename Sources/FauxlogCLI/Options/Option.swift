/// The options that the commands take.
///
/// Two meanings of one spelling are two options: `--golden` is a form to `generate`, a file to
/// `stream` and a folder to `explain`; `--start` is a choice to `generate` and a hint to `recognize`.
enum Option: CaseIterable, Sendable {
  case output
  case seed, start, firstTime, duration, size, count
  case settings, only, templates
  case goldenForm, goldenFile, goldenFolder, records
  case jobs, rate, verify, force
  case json, quiet
  case help, version

  /// Those that every command takes.
  static let everywhere: [Option] = [.help, .version]
}

/// The headings under which a help page lists the options, in this order.
enum OptionGroup: String, CaseIterable, Sendable {
  case content = "Content"
  case output = "Output"
  case running = "Running"
  case general = "General"
}
