import FauxlogLanguage

extension BlockCompiler {
  /// `rotate NAME`, or `rotate NAME when over N` with what is done if a file was that large.
  ///
  /// Only placing knows sizes, and the simulation must not wait for it: the block is played either
  /// way, its delays pass either way, and placing leaves out what it wrote if no file was rotated.
  /// So no other step can depend on a size, and no file's bytes on which others are written.
  func rotate(
    _ name: Name, over size: Number?, _ body: [Step], _ position: Position,
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
    guard let bytes = size.bytes, bytes > 0 else {
      return binder.fail(position, "`when over` takes a size, such as 100MB")
    }
    for step in body { checkGuarded(step, position) }
    guard control(.rotate(over: bytes), name, scope), !body.isEmpty else { return }
    steps.append(.guarded(true))
    block(body, ScenarioScope(parent: scope, system: system, keySlot: scope.keySlot), names)
    steps.append(.guarded(false))
  }

  /// What may be left out must leave nothing behind.
  private func checkGuarded(_ step: Step, _ position: Position) {
    switch step {
    case .emission, .after, .reopen: return
    case .definition(let definition):
      if case .draw(.call, _) = definition.kind { break }
      return
    default: break
    }
    binder.fail(
      position,
      "the block of `rotate … when over` holds only `after`, `reopen`, emissions and their names",
      help: "what else the scenario does cannot depend on how large a file is")
  }
}
