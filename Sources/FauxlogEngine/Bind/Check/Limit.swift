/// How large things may be that templates describe: templates are untrusted, and what is bounded at
/// load cannot run away later.
enum Limit {
  /// Pieces that one event may be made of, each counted wherever it stands.
  static let pieces = 20_000
  /// Holes that one event may have.
  static let fields = 1000
  /// Numbers that a table tells more of.
  static let told = 10_000
  /// Values that one expression may be made of, each counted wherever it is used.
  static let values = 100_000
  /// Bytes of a text that is made of others.
  static let text = 1 << 20
  /// Steps that one run of a scenario may take, with what it calls.
  static let steps: Int64 = 10_000_000
  /// Scenarios that one run may start, with what these start.
  static let started: Int64 = 1_000_000
  /// How deep a scenario may call itself.
  static let depth = 1000
  /// Scenarios that are given names, one for each set of them.
  static let named = 1000
  /// How many of an actor there may be at a time.
  static let actors: Int64 = 1_000_000
  /// What one rate may begin in a minute.
  static let arrivals: Int64 = 500_000
  /// What may have to be played to know what still goes on when a window opens.
  static let lead: Int64 = 20_000_000
  /// Steps that may have to be played to know what counters stand at when a window opens.
  static let opening = 1e9
  /// Bytes of a path, and of each name in it.
  static let path = 1024
  static let name = 255

  /// A number in groups of three.
  static func show(_ number: Int64) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: " ")
  }
}
