/// Which events can stand where a message begins, by its first bytes: a trie over the texts that
/// events begin with.
///
/// An event that begins with a hole is in every branch that its first byte allows. So what a line
/// costs does not grow with the number of events, but with how many begin alike.
struct EventIndex: Sendable {
  private struct Node: Sendable {
    /// Events of this branch, by their place in the list.
    var events: [Int32]
    /// The node of each next byte; empty if the events are few.
    var next: [UInt8: Int32] = [:]
    /// The node of all other bytes.
    var other: Int32 = -1
  }

  /// What the index knows of an event.
  struct Entry {
    /// The text it begins with.
    var lead: [UInt8]
    /// The bytes that a hole it begins with can begin with; nil is any.
    var first: ByteSet?
  }

  private var nodes: [Node] = []
  /// So few events are tried one after the other.
  private static let few = 3
  /// Bytes of a lead that are looked at.
  private static let deepest = 32

  /// An index of those events of a list, which is in the order of trying, that `belongs` takes.
  init(_ entries: [Entry], where belongs: (Int) -> Bool = { _ in true }) {
    _ = add(entries.indices.filter(belongs).map(Int32.init), 0, entries)
  }

  private mutating func add(_ events: [Int32], _ depth: Int, _ entries: [Entry]) -> Int32 {
    let number = nodes.count
    nodes.append(Node(events: events))
    guard events.count > Self.few, depth < Self.deepest else { return Int32(number) }
    // Events that go on with a certain byte, and those that go on with any.
    var branches: [UInt8: [Int32]] = [:]
    var rest: [Int32] = []
    for event in events {
      let entry = entries[Int(event)]
      if depth < entry.lead.count {
        branches[entry.lead[depth], default: []].append(event)
      } else {
        rest.append(event)
      }
    }
    guard !branches.isEmpty else { return Int32(number) }
    func fits(_ event: Int32, _ byte: UInt8) -> Bool {
      depth > 0 || entries[Int(event)].first?.contains(byte) ?? true
    }
    for (byte, own) in branches.sorted(by: { $0.key < $1.key }) {
      let all = (own + rest.filter { fits($0, byte) }).sorted()
      nodes[number].next[byte] = add(all, depth + 1, entries)
    }
    nodes[number].other = Int32(nodes.count)
    nodes.append(Node(events: rest))
    return Int32(number)
  }

  /// The events that can begin at a place, in the order of trying.
  func events(at place: Int, _ view: ByteView, limit: Int) -> [Int32] {
    var node = 0
    var at = place
    while !nodes[node].next.isEmpty, at < limit {
      node = Int(nodes[node].next[view[at]] ?? nodes[node].other)
      at += 1
    }
    return nodes[node].events
  }
}
