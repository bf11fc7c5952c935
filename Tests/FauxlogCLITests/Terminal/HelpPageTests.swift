import Testing

@testable import FauxlogCLI

@Suite("Help pages stand as they were last read and found good")
struct HelpPageTests {
  @Test("at 80 columns", arguments: CommandSpec.all.map(\.name))
  func page(_ name: String) throws {
    let command = try CommandSpec.named(name)
    #expect(HelpPage.command(command).text(in: .plain) == pages[name])
  }

  @Test("of all commands")
  func overview() {
    #expect(HelpPage.overview.text(in: .plain) == overviewPage)
  }

  @Test("no line is wider than the terminal, nor than 100 columns", arguments: [50, 80, 100, 300])
  func width(_ columns: Int) {
    let terminal = Terminal(columns: columns) { _ in nil }
    for page in [.overview] + CommandSpec.all.map(HelpPage.command) {
      let lines = page.text(in: terminal).split(separator: "\n")
      // Usage and examples are to be copied, and so stay whole.
      for line in lines where !line.contains("fauxlog ") {
        #expect(line.count <= min(columns, 100), "\(line)")
      }
    }
  }

  @Test("headings are bold on a terminal")
  func headings() {
    let terminal = Terminal(columns: 80) { $0 == "TERM" ? "xterm" : nil }
    let page = HelpPage.command(.list).text(in: terminal)
    #expect(page.hasPrefix("\u{1B}[1mUsage:\u{1B}[0m fauxlog list"))
    #expect(page.contains("\n\u{1B}[1mGeneral:\u{1B}[0m\n"))
  }
}

private let overviewPage = """
  Usage: fauxlog COMMAND ...

  Writes fake logs that are true to life: the whole log tree of an installation,
  the same bytes for the same seed, with golden files that say what a correct tool
  must read.

  Commands:
    generate     write a tree and its golden files
    stream       write records to standard output
    recognize    read logs with the grammars
    explain      tell what made a line of a log
    list         list the formats, scenarios and trees
    describe     tell of one format, event, scenario or tree, with samples
    lint         check templates
    schema       print the JSON Schema of a file that fauxlog writes
    completions  print the script by which a shell completes command lines
    man          print the manual page, for man to format
    help         print the page of a command

  Options:
    -h, --help     print this page
        --version  print the version

  Exit status:
    0    done
    64   the command line is wrong
    65   a template or other input is wrong
    70   a fault of fauxlog's own
    73   the output cannot be made
    74   reading or writing failed
    129  ended by a signal; nothing was changed
    130  ended by a signal; nothing was changed
    143  ended by a signal; nothing was changed

  A switch --x is taken back by --no-x. "--" ends the options. "fauxlog help
  COMMAND" tells what a command takes.

  """

