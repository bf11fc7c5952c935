#!/usr/bin/env python3
"""Holds a generated Cloudify Manager against what a real one keeps: executions, tasks and node instances
through all files, the order of dependencies, versions of states, REST calls in five logs. Reads the log files
by itself, with patterns of its own; the golden files serve only to tell where the window ends.

usage: manager_invariants.py TREE GOLDEN
Exits 0, or prints the first faults and exits 1."""
import ast, base64, datetime, glob, json, os, re, sys, tarfile
from collections import Counter, defaultdict

import findings
from findings import bad

if len(sys.argv) != 3: sys.exit(__doc__)
TREE, GOLDEN = sys.argv[1], sys.argv[2]
MANIFEST = json.load(open(f"{GOLDEN}/manifest.json"))
ROOT = f"{TREE}/var/log/cloudify"
# The number of the oldest record of each log that is left; what came before was dropped by rotation.
OLDEST = {}
for f in MANIFEST["files"]:
    if "log" in f: OLDEST[f["log"]] = min(OLDEST.get(f["log"], 1 << 60), f["first_record"])
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def generations(path):
    """The text of a log, oldest generation first."""
    raw = b""
    for number, name, part in findings.generations(f"{ROOT}/{path}"):
        if name.endswith(".gz"):
            if number < 2: bad("only generations from .2 on are compressed", name)
        elif number >= 2 and "management_worker" not in name: bad("generations from .2 on are compressed", name)
        raw += part
    return raw.decode("utf-8")


def records(text, head):
    """Records that begin with a head: [match, whole text]; what stands before the first is dropped."""
    result = []
    for line in text.split("\n")[:-1]:
        found = head.match(line)
        if found: result.append([found, line])
        elif result: result[-1][1] += "\n" + line
    return result


def instant(text, form): return datetime.datetime.strptime(text, form)


def ordered(path, moments):
    for a, b in zip(moments, moments[1:]):
        if b < a: bad(f"{path} goes back in time", f"{a} then {b}")


def whole_logs(*paths): return not any(OLDEST.get(f"var/log/cloudify/{path}") for path in paths)


def begins(text): return text.split("\n", 1)[0]


# --- the REST service's log: requests, answers and what they say of one another
REST = re.compile(r"(\d\d/\d\d/\d{4} \d\d:\d\d:\d\d) \[(\w+)\] \[manager-rest\] ")
rest = records(generations("rest/cloudify-rest-service.log"), REST)
ordered("rest", [instant(m[1], "%d/%m/%Y %H:%M:%S") for m, _ in rest])
requests, answers, objections = [], [], []
for m, text in rest:
    asked = re.fullmatch(REST.pattern + r"\nRequest \((\d{15})\):\n\tpath: (.*)\n\thttp method: (\w+)\n\tjson data: (.*)\n"
                         r"\tquery string data: (.*)\n\tform data: (.*)\n\theaders: \n((?:\t\t[\w-]+: .*\n)+)", text)
    told = re.fullmatch(REST.pattern + r"\nResponse \((\d{15})\):\n\tstatus: (\d+) ([A-Z ]+)\n\theaders: \n((?:\t\t[\w-]+: .*\n)+)", text)
    if asked:
        headers = dict(line.strip().split(": ", 1) for line in asked[9].splitlines())
        body, query = ast.literal_eval(asked[6]), ast.literal_eval(asked[7])
        requests.append((m[1], asked[4], asked[5], body, query, headers))
        if "Content-Length" in headers and int(headers["Content-Length"]) != (len(json.dumps(body)) if body is not None else 0):
            bad("a request's length is that of its body", text)
        if (asked[5] == "GET") == ("Content-Length" in headers): bad("only what changes something has a length", text)
        if list(query) and any(type(v) is not list for v in query.values()): bad("queries are lists", text)
    elif told:
        headers = dict(line.strip().split(": ", 1) for line in told[6].splitlines())
        answers.append((m[1], int(told[4]), int(headers["Content-Length"])))
        if (told[4] == "401") != ("WWW-Authenticate" in headers): bad("401 asks for a password", text)
    elif re.match(REST.pattern + r"\n", text): bad("a request or answer has its shape", text)
    elif m[2] == "INFO" and re.match(REST.pattern + r"[A-Z]\w+: ", text): objections.append(text)

