/// An object whose references are not counted: somebody else has it for as long as it is asked for.
///
/// Records go by the hundred thousand to a few logs, and counting costs more than placing one.
@safe
struct Lent<Object: AnyObject> {
  private let object: Unmanaged<Object>

  /// Lends what outlives this.
  @inline(__always)
  init(_ object: Object) { unsafe self.object = .passUnretained(object) }

  /// Lends it on.
  @inline(__always)
  func lend<Result>(_ body: (Object) -> Result) -> Result {
    unsafe object._withUnsafeGuaranteedRef(body)
  }
}
