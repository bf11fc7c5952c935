import FauxlogEngine

/// Fields of their own for the items of a repeated piece, `as fields PREFIX`: `"PREFIX.NAME": VALUE`.
///
/// Names are shown in lower case; of equal ones the first counts, as a golden record has each name
/// once. `begin` writes what stands before a name, from the quote to the dot.
func writeSpread(
  _ list: Datum, isFirst: inout Bool, into out: inout LineWriter,
  begin: (inout LineWriter) -> Void
) {
  var names: Set<String> = []
  for element in list.elements ?? [] {
    guard case .text(let text)? = element["name"] else { continue }
    let name = String(
      decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
    guard names.insert(name).inserted else { continue }
    if !isFirst { out.word(0x202C, length: 2) }
    isFirst = false
    begin(&out)
    writeJSONString(name, into: &out)
    out.byte(0x22)
    out.word(0x203A, length: 2)
    Notation.json.write(element["value"] ?? .none, into: &out)
  }
}
