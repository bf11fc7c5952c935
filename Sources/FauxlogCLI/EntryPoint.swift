import Fauxlog

/// The program: reads its command line, does what it asks, and ends with the status that says so.
@main
enum EntryPoint {
  static func main() {
    let console = Console.standard
    let status = perform(Array(CommandLine.arguments.dropFirst()), on: console)
    endProcess(status)
  }

  /// Does what the words after the program's name ask for; every failure is told on the console.
  static func perform(_ words: [String], on console: Console) -> ExitStatus {
    do throws(CommandFailure) {
      try answer(words, on: console)
      return .success
    } catch {
      return console.report(error)
    }
  }

  private static func answer(_ words: [String], on console: Console) throws(CommandFailure) {
    guard !words.isEmpty else {
      console.note(HelpPage.overview.text(in: console.errors.terminal))
      throw CommandFailure(UsageError(command: nil, problem: .noCommand))
    }
    switch try request(words) {
    case .help(let page): try console.write(page.text(in: console.output.terminal))
    case .version: try console.write("fauxlog \(programVersion)\n")
    case .run(let command, let invocation): try command.run(invocation, console)
    }
  }

  private static func request(_ words: [String]) throws(CommandFailure) -> Request {
    do throws(UsageError) {
      return try Request(words)
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// The version that `--version` prints.
let programVersion = fauxlogVersion
