import Testing

@testable import FauxlogEngine

/// What is written is read again as what was shown, whatever the cache has seen before.
@Suite("Times written and read")
struct ClockRoundTripTests {
  static let patterns = [
    "yyyy-MM-dd HH:mm:ss,SSS", "yyyy-MM-dd HH:mm:ss[.SSSSSS]", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx",
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", "dd/MMM/yyyy:HH:mm:ss Z", "dd/MM/yyyy HH:mm:ss",
    "EEE MMM dd HH:mm:ss.SSSSSS yyyy", "EEEE, MMMM dd, yyyy hh:mm:ss a", "MMM _d HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ss.f", "HH:mm:ss.SSSS", "d. MMMM yyyy, H:mm", "M/d/yy h:mm a",
    "yyyyMMdd'T'HHmmss", "ss.SSS 'of' HH:mm EEE yyyy-MM-dd", "yyyy-MM-dd", "epoch", "epoch ms",
    "SSS SSSSSS HH:mm:ss yyyy-MM-dd", "HH:mm:ss.SSS ss yyyy-MM-dd xx", "MM-dd HH:mm:ss[,SSS]xx",
    "'a text that is too long for the cache, but not for the log:' yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-dd HH", "ss HH:mm:ss dd.MM.yyyy",
  ]
  static let zones = [
    "UTC", "Asia/Kolkata", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe",
    "Asia/Kathmandu", "America/St_Johns",
  ]

  /// Steps from one time to the next, in nanoseconds, as logs have them: most of them short.
  private func step(_ key: Key) -> Int64 {
    switch Draw.below(8, key) {
    case 0: 0
    case 1: Draw.within(-2_000_000_000, 0, mix(key, 1))
    case 2, 3: Draw.within(0, 300_000_000, mix(key, 1))
    case 4: Draw.within(0, 40_000_000_000, mix(key, 1))
    case 5: Draw.within(0, 7_200_000_000_000, mix(key, 1))
    case 6: Draw.within(0, 20 * 86_400_000_000_000, mix(key, 1)) / 1_000_000_000 * 1_000_000_000
    default: Draw.within(0, 60_000_000_000, mix(key, 1)) / 1000 * 1000
    }
  }

  @Test("a log of 500 times in each zone", arguments: patterns)
  func log(_ text: String) throws {
    let pattern = try TimePattern(text)
    for (number, name) in Self.zones.enumerated() {
      let zone = try #require(Zone.named(name))
      var now: Instant = 820_454_400_000_000_000
      var previous = now
      var cache = TimeCache()
      var out = LineWriter()
      for count in 0..<500 {
        let next = now + step(mix(UInt64(number), UInt64(count)))
        // A time without a date says nothing of days that were passed over.
        now =
          text.contains("d") || text.contains("epoch") ? next : min(next, now + 80_000_000_000_000)
        out.removeAll()
        pattern.write(now, zone: zone, cache: &cache, into: &out)
        let written = out.string
        #expect(written == pattern.text(now, zone: zone), "kept and fresh differ")
        var fields = TimeFields()
        guard pattern.end(in: written + "\u{20}tail", &fields) == written.utf8.count else {
          Issue.record("\(written) is not read")
          return
        }
        let read = fields.resolve(zone: zone, near: previous)
        // Of an hour that comes twice either pass may be meant; what is shown is the same.
        guard let read, pattern.text(read, zone: zone) == written,
          isTwice(now, zone) || read == pattern.cut(now, zone: zone)
        else {
          Issue.record("\(written) of \(now) in \(name) is read as \(String(describing: read))")
          return
        }
        previous = isTwice(now, zone) ? now : read
      }
    }
  }

  /// True near the hour when clocks are put back.
  private func isTwice(_ instant: Instant, _ zone: Zone) -> Bool {
    let hours: Int64 = 2 * 3600 * 1_000_000_000
    return zone.offset(at: instant - hours) > zone.offset(at: instant + hours)
  }

  @Test("one cache serves several zones in turn")
  func turns() throws {
    let pattern = try TimePattern("yyyy-MM-dd HH:mm:ss.SSSxxx")
    var cache = TimeCache()
    var out = LineWriter()
    for count in 0..<400 {
      let zone = try #require(Zone.named(Self.zones[count / 2 % Self.zones.count]))
      let now = 826_268_399_000_000_000 + Int64(count) * 333_333_333
      out.removeAll()
      pattern.write(now, zone: zone, cache: &cache, into: &out)
      #expect(out.string == pattern.text(now, zone: zone))
    }
  }

  @Test("a text that is cut short is none, or a shorter one", arguments: patterns)
  func cutShort(_ text: String) throws {
    let pattern = try TimePattern(text)
    let whole = pattern.text(845_937_845_678_901_234, zone: .utc)
    for length in 0..<whole.utf8.count {
      var fields = TimeFields()
      let end = pattern.end(in: String(whole.prefix(length)), &fields)
      #expect(end.map { $0 <= length && $0 >= pattern.minLength } ?? true)
      #expect(end == nil || length >= pattern.minLength)
    }
    var fields = TimeFields()
    #expect(pattern.end(in: whole, &fields, from: whole.utf8.count + 3) == nil)
  }
}
