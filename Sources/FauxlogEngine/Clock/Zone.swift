/// A time zone of the IANA database: how far its clocks are from UTC at any instant.
///
/// A zone is a place in a table of ours that covers 2000 through 2040; before and after, the first
/// and the last offset hold. Nothing is decoded or kept, so a copy costs nothing.
package struct Zone: Sendable, Hashable {
  /// Where the name stands in ``zoneNames``.
  private let nameStart, nameLength: Int32
  /// The zone's first record in ``zoneRecords``; zones of equal clocks share it.
  let first: Int32
  /// How many records it has, at least one.
  private let count: Int32

  /// Coordinated universal time.
  package static let utc = named("UTC") ?? Zone(nameStart: 0, nameLength: 0, first: 0, count: 1)

  /// The zone of a name as `Asia/Kolkata`, spelt as in the database; nil if there is none.
  package static func named(_ name: String) -> Zone? {
    var name = name
    return name.withUTF8 { unsafe find($0) }
  }

  /// All names, for suggestions, in the order of their bytes.
  package static var allNames: [String] {
    var names: [String] = []
    var start = 0
    while start < zoneNames.utf8CodeUnitCount {
      let zone = entry(at: start)
      names.append(zone.name)
      start += Int(zone.nameLength) + entryTail
    }
    return names
  }

  /// The name by which the zone was looked up.
  package var name: String {
    var text = ""
    for at in nameStart..<(nameStart + nameLength) {
      text.unicodeScalars.append(Unicode.Scalar(byte(of: zoneNames, at: Int(at))))
    }
    return text
  }

  /// Seconds east of UTC at an instant.
  ///
  /// A binary search in at most 91 records.
  package func offset(at instant: Instant) -> Int32 {
    record(index(at: split(instant).second)).offset
  }

  /// Seconds east of UTC of the zone's standard time when the year 2000 began.
  ///
  /// That is the smaller offset of that winter and summer, so half the world's summers do not count.
  package var standardOffset: Int32 {
    let july: Int64 = 182 * 86400
    return min(record(0).offset, record(index(at: july)).offset)
  }

  /// A stretch of time in which a zone's clocks run on.
  struct Period: BitwiseCopyable {
    /// The first second since 2000, in UTC, and the first no more.
    let start, end: Int64
    /// Seconds east of UTC.
    let offset: Int32
  }

  /// The stretch between two changes of the clocks that a second since 2000, in UTC, lies in.
  func period(at second: Int64) -> Period { period(index(at: second)) }

  /// The instants at which the zone's clocks show a time, given in seconds since they showed
  /// 2000-01-01 00:00:00: none, one, or two in order (the clocks were put back).
  package func instants(ofLocal second: Int64) -> (first: Instant?, second: Instant?) {
    var found: (first: Instant?, second: Instant?) = (nil, nil)
    for index in index(at: second - 86400)..<count {
      let period = period(index)
      let candidate = second - Int64(period.offset)
      if period.start > second + 86400 { break }
      guard candidate >= period.start && candidate < period.end else { continue }
      if found.first == nil {
        found.first = FauxlogEngine.instant(second: candidate)
      } else {
        found.second = FauxlogEngine.instant(second: candidate)
        break
      }
    }
    return found
  }

  /// When the zone's clocks first show a time or, if they skip it, the first instant after the gap.
  ///
  /// The time is given in seconds since they showed 2000-01-01 00:00:00. Outside the range of
  /// instants the answer is the last there is.
  package func firstInstant(ofLocal second: Int64) -> Instant {
    var index = index(at: second - 86400)
    var period = period(index)
    while second - Int64(period.offset) >= period.end {
      index += 1
      period = self.period(index)
    }
    let answer = max(period.start, second - Int64(period.offset))
    return FauxlogEngine.instant(second: answer) ?? (answer < 0 ? .min : .max)
  }
}

// MARK: - The table

extension Zone {
  /// One change of the clocks: the minute since 2000 it happens, and seconds east of UTC from then.
  private func record(_ index: Int32) -> (minute: Int64, offset: Int32) {
    let number = Int(first + index)
    let at = number * 6 + number / 16
    return (
      minute: Int64(digits(of: zoneRecords, at: at, count: 4)),
      offset: Int32(digits(of: zoneRecords, at: at + 4, count: 2) - 720) * 60
    )
  }

  /// The last record whose time has come.
  private func index(at second: Int64) -> Int32 {
    let minute = floorDivide(second, by: 60).quotient
    var (low, high): (Int32, Int32) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if record(middle).minute <= minute { low = middle } else { high = middle }
    }
    return low
  }

  private func period(_ index: Int32) -> Period {
    let (minute, offset) = record(index)
    return Period(
      start: index == 0 ? .min : minute * 60,
      end: index + 1 == count ? .max : record(index + 1).minute * 60, offset: offset)
  }

  /// The bytes of an entry of ``zoneNames`` behind its name: `=`, five digits, a blank or line end.
  private static let entryTail = 7

  /// The entry that begins at a place of ``zoneNames``.
  private static func entry(at start: Int) -> Zone {
    var end = start
    while byte(of: zoneNames, at: end) != UInt8(ascii: "=") { end += 1 }
    return Zone(
      nameStart: Int32(start), nameLength: Int32(end - start),
      first: Int32(digits(of: zoneNames, at: end + 1, count: 3)),
      count: Int32(digits(of: zoneNames, at: end + 4, count: 2)))
  }

  /// Looks a name up by halving the text of names.
  private static func find(_ name: UnsafeBufferPointer<UInt8>) -> Zone? {
    var (low, high) = (0, zoneNames.utf8CodeUnitCount)
    while low < high {
      var start = (low + high) / 2
      while start > low && byte(of: zoneNames, at: start - 1) > 0x20 { start -= 1 }
      let zone = entry(at: start)
      let order = unsafe zone.compare(to: name)
      if order == 0 { return zone }
      if order < 0 { low = start + Int(zone.nameLength) + entryTail } else { high = start }
    }
    return nil
  }

  /// Negative if the zone's name stands before another in the order of bytes, 0 if it is the same.
  private func compare(to other: UnsafeBufferPointer<UInt8>) -> Int {
    for index in 0..<min(Int(nameLength), other.count) {
      let difference =
        Int(byte(of: zoneNames, at: Int(nameStart) + index)) - Int(unsafe other[index])
      if difference != 0 { return difference }
    }
    return Int(nameLength) - other.count
  }
}

/// The byte at a place of a text.
@inline(__always)
private func byte(of text: StaticString, at index: Int) -> UInt8 {
  precondition(index >= 0 && index < text.utf8CodeUnitCount)
  return unsafe text.utf8Start[index]
}

/// The number that so many digits of base 79 make.
@inline(__always)
private func digits(of text: StaticString, at start: Int, count: Int) -> Int {
  var value = 0
  for at in start..<(start + count) { value = value * 79 + Int(byte(of: text, at: at)) - 48 }
  return value
}
