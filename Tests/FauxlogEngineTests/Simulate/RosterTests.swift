import Testing

@testable import FauxlogEngine

/// Instances serve again, and few of those that are over keep their memory.
@Suite struct RosterTests {
  @Test("a crowd that is over leaves no memory behind but that of a few")
  func crowd() {
    var roster = Roster()
    let numbers = (0..<500).map { _ in roster.take() }
    #expect(Set(numbers).count == 500 && roster.alive == 500)
    for number in numbers {
      roster[number].slots.append(nones: 1000)
      roster[number].heap.write { $0.text(String(repeating: "x", count: 10_000)) }
      roster[number].crew.strands += Array(repeating: Crew.Strand(id: 1), count: 9)
    }
    for number in numbers { roster.giveBack(number) }
    #expect(roster.alive == 0)
    let large = numbers.count { number in
      let one = roster[number]
      return one.slots.capacity > 100 || one.heap.texts.capacity > 1000
        || one.crew.strands.count > 1
    }
    #expect((1...40).contains(large))
    // Who serves again is as new.
    let again = roster.take()
    #expect(numbers.contains(again) && roster.alive == 1)
    #expect(roster[again].slots.count == 0 && roster[again].heap.texts.count == 0)
  }

  @Test("who rests keeps what it has")
  func resting() {
    let instance = Instance()
    for number in 0..<40 { instance.slots.append(.integer(Int64(number))) }
    instance.slots.append(nones: 1000)
    instance.slots.truncate(to: 40)
    instance.heap.write { $0.text(String(repeating: "y", count: 9000)) }
    instance.trim()
    #expect(instance.slots.capacity < 100)
    #expect((0..<40).allSatisfy { instance.slots[$0] == .integer(Int64($0)) })
    #expect(
      instance.heap.texts.string(from: 0, to: 9000) == String(repeating: "y", count: 9000))
  }
}
