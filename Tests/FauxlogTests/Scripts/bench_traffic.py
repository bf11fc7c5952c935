"""Requests of a bench: nginx, frappe.web, monitor, web.log and gunicorn tell of the same ones (sheet 2.3, 4.2, 4.3, 4.11, 5)."""
import ast, datetime, re
from collections import defaultdict
from urllib.parse import unquote

from bench_tree import instant
from findings import bad, exempt

WEB = re.compile(r"(\S+ \S+) INFO frappe\.web (\{.*\})")
WEB_KEYS = {"v13": "site remote_addr base_url full_path method scheme http_status_code",
            "v15": "site remote_addr pid user base_url full_path method scheme http_status_code"}
STATIC = ("/assets", "/socket.io")
EDGE = {400, 413, 499, 502, 504}                  # nginx answers by itself, or gunicorn's worker was gone
ERROR = re.compile(r"(\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(\w+)\] (\d+)#(\d+): (?:\*(\d+) )?(.*)")
SECOND = datetime.timedelta(seconds=1)


def web_lines(tree):
    """What the sites' frappe.web.log say, by site: (time, dict)."""
    found = {}
    for site in tree.sites:
        found[site] = []
        for line in tree.text(f"sites/{site}/logs/frappe.web.log").split("\n")[:-1]:
            parts = WEB.fullmatch(line)
            if not parts:
                if not re.match(r"\S+ \S+ (ERROR|WARNING|CRITICAL) frappe\.web ", line): bad("shape of a line of frappe.web.log", line)
                continue
            data = ast.literal_eval(parts[2])
            if " ".join(data) != WEB_KEYS.get(tree.version, WEB_KEYS["v13"]): bad("keys of frappe.web.log in order", line)
            if data["site"] != site: bad("a site's own requests", line)
            if "?" not in data["full_path"]: bad("full_path has its question mark", line)
            if data["base_url"].split("/", 3)[2] != site: bad("base_url is of the site", line)
            if unquote(data["base_url"].split("/", 3)[3]) != unquote(data["full_path"].split("?")[0])[1:]: bad("base_url and full_path", line)
            if data["remote_addr"] != "127.0.0.1": bad("remote_addr is the proxy's", line)
            if data["http_status_code"] != "NOTFOUND" and type(data["http_status_code"]) is not int: bad("http_status_code", line)
            found[site].append((instant(parts[1]), data))
        if tree.is_racing: found[site].sort(key=lambda pair: pair[0])
    return found


def transactions(tree):
    """The monitor's requests: end in local time, data."""
    local = tree.local
    return sorted(((instant(d["timestamp"]) + local + datetime.timedelta(microseconds=d["duration"]), d)
                   for _, _, d in tree.monitor() if d["transaction_type"] == "request"), key=lambda pair: pair[0])


def check_web_and_monitor(tree, web, monitored):
    """Each line of frappe.web.log comes when a request of the monitor ends, and says the same of it."""
    by_key = defaultdict(list)
    for end, data in monitored:
        request = data["request"]
        by_key[data["site"], request["method"], unquote(request["path"])].append((end, request))
    last = monitored[-1][0] if monitored else None
    joined = missing = 0
    for site, lines in web.items():
        begun = {}
        for when, data in lines:
            key = (site, data["method"], unquote(data["full_path"].split("?")[0]))
            candidates, k = by_key[key], begun.get(key, 0)
            while k < len(candidates) and candidates[k][0] < when - datetime.timedelta(milliseconds=5): k += 1
            near = [j for j in range(k, min(k + 8, len(candidates))) if abs((candidates[j][0] - when).total_seconds()) <= 0.003]
            begun[key] = k
            if not near:
                if last and when < last - 300 * SECOND: missing += 1; bad("a request of frappe.web.log is in the monitor", f"{when} {data}")
                continue
            status = data["http_status_code"]
            fits = [j for j in near if status in ("NOTFOUND", candidates[j][1]["status_code"])]
            if not fits: bad("status of a request in frappe.web.log and the monitor", f"{data} {candidates[near[0]]}"); continue
            request = candidates[fits[0]][1]
            if status == "NOTFOUND" and (request["status_code"] != 500 or "response_length" in request): bad("a request without a response", f"{data} {request}")
            candidates.pop(fits[0])
            joined += 1
    # and the other way round, while the site's files reach back; processes that roll for themselves lose some
    for site, lines in web.items():
        racing = sum(len(text) < 50_000 for n, _, text in tree.parts(f"sites/{site}/logs/frappe.web.log") if n)
        lost = 0
        if not lines: continue
        first, end = lines[0][0], lines[-1][0]
        for (s, method, path), left in by_key.items():
            for when, request in left:
                if s != site or not first + SECOND < when < end - SECOND: continue
                lost += 1
                if not tree.is_racing and (not racing or lost > 0.1 * len(lines)): bad("a request of the monitor is in frappe.web.log", f"{site} {when} {request}")
    return joined


