import FauxlogLanguage

// Holes of several kinds.

extension RecordBinder {
  /// A reader of what any of some readers takes.
  func joined(_ readers: [Reader], at name: Name) -> Reader {
    var set = ByteSet()
    for reader in readers {
      switch reader {
      case .lines: return .lines
      case .piece, .data, .quoted:
        binder.fail(name.position, "this kind cannot be one of several")
        return reader
      default: break
      }
    }
    if readers.contains(where: { if case .text = $0 { true } else { false } }) { return .text }
    guard readers.contains(where: \.isOpen) else { return .either(readers) }
    for reader in readers { set.formUnion(bytes(of: reader)) }
    return .bounded(set)
  }

  /// The bytes that can stand in what a reader takes.
  private func bytes(of reader: Reader) -> ByteSet {
    switch reader {
    case .bounded(let set), .run(let set, _, _): return set
    case .integer, .decimal: return ByteSet(Array("0123456789.-".utf8))
    case .uuid: return ByteSet(Array("0123456789abcdef-".utf8))
    case .bool: return ByteSet(Array("truefalseTF".utf8))
    case .choice(let number, open: false):
      var set = ByteSet()
      for member in binder.builder.choices[Int(number)].members {
        for byte in binder.bytes(of: member) { set.insert(byte) }
      }
      return set
    default: return ByteSet { $0 > 0x20 && $0 != 0x7F }
    }
  }
}
