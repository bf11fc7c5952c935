import FauxlogEngine
import FauxlogLanguage
import FauxlogTree
import Foundation

extension TemplateLibrary {
  /// Explains a line of a generated log by its golden records and the templates.
  ///
  /// - Parameters:
  ///   - golden: the golden folder; nil looks for it beside the folders of the file.
  ///   - folders: the user's folders of templates.
  package static func explain(
    file: String, line: Int64, golden folder: String?, folders: [String]
  ) throws -> Explanation {
    guard FileManager.default.fileExists(atPath: file) else {
      throw ExplanationError.noSuchFile(file)
    }
    let golden = try GoldenFolder(of: file, in: folder)
    let library = try TemplateLibrary(folders: folders, for: golden.tree)
    return try library.explain(file: file, line: line, golden)
  }

  private func explain(file: String, line: Int64, _ golden: GoldenFolder) throws -> Explanation {
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
    explanation.seed = golden.seed
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
    func field(_ name: String, _ value: Datum) -> Explanation.Field {
      var field = Explanation.Field(name: name, value: jsonText(value))
      guard let span = spans.first(where: { $0.name == name })?.value.elements, span.count == 2,
        let start = span[0].number, let length = span[1].number, start >= 0, length >= 0,
        start + length <= Int64(bytes.count)
      else { return field }
      field.span = (start, length)
      field.text = String(decoding: bytes[Int(start)..<Int(start + length)], as: UTF8.self)
      return field
    }
    var fields: [Explanation.Field] = []
    for name in ["time", "level"] {
      guard let value = record[name], value != .none else { continue }
      fields.append(field(name, value))
    }
    for (name, value) in record["fields"]?.members ?? [] { fields.append(field(name, value)) }
    return fields
  }

  /// Where layout, event and step stand in the templates, and what filled each field; left out where
  /// these do not say.
  private func place(_ explanation: inout Explanation, _ golden: GoldenFolder) {
    let wanted = explanation.event
    let entries = catalogue.grammars[explanation.format]?.entries ?? []
    explanation.eventPlace = entries.event(wanted).map(catalogue.place)
    let bound = try? tree(golden.tree, settings: golden.parameters, explains: true)
    guard let bound else { return }
    let plan = bound.model.plan
    let top = plan.scenarios.map(\.name).first { full in
      catalogue.scenarios[full].map { outsideName($0.syntax.name.text) } == explanation.scenario
    }
    var sites: [Site] = []
    for site in plan.sites
    where site.format == explanation.format && outsideName(site.event) == wanted
      && site.step == explanation.step
    {
      if let top, CallChain(plan, from: top, to: site.scenarioNumber) == nil { continue }
      let place = catalogue.place(site.position)
      if !explanation.stepPlaces.contains(place) { explanation.stepPlaces.append(place) }
      sites.append(site)
    }
    guard !sites.isEmpty, case .log(let rule)? = PathMatcher(bound.model).match(golden.path) else {
      return
    }
    explanation.layoutPlace = layout(of: rule, explanation, golden).map(catalogue.place)
    guard let instance = explanation.instance else { return }
    let origins = sites.compactMap { site -> RecordOrigins? in
      let output = site.outputs.first { output in
        output.routes.contains { bound.model.rules[Int($0.rule)].path.text == rule.path.text }
      }
      guard let program = output?.program else { return nil }
      return RecordOrigins(
        site: site, program: program,
        chain: top.flatMap { CallChain(plan, from: $0, to: site.scenarioNumber) },
        instance: instance,
        plan: plan, catalogue: catalogue)
    }
    for index in explanation.fields.indices {
      let field = explanation.fields[index]
      let value = field.value.flatMap { readJSON($0.utf8) } ?? .none
      explanation.fields[index].origin =
        origins.map { $0.origin(of: field.name, value, shown: field.text) }.agreed
    }
    explanation.fields.joinRows()
  }

  /// Where the layout stands that a file has before the event's lines; nil if it is bare.
  private func layout(
    of rule: FileRule, _ explanation: Explanation, _ golden: GoldenFolder
  ) -> Position? {
    let name = Name(rule.format, Position(line: 1, column: 1))
    guard let model = binder(golden.parameters).grammar(name) else { return nil }
    let isBare = model.events.first { outsideName($0.name.text) == explanation.event }?.isBare
    guard isBare == false || rule.isEachLine else { return nil }
    let layout = model.layouts.first { rule.layout == nil || $0.name?.text == rule.layout }
    return layout?.position
  }
}
