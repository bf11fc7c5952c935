/// Which elements of a list wait for which.
struct NeedGraph {
  /// How many elements each waits for.
  private(set) var open: [Int]
  /// The elements that wait for each.
  private(set) var dependents: [[Int]]
  private let names: [String]

  /// The graph of a list whose elements have their needs in a member, by keys; a need that names no
  /// element is done.
  init(_ elements: [Datum], needs: String) {
    names = elements.map(Self.name)
    open = elements.map { _ in 0 }
    dependents = elements.map { _ in [] }
    var places: [String: [Int]] = [:]
    for (place, name) in names.enumerated() { places[name, default: []].append(place) }
    for (place, element) in elements.enumerated() {
      for need in Set(Self.texts(of: element[needs])).sorted() {
        for needed in places[need] ?? [] {
          open[place] += 1
          dependents[needed].append(place)
        }
      }
    }
  }

  /// What can never begin, because it waits for itself, at once or through others.
  var circle: [String] {
    var open = open
    var ready = open.indices.filter { open[$0] == 0 }
    while let next = ready.popLast() {
      for dependent in dependents[next] {
        open[dependent] -= 1
        if open[dependent] == 0 { ready.append(dependent) }
      }
    }
    return open.indices.filter { open[$0] > 0 }.map { names[$0] }
  }

  private static func name(of element: Datum) -> String {
    switch element["name"] ?? element["id"] ?? element {
    case .text(let text): text
    case .integer(let number): String(number)
    default: ""
    }
  }

  /// A list of texts, or a text that a card has for one.
  private static func texts(of needs: Datum?) -> [String] {
    switch needs {
    case .list(let elements, _)?: elements.map(name)
    case .text(let text)?:
      text.split(separator: ",").map { $0.trimmingPrefix(while: { $0 == " " }) }
        .filter { !$0.isEmpty }.map(String.init)
    default: []
    }
  }
}
