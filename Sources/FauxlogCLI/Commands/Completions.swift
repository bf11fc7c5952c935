extension CommandSpec {
  /// Prints the script that teaches a shell to complete command lines, and answers what it asks.
  static let completions = CommandSpec(
    name: "completions",
    abstract: "print the script by which a shell completes command lines",
    discussion: [
      "Commands, options, and the names of trees, formats and parameters are completed, those of "
        + "--templates folders, too. The script asks fauxlog itself, so it never grows old."
    ],
    arguments: [.shell],
    restArgument: .words,
    examples: [
      Example(
        line: "fauxlog completions bash > ~/.local/share/bash-completion/completions/fauxlog",
        meaning: "bash; or source it in ~/.bashrc"),
      Example(
        line: "fauxlog completions zsh > ~/.zfunc/_fauxlog",
        meaning: "zsh, where ~/.zfunc is in $fpath"),
      Example(
        line: "fauxlog completions fish > ~/.config/fish/completions/fauxlog.fish",
        meaning: "fish"),
    ],
    run: { invocation, console throws(CommandFailure) in
      guard let shell = Shell(rawValue: invocation.argument(.shell)) else { return }
      guard !invocation.rest.isEmpty else { return try console.write(shell.script) }
      let line = UnfinishedLine(invocation.rest)
      try console.write(line.completion(in: LibraryNames()).text)
    })
}
