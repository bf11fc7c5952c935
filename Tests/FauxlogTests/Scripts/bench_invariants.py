#!/usr/bin/env python3
"""Holds a generated Frappe bench against what a real one keeps: ids, counts and clocks that agree across
files. Reads the log files by itself, with patterns of its own; the golden files serve only to tell which
records belong to one request.

usage: bench_invariants.py TREE GOLDEN
Exits 0, or prints the first faults and exits 1."""
import ast, datetime, glob, gzip, hashlib, json, os, re, sys
from collections import Counter, defaultdict

import findings
from findings import bad

if len(sys.argv) != 3: sys.exit(__doc__)
TREE, GOLDEN = sys.argv[1], sys.argv[2]
PARAMETERS = json.load(open(f"{GOLDEN}/manifest.json"))["parameters"]
BENCH = PARAMETERS.get("bench", "/home/frappe/frappe-bench")
LOCAL = datetime.timedelta(hours=5, minutes=30)        # Asia/Kolkata has no summer time
STAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ")
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
SITES = sorted(os.path.basename(os.path.dirname(p)) for p in glob.glob(f"{TREE}/sites/*/logs"))


def generations(path):
    """The bytes of a log, oldest generation first; and whether some generations may be gone."""
    found = findings.generations(f"{TREE}/{path}")
    return b"".join(part for _, _, part in found).decode("utf-8"), sum(number > 0 for number, _, _ in found) >= 20


def records(path, head=STAMP):
    """Records that begin with a stamp: (stamp, text). Lines before the first are dropped."""
    text, cut = generations(path)
    result = []
    for line in text.split("\n")[:-1]:
        found = head.match(line)
        if found: result.append([found.group(1), line])
        elif result: result[-1][1] += "\n" + line
    return result, cut


def instant(text):
    form = "%Y-%m-%d %H:%M:%S" + (".%f" if re.search(r"[.,]\d", text) else "")
    return datetime.datetime.strptime(text.replace(",", "."), form)


def in_order(path, found):
    for (a, _), (b, text) in zip(found, found[1:]):
        if b < a: bad(f"{path} goes back in time", f"{a} then {text}")


# --- frappe.log, bench and site, and the snapshots
def check_snapshot(path, ident, lines):
    raw = open(path, "rb").read()
    if raw.endswith(b"\n") or any(b > 126 for b in raw): bad("a snapshot is ASCII without a final line end", path)
    data = json.loads(raw)
    if raw.decode() != json.dumps(data, indent=1, sort_keys=False): bad("a snapshot is written as json.dumps does", path)
    keys = "etype evalue exception frames locals pyver timestamp traceback".split()
    if list(data) != keys: bad("the eight keys of a snapshot in order", f"{path} {list(data)}")
    if not {"args", "with_traceback"} <= set(data["exception"]): bad("exception has args and with_traceback", path)
    for name, value in data["exception"].items():
        if not (isinstance(value, list) and value and all(type(b) is int and 0 <= b < 256 for b in value)):
            bad("exception values are byte values", f"{path} {name}")
    if list(data["exception"]) != sorted(data["exception"]): bad("exception is sorted", path)
    for frame in data["frames"]:
        if list(frame) != ["call", "dump", "file", "func", "lines", "lnum"]: bad("six keys of a frame", f"{path} {list(frame)}")
        numbers = list(frame["lines"])
        if numbers != [str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))] or len(numbers) > 5:
            bad("lines of a frame in numeric order", f"{path} {numbers}")
        if str(frame["lnum"]) not in numbers or type(frame["lnum"]) is not int: bad("lnum is among the lines", path)
        if not frame["file"].startswith("/") or " " in frame["file"]: bad("absolute file of a frame", frame["file"])
        if any(type(v) is not str for v in frame["dump"].values()): bad("dump values are texts", path)
        if list(frame["dump"]) != sorted(frame["dump"]): bad("dump is sorted", f"{path} {list(frame['dump'])}")
    if any(type(v) is not str for v in data["locals"].values()): bad("locals are texts", path)
    trace = data["traceback"]
    if not trace.endswith("\n") or trace.endswith("\n\n"): bad("the traceback ends with one line end", path)
    last = data["frames"][-1]
    if f'File "{last["file"]}", line {last["lnum"]}, in {last["func"]}' not in trace: bad("the last frame is in the traceback", path)
    if trace.rsplit("\n", 2)[1].split(":")[0].split(".")[-1] != data["etype"] and data["etype"] not in trace:
        bad("the traceback ends in the exception", path)
    gap = instant(data["timestamp"]) - instant(ident.rsplit("-", 2)[0])
    if not 42 <= gap / datetime.timedelta(microseconds=1) <= 488: bad("42 to 488 us from id to timestamp", f"{path} {gap}")
    if lines is not None and ident not in lines: bad("a snapshot without its line in frappe.log", path)


