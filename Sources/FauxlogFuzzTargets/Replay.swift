#if !FUZZING
  import Foundation

  /// Reads the files named as arguments as libFuzzer would hand them out, to look into a finding.
  @main
  enum Replay {
    static func main() throws {
      for path in CommandLine.arguments.dropFirst() {
        FuzzTarget.chosen.run(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      }
    }
  }
#endif
