/// All that is known of one option: the parser, the help pages and the messages go by this alone.
struct OptionSpec: Sendable {
  /// The long spelling, without its dashes.
  let long: String
  /// The short spelling, without its dash.
  let short: Character?
  /// What follows it; nil for a switch.
  let value: ValueSpec?
  /// Whether each use adds a value; of other options the last use counts.
  let isRepeatable: Bool
  /// How it is taken back.
  let negation: Negation
  let group: OptionGroup
  /// One sentence for the help page, without a full stop.
  let summary: String

  /// The `--no-` form of an option.
  enum Negation: Equatable, Sendable {
    /// There is none.
    case none
    /// There is one, as goes without saying.
    case silent
    /// There is one, and the help page says what it does.
    case described(String)
  }

  /// An option that is followed by a value.
  static func valued(
    _ long: String, short: Character? = nil, _ placeholder: String, _ kind: ValueKind,
    repeatable: Bool = false, negation: Negation = .none, in group: OptionGroup, _ summary: String
  ) -> OptionSpec {
    OptionSpec(
      long: long, short: short, value: ValueSpec(placeholder: placeholder, kind: kind),
      isRepeatable: repeatable, negation: negation, group: group, summary: summary)
  }

  /// An option that is there or not.
  static func toggle(
    _ long: String, short: Character? = nil, negation: Negation = .silent,
    in group: OptionGroup, _ summary: String
  ) -> OptionSpec {
    OptionSpec(
      long: long, short: short, value: nil, isRepeatable: false, negation: negation,
      group: group, summary: summary)
  }

  /// The long spelling that takes the option back, without its dashes.
  var negatedLong: String? { negation == .none ? nil : "no-\(long)" }

  /// The spellings with the value, in columns of their own: `-o, --output DIR`.
  var names: String {
    let short = short.map { "-\($0), " } ?? "    "
    return short + "--\(long)" + (value.map { " \($0.placeholder)" } ?? "")
  }

  /// The option and, where there is something to say of it, its `--no-` form, with what they do.
  var rows: [(name: String, meaning: String)] {
    var rows = [(name: names, meaning: summary)]
    if case .described(let meaning) = negation, let negatedLong {
      rows.append((name: "    --\(negatedLong)", meaning: meaning))
    }
    return rows
  }

  /// The value's name and kind.
  struct ValueSpec: Sendable {
    /// What the help page calls it, in capitals.
    let placeholder: String
    let kind: ValueKind
  }
}
