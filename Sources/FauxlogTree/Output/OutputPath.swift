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
    for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty { return .emptyPart }
      if part.count > 255 { return .longPart }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return .dotPart }
    }
    return nil
  }
}
