import Testing

@testable import FauxlogEngine

/// Zones against the answers of Python's zoneinfo with release 2025b of the database.
@Suite("Zones")
struct ClockZoneTests {
  struct Offsets: Sendable, CustomTestStringConvertible {
    let zone: String
    /// Second since 2000 and offset, with a colon between.
    let answers: String
    init(_ zone: String, _ answers: String) { (self.zone, self.answers) = (zone, answers) }
    var testDescription: String { zone }
  }

  static let offsets = [
    Offsets(
      "Asia/Kolkata",
      """
      0:19800 1293839999:19800
      """),
    Offsets(
      "America/New_York",
      """
      0:-18000 7973999:-18000 7974000:-14400 26114399:-14400 26114400:-18000 657525599:-14400
      657525600:-18000 669020399:-18000 669020400:-14400 1268377199:-18000 1268377200:-14400
      1288936799:-14400 1288936800:-18000 1293839999:-18000
      """),
    Offsets(
      "Europe/Berlin",
      """
      0:3600 7347599:3600 7347600:7200 26096399:7200 26096400:3600 656902799:7200
      656902800:3600 670208399:3600 670208400:7200 1269565199:3600 1269565200:7200
      1288313999:7200 1288314000:3600 1293839999:3600
      """),
    Offsets(
      "Australia/Lord_Howe",
      """
      0:39600 7311599:39600 7311600:37800 20618999:37800 20619000:39600 655054199:37800
      655054200:39600 670777199:39600 670777200:37800 1270133999:39600 1270134000:37800
      1286465399:37800 1286465400:39600 1293839999:39600
      """),
    Offsets(
      "Asia/Kathmandu",
      """
      0:20700 1293839999:20700
      """),
    Offsets(
      "Pacific/Apia",
      """
      0:-39600 338813999:-39600 338814000:-36000 355067999:-36000 355068000:-39600
      496591199:46800 496591200:50400 512920799:50400 512920800:46800 654443999:46800
      654444000:50400 670773599:50400 670773600:46800 1293839999:46800
      """),
    Offsets(
      "America/St_Johns",
      """
      0:-12600 7961459:-12600 7961460:-9000 26101859:-9000 26101860:-12600 657520199:-9000
      657520200:-12600 669014999:-12600 669015000:-9000 1268371799:-12600 1268371800:-9000
      1288931399:-9000 1288931400:-12600 1293839999:-12600
      """),
    Offsets(
      "Africa/Casablanca",
      """
      0:0 265593599:0 265593600:3600 273538799:3600 273538800:0 674445599:0 674445600:3600
      701661599:3600 701661600:0 1283479199:3600 1283479200:0 1287107999:0 1287108000:3600
      1293839999:3600
      """),
    Offsets(
      "Europe/Moscow",
      """
      0:10800 7340399:10800 7340400:14400 26089199:14400 26089200:10800 196642799:10800
      196642800:14400 215391599:14400 215391600:10800 354495599:10800 354495600:14400
      467589599:14400 467589600:10800 1293839999:10800
      """),
    Offsets(
      "America/Caracas",
      """
      0:-14400 250498799:-14400 250498800:-16200 515401199:-16200 515401200:-14400
      1293839999:-14400
      """),
    Offsets(
      "Asia/Pyongyang",
      """
      0:32400 492879599:32400 492879600:30600 578761199:30600 578761200:32400
      1293839999:32400
      """),
    Offsets(
      "Africa/Cairo",
      """
      0:7200 10187999:7200 10188000:10800 23489999:10800 23490000:7200 798847199:7200
      798847200:10800 815173199:10800 815173200:7200 1272405599:7200 1272405600:10800
      1288126799:10800 1288126800:7200 1293839999:7200
      """),
    Offsets(
      "America/Sao_Paulo",
      """
      0:-7200 4931999:-7200 4932000:-10800 24289199:-10800 24289200:-7200 309149999:-10800
      309150000:-7200 320032799:-7200 320032800:-10800 594615599:-10800 594615600:-7200
      603683999:-7200 603684000:-10800 1293839999:-10800
      """),
    Offsets(
      "Antarctica/Troll",
      """
      0:0 165200399:0 165200400:7200 183949199:7200 183949200:0 733107599:0 733107600:7200
      751856399:7200 751856400:0 1269565199:0 1269565200:7200 1288313999:7200 1288314000:0
      1293839999:0
      """),
    Offsets(
      "Asia/Gaza",
      """
      0:7200 9583199:7200 9583200:10800 25304399:10800 25304400:7200 670111199:7200
      670111200:10800 688773599:10800 688773600:7200 1287619199:7200 1287619200:10800
      1288220399:10800 1288220400:7200 1293839999:7200
      """),
    Offsets(
      "Pacific/Chatham",
      """
      0:49500 6703199:49500 6703200:45900 23637599:45900 23637600:49500 654443999:45900
      654444000:49500 670773599:49500 670773600:45900 1270130399:49500 1270130400:45900
      1285855199:45900 1285855200:49500 1293839999:49500
      """),
  ]

