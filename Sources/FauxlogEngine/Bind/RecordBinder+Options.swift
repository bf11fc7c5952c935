import FauxlogLanguage

/// What a definition says behind its kind: `none as`, `padded`, `through`, `tells` and the like.
extension RecordBinder {
  /// Applies the options of a definition to its field.
  func applyOptions(_ definition: Definition, _ number: Int, _ legend: Legend) {
    for option in definition.options {
      switch option {
      case .noneAs(let text, _, _):
        pattern.fields[number].writer.none = binder.builder.piece(text.utf8)
      case .padded(let width, let left, _):
        pattern.fields[number].writer.padding = (width, left)
      case .cut(let count, let mark, _):
        pattern.fields[number].writer.cut = (count, mark ?? "")
      case .toLast: pattern.fields[number].writer.toLast = true
      case .indented, .sorted, .compact: style(option, number)
      case .through(let name):
        guard let encoder = binder.encoder(name, system: legend.system) else { continue }
        pattern.encoders.append(encoder)
        if !encoder.isExact { pattern.fields[number].isLossy = true }
        pattern.fields[number].writer.encoders.append(pattern.encoders.count - 1)
      case .grouped(_, let position), .forges(let position):
        binder.fail(position, "this option comes with a later tier of the language")
      case .paddedToName(let name, let left):
        pad(number, to: name, left: left, legend)
      case .tells(let names, let table): pattern.fields[number].told = told(number, names, table)
      case .standard, .notWritten, .asText, .asFields, .kept: break
      }
    }
  }

  /// What a number tells of `names`, by the table's row with it: the column is called like the hole.
  private func told(_ number: Int, _ names: [Name], _ table: Name) -> [Field.Told] {
    let field = pattern.fields[number]
    guard case .integer = field.reader else {
      binder.fail(table.position, "only a whole number tells more of itself")
      return []
    }
    guard let corpus = binder.corpus(table.text, at: table.position) else { return [] }
    let columns = binder.builder.corpora[Int(corpus)].columns
    func cells(_ name: Name) -> [String]? {
      guard let column = columns.first(where: { $0.name == name.text })?.column else {
        binder.failUnknown(name, among: columns.map(\.name), what: "column of \(table.text)")
        return nil
      }
      return binder.builder.columns[Int(column)].cells.map { binder.text(ofPiece: $0) }
    }
    guard let keys = cells(Name(field.name, table.position))?.map({ Int($0) ?? -1 }) else {
      return []
    }
    guard let most = keys.max(), keys.allSatisfy({ $0 >= 0 }), most < Limit.told else {
      binder.fail(table.position, "numbers that tell more go from 0 to \(Limit.told - 1)")
      return []
    }
    return names.compactMap { name in
      guard let texts = cells(name) else { return nil }
      var values: [String?] = Array(repeating: nil, count: most + 1)
      for (key, text) in zip(keys, texts) { values[key] = text }
      return Field.Told(name: name.text, position: name.position, values: values)
    }
  }

  /// What numbers tell has names that no other field of the golden record has.
  func checkTold() {
    guard pattern.fields.contains(where: { !$0.told.isEmpty }) else { return }
    let members = pattern.goldenOrder.filter { $0.role == .field }
    var names = Set(members.map(\.name))
    for member in members {
      for told in pattern.fields[member.fields[0]].told where !names.insert(told.name).inserted {
        binder.fail(
          told.position, "the record has a field \(told.name) already",
          help: "`tells` names fields of the golden record: each has a name of its own")
      }
    }
  }

  /// Blanks up to a width that a name has: one that parameters decide is known to readers, too, any
  /// other is the record's, and they need not know it.
  private func pad(_ number: Int, to name: Name, left: Bool, _ legend: Legend) {
    if let width = knownWidth(name, legend) {
      pattern.fields[number].writer.padding = (width, left)
      return
    }
    guard let owner = legend.legend(defining: name), owner.definitions[name.text] != nil else {
      return binder.failUnknown(name, among: legend.allNames, what: "width")
    }
    pattern.fields[number].writer.padding = (Writer.unknownWidth, left)
    pattern.fields[number].writer.width = register(of: name, in: owner)
  }

  /// The width that a name always has, whatever a scenario calls so; nil if records decide it.
  func knownWidth(_ name: Name, _ legend: Legend) -> Int? {
    var width: Int64?
    if let definition = legend.legend(defining: name)?.definitions[name.text] {
      guard case .value(.literal(.number(let number), _)) = definition.kind,
        number.places == 0, number.unit == nil
      else { return nil }
      width = number.digits
    } else if let value = binder.parameter(name.text, system: legend.system),
      value.tag == .integer
    {
      width = value.word
    }
    guard let width else { return nil }
    guard (1...1_000_000).contains(width) else {
      binder.fail(name.position, "a width is a number 1..1000000, not \(width)")
      return 1
    }
    return Int(width)
  }

  private func style(_ option: Option, _ number: Int) {
    func change(_ style: NotationStyle) -> NotationStyle {
      var style = style
      if case .sorted = option { style.sorted = true }
      if case .compact = option { style.compact = true }
      if case .indented(let columns, _) = option {
        style.indent = columns
        style.baseIndent = lineIndent
      }
      return style
    }
    switch pattern.fields[number].writer.form {
    case .data(let notation, let style):
      pattern.fields[number].writer.form = .data(notation, change(style))
    case .literal(let notation, let style):
      pattern.fields[number].writer.form = .literal(notation, change(style))
    default:
      binder.fail(pattern.fields[number].position, "only data can be sorted, compact or indented")
    }
  }
}
