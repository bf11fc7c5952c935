import Testing

@testable import FauxlogCLI

@Suite("The built program", .serialized)
struct ProgramTests {
  @Test("prints help on standard output", arguments: [["--help"], ["-h"], ["help"]])
  func help(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.output == HelpPage.overview.text(in: .plain))
    #expect(run.errors.isEmpty)
    #expect(run.status == 0)
  }

  @Test(
    "prints a command's page, however it is asked",
    arguments: [["stream", "--help"], ["stream", "x", "-h"], ["help", "stream"]])
  func page(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.output == HelpPage.command(.stream).text(in: .plain))
    #expect(run.errors.isEmpty)
    #expect(run.status == 0)
  }

  @Test("prints its version")
  func version() throws {
    let run = try Program.run(["--version"])
    #expect(run.output == "fauxlog \(programVersion)\n")
    #expect(run.status == 0)
  }

  @Test("called with nothing, prints help as an error")
  func nothing() throws {
    let run = try Program.run([])
    #expect(run.output.isEmpty)
    let complaint = """
      fauxlog: no command is given
        "fauxlog --help" tells what may stand here

      """
    #expect(run.errors == HelpPage.overview.text(in: .plain) + complaint)
    #expect(run.status == 64)
  }

  @Test(
    "answers wrong arguments with one message and status 64",
    arguments: [
      (
        ["generat"],
        """
        fauxlog: unknown command "generat"; did you mean "generate"?
          "fauxlog --help" tells what may stand here

        """
      ),
      (
        ["generate", "t", "-o", "x", "--sede", "1"],
        """
        fauxlog: generate has no option "--sede"; did you mean "--seed"?
          "fauxlog generate --help" tells what may stand here

        """
      ),
      (
        ["help", "strem"],
        """
        fauxlog: unknown command "strem"; did you mean "stream"?
          "fauxlog --help" tells what may stand here

        """
      ),
    ])
  func wrong(_ arguments: [String], _ message: String) throws {
    let run = try Program.run(arguments)
    #expect(run.output.isEmpty)
    #expect(run.errors == message)
    #expect(run.status == 64)
  }

  @Test(
    "ends quietly when nobody reads", arguments: [["--help"], ["help", "list"], ["--version"]])
  func closedPipe(_ arguments: [String]) throws {
    let run = try Program.run(arguments, to: .closedPipe)
    #expect(run.exited)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
  }

  @Test("tells of a closed output with status 74")
  func closed() throws {
    let run = try Program.run(["--help"], to: .closed)
    #expect(run.errors.hasPrefix("fauxlog: cannot write to standard output: "))
    #expect(run.status == 74)
  }

  @Test("tells of a full disk with status 74")
  func fullDisk() throws {
    let run = try Program.run(["--help"], to: .file("/dev/full"))
    #expect(
      run.errors == """
        fauxlog: cannot write to standard output: No space left on device
          make room, or write elsewhere

        """)
    #expect(run.status == 74)
  }
}
