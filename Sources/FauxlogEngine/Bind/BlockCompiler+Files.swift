import FauxlogLanguage

extension BlockCompiler {
  /// `rotate NAME`, or `rotate NAME when over N` with what is done if a file was that large.
  ///
  /// Only placing knows sizes, and the simulation must not wait for it: the block is played either
  /// way, its delays pass either way, and placing leaves out what it wrote if no file was rotated.
  /// So no other step can depend on a size, and no file's bytes on which others are written.
  func rotate(
    _ name: Name, over size: Step.Size?, _ body: [Step], _ position: Position,
    _ scope: ScenarioScope, _ names: StepNames
  ) {
    guard let size else {
      if !body.isEmpty {
        binder.fail(
          position, "only `rotate \(name.text) when over N` has a block",
          help: "write these steps below, without indentation")
      }
      control(.rotate(over: nil), name, scope)
      return
    }
    guard let bytes = bytes(of: size), bytes > 0 else {
      return binder.fail(
        position, "`when over` takes a size, such as 100MB, or a parameter that is one")
    }
    for step in body { checkGuarded(step, position, in: Int32(scenario)) }
    guard control(.rotate(over: bytes), name, scope), !body.isEmpty else { return }
    let taken = steps.count
    steps.append(.guarded(true))
    block(body, ScenarioScope(parent: scope, system: system, keySlot: scope.keySlot), names)
    steps.append(.guarded(false))
    for case .advance(let advance) in steps[taken...] {
      binder.fail(
        owner.plan.advances[Int(advance)].position, ScenarioBinder.countsInGuard)
    }
  }

  private func bytes(of size: Step.Size) -> Int64? {
    switch size {
    case .number(let number): return number.bytes
    case .parameter(let name):
      guard let value = binder.parameter(name.text, system: system), value.tag == .integer else {
        return nil
      }
      return value.word
    }
  }

  /// What may be left out must leave nothing behind.
  private func checkGuarded(
    _ step: Step, _ position: Position, in scenario: Int32, depth: Int = 0
  ) {
    switch step {
    case .emission, .after, .reopen: return
    case .call(let call) where !call.starts && depth < 8:
      guard let callee = owner.callee(of: call, in: scenario) else { return }
      owner.guardedCalls.append((callee, call.position))
      for inner in owner.syntax(of: callee).steps {
        checkGuarded(inner, call.position, in: callee, depth: depth + 1)
      }
      return
    case .definition(let definition):
      if case .draw(.call, _) = definition.kind { break }
      return
    default: break
    }
    binder.fail(
      position,
      "the block of `rotate … when over` holds only `after`, `reopen`, emissions and their names",
      help: "and `do` of scenarios that hold no more: what else happens cannot depend on a size")
  }

  /// `archive "PATH"` with what it `holds`.
  func archive(
    _ path: Expression, _ held: [(path: PathSyntax, under: PathSyntax)], _ position: Position,
    _ scope: ScenarioScope
  ) {
    if held.isEmpty {
      binder.fail(position, "an archive `holds PATH under PATH`, each on a line below")
    }
    var segments: [Bar.Segment] = []
    switch path {
    case .literal(.text(let text), _): segments = [.text(text)]
    case .template(let template, _): segments = template
    default: break
    }
    let name = PathSyntax(
      segments: segments, text: segments.map(\.shown).joined(), position: path.position)
    var paths = [name]
    for (what, under) in held { paths += [what, under] }
    guard paths.allSatisfy({ binder.checkPath($0) }) else { return }
    guard name.text.hasSuffix(".tar.gz") else {
      return binder.fail(path.position, "an archive's name ends in .tar.gz: \(name.text)")
    }
    var control = ControlPlan(
      action: .archive, name: "", scenario: Int32(scenario), holes: [])
    for path in paths {
      for case .hole(let names, _) in path.segments {
        guard let first = names.first else { continue }
        binder.checkHole(first, of: path, filledBy: binder.bind(.path(names), in: scope))
      }
      let node = binder.bind(template: path.segments, path.position, in: scope)
      decide(node, by: .template(path.segments, path.position), in: scope)
      control.texts.append(node)
      control.known.append(path.segments.first?.text ?? "")
    }
    owner.plan.controls.append(control)
    steps.append(.control(Int32(owner.plan.controls.count - 1)))
  }
}

extension Bar.Segment {
  /// The text; nil of a hole.
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }

  /// As it is shown in messages.
  fileprivate var shown: String {
    switch self {
    case .text(let text): text
    case .byte: "?"
    case .hole(let path, _): "$" + path.map(\.text).joined(separator: ".")
    }
  }
}
