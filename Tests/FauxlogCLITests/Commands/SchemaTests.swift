import FauxlogTestSupport
import Foundation
import Testing

@Suite("schema")
struct SchemaTests {
  @Test(
    "prints each as JSON", arguments: ["manifest", "recognition", "record", "scenarios", "totals"])
  func prints(_ name: String) throws {
    let run = try Program.run(["schema", name])
    #expect(run.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("an unknown name gets a suggestion")
  func unknown() throws {
    let run = try Program.run(["schema", "manifset"])
    #expect(run.status == 64)
    #expect(run.errors.contains("did you mean \"manifest\"?"))
  }

  @Test(
    "holds of real output, and of nothing that is damaged",
    .enabled(if: hasJSONSchema, "python3 with jsonschema is not installed"))
  func holds() throws {
    let kiln = try Kiln()
    _ = try kiln.generate("kiln", "--duration", "3h")
    let read = try kiln.run(
      ["recognize", "kiln", kiln.folder.path, "--json", "--records", kiln.folder["read"]])
    try kiln.folder.write("recognition.json", read.output)
    for name in ["manifest", "recognition", "record", "scenarios", "totals"] {
      try kiln.folder.write("\(name).schema", try Program.run(["schema", name]).output)
    }
    try kiln.folder.write("check.py", Self.script)
    let (status, output) = try python(kiln.folder["check.py"], kiln.folder.path)
    #expect(status == 0, "\(output)")
  }

  /// Validates what is in a folder; each schema must also refuse a member too few and one too many.
  private static let script = """
    import json, sys, os
    from jsonschema import Draft202012Validator as Validator
    root = sys.argv[1]
    def lines(path):
        return [json.loads(line) for line in open(os.path.join(root, path))]
    def whole(path):
        return [json.load(open(os.path.join(root, path)))]
    cases = {
        "manifest": whole("kiln.golden/manifest.json"),
        "totals": whole("kiln.golden/totals.json"),
        "recognition": whole("recognition.json"),
        "scenarios": lines("kiln.golden/scenarios.ndjson"),
        "record": lines("kiln.golden/records/logs/kiln.log.ndjson")
            + lines("read/records/kiln/logs/kiln.log.ndjson"),
    }
    for name, values in cases.items():
        schema = json.load(open(os.path.join(root, name + ".schema")))
        Validator.check_schema(schema)
        validator = Validator(schema)
        assert values, name
        for value in values:
            validator.validate(value)
        for key in schema["required"]:
            assert not validator.is_valid({k: v for k, v in values[0].items() if k != key}), key
        assert not validator.is_valid(dict(values[0], surplus=1)), name

    """
}

/// Whether Python can validate schemas here.
private let hasJSONSchema: Bool = {
  guard let status = try? python("-c", "import jsonschema").status else { return false }
  return status == 0
}()

private func python(_ arguments: String...) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: text, as: UTF8.self))
}