def check_nginx_and_monitor(tree, monitored):
    """Each request that reached gunicorn is in both, with its client, status and bytes."""
    access = [a for a in tree.access() if a.method and not a.path.startswith(STATIC)
              and not (a.path.startswith(("/files/", "/.well-known/")) and a.status < 400)]      # nginx asks gunicorn for files it has not
    if not access or not monitored: return 0
    waiting = defaultdict(list)
    # The monitor has no address of what frappe answers before it looks, which is OPTIONS.
    for a in access: waiting[a.method, unquote(a.path.split("?")[0]), None if a.method == "OPTIONS" else a.client].append(a)
    first, joined = access[0].time, 0
    for end, data in monitored:
        request = data["request"]
        found = waiting[request["method"], unquote(request["path"]), request["ip"]]
        second = end.replace(microsecond=0)
        fitting = None
        for k, a in enumerate(found):
            if a.time > second + 2 * SECOND: break
            if not second - SECOND <= a.time: continue
            if "response_length" not in request: fits = a.status in (403, 404, 405, 500)
            else: fits = a.status == request["status_code"] and (a.bytes == request["response_length"] or request["method"] == "HEAD" or a.status == 304)
            if fits: fitting = k; break
        if fitting is None:
            if request["ip"] != "127.0.0.1" and end > first + 2 * SECOND and end < access[-1].time: bad("a request of the monitor is in nginx/access.log", f"{end} {data}")
            continue
        del found[fitting]
        joined += 1
    last = monitored[-1][0] - 300 * SECOND
    # What nginx cannot keep, as on a full disk, it answers by itself.
    alone = {(client, request) for client, request in re.findall(
        r'No space left on device\).*?, client: (\S+), .*?request: "([^"]*)"', "".join(map(tree.text, tree.nginx("error"))))}
    for left in waiting.values():
        for a in left:
            if a.time < last and a.status not in EDGE and (a.client, a.line.split('"')[1]) not in alone: bad("a request of nginx is in the monitor", a.line)
    return joined


def check_nginx_order(tree):
    number = 0
    for path in tree.nginx("access"):
        last = None
        for a in tree.access_of(path):
            if last and a.time < last: bad("an access log goes back in time", f"{path}: {a.line}")
            last = a.time
    for a in tree.access():
        if a.referer.startswith("http://") and tree.sites and not any(a.referer.startswith(f"http://{s}") for s in tree.sites) and a.path.startswith("/api/"):
            bad("the referer of a call is one of the sites", a.line)
        number += 1
    return number


def check_nginx_errors(tree):
    """Each error has its access line: refused 502, timed out 504, too large 413, no such file 404."""
    by_client = defaultdict(list)
    for a in tree.access(): by_client[a.client].append(a)
    first = min((lines[0].time for lines in by_client.values()), default=None)
    for path in tree.nginx("error"): check_errors_of(tree, path, by_client, first)


