// Files in the language that use all of it; each text holds several, told apart by their headers.

extension Sample {
  static let frappe = [
    Sample(
      "a traceback in two logs and a snapshot",
      #"""
      grammar python
      part traceback given links, root default ""
        | $parts
        parts: each link in links
          | $joint
          | Traceback (most recent call last):
          | $frames
          | $last
          joint: maybe when position > 0
            |
            | $sentence
            |
            sentence: one of "During handling of the above exception, another exception occurred:",
                             "The above exception was the direct cause of the following exception:"
          frames: each frame in link.frames, at least 1
            |   File "$file", line $lnum, in $func
            | $source
            | $again
            file: path from "$root${frame.file}"; lnum: 1..99999; func: text
            source: maybe when frame.lines is not none |     $code
              code: text from trimmed of item 1 of frame.lines
            again: maybe when frame.repeated is not none |   [Previous line repeated $more more times]
              more: 1..999
          last: text                           # the class and what it says; further lines of it belong to `last` of the grammar that needs them
      grammar frappe.log
      parameter version: one of v12, v13, v14, v15, default v13; parameter documented: bool, default false
      parameter bench: path, default "/home/frappe/frappe-bench"; site: host, none as "None"; form: python
      layout
        when version is v12
          | [$level] $time | $source:
          | $message
        otherwise | $time $level $module $message
        time: time "yyyy-MM-dd HH:mm:ss,SSS"; level: one of DEBUG, INFO, WARNING, ERROR, CRITICAL
        module: word, default "frappe"; source: path, default "$bench/apps/frappe/frappe/app.py"
      part context
        | Site: $site
        | Form Dict: $form
      event exception ERROR
        | $first
        when version is v15 | New Exception collected in error log
        otherwise | New Exception collected with ${extra}id: $snapshot
        | $rest
        | $trace
        first: maybe when version is v12 | $context
        rest: maybe when version >= v13 | $context
        extra: maybe when documented | snapshot␠
        snapshot: snapshot_id; traced: bool, default false, not written; failure: from frappe.exceptions, not written
        trace: maybe when traced | $chain
          chain: python.traceback with links: failure.links, root: "$bench/"
      event app_message generic                # quirk: a text that says "Form Dict" has no extra lines, and only the site's file takes it
        | $text
        | $extra
        | $trace
        text: lines from frappe.app_messages; extra: maybe when not text contains "Form Dict" | $context
        traced: bool, default false, not written; failure: from frappe.exceptions, not written
        trace: maybe when traced | $chain
          chain: python.traceback with links: failure.links, root: "$bench/"
      grammar frappe.snapshot                  # a file of its own, standing here as on the disk
      whole file; no final line end; json in ascii; parameter bench: path, default "/home/frappe/frappe-bench"
      id snapshot_id | $taken-$client-$hash
        taken: time "yyyy-MM-dd HH:mm:ss[.SSSSSS]"; client: ip; hash: hex 3
      event snapshot
        json| {
        json|  "etype": "$etype",
        json|  "evalue": "$evalue",
        json|  "exception": $attributes,
        json|  "frames": $frames,
        json|  "locals": $locals,
        json|  "pyver": "Python 3.8.2: $bench/env/bin/python (prefix: $bench/env)",
        json|  "timestamp": "$collected",
        json|  "traceback": "$trace"
        json| }
        snapshot: snapshot_id, not written; site: host, not written; failure: from frappe.exceptions, not written
        etype: word from failure.etype; evalue: text from failure.evalue; attributes: json from bytes of failure.attributes, sorted, indented by 1
        locals: json from failure.locals, sorted, indented by 1; frames: json from stack, sorted, indented by 1
        stack: each frame in failure.frames, not written
          file: path from "$bench/${frame.file}"
        pause: 42us..488us about 66us, rarely 300us, not written; collected: time "yyyy-MM-dd HH:mm:ss[.SSSSSS]" of now + pause
        trace: text of python.traceback with links: failure.links, root: "$bench/"
      corpus frappe.exceptions
      card missing_customer 5
        etype: KeyError
        evalue: KeyError('customer')
        attributes
          "args": ('customer',)
          "with_traceback": <built-in method with_traceback of KeyError object>
        locals
          "customer": undefined
        in frames
          file: apps/frappe/frappe/app.py
          lnum: 66
          func: application
          call: (request=<Request 'http://$site$path' [$method]>)
          dump
            "frappe.api. handle": <function handle>
          lines
            "65": ⇥⇥elif request.path.startswith("/api/"):
            "66": ⇥⇥⇥response = frappe.api.handle()
            "67":
        in links
          frames: $frames
          last: KeyError: 'customer'
      scenarios frappe.errors
      scenario server_error given site
        label failure; path: path from frappe.api_paths; method: "POST"
        client: ip from documentation_clients; failure: from frappe.exceptions; form: from frappe.form_dicts
        after about 25ms, rarely 400ms; snapshot: snapshot_id with taken: now; > frappe.snapshot snapshot; after about 3ms, rarely 240ms; > frappe.log exception
        after 1ms..60ms; > frappe.web request with status: 500; > nginx.access access with uri: path, status: 500, bytes: 932
      tree frappe.bench
      parameter version: one of v12, v13, v14, v15, default v13; zone Asia/Kolkata
      file logs/frappe.log takes frappe.log where not text contains "Form Dict"
        rotates before 100000 bytes, keeps 20 as .1
      file sites/$site/logs/frappe.log takes frappe.log where site is not none and version >= v13
        rotates before 100000 bytes, keeps 20 as .1
      file sites/$site/error-snapshots/$snapshot.json takes frappe.snapshot where version <= v14
        named snapshot_files
      rate server_error 1 an hour for each site
      """#),
    Sample(
      "one event, several sinks",
      #"""
      grammar prosody
      parameter version: one of 0.9, 0.11, 0.12, 13, default 0.12; level: one of debug, info, warn, error; source: text
      layout file | $time $source⇥$level⇥$message
        time: time "MMM dd HH:mm:ss"
      layout console | $source$level⇥$message
        source: text, padded to width; width: widest length of source + 2, at least 20, since prosody_run, not written
      layout syslog | $time $machine prosody[$pid]: $source: $message
        time: time "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx"; machine: word, default "xmpp1"; pid: 2..99999; message: lines, through rsyslog
      layout datagram | <$priority>$time prosody[$pid]: $source: $message
        priority: 0..191 from prosody.priorities by level; time: time "MMM _d HH:mm:ss"; pid: 2..99999      # error is CRIT: 26
      encoder rsyslog                          # a layout may encode the whole message: a traceback is one line; lossy
        U+000A becomes "#012"; U+0009 becomes "#011"
      encoder argument
        U+000A becomes "${U+0A}⇥"; U+0009 kept; U+0000..U+001F becomes U+2400..U+241F; U+007F becomes U+2421; invalid utf8 through lua_quoted
      event connected info | Client connected
      event encrypted info | Stream encrypted ($protocol with $cipher)
        protocol: one of TLSv1.2 2, TLSv1.3 8; cipher: word from tls.ciphers
      event authenticated info | Authenticated as $jid$role
        jid: word from xmpp.jids; role: maybe when version >= 13 |  [prosody:$rank]
          rank: one of registered 20, member 1, admin 1, guest 1
      event sighup info | Received SIGHUP
      event reloading info | Reloading configuration file
      event certificates_reloaded info | Certificates reloaded
      event user_supplied warn | user supplied: $argument
        when version >= 0.12: argument: lines, through argument
        otherwise
          argument: lines, forges              # raw line ends: a genuine reader is deceived too
      event lua_error error
        | Traceback[$session]: $problem
        | ${indent}stack traceback:
        | ⇥$frames
        session: one of c2s, s2s, component, bosh; problem: text from prosody.lua_errors; indent: maybe when version >= 0.12 | ⇥
        stack: from prosody.lua_stacks, not written; frames: each frame in stack.frames | $frame
          frame: text
      tree prosody.server
      file var/log/prosody/prosody.log takes prosody as file where level >= info
        named prosody_logs; rotates when told, keeps 52 as .1, gzip from .2
      file var/log/prosody/prosody.err takes prosody as file where level is error
        named prosody_logs; present from the start; rotates when told, keeps 52 as .1, gzip from .2
      file var/log/syslog takes prosody as syslog where level is error
      file console.log takes prosody as console where level >= info
      rate logrotate on Sunday at 06:25
      """#),
  ]
}
