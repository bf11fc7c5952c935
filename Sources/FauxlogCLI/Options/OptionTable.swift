extension Option {
  /// What the option is called, takes and means.
  ///
  /// This is the one place that says so.
  var spec: OptionSpec {
    switch self {
    case .output:
      .valued(
        "output", short: "o", "DIR", .folder, in: .output,
        "write the tree in DIR, and what belongs to it in DIR.golden")
    case .seed:
      .valued(
        "seed", "N", .number(0...UInt64.max), in: .content,
        "the universe to write from, a decimal number (default 1)")
    case .start:
      .valued(
        "start", "TIME", .instant, in: .content,
        "where the window begins: RFC 3339, or a date (default: a fixed date of the tree)")
    case .firstTime:
      .valued(
        "start", "TIME", .instant, in: .content,
        "when the logs begin, for a format that does not show the whole date")
    case .duration:
      .valued(
        "duration", "TIME", .duration, in: .content,
        "how long the window is, such as 90s, 15m, 24h, 7d or 1h30m")
    case .size:
      .valued(
        "size", "SIZE", .size, in: .content,
        "end the window when SIZE is written, such as 500000, 10MB or 10MiB")
    case .count:
      .valued(
        "count", short: "n", "COUNT", .number(0...UInt64.max), in: .content,
        "stop after COUNT records")
    case .settings:
      .valued(
        "set", "NAME=VALUE", .setting, repeatable: true, in: .content,
        "set a parameter of the templates; may be given again")
    case .only:
      .valued(
        "only", "GLOB", .text, repeatable: true, in: .content,
        "only the files that GLOB matches, with the bytes they have in the whole; "
          + "may be given again")
    case .templates:
      .valued(
        "templates", "DIR", .folder, repeatable: true, in: .content,
        "lay the templates in DIR over the built-in ones; may be given again")
    case .goldenForm:
      .valued(
        "golden", "FORM", .choice(["ndjson"]),
        negation: .described("leave the golden records out; the manifest is always written"),
        in: .output, "the form of the golden records: ndjson (default)")
    case .goldenFile:
      .valued("golden", "FILE", .file, in: .output, "write the golden records to FILE")
    case .goldenFolder:
      .valued(
        "golden", "DIR", .folder, in: .output,
        "where the golden records are (default: found beside the tree)")
    case .records:
      .valued(
        "records", "DIR", .folder, in: .output, "write what was read to DIR, as golden records")
    case .jobs:
      .valued(
        "jobs", "N", .number(1...1024), in: .running,
        "how many threads work; changes no byte (default: one for each core)")
    case .rate:
      .valued(
        "rate", "RATE", .rate, in: .running,
        "pace the records: 100 or 100/s a second, 90/m a minute, 10/h an hour")
    case .verify:
      .toggle("verify", in: .running, "read the tree back and hold it against its golden records")
    case .force:
      .toggle("force", in: .output, "replace DIR even where fauxlog did not write it")
    case .json:
      .toggle("json", in: .general, "print JSON, for programs to read")
    case .quiet:
      .toggle("quiet", in: .general, "say nothing but errors")
    case .help:
      .toggle("help", short: "h", negation: .none, in: .general, "print this page")
    case .version:
      .toggle("version", negation: .none, in: .general, "print the version")
    }
  }
}
