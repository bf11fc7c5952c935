import FauxlogLanguage

/// Names that `any ACTOR where name is X` looks for: an actor's name is its own for ever, so most who
/// have another one need not be asked.
struct NamedActors: ~Copyable {
  /// A condition that asks for a name. (Not private: the compiler cannot link it in a debug build.)
  struct Question: BitwiseCopyable {
    var condition: Int32
    var host: Key
    /// What the name is to be; -1 if the condition asks for something else.
    var wanted: Int32
    /// Where the hashes of the names begin, by the actors' numbers.
    var first: Int
  }

  private var questions = FlatStack<Question>()
  private var hashes = FlatStack<UInt64>()

  /// Most numbers of an actor whose names are kept.
  static let most: Int64 = 4096

  /// What a condition asks for, if it was asked before.
  func question(_ condition: Int32, _ host: Key) -> Question? {
    for place in 0..<questions.count
    where questions[place].condition == condition && questions[place].host == host {
      return questions[place]
    }
    return nil
  }

  /// Keeps what a condition asks for, and the hashes of all names.
  mutating func keep(
    _ condition: Int32, _ host: Key, wanted: Int32, _ names: [UInt64]
  ) -> Question {
    let question = Question(
      condition: condition, host: host, wanted: wanted, first: hashes.count)
    questions.append(question)
    for name in names { hashes.append(name) }
    return question
  }

  /// The hash of the name of a number.
  @inline(__always)
  func hash(_ question: Question, _ number: Int64) -> UInt64 {
    hashes[question.first &+ Int(number)]
  }
}

extension Evaluator {
  /// `any ACTOR where …`: of the living that fit, the one with the greatest hash under the key.
  mutating func anyActor(_ actor: Int, _ condition: Int32, _ key: Key) -> Value {
    var best: (hash: Key, value: Value)?
    let named = condition >= 0 ? wantedName(actor, condition) : nil
    for number in 0..<actors[actor].count {
      if let named, namedActors.hash(named.question, number) != named.hash { continue }
      let candidate = living(actor, number: number, at: now)
      if condition >= 0 {
        loops.append(Loop(element: candidate, position: number, key: 0))
        let fits = isTrue(evaluate(condition))
        loops.truncate(to: loops.count - 1)
        if !fits { continue }
      }
      let hash = mix(key, self.key(of: candidate))
      if let known = best, known.hash >= hash { continue }
      best = (hash, candidate)
    }
    return best?.value ?? .none
  }

  /// The hash of the name that a condition asks for; nil if every actor has to be asked.
  private mutating func wantedName(
    _ actor: Int, _ condition: Int32
  ) -> (question: NamedActors.Question, hash: UInt64)? {
    let question =
      namedActors.question(condition, host) ?? learn(actor, condition)
    guard question.wanted >= 0, let hash = hash(ofText: evaluate(question.wanted)) else {
      return nil
    }
    return (question, hash)
  }

  private mutating func learn(_ actor: Int, _ condition: Int32) -> NamedActors.Question {
    var names: [UInt64] = []
    let wanted = other(actor, condition, &names) ?? -1
    return namedActors.keep(condition, host, wanted: wanted, wanted < 0 ? [] : names)
  }

  /// What a name is compared with, and the hashes of all names; nil if the condition does something
  /// else, or texts that differ may be equal.
  private mutating func other(
    _ actor: Int, _ condition: Int32, _ names: inout [UInt64]
  ) -> Int32? {
    guard case .binary(.equal, let left, let right) = nodes[Int(condition)],
      actors[actor].count <= NamedActors.most
    else { return nil }
    for (asked, wanted) in [(left, right), (right, left)] {
      guard case .member(let candidate, let name) = nodes[Int(asked)],
        case .element(let depth) = nodes[Int(candidate)], depth == loops.count,
        isFixed(wanted),
        let field = actorNames[actor].firstIndex(of: name),
        case let node = actorFields[actor][field], node >= 0,
        case .permuted = nodes[Int(node)]
      else { continue }
      for number in 0..<actors[actor].count {
        let text = actorField(.actor(actor, number: number, generation: 0), field)
        guard self.number(text) == nil, let hash = hash(ofText: text) else { return nil }
        names.append(hash)
      }
      return wanted
    }
    return nil
  }

  /// Whether an expression is the same for every candidate.
  private func isFixed(_ node: Int32) -> Bool {
    switch nodes[Int(node)] {
    case .slot, .constant, .register: true
    case .draw(.cell, .slot, _), .draw(.cell, .record, _), .draw(.choice, .slot, _): true
    case .member(let inner, _), .otherCell(let inner, _), .actorField(let inner, _): isFixed(inner)
    default: false
    }
  }

  /// The hash of the bytes of a text; nil of anything else, and of texts with characters that can be
  /// written in several ways.
  private func hash(ofText value: Value) -> UInt64? {
    unsafe withText(value) { text -> UInt64? in
      var (hash, all): (UInt64, UInt8) = (0, 0)
      for place in 0..<text.count {
        let byte = unsafe text[place]
        hash = (hash &+ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        all |= byte
      }
      return all < 0x80 ? hash ^ (hash &>> 29) : nil
    } ?? nil
  }
}
