/// Texts and structures that are made while evaluating; values refer to them by number.
///
/// A text is bytes behind one another, so that making one allocates nothing.
package struct Heap: ~Copyable, Sendable {
  /// The bytes of all texts.
  private(set) var texts = LineWriter(capacity: 256)
  /// Structures.
  private(set) var data: [Datum] = []
  /// What fills the holes of cards: how many values, then these.
  private var filling = ValueStack(capacity: 4)
  /// How many values were made, whether still there or not.
  private(set) var made = 0

  /// An empty heap.
  package init() {}

  /// How far a heap is filled.
  package struct Mark: Sendable {
    fileprivate var (texts, data, filling) = (0, 0, 0)
  }

  /// How far it is filled.
  package var mark: Mark {
    var mark = Mark()
    (mark.texts, mark.data, mark.filling) = (texts.count, data.count, filling.count)
    return mark
  }

  /// Forgets what was made after a mark.
  @inline(__always)
  package mutating func shrink(to mark: Mark) {
    texts.truncate(to: mark.texts)
    filling.truncate(to: mark.filling)
    // `removeLast(_:)` of many goes through calls that are not specialised.
    while data.count > mark.data { data.removeLast() }
  }

  /// Forgets everything, keeps the memory.
  @inline(__always)
  package mutating func removeAll() {
    texts.removeAll()
    filling.truncate(to: 0)
    if !data.isEmpty { data.removeAll(keepingCapacity: true) }
  }

  /// Gives back memory that is not needed now.
  mutating func trim() {
    texts.trim(to: 256)
    filling.trim(to: 4)
    if data.isEmpty, data.capacity > 0 { data = [] }
  }

  /// Keeps a structure.
  mutating func keep(_ datum: Datum) -> Value {
    made &+= 1
    switch datum {
    case .text(let text):
      let start = texts.count
      texts.text(text)
      return self.text(from: start)
    case .bytes(let bytes):
      let start = texts.count
      texts.bytes(bytes)
      return self.bytes(from: start)
    default: break
    }
    data.append(datum)
    return Value(tag: .heap, word: Int64(data.count - 1))
  }

  /// The text that was written from `start` on.
  @inline(__always)
  mutating func text(from start: Int) -> Value {
    made &+= 1
    return Value(
      tag: .string, reference: Int32(texts.count &- start), word: Int64(start))
  }

  /// The same of bytes that are no text.
  @inline(__always)
  mutating func bytes(from start: Int) -> Value {
    var value = text(from: start)
    value.tag = .bytes
    return value
  }

  /// Writes to the end of the texts.
  @inline(__always)
  mutating func write(_ body: (inout LineWriter) -> Void) { body(&texts) }

  /// Writes one of the texts again, at their end.
  @inline(__always)
  mutating func writeAgain(_ text: Value) {
    texts.again(from: Int(text.word), count: Int(text.reference))
  }

  /// Makes room for the values that fill a card's holes; returns where.
  mutating func beginFilling(_ count: Int, of number: Int32) -> Int32 {
    made &+= 1
    filling.append(Value(tag: .integer, reference: number, word: Int64(count)))
    filling.append(nones: count)
    return Int32(filling.count - count - 1)
  }

  /// The number of the filling whose values stand at a place.
  func filling(at place: Int32) -> Int32 { filling[Int(place)].reference }

  /// A value among those that fill a card's holes.
  subscript(filling place: Int32, index: Int) -> Value {
    get { filling[Int(place) + 1 + index] }
    set { filling[Int(place) + 1 + index] = newValue }
  }

  /// A value of another heap, with what it refers to.
  @inline(__always)
  mutating func adopt(_ value: Value, from other: borrowing Heap) -> Value {
    switch value.tag {
    case .string, .bytes:
      let start = texts.count
      texts.bytes(of: other.texts, from: Int(value.word), count: Int(value.reference))
      return value.tag == .string ? text(from: start) : bytes(from: start)
    case .heap, .filled: return adopt(structure: value, from: other)
    default: return value
    }
  }

  private mutating func adopt(structure value: Value, from other: borrowing Heap) -> Value {
    if value.tag == .heap { return keep(other.data[Int(value.word)]) }
    let head = other.filling[Int(value.reference)]
    let count = Int(head.word)
    var copy = value
    copy.reference = beginFilling(count, of: head.reference)
    for index in 0..<count {
      self[filling: copy.reference, index] = adopt(
        other[filling: value.reference, index], from: other)
    }
    return copy
  }
}