objected = sum(400 <= status < 500 for _, status, _ in answers)
if abs(len(objections) - objected) > 1: bad("who is turned down is told why", f"{len(objections)} reasons, {objected} answers of 4xx")

# --- access logs: gunicorn's and nginx's tell of the same calls
GUNICORN = re.compile(r'(\S+) - - \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d)\] "([A-Z]+) (\S+) (HTTP/1\.[01])" (\d{3}) (\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"$')
NGINX = re.compile(r'(\S+) - (.*?) \[(\S+) ([+-]\d{4})\] "([A-Z]+) (\S+) (HTTP/1\.[01])" (\d{3}) (\d+) "([^"]*)" "([^"]*)"$')


def access(path, pattern):
    found = []
    for line in generations(path).split("\n")[:-1]:
        m = pattern.match(line)
        if m: found.append(m)
        else: bad(f"a line of {path} has its shape", line)
    return found


gunicorn = access("rest/gunicorn-access.log", GUNICORN)
ordered("gunicorn-access", [instant(m[2], "%d/%b/%Y:%H:%M:%S") for m in gunicorn])
outside, inside = access("nginx/cloudify.access.log", NGINX), access("nginx/cloudify-internal.access.log", NGINX)
served = access("nginx/cloudify-files.log", NGINX)
for name, lines in [("cloudify.access", outside), ("cloudify-internal.access", inside), ("cloudify-files", served)]:
    ordered(name, [instant(m[3], "%d/%b/%Y:%H:%M:%S") for m in lines])
REST_LOG, GUNICORN_LOG, OUTSIDE_LOG = "rest/cloudify-rest-service.log", "rest/gunicorn-access.log", "nginx/cloudify.access.log"
INSIDE_LOG, AUDIT_LOG = "nginx/cloudify-internal.access.log", "rest/rest-security-audit.log"
if whole_logs(REST_LOG, GUNICORN_LOG) and len(answers) != len(gunicorn): bad("a line of gunicorn for each answer", f"{len(answers)} and {len(gunicorn)}")
if whole_logs(REST_LOG, GUNICORN_LOG) and Counter((s, str(n)) for _, s, n in answers) != Counter((int(m[6]), m[7]) for m in gunicorn): bad("answers and gunicorn agree", "")
proxied = [m for m in outside + inside if m[8] not in ("502", "504")]
left = Counter((m[5], m[6], m[8], m[9], m[1], m[11]) for m in proxied)
left.subtract(Counter((m[3], m[4], m[6], m[7], m[1], m[9]) for m in gunicorn))
for key, n in left.items():
    if n and whole_logs(GUNICORN_LOG, OUTSIDE_LOG, INSIDE_LOG): bad("nginx and gunicorn tell of the same calls", f"{key} {n}")
for m in gunicorn:
    if m[5] != "HTTP/1.0": bad("nginx asks with HTTP/1.0", m[0])
if any(m[2] != "-" for m in inside): bad("nobody logs in inside", "")

orphans = len(answers) - len(requests)
turned = sum(s == 503 for _, s, _ in answers)
hung = sum(m[8] in ("502", "504") for m in outside)
if whole_logs(REST_LOG, OUTSIDE_LOG) and orphans != turned - hung: bad("an answer without a request is a 503", f"{orphans} of {turned}, {hung} hung")
for when, path, method, body, query, headers in requests:
    external = headers["X-Server-Port"] == "80"
    if "Authorization" in headers and not external: bad("inside there is no password", path)

# --- the audit log tells of each call from outside
AUDIT = re.compile(r"(\d\d/\d\d/\d{4} \d\d:\d\d:\d\d) \[(\w+)\] \[flask-securest\] ")
audit = records(generations("rest/rest-security-audit.log"), AUDIT)
ordered("audit", [instant(m[1], "%d/%m/%Y %H:%M:%S") for m, _ in audit])
allowed, known, refused, forbidden, roles = Counter(), Counter(), Counter(), Counter(), 0
for m, text in audit:
    a = re.match(AUDIT.pattern + r'user "(.*)" is authorized to call (\w+) on (\S+)$', text)
    b = re.match(AUDIT.pattern + r'user "(.*)" authenticated successfully from host \[(\S+)\], authentication provider: (password|token)$', text)
    c = re.match(AUDIT.pattern + r'User unauthorized; user tried to login from host \[(\S+)\];\nall authentication methods failed:\n'
                 r'password authenticator: .*"(.*)".*\ntoken authenticator: .+$', text)
    d = re.match(AUDIT.pattern + r'User (\S+) is not authorized to call (\w+) on (\S+)$', text)
    if a: allowed[a[3], a[4], a[5]] += 1
    elif b: known[b[3]] += 1
    elif c: refused[c[4]] += 1
    elif d: forbidden[d[3]] += 1
    elif text.endswith("Loading of roles configuration ended successfully"): roles += 1
    else: bad("a record of the audit log has its shape", text)