def check_frappe_log():
    top, cut = records("logs/frappe.log")
    in_order("logs/frappe.log", top)
    whole = Counter(text for _, text in top)
    below = Counter()
    for site in SITES:
        found, site_cut = records(f"sites/{site}/logs/frappe.log")
        in_order(f"sites/{site}/logs/frappe.log", found)
        for _, text in found:
            if "Form Dict" in text.split("\n")[0]: continue       # the quirk: only the site's file has it
            below[text] += 1
            if not cut and whole[text] == 0: bad("a site's record is in the bench's frappe.log", text)
            if f"\nSite: {site}\nForm Dict: " not in text: bad("Site and Form Dict of a record", text)
    idents = {}
    for stamp, text in top:
        if "\nSite: " not in text or "\nForm Dict: " not in text: bad("Site and Form Dict of a record", text)
        form = re.search(r"\nForm Dict: (.*)", text)
        if form:
            try: ast.literal_eval(form.group(1))
            except (SyntaxError, ValueError): bad("the Form Dict is a Python literal", form.group(1))
        if "Traceback" in text and text.index("\nForm Dict") > text.index("Traceback"): bad("Form Dict stands before the traceback", text)
        found = re.match(r".{23} ERROR frappe New Exception collected with (?:snapshot )?id: (\S+ \S+)$", text.split("\n")[0])
        if found:
            idents[found.group(1)] = stamp
            parts = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})?)-(.+)-([0-9a-f]{3})", found.group(1))
            if not parts: bad("shape of a snapshot id", text); continue
            late = (instant(stamp) - instant(parts.group(1))).total_seconds()
            if not -0.001 <= late <= 0.3: bad("0 to 285 ms from snapshot id to its line", f"{late} {text}")
            client, second = parts.group(2), instant(stamp)
            failed_requests.append((client, second))
    for site in SITES:
        for path in glob.glob(f"{TREE}/sites/{site}/error-snapshots/*.json"):
            check_snapshot(path, os.path.basename(path)[:-5], None if cut else idents)
    return len(top), len(idents)


# --- requests
failed_requests = []


