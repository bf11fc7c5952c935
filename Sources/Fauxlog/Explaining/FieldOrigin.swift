import FauxlogTree

/// What filled a hole of a record.
package struct FieldOrigin: Sendable, Equatable {
  /// What it was.
  package enum Source: String, Sendable {
    /// Drawn by the kind that the grammar says.
    case drawn
    /// Always the same, by the grammar.
    case fixed
    /// The word behind the event's name.
    case event
    /// The instant of the step.
    case time
    /// Behind `with` of the step.
    case step
    /// A name of the scenario.
    case scenario
    /// Given to the scenario by what made it happen: an actor, an incident.
    case given
    /// A member of a list, or of the value of an id.
    case member
    /// Nothing else than what stands in it: text and other holes.
    case piece
  }

  /// What it was.
  package var source: Source
  /// Where the templates define it, as `file:line:column`.
  package var place: String?
  /// How: what stands behind the name.
  package var definition: String
  /// Rows of the corpus that it is from which have the value, as `file:line`.
  package var rows: [String] = []
  /// The names by which it was drawn, from the instance on; nil if nothing was drawn here.
  package var key: [String]?

  /// The origin as a JSON object.
  var json: String {
    var json = JSONLine()
    json.add("source", source.rawValue)
    json.add("place", place)
    json.add("definition", definition)
    json.add("rows", rows)
    if let key { json.add("key", key) } else { json.addRaw("key", "null") }
    return json.text
  }
}

extension [FieldOrigin?] {
  /// What several steps agree on, each of which may have filled it.
  var agreed: FieldOrigin? {
    guard var common = first ?? nil else { return nil }
    for case let other in dropFirst() {
      guard let other, other.source == common.source, other.definition == common.definition else {
        return nil
      }
      if other.place != common.place { common.place = nil }
      if other.key != common.key { common.key = nil }
    }
    return common
  }
}

extension [Explanation.Field] {
  /// Leaves of the rows that could be those of fields drawn by one key: they are of one row.
  mutating func joinRows() {
    for key in Set(compactMap(\.origin?.key)) {
      let members = indices.filter { self[$0].origin?.key == key && self[$0].origin?.rows != [] }
      var common = members.first.flatMap { self[$0].origin?.rows } ?? []
      for member in members.dropFirst() {
        let rows = self[member].origin?.rows ?? []
        common.removeAll { !rows.contains($0) }
      }
      if common.isEmpty { continue }
      for member in members { self[member].origin?.rows = common }
    }
  }
}
