/// Digests of whole trees and their golden files; written by DigestTests, which says when.
enum RecordedDigests {
  struct Pair: Equatable, Sendable {
    let tree: String
    let golden: String
  }

  static let table: [String: Pair] = [
    "mill seed 1 from 2021-05-06T07:00:00Z for 40 min": Pair(
      tree: "1d6468c21d3249b82b0ff14f03b65d3b691ed524ecec22ff240de03994f385f4",
      golden: "5b3b7b48866268de27984f9a3009b4aa2b83ad77ebba47af8240b36b0b412e8d"),
    "mill seed 18446744073709551615 from 2024-02-29T23:30:00Z for 40 min": Pair(
      tree: "e56963170ec08189c13a05623d877875f157d40fab8a879a0ea4c1299c7c667c",
      golden: "4394c69966f35ec5fb277b9f2aef1703f8b5ca52e4972cbd4578a5f65a705ffc"),
    "mill seed 3 from 2026-10-25T00:30:00Z for 60 min lines=4": Pair(
      tree: "10b85492d6bc2381ddf853978174ad76941a84f3ffb2404837c7f817724ea34a",
      golden: "870b13afec2260d76d21f7dcbe737f139f2e25b29da2e5227f549d6601267203"),
    "frappe-bench seed 1 from 2021-05-05T18:30:00Z for 20 min": Pair(
      tree: "880335136169028a06322a5ace6941428d309a84064538ed6e733ec866ac8ee7",
      golden: "0dc5843e193cd239eafcbe35f11cb6cd19e118f331600ccf91cd9220416e3533"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "c77dd4218eaadecc5b1a0b5e689ad24f2213a42196470877a1f3228988bf1369",
      golden: "97b5f1bcd180736266b6209d14420f4682a87b4f3cd88bf87f14cc0bce5a29f7"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "90d2dc1e4ebcd550d1bf8cdcf3eeb3963064e1b8642206fdbca185d66b43079c",
      golden: "5dfa290a3667a22b908b57ff9c5fc8f7a239efe2f1488a6e45e66a0375b43e89"),
  ]
}