if whole_logs(AUDIT_LOG) and sum(known.values()) != sum(allowed.values()) + sum(forbidden.values()): bad("who is known is let in or not", "")
if whole_logs(AUDIT_LOG, OUTSIDE_LOG) and sum(refused.values()) + sum(forbidden.values()) != sum(m[8] == "401" for m in outside): bad("401 for each refusal", "")
calls = Counter()
for when, path, method, body, query, headers in requests:
    if headers["X-Server-Port"] != "80": continue
    if "Authorization" in headers:
        calls[base64.b64decode(headers["Authorization"].split()[1]).decode().split(":")[0], method, path] += 1
    elif "Authentication-Token" in headers:
        payload = headers["Authentication-Token"].split(".")[1]
        calls[json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["username"], method, path] += 1
for key, n in allowed.items():
    if whole_logs(REST_LOG) and calls[key] < n: bad("a request for each that is let in", f"{key} {n} {calls[key]}")
if whole_logs(REST_LOG, AUDIT_LOG) and sum(refused.values()) + sum(forbidden.values()) != sum(calls.values()) - sum(allowed.values()):
    bad("every call from outside is let in or refused", f"{sum(calls.values())} calls")

# --- gunicorn's own log: who exits has booted
GENERAL = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \[(\d+)\] \[(\w+)\] (.*)")
alive, boots, started = set(), 0, False
for m, text in records(generations("rest/gunicorn.log"), GENERAL):
    if m[4].startswith("Starting gunicorn"): alive, started = set(), True
    elif m[4] == f"Booting worker with pid: {m[2]}": alive.add(m[2]); boots += 1
    elif m[4] == f"Worker exiting (pid: {m[2]})":
        if started and m[2] not in alive: bad("a worker that exits has booted", text)
        alive.discard(m[2])
    elif m[4].startswith("WORKER TIMEOUT") and m[3] != "CRITICAL": bad("a timeout is critical", text)
if abs(boots - roles) > 1: bad("each worker that boots reads the roles", f"{boots} {roles}")

# --- celery: a task is received once and ends once
CELERY = re.compile(r"\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}): (\w+)/(MainProcess|Worker-\d+)\] ")
celery = records(generations("mgmtworker/cloudify.management_worker.log"), CELERY)
ordered("celery", [instant(m[1], "%Y-%m-%d %H:%M:%S,%f") for m, _ in celery])
received, accepted, ended, raised = {}, {}, {}, {}
for m, text in celery:
    t = instant(m[1], "%Y-%m-%d %H:%M:%S,%f")
    for pattern, place in [(rf"Received task: cloudify\.dispatch\.dispatch\[({UUID})\]$", received),
                           (rf"Task accepted: cloudify\.dispatch\.dispatch\[({UUID})\] pid:\d+$", accepted)]:
        found = re.match(CELERY.pattern + pattern, text)
        if found:
            if found[4] in place: bad("a task comes once", text)
            place[found[4]] = t
    found = re.match(CELERY.pattern + rf"Task cloudify\.dispatch\.dispatch\[({UUID})\] (succeeded in ([\d.e-]+)s: .*|raised unexpected: (\w+)\(.*)", text)
    if found:
        if found[4] in ended: bad("a task ends once", text)
        ended[found[4]] = t
        if found[6] and found[4] in received:
            if abs((t - received[found[4]]).total_seconds() - float(found[6])) > 0.25: bad("a task takes what it says", text)
            if found[6].endswith("0") and not found[6].endswith(".0"): bad("a float shows no zeros at its end", text)
        if found[7]:
            raised[found[4]] = t
            if m[2] != "ERROR": bad("what raises is an error", text)
            last = text.split("\n")
            if not any(line.startswith(f"{found[7]}: ") for line in last): bad("the traceback ends with what is raised", text)
        if found[5].endswith("s: u'execution_cancelled'"):
            asked = [b for _, p, v, b, _, _ in requests if (v, p) == ("POST", f"/api/v2.1/executions/{found[4]}")]
            if asked != [{"action": "cancel"}] and whole_logs(REST_LOG): bad("who is cancelled was asked to", f"{text} {asked}")
