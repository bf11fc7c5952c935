import FauxlogLanguage

extension Binder {
  /// Weights of a `one of`: not all zero, shares of at most 100 %.
  func check(_ weights: [UInt64], isPercent: Bool, isWhole: Bool, _ position: Position) {
    var sum: UInt64 = 0
    for weight in weights {
      let (next, overflow) = sum.addingReportingOverflow(weight)
      guard !overflow, next <= UInt64(Int64.max) else {
        return fail(position, "the weights are too large")
      }
      sum = next
    }
    if sum == 0 { return fail(position, "all weights are 0: nothing can be drawn") }
    guard isPercent else { return }
    if sum > 1_000_000 {
      fail(position, "the shares add up to \(share(sum)) %, more than 100 %")
    } else if sum < 1_000_000, isWhole {
      fail(position, "the shares add up to \(share(sum)) %, not to 100 %", severity: .note)
    }
  }

  /// Units of 1/10000 percent as percent.
  private func share(_ units: UInt64) -> String {
    let rest = units % 10000
    if rest == 0 { return String(units / 10000) }
    return Number(digits: Int64(units), places: 4).text
  }

  /// Notes of how many values an expression is made, each counted wherever it is used; too many are
  /// an error.
  func weigh(_ node: Int32, of operands: [Int32], at position: Position) -> Int32 {
    var sum = 1
    for operand in operands { sum += valueCounts[operand] ?? 1 }
    guard sum <= Limit.values else {
      fail(
        position, "this is made of more than \(Limit.show(Int64(Limit.values))) values",
        help: "a name that holds a name twice doubles it")
      return constant(.none)
    }
    if sum > 1 { valueCounts[node] = sum }
    return node
  }

  /// Whether a path stays inside the tree.
  func checkPath(_ path: PathSyntax) -> Bool {
    let parts = path.text.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside = path.text.hasPrefix("/") || parts.contains("..")
    if isOutside {
      fail(path.position, "path leaves the output folder: \(path.text)")
      return false
    }
    let inner = path.text.hasSuffix("/") ? parts.dropLast() : parts[...]
    if inner.contains(where: { $0.isEmpty || $0 == "." }) {
      fail(path.position, "a path has names between single slashes: \(path.text)")
      return false
    }
    return checkLength(path)
  }

  /// A path's length, as far as it is known.
  func checkLength(_ path: PathSyntax) -> Bool {
    let known = path.segments.reduce(into: "") { text, segment in
      if case .text(let part) = segment { text += part } else { text += "x" }
    }
    if known.utf8.count > Limit.path {
      fail(path.position, "a path has at most \(Limit.path) bytes")
      return false
    }
    if known.utf8.split(separator: 0x2F).contains(where: { $0.count > Limit.name }) {
      fail(path.position, "a name in a path has at most \(Limit.name) bytes")
      return false
    }
    if known.utf8.contains(0) {
      fail(path.position, "a path has no U+0000")
      return false
    }
    return true
  }

  /// A value that fills a hole of a path stays where the hole is.
  func checkHole(_ name: Name, of path: PathSyntax, filledBy node: Int32) {
    for value in KnownValues(binder: self).texts(of: node) {
      let parts = value.text.split(separator: 0x2F, omittingEmptySubsequences: false)
      let isOutside = parts.contains { $0.isEmpty || $0.elementsEqual("..".utf8) || $0 == [0x2E] }
      guard isOutside || value.text.contains(0) || parts.contains(where: { $0.count > Limit.name })
      else { continue }
      fail(
        path.position,
        "$\(name.text) cannot stand in the path \(path.text): \(value.statement)"
      )
      return
    }
  }

  /// A card's texts do not show themselves.
  func checkCircles(_ card: CorpusSyntax.Card, in corpus: String) {
    var texts: [String: (mentions: [String], position: Position)] = [:]
    for case .text(let name, let bars) in card.members {
      let mentions = bars.flatMap(\.segments).compactMap { segment -> String? in
        if case .hole(let path, _) = segment { path.first?.text } else { nil }
      }
      texts[name.text] = (mentions, name.position)
    }
    for name in texts.keys.sorted() {
      var reached: Set<String> = []
      var open = texts[name]?.mentions ?? []
      while let next = open.popLast() {
        if reached.insert(next).inserted { open += texts[next]?.mentions ?? [] }
      }
      guard reached.contains(name), let position = texts[name]?.position else { continue }
      fail(position, "\(name) of \(card.name.text) shows itself")
    }
  }
}