  @Test("offsets on both sides of changes of the clocks", arguments: offsets)
  func offset(_ example: Offsets) throws {
    let zone = try #require(Zone.named(example.zone))
    #expect(zone.name == example.zone)
    for answer in example.answers.split(whereSeparator: \.isWhitespace) {
      let parts = answer.split(separator: ":").compactMap { Int64($0) }
      let at = parts[0] * 1_000_000_000
      #expect(Int64(zone.offset(at: at)) == parts[1], "at \(parts[0])")
      #expect(Int64(zone.offset(at: at + 999_999_999)) == parts[1], "at the end of \(parts[0])")
    }
  }

  struct Wall: Sendable, CustomTestStringConvertible {
    let zone, wall: String
    let local: Int64
    let instants: [Int64]
    let first: Int64
    init(_ zone: String, _ wall: String, _ local: Int64, _ instants: [Int64], _ first: Int64) {
      (self.zone, self.wall, self.local) = (zone, wall, local)
      (self.instants, self.first) = (instants, first)
    }
    var testDescription: String { "\(zone) \(wall)" }
  }

  static let walls = [
    Wall("America/New_York", "2026-03-08T02:30:00", 826252200, [], 826268400),
    Wall("America/New_York", "2026-03-08T03:00:00", 826254000, [826268400], 826268400),
    Wall("America/New_York", "2026-03-08T01:59:59", 826250399, [826268399], 826268399),
    Wall("America/New_York", "2026-11-01T01:00:00", 846810000, [846824400, 846828000], 846824400),
    Wall("America/New_York", "2026-11-01T01:59:59", 846813599, [846827999, 846831599], 846827999),
    Wall("America/New_York", "2026-11-01T02:00:00", 846813600, [846831600], 846831600),
    Wall("Europe/Berlin", "2026-10-25T02:15:00", 846209700, [846202500, 846206100], 846202500),
    Wall("Europe/Berlin", "2026-10-25T03:00:00", 846212400, [846208800], 846208800),
    Wall("Europe/Berlin", "2026-03-29T02:00:00", 828064800, [], 828061200),
    Wall("Europe/Berlin", "2040-03-25T02:59:59", 1269572399, [], 1269565200),
    Wall(
      "Australia/Lord_Howe", "2026-04-05T01:30:00", 828667800, [828628200, 828630000], 828628200),
    Wall("Australia/Lord_Howe", "2026-04-05T01:29:59", 828667799, [828628199], 828628199),
    Wall("Australia/Lord_Howe", "2026-04-05T02:00:00", 828669600, [828631800], 828631800),
    Wall("Australia/Lord_Howe", "2026-10-04T02:00:00", 844394400, [], 844356600),
    Wall("Australia/Lord_Howe", "2026-10-04T02:29:59", 844396199, [], 844356600),
    Wall("Australia/Lord_Howe", "2026-10-04T02:30:00", 844396200, [844356600], 844356600),
    Wall("Pacific/Apia", "2011-12-30T12:00:00", 378561600, [], 378554400),
    Wall("Pacific/Apia", "2011-12-29T23:59:59", 378518399, [378554399], 378554399),
    Wall("Pacific/Apia", "2011-12-31T00:00:00", 378604800, [378554400], 378554400),
    Wall("Asia/Kolkata", "2026-10-25T02:15:00", 846209700, [846189900], 846189900),
    Wall("Asia/Kathmandu", "2000-01-01T00:00:00", 0, [-20700], -20700),
    Wall("America/Sao_Paulo", "2018-11-04T00:00:00", 594604800, [], 594615600),
    Wall("America/St_Johns", "2010-11-06T23:30:00", 342401400, [342410400, 342414000], 342410400),
    Wall("Africa/Casablanca", "2026-02-15T02:30:00", 824437800, [824434200, 824437800], 824434200),
    Wall("Antarctica/Troll", "2026-03-29T01:30:00", 828063000, [], 828061200),
    Wall("Antarctica/Troll", "2026-10-25T01:30:00", 846207000, [846199800, 846207000], 846199800),
  ]

