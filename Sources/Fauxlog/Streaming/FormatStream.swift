package import FauxlogEngine
package import FauxlogLanguage

/// A format, ready to be drawn from.
package struct BoundFormat: Sendable {
  /// Its events.
  package let format: Format
  /// The tables.
  package let world: World
  /// Its parameters as they stand, sorted by name.
  package let parameters: [(name: String, value: String)]
  /// What was noted while binding.
  package let notes: [Diagnostic]
}

extension TemplateLibrary {
  /// Binds a format in its first layout, or in the one that is named; any error stops it.
  package func format(
    _ name: String, layout: String? = nil, settings: [(name: String, value: String)] = []
  ) throws(TemplateError) -> BoundFormat {
    try stopOnErrors(diagnostics)
    guard formats.contains(name) else { throw .unknown("format", name, near: near(name, formats)) }
    let binder = Binder(
      catalogue,
      settings: Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    let start = Position(line: 1, column: 1)
    let format = binder.format(Name(name, start), layout: layout.map { Name($0, start) })
    try stopOnErrors(binder.diagnostics)
    guard let format, !format.events.isEmpty else { throw .unknown("event of", name, near: nil) }
    try check(settings, binder.usedParameters)
    return BoundFormat(
      format: format, world: binder.finish(),
      parameters: binder.usedParameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      notes: binder.diagnostics)
  }
}

/// An endless row of records of one format, each drawn by its event's own legend.
///
/// Record n is keyed by the seed, the format's name and n, so none depends on the one before. Its
/// event is the one with the greatest hash under that key: an event that is added takes only its
/// own share. A record is a millisecond of log time.
package struct FormatStream: ~Copyable {
  /// The number of the next record, from 0.
  package private(set) var number: UInt64 = 0
  private let bound: BoundFormat
  private let start: Instant
  private let key: Key
  private let eventKeys: [Key]
  private var evaluator: Evaluator
  private var state = RenderState()
  private let blank: [Value]

  /// A stream that begins at an instant.
  package init(_ bound: BoundFormat, seed: UInt64, start: Instant) {
    self.bound = bound
    self.start = start
    let host = mix(mix(nameKey("fauxlog"), seed), 0)
    key = mix(mix(host, nameKey("stream")), nameKey(bound.format.name))
    eventKeys = bound.format.events.map { nameKey($0.name) }
    blank = Array(
      repeating: .none, count: bound.format.events.map(\.program.registers).max() ?? 0)
    evaluator = Evaluator(bound.world)
    evaluator.host = host
  }

  /// Appends the next record; returns the place of its event in the format, and its time.
  package mutating func next(into line: inout LineWriter) -> (event: Int, time: Instant) {
    let record = mix(key, number)
    var event = 0
    var greatest: Key = 0
    for (place, name) in eventKeys.enumerated() {
      let hash = mix(record, name)
      if hash > greatest { (event, greatest) = (place, hash) }
    }
    let time = start + Int64(bitPattern: number) * 1_000_000
    evaluator.recordKey = mix(record, nameKey("record"))
    evaluator.now = time
    evaluator.registers = blank
    evaluator.render(
      bound.format.events[event].program, marked: false, into: &line, state: &state)
    evaluator.heap.removeAll(keepingCapacity: true)
    number += 1
    return (event, time)
  }
}

extension TemplateLibrary {
  /// The instant at which streams begin unless they are told: 2026-01-01T00:00:00Z.
  package static let streamStart: Instant = 820_540_800_000_000_000
}
