/// What a reader must know of a field to show its value; trivial.
struct FieldFacts: Sendable {
  /// How the text of a value comes out of the line.
  enum Coding: Sendable {
    /// It stands there as it is.
    case plain
    case notation(Notation)
    case encoders
  }

  /// What stands for `none`, in the world's pool.
  var none: World.Piece?
  var type: Field.GoldenType
  var coding: Coding
  /// Bytes without which a text is not coded.
  var marks = ByteSet([0x5C])
  /// The time pattern; -1 if it is no time.
  var time: Int32
  /// Whether the value is written in digits that need no test.
  var isDigits: Bool

  init(_ field: Field, of pattern: RecordPattern) {
    none = field.writer.none
    type = field.type
    coding = .plain
    time = -1
    isDigits = false
    switch field.reader {
    case .time(let number): time = Int32(number)
    case .integer, .decimal: isDigits = true
    default: break
    }
    guard type == .text, field.writer.cut == nil, !field.isLossy else { return }
    switch field.writer.form {
    case .jsonString: coding = .notation(.json)
    case .luaString: coding = .notation(.lua)
    case .pythonString(let notation), .pythonStretch(_, let notation): coding = .notation(notation)
    case .text where !field.writer.encoders.isEmpty:
      coding = .encoders
      marks = ByteSet()
      for encoder in field.writer.encoders {
        marks.formUnion(pattern.encoders[encoder].resultStarts)
      }
    default: break
    }
  }
}