  @Test("a time on the wall is shown never, once or twice", arguments: walls)
  func wall(_ example: Wall) throws {
    let zone = try #require(Zone.named(example.zone))
    let found = zone.instants(ofLocal: example.local)
    let seconds = [found.first, found.second].compactMap { $0 }.map { $0 / 1_000_000_000 }
    #expect(seconds == example.instants)
    #expect(zone.firstInstant(ofLocal: example.local) == example.first * 1_000_000_000)
  }

  @Test("all zones, every 36 days")
  func fingerprint() throws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in Zone.allNames {
      let zone = try #require(Zone.named(name))
      for second in stride(from: Int64(1_234_567), to: 1_293_840_000, by: 3_111_111) {
        let offset = zone.offset(at: second * 1_000_000_000)
        hash = (hash ^ UInt64(UInt32(bitPattern: offset))) &* 0x0000_0100_0000_01B3
      }
    }
    #expect(hash == 0x41C1_53AC_AD16_35F5)
  }

  @Test("names are found as the database spells them, and no others")
  func names() throws {
    #expect(Zone.allNames.count == 597)
    #expect(Zone.allNames == Zone.allNames.sorted())
    for name in [
      "", "utc", "Asia/Calcutt", "Asia/Calcuttaa", "Asia", "Zulu ", "AAA", "zzz", "Factory",
    ] {
      #expect(Zone.named(name) == nil, "\(name)")
    }
    let kolkata = try #require(Zone.named("Asia/Kolkata"))
    #expect(kolkata.first == Zone.named("Asia/Calcutta")?.first)
    #expect(Zone.utc.name == "UTC" && Zone.utc.offset(at: .max) == 0 && Zone.utc.first == 0)
  }

  @Test(
    "standard time of 2000, north and south",
    arguments: [
      ("Europe/Berlin", 3600), ("Australia/Sydney", 36000), ("Asia/Kolkata", 19800),
      ("America/Santiago", -14400), ("Europe/Dublin", 0),
    ])
  func standard(_ example: (zone: String, offset: Int32)) {
    #expect(Zone.named(example.zone)?.standardOffset == example.offset)
  }

  @Test("outside the table the first and last offset hold, to the ends of the range")
  func outside() throws {
    let zone = try #require(Zone.named("Europe/Berlin"))
    #expect(zone.offset(at: .min) == 3600 && zone.offset(at: .max) == 3600)
    #expect(zone.firstInstant(ofLocal: 20_000_000_000) == .max)
    #expect(zone.firstInstant(ofLocal: -20_000_000_000) == .min)
    #expect(zone.instants(ofLocal: 20_000_000_000).first == nil)
    #expect(zone.instants(ofLocal: -86400).first == -90000 * 1_000_000_000)
  }
}
