import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// The literal lines of FLAT's documentation, with the parameter `documented`.
@Suite("Lines that FLAT's documentation shows")
struct FlatSeedLineTests {
  private func lines(version: String) throws -> Set<Substring> {
    let tree = try GeneratedTree(TemplateLibrary(), "flat-server", minutes: 20) { order in
      order.start = parseRFC3339("2019-10-15T13:10:00Z")
      order.settings = [("documented", "true"), ("version", version)]
    }
    let text = String(decoding: try tree.log("flat.stderr.log"), as: UTF8.self)
    return Set(text.split(separator: "\n"))
  }

  @Test("a request, its upstream, its alert, and httpd's start")
  func seed() throws {
    let log = try lines(version: "20191018")
    let id = #""timestamp":"2019-10-15T13:28:26+00:00","type":"flat_"#
    let request = #"","requestID":"XaXJeWA-@B@3XFNhk42H@QAAAAQ","#
    let shown = [
      #"{\#(id)access\#(request)"method":"GET","path":"/api/path","agent":"curl/7.54.0","referrer":"","status":200,"mime":"application/json"}"#,
      // The documentation's example has a failure's fields beside status 200; no request has both.
      #"{\#(id)request\#(request)"url":"https://example.com/?foo=bar","method":"get","status":200,"mime":"application/json","bytes":231,"duration":0.607165,"id":"main.0","cacheHit":false,"refresh":false,"timing":{"DNS":"17.391","TCP":"96.475","TTFB":"623.931"}}"#,
      #"{\#(id)alert\#(request)"topic":"validation","message":"Response validation failed: Type constraint violated in body: String value found, but an object is required. "}"#,
      "[Tue Oct 15 13:11:30.190335 2019] [mpm_worker:notice] [pid 28:tid 139763282708608] - AH00292: Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips configured -- resuming normal operations",
    ]
    for line in shown { #expect(log.contains(line[...]), "\(line)") }
    let failed = log.filter {
      $0.contains(#""url":"https://example.com/?foo=bar","method":"get","status":0,"mime":"","#)
    }
    #expect(failed.count == 1)
    #expect(
      failed.first?.hasSuffix(
        #","curlErrorCode":28,"curlErrorMessage":"Operation timed out after 3000 milliseconds with 0 out of -1 bytes received"}"#
      ) == true)
  }

  @Test("the longer access line of 2020")
  func later() throws {
    let line =
      #"{"timestamp":"2019-10-15T13:28:26+00:00","type":"flat_access","requestID":"XaXJeWA-@B@3XFNhk42H@QAAAAQ","url":"http://localhost:8080/api/path","path":"/api/path","status":200,"method":"GET","agent":"curl/7.54.0","referrer":"","mime":"application/json","realtime":0.019845,"bytes":563,"requestbytes":0,"flow":"flow.xml","requestmime":"","location":""}"#
    #expect(try lines(version: "20200409").contains(line[...]))
  }
}
