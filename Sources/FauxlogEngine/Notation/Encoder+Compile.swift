package import FauxlogLanguage

extension Encoder {
  /// The encoder that a grammar defines; nil, with the reasons, if its rules cannot be.
  ///
  /// `encoder` finds the one that `invalid utf8 through` names.
  package static func compile(
    _ syntax: EncoderSyntax, encoder: (String) -> Encoder? = Encoder.builtIn,
    diagnostics: inout [Diagnostic]
  ) -> Encoder? {
    var rules: [EncoderRule] = []
    var isSound = true
    for rule in syntax.rules {
      switch EncoderRule.checked(rule) {
      case .success(let checked):
        if rules.contains(where: { $0.codes.contains(checked.codes) }) {
          diagnostics.append(
            Diagnostic(
              rule.position, "this rule never fits: one above takes all its characters",
              help: "the first rule that fits wins", severity: .note))
        }
        rules.append(checked)
      case .failure(let diagnostic):
        diagnostics.append(diagnostic)
        isSound = false
      }
    }
    var invalid: Encoder?
    if let name = syntax.invalid {
      invalid = encoder(name.text)
      if invalid == nil {
        let near = nearest(to: name.text, among: builtInNames).map { "did you mean \($0)?" }
        diagnostics.append(Diagnostic(name.position, "no encoder \"\(name.text)\"", help: near))
        isSound = false
      }
    }
    return isSound ? Encoder(name: syntax.name.text, rules: rules, invalid: invalid) : nil
  }
}

extension EncoderRule {
  /// A rule as written, or what is wrong with it.
  fileprivate static func checked(
    _ rule: EncoderSyntax.Rule
  ) -> Swift.Result<EncoderRule, Diagnostic> {
    func fail(_ message: String, help: String? = nil) -> Swift.Result<EncoderRule, Diagnostic> {
      .failure(Diagnostic(rule.position, message, help: help))
    }
    guard rule.first <= rule.last else {
      return fail("the range ends before it begins", help: "write the lower character first")
    }
    guard isScalar(rule.first), isScalar(rule.last) else {
      return fail(
        "no such character", help: "characters go from U+0000 to U+10FFFF, without U+D800..U+DFFF")
    }
    let codes = rule.first...rule.last
    switch rule.result {
    case .kept:
      return .success(EncoderRule(codes: codes, result: .kept))
    case .shifted(let first):
      let (last, overflows) = first.addingReportingOverflow(rule.last - rule.first)
      guard !overflows, isScalar(first), isScalar(last),
        first > 0xDFFF || last < 0xD800, rule.first > 0xDFFF || rule.last < 0xD800
      else { return fail("the range it becomes holds codes that are no characters") }
      return .success(EncoderRule(codes: codes, result: .shifted(to: first)))
    case .text(let text, nil, _):
      return .success(EncoderRule(codes: codes, result: .text(Array(text.utf8))))
    case .text(let text, let base?, let width):
      let parts = text.utf8.split(separator: 0x23, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        return fail(
          "\"\(text)\" needs one # for the code in \(base)", help: "write it where the code stands")
      }
      let radix: UInt32 = base == "octal" ? 8 : 16
      let digits = String(rule.last, radix: Int(radix)).count
      guard (digits...8).contains(width) else {
        let code = hex(rule.last)
        return fail("U+\(code) does not fit \(base) \(width)", help: "write \(digits) to 8 digits")
      }
      return .success(
        EncoderRule(
          codes: codes,
          result: .code(
            before: Array(parts[0]), radix: radix, upperCase: base == "HEX", width: width,
            after: Array(parts[1]))))
    }
  }

  private static func isScalar(_ code: UInt32) -> Bool { Unicode.Scalar(code) != nil }

  private static func hex(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
