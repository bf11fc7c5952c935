import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogCLI

@Suite("Shells complete with their scripts")
struct ShellTests {
  /// A line that ends where the cursor is, and what the shell then has.
  struct Line: Sendable, CustomTestStringConvertible {
    let typed: String
    let expected: [String]
    var testDescription: String { typed }
    /// What stands before the last `=` of the word that is typed, with it.
    var before: String {
      let word = typed.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      return String(
        word[..<(word.lastIndex(of: "=").map { word.index(after: $0) } ?? word.startIndex)])
    }
  }

  private static let lines = [
    Line(typed: "fauxlog gen", expected: ["generate"]),
    Line(typed: "fauxlog stream nginx.", expected: ["nginx.access", "nginx.error"]),
    Line(
      typed: "fauxlog generate frappe-bench --s",
      expected: ["--seed", "--set", "--size", "--start"]),
    Line(typed: "fauxlog generate frappe-bench --set wo", expected: ["workers="]),
    Line(typed: "fauxlog generate frappe-bench --set=documented=", expected: ["true", "false"]),
    Line(typed: "fauxlog generate --templates 'my own' ki", expected: ["kiln"]),
    Line(typed: "fauxlog generate kiln -o out", expected: ["outer"]),
    Line(typed: "fauxlog generate kiln --output=out", expected: ["outer"]),
    Line(typed: "fauxlog recognize kiln out", expected: ["out.log", "outer"]),
    Line(typed: "fauxlog nothing ", expected: []),
  ]

  /// A folder with something to complete, and the shell's script.
  private func folder(_ shell: Shell) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("outer/inner", "")
    try folder.write("out.log", "")
    try folder.write("my own/kiln.tree", "tree kiln\n# A kiln.\n")
    let script = try Tool("env").output(["fauxlog", "completions", shell.rawValue], in: folder)
    #expect(script == shell.script)
    try folder.write("script", script)
    return folder
  }

  /// The words of an output without meanings, and of folders without slashes.
  private func words(_ output: String) -> [String] {
    output.split(separator: "\n").map { line in
      let word = line.prefix { $0 != "\t" }
      return String(word.hasSuffix("/") ? word.dropLast() : word)
    }.sorted()
  }

  @Test("bash", .needs("bash"), arguments: lines)
  func bash(_ line: Line) throws {
    // Readline splits words at blanks, unless they are quoted, and at "=" and ":".
    let harness = #"""
      source ./script
      COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMP_CWORD=0
      rest=$1 word='^[[:space:]]*([=:]+|'"'[^']*'"'|[^[:space:]=:]+)'
      while [[ $rest =~ $word ]]; do
        COMP_WORDS+=("${BASH_REMATCH[1]}")
        rest=${rest#"${BASH_REMATCH[0]}"}
      done
      [[ $1 == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      compopt() { :; }
      _fauxlog
      [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
      """#
    let folder = try folder(.bash)
    let output = try Tool("bash").output(["-c", harness, "bash", line.typed], in: folder)
    // It replaces what stands behind the last "=".
    #expect(words(output) == line.expected.sorted(), "\(output)")
  }

  @Test("bash, with words that are not split", .needs("bash"))
  func bashWhole() throws {
    let folder = try folder(.bash)
    let harness = """
      source ./script
      COMP_WORDS=(fauxlog generate frappe-bench --set=sit) COMP_CWORD=3
      _fauxlog 2>&1
      echo "${COMPREPLY[@]}"
      """
    #expect(try Tool("bash").output(["-c", harness], in: folder) == "--set=sites=\n")
  }

  @Test("fish", .needs("fish"), arguments: lines)
  func fish(_ line: Line) throws {
    let folder = try folder(.fish)
    let output = try Tool("fish").output(
      ["--no-config", "-c", "source script; complete -C \"$argv[1]\"", line.typed], in: folder)
    #expect(words(output) == line.expected.map { line.before + $0 }.sorted(), "\(output)")
  }

  @Test("fish shows what is meant", .needs("fish"))
  func meanings() throws {
    let folder = try folder(.fish)
    let output = try Tool("fish").output(
      [
        "--no-config", "-c",
        "source script; complete -C 'fauxlog generate --templates \"my own\" k'",
      ],
      in: folder)
    #expect(output == "kiln\tA kiln.\n")
  }

  @Test("zsh", .needs("zsh"), arguments: lines)
  func zsh(_ line: Line) throws {
    let folder = try folder(.zsh)
    try folder.write("capture", Self.capture)
    let output = try Tool("zsh").output(["-f", "capture", line.typed], in: folder)
    // It adds what it found in several groups, and a group may be added twice; of a path it adds only
    // what stands behind the "=".
    let found = words(output).map {
      $0.hasPrefix(line.before) ? String($0.dropFirst(line.before.count)) : $0
    }
    #expect(Set(found) == Set(line.expected), "\(output)")
  }

  /// Types into a zsh on a terminal of its own, and prints what its completion adds.
  private static let capture = #"""
    zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z 'PS1=; stty -echo; autoload -Uz compinit && compinit -D -u; source ./script; print DONE'
    while zpty -r z line && [[ $line != DONE* ]]; do :; done
    zpty -w z 'compadd() {
      local -a found
      if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
        builtin compadd -A found "$@"
        (( $#found )) && print -rl -- "FOUND "$^found
      fi
      builtin compadd "$@"
    }
    before() { print }
    after() { print STOP; exit }
    compprefuncs=(before) comppostfuncs=(after)
    bindkey "^I" complete-word
    print DONE'
    while zpty -r z line && [[ $line != DONE* ]]; do :; done
    zpty -w -n z "$1"$'\t'
    while zpty -r z line; do
      line=${line%%$'\r'*}
      [[ $line == STOP* ]] && break
      [[ $line == "FOUND "* ]] && print -r -- ${line#FOUND }
    done
    """#
}
