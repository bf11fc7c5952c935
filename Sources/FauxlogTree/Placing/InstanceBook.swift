import FauxlogEngine
import FauxlogLanguage

/// What is known of instances that are not over yet: their records by log, their links.
///
/// An instance is written to `scenarios.ndjson` when it is over and none of its records waits for a
/// flush, so memory holds what is under way and no more.
struct InstanceBook: ~Copyable {
  /// One instance.
  final class Page {
    var info: InstanceInfo
    var end: Instant?
    /// Records by log, and by file for the totals.
    var logs: [(log: String, count: Int64)] = []
    var files: [(file: LogFile, count: Int64)] = []
    var sidecars: [String] = []
    var links: [(kind: Int, texts: [String])] = []
    /// Records that wait for a flush.
    var held = 0

    init(info: InstanceInfo) { self.info = info }
  }

  private var pages: [Int64: Page] = [:]
  /// The instance last asked for.
  private var names: Names

  /// Texts that pages refer to by number.
  struct Names {
    var scenarios: [String]
    var incidents: [String]
    var kinds: [String]
    var world: World
  }

  init(_ names: Names) { self.names = names }

  /// Notes what a batch knows of its instances.
  mutating func note(_ info: InstanceInfo) {
    if let page = pages[info.number] {
      page.info = info
    } else {
      pages[info.number] = Page(info: info)
    }
  }

  /// Counts one record of an instance.
  mutating func add(
    record file: LogFile, log: String, links: ArraySlice<(kind: Int, text: String)>,
    isSidecar: Bool, to number: Int64
  ) {
    guard let page = pages[number] else { return }
    if let place = page.logs.firstIndex(where: { $0.log == log }) {
      page.logs[place].count += 1
    } else {
      page.logs.append((log, 1))
    }
    if let place = page.files.firstIndex(where: { $0.file === file }) {
      page.files[place].count += 1
    } else {
      page.files.append((file, 1))
    }
    if isSidecar { page.sidecars.append(log) }
    for (kind, text) in links {
      if let place = page.links.firstIndex(where: { $0.kind == kind }) {
        if !page.links[place].texts.contains(text) { page.links[place].texts.append(text) }
      } else {
        page.links.append((kind, [text]))
      }
    }
  }

  /// A record of the instance waits, or waits no longer.
  mutating func hold(_ number: Int64, by change: Int) { pages[number]?.held += change }

  /// The instance is over.
  mutating func end(_ number: Int64, at time: Instant) { pages[number]?.end = time }

  /// The instance's line, if nothing more can come; it is forgotten then.
  mutating func close(_ number: Int64, into out: inout LineWriter) {
    guard let page = pages[number], page.end != nil, page.held <= 0 else { return }
    pages[number] = nil
    settle(page)
    write(page, into: &out)
  }

  /// All that are left, in the order of their beginning.
  mutating func closeAll(into out: inout LineWriter) {
    for number in pages.keys.sorted() {
      guard let page = pages[number] else { continue }
      settle(page)
      write(page, into: &out)
    }
    pages.removeAll()
  }

  /// Counts the instance's records under its scenario, label and incidents.
  private func settle(_ page: Page) {
    let key = InstanceClass(
      scenario: page.info.scenario, label: page.info.label, incidents: page.info.incidents)
    for (file, count) in page.files where !file.isRemoved {
      file.tally.add(key, count)
    }
  }

  /// The word of a label; `normal` if there is none.
  func label(_ number: Int32) -> String {
    number < 0 ? "normal" : names.world.strings[Int(number)]
  }

  private func write(_ page: Page, into out: inout LineWriter) {
    let info = page.info
    var json = JSONLine()
    json.add("instance", info.name)
    json.add("scenario", names.scenarios[Int(info.scenario)])
    json.add("label", label(info.label))
    json.add("incidents", incidents(info.incidents))
    json.addTime("start", info.begin)
    json.addTime("end", page.end)
    json.addObject("actors", info.actor.map { [($0.kind, $0.name)] } ?? [])
    json.addRaw("links", links(page))
    let logs = page.logs.sorted { $0.log.utf8.lexicographicallyPrecedes($1.log.utf8) }
    json.addCounts("records", logs.map { ($0.log, $0.count) })
    json.add("files", page.sidecars)
    out.text(json.text + "\n")
  }

  /// Names of incidents by their bits.
  func incidents(_ bits: UInt64) -> [String] {
    names.incidents.enumerated().filter { bits >> UInt64($0.offset & 63) & 1 == 1 }
      .map { outsideName($0.element) }
  }

  private func links(_ page: Page) -> String {
    var json = JSONLine()
    for (kind, texts) in page.links.sorted(by: { names.kinds[$0.kind] < names.kinds[$1.kind] }) {
      if texts.count == 1 {
        json.add(names.kinds[kind], texts[0])
      } else {
        json.add(names.kinds[kind], texts)
      }
    }
    return json.text
  }
}
