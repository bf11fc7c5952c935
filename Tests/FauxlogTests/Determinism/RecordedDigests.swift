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
      tree: "1e36ecee6cb8b18ae4f5537f0c81f19719c0af7e6c1e8237d9dfa0e67beaac98",
      golden: "e93cb6ad1f9ee8eef90e78dcf105044978f98d143c162c6e9ed2b2acbaf9fe8b"),
    "flat-server seed 1 from 2019-10-15T05:50:00Z for 15 min": Pair(
      tree: "dea309f07630fa254d1ad1c60bb13da90de4534b4cdaaf172af7cc3fb0be3420",
      golden: "5a987551c38234cee9650ab37bb6fed3f250c1c078ed44e76ee64b93a5d33d54"),
    "4d-server seed 1 from 2026-03-02T07:00:00Z for 20 min": Pair(
      tree: "5ef36e167ceb4a88a11538e4c51dbe146859510fcc4e3b9b57747afd2be5099b",
      golden: "8b9252c405199b8b475412cfc5c2e06850ad0a7265aa255c730ea6e305e55e41"),
    "cloudify-manager seed 1 from 2026-11-16T08:00:00Z for 120 min": Pair(
      tree: "eacdc736378b8e6944b596127e18853a7bff79ffcf2743e5faff6cd53f2d9546",
      golden: "e4618239212bcbb042f9378da2ca540cc4ccb203baddf5e0f77347926cda312f"),
    "prosody-server seed 1 from 2026-11-19T07:00:00Z for 60 min": Pair(
      tree: "9f00ecdffd871e83086fadd08ab303c01f51d366ae4b52c873050eff73011dda",
      golden: "e468ae5ae3c41383ab598739e97e7f2bc72276e10cb4ec3a445f6898164a4bb0"),
    "frappe-bench seed 42 from 2021-05-06T04:00:00Z for 15 min": Pair(
      tree: "f5e3678937bc64ea486d578ac04c586b6cc77afe0c05583de9808234a14b2187",
      golden: "e3166e6be2a909c70145e6f823d4d7c517d1af3896fa6d20ee8f26c39665a441"),
    "frappe-bench seed 2 from 2021-05-06T08:30:00Z for 15 min documented=true sites=1": Pair(
      tree: "30da7383576665e543727fd3878f02de6e4c4b96b03a0fa16547a890d402eb7d",
      golden: "bafd1d0d40e930996d15af74e8afc413b320614ce2116a06393cefa8df36d501"),
  ]
}
