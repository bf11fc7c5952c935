#!/usr/bin/env python3
"""Holds the stream of a FLAT server against what a real one keeps: ids that say which child, when, the how
manieth request and which thread; lines of a request in order; timings, failures and caches that fit together.
Reads the log by itself and knows nothing of the golden files.

usage: flat_invariants.py TREE
Exits 0, or prints the first faults and exits 1."""
import base64, datetime, json, os, re, sys
from collections import Counter, defaultdict

from findings import bad, finish, need

if len(sys.argv) != 2: sys.exit(__doc__)
TREE = sys.argv[1]
DOCUMENTED = "XaXJeWA-@B@3XFNhk42H@QAAAAQ"             # made up of two requests by the documentation
counts = Counter()


def epoch(text, form):
    return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.timezone.utc).timestamp()


# --- mod_unique_id: 4 bytes of seconds, 10 of the child, 2 of its counter, 4 of the thread; `@` is 62, `-` is 63
def decoded(ident):
    if not re.fullmatch(r"[A-Za-z0-9@-]{26}[AEIMQUYcgkosw048]", ident):
        return bad("an id is no 27 characters of its alphabet", ident)
    raw = base64.b64decode(ident.replace("@", "+").replace("-", "/") + "=")
    number = lambda part: int.from_bytes(part, "big")
    return number(raw[:4]), raw[4:14], number(raw[14:16]), number(raw[16:])


HEAD = re.compile(r"\[(\w{3} \w{3} \d\d \d\d:\d\d:\d\d\.\d{6} \d{4})\] \[([a-z_]+):([a-z]+)\] \[pid (\d+):tid (\d+)\] (-|\S{27}) (.*)")
FPM = re.compile(r"\[(\d\d-\w{3}-\d{4} \d\d:\d\d:\d\d)\] (NOTICE|WARNING): .+")
ORDER = {
    "flat_access": ("timestamp type requestID method path agent referrer status mime".split(),
                    "timestamp type requestID url path status method agent referrer mime realtime bytes requestbytes flow requestmime location".split()),
    "flat_request": ("timestamp type requestID url method status mime bytes duration id cacheHit refresh timing".split(),
                     "timestamp type requestID url method status mime bytes duration id cacheHit refresh timing curlErrorCode curlErrorMessage".split()),
    "flat_alert": ("timestamp type requestID topic message".split(),),
}
HOST = r"[a-z.]+\.example\.(?:com|net)"
CURL = {                                               # libcurl 7.29 with NSS
    6: rf"Could not resolve host: {HOST}; (?:Name or service not known|Unknown error)",
    7: rf"Failed connect to {HOST}:\d+; (?:Connection refused|No route to host)",
    18: r"transfer closed with \d+ bytes remaining to read",
    28: r"(?:Resolving|Connection) timed out after \d+ milliseconds|Operation timed out after \d+ milliseconds with \d+ out of -?\d+ bytes received",
    35: r"Encountered end of file|TCP connection reset by peer",
    47: r"Maximum \(\d+\) redirects followed",
    51: r"Unable to communicate securely with peer: requested domain name does not match the server's certificate\.",
    52: r"Empty reply from server",
    55: r"Send failure: Broken pipe",
    56: r"Recv failure: Connection reset by peer",
    60: r"Peer's Certificate (?:has expired|issuer is not recognized)\.",
}

requests = {}                                          # id: its events in the order of the log
httpd = defaultdict(list)                              # id: (pid, tid, text)
stops, starts, stamps = [], [], []
now = None                                             # the latest instant that the stream has shown
raw = open(f"{TREE}/flat.stderr.log", encoding="utf-8", newline="").read()
if raw and not raw.endswith("\n"): bad("the last line is whole")
lines = raw.split("\n")[:-1]
for number, line in enumerate(lines, 1):
    where = f"line {number}: {line}"
    if line.startswith("{"):
        event = json.loads(line)
        if line != json.dumps(event, ensure_ascii=False, separators=(",", ":")): bad("JSON is compact, numbers as short as can be", where)
        names, kind = list(event), event["type"]
        if not any(names[:len(order)] == order and (kind == "flat_access" or len(names) == len(order)) for order in ORDER[kind]):
            bad("fields stand in their order", where)
        stamp = epoch(event["timestamp"], "%Y-%m-%dT%H:%M:%S+00:00")
        if now is not None and not now - 70 < stamp <= now + 61: bad("an event is stamped with its beginning", where)
        now = max(stamp, now or 0)
        requests.setdefault(event["requestID"], []).append((number, stamp, event))
        counts[kind] += 1
        continue
    head = HEAD.fullmatch(line)
    if head:
        stamp = epoch(head[1], "%a %b %d %H:%M:%S.%f %Y")
        if stamps and stamp < stamps[-1]: bad("httpd's lines are in order", where)
        stamps.append(stamp)
        now = max(stamp, now or 0)
        counts["httpd"] += 1
        if "AH00295" in line: stops.append((number, stamp))
        if "AH00292" in line: starts.append((number, stamp, int(head[4])))
        if head[6] != "-": httpd[head[6]].append((int(head[4]), int(head[5]), head[7]))
        continue
    fpm = FPM.fullmatch(line)
    if fpm:
        now = max(epoch(fpm[1], "%d-%b-%Y %H:%M:%S"), now or 0)
        counts["php-fpm"] += 1
    elif not line.startswith("AH00558: httpd: "): bad("a line is of no known kind", where)
