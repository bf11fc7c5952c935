// Files in the language that use all of it; each text holds several, told apart by their headers.

extension Sample {
  static let basics = [
    Sample(
      "first steps 1",
      #"""
      grammar billing
      layout
        | $time $level $logger: $message
        time: time "yyyy-MM-dd HH:mm:ss,SSS"
        level: one of DEBUG, INFO, WARN, ERROR, padded to 5
        logger: word, default "billing"
      event short_invoice WARN
        | invoice $number of $customer is $amount EUR short
        number: 1..99999
        customer: text from company_names
        amount: 0.01..500.00 about 12.50, rarely 200.00
      event sent INFO | $count invoices sent
        count: 1..60
      event crash ERROR
        | worker $pid died$reason
        | $stack
        pid: 1..99999
        reason: maybe 30% | : $what ($code)
          code: 400..599
          what: one of timeout 5, refused 2, "quota exceeded" 1
        stack: each frame in frames
          |     at $function ($file:$line)
          function: word; file: path; line: 1..9999
        frames: from billing_stacks, not written
      """#),
    Sample(
      "first steps 2",
      #"""
      scenarios billing
      scenario nightly_run
        > billing sent
        repeat 0..3 times
          after about 2s, rarely 30s
          > billing short_invoice
      tree shop
      zone Europe/Berlin
      file logs/billing.log takes billing
        rotates before 1MB, keeps 5 as .1
      rate nightly_run at 02:00
      """#),
    Sample(
      "files",
      #"""
      scenarios prosody.files
      actor prosody_run                        # a new process each month: widths begin anew
        count 1; renewed every 30d
      scenario logrotate                       # after `rotate` .1 is .2.gz, the log is .1, and the writer still writes to it
        writes in prosody; rotate prosody_logs; after 5ms..80ms; > sighup with source: "mod_posix"; after 1ms..30ms; > reloading with source: "startup"
        each host in ["example.com", "conference.example.com"]: > certificates_reloaded with source: "$host:tls"
        reopen prosody_logs
      scenarios cloudify.files
      scenario hourly_logrotate
        rotate rest_logs when over 100MB
          > cloudify.gunicorn handling with signal: usr1; after 1ms..200ms; reopen rest_logs
        rotate deployment_log when over 100MB  # by copy: nothing to reopen
      scenario download_logs
        stamp: time "yyyyMMdd'T'HHmmss" of now; address: ipv4 from manager_addresses
        archive "cloudify-manager-logs_${stamp}_$address.tar.gz"
          holds var/log/cloudify under cloudify/
      tree cloudify.manager
      zone UTC
      file var/log/cloudify/rest/gunicorn-access.log takes cloudify.gunicorn_access
        named rest_logs; rotates when told, keeps 7 as .1, gzip from .2
      file var/log/cloudify/mgmtworker/logs/$deployment.log takes cloudify.deployment
        named deployment_log; rotates when told by copy, keeps 7 as .1, gzip from .2
      rate deployment_life once for each deployment; rate hourly_logrotate every 1h; run download_logs at end
      tree 4d.server
      zone Europe/Paris
      file Logs/4DDebugLogServer_1.txt takes 4d.debug
        rotates after 10485760 bytes, next is _2, keeps 50
      """#),
    Sample(
      "rhythm and incidents",
      #"""
      scenarios frappe.desk
      dial database: one of up, down, default up; dial db_time: about 4ms, rarely 60ms
      scenario page_view given site
        path: path from frappe.pages; client: ip from documentation_clients; method: "GET"; status: 200; bytes: 900..60000; after db_time
        when database is down: label failure; set status to 500; failure: from frappe.outage_failures; > frappe.gunicorn_error request_failed
        > nginx.access access with uri: path
      extend tree frappe.bench
      curve office: 00:00 4%, 06:00 10%, 09:00 100%, 12:00 70%, 14:00 95%, 18:00 30%, 22:00 8%, weekend 25%; rate page_view 40 a minute for each site, office
      incident database_outage                 # drawn; with `at 2026-03-01T14:00:00Z, for 20m` it would be fixed
        1 a week between 09:00 and 17:00, for 20m
        turn database to down; turn db_time to 2s..30s; rate retry_storm 30 a minute; run mariadb_stops at start; run mariadb_starts at end
      """#),
    Sample(
      "versions and clocks",
      #"""
      grammar frappe.monitor
      parameter version: one of v12, v13, v14, v15, default v13
      event request json| {"duration":$duration,"site":"$site","timestamp":"$time","transaction_type":"request","uuid":"$uuid"}
        duration: 0..60000000; site: host; uuid: uuid
        when version is v15: time: time "yyyy-MM-dd HH:mm:ss.SSSSSSxxx" in utc
        otherwise: time: time "yyyy-MM-dd HH:mm:ss.SSSSSS" in utc
      grammar frappe.backup
      event summary | Backup Summary for $site at $time
        site: host; site_zone: text from frappe.site_zones by site, not written; time: time "yyyy-MM-dd HH:mm:ss.SSSSSS" in site_zone
      corpus frappe.site_zones
      columns site, site_zone
      site1.example.com ⇥ Asia/Kolkata
      site2.example.com ⇥ America/New_York
      scenarios frappe.sites
      parameter sites: 1..50, default 1
      actor site
        count sites; name: host from frappe.site_names
      extend tree frappe.bench
      parameter sites: 1..50, default 1; zone Europe/Berlin
      file logs/monitor.json.log takes frappe.monitor
      file logs/backup.log takes frappe.backup
      """#),
    Sample(
      "an overlay",
      #"""
      extend grammar billing                   # mine/billing_names.grammar; billing.grammar is in section 2
      names ecs
        number "invoice.id"; logger "log.logger"
      names otel
        number "app.invoice.id"
      extend grammar frappe.log                # mine/frappe/log.grammar
      replace event exception ERROR
        | [shop] exception $snapshot
        | $context
        snapshot: snapshot_id
      names ecs
        site "url.domain"
      extend tree frappe.bench                 # mine/frappe/bench.tree
      rate server_error 6 an hour for each site; rate billing.nightly_run at 02:00
      file logs/billing.log takes billing
        rotates before 1MB, keeps 5 as .1
      corpus company_names                     # mine/company_names.corpus
      ACME ⇥ 5
      Example Trading Ltd
      """#),
    Sample(
      "events that overlap",
      #"""
      grammar shop.notes
      event renamed INFO before moved | $what renamed and moved to $place
        what: text; place: word
      event note generic | $text
        text: text from shop_notes
      """#),
  ]
}
