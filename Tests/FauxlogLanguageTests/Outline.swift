import FauxlogLanguage

// Short spellings of the tree, brackets around everything that binds: a test shows its shape.

func outline(_ value: Expression) -> String {
  switch value {
  case .literal(let datum, _): outline(datum)
  case .path(let names): names.map(\.text).joined(separator: ".")
  case .template(let segments, _): "\"\(outline(segments))\""
  case .now: "now"
  case .position: "position"
  case .not(let inner): "(not \(outline(inner)))"
  case .binary(let op, let left, let right, _):
    "(\(outline(left)) \(op.rawValue) \(outline(right)))"
  case .call(let name, let argument, let inner):
    "\(name.text)\(argument.map { "[\(outline($0))]" } ?? "")(\(outline(inner)))"
  case .record(let members, _):
    "{\(members.map { "\($0.name): \(outline($0.value))" }.joined(separator: ", "))}"
  case .list(let values, _): "[\(values.map(outline).joined(separator: ", "))]"
  }
}

func outline(_ datum: ChoiceMember.Datum) -> String {
  switch datum {
  case .word(let word): "'\(word)'"
  case .text(let text): "\"\(text)\""
  case .number(let number): outline(number)
  case .none: "none"
  case .bool(let bool): "\(bool)"
  }
}

/// Digits, decimals, width and unit.
func outline(_ number: Number) -> String {
  "\(number.digits)/\(number.places)/\(number.width)\(number.unit?.rawValue ?? "")"
}

func outline(_ segments: [Bar.Segment]) -> String {
  segments.map { segment in
    switch segment {
    case .text(let text): text
    case .byte(let byte): "<\(String(byte, radix: 16))>"
    case .hole(let path, _): "«\(path.map(\.text).joined(separator: "."))»"
    }
  }.joined()
}

func outline(_ kind: Kind) -> String {
  switch kind {
  case .shaped(let shapes, let source, _):
    let from = source.map { source in
      let keys = source.keys.map(\.text).joined(separator: "+")
      return " from \(outline(source.value))\(keys.isEmpty ? "" : " by \(keys)")"
    }
    return shapes.map(outline).joined(separator: " | ") + (from ?? "")
  case .piece(let piece, _): return outline(piece)
  case .draw(let draw, _): return outline(draw)
  case .value(let value): return "= \(outline(value))"
  }
}

func outline(_ shape: Shape) -> String {
  switch shape {
  case .range(let low, let high, let about, let rarely):
    let spread = [about, rarely].compactMap { $0.map(outline) }.joined(separator: "~")
    return "\(outline(low))..\(outline(high))\(spread.isEmpty ? "" : " \(spread)")"
  case .spread(let about, let rarely): return "\(outline(about))~\(outline(rarely))"
  case .oneOf(let members):
    return members.map { "\(outline($0.value))\($0.weight.map { "*\(outline($0))" } ?? "")" }
      .joined(separator: "/")
  case .named(let name): return "<\(name)>"
  case .sized(let name, let size): return "<\(name) \(size)>"
  case .string(let least, let most, let set): return "<string \(least)..\(most) \(set)>"
  case .time(let pattern, let at, let zone, let of):
    return "<time \(pattern) @\(at.column) \(zone?.text ?? "-") \(of.map(outline) ?? "-")>"
  case .reference(let name): return "<&\(name.text)>"
  }
}

func outline(_ weight: Weight) -> String {
  switch weight {
  case .parts(let parts): "\(parts)"
  case .percent(let share): "\(share)pm"
  }
}

func outline(_ piece: Piece) -> String {
  switch piece {
  case .maybe(let share, let when): "maybe \(share ?? -1) \(when.map(outline) ?? "-")"
  case .each(let name, let list, let least, let joint):
    "each \(name.text) in \(outline(list)) >=\(least) \(joint ?? "-")"
  case .oneOf(let alternatives):
    alternatives.map { "\(outline($0.weight)) \($0.name.text)" }.joined(separator: " / ")
  case .part(let name, let arguments): "\(name.text)(\(outline(arguments)))"
  }
}

func outline(_ arguments: [Argument]) -> String {
  arguments.map { "\($0.name.text): \(outline($0.value))" }.joined(separator: ", ")
}

func outline(_ draw: DrawSyntax) -> String {
  switch draw {
  case .chance(let share): "chance \(share)"
  case .any(let name, let condition): "any \(name.text) \(condition.map(outline) ?? "-")"
  case .next(let name): "next \(name.text)"
  case .widest(let value, let least, let since):
    "widest \(outline(value)) \(least ?? -1) \(since?.text ?? "-")"
  case .last(let value, let since): "last \(outline(value)) \(since?.text ?? "-")"
  case .textOf(let name, let arguments): "text of \(name.text)(\(outline(arguments)))"
  case .emission(let emission): outline(emission)
  case .call(let call): "\(call.starts ? "start" : "do") \(call.scenario.text)"
  }
}

func outline(_ emission: Emission) -> String {
  let name = [emission.grammar?.text, emission.event.text].compactMap { $0 }.joined(separator: "/")
  let stamp = emission.stamp.map { " @\(outline($0))" } ?? ""
  return "> \(name)\(stamp) (\(outline(emission.arguments)))"
    + emission.bars.map { " |\(outline($0.segments))" }.joined()
}

func outline(_ option: Option) -> String {
  switch option {
  case .standard(let kind, _): "default \(outline(kind))"
  case .noneAs(let text, let share, _): "none as \(text) \(share ?? -1)"
  case .padded(let width, let left, _): "padded \(width) \(left)"
  case .paddedToName(let name, let left): "padded \(name.text) \(left)"
  case .cut(let length, let mark, _): "cut \(length) \(mark ?? "-")"
  case .toLast: "to last"
  case .indented(let width, _): "indented \(width)"
  case .sorted: "sorted"
  case .compact: "compact"
  case .through(let name): "through \(name.text)"
  case .grouped(let text, _): "grouped \(text)"
  case .notWritten: "not written"
  case .forges: "forges"
  case .asText: "as text"
  case .tells(let names, let table):
    "tells \(names.map(\.text).joined(separator: " ")) from \(table.text)"
  case .asFields(let name, _): "as fields \(name.text)"
  case .kept: "kept"
  }
}
