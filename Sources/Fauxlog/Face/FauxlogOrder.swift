import FauxlogEngine

/// What tree is wanted, and where.
public struct FauxlogOrder: Sendable {
  /// The tree's name, such as `frappe-bench`.
  public var tree: String
  /// The folder of the tree; what is fauxlog's own goes to `FOLDER.golden`.
  public var folder: String
  /// Every seed is another history of the installation.
  public var seed: UInt64 = 1
  /// The start of the window as RFC 3339 has it; nil is the tree's own.
  public var start: String?
  /// The length of the window; at most 292 years.
  public var duration: Duration = .seconds(86_400)
  /// Parameters of the tree by name.
  public var parameters: [String: String] = [:]
  /// Globs of the logs that are written; none means all.
  public var only: [String] = []
  /// How many threads work; it changes no byte.
  public var jobs = 1
  /// Whether golden records are written; the manifest always is.
  public var golden = true
  /// Whether a folder may be replaced that fauxlog did not write.
  public var force = false

  /// An order for a day of a tree.
  public init(tree: String, folder: String) {
    self.tree = tree
    self.folder = folder
  }

  /// The order as the modules inside know it.
  var inside: TreeOrder {
    get throws(FauxlogError) {
      var order = TreeOrder(tree: tree, folder: folder)
      order.seed = seed
      if let start {
        guard let instant = parseRFC3339(start) else {
          throw .unknown("\"\(start)\" is no time of RFC 3339, such as 2026-11-20T00:00:00Z")
        }
        order.start = instant
      }
      let (seconds, attoseconds) = duration.components
      let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      guard seconds >= 0, !overflow else { throw .unknown("a window is 0 s to 292 years long") }
      order.duration = whole + attoseconds / 1_000_000_000
      order.settings = parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      order.only = only
      order.jobs = jobs
      order.golden = golden
      order.force = force
      return order
    }
  }
}

/// What was written.
public struct FauxlogSummary: Sendable, Equatable {
  /// Files in the tree.
  public let files: Int
  /// Records in its logs.
  public let records: Int64
  /// Bytes of its logs.
  public let bytes: Int64
  /// The window, as RFC 3339 has it.
  public let start: String
  /// The end of the window.
  public let end: String
}

/// One record of a format.
public struct FauxlogRecord: Sendable, Equatable {
  /// The event that it is.
  public let event: String
  /// Its instant in UTC, as RFC 3339 has it.
  public let time: String
  /// The record, its line ends included.
  public let bytes: [UInt8]

  /// The record as text; bytes that are no UTF-8 become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
