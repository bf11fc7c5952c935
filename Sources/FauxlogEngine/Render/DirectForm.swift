/// What becomes of a text on its way into the line, where it needs no copy of its own on that way.
enum DirectForm: Sendable {
  /// It has to be looked at afterwards: it is padded or cut, or is read first.
  case none
  /// As it is.
  case plain
  /// Digits, with zeros on the left up to a width.
  case integer(width: Int32)
  /// Through the encoder of this number; `isKind` to plain text, which stays as it is.
  case encoded(Int32, isKind: Bool)
  /// The inside of a JSON string.
  case json(ascii: Bool)
  /// A Python string, quotes and all.
  case python
  /// The inside of a Python string.
  case pythonStretch(quote: UInt8)
  /// A value of JSON or Python, a text in quotes.
  case jsonData(ascii: Bool)
  case pythonData

  /// Whether a value stands there by the rules of a notation.
  var isData: Bool {
    switch self {
    case .jsonData, .pythonData: true
    default: false
    }
  }

  /// The form of what a writer writes.
  init(_ writer: Writer, _ encoders: [Encoder]) {
    var unencoded = writer
    unencoded.encoders = []
    guard unencoded.isPlain else {
      self = .none
      return
    }
    self =
      switch writer.form {
      case .text where writer.encoders.isEmpty: .plain
      case .integer(let width) where writer.encoders.isEmpty: .integer(width: Int32(width))
      case .text where writer.encoders.count == 1:
        .encoded(
          Int32(writer.encoders[0]), isKind: encoders[writer.encoders[0]].keepsPlainText)
      case .jsonString(let ascii): .json(ascii: ascii)
      case .pythonString(.python): .python
      case .pythonStretch(let quote, .python): .pythonStretch(quote: quote)
      case .data(.json, let style): .jsonData(ascii: style.ascii)
      case .data(.python, _): .pythonData
      default: .none
      }
  }
}

extension Evaluator {
  /// Writes a text, or what is one when it is made, from where it stands; false, and nothing is
  /// written, if the value is something else.
  @inline(__always)
  func putDirect(
    _ value: Value, as form: DirectForm, _ encoders: Table<Encoder>, into line: inout LineWriter
  ) -> Bool {
    if case .none = form { return false }
    if case .integer(let width) = form {
      guard value.tag == .integer else { return false }
      line.zeroPadded(value.word, width: Int(width))
      return true
    }
    switch value.tag {
    case .text, .cell, .member, .string:
      // One that is a number or truth value is no text where data is wanted.
      if value.tag == .member, form.isData { return false }
      let done: Void? = unsafe withText(value) {
        unsafe Self.write($0, as: form, encoders, into: &line)
      }
      return done != nil
    case .made where makers[value.reference].makesPlainText:
      switch form {
      case .none, .encoded, .integer: return false
      case .plain, .json, .pythonStretch: makers[value.reference].write(value.key, into: &line)
      case .python, .pythonData:
        line.byte(0x27)
        makers[value.reference].write(value.key, into: &line)
        line.byte(0x27)
      case .jsonData:
        line.byte(0x22)
        makers[value.reference].write(value.key, into: &line)
        line.byte(0x22)
      }
      return true
    case .integer:
      guard form.isData else { return false }
      line.integer(value.word)
      return true
    default: return false
    }
  }

  @inline(__always)
  private static func write(
    _ bytes: UnsafeBufferPointer<UInt8>, as form: DirectForm, _ encoders: Table<Encoder>,
    into line: inout LineWriter
  ) {
    switch form {
    case .none, .plain, .integer: unsafe line.bytesWithSlack(bytes)
    case .encoded(let number, let isKind):
      if isKind, unsafe isPlainText(bytes) { return unsafe line.bytesWithSlack(bytes) }
      unsafe encoders[number].encode(bytes, into: &line)
    case .json(let ascii):
      if unsafe isPlainText(bytes) { return unsafe line.bytesWithSlack(bytes) }
      unsafe writeJSONString(bytes, ascii: ascii, into: &line)
    case .python, .pythonData:
      guard unsafe isPlainText(bytes) else {
        return unsafe writePythonString(bytes, into: &line)
      }
      line.byte(0x27)
      unsafe line.bytesWithSlack(bytes)
      line.byte(0x27)
    case .pythonStretch(let quote):
      if unsafe isPlainText(bytes) { return unsafe line.bytesWithSlack(bytes) }
      unsafe writePythonStretch(bytes, quote: quote, into: &line)
    case .jsonData(let ascii):
      line.byte(0x22)
      unsafe writeJSONString(bytes, ascii: ascii, into: &line)
      line.byte(0x22)
    }
  }
}
