/// Rows that never change: what all threads read for every record.
///
/// An array counts its references whenever it is used, and counting from several threads at once made
/// two of them slower than one. A table is a place in memory and no more: reading it counts nothing
/// as long as the row holds no references. Its rows live as long as the ``TableMemory`` that made
/// it, which whoever keeps a table keeps too.
@safe
package struct Table<Row>: RandomAccessCollection {
  @usableFromInline let base: UnsafeMutablePointer<Row>
  /// How many rows there are.
  package let count: Int

  fileprivate init(_ rows: [Row]) {
    count = rows.count
    unsafe base = .allocate(capacity: rows.count)
    for (index, row) in rows.enumerated() { unsafe (base + index).initialize(to: row) }
  }

  fileprivate func free() {
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }

  /// The row of a number, which is checked; it is lent where it is, not copied.
  @inlinable package subscript(index: Int) -> Row {
    @inline(__always) unsafeAddress {
      precondition(index >= 0 && index < count)
      return unsafe UnsafePointer(base + index)
    }
  }

  /// The row of a number, which is checked.
  @inlinable package subscript(index: Int32) -> Row {
    @inline(__always) unsafeAddress {
      precondition(index >= 0 && index < count)
      return unsafe UnsafePointer(base + Int(index))
    }
  }
}

extension Table: @unchecked Sendable where Row: Sendable {}

/// Owns the rows of tables; they are freed with it.
package final class TableMemory: @unchecked Sendable {
  private var releases: [() -> Void] = []

  package init() {}

  /// A table of copies of these rows; to be called only before the tables are shared.
  package func table<Row>(_ rows: [Row]) -> Table<Row> {
    let table = Table(rows)
    releases.append { table.free() }
    return table
  }

  deinit { for release in releases { release() } }
}