def check_requests():
    by_instance = defaultdict(lambda: defaultdict(list))
    for kind, pattern in (("web", "logs/frappe.web.log*"), ("nginx", "nginx/access.log*"), ("monitor", "logs/monitor.json.log*")):
        seen = set()
        for name in glob.glob(f"{GOLDEN}/records/{pattern}"):
            for line in open(name):
                record = json.loads(line)
                fields = record["fields"]
                if kind == "monitor" and (record["event"] == "job" or fields["uuid"] in seen): continue
                if kind == "monitor": seen.add(fields["uuid"])
                if kind == "nginx" and record["event"] != "access": continue
                by_instance[record["instance"]][kind].append((record["time"], fields))
    joined = 0
    for instance, kinds in by_instance.items():
        # a click asks for several things at once: what belongs together has one path, and ends in one order
        ended = lambda r: (instant(r[0][:-1].replace("T", " ")) + datetime.timedelta(microseconds=r[1]["duration"])).isoformat(timespec="milliseconds")
        web = sorted(kinds["web"], key=lambda r: (r[1]["full_path"].split("?")[0], r[0]))
        monitor = sorted(kinds["monitor"], key=lambda r: (r[1]["path"], ended(r)))
        nginx = sorted((r for r in kinds["nginx"] if not r[1]["path"].startswith(("/assets", "/files", "/socket.io"))), key=lambda r: (r[1]["path"].split("?")[0], r[0]))
        if not len(web) == len(nginx) == len(monitor): continue   # rotated away, or not flushed yet
        for (when, w), (_, n), (began, m) in zip(web, nginx, monitor):
            joined += 1
            where = f"{instance}: {w} {n} {m}"
            asked = w["full_path"][:-1] if w["full_path"].endswith("?") else w["full_path"]
            if asked != n["path"] or m["path"] != n["path"].split("?")[0]: bad("path of a request in three files", where)
            if w["base_url"] != f"http://{w['site']}{m['path']}" or w["site"] != m["site"]: bad("site and base_url of a request", where)
            if not w["method"] == n["method"] == m["method"]: bad("method of a request in three files", where)
            known = None if n["method"] == "OPTIONS" else n["client"]   # answered before frappe asks who it is
            if m["ip"] != known or w["remote_addr"] != "127.0.0.1": bad("client of a request", where)
            if w.get("status") == "NOTFOUND":
                if m["status_code"] != 500 or "response_length" in m: bad("a request without a response", where)
            elif not w["http_status_code"] == n["status"] == m["status_code"]: bad("status of a request in three files", where)
            elif n["bytes"] != m["response_length"]: bad("bytes of a request in two files", where)
            took = (datetime.datetime.fromisoformat(when[:-1]) - datetime.datetime.fromisoformat(began[:-1])).total_seconds()
            if not -0.001 <= took - m["duration"] / 1e6 <= 0.001: bad("frappe.web's line comes when the monitor's request ends", f"{took} {where}")
            if n["referer"] and n["referer"].startswith("http://") and not n["referer"].startswith(f"http://{w['site']}"):
                bad("the referer is of the site", where)
    return joined


def check_nginx():
    text, _ = generations("nginx/access.log")
    line = re.compile(r'(\S+) - (\S+) \[([^]]+)\] "((?:[^"\\]|\\x[0-9A-F]{2})*)" (\d{3}) (\d+) "([^"]*)" "([^"]*)"')
    statuses, failures, last = Counter(), defaultdict(set), None
    for row in text.split("\n")[:-1]:
        found = line.fullmatch(row)
        if not found: bad("shape of an access line", row); continue
        when = datetime.datetime.strptime(found.group(3), "%d/%b/%Y:%H:%M:%S %z").replace(tzinfo=None)
        if last and when < last: bad("nginx/access.log goes back in time", row)
        last = when
        statuses[int(found.group(5))] += 1
        if found.group(5)[0] == "5": failures[found.group(1)].add(when)
    if text:
        first = datetime.datetime.strptime(re.search(r"\[([^]]+)\]", text).group(1), "%d/%b/%Y:%H:%M:%S %z").replace(tzinfo=None)
        for client, when in failed_requests:
            near = {(when + datetime.timedelta(seconds=s)).replace(microsecond=0) for s in (0, 1)}
            if when > first + datetime.timedelta(seconds=2) and not failures[client] & near and client != "127.0.0.1":
                bad("a failed request has its access line", f"{client} {when}")
    total = sum(statuses.values())
    if total > 5000:
        for status, low, high in ((200, 75, 93), (304, 2, 8), (403, 1, 5), (404, 1, 5), (417, 1, 4), (500, 0.02, 8)):
            share = 100 * statuses[status] / total
            if not low <= share <= high: bad("share of a status", f"{status}: {share:.2f} %")
    return total


