/// The check that keeps every file inside the output folder; paths come from templates.
enum OutputPath {
  /// Throws when `path` could lead out of the folder or cannot be a file's name.
  ///
  /// Links need no check: output is written into a fresh folder, and nothing makes links there.
  static func check(_ path: String) throws(OutputError) {
    if let fault = fault(of: path) { throw .badPath(path, fault) }
  }

  private static func fault(of path: String) -> OutputError.PathFault? {
    let bytes = path.utf8
    if bytes.isEmpty { return .empty }
    if bytes.count > 1024 { return .long }
    if bytes.first == UInt8(ascii: "/") { return .absolute }
    if bytes.contains(0) { return .zeroByte }
    // Of the part that is being read: its bytes, and how many of them are dots.
    var (length, dots) = (0, 0)
    for byte in bytes {
      if byte == UInt8(ascii: "/") {
        if let fault = fault(ofPart: length, dots: dots) { return fault }
        (length, dots) = (0, 0)
      } else {
        length += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    return fault(ofPart: length, dots: dots)
  }

  private static func fault(ofPart length: Int, dots: Int) -> OutputError.PathFault? {
    if length == 0 { return .emptyPart }
    if length > 255 { return .longPart }
    return dots == length && length <= 2 ? .dotPart : nil
  }
}
