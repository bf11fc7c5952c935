/// Digests of whole trees and their golden files; written by DigestTests, which says when.
enum RecordedDigests {
  struct Pair: Equatable, Sendable {
    let tree: String
    let golden: String
  }

  static let table: [String: Pair] = [
    "mill seed 1 from 2021-05-06T07:00:00Z for 40 min": Pair(
      tree: "5680312329e7dff1f1046e5cfa71cc18b0664c3bccb3dd2f03ad4352712fb273",
      golden: "432c40a17880863613527d61d667cb087880f99981bfd66b8dfbc236e90b96e6"),
    "mill seed 18446744073709551615 from 2024-02-29T23:30:00Z for 40 min": Pair(
      tree: "31c79ebd6ad2572717f91a34ebbc5c8685d9cb3e43b5b24c3db358f22a0c06bb",
      golden: "5bdb6e6b80ceebd3109b6a36512738bb1c4def0d407bb54259b1103f3d185284"),
    "mill seed 3 from 2026-10-25T00:30:00Z for 60 min lines=4": Pair(
      tree: "78d0d246412022fc5aa3fd6fa063738962b1c47366e46576c6f87ad0081e4673",
      golden: "a04722834892bb1e706cb910226cb14c5635a399bd7cf8d961de1ba65d264103"),
    "frappe-bench seed 1 from 2021-05-05T18:30:00Z for 20 min": Pair(
      tree: "d0779767a5c878b7c981b10c65fc88292a74e6686cd9135f21f3652fc59c2dae",
      golden: "60e3d4b7432ab529da288c647ef82fe832986cc08e8866f221217d148e367f61"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "8e607849233bfd2c9a3cf9bf6e34fd3ba8f2da52a65b1bcbd07e27173540dc4a",
      golden: "4c85e5bf585c8b8356fee9dd1e20cdce6299f35977f888bfc10e3d7c3607b335"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "51e9bf9e502fdbdcb498143f7811c2aad8e4723708ad72dafbd758fc2aa602a4",
      golden: "c7b303c7b977731dd3867037f5e12bab4689c28ba2a280f4f01f12b05b5be757"),
  ]
}
