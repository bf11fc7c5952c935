import Fauxlog

/// The manual page in the language of man(7), made from the tables of commands and options.
enum ManualPage {
  /// The page.
  static var text: String {
    var roff = Roff()
    roff.title("FAUXLOG", section: 1, date: fauxlogVersionDate, source: "fauxlog \(programVersion)")
    roff.section("NAME")
    roff.line("fauxlog \\- \(Roff.escaped(ProgramText.abstract))")
    roff.section("SYNOPSIS")
    roff.paragraph(bold: "fauxlog", ProgramText.synopsis.dropFirst("fauxlog".count))
    roff.section("DESCRIPTION")
    roff.paragraph(ProgramText.purpose)
    roff.paragraph(ProgramText.rules)
    roff.section("COMMANDS")
    for command in CommandSpec.all { add(command, to: &roff) }
    roff.section("OPTIONS OF EVERY COMMAND")
    add(Option.everywhere, to: &roff)
    roff.section("VALUES")
    for (long, placeholder, kind) in valueForms {
      roff.item(bold: ["--\(long)"], italic: placeholder, kind.advice)
    }
    roff.section("EXIT STATUS")
    for status in ExitStatus.allCases { roff.item(bold: "\(status.rawValue)", status.meaning) }
    roff.section("ENVIRONMENT")
    for (name, meaning) in ProgramText.environment { roff.item(bold: name, meaning) }
    return roff.text
  }

  private static func add(_ command: CommandSpec, to roff: inout Roff) {
    roff.subsection(command.synopsis)
    for text in [command.sentence] + command.discussion { roff.paragraph(text) }
    for argument in command.allArguments {
      roff.item(italic: argument.spec.placeholder, argument.spec.summary)
    }
    let groups = OptionGroup.allCases.map { group in
      command.options.filter { $0.spec.group == group }
    }
    add(groups.flatMap(\.self), to: &roff)
    for example in command.examples {
      roff.paragraph(example.meaning.prefix(1).uppercased() + example.meaning.dropFirst() + ":")
      roff.example(example.line)
    }
  }

  private static func add(_ options: [Option], to roff: inout Roff) {
    for spec in options.map(\.spec) {
      let spellings = [spec.short.map { "-\($0)" }, "--\(spec.long)"].compactMap(\.self)
      roff.item(bold: spellings, italic: spec.value?.placeholder, spec.summary)
      if case .described(let meaning) = spec.negation, let negated = spec.negatedLong {
        roff.item(bold: "--\(negated)", meaning)
      }
    }
  }

  /// Values that have a form of their own, each kind by the first option that takes one.
  private static var valueForms: [(long: String, placeholder: String, kind: ValueKind)] {
    var found: [(long: String, placeholder: String, kind: ValueKind)] = []
    for spec in Option.allCases.map(\.spec) {
      guard let value = spec.value, value.kind.hasForm,
        !found.contains(where: { $0.kind == value.kind })
      else { continue }
      found.append((spec.long, value.placeholder, value.kind))
    }
    return found
  }
}
