/// Elements one behind the other in memory of their own: frames, registers, operands.
///
/// An array asks at each write whether somebody else holds it too; here a place is checked and
/// nothing else.
@safe
package struct FlatStack<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var length = 0

  /// An empty stack.
  package init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  /// How many elements there are.
  @inlinable package var count: Int {
    @inline(__always) get { length }
  }

  /// The element at a place, which is checked.
  @inlinable package subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(index >= 0 && index < length)
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(index >= 0 && index < length)
      return unsafe base + index
    }
  }

  /// Adds an element.
  @inlinable @inline(__always)
  package mutating func append(_ element: Element) {
    if length == capacity { grow(1) }
    unsafe (base + length).initialize(to: element)
    length &+= 1
  }

  /// Adds `more` times the same.
  @inlinable @inline(__always)
  package mutating func append(repeating element: Element, count more: Int) {
    precondition(more >= 0)
    if length &+ more > capacity { grow(more) }
    unsafe (base + length).initialize(repeating: element, count: more)
    length &+= more
  }

  /// Makes the first `wanted` elements the same, and room for them.
  @inlinable @inline(__always)
  package mutating func fill(_ wanted: Int, with element: Element) {
    if wanted > length { append(repeating: element, count: wanted &- length) }
    unsafe base.update(repeating: element, count: wanted)
  }

  /// Puts rows of a table in the place of the elements behind the first `kept`, and makes room.
  @inlinable @inline(__always)
  package mutating func copy(_ table: Table<Element>, after kept: Int) {
    precondition(kept >= 0 && kept <= length)
    if table.count > capacity { grow(table.count &- length) }
    length = max(length, table.count)
    if kept < table.count {
      unsafe (base + kept).update(from: table.base + kept, count: table.count &- kept)
    }
  }

  /// Drops what stands behind the first `wanted` elements.
  @inlinable @inline(__always)
  package mutating func truncate(to wanted: Int) {
    precondition(wanted >= 0 && wanted <= length)
    length = wanted
  }

  /// Gives back memory for more elements than there are, and than `room`.
  package mutating func trim(to room: Int) {
    let wanted = max(length, room, 1)
    if capacity < 2 * wanted { return }
    move(to: wanted)
  }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    move(to: max(capacity * 2, length + more))
  }

  private mutating func move(to wanted: Int) {
    let other = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    unsafe other.update(from: base, count: length)
    unsafe base.deallocate()
    unsafe base = other
    capacity = wanted
  }
}
