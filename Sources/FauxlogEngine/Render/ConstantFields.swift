/// Fields of a pattern whose value is always the same: where nobody asks for their place in the line
/// they are literals.
struct ConstantFields {
  private let pattern: RecordPattern
  private var values: [Int: Value] = [:]

  init(_ pattern: RecordPattern, _ builder: borrowing WorldBuilder) {
    self.pattern = pattern
    for load in pattern.loads {
      if case .constant(let value) = builder.nodes[Int(load.node)] {
        values[load.register] = value
      }
    }
  }

  /// The bytes that a field always is in the line; nil if it is not so, or not known that easily.
  func text(of number: Int, _ builder: borrowing WorldBuilder) -> [UInt8]? {
    guard let value = values[number] else { return nil }
    let writer = pattern.fields[number].writer
    guard writer.padding == nil, writer.cut == nil else { return nil }
    if value.tag == .none { return writer.none.map { Array(bytes(of: $0, builder)) } }
    switch writer.form {
    case .integer(let width):
      guard value.tag == .integer, writer.encoders.isEmpty else { return nil }
      return written { $0.zeroPadded(value.word, width: width) }
    case .text:
      guard var text = plain(value, builder) else { return nil }
      for encoder in writer.encoders {
        text = unsafe changed(text) { unsafe pattern.encoders[encoder].encode($0, into: &$1) }
      }
      return text
    case .jsonString(let ascii):
      return plain(value, builder).map { text in
        unsafe changed(text) { unsafe writeJSONString($0, ascii: ascii, into: &$1) }
      }
    case .pythonString(.python):
      return plain(value, builder).map { text in
        unsafe changed(text) { unsafe writePythonString($0, into: &$1) }
      }
    default: return nil
    }
  }

  /// The text that a value shows.
  private func plain(_ value: Value, _ builder: borrowing WorldBuilder) -> [UInt8]? {
    switch value.tag {
    case .text: Array(bytes(of: builder.texts[Int(value.word)], builder))
    case .member:
      Array(
        bytes(of: builder.choices[Int(value.reference)].members[Int(value.word)], builder))
    case .integer: written { $0.zeroPadded(value.word, width: Int(value.places)) }
    default: nil
    }
  }

  private func bytes(
    of piece: World.Piece, _ builder: borrowing WorldBuilder
  ) -> ArraySlice<UInt8> {
    builder.bytes[Int(piece.offset)..<Int(piece.offset + piece.count)]
  }

  private func changed(
    _ text: [UInt8], _ change: (UnsafeBufferPointer<UInt8>, inout LineWriter) -> Void
  ) -> [UInt8] {
    written { line in unsafe text.withUnsafeBufferPointer { unsafe change($0, &line) } }
  }

  private func written(_ body: (inout LineWriter) -> Void) -> [UInt8] {
    var line = LineWriter(capacity: 64)
    body(&line)
    return unsafe line.withBytes { unsafe Array($0) }
  }
}
