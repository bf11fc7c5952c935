#!/usr/bin/env python3
"""Reads redis' and supervisord's logs with readers written from what these programs say of themselves, and holds what
they read against the golden records.

usage: bench_daemons.py TREE GOLDEN
Exits 0, or prints the faults and exits 1.

redis (redis.conf, and its log's head "pid:role timestamp level message"): roles X sentinel, C child, S replica,
M master; levels . debug, - verbose, * notice, # warning. supervisord (the manual, "Logging" and "Subprocesses"):
levels CRIT ERRO WARN INFO DEBG TRAC BLAT; a program is STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED or
FATAL; it is RUNNING when it has stayed up for startsecs (1), waits a second more after each of startretries (3)
and is then FATAL."""
import datetime, json, os, re, sys
from collections import Counter

import findings
from bench_tree import Tree
from findings import bad

MONTHS = {name: k for k, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
ROLES, LEVELS = {"X": "sentinel", "C": "child", "S": "replica", "M": "master"}, {".": "debug", "-": "verbose", "*": "notice", "#": "warning"}
SUPERVISOR_LEVELS = {"CRIT", "ERRO", "WARN", "INFO", "DEBG", "TRAC", "BLAT"}
# Where a program may go from where it is; what the log tells is on the left of each.
GRAPH = {"spawned": {"STOPPED": "STARTING", "BACKOFF": "STARTING", "EXITED": "STARTING", "FATAL": "STARTING"},
         "success": {"STARTING": "RUNNING"},
         "exited": {"STARTING": "BACKOFF", "RUNNING": "EXITED"},
         "gave up": {"BACKOFF": "FATAL"},
         "waiting": {"STARTING": "STOPPING", "RUNNING": "STOPPING", "STOPPING": "STOPPING"},
         "stopped": {"STOPPING": "STOPPED", "RUNNING": "STOPPED", "STARTING": "STOPPED"}}


def redis_line(line):
    """(pid, role, time or None, level, message), or None."""
    head, _, rest = line.partition(" ")
    pid, _, role = head.partition(":")
    if not pid.isdigit(): return None
    if role == "signal-handler":
        found = re.fullmatch(r"\((\d+)\) (Received SIG\w+ scheduling shutdown\.\.\.|.*)", rest)
        return (int(pid), role, None, None, found[2]) if found else None
    if role not in ROLES: return None
    parts = rest.split(" ", 5)
    if len(parts) != 6 and not (len(parts) == 5 and rest.endswith(" ")): return None
    day, month, year, clock, level, message = (parts + [""])[:6]
    if len(day) != 2 or month not in MONTHS or level not in LEVELS: return None
    time = datetime.datetime.strptime(f"{year} {MONTHS[month]:02} {day} {clock}", "%Y %m %d %H:%M:%S.%f")
    if len(clock) != 12: return None
    return int(pid), ROLES[role], time, LEVELS[level], message


def records(golden, name):
    path = f"{golden}/records/{name}.ndjson"
    return [json.loads(line) for line in open(path)] if os.path.isfile(path) else []


def check_redis(tree, golden):
    count = 0
    for purpose in ("cache", "queue", "socketio"):
        for number, file, text in tree.parts(f"logs/redis-{purpose}.log"):
            lines, stated = text.split("\n")[:-1], records(golden, os.path.relpath(file, tree.folder))
            if len(lines) != len(stated): bad("as many lines of redis as golden records", f"{file} {len(lines)} {len(stated)}"); continue
            for line, record in zip(lines, stated):
                read = redis_line(line)
                count += 1
                if read is None: bad("a line of redis", f"{file}: {line}"); continue
                pid, role, time, level, message = read
                fields = record["fields"]
                if fields.get("pid") != pid: bad("pid of a redis line", f"{line} {fields}")
                if "role" in fields and role in ROLES.values() and ROLES.get(fields["role"], fields["role"]) != role: bad("role of a redis line", f"{line} {fields}")
                shown = datetime.datetime.fromisoformat(record["time"].rstrip("Z")[:26])
                if time and abs((time - tree.local - shown).total_seconds()) > 0.001: bad("time of a redis line", f"{line} {record['time']}")
                if level and record["level"] and record["level"] not in (level, *[k for k, v in LEVELS.items() if v == level]): bad("level of a redis line", f"{line} {record['level']}")
    return count


def check_supervisord(tree, golden):
    state, tries, since, count, events = {}, Counter(), {}, 0, Counter()
    for number, file, text in tree.parts("supervisor/supervisord.log"):
        lines, stated = text.split("\n")[:-1], records(golden, os.path.relpath(file, tree.folder))
        if len(lines) != len(stated): bad("as many lines of supervisord as golden records", f"{file} {len(lines)} {len(stated)}"); continue
        for line, record in zip(lines, stated):
            count += 1
            day, clock, level, message = line.split(" ", 3)
            if level not in SUPERVISOR_LEVELS: bad("a level of supervisord", line)
            if record["level"] not in (None, level, level.title(), level.lower()): bad("level of a line of supervisord", f"{line} {record['level']}")
            time = datetime.datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M:%S,%f")
            shown = datetime.datetime.fromisoformat(record["time"].rstrip("Z")[:26])
            if abs((time - tree.local - shown).total_seconds()) > 0.001: bad("time of a line of supervisord", f"{line} {record['time']}")
            if message.startswith("supervisord started"): state = {name: "STOPPED" for name in state}; tries.clear()
            what = message.split(" for ")[0] if message.startswith("waiting for") else message.split(":")[0]
            if what not in GRAPH or message.endswith(" to die"): continue
            events[what] += 1
            name = re.match(r"(?:waiting for|[\w ]+:) '?([\w.-]+)", message)[1]
            if record["fields"].get("program", name) != name: bad("program of a line of supervisord", f"{line} {record['fields']}")
            now = state.get(name)
            if now is not None and now not in GRAPH[what]: bad("a program goes where the graph allows", f"{now}: {line}")
            if what == "exited" and now == "STARTING":
                tries[name] += 1
            if what == "spawned" and now == "BACKOFF" and not tries[name] - 0.1 <= (time - since[name]).total_seconds() <= tries[name] + 3: bad("each try waits a second more", f"{tries[name]}: {line}")
            if what == "success" and now == "STARTING":
                tries[name] = 0
                if (time - since[name]).total_seconds() < 1: bad("RUNNING after startsecs", line)
            if what == "gave up" and tries[name] != 4: bad("FATAL after the first start and three retries", f"{tries[name]}: {line}")
            if what in ("gave up", "stopped"): tries[name] = 0
            state[name] = GRAPH[what].get(now, {"spawned": "STARTING", "success": "RUNNING", "exited": "EXITED", "gave up": "FATAL", "waiting": "STOPPING", "stopped": "STOPPED"}[what])
            since[name] = time
    return count, events


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    tree = Tree(sys.argv[1], sys.argv[2])
    redis = check_redis(tree, sys.argv[2])
    lines, events = check_supervisord(tree, sys.argv[2])
    findings.finish(f"{redis} lines of redis, {lines} of supervisord, {dict(events)}")


if __name__ == "__main__": main()
