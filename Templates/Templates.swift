/// The built-in files under Templates/, in the order of their paths.
public enum TemplatesFiles {
  /// Calls `body` with each file's path inside Templates/ and its UTF-8 text.
  public static func forEach(_ body: (_ path: String, _ text: UnsafeBufferPointer<UInt8>) -> Void) {
    for file in embeddedFiles {
      file.text.withUTF8Buffer { unsafe body(file.path.description, $0) }
    }
  }
}
