/// Where lines begin with which a bare event can begin, in order.
struct Barriers {
  private var places: [Int] = []
  /// The first that is ahead.
  private var next = 0

  /// Adds one behind all others.
  mutating func append(_ place: Int) { places.append(place) }

  /// The first behind a place.
  func first(behind place: Int) -> Int? {
    var index = next
    while index < places.count {
      if places[index] > place { return places[index] }
      index += 1
    }
    return nil
  }

  /// Whether there is one at a place.
  func contains(_ place: Int) -> Bool { first(behind: place - 1) == place }

  /// Forgets those up to a place.
  mutating func advance(to place: Int) {
    while next < places.count, places[next] <= place { next += 1 }
  }

  /// Counts places from a later byte on; those before are forgotten.
  mutating func drop(_ count: Int) {
    places = places[next...].map { $0 - count }
    next = 0
  }
}
