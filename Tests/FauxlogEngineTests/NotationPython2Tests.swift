import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// What CPython 2.7.18 shows of the same values (64 bits, UCS-4, hashes not randomised).
@Suite struct NotationPython2Tests {
  private func read(_ json: String) throws -> Datum {
    var json = json
    let read = json.withUTF8 { unsafe Notation.json.read($0, from: 0) }
    return try #require(read).value
  }

  private func written(_ datum: Datum, _ notation: Notation = .python2) -> String {
    var line = LineWriter()
    notation.write(datum, into: &line)
    return line.string
  }

  @Test(
    "repr of json.loads",
    arguments: [
      (
        #"{"workflow_id": "install", "deployment_id": "nc-prod", "force": "false", "allow_custom_parameters": "true", "parameters": {}}"#,
        #"{u'allow_custom_parameters': u'true', u'workflow_id': u'install', u'force': u'false', u'deployment_id': u'nc-prod', u'parameters': {}}"#
      ),
      (
        #"{"h": 0, "t": 1795147287, "a b": ["x", true, null], "e": []}"#,
        #"{u'a b': [u'x', True, None], u'h': 0, u'e': [], u't': 1795147287}"#
      ),
      // Twelve members make the table grow twice.
      (
        #"{"zeta":1,"alpha":2,"beta":3,"gamma":4,"delta":5,"epsilon":6,"eta":7,"theta":8,"iota":9,"kappa":10,"lambda":11,"mu":12}"#,
        #"{u'kappa': 10, u'epsilon': 6, u'iota': 9, u'mu': 12, u'beta': 3, u'eta': 7, u'delta': 5, u'alpha': 2, u'zeta': 1, u'theta': 8, u'gamma': 4, u'lambda': 11}"#
      ),
      (
        #"{"größe":1,"ключ":2,"😀":3,"":4,"a":5}"#,
        #"{u'\u043a\u043b\u044e\u0447': 2, u'\U0001f600': 3, u'gr\xf6\xdfe': 1, u'a': 5, u'': 4}"#
      ),
      (
        #"{"name":1,"context":2,"cloudify":3,"cloudify_agent":4,"broker_ip":5,"broker_user":6}"#,
        #"{u'broker_ip': 5, u'cloudify_agent': 4, u'broker_user': 6, u'name': 1, u'context': 2, u'cloudify': 3}"#
      ),
    ])
  func dictionaries(_ json: String, _ repr: String) throws {
    #expect(written(try read(json)) == repr)
  }

  @Test("members that Cloudify's manager logged stand in that order")
  func genuine() throws {
    // Put in as the client put them in; shared by all captured requests of their kind.
    let properties = try read(
      #"{"runtime_properties": {"external_id": "net-ir7re5"}, "version": 3, "state": "creating"}"#)
    #expect(
      written(properties)
        == #"{u'runtime_properties': {u'external_id': u'net-ir7re5'}, u'version': 3, u'state': u'creating'}"#
    )
    let inputs = try read(#"{"blueprint_id": "nodecellar", "inputs": {"port": 8081}}"#)
    #expect(
      written(inputs) == #"{u'inputs': {u'port': 8081}, u'blueprint_id': u'nodecellar'}"#)
  }

  @Test("whole numbers are their own hash, but for -1")
  func numbers() {
    let members = [1, -1, 8, 16, 24, 9].map { Datum.Member(.integer($0), .none) }
    #expect(
      written(.record(members)) == "{1: None, 8: None, 9: None, 16: None, 24: None, -1: None}")
  }

  @Test("texts, and strings that are bytes")
  func strings() {
    #expect(
      written(.text("Zoë \"q\" it's € 😀 \u{7}\n\\"))
        == #"u'Zo\xeb "q" it\'s \u20ac \U0001f600 \x07\n\\'"#)
    #expect(written(.bytes(Array("Zoë\t\u{7F}".utf8))) == #"'Zo\xc3\xab\t\x7f'"#)
    #expect(written(.text("it's")) == #"u"it's""#)
  }

  @Test("what is read is what was written, texts and bytes apart")
  func reading() throws {
    let values: [Datum] = [
      .text("Zoë \"q\" it's € 😀 \u{7}\n\\"), .bytes(Array("Zoë\t\\u".utf8)), .integer(-4),
      .record([Datum.Member(.bytes([0x61]), .list([.text(""), .none, .bool(true)]))]),
      .list([.integer(1)], tuple: true), .raw("5L"),
    ]
    for value in values {
      var text = written(value)
      let count = text.utf8.count
      let read = text.withUTF8 { unsafe Notation.python2.read($0, from: 0) }
      #expect(read?.value == value)
      #expect(read?.end == count)
    }
  }
}

/// Tables as Prosody writes them: `util.serialization`, as logs have it.
@Suite struct NotationLuaTests {
  private func written(_ datum: Datum) -> String {
    var line = LineWriter()
    Notation.lua.write(datum, into: &line)
    return line.string
  }

  @Test(
    "genuine lines are read and written again",
    arguments: [
      "{ a = 1 }",
      "{ JjQ8UUadRcxr = { h = 0; t = 1795147287 } }",
      #"{ ["conference.example.net"] = { ["*"] = true }; ["example.net"] = { ["*"] = true } }"#,
      #"{ ["end"] = nil }"#, #"{ "a"; 1.5; false }"#, #"{ }"#, #"{ [3] = "c" }"#,
    ])
  func genuine(_ line: String) throws {
    var text = line
    let read = text.withUTF8 { unsafe Notation.lua.read($0, from: 0) }
    let found = try #require(read)
    #expect(found.end == line.utf8.count)
    #expect(written(found.value) == (line.contains("nil") ? "{ }" : line))
  }

  @Test("strings have the escapes of Lua, every byte that is not ASCII its number")
  func strings() throws {
    let value = Datum.text("caf\u{E9}\n\t\u{0}\u{1F}\u{7F}\"'\\")
    let text = #""caf\195\169\n\t\000\031\127\"\'\\""#
    #expect(written(value) == text)
    var copy = text
    let read = copy.withUTF8 { unsafe Notation.lua.read($0, from: 0) }
    #expect(read?.value == value)
  }

  @Test("broken tables are none")
  func broken() {
    for text in ["{ a = }", "{ a 1 }", "{ [1 = 2 }", "{", #""\999""#, "nope", "{ a = 1"] {
      var copy = text
      let read = copy.withUTF8 { unsafe Notation.lua.read($0, from: 0) }
      #expect(read == nil, "\(text)")
    }
  }
}
