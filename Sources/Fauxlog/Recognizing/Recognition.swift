package import FauxlogEngine
import FauxlogLanguage
import FauxlogTree
import Foundation

/// Which logs are to be read, and by what.
package struct RecognitionOrder: Sendable {
  /// A format or a tree.
  package var name: String
  /// A file or a folder; nil is standard input.
  package var path: String?
  /// When the logs begin, for stamps that do not show the whole date.
  package var start: Instant?
  /// Parameters that are set.
  package var settings: [(name: String, value: String)] = []
  /// A new or empty folder for golden records of what was read.
  package var records: String?
  /// Threads.
  package var jobs = 1

  /// An order for a path.
  package init(name: String, path: String?) {
    self.name = name
    self.path = path
  }
}

/// Why logs cannot be read as it was asked for.
package enum RecognitionError: Error, Equatable {
  /// Standard input has no path by which a tree's formats are chosen.
  case treeFromStandardInput
  /// There is no such file or folder.
  case noSuchPath(String)
  /// Where the records are to go, there is something.
  case occupied(String)
}

extension TemplateLibrary {
  /// Reads logs with a format, or with those of a tree.
  package func recognize(_ order: RecognitionOrder) throws -> RecognitionReport {
    let isTree = treeName(order.name) != nil
    guard isTree || formatName(order.name) != nil else {
      throw unknownFormatOrTree(order.name)
    }
    try stopOnErrors(diagnostics)
    let known = Set(catalogue.parameters.values.flatMap(\.keys))
    for (name, _) in order.settings where !known.contains(name) {
      throw TemplateError.unknown(
        "parameter", name, near: near(name, known.sorted()), of: order.name)
    }
    if isTree, order.path == nil { throw RecognitionError.treeFromStandardInput }
    let logs = try LogFiles(order.path)
    let recognition = try Recognition(self, order, isTree: isTree)
    return try recognition.read(logs.files)
  }
}

/// The files that are to be read.
struct LogFiles {
  /// A file: its path below the folder, and where it is; nil is standard input.
  typealias File = (name: String, path: String?)

  private(set) var files: [File] = []

  /// A file, or all that are in a folder, sorted by the bytes of their names; links are left alone.
  init(_ path: String?) throws(RecognitionError) {
    guard let path else {
      files = [("-", nil)]
      return
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .noSuchPath(path)
    }
    guard isFolder.boolValue else {
      files = [(path.split(separator: "/").last.map(String.init) ?? path, path)]
      return
    }
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      files.append((name, "\(path)/\(name)"))
    }
  }
}

/// Reads logs side by side, each by one thread; what is said of them is in the order of the files.
final class Recognition: @unchecked Sendable {
  private let library: TemplateLibrary
  private let order: RecognitionOrder
  private let chooser: FormatChooser
  private let paths: PathMatcher?
  private let formats: [TreeModel.FormatKey]
  private let folder: DiskFolder?
  /// Held while a format is chosen, records are written, or a thread takes the next file.
  private let lock = NSLock()
  /// The next file, what files gave that others before them wait for, and how many are joined.
  private var next = 0
  private var parts: [Int: RecognitionReport] = [:]
  private var joined = 0
  private var report = RecognitionReport()
  private var failure: (place: Int, error: any Error)?

  init(_ library: TemplateLibrary, _ order: RecognitionOrder, isTree: Bool) throws {
    self.library = library
    self.order = order
    if isTree {
      let used = Set(library.catalogue.parameters.values.flatMap(\.keys))
      let bound = try library.tree(
        order.name, settings: order.settings.filter { used.contains($0.name) })
      paths = PathMatcher(bound.model)
      formats = bound.model.formats
      chooser = FormatChooser(library, tree: bound.model.name, settings: order.settings)
    } else {
      paths = nil
      formats = library.layouts(of: library.formatName(order.name) ?? order.name)
      chooser = FormatChooser(library, tree: nil, settings: order.settings)
    }
    folder = try order.records.map(Self.folder)
  }

  /// A new or empty folder.
  private static func folder(_ path: String) throws -> DiskFolder {
    let files = FileManager.default
    if let inside = try? files.contentsOfDirectory(atPath: path), !inside.isEmpty {
      throw RecognitionError.occupied(path)
    }
    do {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw OutputError.cannotCreate(path: path, code: 0)
    }
    return try DiskFolder(root: path, shown: path, digests: false)
  }

