/// Digests of whole trees and their golden files; written by DigestTests, which says when.
enum RecordedDigests {
  struct Pair: Equatable, Sendable {
    let tree: String
    let golden: String
  }

  static let table: [String: Pair] = [
    "mill seed 1 from 2021-05-06T07:00:00Z for 40 min": Pair(
      tree: "5680312329e7dff1f1046e5cfa71cc18b0664c3bccb3dd2f03ad4352712fb273",
      golden: "f16587858b3e3764ff618058e4fb69bbfbb5c145463ae05eaf47a8be882f6683"),
    "mill seed 18446744073709551615 from 2024-02-29T23:30:00Z for 40 min": Pair(
      tree: "31c79ebd6ad2572717f91a34ebbc5c8685d9cb3e43b5b24c3db358f22a0c06bb",
      golden: "94431a9f27b168525efa93d0c0dd1dd3fca84a8f5ba365cc650ea3fc9563583b"),
    "mill seed 3 from 2026-10-25T00:30:00Z for 60 min lines=4": Pair(
      tree: "78d0d246412022fc5aa3fd6fa063738962b1c47366e46576c6f87ad0081e4673",
      golden: "4537af735eea2beebd1ec29964d0e66438405a4ce203682c31813759624f0688"),
    "frappe-bench seed 1 from 2021-05-05T18:30:00Z for 20 min": Pair(
      tree: "1e36ecee6cb8b18ae4f5537f0c81f19719c0af7e6c1e8237d9dfa0e67beaac98",
      golden: "e93cb6ad1f9ee8eef90e78dcf105044978f98d143c162c6e9ed2b2acbaf9fe8b"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "f5e3678937bc64ea486d578ac04c586b6cc77afe0c05583de9808234a14b2187",
      golden: "e3166e6be2a909c70145e6f823d4d7c517d1af3896fa6d20ee8f26c39665a441"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "30da7383576665e543727fd3878f02de6e4c4b96b03a0fa16547a890d402eb7d",
      golden: "bafd1d0d40e930996d15af74e8afc413b320614ce2116a06393cefa8df36d501"),
  ]
}
