// embed-assets OUTPUT FOLDER FILE…
// Writes one Swift file that holds each text FILE under its path in FOLDER. The texts are
// StaticString literals: they compile fast and stay in the binary's read-only data.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: embed-assets OUTPUT FOLDER FILE…\n".utf8))
  exit(64)
}
let folder = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
var source = """
  /// The text files of this target: path inside its folder, and text.
  public let embeddedFiles: [(path: StaticString, text: StaticString)] = [

  """
for path in arguments.dropFirst(3).sorted() {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
    FileHandle.standardError.write(Data("\(path): not UTF-8 text\n".utf8))
    exit(65)
  }
  let name = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  source += "  (\(literal(name)), \(literal(text))),\n"
}
source += "]\n"
do {
  try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("\(arguments[1]): \(error)\n".utf8))
  exit(74)
}

/// The text as a one-line Swift string literal.
func literal(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\"": result += "\\\""
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case let control where control.value < 0x20 || control.value == 0x7F:
      result += "\\u{\(String(control.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
