@testable import FauxlogEngine

extension TimePattern {
  /// Where the text of a time that begins a text ends; nil if it does not begin with one.
  func end(in text: String, _ fields: inout TimeFields, from start: Int = 0) -> Int? {
    var text = text
    return text.withUTF8 { unsafe read($0, from: start, fields: &fields) }
  }

  /// What the pattern writes, without a cache that knows anything.
  func text(_ instant: Instant, zone: Zone) -> String {
    var cache = TimeCache()
    var out = LineWriter()
    write(instant, zone: zone, cache: &cache, into: &out)
    return out.string
  }
}
