/// Digests of whole trees and their golden files; written by DigestTests, which says when.
enum RecordedDigests {
  struct Pair: Equatable, Sendable {
    let tree: String
    let golden: String
  }

  static let table: [String: Pair] = [
    "mill seed 1 from 2021-05-06T07:00:00Z for 40 min": Pair(
      tree: "92b8f2d924adc423468e701fee83dbf6c50a006bfdabf24de41a696773f0b0a4",
      golden: "10cec8fc93fea96f5873b4eaab471fff3443ae3668818b44b43aa3d9e50794cf"),
    "mill seed 18446744073709551615 from 2024-02-29T23:30:00Z for 40 min": Pair(
      tree: "abd441519b59f55c86f043c177777936649976b26a7942a9df39dd5e9844ba7c",
      golden: "57b2e8abc40cd0766b3a785f0e6bde4c3ec05396a9cb91070c9d630f70b48f29"),
    "mill seed 3 from 2026-10-25T00:30:00Z for 60 min lines=4": Pair(
      tree: "0816e39ab3d3073ae2ed697ef8f160fa9825da7c2d10a41efe0200eedc5c47da",
      golden: "35b4179cd51694938aa1d40a89d659c16743d696b128860ad2ff7f38f8b820a2"),
    "frappe-bench seed 1 from 2021-05-05T18:30:00Z for 20 min": Pair(
      tree: "b5d0f55768b3454c98cf131a0826d1a02def905a152bd30dbdb69866abda39ac",
      golden: "ce276961517484544bcea06b22e1be5841e292d419cd5abd54e9789e9bb1308d"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "72fdb15321556485adbbb73389f0da167480ed8cda9d6bd1cc597d75d3f58917",
      golden: "f4413cc3d5dfeab01d060cc40b3e38a52db5e70330fdcb02ab5c3584630374d3"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "5e32859759e9659be0f4e3d2034aa144d173dd04cda0403af71bfe92e0ccffc4",
      golden: "5f59719d89156db2585a4a9cb3ab4c2e02156ccfda234d2c5ceee78fb579fb1f"),
  ]
}