  /// Reads all files; the first that cannot be read, in their order, is an error.
  func read(_ files: [LogFiles.File]) throws -> RecognitionReport {
    DispatchQueue.concurrentPerform(iterations: max(1, min(order.jobs, files.count))) { _ in
      while let place = takeNext(of: files.count) {
        let part = ReportPart()
        do {
          try read(files[place], part)
          finish(place, part, nil)
        } catch {
          finish(place, part, error)
        }
      }
    }
    if let failure { throw failure.error }
    _ = try folder?.finish()
    return report
  }

  /// The place of the file that a free thread reads next.
  private func takeNext(of count: Int) -> Int? {
    lock.lock()
    defer { lock.unlock() }
    guard next < count, failure == nil else { return nil }
    next += 1
    return next - 1
  }

  /// Joins what is done to the report, in the order of the files and at once, so that little waits.
  private func finish(_ place: Int, _ part: ReportPart, _ problem: (any Error)?) {
    lock.lock()
    defer { lock.unlock() }
    if let problem, place < failure?.place ?? .max { failure = (place, problem) }
    parts[place] = part.report
    while let due = parts.removeValue(forKey: joined) {
      report.add(due)
      joined += 1
    }
  }

  /// Reads one file, or what is in it where it is an archive.
  private func read(_ log: LogFiles.File, _ part: ReportPart) throws {
    guard let path = log.path, isArchive(path) else {
      let content = LogContent(log.name, at: log.path, self, part)
      try unsafe LogInput.read(log.path) { (bytes) throws(OutputError) in
        try unsafe content.take(bytes)
        return content.isWanted
      }
      return try content.finish()
    }
    let members = ArchiveContent(log.name, at: path, self, part)
    let tar = TarReader(name: path, members)
    var goesOn = true
    try unsafe LogInput.read(path) { (bytes) throws(OutputError) in
      goesOn = try unsafe tar.feed(bytes)
      return goesOn
    }
    if goesOn { try tar.finish() }
    if let problem = members.problem { throw problem }
  }

  private func isArchive(_ path: String) -> Bool {
    [".tar.gz", ".tgz", ".tar"].contains { path.hasSuffix($0) }
  }

  // MARK: - What is read

  /// A reading of a log, with the file of its records; nil, and noted, if it has no format.
  func reading(
    _ name: String, at path: String?, beginning: [UInt8], _ part: ReportPart
  ) throws -> (reading: LogReading, records: Int?)? {
    lock.lock()
    defer { lock.unlock() }
    guard let format = try format(at: path, beginning) else {
      part.report.skipped.append(name)
      return nil
    }
    let records = try folder?.create(path: "records/\(name).ndjson")
    let reading = LogReading(name, format, near: order.start, golden: records != nil)
    return (reading, records)
  }

  /// Writes the golden lines of what was read since the last time.
  func write(_ reading: LogReading, to records: Int?) throws(OutputError) {
    guard let records else { return }
    lock.lock()
    defer { lock.unlock() }
    try unsafe reading.takeGolden { (lines) throws(OutputError) in
      try unsafe folder?.append(records, lines)
    }
  }

  // MARK: - The format of a file

  private func format(at path: String?, _ beginning: [UInt8]) throws -> ChosenFormat? {
    // What comes through a pipe comes once: there is nothing to choose by.
    guard let path else { return try chooser.format(formats[0]) }
    guard let paths else { return try best(for: beginning)?.format }
    // The whole path: the folder that was named may be a part of the tree.
    switch paths.match(path) {
    case .log(let rule)?:
      let found = try chooser.format(rule.key, for: beginning)
      // A name that any file could have says little if nothing in the file fits.
      guard found.fit == Fit(), !beginning.isEmpty, rule.isNamedByHole else { return found.format }
      return try bestFit(beginning)
    case .fixed?: return nil
    case nil: return try bestFit(beginning)
    }
  }

  /// The format that reads most of a log's beginning; nil if none reads half of it by specific
  /// events.
  private func bestFit(_ beginning: [UInt8]) throws -> ChosenFormat? {
    let lines = beginning.count { $0 == 0x0A }
    guard let best = try best(for: beginning), best.fit.specific > 0, best.fit.specific * 2 >= lines
    else { return nil }
    return best.format
  }

  /// The format and layout that reads most of a log's beginning; of equals, the first.
  private func best(for beginning: [UInt8]) throws -> (format: ChosenFormat, fit: Fit)? {
    let lines = beginning.count { $0 == 0x0A }
    var best: (format: ChosenFormat, fit: Fit)?
    for key in formats {
      let found = try chooser.format(key, for: beginning)
      if best.map({ $0.fit < found.fit }) ?? true { best = found }
      // Nothing can fit better.
      if found.fit.specific >= lines, lines > 0 { break }
    }
    return best
  }
}