private let pages = [
  "generate": """
  Usage: fauxlog generate TREE -o DIR [OPTIONS]

  Write a tree and its golden files.

  Writes the log tree of a whole installation in DIR, exactly as the real one
  would show it, and everything that is fauxlog's own in DIR.golden: the manifest
  and, for every record, what a correct tool must read out of it.

  The same tree, seed, window and parameters give the same bytes everywhere. The
  tree appears whole or not at all, and replaces only what fauxlog wrote.

  Arguments:
    TREE                  the tree to write

  Content:
        --seed N          the universe to write from, a decimal number (default 1)
        --start TIME      where the window begins: RFC 3339, or a date (default: a
                          fixed date of the tree)
        --duration TIME   how long the window is, such as 90s, 15m, 24h, 7d or
                          1h30m
        --size SIZE       end the window when SIZE is written, such as 500000,
                          10MB or 10MiB
        --set NAME=VALUE  set a parameter of the templates; may be given again
        --only GLOB       only the files that GLOB matches, with the bytes they
                          have in the whole; may be given again
        --templates DIR   lay the templates in DIR over the built-in ones; may be
                          given again

  Output:
    -o, --output DIR      write the tree in DIR, and what belongs to it in
                          DIR.golden
        --golden FORM     the form of the golden records: ndjson (default)
        --no-golden       leave the golden records out; the manifest is always
                          written
        --force           replace DIR even where fauxlog did not write it

  Running:
        --jobs N          how many threads work; changes no byte (default: one for
                          each core)
        --verify          read the tree back and hold it against its golden
                          records

  General:
        --quiet           say nothing but errors
    -h, --help            print this page
        --version         print the version

  Examples:
    # a bench, and bench.golden beside it
    fauxlog generate frappe-bench -o bench --seed 42
    # a week of three sites
    fauxlog generate frappe-bench -o bench --duration 7d --set sites=3

  """,
  "stream": """
  Usage: fauxlog stream FORMAT|TREE [OPTIONS]

  Write records to standard output.

  Of a tree, the records of all its files in the order of their times. Of a
  format, its events, each drawn by its own legend: a second of log time for each
  thousand.

  Without a count it goes on for ever. Ends quietly when the reader does.

  Arguments:
    FORMAT|TREE           the format of a log, or a whole tree

  Content:
    -n, --count COUNT     stop after COUNT records
        --seed N          the universe to write from, a decimal number (default 1)
        --start TIME      where the window begins: RFC 3339, or a date (default: a
                          fixed date of the tree)
        --set NAME=VALUE  set a parameter of the templates; may be given again
        --templates DIR   lay the templates in DIR over the built-in ones; may be
                          given again

  Output:
        --golden FILE     write the golden records to FILE

  Running:
        --jobs N          how many threads work; changes no byte (default: one for
                          each core)
        --rate RATE       pace the records: 100 or 100/s a second, 90/m a minute,
                          10/h an hour

  General:
    -h, --help            print this page
        --version         print the version

  Examples:
    # five records
    fauxlog stream frappe.log -n 5
    # a hundred a second, endlessly
    fauxlog stream frappe.log --rate 100

  """,
  "recognize": """
  Usage: fauxlog recognize FORMAT|TREE PATH [OPTIONS]

  Read logs with the grammars.

  Reads real or generated logs and tells the records of each event, how far the
  lines are understood, and the lines that are not, each with the nearest event.

  With a tree, a file's format is that of the tree's path that its own ends like;
  else the format that fits its beginning best. So do parameters that are not set.

  Arguments:
    FORMAT|TREE           the format of a log, or a whole tree
    PATH                  the file or folder to read; "-" is standard input

  Content:
        --start TIME      when the logs begin, for a format that does not show the
                          whole date
        --set NAME=VALUE  set a parameter of the templates; may be given again
        --templates DIR   lay the templates in DIR over the built-in ones; may be
                          given again

  Output:
        --records DIR     write what was read to DIR, as golden records

  Running:
        --jobs N          how many threads work; changes no byte (default: one for
                          each core)

  General:
        --json            print JSON, for programs to read
    -h, --help            print this page
        --version         print the version

  Examples:
    # how far real logs are understood
    fauxlog recognize frappe-bench /home/frappe/bench/logs
    # one log, piped in
    fauxlog recognize frappe.log - < frappe.log

  """,
  "explain": """
  Usage: fauxlog explain FILE:LINE [OPTIONS]

  Tell what made a line of a log.

  Tells where layout, event and step stand in the templates, as file:line:column;
  of each field its value, its bytes in the record, what filled it, the row of the
  corpus and the names that key its draw; and the other lines that the same
  happening left.

  Arguments:
    FILE:LINE            a log file and the number of a line in it, from 1

  Content:
        --templates DIR  lay the templates in DIR over the built-in ones; may be
                         given again

  Output:
        --golden DIR     where the golden records are (default: found beside the
                         tree)

  General:
        --json           print JSON, for programs to read
    -h, --help           print this page
        --version        print the version

  Examples:
    # the record at line 412
    fauxlog explain bench/logs/frappe.log:412

  """,
  "list": """
  Usage: fauxlog list [OPTIONS]

  List the formats, scenarios and trees.

  Content:
        --templates DIR  lay the templates in DIR over the built-in ones; may be
                         given again

  General:
        --json           print JSON, for programs to read
    -h, --help           print this page
        --version        print the version

  """,
  "describe": """
  Usage: fauxlog describe NAME [OPTIONS]

  Tell of one format, event, scenario or tree, with samples.

  Arguments:
    NAME                  a format, scenario or tree, or FORMAT/EVENT

  Content:
        --set NAME=VALUE  set a parameter of the templates; may be given again
        --templates DIR   lay the templates in DIR over the built-in ones; may be
                          given again

  General:
        --json            print JSON, for programs to read
    -h, --help            print this page
        --version         print the version

  Examples:
    # its files, parameters and scenarios
    fauxlog describe frappe-bench
    # its events, with a sample of each
    fauxlog describe frappe.log
    # one event, and who writes it
    fauxlog describe frappe.log/exception
    # its steps, and what fills what
    fauxlog describe server-error

  """,
  "lint": """
  Usage: fauxlog lint [DIR] [OPTIONS]

  Check templates.

  Checks every template in DIR as it would be laid over the built-in ones, and
  tells each error with its place and what would be right. Ends with status 65 if
  there are errors; notes and advice are told too, but change nothing.

  Arguments:
    DIR            the folder of templates (default: the built-in ones)

  General:
        --json     print JSON, for programs to read
    -h, --help     print this page
        --version  print the version

  """,
  "schema": """
  Usage: fauxlog schema NAME

  Print the JSON Schema of a file that fauxlog writes.

  Arguments:
    NAME           the schema to print: manifest, recognition, record, scenarios,
                   totals

  General:
    -h, --help     print this page
        --version  print the version

  Examples:
    # of the manifest beside a tree
    fauxlog schema manifest
    # of a line of golden records
    fauxlog schema record

  """,
  "help": """
  Usage: fauxlog help [COMMAND]

  Print the page of a command.

  Arguments:
    COMMAND        the command to explain

  General:
    -h, --help     print this page
        --version  print the version

  """,
  "completions": """
  Usage: fauxlog completions SHELL [WORD...]

  Print the script by which a shell completes command lines.

  Commands, options, and the names of trees, formats and parameters are completed,
  those of --templates folders, too. The script asks fauxlog itself, so it never
  grows old.

  Arguments:
    SHELL          the shell: bash, zsh, fish
    WORD...        a command line so far, behind "--": print what may stand for
                   its last word

  General:
    -h, --help     print this page
        --version  print the version

  Examples:
    # bash; or source it in ~/.bashrc
    fauxlog completions bash > ~/.local/share/bash-completion/completions/fauxlog
    # zsh, where ~/.zfunc is in $fpath
    fauxlog completions zsh > ~/.zfunc/_fauxlog
    # fish
    fauxlog completions fish > ~/.config/fish/completions/fauxlog.fish

  """,
  "man": """
  Usage: fauxlog man

  Print the manual page, for man to format.

  General:
    -h, --help     print this page
        --version  print the version

  Examples:
    # read it
    fauxlog man | man -l -
    # so that "man fauxlog" finds it
    fauxlog man > ~/.local/share/man/man1/fauxlog.1

  """,
]
