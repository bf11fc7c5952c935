import FauxlogLanguage

/// Scenarios that are given names: see ``GivenNames``.
extension ScenarioBinder {
  /// The number of the scenario that a call in another one means, with the names that it gives.
  func callee(of call: Call, in caller: Int32) -> Int32? {
    let system = system(of: caller)
    guard let found = binder.catalogue.find(call.scenario, in: \.scenarios, system: system)
    else { return scenario(call.scenario, system: system) }
    let wanted = namesGiven(to: found.full)
    var names = GivenNames()
    for one in found.found.syntax.given {
      guard let use = wanted[one.name.text] else { continue }
      guard let given = given(one, use, by: call, in: caller, to: found.found.system) else {
        return nil
      }
      names[one.name.text] = given
    }
    return scenario(call.scenario, system: system, names: names)
  }

  /// Which of a scenario's given names are no values: those that its own sentences have, and those
  /// that it hands on as such.
  func namesGiven(to full: String) -> [String: GivenNames.Use] {
    if let known = wantedNames[full] { return known }
    let catalogue = binder.catalogue
    typealias Reached = (full: String, given: [Name], calls: [(call: Call, callee: String)])
    var reached: [Reached] = []
    var open = [full]
    while let next = open.popLast() {
      guard wantedNames[next] == nil, let scoped = catalogue.scenarios[next] else { continue }
      wantedNames[next] = scoped.syntax.namesGiven {
        catalogue.find($0, in: \.scenarios, system: scoped.system) != nil
      }
      let calls = scoped.syntax.calls.compactMap { call in
        catalogue.find(call.scenario, in: \.scenarios, system: scoped.system)
          .map { (call: call, callee: $0.full) }
      }
      reached.append((next, scoped.syntax.given.map(\.name), calls))
      open += calls.map(\.callee)
    }
    // Scenarios may call each other: what one hands on is known once nothing new is found of any.
    var isNew = true
    while isNew {
      isNew = false
      for (caller, given, calls) in reached {
        for (call, callee) in calls {
          for (name, use) in wantedNames[callee] ?? [:] {
            let handed = call.arguments.first { $0.name.text == name }?.value
            guard case .path(let path) = handed ?? .path([Name(name, call.position)]),
              path.count == 1, given.contains(path[0]), wantedNames[caller]?[path[0].text] == nil
            else { continue }
            wantedNames[caller]?[path[0].text] = use
            isNew = true
          }
        }
      }
    }
    return wantedNames[full] ?? [:]
  }

  /// What a call gives under a name: by `with`, by the caller's own name, by the default.
  private func given(
    _ one: Given, _ use: GivenNames.Use, by call: Call, in caller: Int32, to callee: String
  ) -> GivenNames.Given? {
    let own = names(of: caller)
    let name = one.name.text
    if let value = call.arguments.first(where: { $0.name == one.name })?.value {
      if case .path(let path) = value, path.count == 1, let handed = own[path[0].text] {
        return handed
      }
      return read(value, use, name, system: system(of: caller), at: call.position)
    }
    if let handed = own[name] { return handed }
    guard case .value(let standard)? = one.standard else {
      binder.fail(
        call.position, "\(call.scenario.text) needs \(name): no name here, no `with`",
        help: "it is \(use.words): write `with \(name): …`")
      return nil
    }
    return read(standard, use, name, system: callee, at: one.name.position)
  }

  private func read(
    _ value: Expression, _ use: GivenNames.Use, _ name: String, system: String,
    at position: Position
  ) -> GivenNames.Given? {
    if use == .size {
      switch value {
      case .literal(.none, _): return .size(nil)
      case .literal(.number(let number), _):
        if let bytes = number.bytes, bytes > 0 { return .size(bytes) }
      case .path(let path) where path.count == 1:
        if let known = binder.parameter(path[0].text, system: system), known.tag == .integer {
          return .size(known.word)
        }
      default: break
      }
    } else if case .path(let path) = value {
      let text = path.map(\.text).joined(separator: ".")
      if use != .scenario { return .name(text) }
      let meant = Name(text, path[0].position)
      if let found = binder.catalogue.find(meant, in: \.scenarios, system: system) {
        return .name(found.full)
      }
      binder.failUnknown(
        meant, among: binder.plainNames(binder.catalogue.scenarios, system), what: "scenario")
      return nil
    }
    binder.fail(position, "\(name) is \(use.words), known before anything runs")
    return nil
  }
}

extension GivenNames.Use {
  /// As messages say it.
  var words: String {
    switch self {
    case .files: "the name of files"
    case .grammar: "the name of a grammar"
    case .scenario: "the name of a scenario"
    case .size: "a size, a parameter that is one, or `none`"
    }
  }
}
