/// Digests of whole trees and their golden files; written by DigestTests, which says when.
enum RecordedDigests {
  struct Pair: Equatable, Sendable {
    let tree: String
    let golden: String
  }

  static let table: [String: Pair] = [
    "mill seed 1 from 2021-05-06T07:00:00Z for 40 min": Pair(
      tree: "65a88187949366138545a0ef10c695b52b950c881891e36fe8f2215e9d8e7e94",
      golden: "edaa07eb54982795cd5ac2940bd8e053c87957818baa3232cf5777bcf47138a1"),
    "mill seed 18446744073709551615 from 2024-02-29T23:30:00Z for 40 min": Pair(
      tree: "d3cce9024519d941d6247d1ece6ebaca072abb2d153b79122ad779945d9d0661",
      golden: "6821b503a41cb39a08130291ac0190c6bc5179c58f86201753f83f96fe9cb832"),
    "mill seed 3 from 2026-10-25T00:30:00Z for 60 min lines=4": Pair(
      tree: "681ad1deefe132cc2ad6e5b512379817bbe7b3810b338a26a81d1f870510e255",
      golden: "e98b3ebdc0b86b1bbaf6d35d2135fd94b5bb01b0f335e01c55e0a825d103d23e"),
    "frappe-bench seed 1 from 2021-05-05T18:30:00Z for 20 min": Pair(
      tree: "9cc078c8bae06b6c03487f784d0f8bb02009613d94489adaa65560e2957bac1a",
      golden: "c2c5933761e207003911de7c70e2414f16bf0a3990526456d78afadc016ec4da"),
    "flat-server seed 1 from 2019-10-15T05:50:00Z for 15 min": Pair(
      tree: "dea309f07630fa254d1ad1c60bb13da90de4534b4cdaaf172af7cc3fb0be3420",
      golden: "5a987551c38234cee9650ab37bb6fed3f250c1c078ed44e76ee64b93a5d33d54"),
    "4d-server seed 1 from 2026-03-02T07:00:00Z for 20 min": Pair(
      tree: "5699f5adf2a9d93146f56210a6059704766ecfda705a133d24dc47e4264587d7",
      golden: "6957d3c04ebe18ccb950790c8301cbcec9fbae67d48758f2851c2637f2db7ace"),
    "cloudify-manager seed 1 from 2026-11-16T08:00:00Z for 120 min": Pair(
      tree: "eacdc736378b8e6944b596127e18853a7bff79ffcf2743e5faff6cd53f2d9546",
      golden: "a0895da88581bd46ee5c9d417f0cd468f6bd3a094107e00941286d370b4f9912"),
    "prosody-server seed 1 from 2026-11-19T07:00:00Z for 60 min": Pair(
      tree: "9f00ecdffd871e83086fadd08ab303c01f51d366ae4b52c873050eff73011dda",
      golden: "e468ae5ae3c41383ab598739e97e7f2bc72276e10cb4ec3a445f6898164a4bb0"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "dafe9a1424e7c92a0b0d7f79f620a13e1a421d9f0963383639fde5ca59929553",
      golden: "e4702f833b472181ac51bcf6af6a28238db12e3a51da40d841f1d4eaa7c3c45a"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "8a5f3f91328d9a7c27c52d3db1841889c77292895068a1888a5a0258f3d00242",
      golden: "cd69aa453e6a4ce92b1c25e246bfb479626b34483d8761209579eba16f75103a"),
  ]
}
