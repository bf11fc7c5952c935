/// What libFuzzer calls with each input; always 0.
///
/// The environment variable `FAUXLOG_FUZZ` says what is fuzzed: `recognizer`, or else `templates`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  FuzzTarget.chosen.run(input)
  return 0
}
