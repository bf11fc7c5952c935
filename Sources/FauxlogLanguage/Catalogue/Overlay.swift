extension CatalogueLoader {
  /// Lays the entries of an `extend` file over those of the file it extends.
  ///
  /// `replace` and `without` need what they name; a parameter, rate, curve or legend line of the
  /// same name takes the old one's place; anything else of the same name is an error.
  mutating func overlay(_ base: [Entry], with added: [Entry]) -> [Entry] {
    var result = base
    var places = Self.places(of: result)
    for entry in added {
      if case .without(let kind, let name, let position) = entry {
        let before = result.count
        result.removeAll { $0.identity == "\(kind) \(name.text)" }
        places = Self.places(of: result)
        if result.count == before, kind != "scenario" {
          report(Diagnostic(position, "no \(kind) \(name.text) to remove"))
        }
        continue
      }
      guard let identity = entry.identity else {
        result.append(entry)
        continue
      }
      let place = places[identity]
      if let place, entry.mayReplace {
        result[place] = entry
      } else if place != nil, let position = entry.namePosition {
        report(Diagnostic(position, "\(identity) is already there; write `replace \(identity)`"))
      } else if entry.mustReplace, let position = entry.namePosition {
        report(Diagnostic(position, "no \(identity) to replace"))
      } else {
        places[identity] = result.count
        result.append(entry)
      }
    }
    return result
  }

  /// Where the first entry of each identity stands: a grammar may have a thousand.
  private static func places(of entries: [Entry]) -> [String: Int] {
    var places: [String: Int] = [:]
    for (place, entry) in entries.enumerated() {
      if let identity = entry.identity, places[identity] == nil { places[identity] = place }
    }
    return places
  }
}

extension Entry {
  /// Kind and name, as `without` would say it; nil for what has no name of its own.
  var identity: String? {
    switch self {
    case .parameter(let definition), .definition(let definition), .dial(let definition),
      .id(let definition):
      definition.names.first.map { "name \($0.text)" }
    case .event(let event): "event \(event.name.text)"
    case .layout(let layout): "layout \(layout.name?.text ?? (layout.isAround ? "around" : ""))"
    case .scenario(let scenario): "scenario \(scenario.name.text)"
    case .file(let file): "file \(file.path.text)"
    case .rate(let rate): "rate \(rate.scenario.text)"
    case .curve(let curve): "curve \(curve.name.text)"
    case .incident(let incident): "incident \(incident.name.text)"
    case .zone: "zone"
    case .start: "start"
    default: nil
    }
  }

  /// Whether it takes the place of an entry of the same identity.
  var mayReplace: Bool {
    switch self {
    case .parameter, .definition, .rate, .curve, .zone, .start: true
    default: mustReplace
    }
  }

  /// Whether it says `replace`.
  var mustReplace: Bool {
    switch self {
    case .event(let event): event.replaces
    case .scenario(let scenario): scenario.replaces
    case .file(let file): file.replaces
    default: false
    }
  }

  /// Where its name stands.
  var namePosition: Position? {
    switch self {
    case .parameter(let definition), .definition(let definition), .dial(let definition),
      .id(let definition):
      definition.names.first?.position
    case .event(let event): event.name.position
    case .layout(let layout): layout.position
    case .scenario(let scenario): scenario.name.position
    case .file(let file): file.path.position
    case .rate(let rate): rate.position
    case .curve(let curve): curve.name.position
    case .incident(let incident): incident.name.position
    default: nil
    }
  }
}
