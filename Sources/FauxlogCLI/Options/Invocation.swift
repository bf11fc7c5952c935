/// What a command line means: every value read and checked, everything that must be there is there.
///
/// Asking for an option or argument that the command does not take, or as what it is not, is an
/// error of the program, and stops it.
struct Invocation: Sendable {
  private let command: CommandSpec
  private var values: [Option: [Value]] = [:]
  private var switches: [Option: Bool] = [:]
  private var arguments: [Argument: Value] = [:]
  /// What stood behind the other arguments, where the command takes more.
  private(set) var rest: [String] = []

  /// Reads what was typed as a line of `command`.
  init(_ line: TypedLine, of command: CommandSpec) throws(UsageProblem) {
    self.command = command
    for typed in line.options { try add(typed) }
    try add(arguments: line.arguments)
    for option in command.required where values[option] == nil {
      let spec = option.spec
      throw .missingOption(long: "--\(spec.long)", placeholder: spec.value?.placeholder)
    }
  }

  private mutating func add(_ typed: TypedLine.TypedOption) throws(UsageProblem) {
    let spec = typed.option.spec
    guard case .value(let text) = typed.use, let kind = spec.value?.kind else {
      values[typed.option] = nil
      switches[typed.option] = typed.use == .on
      return
    }
    let value = try Self.read(text, as: kind, of: typed.spelling)
    switches[typed.option] = nil
    if spec.isRepeatable {
      values[typed.option, default: []].append(value)
    } else {
      values[typed.option] = [value]
    }
  }

  private mutating func add(arguments texts: [String]) throws(UsageProblem) {
    var rest = texts[...]
    for argument in command.arguments {
      guard let text = rest.popFirst() else {
        throw .missingArgument(placeholder: argument.spec.placeholder)
      }
      try add(text, as: argument)
    }
    if let argument = command.optionalArgument, let text = rest.popFirst() {
      try add(text, as: argument)
    }
    if command.restArgument != nil {
      self.rest = Array(rest)
    } else if let excess = rest.first {
      throw .excessArgument(excess)
    }
  }

  private mutating func add(_ text: String, as argument: Argument) throws(UsageProblem) {
    let spec = argument.spec
    arguments[argument] = try Self.read(text, as: spec.kind, of: spec.placeholder)
  }

  private static func read(_ text: String, as kind: ValueKind, of name: String)
    throws(UsageProblem) -> Value
  {
    do throws(ValueFault) {
      return try kind.read(text)
    } catch {
      throw .badValue(of: name, text: text, fault: error)
    }
  }
}

// What the commands ask.
extension Invocation {
  /// An argument that is a text or a path.
  func argument(_ argument: Argument) -> String {
    guard let text = optional(argument) else {
      preconditionFailure("\(command.name) does not require \(argument)")
    }
    return text
  }

  /// The argument that need not be given.
  func optional(_ argument: Argument) -> String? {
    precondition(
      command.arguments.contains(argument) || command.optionalArgument == argument,
      "\(command.name) takes no \(argument)")
    guard case .text(let text)? = arguments[argument] else { return nil }
    return text
  }

  /// The `FILE:LINE` argument.
  var place: Place {
    guard case .place(let place)? = arguments[.place] else {
      preconditionFailure("\(command.name) takes no place")
    }
    return place
  }

  /// Whether a switch is on.
  func flag(_ option: Option) -> Bool {
    precondition(option.spec.value == nil, "\(option) is no switch")
    check(option)
    return switches[option] ?? false
  }

  /// Whether an option that takes a value was taken back by its `--no-` form.
  func isOff(_ option: Option) -> Bool {
    precondition(option.spec.negation != .none, "\(option) cannot be taken back")
    check(option)
    return switches[option] == false
  }

  /// A text, a path or a choice.
  func string(_ option: Option) -> String? { strings(option).last }

  /// The texts of an option that may be given again, in order.
  func strings(_ option: Option) -> [String] {
    all(option) { if case .text(let text) = $0 { text } else { nil } }
  }

  /// A whole number.
  func number(_ option: Option) -> UInt64? {
    all(option) { if case .number(let number) = $0 { number } else { nil } }.last
  }

  /// A stretch of time, in whole milliseconds; its nanoseconds fit 64 bits.
  func duration(_ option: Option) -> Duration? {
    all(option) { if case .duration(let duration) = $0 { duration } else { nil } }.last
  }

  /// A number of bytes, not negative.
  func size(_ option: Option) -> Int64? {
    all(option) { if case .size(let size) = $0 { size } else { nil } }.last
  }

  /// A time that is sound RFC 3339: `T` and `Z` in capitals, a lone date at midnight UTC.
  func instant(_ option: Option) -> String? {
    all(option) { if case .instant(let instant) = $0 { instant } else { nil } }.last
  }

  /// A pace.
  func rate(_ option: Option) -> Rate? {
    all(option) { if case .rate(let rate) = $0 { rate } else { nil } }.last
  }

  /// What `--set` set, sorted by name; of a name that was set again, the last.
  var settings: [Setting] {
    var latest: [String: Setting] = [:]
    let given: [Setting] = all(.settings) { if case .setting(let pair) = $0 { pair } else { nil } }
    for setting in given { latest[setting.name] = setting }
    return latest.values.sorted { $0.name < $1.name }
  }

  private func all<Found>(_ option: Option, _ pick: (Value) -> Found?) -> [Found] {
    check(option)
    return (values[option] ?? []).map { value in
      guard let found = pick(value) else {
        preconditionFailure("\(option) was asked as another kind")
      }
      return found
    }
  }

  private func check(_ option: Option) {
    precondition(command.allOptions.contains(option), "\(command.name) takes no \(option)")
  }
}
