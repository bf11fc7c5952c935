import Testing

@testable import FauxlogTree

/// What is counted of a file.
@Suite struct TallyTests {
  private static let (one, other) = (
    InstanceClass(scenario: 1, label: 2, incidents: 0),
    InstanceClass(scenario: 3, label: -1, incidents: 4)
  )

  @Test("the only record of a file counts as any other", arguments: [false, true])
  func only(isOnly: Bool) {
    var file = Tally()
    file.add(7, "ERROR", 500, isOnly: isOnly)
    file.add(Self.one, 1)
    var sum = Tally()
    sum.add(file)
    sum.add(file)
    #expect(sum.events == [7: 2] && sum.levels == ["ERROR": 2] && sum.statuses == [500: 2])
    #expect(sum.instances == [Self.one: 2])
  }

  @Test("what was taken for the only record is one of several once there are more")
  func several() {
    var file = Tally()
    file.add(7, "ERROR", 500, isOnly: true)
    file.add(Self.one, 1)
    file.add(8, nil, -1, isOnly: false)
    file.add(Self.other, 1)
    file.add(Self.one, 3)
    var sum = Tally()
    sum.add(file)
    #expect(sum.events == [7: 1, 8: 1] && sum.levels == ["ERROR": 1] && sum.statuses == [500: 1])
    #expect(sum.instances == [Self.one: 4, Self.other: 1])
  }

  @Test("an instance that is over before its record counts all the same")
  func instancesFirst() {
    var file = Tally()
    file.add(Self.one, 2)
    file.add(7, nil, -1, isOnly: true)
    file.add(Self.other, 1)
    var sum = Tally()
    sum.add(file)
    #expect(sum.events == [7: 1] && sum.instances == [Self.one: 2, Self.other: 1])
  }
}