end = now

# --- The container is away between its stop and its start
for number, stamp in stops:
    following = [start for start in starts if start[0] > number]
    if not following: continue
    if not 1 < following[0][1] - stamp < 30: bad("a restart takes seconds", f"line {number}")
    for between in lines[number:following[0][0] - 1]:
        if between.startswith("{"): bad("nobody is served while the container is away", between)

# --- Ids
children = defaultdict(list)                           # root: (counter, seconds, thread, id)
for ident in {**requests, **httpd}:
    parts = decoded(ident)
    if not parts or ident == DOCUMENTED: continue
    seconds, root, counter, thread = parts
    children[root].append((counter, seconds, thread, ident))
    for _, stamp, event in requests.get(ident, []):
        if stamp - seconds not in (0, 1): bad("an event is stamped with the second of its id, or the next", json.dumps(event))
near = lambda seconds, places, span: any(-1 <= place - seconds <= span for place in places)
for root, made in children.items():
    slots = {thread // 64 for _, _, thread, _ in made}
    if len(slots) > 1: bad("a child has one slot", f"{root.hex()} {slots}")
    made.sort(key=lambda one: (one[1], one[0]))
    # Counters run from their start and wrap; what is served at once may differ by little.
    start = made[0][0]
    order = sorted(((counter - start + 32768) % 65536 - 32768 if len(made) < 30000 else None, *rest) for counter, *rest in made) \
        if len(made) < 30000 else []
    for one, other in zip(order, order[1:]):
        if one[0] == other[0]: bad("a number is given once by a child", f"{one} {other}")
        if other[1] < one[1]: bad("numbers are given in the order of time", f"{one} {other}")
        # Who was being served when the container or the log ended has left no line.
        if other[0] - one[0] > 1 and not near(one[1], [stop for _, stop in stops] + [end], 8):
            bad("a child's numbers have no gap", f"{one} {other}")
    counts["children"] += 1
    counts["ids"] += len(made)
lives = sorted((min(m[1] for m in made), max(m[1] for m in made), made[0][2] // 64) for made in children.values())
for one, other in zip(lives, lives[1:]):
    if one[2] == other[2] and other[0] < one[1]: bad("a slot has one child at a time", f"{one} {other}")
pids, threads = {}, {}
for ident, said in httpd.items():
    parts = decoded(ident)
    if not parts: continue
    for pid, tid, text in said:
        if pids.setdefault(parts[1], pid) != pid: bad("a child has one pid", f"{ident} {pid}")
        run = sum(start[1] <= parts[0] for start in starts)
        base = tid + (parts[3] % 64) * 8392704
        if threads.setdefault(run, base) != base: bad("a thread has its place in memory", f"{ident} {tid}")

# --- What the lines of a request say together
cache = {}
for ident, events in requests.items():
    kinds = [event["type"] for _, _, event in events]
    stamps_of = {stamp for _, stamp, _ in events}
    where = f"{ident}: {kinds}"
    if len(stamps_of) > 1: bad("all lines of a request have one stamp", where)
    access = [event for _, _, event in events if event["type"] == "flat_access"]
    alerts = [event for _, _, event in events if event["type"] == "flat_alert"]
    hops = [event for _, _, event in events if event["type"] == "flat_request"]
    if not access:
        if not near(min(stamps_of), [stop for _, stop in stops] + [end], 70): bad("a request has its access line", where)
    elif len(access) > 1 or kinds[-1] != "flat_access": bad("the access line is one and the last", where)
    if kinds != sorted(kinds, key=["flat_request", "flat_alert", "flat_access"].index): bad("requests, then alerts, then the access line", where)
    chains = defaultdict(list)
    for hop in hops:
        name, place = hop["id"].rsplit(".", 1)
        if int(place) != len(chains[name]): bad("hops are counted from 0", f"{ident} {hop['id']}")
        chains[name].append(hop)
        timing = {name: float(text) for name, text in hop["timing"].items()}
        if any(not re.fullmatch(r"\d+\.\d{3}", text) for text in hop["timing"].values()): bad("timings are texts with three decimals", json.dumps(hop))
        dns, tcp, ttfb = (timing[name] for name in ("DNS", "TCP", "TTFB"))
        reached = [value for value in (dns, tcp, ttfb) if value]
        if reached != sorted(reached): bad("DNS, TCP, TTFB one after the other", json.dumps(hop))
        if (hop["status"] == 0) != ("curlErrorCode" in hop): bad("cURL's words with status 0 and only there", json.dumps(hop))
        if not 0 <= hop["duration"] < 60: bad("a duration is of seconds", json.dumps(hop))
        counts["failures"] += hop["status"] == 0
        if hop["status"] == 0:
            if hop["mime"] or hop["bytes"] or hop["cacheHit"] or hop["refresh"]: bad("a failure has no body", json.dumps(hop))
            if not re.fullmatch(CURL.get(hop["curlErrorCode"], "-"), hop["curlErrorMessage"]): bad("a code has its message", json.dumps(hop))
            after = re.search(r"after (\d+) milliseconds", hop["curlErrorMessage"])
            if after and (not 3000 <= int(after[1]) <= 3002 or not 0 <= hop["duration"] * 1000 - int(after[1]) < 1.001): bad("a timeout takes its time", json.dumps(hop))
            host = re.search(HOST, hop["curlErrorMessage"])
            if host and host[0] not in hop["url"]: bad("a failure names its host", json.dumps(hop))
        elif hop["cacheHit"] and not hop["refresh"]:
            if (dns, tcp, ttfb) != (0, 0, 0) or hop["duration"] >= 0.001: bad("the cache answers at once", json.dumps(hop))
            counts["cache hits"] += 1
        elif hop["duration"] * 1000 + 0.002 < ttfb - dns: bad("a duration holds the time to the first byte", json.dumps(hop))
        if hop["refresh"]:
            counts["refreshes"] += 1
            if not hop["cacheHit"]: bad("what is refreshed comes from the cache", json.dumps(hop))
        if hop["cacheHit"] or hop["url"] in cache:
            if hop["status"] and cache.setdefault(hop["url"], hop["bytes"]) != hop["bytes"]: bad("the cache keeps what it got", json.dumps(hop))
        if hop["method"] != hop["method"].lower(): bad("an upstream's method is in lower case", json.dumps(hop))
    for name, chain in chains.items():
        for hop, after in zip(chain, chain[1:]):
            if hop["status"] not in (301, 302, 303, 307, 308): bad("a hop follows a redirect", f"{ident} {hop['id']}")
            if hop["status"] == 303 and after["method"] != "get": bad("303 makes a get", f"{ident} {after['id']}")
        if len(chain) > 1: counts["redirect chains"] += 1
        if chain[-1]["status"] in (301, 302, 303, 307, 308) and access: bad("a chain ends with an answer", f"{ident} {name}")
        codes = [hop.get("curlErrorCode") for hop in chain]
        if 47 in codes and len(chain) != 6: bad("five redirects, then cURL has enough", f"{ident} {name}")
    if len(chains) > 1: counts["fan-outs"] += 1
    if not access or ident == DOCUMENTED: continue
    status, failed = access[0]["status"], [hop for hop in hops if hop["status"] == 0]
    if status in (502, 504) and not failed: bad("502 and 504 have a failed request", where)
    if failed and status not in (502, 504) and (len(chains) < 2 or len(failed) > 1): bad("a failed request has its status", f"{where} {status}")
    if status in (400, 401, 403, 405) and (hops or not alerts): bad("what is refused asks nobody, and is told", f"{where} {status}")
    for alert in alerts:
        message = alert["message"]
        if message.startswith("Request validation failed: ") and status != 400: bad("an invalid request is a bad one", where)
        if message.startswith("Response validation failed: ") and status != 500: bad("an invalid answer is an error", where)
        if " validation failed: " in message and not message.endswith(" "): bad("a blank behind each constraint", message)
        if re.fullmatch(r"Path \S+ not found\.", message) and status != 404: bad("an unknown path is not found", where)
        counts[f"topic {alert['topic']}"] += 1
    if "realtime" in access[0]:
        took = [hop["duration"] for hop in hops]
        least = max(took, default=0) if len(chains) > 1 else sum(took)
        if access[0]["realtime"] + 0.00001 < least: bad("a request takes as long as what it waits for", f"{where} {access[0]['realtime']} {took}")
        if not access[0]["url"].endswith(access[0]["path"]): bad("the URL ends with the path", json.dumps(access[0]))

# --- httpd's own log of ids, where it is written
if os.path.exists(f"{TREE}/unique-ids.log"):
    for line in open(f"{TREE}/unique-ids.log", encoding="utf-8"):
        ident, micros, seconds, pid, tid, hextid, client, rest = line.split(" ", 7)
        parts = decoded(ident)
        if not parts: continue
        if (parts[0], int(micros) // 10**6) != (int(seconds),) * 2: bad("the id's second is the request's", line)
        if int(hextid, 16) != int(tid) or hextid.lower() != hextid: bad("a thread's number in both notations", line)
        if pids.setdefault(parts[1], int(pid)) != int(pid): bad("a child has one pid", line)
        access = [event for _, _, event in requests.get(ident, []) if event["type"] == "flat_access"]
        if not access: bad("httpd's request is FLAT's", line)
        elif not rest.endswith(f'" {access[0]["status"]}\n'): bad("both know the status", line)
        counts["httpd's ids"] += 1

need(**{name.replace(" ", "_"): counts[name] for name in ("flat_access", "flat_alert", "flat_request", "children", "cache hits", "redirect chains", "fan-outs")},
     httpds_ids=counts["httpd's ids"] or not os.path.exists(f"{TREE}/unique-ids.log"))
finish(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
