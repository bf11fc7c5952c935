/// Which systems' templates speak of which others, so that who wants one need not read them all.
///
/// A system is spoken of by a full name, `frappe.log` or `web.agents`; what is merely spoken of in a
/// comment counts as well, and costs nothing but its reading.
struct UsedSystems {
  /// All systems that are built in.
  let known: Set<String>
  /// The systems that the files of one speak of.
  private var spokenOf: [String: Set<String>] = [:]

  init(known: Set<String>) { self.known = known }

  /// Notes what a file of a system says.
  mutating func add(_ text: some Sequence<UInt8>, of system: String) {
    spokenOf[system, default: []].formUnion(mentioned(in: text))
  }

  /// The systems that a text speaks of: words before a dot.
  func mentioned(in text: some Sequence<UInt8>) -> Set<String> {
    let found = text.withContiguousStorageIfAvailable { unsafe names(before: $0) }
    return unsafe found ?? Array(text).withUnsafeBufferPointer { unsafe names(before: $0) }
  }

  /// Dots are few, names before them short.
  private func names(before bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
    var found: Set<String> = []
    for dot in 0..<bytes.count where unsafe bytes[dot] == 0x2E {
      var start = dot
      while start > 0, unsafe Self.isOfName(bytes[start - 1]) { start -= 1 }
      let name = unsafe String(decoding: bytes[start..<dot], as: UTF8.self)
      if known.contains(name) { found.insert(name) }
    }
    return found
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x5F: true
    default: false
    }
  }

  /// Systems with all that they need.
  func closure(of systems: Set<String>) -> Set<String> {
    var found: Set<String> = []
    var open = Array(systems)
    while let system = open.popLast() {
      if found.insert(system).inserted { open += spokenOf[system] ?? [] }
    }
    return found
  }

  /// The system of something that a user names, in either spelling: `frappe` of `frappe-bench`.
  static func system(ofOutside name: String) -> String {
    String(name.prefix { !".-_".contains($0) })
  }

  /// The folder a built-in file stands in.
  static func system(ofPath path: String) -> String {
    String(path.prefix { $0 != "/" })
  }
}