whole = [task for task in received if task in ended]
for task in whole:
    if not received[task] <= accepted.get(task, received[task]) <= ended[task]: bad("a task is received, accepted, and ends", task)

# --- deployments' logs
LOG = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) \[(\w+)\] ")
internal = Counter((m[5], m[6], m[8], m[9]) for m in inside)
UP = "uninitialized initializing creating created configuring configured starting started".split()
DOWN = "started stopping stopped deleting deleted".split()
lines_of_logs = steps_back = callbacks = 0
seen_executions, seen_tasks, seen_instances = set(), set(), set()
for name in sorted({re.sub(r"(\.log)(\.\d+(\.gz)?)?$", r"\1", os.path.basename(p)) for p in glob.glob(f"{ROOT}/mgmtworker/logs/*.log*")}):
    found = records(generations(f"mgmtworker/logs/{name}"), LOG)
    moments = [instant(m[1], "%Y-%m-%d %H:%M:%S,%f") for m, _ in found]
    for a, b in zip(moments, moments[1:]):
        lines_of_logs += 1
        if b < a:
            steps_back += 1
            if (a - b).total_seconds() > 0.3: bad("a deployment's log goes back by 0.3 s at most", f"{name} {a} {b}")
    version, state, started_at, deleted_at, needs, asked = {}, {}, {}, {}, defaultdict(set), {}
    waiting = defaultdict(list)
    for (m, text), t in zip(found, moments):
        body = text[m.end():]
        call = re.match(r'Sending request: (\w+) http://[\d.]+:8101(/\S+?)(?:; body: (.*))?$', body)
        if call:
            waiting[call[1], call[2]].append(json.loads(call[3]) if call[3] else None)
            internal_id = re.match(rf"/api/v2\.1/executions/({UUID})$", call[2])
            if internal_id: seen_executions.add(internal_id[1])
            continue
        told = re.match(r'"(\w+) (\S+) HTTP/1\.1" (\d{3}) (\d+)$', body)
        if told:
            if not internal[told[1], told[2], told[3], told[4]]: bad("each call of a task stands in nginx's log", body)
            if not waiting[told[1], told[2].split("?")[0]]: bad("an answer to a call", body)
            continue
        reply = re.match(r'reply:  "(\d+) ([A-Z ]+)" (\{.*\})$', body)
        if reply:
            data = json.loads(reply[3])
            if json.dumps(data) != reply[3] and json.dumps(data, ensure_ascii=False) != reply[3]: bad("replies are written as json.dumps does", body)
            if "node_id" not in data: continue
            # An answer about a node instance: to a GET or to a PATCH that waits.
            ident, path = data["id"], f"/api/v2.1/node-instances/{data['id']}"
            seen_instances.add(ident)
            if not re.fullmatch(r"[\w.-]+_[a-z0-9]{6}", ident): bad("the id of a node instance", ident)
            needs[ident] |= {r["target_id"] for r in data["relationships"]}
            patch = waiting["PATCH", path].pop(0) if waiting["PATCH", path] else None
            if patch is None:
                if waiting["GET", path]: waiting["GET", path].pop(0)
                if ident in version and data["version"] != version[ident]: bad("a version that is read is the last written", body)
                version[ident] = data["version"]
                state.setdefault(ident, data["state"])
                continue
            if patch["version"] + 1 != data["version"]: bad("a version grows by one", body)
            if ident in version and patch["version"] != version[ident]: bad("what is written has the version that was read", body)
            version[ident] = data["version"]
            was, now = state.get(ident), data["state"]
            if was != now:
                order = UP if now in UP[1:] and was in UP else DOWN
                if was in order and now in order and order.index(now) != order.index(was) + 1: bad("states come in their order", f"{ident} {was} {now}")
            state[ident] = now
            if now == "started": started_at[ident] = t
            if now == "initializing":
                deleted_at.pop(ident, None)
                for need in needs[ident]:
                    if state.get(need, "started") != "started": bad("what a node needs stands before it", f"{name} {ident} {need} {state.get(need)}")
            if now == "stopping":
                for other, wants in needs.items():
                    if ident in wants and state.get(other, "deleted") != "deleted": bad("what needs a node goes before it", f"{name} {ident} {other} {state[other]}")
            continue
        task = re.match(rf"Task ([\w.]+)\[({UUID})\] raised:\nTraceback \(most recent call last\):\n(?:  .*\n)+(\w+)(: (?:.|\n)*)?\n$", body)
        if task:
            seen_tasks.add(task[2])
            if m[2] != "ERROR": bad("what raises is an error", body)
            if task[2] not in raised:
                if task[2] in received: bad("what raises in a deployment's log raises in celery's", body)
            elif not 0.049 <= (raised[task[2]] - t).total_seconds() <= 0.095: bad("celery tells 50 to 90 ms later", f"{body[:90]} {raised[task[2]] - t}")
        elif begins(body).startswith("Task ") and "raised:" in begins(body): bad("a record of a task that raised has its shape", text)
    # callbacks of pika: what is removed was added
    added = Counter()
    for m, text in found:
        entry = re.match(r"(Added: |Removing callback #0: )(\{'callback': .*\}), 'calls': \d+\}$|(Added: |Removing callback #0: )(\{.*\})$", text[m.end():])
        if not entry: continue
        verb = (entry[1] or entry[3]).split()[0]
        what = re.sub(r", 'calls': \d+\}?$", "", entry[2] or entry[4])
        added[what] += 1 if verb == "Added:" else -1
    if whole_logs(f"mgmtworker/logs/{name}"):
        callbacks += len(added)
        for what, n in added.items():
            if n < 0: bad("a callback that is removed was added", f"{name}: {n} {what}")
