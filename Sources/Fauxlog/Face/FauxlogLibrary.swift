import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

/// Formats and trees: the built-in ones, with your own templates laid over them.
///
/// A library is read once and does not change; it may be used from several threads at a time.
///
/// ```swift
/// let library = try FauxlogLibrary(templates: ["my-templates"])
/// var order = FauxlogOrder(tree: "frappe-bench", folder: "bench")
/// order.seed = 42
/// let summary = try library.generate(order)
/// print(summary.files, summary.records)
/// ```
public struct FauxlogLibrary: Sendable {
  let templates: TemplateLibrary

  /// Reads the built-in templates, then each folder's: a file takes the place of an earlier one of
  /// its name, or extends it.
  ///
  /// Throws ``FauxlogError/templates(_:)`` if a file has errors.
  public init(templates folders: [String] = []) throws(FauxlogError) {
    do throws(TemplateError) {
      templates = try TemplateLibrary(folders: folders)
      try templates.stopOnErrors(templates.diagnostics)
    } catch {
      throw FauxlogError(error)
    }
  }

  /// The names of all trees, sorted.
  public var trees: [String] { templates.trees }

  /// The names of all formats, sorted.
  public var formats: [String] { templates.formats }

  /// The SHA-256 of all templates, in hexadecimal; a manifest has it too.
  public var digest: String { templates.digest }

  /// Writes a tree and, beside it, its golden files: whole, or not at all.
  ///
  /// The same order gives the same bytes on any machine, whatever ``FauxlogOrder/jobs`` is.
  public func generate(_ order: FauxlogOrder) throws(FauxlogError) -> FauxlogSummary {
    do {
      let (made, window) = try templates.generate(try order.inside)
      return FauxlogSummary(
        files: made.files, records: made.records, bytes: made.bytes,
        start: rfc3339(window.lowerBound), end: rfc3339(window.upperBound))
    } catch {
      throw FauxlogError(error)
    }
  }

  /// Draws records of a format and hands each to `body`, until it answers false.
  ///
  /// Each record is drawn by its event's own legend, a millisecond of log time after the one
  /// before. Record n is the same in every stream of the seed, however many are drawn.
  public func stream(
    _ format: String, seed: UInt64 = 1, parameters: [String: String] = [:],
    body: (FauxlogRecord) throws -> Bool
  ) throws {
    let settings = parameters.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    let bound: BoundFormat
    do throws(TemplateError) {
      bound = try templates.format(format, settings: settings)
    } catch {
      throw FauxlogError(error)
    }
    var drawer = FormatDrawer(
      FormatPlan(bound.format, bound.world, seed: seed, start: formatStart))
    var line = LineWriter(capacity: 4096)
    for number in 0..<Int64.max {
      line.removeAll()
      let (event, time) = drawer.record(number, into: &line)
      if let fault = drawer.fault {
        throw FauxlogError(.templates(templates.text(of: [fault.diagnostic])))
      }
      let bytes = unsafe line.withBytes { unsafe Array($0) }
      let name = outsideName(bound.format.events[event].name)
      guard try body(FauxlogRecord(event: name, time: rfc3339(time), bytes: bytes)) else { return }
    }
  }
}

/// An instant as RFC 3339 has it, with as many digits of the fraction as it needs in steps of 3.
private func rfc3339(_ instant: Instant) -> String {
  var line = LineWriter(capacity: 32)
  writeRFC3339(instant, digits: instant % 1_000_000_000 == 0 ? 0 : 3, into: &line)
  return line.string
}