def check_errors_of(tree, path, by_client, first):
    connection, last = 0, ""
    for line in tree.text(path).split("\n")[:-1]:
        found = ERROR.fullmatch(line)
        if not found: bad("shape of a line of nginx' error log", line); continue
        stamp, level, pid, tid, number, message = found.groups()
        if stamp < last: bad("an error log goes back in time", f"{path}: {line}")
        last = stamp
        if number:
            if pid != tid: bad("a worker of nginx has one thread", line)
            if int(number) < connection - 200: bad("connections of nginx are counted up", line)
            connection = max(connection, int(number))
        told = re.search(r'client: (\S+), server: (\S+), request: "([^"]*)"', message)
        if not told: continue
        wanted = (502 if "Connection refused" in message or "prematurely closed" in message else 504 if "timed out" in message
                  else 413 if "too large body" in message else 404 if "No such file" in message else None)
        if tree.sites and told[2] not in tree.sites and told[2] not in ("_", "localhost"): bad("server of an error is a site", line)
        if wanted is None: continue
        when = datetime.datetime.strptime(stamp, "%Y/%m/%d %H:%M:%S")
        near = [a for a in by_client[told[1]] if abs((a.time - when).total_seconds()) <= 2 and f'"{told[3]}"' in a.line]
        if first and when > first + 2 * SECOND and not any(a.status == wanted for a in near):
            bad("an error of nginx has its access line", f"{wanted}: {line} {[a.line for a in near][:1]}")
        upstream = re.search(r'upstream: "http://127\.0\.0\.1:(\d+)(/[^"]*)"', message)
        if upstream and (upstream[1] == "9000") != upstream[2].startswith("/socket.io"): bad("socket.io is on 9000, the rest on 8000", line)


def check_login_failures(tree):
    """A login that fails: 401 at nginx, AuthenticationError in web.log; and no snapshot."""
    refused = sum(a.status == 401 and a.path.startswith("/api/method/login") for a in tree.access())
    printed = len(re.findall(r"^frappe\.exceptions\.AuthenticationError$", tree.text("logs/web.log"), re.M))
    # Those at the window's ends, and what is refused otherwise in the same words.
    if not 0.97 * refused - 3 <= printed <= 1.05 * refused + 3: bad("as many AuthenticationErrors as logins refused", f"{printed} {refused}")


def check_worker_timeouts(tree):
    """CRITICAL WORKER TIMEOUT: the client had 502 or 504, the worker goes, another boots."""
    text = tree.text("logs/web.error.log")
    lost = [a.time for a in tree.access() if a.status in (502, 504)]
    rows = re.findall(r"^\[(\S+ \S+) [+-]\d{4}\] \[(\d+)\] \[(\w+)\] (.*)$", text, re.M)
    first = min((a.time for a in tree.access()), default=None)
    for k, (stamp, _, level, message) in enumerate(rows):
        found = re.fullmatch(r"WORKER TIMEOUT \(pid:(\d+)\)", message)
        if not found: continue
        when = datetime.datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S")
        if level != "CRITICAL": bad("a worker's timeout is CRITICAL", message)
        later = [r for r in rows[k + 1:k + 40] if abs((datetime.datetime.strptime(r[0], "%Y-%m-%d %H:%M:%S") - when).total_seconds()) <= 3]
        if not any(m == f"Worker exiting (pid: {found[1]})" or f"pid {found[1]} was terminated" in m for _, _, _, m in later): bad("a worker that hung exits", f"{stamp} {message}")
        if not any(m.startswith("Booting worker") for _, _, _, m in later): bad("another worker boots", f"{stamp} {message}")
        if first and when > first and not any(abs((t - when).total_seconds()) <= 3 for t in lost): bad("a worker's timeout is a 502 or 504 at nginx", f"{stamp} {message}")
    if re.search(r'"(GET|POST|PUT|HEAD) /\S* HTTP/1\.[01]" \d{3} ', text + tree.text("logs/web.log")): bad("web.log and web.error.log have no access lines")


def check(tree):
    web, monitored = web_lines(tree), transactions(tree)
    joined = check_web_and_monitor(tree, web, monitored)
    if any(web.values()) and monitored and not joined: bad("requests are in frappe.web.log and the monitor", "none")
    both = check_nginx_and_monitor(tree, monitored)
    lines = check_nginx_order(tree)
    if lines and monitored and not both: bad("requests are in nginx' log and the monitor", "none")
    if tree.is_honcho: exempt("nginx of a developer's bench, which has none")
    if tree.version in ("v14", "v15"): exempt(f"frappe.web.log of {tree.version}, which keeps errors only")
    if tree.version == "v12": exempt("frappe.web.log of v12, which has none")
    check_nginx_errors(tree)
    check_login_failures(tree)
    check_worker_timeouts(tree)
    return f"{lines} access lines, {joined} requests in frappe.web.log and monitor, {both} in nginx and monitor"
