import Foundation

/// The reference: one access line written the way one would in C, with pointers and simple loops.
///
/// It draws what `nginx.access` draws, from rows of about the same lengths, and knows everything
/// else when it is compiled. Nothing is checked.
struct HandWrittenLoop: ~Copyable {
  private let clients = rows((0..<64).map { "192.0.2.\(10 + $0 * 3 % 240)" })
  private let paths = rows([
    "/", "/login", "/app", "/about", "/api/method/frappe.desk.form.load.getdoc",
    "/assets/frappe/js/desk.min.js", "/app/todo/new-todo-1", "/files/logo.png",
  ])
  private let referers = rows([
    "-", "-", "-", "-", "http://site1.example.com/login", "http://site1.example.com/app",
    "http://site1.example.com/app/todo", "http://library.example.com/app/article",
  ])
  private let agents = rows([
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      + "Chrome/90.0.4430.93 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:88.0) Gecko/20100101 Firefox/88.0",
    "curl/7.68.0", "python-requests/2.25.1",
  ])
  private let statuses: [Int] = [200, 200, 200, 200, 200, 304, 403, 404]
  private let literals = rows([" - - [06/May/2021:14:", " +0000] \"GET ", " HTTP/1.1\" ", "\" \""])

  /// A text in memory that is never freed: there are a hundred, and they live as long as the run.
  @safe private struct Row {
    var base: UnsafePointer<UInt8>
    var count: Int
  }

  private static func rows(_ texts: [String]) -> [Row] {
    texts.map { text in
      let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: text.utf8.count)
      for (place, byte) in text.utf8.enumerated() { unsafe memory[place] = byte }
      return unsafe Row(base: memory, count: text.utf8.count)
    }
  }

  /// Appends one line at `at`; returns where it ends.
  @inline(__always)
  private func line(_ number: UInt64, _ out: UnsafeMutablePointer<UInt8>, _ begin: Int) -> Int {
    var at = begin
    var state = number &* 0x9E37_79B9_7F4A_7C15
    func draw(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = (state ^ (state &>> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((word ^ (word &>> 31)).multipliedFullWidth(by: UInt64(bound)).high)
    }
    func text(_ row: Row) {
      for place in 0..<row.count { unsafe out[at &+ place] = unsafe row.base[place] }
      at &+= row.count
    }
    func byte(_ byte: UInt8) {
      unsafe out[at] = byte
      at &+= 1
    }
    func digits(_ value: Int, _ count: Int) {
      var rest = value
      var place = at &+ count
      while place > at {
        place &-= 1
        unsafe out[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      at &+= count
    }
    text(clients[draw(64)])
    text(literals[0])
    let second = Int(number / 1000 % 3600)
    digits(second / 60, 2)
    byte(0x3A)
    digits(second % 60, 2)
    text(literals[1])
    text(paths[draw(8)])
    text(literals[2])
    digits(statuses[draw(8)], 3)
    byte(0x20)
    let bytes = draw(100_000)
    digits(bytes, bytes < 10 ? 1 : bytes < 100 ? 2 : bytes < 1000 ? 3 : bytes < 10000 ? 4 : 5)
    byte(0x20)
    byte(0x22)
    text(referers[draw(8)])
    text(literals[3])
    text(agents[draw(4)])
    byte(0x22)
    byte(0x0A)
    return at
  }

  /// Fills a buffer of 256 KiB again and again.
  func measure() -> Measurement {
    let size = 1 << 18
    let lines = 1_000_000
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { unsafe buffer.deallocate() }
    return best(of: 5) {
      var bytes = 0
      var at = 0
      for number in 0..<UInt64(lines) {
        if at > size - 1024 {
          bytes += at
          at = 0
        }
        at = unsafe line(number, buffer, at)
      }
      return (bytes + at, lines)
    }
  }
}
