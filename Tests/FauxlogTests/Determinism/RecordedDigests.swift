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
      tree: "7ebcb2433d0168e3cee6b34d7bfa80944cb5eb4a9a5f923d3310ba7dc10d8f70",
      golden: "eab5630ce9188372a18d4ba5a538864b27465011a21910d146c89d080da0a7b5"),
    "flat-server seed 1 from 2019-10-15T05:50:00Z for 15 min": Pair(
      tree: "dea309f07630fa254d1ad1c60bb13da90de4534b4cdaaf172af7cc3fb0be3420",
      golden: "5a987551c38234cee9650ab37bb6fed3f250c1c078ed44e76ee64b93a5d33d54"),
    "4d-server seed 1 from 2026-03-02T07:00:00Z for 20 min": Pair(
      tree: "8917ab61a15d7066b2821762bec52db9ba0d549e6203701f6bfc8849dc0ab74d",
      golden: "468552767d5187f5fa4708d513743a460e1d6585adabca422a13b4c0bcff2fbf"),
    "cloudify-manager seed 1 from 2026-11-16T08:00:00Z for 120 min": Pair(
      tree: "a36e65bb3b5aec394a20935b1f3c4ef4990da94dae7d7cd387be0f8214fb4a98",
      golden: "ebdcaec8c15188a8966648305a9b11e288fce66407cd64e44a61ade9b6d7f8a8"),
    "prosody-server seed 1 from 2026-11-19T07:00:00Z for 60 min": Pair(
      tree: "9f00ecdffd871e83086fadd08ab303c01f51d366ae4b52c873050eff73011dda",
      golden: "e468ae5ae3c41383ab598739e97e7f2bc72276e10cb4ec3a445f6898164a4bb0"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "e562d0dc976dca6867c9a3276cb1ac900e4768a3b5c02f1439f45ea72fdbc550",
      golden: "14e540b154d35e1adaba47ff69f09eecab26e4fb89946dade970bcf1cc567665"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "9d08a5d1ba19514b4f261378f6f5e31a790433d6ca94332c00b7f49b1ec711f4",
      golden: "28149755c5e16c5e9d03cb4120e5e417487b8a06b1db1a150011b578c506a0bc"),
  ]
}
