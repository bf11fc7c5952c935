#!/usr/bin/env python3
"""Holds a generated Prosody server against what a real one keeps: all sinks show the same events, each in its form; sessions
say what sessions say, in their order. Reads the logs by itself, with patterns of its own; the golden files serve only to
tell which log-ins were meant to fail.

usage: prosody_invariants.py TREE GOLDEN [FILTER]
FILTER is a filter of fail2ban for the lines of mod_log_auth.
Exits 0, or prints the first faults and exits 1."""
import configparser, glob, json, re, sys
from collections import Counter, defaultdict

import findings
from findings import bad

if len(sys.argv) not in (3, 4): sys.exit(__doc__)
TREE, GOLDEN = sys.argv[1:3]
PARAMETERS = json.load(open(f"{GOLDEN}/manifest.json"))["parameters"]
OLD = PARAMETERS.get("version", "0.12") == "0.11"
ALL = PARAMETERS.get("sinks", "debian") == "all"
LOG_AUTH = PARAMETERS.get("log_auth", PARAMETERS.get("log-auth", "false")) == "true"
LEVELS = ["debug", "info", "warn", "error"]


def generations(path):
    """The text of each generation of a log, oldest first."""
    return [part.decode("utf-8") for _, _, part in findings.generations(f"{TREE}/{path}")]


def events(path, stamp, widths=None):
    """(source, level, message) of each record; lines without a head belong to the record before them."""
    head = re.compile(stamp + (r"(\S+?)( +)" if widths is not None else r"([^\t ]+)()\t")
                      + r"(debug|info|warn|error)\t(.*)", re.S)
    found = []
    for text in generations(path):
        if text and not text.endswith("\n"): bad(f"{path} does not end its last line")
        for line in text.split("\n")[:-1]:
            match = head.fullmatch(line)
            if match:
                source, gap, level, message = match.groups()
                found.append([source, level, message])
                if widths is not None: widths.append((len(source), len(source) + len(gap)))
            elif found: found[-1][2] += "\n" + line
            else: bad(f"{path} begins with a continuation", line)
    return [tuple(e) for e in found]


def same(path, found, expected):
    if found == expected: return
    for place, (a, b) in enumerate(zip(found, expected)):
        if a != b: return bad(f"{path} differs from the debug log", f"event {place}: {a} is not {b}")
    bad(f"{path} differs from the debug log", f"{len(found)} events, not {len(expected)}")


# ---- one stream, several sinks
FILE = r"(?:[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d) "
everything = events("var/log/prosody/debug.log", FILE)
least = {level: [e for e in everything if LEVELS.index(e[1]) >= LEVELS.index(level)] for level in LEVELS}
# Which process said it: a new one begins with its welcome.
process, runs = 0, {level: [] for level in LEVELS}
for event in everything:
    process += event[2].startswith("Hello and welcome")
    for level in LEVELS[:LEVELS.index(event[1]) + 1]: runs[level].append(process)
same("prosody.log", events("var/log/prosody/prosody.log", FILE), least["info"])
same("prosody.err", events("var/log/prosody/prosody.err", FILE), least["error"])


def column(path, stamp, level):
    """A column that fits the source and two blanks, at least 20 wide; it never shrinks, and grows as far as it must."""
    widths = []
    same(path, events(path, stamp, widths), least[level])
    before, last = 0, None
    for place, ((source, width), run) in enumerate(zip(widths, runs[level])):
        # A new process begins anew. What came before the window may have widened the first one's column.
        least_width = max(source + 2, before if run == last else 20)
        if width < least_width or (width > least_width and place):
            bad(f"{path}: the column is wrong", f"line {place}: {width}, not {least_width}")
        before, last = width, run


column("console.log", "", "info")
if ALL:
    for path, stamp, of in [
        ("iso.log", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ", least["info"]),
        ("bracket.log", r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] ", least["info"]),
        ("short.log", r"\d\d:\d\d:\d\d ", least["info"]),
        ("notime.log", "", least["info"]),
        ("upto-info.log", r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} ",
         [e for e in everything if e[1] in ("debug", "info")]),
    ]: same(path, events(f"var/log/prosody/{path}", stamp), of)
    column("var/log/prosody/wide.log", FILE, "warn")
    column("stdout.log", r"\d\d:\d\d:\d\d ", "info")


# ---- syslog: one line an event, control characters as rsyslog shows them, no level but in the priority
PRIORITY = {"debug": 31, "info": 30, "warn": 28, "error": 26}


def syslog(path, head, level):
    pattern = re.compile(head + r"prosody(?:\[(\d+)\]:|\s(\d+) - - ) ([^ ]+): (.*)", re.S)
    lines = [l for text in generations(path) for l in text.split("\n")[:-1]]
    pids = {}
    expected = least[level]
    if len(lines) != len(expected): return bad(f"{path}: number of lines", f"{len(lines)}, not {len(expected)}")
    for line, (source, level, message), run in zip(lines, expected, runs[level]):
        match = pattern.fullmatch(line)
        if not match: bad(f"{path}: a line of another form", line); continue
        *priority, pid, other, where, said = match.groups()
        if pids.setdefault(run, pid or other) != (pid or other): bad(f"{path}: another process without a start", line)
        if priority and int(priority[0]) != PRIORITY[level]: bad(f"{path}: priority", line)
        if (where, said) != (source, message.replace("\n", "#012").replace("\t", "#011")):
            bad(f"{path}: another event", f"{line} is not {source} {message}")


ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d xmpp1 "
LIBC = r"[A-Z][a-z]{2} [ 1-3]\d \d\d:\d\d:\d\d "
syslog("var/log/syslog", ISO, "error")
if ALL:
    syslog("var/log/syslog.traditional", LIBC + "xmpp1 ", "info")
    syslog("var/log/syslog.raw", r"<(\d+)>" + LIBC, "info")
    syslog("var/log/syslog.rfc5424", r"<(\d+)>1 " + ISO, "info")

