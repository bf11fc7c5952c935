// What the built-in templates do not use yet; each text holds several files, told apart by headers.

extension Sample {
  /// Constructs of the later tiers, in a bakery that has none of them in earnest.
  static let later = [
    Sample(
      "grammars",
      #"""
      grammar bakery.till
      parameter ends: one of LF, CRLF, default CRLF
      lines end ends
      encoding "windows-1252"
      json in ascii
      id receipt: HEX 8
      layout screen given width default 20
        | $time $till⇥$message
        time: time "dd.MM.yyyy HH:mm:ss"
        till: 01..12
      layout paper | <$till>$time $message
        time: time "MMM _d HH:mm:ss" in utc
        till: 1..12, padded left to 3
      event opened before sold | till opened by $who␠
        who: word or email, 5% none as "-"
      event sold "SALE" | $receipt $pieces x $bread: ${U+20AC} $price$$${0x80}
        receipt: own receipt
        pieces: next till_run.sold
        bread: one of "rye" 3, wheat 5, none 1
        price: 0.50..40.00 about 3.20, rarely 18.00, grouped by " "
      event journal bare generic
        lua| {page = $page, by = "$by"}
        +| , $rest
        page: 1..9; by: text; rest: lua or json
      event closing
        | $sum
        | $each_bread
        sum: maybe when not till is 12 and 3 * till - 1 < 20 | sum of $till
        each_bread: each loaf in sorted of loaves, at least 1, joined by ";" | $name
          name: text, cut to 12 as "..."
        loaves: [{"name": "rye"}, {"name": "spelt"}], not written
        width: widest length of name + 2, at least 8, since till_run, not written
        key: hex of (bytes 4 of 7 then "a" then crc32 of "b"), not written
      header in first file | -- till of $shop --
        shop: word
      trailer | -- end --
      encoder crumbs
        U+0009 kept
        U+0000..U+001F becomes "\#" in octal 3
        U+0041..U+005A becomes U+0061..U+007A
        invalid utf8 through octal
      names ecs
        receipt "transaction.id"
        price "sale.cents" times 100
      """#),
    Sample(
      "scenarios",
      #"""
      scenarios bakery.day
      dial oven: one of hot, cold, default hot
      actor till_run
        count 3
        renewed every 1d
        counter sold starts 1..9, wraps 1000
        counter doors starts 0
        name: text from bakery.names
      scenario morning given till_run, loaves default 12
        lasts at most 4h
        at most 3 deep
        writes in bakery.till
        whole
        first: > opened with who: "miller" | good morning
        after 5s
        together
          shop
            repeat loaves times: > sold stamped first.time
          kitchen
            stop when oven is cold
              each tray in trays together
                after about 3m, rarely 20m
            table: hold any till_run where number > 0, waiting at most 5m
              hold any till_run, waiting at most 90s: > sold with pieces: table.number
        each tray in trays once needs are done
          baked: do bake with tray
          when baked is burnt: end as lost
        repeat until oven is cold, at most 9 times
          > sold
            | one for you
            | one for me
        one of
          90% sold_out: label happy
          10% left_over when loaves > 10: set loaves to loaves - 10
        rotate receipts when over 10MB
          reopen receipts
        flush slate, again last 1
        empty slate
        remove old receipts
        start morning with loaves: 0
        archive "day_${till_run.name}.tar.gz"
          holds var/bakery under bakery/
        trays: [{"name": "top", "needs": []}, {"name": "low", "needs": ["top"]}]
      replace scenario bake given tray
        seen: last tray, since till_run
        end as burnt
      """#),
    Sample(
      "trees and corpora",
      #"""
      tree bakery.shop
      zone Europe/Vienna
      start 2026-03-01T00:00:00+01:00
      file receipts/$till.txt takes bakery.till as paper, each line where level >= info
        rotates after 10485760 bytes, next is _2, keeps 50
        named receipts
        written by $till
        mode 640
        owner baker
      file slate.txt
        takes bakery.till
        rotates when told by copy, keeps 3 as .1, gzip from .2
        held until flushed
      curve bakery_hours: 04:00 0%, 06:30 100%, 18:00 10%, weekend 60%
      rate morning on Monday at 04:30, 05:00
      rate cleaning once before its end for each till_run
      rate sale 2.5 a second for each till_run, bakery_hours
      incident cold_oven
        3 a month between 05:00 and 07:00, for 10m..40m
        turn oven to cold
        run morning with loaves: 1 at start
      run closing at end
      extend tree bakery.other
      without file slate.txt
      without rate sale
      extend grammar bakery.till
      without event journal
      replace event sold | sold
      extend corpus bakery.names
      Plainly Invented ⇥ 3
      corpus bakery.cards
      card rye 4
        name: rye
        in layers
          what: crust
        in layers
          what
            side: both
        text:
          | first
          | second $name
      """#),
  ]
}