# --- jobs
def check_jobs():
    text, _ = generations("logs/worker.log")
    call = re.compile(rf"(default|short|long): frappe\.utils\.background_jobs\.execute_job\((event=(?:None|'\w+'), is_async=True, job_name=.*)\) \(({UUID})\)")
    calls, done, deaths, kept, last = {}, {}, 0, 0, ""
    for line in text.split("\n")[:-1]:
        found = STAMP.match(line)
        if not found: continue
        stamp, message = found.group(1), line[24:]
        if stamp < last: bad("logs/worker.log goes back in time", line)
        last = stamp
        if call.fullmatch(message):
            queue, arguments, job = call.fullmatch(message).groups()
            if job in calls: bad("a job is called once", line)
            calls[job] = (stamp, queue, re.search(r"site='([^']*)'", arguments).group(1), arguments)
        elif re.fullmatch(rf"(default|short|long): Job OK \({UUID}\)", message):
            queue, job = message.split(":")[0], message[-37:-1]
            if job not in calls or calls[job][0] > stamp or calls[job][1] != queue: bad("Job OK after its call, of the same queue", line)
            if job in done: bad("a job ends once", line)
            done[job] = stamp
        elif message.startswith("Moving job to FailedJobRegistry"): deaths += 1
        elif message == "Result is kept for 600 seconds": kept += 1
    if kept != len(done): bad("as many results kept as jobs done", f"{kept} {len(done)}")
    errors, _ = records("logs/worker.error.log")
    in_order("logs/worker.error.log", errors)
    broken = sum(text[24:].startswith("Traceback (most recent call last):") for _, text in errors)
    open_jobs = len(calls) - len(done) - deaths - broken
    if not 0 <= open_jobs <= 12: bad("calls = Job OK + deaths + stamped tracebacks, in flight apart", f"{len(calls)} {len(done)} {deaths} {broken}")
    printed = len(re.findall(r"^Traceback \(most", text, re.M)) - len(re.findall(r"^(?:During handling of the above|The above exception was)", text, re.M))
    if printed > broken: bad("each traceback of worker.log is in worker.error.log too", f"{printed} {broken}")
    if re.search(rf'^  File "{BENCH}', text, re.M): bad("tracebacks of worker.log are relative to the bench")
    for _, record in errors:
        for place in re.findall(r'^  File "([^"]+)"', record, re.M):
            if not place.startswith(("/", "<")): bad("tracebacks of worker.error.log are absolute", place)
    starts = Counter()
    found, cut = records("logs/scheduler.log")
    in_order("logs/scheduler.log", found)
    for stamp, record in found:
        event = re.match(r".{23} INFO scheduler Scheduled Job (Start|Complete|Failed): (\S+) for (\S+)$", record)
        if event: starts[event.group(1)] += 1
    scheduled = sum("run_scheduled_jo" in c[3] for c in calls.values())
    if not cut and not 0 <= scheduled - starts["Start"] <= 12: bad("a start in scheduler.log for each scheduled call", f"{scheduled} {starts}")
    if not cut and not 0 <= starts["Start"] - starts["Complete"] - starts["Failed"] <= 12: bad("each scheduled job ends", f"{starts}")
    return calls, done


def check_monitor(calls):
    text, _ = generations("logs/monitor.json.log")
    seen, known, jobs = {}, None, 0
    for number, line in enumerate(text.split("\n")[:-1]):
        data = json.loads(line)
        if line != json.dumps(data, sort_keys=True, separators=(",", ":")): bad("the monitor's notation", line)
        ident = data["uuid"]
        if ident in seen:
            if seen[ident] != (number - 1, line): bad("the monitor repeats only the last line of a flush", line)
        seen[ident] = (number, line)
        if not re.fullmatch(UUID, ident): bad("a uuid of the monitor", line)
        if data["transaction_type"] == "job":
            jobs += 1
            if ident not in calls: bad("a job of the monitor is in worker.log", line); continue
            stamp, queue, site, arguments = calls[ident]
            begin = instant(data["timestamp"]) + LOCAL
            if site != data["site"] or abs((instant(stamp) - begin).total_seconds()) > 0.002: bad("site and begin of a job", f"{line} {calls[ident]}")
            if not data["job"]["scheduled"] and not re.search(rf"method=('{data['job']['method'][:74]}|<function {data['job']['method']} at 0x)", arguments): bad("method of a job", line)
            if data["job"]["scheduled"] and data["job"]["method"][:40] not in arguments: bad("method of a scheduled job", line)
        if data["duration"] <= 0: bad("a duration of the monitor", line)
    return len(seen)