# ---- the process: what stands where
for source, level, message in everything:
    lines = message.split("\n")
    if not OLD and re.search(r"[\x00-\x08\x0b-\x1f\x7f]", message): bad("a control character", repr(message))
    if len(lines) == 1: continue
    if "stack traceback:" not in lines[1]:
        # What a peer said: since 0.12 no line of it can pass for a record.
        if not OLD and not all(l.startswith("\t") for l in lines[1:]): bad("a line that could be forged", message)
        continue
    if lines[1] != ("" if OLD else "\t") + "stack traceback:": bad("a stack begins otherwise", message)
    if not all(l.startswith("\t") for l in lines[2:]): bad("a frame without a tab", message)
    lua = r"\(a nil value\)" if OLD else r"attempt to \w+ a nil value"
    if not re.search(lua + r"|compare number with nil", lines[0]): bad("an error in the words of another Lua", lines[0])
for kind, ids in {"c2s": "[0-9a-f]{12}", "s2sin": "[0-9a-f]{12}", "s2sout": "[0-9a-f]{12}", "jcp": "[0-9a-f]{12}",
                  "conn": r"[\w-]{12}", "serv": r"[\w-]{12}", "runner": r"[\w-]{12}"}.items():
    for source in {e[0] for e in everything}:
        if re.fullmatch(kind + r"[\w-]{12}", source) and not re.fullmatch(kind + ids, source): bad("an id", source)
for text in generations("var/log/prosody/prosody.log")[:-1]:
    tail = [l.split("\t")[-1] for l in text.split("\n")[-7:-1]]
    if tail[-4:] != ["Certificates reloaded"] * 4 or "Received SIGHUP" not in tail[0]:
        bad("a renamed log does not end with the reload", tail)

# ---- sessions, by their address; one address serves another session later
ORDER = {"Client connected": 0, "Stream encrypted": 1, "Authenticated as": 2, "Client disconnected": 3}
sessions = defaultdict(list)
for source, level, message in everything:
    if re.match(r"c2s[0-9a-f]{12}$", source):
        step = next((n for text, n in ORDER.items() if message.startswith(text)), None)
        if step == 0 and sessions[source] and sessions[source][-1][-1] != 3: bad("a session begins in another", source)
        if step == 0: sessions[source].append([0])
        elif step is not None and sessions[source]:
            steps = sessions[source][-1]
            if step <= steps[-1]: bad("a session out of order", f"{source}: {message} after step {steps[-1]}")
            steps.append(step)
complete = sum(steps == [0, 1, 2, 3] for runs in sessions.values() for steps in runs)
failures = sum(level == "debug" and message.startswith("Sending[c2s_unauthed]: <failure ") for _, level, message in everything)

# ---- failed log-ins: as many as were meant to be, and fail2ban can find each
said = re.compile(r"Failed authentication attempt \(([\w-]+)\) for user (\S+) from IP: (\S+)$")
found = [said.match(m).groups() for _, _, m in everything if said.match(m)]
if not OLD or failures:
    if LOG_AUTH and len(found) != failures: bad("failed log-ins", f"{len(found)} are said, {failures} are sent")
if not LOG_AUTH and found: bad("mod_log_auth is not loaded, but speaks", found[0])
planted = 0
for path in glob.glob(f"{GOLDEN}/records/var/log/prosody/debug.log*.ndjson"):
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        planted += record["event"] == "sending" and record["fields"].get("stanza", "").startswith("<failure ")
if planted != failures: bad("failed log-ins", f"{planted} were planted, {failures} stand there")
hits = found
if len(sys.argv) == 4 and LOG_AUTH:
    filter = configparser.ConfigParser(interpolation=None)
    filter.read(sys.argv[3])
    expression = re.compile(filter["Definition"]["failregex"].replace("<HOST>", r"(?P<host>[0-9a-fA-F.:]+)"))
    stamp = re.compile(r"^[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d")
    hits = [m.group("host") for text in generations("var/log/prosody/prosody.log") for line in text.split("\n")
            for m in [expression.search(stamp.sub("", line))] if m]
    if Counter(hits) != Counter(ip for _, _, ip in found): bad("the filter finds other log-ins", f"{len(hits)}, not {len(found)}")

# A quiet hour has no error, and then no stack; that nobody fails to log in is asked for where the golden files have it.
findings.need(events=everything, informations=least["info"], whole_sessions=complete, filtered_log_ins=hits or not found)
if not least["error"]: findings.exempt("prosody.err and syslog, as nothing went wrong")
findings.finish(f"{len(everything)} events, {complete} whole sessions, {failures} failed log-ins, {len(least['error'])} errors")
