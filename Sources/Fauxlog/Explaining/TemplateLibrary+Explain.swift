import FauxlogEngine
import FauxlogLanguage
import FauxlogTree
import Foundation

extension TemplateLibrary {
  /// Explains a line of a generated log by its golden records and the templates.
  ///
  /// - Parameter golden: the golden folder; nil looks for it beside the folders of the file.
  package func explain(file: String, line: Int64, golden folder: String?) throws -> Explanation {
    guard FileManager.default.fileExists(atPath: file) else {
      throw ExplanationError.noSuchFile(file)
    }
    let golden = try GoldenFolder(of: file, in: folder)
    let record = try golden.record(line: line, file: file)
    guard let event = record["event"]?.text, let first = record["line"]?.number,
      let offset = record["offset"]?.number, let length = record["length"]?.number
    else { throw ExplanationError.badGolden(golden.root) }
    let bytes = try Self.bytes(of: file, offset..<offset + length)
    let format = golden.logs.first { $0.path == golden.path }?.format ?? ""
    var explanation = Explanation(
      path: golden.path, line: first, format: format, event: event, time: record["time"]?.text,
      text: String(decoding: bytes, as: UTF8.self), fields: Self.fields(of: record, bytes),
      scenario: record["scenario"]?.text, instance: record["instance"]?.text,
      step: record["step"]?.text, record: record)
    explanation.isSameTemplates = golden.templates == digest(ofTree: golden.tree)
    place(&explanation, golden)
    if let instance = explanation.instance {
      explanation.happening = try golden.happening(instance)
      explanation.neighbours = try golden.neighbours(
        of: instance, in: explanation.happening, but: first)
    }
    return explanation
  }

  /// The bytes of a record as they stand in the log's content.
  private static func bytes(of file: String, _ range: Range<Int64>) throws(OutputError) -> [UInt8] {
    var bytes: [UInt8] = []
    var at: Int64 = 0
    try unsafe LogInput.read(file) { (chunk) throws(OutputError) in
      let from = max(range.lowerBound - at, 0)
      let to = min(range.upperBound - at, Int64(chunk.count))
      if from < to { unsafe bytes += UnsafeBufferPointer(rebasing: chunk[Int(from)..<Int(to)]) }
      at += Int64(chunk.count)
      return at < range.upperBound
    }
    return bytes
  }

  /// Time, level and fields, each with what the log shows of it.
  private static func fields(of record: Datum, _ bytes: [UInt8]) -> [Explanation.Field] {
    let spans = record["spans"]?.members ?? []
    func shown(_ name: String) -> String? {
      guard let span = spans.first(where: { $0.name == name })?.value.elements, span.count == 2,
        let start = span[0].number, let length = span[1].number, start >= 0, length >= 0,
        start + length <= Int64(bytes.count)
      else { return nil }
      return String(decoding: bytes[Int(start)..<Int(start + length)], as: UTF8.self)
    }
    var fields: [Explanation.Field] = []
    for name in ["time", "level"] {
      guard let value = record[name], value != .none else { continue }
      fields.append(Explanation.Field(name: name, value: jsonText(value), text: shown(name)))
    }
    for (name, value) in record["fields"]?.members ?? [] {
      fields.append(Explanation.Field(name: name, value: jsonText(value), text: shown(name)))
    }
    return fields
  }

  /// Where event and step stand in the templates; left out where these do not say.
  private func place(_ explanation: inout Explanation, _ golden: GoldenFolder) {
    if let position = event(explanation.event, of: explanation.format) {
      explanation.eventPlace = place(file: position.file, line: position.line)
    }
    guard let step = explanation.step,
      let bound = try? tree(golden.tree, settings: golden.parameters)
    else { return }
    let scenarios = bound.model.plan.scenarios.map(\.name).first { full in
      catalogue.scenarios[full].map { outsideName($0.syntax.name.text) } == explanation.scenario
    }
    let called = scenarios.map { CalledScenarios(catalogue, from: $0).names }
    for site in bound.model.plan.sites
    where (called?.contains(site.scenario) ?? true) && site.format == explanation.format
      && outsideName(site.event) == explanation.event
      && site.step == step
    {
      let place = place(file: site.file, line: site.line)
      if !explanation.stepPlaces.contains(place) { explanation.stepPlaces.append(place) }
    }
  }

  private func place(file: Int32, line: Int32) -> String {
    "\(catalogue.sources[Int(file)].path):\(line)"
  }

  /// Where a format defines an event, given as users write it.
  private func event(_ name: String, of format: String) -> Position? {
    func find(_ entries: [Entry]) -> Position? {
      for entry in entries {
        switch entry {
        case .event(let event) where outsideName(event.name.text) == name:
          return event.name.position
        case .choice(let choice):
          if let found = choice.branches.lazy.compactMap({ find($0.body) }).first { return found }
        default: continue
        }
      }
      return nil
    }
    return catalogue.grammars[format].flatMap { find($0.entries) }
  }
}