if steps_back > 0.02 * max(lines_of_logs, 1): bad("few lines step back", f"{steps_back} of {lines_of_logs}")

# --- ids through all files
paths = {m[4].split("?")[0] for m in gunicorn}
for execution in seen_executions:
    if f"/api/v2.1/executions/{execution}" not in paths: bad("an execution of a log is one of the service", execution)
for ident in seen_instances:
    if f"/api/v2.1/node-instances/{ident}" not in paths: bad("a node instance of a log is one of the service", ident)

# --- what is rotated and packed
packed = [p for p in os.listdir(TREE) if p.endswith(".tar.gz")]
if len(packed) != 1 or not re.fullmatch(r"cloudify-manager-logs_\d{8}T\d{6}_[\d.]+\.tar\.gz", packed[0]): bad("one archive of all logs", str(packed))
else:
    with tarfile.open(f"{TREE}/{packed[0]}") as archive:
        members = {m.name: archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}
        if any(not m.name.startswith("cloudify") for m in archive.getmembers()): bad("members lie under cloudify/", "")
    there = {}
    for folder, _, names in os.walk(ROOT):
        for n in names:
            p = os.path.join(folder, n)
            there["cloudify/" + os.path.relpath(p, ROOT)] = open(p, "rb").read()
    if set(members) - {"cloudify/journalctl.log"} != set(there): bad("the archive holds what lies there", str(set(members) ^ set(there))[:300])
    else:
        for n, data in there.items():
            if members[n] != data: bad("a member is its file", n)

findings.need(requests=requests, answers=answers, calls_of_gunicorn=gunicorn, calls_from_outside=outside, calls_from_inside=inside, files_served=served,
              allowed=allowed, known=known, tasks=whole, lines_of_deployments=lines_of_logs, callbacks=callbacks, executions=seen_executions, node_instances=seen_instances)
for log in (REST_LOG, GUNICORN_LOG, OUTSIDE_LOG, INSIDE_LOG, AUDIT_LOG):
    if not whole_logs(log): findings.exempt(f"sums of {os.path.basename(log)}, whose first records are gone")
findings.finish(f"{len(requests)} requests, {len(answers)} answers, {len(gunicorn)} access lines, {len(whole)} whole tasks, "
      f"{len(raised)} raised, {len(seen_executions)} executions, {len(seen_instances)} node instances, {sum(refused.values())} failed logins")
