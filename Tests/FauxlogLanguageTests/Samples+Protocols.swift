// Files in the language that use all of it; each text holds several, told apart by their headers.

extension Sample {
  static let protocols = [
    Sample(
      "a tabular log",
      #"""
      grammar 4d.debug
      parameter eol: one of LF, CRLF, CR, default CRLF; lines end eol
      layout | $seq⇥$time⇥$process⇥$unique⇥$depth⇥$message
        seq: next server_run.sequence; time: time "yyyy-MM-dd'T'HH:mm:ss.f"; process: 1..9999; unique: 1..2147483647; depth: 0..99
      type: one of 1 79%, 2 21%, 3 0%, 4 0%, 5 0%, 6 0%, 7 0%, 8 0%, 9 0%; operation, parameters: text, through flat; form_event: -1..61
      event opening | $type⇥$operation⇥$parameters⇥$form_event⇥⇥
      event closing | $type⇥$operation⇥$parameters⇥$form_event⇥$opened⇥$micros
        opened: 1..2147483647; micros: 0..9223372036854775807
      header
        | -- Startup on: $startup --
        | sequence_number⇥time⇥processID⇥unique_processID⇥stack_level⇥operation_type⇥operation⇥operation_parameters
        +| ⇥form_event⇥stack_opening_sequence_number⇥stack_level_execution_time
        startup: time "EEEE, MMMM dd, yyyy hh:mm:ss a"
      encoder flat                             # a tab would be one column more
        U+000D becomes "\r"; U+000A becomes "\n"; U+0009 becomes U+0020
      scenarios 4d.language
      parameter immediate: bool, default true
      actor server_run                         # requests, process info, debug, HTTP and mail count with it, in the order they are written
        count 1; renewed every 1d; counter sequence starts 1
      scenario call given process, unique, depth
        writes in 4d.debug; lasts at most 10m; at most 30 deep; span: about 5us, rarely 400us; began: now
        type, operation, parameters, form_event, calls: from 4d.operations     # a table; calls: how many it makes, 0 for most commands
        when calls is 0 and not immediate      # one line; the opening's number is used up; parameters stand twice
          skipped: next server_run.sequence; after span; > closing with parameters: "$parameters$parameters", opened: skipped, micros: us of (now - began)
        otherwise
          first: > opening
          repeat calls times: after 0us..20us; do call with depth: depth + 1
          after span; > closing with opened: first.seq, micros: us of (now - first.time)
      """#),
    Sample(
      "a dialogue",
      #"""
      grammar 4d.mail
      lines end CRLF
      layout | $seq⇥$time⇥$process⇥$unique⇥$message
        seq: next server_run.sequence; time: time "yyyy-MM-dd'T'HH:mm:ss.SSS"; process: 1..9999; unique: 1..2147483647
      event connecting | Connecting to $server:$port (TLS: $tls)
        server: host; port: 1..65535; tls: one of no, STARTTLS, SSL
      event server | S < $said
      event client | C > $said
      said: said
      event closed | Connection closed
      scenarios 4d.mail
      scenario smtp_send given process, unique
        writes in 4d.mail; server: host from 4d.mail_servers; port: one of 25 20%, 587 80%; tls: one of STARTTLS 7, no 3
        > connecting; after about 30ms, rarely 400ms; outcome: do smtp_dialogue
        when outcome is not dropped
          > client | QUIT
          > server | 221 2.0.0 Bye
        > closed; end as outcome
      scenario smtp_dialogue given process, unique, server, tls
        writes in 4d.mail; sender: email from 4d.mail_senders; recipients: from 4d.recipient_lists; domain: "client.example.com"
        limit: one of 10240000 75%, 40000 25%; size: 300..90000 about 3000, rarely 60000; accepted: 0; gone: false; > server | 220 $server ESMTP Postfix (Debian/GNU)
        do smtp_greet with offer: tls
        when tls is STARTTLS
          > client | STARTTLS
          > server | 220 2.0.0 Ready to start TLS
          again: do smtp_greet with offer: no
        one of
          5 cram
            > client | AUTH CRAM-MD5
            > server | 334 $challenge
            challenge: base64 of "<$nonce@$server>"; nonce: 1000000000..9999999999
          3 login
            > client | AUTH LOGIN
            > server | 334 VXNlcm5hbWU6
            user: > client | ****
            > server | 334 UGFzc3dvcmQ6
          2 plain
            > client | AUTH PLAIN
            > server | 334␠
        secret: > client | ****
        after 5ms..90ms
        one of
          97% good: > server | 235 2.7.0 Authentication successful
          3% bad
            > server | 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
            label failure; end as refused
        > client | MAIL FROM:<$sender> SIZE=$size BODY=8BITMIME
        when size > limit
          > server | 552 5.3.4 Message size exceeds fixed limit
          label failure; end as refused
        > server | 250 2.1.0 Ok
        stop when gone
          each to in recipients
            > client | RCPT TO:<$to>
            one of
              95% known
                > server | 250 2.1.5 Ok
                set accepted to accepted + 1
              2% unknown: > server | 550 5.1.1 <$to>: Recipient address rejected: User unknown in virtual mailbox table
              2% relay: > server | 554 5.7.1 <$to>: Relay access denied
              1% lost: set gone to true         # no reply: the connection is gone
        when gone: label failure; end as dropped
        > client | DATA
        when accepted is 0
          > server | 554 5.5.1 Error: no valid recipients
          label failure; end as refused
        > server | 354 End data with <CR><LF>.<CR><LF>
        headers: > client
          | From: <$sender>
          | Subject: $subject
          | Message-ID: <$message_id@$domain>
        subject: text from 4d.mail_subjects; message_id: HEX 32; queue: HEX 11; after about 40ms, rarely 900ms; > server | 250 2.0.0 Ok: queued as $queue
      scenario smtp_greet given process, unique, server, domain, limit, offer
        writes in 4d.mail; > client | EHLO $domain
        > server
          | 250-$server
          | 250-PIPELINING
          | 250-SIZE $limit
          | $starttls
          | 250-AUTH PLAIN LOGIN CRAM-MD5
          | 250 CHUNKING
        starttls: maybe when offer is STARTTLS | 250-STARTTLS
      """#),
    Sample(
      "a chain of requests",
      #"""
      grammar flat.stderr
      parameter release: one of 20191018, 20200409, default 20191018; id request_id: string 27 of "A-Za-z0-9@-"
      time: time "yyyy-MM-dd'T'HH:mm:ssxxx" in utc; request: request_id; url: url; mime: text from web.mimes; status: 0..599; bytes: 0..9999999
      event access
        when release is 20191018
          json| {"timestamp":"$time","type":"flat_access","requestID":"$request","method":"$method","path":"$path","agent":"$agent",
          +| "referrer":"$referrer","status":$status,"mime":"$mime"$custom}
        otherwise
          json| {"timestamp":"$time","type":"flat_access","requestID":"$request","url":"$url","path":"$path","status":$status,"method":"$method",
          +| "agent":"$agent","referrer":"$referrer","mime":"$mime","realtime":$realtime,"bytes":$bytes,"requestbytes":0,"flow":"flow.xml",
          +| "requestmime":"","location":""$custom}
        method: one of GET 90, POST 8, PUT 1, DELETE 1; path: path; agent: text from web.agents; referrer: text, default ""
        realtime: 0.000000..60.000000; custom_fields: from flat.custom_fields, not written
        custom: each field in custom_fields json| ,"$name":$value
          name: text; value: json
      event upstream
        json| {"timestamp":"$time","type":"flat_request","requestID":"$request","url":"$url","method":"$method","status":$status,"mime":"$mime",
        +| "bytes":$bytes,"duration":$duration,"id":"$step","cacheHit":$hit,"refresh":$refresh,
        +| "timing":{"DNS":"$dns","TCP":"$tcp","TTFB":"$ttfb"}$failure}
        method: one of get 90, post 8, put 1, delete 1; duration: 0.000000..60.000000; hit, refresh: bool, default false
        dns, tcp, ttfb: 0.000..60000.000; curl_code: 0..99, default 0; curl_text: text, default ""
        failure: maybe when curl_code > 0 json| ,"curlErrorCode":$curl_code,"curlErrorMessage":"$curl_text"
      part step | $content.$hop
        content: string 1..40 of "A-Za-z0-9_-", default "main"; hop: 0..20
      event apache | [$stamp] [$module:$severity] [pid $pid:tid $tid] $who $text
        stamp: time "EEE MMM dd HH:mm:ss.SSSSSS yyyy" in utc; module: word; severity: one of emerg, alert, crit, error, warn, notice, info, debug
        pid: 1..99999; tid: 139000000000000..140999999999999; who: request_id, none as "-", default none; text: text from apache.notices
      event child generic | $text
        text: text from flat.child_output
      scenarios flat.requests
      actor apache_child
        count 4; renewed every 6h; root: bytes 10; slot: 0..3; counter requests starts 0..65535, wraps 65536
      scenario client_request
        lasts at most 1m; writes in flat.stderr; child: any apache_child; n: next child.requests; thread: 0..63; started: now
        request: request_id from base64 "A-Za-z0-9@-" of (bytes 4 of (seconds of started) then child.root then bytes 2 of n then bytes 4 of (child.slot * 64 + thread))
        path: path from flat.paths; method: "GET"; status: 200; hops: one of 1 80%, 2 14%, 3 5%, 6 1%; late: chance 3%; waited: 3000ms..3002ms
        repeat hops times
          hop: position; lookup: 10us..30ms about 50us, rarely 17ms; connect: 1ms..80ms; reply: 1ms..2900ms about 70ms, rarely 500ms
          dns: ms of lookup; tcp: ms of (lookup + connect); ttfb: ms of (lookup + connect + reply); duration: seconds of (connect + reply)
          url: url from flat.upstream_urls; spent: ms 0 of waited; complaint: "Operation timed out after $spent milliseconds with 0 out of -1 bytes received"
          when hop < hops - 1: after lookup + connect + reply; > upstream stamped started with method: get, status: 302, bytes: 0, mime: "text/html"
          when late
            label failure; set status to 504; after waited
            > upstream stamped started with method: get, status: 0, bytes: 0, mime: "", tcp: 0.000, ttfb: 0.000, duration: seconds of waited,
                                            curl_code: 28, curl_text: complaint
            > apache with who: request, severity: error, module: "proxy_fcgi", text: "AH01067: Failed to read FastCGI header"
          otherwise: after lookup + connect + reply; > upstream stamped started with method: get
        realtime: seconds of (now - started); > access stamped started       # the last line, with the earliest stamp
      """#),
  ]
}
