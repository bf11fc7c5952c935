import FauxlogLanguage

extension PatternCheck {
  /// What fills a closed hole is of its kind: a value that a reader would not take is an error.
  func checkFit(_ number: Int) {
    let field = pattern.fields[number]
    guard field.writer.encoders.isEmpty, field.writer.cut == nil else { return }
    if case .draw(.choice(let drawn), _, _)? = node(of: number),
      case .choice(let own, _) = field.reader, drawn == own
    {
      return
    }
    for value in values(of: number) {
      if let none = field.writer.none, binder.bytes(of: none) == value.text { continue }
      guard let wanted = mismatch(value.text, field.reader) else { continue }
      binder.fail(
        field.place,
        "\(field.name) is \(wanted) here, but \(value.statement)",
        help: "write `with \(field.name): …`, or rename yours")
      return
    }
    checkDraw(field, of: number)
  }

  /// A draw of another type, or of a wider range.
  private func checkDraw(_ field: Field, of number: Int) {
    guard case .draw(let draw, _, _)? = node(of: number) else { return }
    switch (draw, field.reader) {
    case (.made, .integer(let low, let high, _)):
      fail(field, is: "a text", but: "\(low)..\(high)")
    case (.made, .decimal): fail(field, is: "a text", but: "a number")
    case (.chance, .integer(let low, let high, _)):
      fail(field, is: "true or false", but: "\(low)..\(high)")
    case (.within(let low, let high, .integer, 0), .integer(let least, let most, _))
    where low < least || high > most:
      fail(field, is: "\(low)..\(high)", but: "\(least)..\(most)")
    default: break
    }
  }

  private func fail(_ field: Field, is kind: String, but wanted: String) {
    binder.fail(
      field.place, "\(field.name) is \(kind) where this is written, but \(wanted) here",
      help: "write `with \(field.name): …`, or rename yours")
  }

  /// What a closed hole takes, if that is not this text; nil if it takes it.
  private func mismatch(_ text: [UInt8], _ reader: Reader) -> String? {
    switch reader {
    case .either(let readers):
      let wanted = readers.map { mismatch(text, $0) }
      return wanted.contains { $0 == nil }
        ? nil : wanted.compactMap { $0 }.joined(separator: " or ")
    case .integer(let low, let high, _):
      // A text of a corpus is read as a number.
      guard let number = Int64(String(decoding: text, as: UTF8.self)) else {
        return "a number \(low)..\(high)"
      }
      return number < low || number > high ? "a number \(low)..\(high)" : nil
    case .choice(let choice, open: false):
      let members = binder.builder.choices[Int(choice)].members
      if members.contains(where: { binder.bytes(of: $0) == text }) { return nil }
      let shown = members.prefix(4).map { binder.text(ofPiece: $0) }.joined(separator: ", ")
      return "one of \(shown)\(members.count > 4 ? ", …" : "")"
    case .run(let set, let least, let most):
      let isOf = text.allSatisfy(set.contains) && text.count >= least && text.count <= most
      return isOf
        ? nil
        : least == most
          ? "\(least) characters of a class" : "\(least)..\(most) characters of a class"
    case .uuid: return isUUID(text) ? nil : "a uuid"
    default: return nil
    }
  }

  private func isUUID(_ text: [UInt8]) -> Bool {
    guard text.count == 36 else { return false }
    return text.enumerated().allSatisfy { place, byte in
      [8, 13, 18, 23].contains(place)
        ? byte == 0x2D : (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
  }
}
