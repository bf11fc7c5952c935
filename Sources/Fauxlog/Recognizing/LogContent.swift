import FauxlogTree

/// What one file adds to the report; an archive may add many logs.
final class ReportPart {
  var report = RecognitionReport()
}

/// The content of a log as it comes: its format is chosen by its beginning, then it is read.
final class LogContent {
  private let name: String
  private let path: String?
  private let recognition: Recognition
  private let part: ReportPart
  private var beginning: [UInt8] = []
  private var chosen: (reading: LogReading, records: Int?)?
  /// Whether its format was looked for.
  private var isKnown = false
  /// What was wrong beside the output, to be thrown in the end.
  private(set) var problem: (any Error)?

  /// - Parameter path: by which its format is chosen; nil of what comes through a pipe.
  init(_ name: String, at path: String?, _ recognition: Recognition, _ part: ReportPart) {
    (self.name, self.path, self.recognition, self.part) = (name, path, recognition, part)
  }

  /// Whether more of it is of use.
  var isWanted: Bool { !isKnown || chosen != nil }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    guard isWanted else { return }
    if isKnown || path == nil {
      if !isKnown { choose() }
      return try unsafe read(bytes)
    }
    let wanted = FormatChooser.sample - beginning.count
    unsafe beginning += UnsafeBufferPointer(rebasing: bytes.prefix(wanted))
    guard beginning.count == FormatChooser.sample else { return }
    try begin()
    if bytes.count > wanted {
      try unsafe read(UnsafeBufferPointer(rebasing: bytes[wanted...]))
    }
  }

  func finish() throws {
    if !isKnown { try begin() }
    if let problem { throw problem }
    guard let (reading, records) = chosen else { return }
    reading.finish()
    try recognition.write(reading, to: records)
    part.report.add(reading)
  }

  /// Chooses the format and reads what was held back for that.
  private func begin() throws(OutputError) {
    choose()
    let beginning = beginning
    self.beginning = []
    try unsafe beginning.withUnsafeBufferPointer { (bytes) throws(OutputError) in
      try unsafe read(bytes)
    }
  }

  private func choose() {
    isKnown = true
    do {
      chosen = try recognition.reading(name, at: path, beginning: beginning, part)
    } catch {
      problem = error
    }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    guard let (reading, records) = chosen else { return }
    unsafe reading.feed(bytes)
    try recognition.write(reading, to: records)
  }
}

/// The logs in an archive, called `ARCHIVE!MEMBER`; their formats are those of the tree's paths, as
/// if they lay in the archive's folder.
final class ArchiveContent: TarReader.Visitor {
  private let name: String
  private let folder: String
  private let recognition: Recognition
  private let part: ReportPart
  private var counts: [String: Int] = [:]
  private var content: LogContent?
  private var decoder = LogDecoder(name: "")
  private(set) var problem: (any Error)?

  init(_ name: String, at path: String, _ recognition: Recognition, _ part: ReportPart) {
    self.name = name
    self.recognition = recognition
    self.part = part
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  func begin(_ path: String) {
    counts[path, default: 0] += 1
    let count = counts[path, default: 1]
    let shown = "\(name)!\(path)" + (count > 1 ? "#\(count)" : "")
    content = LogContent(shown, at: folder + path, recognition, part)
    decoder = LogDecoder(name: shown)
  }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    guard problem == nil, let content, content.isWanted else { return }
    _ = try unsafe decoder.update(bytes) { (bytes) throws(OutputError) in
      try unsafe content.take(bytes)
      return content.isWanted
    }
  }

  func end() throws(OutputError) {
    guard problem == nil, let content else { return }
    if content.isWanted {
      try unsafe decoder.finish { (bytes) throws(OutputError) in
        try unsafe content.take(bytes)
        return true
      }
    }
    do { try content.finish() } catch { problem = error }
  }
}
