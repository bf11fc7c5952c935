// What only tree files hold.

/// A path with holes, as one run of non-blank characters.
package struct PathSyntax: Sendable {
  package var segments: [Bar.Segment]
  /// As it was written.
  package var text: String
  package var position: Position
  package init(segments: [Bar.Segment], text: String, position: Position) {
    self.segments = segments
    self.text = text
    self.position = position
  }
}

/// `file PATH` with its notes.
package struct FileSyntax: Sendable {
  package var replaces: Bool
  package var path: PathSyntax
  package var notes: [Note]
  package init(replaces: Bool, path: PathSyntax, notes: [Note]) {
    self.replaces = replaces
    self.path = path
    self.notes = notes
  }

  /// One note under a file.
  package enum Note: Sendable {
    /// `takes GRAMMAR as LAYOUT, each line where V`.
    case takes(grammar: Name, layout: Name?, eachLine: Bool, condition: Expression?)
    case rotates(Moment, [Keeping], Position)
    case named(Name)
    case presentFromTheStart(EachSyntax?, Position)
    case heldUntilFlushed(Position)
    case writtenBy(Name)
    case mode(Int, Position)
    case owner(String, Position)
  }

  /// When a file rotates.
  package enum Moment: Sendable {
    case before(Number)
    case after(Number)
    case told(byCopy: Bool)
  }

  /// What is kept of rotated files.
  package enum Keeping: Sendable {
    /// `keeps 5 as .1`; the suffix is nil if not said.
    case keeps(Int, first: String?)
    case next(String)
    case gzip(from: String)
  }
}

/// `static PATH` with its bars, or an empty folder if the path ends in `/`.
package struct StaticSyntax: Sendable {
  package var path: PathSyntax
  /// What there is one of it for each; nil if there is one.
  package var each: EachSyntax?
  package var body: Body
  /// A file or folder at a path.
  package init(path: PathSyntax, each: EachSyntax?, body: Body) {
    self.path = path
    self.each = each
    self.body = body
  }
}

/// `for each ACTOR`, or `for each NAME in LIST`: one file of each.
package struct EachSyntax: Sendable {
  /// The actor, or what an element of the list is called.
  package var name: Name
  /// The list; nil if the name is an actor's.
  package var list: Expression?
  /// Each actor of a name, or each element of a list.
  package init(name: Name, list: Expression?) {
    self.name = name
    self.list = list
  }
}

/// `rate SCENARIO often for each ACTOR, CURVE`.
package struct RateSyntax: Sendable {
  package var scenario: Name
  package var often: Often
  package var actor: Name?
  package var curve: Name?
  package var position: Position
  package init(scenario: Name, often: Often, actor: Name?, curve: Name?, position: Position) {
    self.scenario = scenario
    self.often = often
    self.actor = actor
    self.curve = curve
    self.position = position
  }

  /// How often.
  package enum Often: Sendable {
    /// `40 a minute`; the unit is `second minute hour day week month year`.
    case rate(Number, unit: Name)
    case every(Number)
    /// `on Sunday at 06:25, 18:00`; clocks are minutes of the day.
    case at(day: Name?, clocks: [Int])
    case once(beforeItsEnd: Bool)
  }
}

/// `curve office: 00:00 4%, …, weekend 25%`; shares in units of 1/10000 percent.
package struct CurveSyntax: Sendable {
  package var name: Name
  package var points: [(minute: Int, share: Int64)]
  package var weekend: Int64?
  package init(name: Name, points: [(minute: Int, share: Int64)], weekend: Int64?) {
    self.name = name
    self.points = points
    self.weekend = weekend
  }
}

/// `incident NAME`: something that happens to the world for a while.
package struct IncidentSyntax: Sendable {
  package enum When: Sendable {
    /// An RFC 3339 time as written.
    case at(String)
    case rate(Number, unit: Name, between: (Int, Int)?)
  }
  package var name: Name
  package var when: When
  /// How long, a quantity of durations.
  package var lasting: Kind
  package var turns: [(dial: Name, kind: Kind)]
  package var rates: [RateSyntax]
  package var runs: [RunSyntax]
  package init(
    name: Name, when: When, lasting: Kind, turns: [(dial: Name, kind: Kind)], rates: [RateSyntax],
    runs: [RunSyntax]
  ) {
    self.name = name
    self.when = when
    self.lasting = lasting
    self.turns = turns
    self.rates = rates
    self.runs = runs
  }
}

/// `run SCENARIO with … at start|end|CLOCK`.
package struct RunSyntax: Sendable {
  package enum Moment: Sendable {
    case start, end
    case clock(Int)
  }
  package var scenario: Name
  package var arguments: [Argument]
  package var moment: Moment
  package init(scenario: Name, arguments: [Argument], moment: Moment) {
    self.scenario = scenario
    self.arguments = arguments
    self.moment = moment
  }
}
