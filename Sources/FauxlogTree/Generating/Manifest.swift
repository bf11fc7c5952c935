import FauxlogEngine
import FauxlogLanguage

/// `manifest.json`: what was made of what, and every file's size and digest.
enum Manifest {
  /// Writes the file row by row, for there may be many; gives what to tell the user.
  static func write(
    _ model: TreeModel, _ request: GenerationRequest, _ placer: Placer, _ files: [FileSummary],
    to folder: any OutputFolder
  ) throws(OutputError) -> GenerationSummary {
    var summary = GenerationSummary()
    var json = JSONLine()
    json.add("fauxlog", request.version)
    json.add("tree", outsideName(model.name))
    json.add("seed", String(request.seed))
    json.addObject("parameters", request.parameters.map { ($0.name, $0.value) })
    json.addRaw("start", time(request.window.lowerBound))
    json.addRaw("end", time(request.window.upperBound))
    json.add("templates", request.templates)
    json.add("command", command(model, request))
    json.addCounts(
      "removed", [("files", placer.removed.files), ("records", placer.removed.records)])
    let file = try TextFile("manifest.json", in: folder)
    try file.add(json.text.dropLast() + ", \"files\": [\n")
    // Both go by the bytes of their paths.
    var logs = placer.filesByPath[...]
    for (index, one) in files.enumerated() {
      summary.files += 1
      let found = logs.first?.file.path == one.path ? logs.popFirst() : nil
      try file.add((index > 0 ? ",\n" : "") + row(one, found, placer))
      guard let (log, known) = found else { continue }
      summary.records += known.records
      summary.bytes += known.size
      summary.logs.append((one.path, log.rule))
    }
    try file.add("\n]}\n")
    summary.written = placer.written
    return summary
  }

  private static func row(
    _ file: FileSummary, _ found: (log: Log, file: LogFile)?, _ placer: Placer
  ) -> String {
    var row = JSONLine()
    row.add("path", file.path)
    row.add("size", Int64(file.size))
    row.add("sha256", file.sha256?.hex ?? "")
    if let content = file.contentSHA256 { row.add("content_sha256", content.hex) }
    if let members = file.members {
      row.addList(
        "members",
        members.map { member in
          var row = JSONLine()
          row.add("path", member.path)
          row.add("size", Int64(member.size))
          row.add("sha256", member.sha256?.hex ?? "")
          return row.text
        })
    }
    if let (log, known) = found {
      row.add("format", placer.rules[log.rule].format)
      row.add("log", log.path)
      row.add("records", known.records)
      row.add("lines", known.lines)
      row.add("first_record", known.first)
    }
    return row.text
  }

  /// A time as JSON, with as many digits as it needs.
  private static func time(_ instant: Instant) -> String {
    var line = LineWriter(capacity: 40)
    line.byte(0x22)
    writeRFC3339(instant, digits: instant % 1_000_000_000 == 0 ? 0 : 9, into: &line)
    line.byte(0x22)
    return line.string
  }

  /// The command that makes the tree again: nothing in it that changes no byte.
  private static func command(_ model: TreeModel, _ request: GenerationRequest) -> String {
    var words = ["fauxlog", "generate", outsideName(model.name), "--seed", String(request.seed)]
    words += ["--start", String(time(request.window.lowerBound).dropFirst().dropLast())]
    if let size = request.size {
      words += ["--size", String(size)]
    } else {
      words += ["--duration", duration(request.window.upperBound - request.window.lowerBound)]
    }
    for (name, value) in request.settings { words += ["--set", quoted("\(name)=\(value)")] }
    for glob in request.only.sorted() { words += ["--only", quoted(glob)] }
    if !request.golden { words.append("--no-golden") }
    return words.joined(separator: " ")
  }

  /// A duration in the largest unit that shows it whole.
  private static func duration(_ span: Int64) -> String {
    let units: [(String, Int64)] = [
      ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
      ("s", 1_000_000_000), ("ms", 1_000_000),
    ]
    for (name, unit) in units where span % unit == 0 { return "\(span / unit)\(name)" }
    return "\(span)ns"
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x40, 0x5F: true
      default: false
      }
    }
    return plain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
