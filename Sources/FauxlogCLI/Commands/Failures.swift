import Fauxlog
import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

/// Runs a body of the library and turns what it throws into what the command says and returns.
func reportingFailures<Result>(_ body: () throws -> Result) throws(CommandFailure) -> Result {
  do {
    return try body()
  } catch let error as TemplateError {
    throw failure(error)
  } catch let error as OutputError {
    throw failure(error)
  } catch GenerationError.sizeNotReached(let size) {
    throw .data(
      "the tree does not write \(size) bytes in 20 years",
      advice: "ask for less, or raise its rates")
  } catch let error as VerificationError {
    throw .fault(
      "\(error.path): record \(error.record) is not read as it was written; nothing was changed",
      advice: "written \(error.written)\n  read    \(error.read)")
  } catch let error as ExplanationError {
    throw failure(error)
  } catch let error as RecognitionError {
    throw failure(error)
  } catch let error as Simulation.Fault {
    throw .data(error.diagnostic.message, advice: error.diagnostic.help)
  } catch let error as CommandFailure {
    throw error
  } catch {
    throw .fault("\(error)")
  }
}

private func failure(_ error: TemplateError) -> CommandFailure {
  switch error {
  case .templates(let texts): .data("the templates have errors:\n" + texts.joined(separator: "\n"))
  case .unknown(let what, let name, let near, let owner):
    .usage(
      "no \(what) \"\(name)\"",
      advice: near.map { "did you mean \($0)?" }
        ?? "`fauxlog \(owner.map { "describe \($0)" } ?? "list")` shows what there is")
  case .unreadable(let path, let reason): .data("\(path): \(reason)")
  }
}

private func failure(_ error: ExplanationError) -> CommandFailure {
  switch error {
  case .noSuchFile(let file): .inputOutput("\(file): no such file")
  case .noGolden(let file):
    .data(
      "no golden records for \(file)",
      advice: "they stand in TREE.golden beside a tree; name another place with --golden")
  case .noSuchLine(let file, let line, let last):
    .data("\(file) has no record at line \(line)", advice: "its last line is \(last)")
  case .badGolden(let path): .data("\(path) is not what fauxlog writes")
  }
}

private func failure(_ error: RecognitionError) -> CommandFailure {
  switch error {
  case .treeFromStandardInput:
    .usage(
      "what comes through standard input has no path to choose a format of the tree by",
      advice: "name the format")
  case .noSuchPath(let path): .inputOutput("\(path): no such file or folder")
  case .occupied(let path):
    .cannotCreate("\(path) is there already", advice: "name a new or an empty folder")
  }
}

private func failure(_ error: OutputError) -> CommandFailure {
  if case .closedPipe = error { return .outputClosed }
  let status = ExitStatus(rawValue: error.exitStatus) ?? .inputOutput
  return .failed(status, message: error.message, advice: nil)
}

extension Duration {
  /// The duration in nanoseconds; what is longer than 292 years is cut.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole + attoseconds / 1_000_000_000
  }
}
