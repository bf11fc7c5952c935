/// The English name of a month or a weekday: 3 to 9 ASCII letters, the first three its short form.
struct TimeName: Sendable {
  /// The first eight letters, first letter lowest, zeros behind.
  private let word: UInt64
  /// The ninth letter, or 0.
  private let last: UInt8
  /// How many letters it has.
  let length: Int

  private init(_ text: String) {
    let letters = Array(text.utf8)
    var word: UInt64 = 0
    for (place, letter) in letters.prefix(8).enumerated() {
      word |= UInt64(letter) << UInt64(8 * place)
    }
    self.word = word
    last = letters.count > 8 ? letters[8] : 0
    length = letters.count
  }

  /// The letter at a place; 0 behind the name.
  subscript(place: Int) -> UInt8 {
    place < 8 ? UInt8(truncatingIfNeeded: word >> UInt64(8 * place)) : place == 8 ? last : 0
  }

  /// The first three letters, first letter lowest.
  var short: UInt32 { UInt32(truncatingIfNeeded: word & 0xFF_FFFF) }

  /// Appends the name, or its first three letters.
  func write(whole: Bool, into out: inout LineWriter) {
    out.word(word, length: whole ? min(length, 8) : 3)
    if whole && length == 9 { out.byte(last) }
  }

  /// January is 0.
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ].map(TimeName.init)

  /// Sunday is 0.
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ].map(TimeName.init)
}
