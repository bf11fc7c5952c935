import FauxlogLanguage

// Where the zone of a stamp comes from.

extension RecordBinder {
  /// The zone of a stamp: fixed, or the value of a name of the record.
  func zone(
    _ name: Name?, for hole: String, _ legend: Legend
  ) -> (fixed: Zone, register: Int?) {
    guard let name, name.text != "local" else { return (binder.localZone, nil) }
    if name.text == "utc" { return (.utc, nil) }
    if let zone = Zone.named(name.text) { return (zone, nil) }
    guard let owner = legend.legend(defining: name), owner.definitions[name.text] != nil else {
      binder.failUnknown(name, among: ["utc", "local"] + legend.allNames, what: "zone")
      return (.utc, nil)
    }
    let register = register(of: name, in: owner)
    if hole == "time", legend.loads == nil {
      pattern.zone = zoneForReaders(register, name, owner.definitions[name.text])
      if pattern.zone == nil {
        binder.fail(
          name.position, "the record's own stamp needs a zone that a reader knows",
          help: "a name that stands in the line, or `text from TABLE by …` of such names")
      }
    }
    return (.utc, register)
  }

  /// Where a reader finds what a register holds: in a hole, or in a table by holes.
  private func zoneForReaders(
    _ register: Int, _ name: Name, _ definition: Definition?
  ) -> StampZone? {
    guard let definition, definition.isNotWritten else { return .field(register) }
    guard let load = top.loads.last(where: { $0.register == register }),
      case .lookup(let number, _, _) = binder.builder.nodes[Int(load.node)],
      // Of several rows, only the writer knows which one was drawn.
      binder.builder.lookups[Int(number)].groups.allSatisfy({ $0.numbers.count == 1 })
    else { return nil }
    var keys: [Int] = []
    for key in binder.builder.lookups[Int(number)].keys {
      guard case .register(let hole) = binder.builder.nodes[Int(key)] else { return nil }
      keys.append(Int(hole))
    }
    return .lookup(number, keys: keys)
  }
}
