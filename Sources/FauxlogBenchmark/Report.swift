import Foundation

/// The table that is printed: a row for each measurement, with its ratio to the reference.
struct Report {
  private let reference: Double

  /// A table whose ratios are to a rate in bytes a second.
  init(reference: Measurement) {
    self.reference = reference.rate
    print(row("", "MB/s", "ns/record", "ratio", "wanted"))
  }

  /// Prints one row.
  func add(_ name: String, _ measured: Measurement, wanted: String = "") {
    let each = measured.duration.seconds * 1e9 / Double(measured.records)
    print(
      row(
        name, number(measured.rate / 1e6, 0), measured.records > 0 ? number(each, 0) : "",
        number(measured.rate / reference, 3), wanted))
  }

  /// Prints a row that is no rate.
  func add(_ name: String, _ value: Double, _ unit: String, wanted: String = "") {
    print(row(name, "\(number(value, 2)) \(unit)", "", "", wanted))
  }

  private func row(_ name: String, _ columns: String...) -> String {
    columns.reduce(name.padding(toLength: 40, withPad: " ", startingAt: 0)) { line, column in
      line + String(repeating: " ", count: max(12 - column.count, 1)) + column
    }
  }

  private func number(_ value: Double, _ places: Int) -> String {
    value.formatted(.number.precision(.fractionLength(places)).grouping(.never))
  }
}
