// What only scenario files hold.

/// `actor NAME`: something that lives longer than a scenario.
package struct ActorSyntax: Sendable {
  package var name: Name
  package var count: Expression?
  /// `renewed every D`.
  package var renewal: Number?
  package var counters: [Counter]
  package var definitions: [Definition]
  /// Definitions under `when`.
  package var choices: [Choice<Body>]
  package init(
    name: Name, count: Expression?, renewal: Number?, counters: [Counter],
    definitions: [Definition],
    choices: [Choice<Body>] = []
  ) {
    self.name = name
    self.count = count
    self.renewal = renewal
    self.counters = counters
    self.definitions = definitions
    self.choices = choices
  }

  /// `counter NAME starts K, wraps N`.
  package struct Counter: Sendable {
    package var name: Name
    package var starts: Kind
    package var wraps: Int64?
    package init(name: Name, starts: Kind, wraps: Int64?) {
      self.name = name
      self.starts = starts
      self.wraps = wraps
    }
  }
}

/// `scenario NAME given …`.
package struct ScenarioSyntax: Sendable {
  package var replaces: Bool
  package var name: Name
  package var given: [Given]
  /// `lasts at most D`.
  package var longest: Number?
  /// `at most N deep`.
  package var depth: Int?
  /// `writes in GRAMMAR`.
  package var writesIn: Name?
  package var isWhole: Bool
  package var steps: [Step]
  package init(
    replaces: Bool, name: Name, given: [Given], longest: Number?, depth: Int?, writesIn: Name?,
    isWhole: Bool, steps: [Step]
  ) {
    self.replaces = replaces
    self.name = name
    self.given = given
    self.longest = longest
    self.depth = depth
    self.writesIn = writesIn
    self.isWhole = isWhole
    self.steps = steps
  }
}

/// `> grammar event stamped t with a: 1`, with what stands behind or below it.
package struct Emission: Sendable {
  /// The grammar, unless `writes in` says it.
  package var grammar: Name?
  package var event: Name
  package var stamp: Expression?
  package var arguments: [Argument]
  /// Bars that fill the event's `said`.
  package var bars: [Bar]
  package var position: Position
  package init(
    grammar: Name?, event: Name, stamp: Expression?, arguments: [Argument], bars: [Bar],
    position: Position
  ) {
    self.grammar = grammar
    self.event = event
    self.stamp = stamp
    self.arguments = arguments
    self.bars = bars
    self.position = position
  }
}

/// `do X with …` or `start X with …`.
package struct Call: Sendable {
  package var starts: Bool
  package var scenario: Name
  package var arguments: [Argument]
  package var position: Position
  package init(starts: Bool, scenario: Name, arguments: [Argument], position: Position) {
    self.starts = starts
    self.scenario = scenario
    self.arguments = arguments
    self.position = position
  }
}

/// One step of a scenario.
package indirect enum Step: Sendable {
  case emission(Emission)
  case call(Call)
  /// `name: kind`, which also names an emission or a call.
  case definition(Definition)
  case after(Kind, Position)
  case label(String, Position)
  case end(as: String?, Position)
  case set(Name, Expression)
  case choice(Choice<[Step]>)
  case oneOf([Alternative], Position)
  case together([(name: Name, steps: [Step])], Position)
  case repeatTimes(Kind, [Step], Position)
  case repeatUntil(Expression, atMost: Int, [Step], Position)
  case stopWhen(Expression, [Step], Position)
  /// `hold any ACTOR where V, waiting at most D` with its block; the name is whom it holds.
  case hold(Name?, Kind, waiting: Number, [Step], Position)
  case each(Name, in: Expression, mode: EachMode, [Step], Position)
  /// `rotate NAME`, `rotate NAME when over N` with its block.
  case rotate(Name, over: Size?, [Step], Position)
  case flush(Name, again: Int, Position)
  case reopen(Name, Position)
  case empty(Name, Position)
  case remove(Name, old: Bool, Position)
  case archive(Expression, [(path: PathSyntax, under: PathSyntax)], Position)

  /// How large a file must be: a number, or a parameter.
  package enum Size: Sendable {
    case number(Number)
    case parameter(Name)
  }

  /// How `each` goes through its list.
  package enum EachMode: Sendable {
    case oneByOne, together
    /// `once NAME are done`.
    case once(Name)
  }

  /// `95% good when V:` and its steps.
  package struct Alternative: Sendable {
    package var weight: Weight
    package var name: Name
    package var condition: Expression?
    package var steps: [Step]
    package init(weight: Weight, name: Name, condition: Expression?, steps: [Step]) {
      self.weight = weight
      self.name = name
      self.condition = condition
      self.steps = steps
    }
  }
}

extension Step {
  /// The record that it writes, named or not.
  package var emission: Emission? {
    switch self {
    case .emission(let emission): return emission
    case .definition(let definition):
      if case .draw(.emission(let emission), _) = definition.kind { return emission }
      return nil
    default: return nil
    }
  }

  /// The scenario that it runs or starts, named or not.
  package var call: Call? {
    switch self {
    case .call(let call): return call
    case .definition(let definition):
      if case .draw(.call(let call), _) = definition.kind { return call }
      return nil
    default: return nil
    }
  }
}
