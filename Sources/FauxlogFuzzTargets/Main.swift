import Foundation

#if FUZZING
  /// libFuzzer's own main function; SwiftPM gives that of a program another name.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  /// Lets libFuzzer make inputs.
  @main
  enum Fuzzing {
    static func main() {
      var count = CommandLine.argc
      var arguments = unsafe CommandLine.unsafeArgv
      exit(unsafe runDriver(&count, &arguments, { unsafe fuzz($0, $1) }))
    }
  }
#else
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
