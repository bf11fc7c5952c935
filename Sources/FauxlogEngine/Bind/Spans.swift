package import FauxlogLanguage

/// The longest things can take: every delay is bounded, so every scenario is.
package enum Spans {
  /// The largest value of an expression of durations or counts; `Int64.max` if it has no limit.
  static func longest(of node: Int32, _ binder: Binder) -> Int64 {
    switch binder.builder.nodes[Int(node)] {
    case .constant(let value): return max(value.word, 0)
    case .draw(let spec, _, _):
      switch spec {
      case .within(_, let high, _, _): return max(high, 0)
      case .spread(let spread, _, _): return binder.builder.spreads[Int(spread)].high
      case .choice(let choice):
        return binder.builder.choices[Int(choice)].values.map(\.word).max() ?? 0
      case .cell(_, let column): return numbers(in: column, binder).max() ?? .max
      default: return .max
      }
    case .orNone(_, _, _, let inner), .asNumber(let inner): return longest(of: inner, binder)
    case .firstKnown(let first, let second):
      return max(longest(of: first, binder), longest(of: second, binder))
    case .otherCell(_, let column): return numbers(in: column, binder).max() ?? .max
    case .lookup(let lookup, _, _):
      let column = binder.builder.lookups[Int(lookup)].column
      return column < 0 ? .max : numbers(in: column, binder).max() ?? .max
    case .dial(let dial, _, _):
      return longest(of: binder.builder.dials[Int(dial)].node, binder)
    case .binary(let operation, let left, let right):
      let (a, b) = (longest(of: left, binder), longest(of: right, binder))
      switch operation {
      case .plus: return a.addingReportingOverflow(b).overflow ? .max : a + b
      case .minus: return a
      case .times: return a.multipliedReportingOverflow(by: b).overflow ? .max : a * b
      case .divided, .remainder: return a
      default: return .max
      }
    default: return .max
    }
  }

  /// The numbers of a column; none if any cell is no number.
  private static func numbers(in column: Int32, _ binder: Binder) -> [Int64] {
    var numbers: [Int64] = []
    for cell in binder.builder.columns[Int(column)].cells {
      guard let number = Int64(binder.text(ofPiece: cell)) else { return [] }
      numbers.append(number)
    }
    return numbers
  }

  /// About what an expression of counts mostly is.
  static func typical(of node: Int32, _ binder: Binder) -> Double {
    switch binder.builder.nodes[Int(node)] {
    case .draw(.within(let low, let high, _, _), _, _): return (Double(low) + Double(high)) / 2
    case .draw(.choice(let number), _, _):
      let choice = binder.builder.choices[Int(number)]
      return mean(choice.values.map(\.word), sums: choice.sums)
    case .draw(.cell(let corpus, let column), _, _):
      return mean(numbers(in: column, binder), sums: binder.builder.corpora[Int(corpus)].sums)
    case .otherCell(_, let column):
      let corpus = binder.builder.columns[Int(column)].corpus
      return mean(numbers(in: column, binder), sums: binder.builder.corpora[Int(corpus)].sums)
    case .orNone(_, _, _, let inner), .asNumber(let inner): return typical(of: inner, binder)
    default: return Double(longest(of: node, binder))
    }
  }

  private static func mean(_ values: [Int64], sums: [UInt64]) -> Double {
    guard !values.isEmpty else { return 1 }
    guard sums.count == values.count, let all = sums.last, all > 0 else {
      return values.reduce(0) { $0 + Double($1) } / Double(values.count)
    }
    var mean = 0.0
    for (index, value) in values.enumerated() {
      let weight = sums[index] - (index > 0 ? sums[index - 1] : 0)
      mean += Double(value) * Double(weight) / Double(all)
    }
    return mean
  }

  /// The longest that steps of a called scenario take, by its syntax; nil if only running tells.
  static func longest(
    of steps: [Step], owner: ScenarioBinder, in scenario: Int32, depth: Int
  ) -> Int64? {
    guard depth < 8 else { return nil }
    var sum: Int64 = 0
    func add(_ more: Int64, times: Int64 = 1) {
      let (product, isLong) = more.multipliedReportingOverflow(by: times)
      let (total, overflow) = sum.addingReportingOverflow(product)
      sum = isLong || overflow ? .max : total
    }
    visit(steps) { step in
      switch step {
      case .after(.shaped(let shapes, nil, _), _):
        guard let shape = shapes.first else { return }
        switch shape {
        case .range(_, let high, _, _): add(high.nanoseconds ?? 0)
        case .spread(_, let rarely): add(rarely.nanoseconds ?? 0, times: 4)
        default: break
        }
      case .after(.value(.literal(.number(let number), _)), _): add(number.nanoseconds ?? 0)
      case .hold(_, _, let waiting, _, _): add(waiting.nanoseconds ?? 0)
      case .call(let call) where !call.starts:
        if let callee = owner.callee(of: call, in: scenario) {
          let syntax = owner.syntax(of: callee)
          add(
            syntax.longest?.nanoseconds
              ?? longest(of: syntax.steps, owner: owner, in: callee, depth: depth + 1) ?? 0)
        }
      default: break
      }
    }
    return sum
  }

  /// Calls `body` with each step and those in its blocks.
  package static func visit(_ steps: [Step], _ body: (Step) -> Void) {
    for step in steps {
      body(step)
      switch step {
      case .choice(let choice): for branch in choice.branches { visit(branch.body, body) }
      case .oneOf(let alternatives, _): for one in alternatives { visit(one.steps, body) }
      case .together(let branches, _): for branch in branches { visit(branch.steps, body) }
      case .repeatTimes(_, let inner, _), .repeatUntil(_, _, let inner, _),
        .stopWhen(_, let inner, _), .hold(_, _, _, let inner, _), .each(_, _, _, let inner, _),
        .rotate(_, _, let inner, _):
        visit(inner, body)
      default: break
      }
    }
  }
}
