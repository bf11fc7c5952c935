import Testing

@testable import FauxlogEngine

/// A log, and what is to be found in it.
struct RecognizeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let grammar: String
  let log: String
  let found: [String]
  var testDescription: String { name }
}

private let billing = """
  grammar billing
  layout
    | $time $level $logger: $message
    time: time "yyyy-MM-dd HH:mm:ss,SSS"
    level: one of DEBUG, INFO, WARN, ERROR, padded to 5
    logger: word, default "billing"
  event short_invoice WARN
    | invoice $number of $customer is $amount EUR short
    number: 1..99999
    customer: text, default "ACME"
    amount: 0.01..500.00 about 12.50, rarely 200.00
  event sent INFO | $count invoices sent
    count: 1..60
  event crash ERROR
    | worker $pid died$reason
    | $stack
    pid: 1..99999
    reason: maybe 30% | : $what ($code)
      code: 400..599
      what: one of timeout 5, refused 2, "quota exceeded" 1
    stack: each frame in frames
      |     at $function ($file:$line)
      function: word; file: path; line: 1..9999
    frames: [{"function": "f", "file": "/a", "line": 1}], not written
  """

private let at = "2026-11-20 04:07:37,512"

@Test(arguments: [
  RecognizeCase(
    name: "the grammar of section 2", grammar: billing,
    log: """
      \(at) WARN  billing: invoice 4711 of ACME of EUR is 12.50 EUR short
      \(at) INFO  billing: 18 invoices sent
      \(at) ERROR billing: worker 12 died: quota exceeded (503)
          at run (/srv/app.js:12)
          at x.y (/srv/b.js:7)
      \(at) ERROR mailer:queue: worker 13 died
      \(at) ERROR billing: worker 14 exploded
      what is this
      \(at) INFO  billing: 18 invoices sen

      """,
    found: [
      "1+1 short_invoice time=\"\(at)\" level=\"WARN\" logger=\"billing\" number=4711 customer=\"ACME of EUR\" amount=12.50",
      "2+1 sent time=\"\(at)\" level=\"INFO\" logger=\"billing\" count=18",
      "3+3 crash time=\"\(at)\" level=\"ERROR\" logger=\"billing\" pid=12 what=\"quota exceeded\" code=503 stack=[{\"function\": \"run\", \"file\": \"/srv/app.js\", \"line\": 12}, {\"function\": \"x.y\", \"file\": \"/srv/b.js\", \"line\": 7}]",
      "6+1 crash time=\"\(at)\" level=\"ERROR\" logger=\"mailer:queue\" pid=13 stack=[]",
      "7+2 ? crash 7:50",
      "9+1 ? sent 9:55",
    ])
])
func recognizes(_ example: RecognizeCase) throws {
  let reading = try Reading(grammar: example.grammar)
  let whole = reading.found(in: example.log)
  #expect(whole == example.found)
  for chunk in [1, 7, 64] { #expect(reading.found(in: example.log, chunk: chunk) == whole) }
}
