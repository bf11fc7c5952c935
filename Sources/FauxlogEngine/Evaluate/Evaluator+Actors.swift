import FauxlogLanguage

extension Evaluator {
  /// The key of one number of an actor, whatever the generation.
  private mutating func lineage(_ actor: Int, _ number: Int64) -> Key {
    mix(mix(host, actors[actor].key), UInt64(number))
  }

  /// When a generation begins: at its multiple of the renewal, plus a part of it drawn once for the
  /// actor, plus up to half of it drawn for the generation.
  package mutating func begin(
    ofGeneration generation: Int64, actor: Int, number: Int64
  ) -> Instant {
    let renewal = actors[actor].renewal
    let line = lineage(actor, number)
    let phase = Draw.within(0, renewal - 1, mix(line, nameKeys.phase))
    let key = mix(mix(line, nameKeys.begin), signed: generation)
    return renewal * generation + phase + Draw.within(0, renewal / 2, key)
  }

  /// The generation of an actor that lives at an instant; 0 if it is never renewed.
  @inline(__always)
  package mutating func generation(ofActor actor: Int, number: Int64, at instant: Instant) -> Int64
  {
    life(of: actor, number: number, at: instant).generation
  }

  /// How many of an actor there are at a time.
  package func count(ofActor actor: Int32) -> Int64 { actors[actor].count }

  /// The actor of that number that lives now.
  @inline(__always)
  package mutating func living(_ actor: Int, number: Int64, at instant: Instant) -> Value {
    .actor(
      actor, number: number, generation: generation(ofActor: actor, number: number, at: instant))
  }

  /// When the generation ends that lives at an instant; never, if it is not renewed.
  mutating func end(ofActor actor: Int, number: Int64, at instant: Instant) -> Instant {
    life(of: actor, number: number, at: instant).ends
  }

  /// When the generation of an actor began; none if it is never renewed.
  mutating func since(_ actor: Value) -> Value {
    let kind = Int(actor.reference)
    guard actors[kind].renewal > 0 else { return .none }
    return .instant(
      begin(ofGeneration: actor.actorGeneration, actor: kind, number: actor.actorNumber))
  }

  /// The key of one generation of one actor.
  @inline(__always)
  mutating func key(of actor: Value) -> Key {
    let place = lives.place(of: Int(actor.reference), number: actor.actorNumber)
    if lives[place].number == actor.actorNumber,
      lives[place].generation == actor.actorGeneration
    {
      return lives[place].key
    }
    return mix(
      lineage(Int(actor.reference), actor.actorNumber), signed: actor.actorGeneration)
  }

  @inline(__always)
  private mutating func life(
    of actor: Int, number: Int64, at instant: Instant
  ) -> ActorLives.Life {
    let place = lives.place(of: actor, number: number)
    let known = lives[place]
    if known.number == number, known.begins <= instant, instant < known.ends { return known }
    lives[place] = newLife(of: actor, number: number, at: instant)
    return lives[place]
  }

  private mutating func newLife(
    of actor: Int, number: Int64, at instant: Instant
  ) -> ActorLives.Life {
    var life = ActorLives.Life(number: number, begins: .min, ends: .max)
    let renewal = actors[actor].renewal
    if renewal > 0 {
      life.generation = floorDivide(instant, renewal)
      life.begins = begin(ofGeneration: life.generation, actor: actor, number: number)
      life.ends = life.begins
      if life.begins <= instant {
        life.ends = begin(ofGeneration: life.generation + 1, actor: actor, number: number)
      }
      while life.begins > instant {
        life.generation -= 1
        life.ends = life.begins
        life.begins = begin(ofGeneration: life.generation, actor: actor, number: number)
      }
    }
    life.key = mix(lineage(actor, number), signed: life.generation)
    return life
  }

  /// What a counter of an actor begins with.
  mutating func start(of counter: Int32, _ actor: Value) -> Int64 {
    number(evaluate(world.counters[counter].starts, of: actor))?.word ?? 0
  }

  /// A counter's value in a format that is streamed by itself: as if each record took one number.
  mutating func serial(of counter: Int32) -> Value {
    let model = world.counters[counter]
    let value = start(of: counter, living(Int(model.actor), number: 0, at: now)) &+ serial
    return .integer(model.wraps > 0 ? value % model.wraps : value)
  }

  /// What a dial stands at; the incident that turned it is noted.
  mutating func read(dial: Int, _ key: Key) -> Value {
    let turn = turned[dial]
    if turn.node < 0 { return evaluateKeyed(world.dials[dial].node, key) }
    incidentsRead |= turn.incident
    return evaluateKeyed(turn.node, key)
  }

  /// Draws inside a dial are keyed by whoever reads it.
  private mutating func evaluateKeyed(_ node: Int32, _ key: Key) -> Value {
    let saved = recordKey
    recordKey = key
    defer { recordKey = saved }
    return evaluate(node)
  }
}

/// Division that rounds down.
func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
  let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}
