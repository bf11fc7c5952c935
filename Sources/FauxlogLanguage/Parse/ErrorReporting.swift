/// A reader that goes on after an error, which it reports.
protocol ErrorReporting {
  /// What was wrong so far.
  var diagnostics: [Diagnostic] { get set }
}

extension ErrorReporting {
  /// Does something; an error is reported and gives nil.
  mutating func attempt<Result>(
    _ body: (inout Self) throws(Diagnostic) -> Result
  ) -> Result? {
    do throws(Diagnostic) {
      return try body(&self)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}
