/// Values one behind the other in memory of their own: frames, registers, operands.
///
/// An array asks at each write whether somebody else holds it too; here a place is checked and
/// nothing else.
@safe
package struct ValueStack: ~Copyable, @unchecked Sendable {
  private var base: UnsafeMutablePointer<Value>
  private var capacity: Int
  /// How many values there are.
  package private(set) var count = 0

  /// An empty stack.
  package init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  /// The value at a place, which is checked.
  package subscript(index: Int) -> Value {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) set {
      precondition(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// Adds a value.
  @inline(__always)
  package mutating func append(_ value: Value) {
    if count == capacity { grow(1) }
    unsafe base[count] = value
    count &+= 1
  }

  /// Adds `more` times no value.
  @inline(__always)
  package mutating func append(nones more: Int) {
    precondition(more >= 0)
    if count &+ more > capacity { grow(more) }
    unsafe (base + count).update(repeating: .none, count: more)
    count &+= more
  }

  /// Makes the first `length` values none, and room for them.
  @inline(__always)
  package mutating func clear(_ length: Int) {
    if length > count { append(nones: length &- count) }
    unsafe base.update(repeating: .none, count: length)
  }

  /// Drops what stands behind the first `length` values.
  @inline(__always)
  package mutating func truncate(to length: Int) {
    precondition(length >= 0 && length <= count)
    count = length
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let wanted = max(capacity * 2, count + more)
    let bigger = UnsafeMutablePointer<Value>.allocate(capacity: wanted)
    unsafe bigger.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = bigger
    capacity = wanted
  }
}
