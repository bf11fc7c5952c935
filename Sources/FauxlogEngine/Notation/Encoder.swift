/// A way in which a program escapes text, `through NAME`: rules for characters, the first fit wins.
///
/// An exact encoder can be undone; what a lossy one wrote is known only as it is shown.
package final class Encoder: Sendable {
  /// Its name, `backslash`, `escaped`.
  package let name: String
  /// Whether every text can be told from what it became.
  ///
  /// Computed from the rules: no result begins like another, and none can also come about from
  /// characters that are kept. In doubt an encoder is lossy.
  package let isExact: Bool

  let rules: [EncoderRule]
  /// The encoder for bytes that are no UTF-8; nil keeps them.
  private let invalid: Encoder?
  /// Whether codes of 0x80 and above are bytes; else they are characters.
  let isBytewise: Bool
  /// The text that stands for every text.
  private let constant: [UInt8]?
  /// What to do with each byte.
  private let actions: [Action]
  /// Whether printable ASCII is left as it is.
  private let keepsPrintable: Bool
  /// Bytes that can stand in what this encoder writes, and those that can begin it.
  private let written: (anywhere: ByteSet, first: ByteSet)

  private enum Action: UInt8 {
    case keep, rule, character
  }

  /// An encoder with checked rules.
  init(name: String, rules: [EncoderRule], isBytewise: Bool = false, invalid: Encoder? = nil) {
    self.name = name
    self.rules = rules
    self.isBytewise = isBytewise
    self.invalid = invalid
    constant = nil
    let looksAtCharacters = invalid != nil || rules.contains { $0.codes.upperBound >= 0x80 }
    actions = (UInt32(0)...0xFF).map { code in
      if code >= 0x80, !isBytewise { return looksAtCharacters ? .character : .keep }
      return rules.first(for: code)?.isKept ?? true ? .keep : .rule
    }
    keepsPrintable = actions[0x20...0x7E].allSatisfy { $0 == .keep }
    var kept = ByteSet()
    for byte in UInt8.min...255 where actions[Int(byte)] != .rule { kept.insert(byte) }
    let patterns = rules.filter { !$0.isKept }.map(\.pattern)
    isExact = invalid == nil && rules.areDecodable(kept: kept)
    var (anywhere, first) = (kept, kept)
    for pattern in patterns {
      pattern.forEach { anywhere.formUnion($0) }
      if let begin = pattern.first { first.formUnion(begin) }
    }
    if let invalid {
      anywhere.formUnion(invalid.written.anywhere)
      first.formUnion(invalid.written.first)
    }
    written = (anywhere, first)
  }

  /// An encoder that writes the same text for every text.
  init(name: String, constant: String) {
    self.name = name
    self.constant = Array(constant.utf8)
    (rules, isBytewise, invalid, isExact) = ([], false, nil, false)
    (actions, keepsPrintable) = ([], false)
    var (anywhere, first) = (ByteSet(), ByteSet())
    for byte in constant.utf8 { anywhere.insert(byte) }
    if let begin = constant.utf8.first { first.insert(begin) }
    written = (anywhere, first)
  }

  /// Whether text that ``isPlainText(_:)`` is left as it is.
  var keepsPlainText: Bool {
    constant == nil
      && (UInt8(0x20)...0x7E).allSatisfy { byte in
        [0x22, 0x27, 0x5C].contains(byte) || actions[Int(byte)] == .keep
      }
  }

  /// Whether a byte can stand in what this encoder writes; true if that is not certain.
  package func canWrite(_ byte: UInt8) -> Bool { written.anywhere.contains(byte) }

  /// Whether what this encoder writes can begin with a byte; true if that is not certain.
  package func canBegin(with byte: UInt8) -> Bool { written.first.contains(byte) }

  /// Appends a text, encoded; runs of characters that no rule changes are copied whole.
  package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into writer: inout LineWriter) {
    if let constant { return writer.bytes(constant) }
    var at = 0
    while at < bytes.count {
      let start = at
      if keepsPrintable { at = unsafe endOfPrintable(bytes, from: at) }
      while at < bytes.count, actions[Int(unsafe bytes[at])] == .keep { at &+= 1 }
      if at > start { unsafe writer.bytes(UnsafeBufferPointer(rebasing: bytes[start..<at])) }
      if at < bytes.count { at &+= unsafe encodeCharacter(bytes, at: at, into: &writer) }
    }
  }

  /// Writes the one character, or byte, at a position that a rule may change; its length.
  private func encodeCharacter(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, into writer: inout LineWriter
  ) -> Int {
    let byte = unsafe bytes[position]
    if actions[Int(byte)] == .rule {
      rules.first(for: UInt32(byte))?.write(UInt32(byte), into: &writer)
      return 1
    }
    let scalar = unsafe UTF8Scalar(bytes, at: position)
    let source = unsafe UnsafeBufferPointer(rebasing: bytes[position..<(position + scalar.length)])
    if !scalar.isValid, let invalid {
      unsafe invalid.encode(source, into: &writer)
    } else if scalar.isValid, let rule = rules.first(for: scalar.code) {
      rule.write(scalar.code, into: &writer)
    } else {
      unsafe writer.bytes(source)
    }
    return scalar.length
  }

  /// The text that an exact encoder wrote as `bytes`; nil if it cannot have written them.
  package func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard isExact else { return nil }
    var writer = LineWriter(capacity: bytes.count)
    var at = 0
    next: while at < bytes.count {
      for rule in rules {
        guard let match = unsafe rule.read(bytes, at: at), rules.first(for: match.code) == rule
        else {
          continue
        }
        if isBytewise { writer.byte(UInt8(match.code)) } else { writer.scalar(match.code) }
        at += match.length
        continue next
      }
      guard let length = unsafe keptLength(bytes, at: at) else { return nil }
      unsafe writer.bytes(UnsafeBufferPointer(rebasing: bytes[at..<(at + length)]))
      at += length
    }
    return unsafe writer.withBytes { unsafe Array($0) }
  }

  /// The length of the character at a position, if it is one that is kept.
  private func keptLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    switch actions[Int(unsafe bytes[position])] {
    case .keep: return 1
    case .rule: return nil
    case .character:
      let scalar = unsafe UTF8Scalar(bytes, at: position)
      let isKept = !scalar.isValid || rules.first(for: scalar.code)?.isKept ?? true
      return isKept ? scalar.length : nil
    }
  }
}