# --- processes
def check_processes():
    text, _ = generations("supervisor/supervisord.log")
    spawned = defaultdict(set)
    for program, pid in re.findall(r"spawned: '([^']+)' with pid (\d+)", text): spawned[program].add(pid)
    web, _ = generations("logs/web.error.log")
    masters = re.findall(r"^\[[^]]+\] \[(\d+)\] \[INFO\] Listening at: http://127\.0\.0\.1:8000 \((\d+)\)$", web, re.M)
    for a, b in masters:
        if a != b or (a not in spawned["frappe-bench-frappe-web"]): bad("gunicorn's pid is supervisord's", f"{a} {b} {spawned}")
    booted = set()
    for pid, level, message in re.findall(r"^\[[^]]+\] \[(\d+)\] \[(\w+)\] (.*)$", web, re.M):
        found = re.fullmatch(r"Booting worker with pid: (\d+)", message)
        if found:
            if found.group(1) != pid: bad("a worker boots under its own pid", message)
            booted.add(pid)
    for name in ("cache", "queue", "socketio"):
        log, _ = generations(f"logs/redis-{name}.log")
        for line in log.split("\n")[:-1]:
            if not re.match(r"\d+:([CM] \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3} [.*#-] |signal-handler \(\d+\) Received SIGTERM)", line):
                bad("shape of a redis line", line)
        for pid, started in re.findall(r"^(\d+):C .* pid=(\d+), just started$", log, re.M):
            if pid != started or (pid not in spawned[f"frappe-bench-redis-{name}"] and name != "queue"): bad("redis' pid is supervisord's", f"{name} {pid}")
    worker, _ = generations("logs/worker.log")
    for pid, queue in re.findall(r"Worker rq:worker:[0-9a-f]{32}\.\S+\.(\d+)\.\['(\w+)'\]: started", worker):
        if pid not in spawned[f"frappe-bench-frappe-{queue}-worker-0"]: bad("an rq worker's pid is supervisord's", f"{queue} {pid}")
    out, _ = generations("logs/web.log")
    for part in out.split("\n\n"):
        if "Traceback" in part and re.search(r'^  File "/', part, re.M) and "apps/" not in part: bad("tracebacks of web.log are relative", part)
        if f'File "{BENCH}' in part: bad("tracebacks of web.log are relative to the bench", part)


def check_backups():
    text, _ = generations("logs/backup.log")
    for db, site in re.findall(r"-u (\S+) .*>> \./([^/]+)/private", text):
        if db != "_" + hashlib.sha1(site.encode()).hexdigest()[:16]: bad("name of a site's database", f"{db} {site}")
    parts = re.findall(r"/(\d{8}_\d{6})-(\S+?)-database\.sql\.gz\n\nBackup Summary for (\S+) at (\S+ \S+)\n", text)
    for stamp, slug, site, at in parts:
        late = instant(at) - datetime.datetime.strptime(stamp, "%Y%m%d_%H%M%S")
        if slug != site.replace(".", "_") or not 0 <= late.total_seconds() < 120: bad("a backup's summary", f"{stamp} {site} {at}")
    if text.count("mysqldump") != len(parts) or text.count("Backup Summary") != len(parts): bad("each dump has its summary, sites one after the other", len(parts))


def check_words():
    """No value was missing where one was wanted."""
    for name in glob.glob(f"{TREE}/**", recursive=True):
        if not os.path.isfile(name) or "error-snapshots" in name: continue
        raw = open(name, "rb").read()
        text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
        found = re.search(r"[\[\"'= ]none[\]\"' ]|\bundefined\b|(?<!\w)\$\{?(?!self\b)[a-z_]+", text)
        if found: bad("a value is missing", f"{name}: {text[max(found.start() - 80, 0):found.end() + 40]}")


def main():
    lines, snapshots = check_frappe_log()
    requests, accesses = check_requests(), check_nginx()
    calls, done = check_jobs()
    monitored = check_monitor(calls)
    check_processes()
    check_backups()
    check_words()
    findings.finish(f"{lines} records in frappe.log, {snapshots} snapshot ids, {requests} requests in three files, {accesses} access lines, {len(calls)} jobs, {monitored} transactions")


main()
