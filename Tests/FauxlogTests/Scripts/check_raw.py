#!/usr/bin/env python3
"""Counts in the raw files of a tree, as grep and jq would, and compares with the totals in its golden files.

usage: check_raw.py TREE GOLDEN
Knows of each system which expression finds a level, a status or an event; nothing is read of the golden files but
the totals. Exits 0, or prints the faults and exits 1."""
import gzip, json, os, re, sys
from collections import Counter

import findings
from findings import bad

LOGGED = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} "
ACCESS = r'^\S+ - .+? \[[^]]+\] "(?:[^"\\]|\\.)*" (\d{3}) '
NGINX_ERROR = r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[(\w+)\] \d+#\d+: "

# Of each system: logs (without what rotation adds to their names), where a level or a status stands in them.
LEVELS = {
    "frappe-bench": [
        # A message's second line may look like a record, so that the logger has to be the file's.
        (r"(?:sites/[^/]+/)?logs/(?:frappe|frappe\.web|scheduler|library|database|ipython|pdf)\.log", LOGGED + r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) {module} "),
        (r"logs/frappe\.log", r"^\[(DEBUG|INFO|WARNING|ERROR|CRITICAL)\] \d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \| /\S+\.py:$"),       # v12
        (r"logs/bench\.log", LOGGED + r"(DEBUG|LOG|INFO|WARNING|ERROR) "),
        (r"supervisor/supervisord\.log", LOGGED + r"(CRIT|ERRO|WARN|INFO|DEBG) "),
        (r"logs/web\.error\.log", r"^\[[^]]+\] \[\d+\] \[(\w+)\] "),
        (r"logs/redis-\w+\.log", r"^\d+:[XCSM] \d\d \w{3} \d{4} [\d:.]+ ([.*#-]) "),
        (r"nginx/(?:.*_)?error\.log", NGINX_ERROR)],
    "flat-server": [(r"flat\.stderr\.log", r"^\[[^]]+\] (?:\[\w+:(?=\w+\])|(?=NOTICE|WARNING))(\w+)")],
    "cloudify-manager": [
        (r".*/mgmtworker/cloudify\.management_worker\.log", r"^\[\S+ \S+: (\w+)/(?:MainProcess|Worker-\d+)\] "),
        (r".*/mgmtworker/logs/.*\.log", r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[(\w+)\] "),
        (r".*/rest/(?:cloudify-rest-service|rest-security-audit)\.log", r"^\d\d/\d\d/\d{4} \d\d:\d\d:\d\d \[(\w+)\] \["),
        (r".*/rest/gunicorn\.log", r"^\S+ \S+ \[\d+\] \[(\w+)\] "),
        (r".*/nginx/.*error\.log", NGINX_ERROR)],
    "prosody-server": [
        # syslog shows no level; a column pads the source instead of a tab.
        (r"(?!.*syslog).*\.(?:log|err)", r"^(?:[^\t]*? |)(?:[^\t ]+)(?:\t| +)(debug|info|warn|error)\t")],
    "4d-server": [],
}
STATUSES = {
    "frappe-bench": [(r"nginx/(?:.*_)?access\.log", ACCESS), (r"supervisor/supervisord\.log", LOGGED + r"\w+ (?:stopped|exited): \S+ \(exit status (-?\d+)"),
                     (r"logs/worker\.log", r"[Ww]ork-horse terminated unexpectedly; waitpid returned (\d+)"),
                     (r"bench-start\.console\.txt", r'^[\d:]+ web\.1 +\| \S+ - - \[[^]]+\] "[^"]*" (\d{3}) -')],
    "flat-server": [(r"flat\.stderr\.log", r'^\{"timestamp":"[^"]+","type":"flat_(?:access|request)",.*?"status":(\d+),'), (r"unique-ids\.log", r'" (\d{3})$')],
    "cloudify-manager": [
        (r".*/nginx/.*(?:access|files)\.log", ACCESS), (r".*/rest/gunicorn-access\.log", ACCESS),
        (r".*/rest/cloudify-rest-service\.log", r"^\tstatus: (\d+) [A-Z ]+$"),
        (r".*/mgmtworker/logs/.*\.log", r'^\S+ \S+ \[DEBUG\] (?:"\w+ \S+ HTTP/1\.1" |reply:  ")(\d{3})\b')],
    "prosody-server": [], "4d-server": [],
}
# Events that one expression finds, and the logs they stand in.
EVENTS = {
    "frappe-bench": {
        "frappe.worker/job-ok": (r"logs/worker\.log", r"\w+: Job OK \("), "frappe.worker/result-kept": (r"logs/worker\.log", r"Result is kept for \d+ seconds$"),
        "frappe.log/exception": (r".*logs/frappe\.log", r"New Exception collected (?:with|in) "), "frappe.scheduler/completed": (r".*logs/scheduler\.log", r"Scheduled Job Complete: "),
        "frappe.supervisord/spawned": (r"supervisor/.*", r"INFO spawned: '"), "redis.log/save-started": (r"logs/redis.*", r"Background saving started by pid"),
        "frappe.monitor/job": (r"logs/monitor.*", r'"transaction_type": ?"job"'), "frappe.backup/completed": (r"logs/backup\.log", r"^Backup for Site \S+ has been successfully completed")},
    "flat-server": {f"flat.stderr/{kind}": (r"flat\.stderr\.log", rf'^\{{"timestamp":"[^"]+","type":"flat_{kind}"') for kind in ("alert", "request")},
    "cloudify-manager": {
        "cloudify.celery/received": (r".*management_worker\.log", r"\] Received task: "), "cloudify.celery/accepted": (r".*management_worker\.log", r"\] Task accepted: "),
        "cloudify.audit/refused": (r".*audit\.log", r"\] User unauthorized; "), "cloudify.audit/authenticated": (r".*audit\.log", r" authenticated successfully from host ")},
    "prosody-server": {
        "prosody.log/authenticated": (r".*", r"(?:\t|: )Authenticated as "), "prosody.log/client-connected": (r".*", r"(?:\t|: )Client connected$")},
    "4d-server": {
        "4d.mail/connecting": (r"Logs/4D\w+Log_\d+\.txt", r"\tConnecting to "), "4d.mail/server": (r"Logs/4D\w+Log_\d+\.txt", r"^\d+\t\S+\t\d+\t\d+\tS < "),
        "4d.mail/client": (r"Logs/4D\w+Log_\d+\.txt", r"^\d+\t\S+\t\d+\t\d+\tC > ")},
}


def texts(tree, entries):
    """(log, text) of each file that has records."""
    for entry in entries:
        if "format" not in entry: continue
        with (gzip.open if entry["path"].endswith(".gz") else open)(f"{tree}/{entry['path']}", "rb") as file:
            yield entry["log"], file.read().decode("utf-8")


def count(patterns, log, text):
    """What the expressions of a log find in its text."""
    for path, pattern in patterns:
        if not re.fullmatch(path, log): continue
        pattern = pattern.replace("{module}", re.escape(os.path.basename(log).removesuffix(".log")))
        yield from (found[1] if found.re.groups else "" for found in re.finditer(pattern, text, re.M))


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    tree, golden = sys.argv[1:]
    with open(f"{golden}/manifest.json", encoding="utf-8") as file: manifest = json.load(file)
    with open(f"{golden}/totals.json", encoding="utf-8") as file: totals = json.load(file)
    system = manifest["tree"]
    if system not in LEVELS: sys.exit(f"nothing is known of {system}")
    levels, statuses, events, size = Counter(), Counter(), Counter(), 0
    for log, text in texts(tree, manifest["files"]):
        size += len(text.encode())
        levels.update(count(LEVELS[system], log, text))
        statuses.update(count(STATUSES[system], log, text))
        for event, pattern in EVENTS[system].items(): events[event] += sum(1 for _ in count([pattern], log, text))
    if size != totals["bytes"]: bad("bytes", f"{size}, totals {totals['bytes']}")
    for what, found in (("levels", levels), ("statuses", statuses)):
        if dict(found) != totals[what]: bad(what, f"{ {k: (found[k], totals[what].get(k, 0)) for k in found.keys() | totals[what].keys() if found[k] != totals[what].get(k, 0)} } (found, totals)")
    for event, number in events.items():
        if number != totals["events"].get(event, 0): bad("events", f"{event}: {number}, totals {totals['events'].get(event, 0)}")
    findings.need(events=sum(events.values()))
    findings.finish(f"{sum(levels.values())} levels, {sum(statuses.values())} statuses, {sum(events.values())} events")


if __name__ == "__main__": main()
