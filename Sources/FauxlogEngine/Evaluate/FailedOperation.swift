package import FauxlogLanguage

/// Arithmetic that has no result in whole numbers of 64 bits.
package struct FailedOperation: Sendable, Equatable {
  /// What is wrong with it.
  package var message: String
  /// Where it stands.
  package var position: Position
}

extension Evaluator {
  /// Notes an operation that has no result.
  @inline(never)
  mutating func fail(
    _ operation: Expression.Operator, _ left: Int32, _ right: Int32, by second: Value
  ) {
    hasFailed = true
    guard failedOperation == nil else { return }
    let isDivision = operation == .divided || operation == .remainder
    failedOperation = FailedOperation(
      message: isDivision && number(second)?.word == 0
        ? "divides by 0" : "has a result beyond 64 bits",
      position: world.operations[Operands(left, right)] ?? Position(line: 1, column: 1))
  }
}

/// The operands of an operation, by which its place is found.
struct Operands: Hashable, Sendable {
  private let left: Int32
  private let right: Int32

  init(_ left: Int32, _ right: Int32) { (self.left, self.right) = (left, right) }
}

extension Binder {
  /// Says where an operation stands; one of constants without a result is an error.
  func place(
    _ operation: Expression.Operator, _ left: Int32, _ right: Int32, at position: Position
  ) {
    builder.operations[Operands(left, right)] = position
    guard let second = constantValue(right), second.tag == .integer || second.tag == .duration
    else { return }
    if second.word == 0, operation == .divided || operation == .remainder {
      return fail(position, "this divides by 0")
    }
    guard let first = constantValue(left), first.tag == .integer || first.tag == .duration else {
      return
    }
    let isBeyond =
      switch operation {
      case .plus: first.word.addingReportingOverflow(second.word).overflow
      case .minus: first.word.subtractingReportingOverflow(second.word).overflow
      case .times: first.word.multipliedReportingOverflow(by: second.word).overflow
      default: false
      }
    if isBeyond { fail(position, "this has a result beyond 64 bits") }
  }
}
