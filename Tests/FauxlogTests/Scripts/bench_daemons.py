#!/usr/bin/env python3
"""Reads redis' and supervisord's logs with readers written from what these programs say of themselves, and holds what
they read against the golden records. Whether they agree with the other logs is bench_processes.py's matter, which
uses the same readers.

usage: bench_daemons.py TREE GOLDEN
Exits 0, or prints the faults and exits 1.

redis (redis.conf, and its log's head "pid:role timestamp level message"): roles X sentinel, C child, S replica,
M master; levels . debug, - verbose, * notice, # warning. supervisord (the manual, "Logging" and "Subprocesses"):
levels CRIT ERRO WARN INFO DEBG TRAC BLAT; a program is STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED or
FATAL; it is RUNNING when it has stayed up for startsecs (1), waits a second more after each of startretries (3)
and is then FATAL."""
import datetime, json, os, re, sys
from collections import Counter, defaultdict, namedtuple

import findings
from bench_tree import Tree, instant
from findings import bad

MONTHS = {name: k for k, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
ROLES, LEVELS = set("XCSM"), set(".-*#")
REDIS = ("cache", "queue", "socketio")
EPOCH = datetime.datetime(1970, 1, 1)
Line = namedtuple("Line", "pid role time level message")


def redis_line(line, local):
    """A line of redis in local time, or None; a signal handler's has no level and counts Unix seconds."""
    head, _, rest = line.partition(" ")
    pid, _, role = head.partition(":")
    if not pid.isdigit(): return None
    if role == "signal-handler":
        found = re.fullmatch(r"\((\d+)\) (Received SIG(?:TERM|INT) scheduling shutdown\.\.\.)", rest)
        return Line(pid, "M", EPOCH + datetime.timedelta(seconds=int(found[1])) + local, None, found[2]) if found else None
    parts = rest.split(" ", 5)
    if role not in ROLES or len(parts) != 6: return None
    day, month, year, clock, level, message = parts
    if len(day) != 2 or month not in MONTHS or level not in LEVELS or len(clock) != 12 or not message: return None
    time = datetime.datetime.strptime(f"{year} {MONTHS[month]:02} {day} {clock}", "%Y %m %d %H:%M:%S.%f")
    return Line(pid, role, time, level, message)


SUPERVISOR = re.compile(r"(\S+ \S+,\d{3}) (CRIT|ERRO|WARN|INFO|DEBG|TRAC|BLAT) (.*)")
# What is told of a program, and where it goes then from where it is.
TOLD = {"spawned": r"spawned: '(?P<name>[^']+)' with pid (?P<detail>\d+)",
        "success": r"success: (?P<name>\S+) entered RUNNING state, process has stayed up for > than (?P<detail>\d+) seconds \(startsecs\)",
        "exited": r"exited: (?P<name>\S+) \((?P<detail>exit status -?\d+|terminated by SIG\w+(?: \(core dumped\))?); (?:not )?expected\)",
        "gave up": r"gave up: (?P<name>\S+) entered FATAL state, too many start retries too quickly",
        "waiting": r"waiting for (?P<name>\S+) to stop",
        "stopped": r"stopped: (?P<name>\S+) \((?P<detail>exit status \d+|terminated by SIG\w+)\)",
        "killing": r"killing '(?P<name>[^']+)' \((?P<detail>\d+)\) with SIG\w+"}
GRAPH = {"spawned": {"STOPPED": "STARTING", "BACKOFF": "STARTING", "EXITED": "STARTING", "FATAL": "STARTING"},
         "success": {"STARTING": "RUNNING"},
         "exited": {"STARTING": "BACKOFF", "RUNNING": "EXITED"},
         "gave up": {"BACKOFF": "FATAL"},
         "waiting": {"STARTING": "STOPPING", "RUNNING": "STOPPING", "STOPPING": "STOPPING"},
         "stopped": {"STOPPING": "STOPPED", "RUNNING": "STOPPED", "STARTING": "STOPPED"},
         "killing": {"STOPPING": "STOPPING", "RUNNING": "STOPPING", "STARTING": "STOPPING"}}
# Where it is then if nobody knows where it was.
AFTER = {"spawned": "STARTING", "success": "RUNNING", "exited": "EXITED", "gave up": "FATAL", "waiting": "STOPPING", "stopped": "STOPPED",
         "killing": "STOPPING"}
ALIVE = {"STARTING", "RUNNING", "STOPPING"}
RETRIES = 3
PLAIN = re.compile(r"Included extra file |Set uid to user|RPC interface |Server 'unix_http_server' |Increased RLIMIT|daemonizing the supervisord|reaped unknown pid|spawnerr: |"
                   r"supervisord logreopen|received SIGHUP|received SIGUSR2|restart")


def seconds(delta): return delta.total_seconds()


def supervisor_line(line):
    """(time, level, message, what is told, program, detail), the last three None where it tells of no program; or None."""
    found = SUPERVISOR.fullmatch(line)
    if not found: return None
    for what, pattern in TOLD.items():
        told = re.fullmatch(pattern, found[3])
        if told: return instant(found[1]), found[2], found[3], what, told["name"], told.groupdict().get("detail")
    return instant(found[1]), found[2], found[3], None, None, None


class Supervisor:
    """The life of each program as supervisord.log tells it, held against supervisor's manual."""

    def __init__(self, text):
        self.lines, self.told = 0, Counter()
        self.spawned = defaultdict(list)               # program -> [(when, pid)]
        self.times = defaultdict(lambda: defaultdict(list))    # what is told -> program -> [when]
        self.exits, self.starts = [], []               # when supervisord was asked to go, and began
        self.state, self.since, self.tries = {}, {}, Counter()
        self.pids, before = {}, None
        for line in text.split("\n")[:-1]:
            found = supervisor_line(line)
            if not found: bad("shape of a line of supervisord.log", line); continue
            when, level, message, what, name, detail = found
            if before and when < before: bad("supervisord.log goes back in time", line)
            before = when
            self.lines += 1
            if what: self._program(when, level, what, name, detail, line)
            else: self._daemon(when, message, line)

    def _program(self, when, level, what, name, detail, line):
        self.told[what] += 1
        self.times[what][name].append(when)
        now, tries = self.state.get(name), self.tries[name]
        if now is not None and now not in GRAPH[what]: bad("a program goes where the graph allows", f"{now}: {line}")
        took = seconds(when - self.since[name]) if now is not None else None
        if what == "spawned":
            if detail in self.pids and self.pids[detail] > when - datetime.timedelta(days=2): bad("a program is spawned under a new pid", line)
            self.pids[detail] = when
            self.spawned[name].append((when, detail))
            if now == "BACKOFF" and not tries - 0.1 <= took <= tries + 3: bad("each try waits a second more", f"{tries}, {took} s: {line}")
        elif what == "success":
            if now and took < float(detail): bad("RUNNING when startsecs are over", line)
            self.tries[name] = 0
        elif what == "exited": self.tries[name] = tries + 1 if now == "STARTING" else 0
        elif what == "stopped":
            if level != ("INFO" if "exit status" in detail else "WARN"): bad("level of stopped", line)
            self.tries[name] = 0
        elif what == "gave up":
            if now and tries != RETRIES + 1: bad("FATAL after the first start and three retries", f"{tries}: {line}")
            self.tries[name] = 0
        elif what == "killing" and self.spawned[name] and self.spawned[name][-1][1] != detail: bad("the pid that is killed was spawned", line)
        self.state[name], self.since[name] = GRAPH[what].get(now, AFTER[what]), when

    def _daemon(self, when, message, line):
        dying = re.fullmatch(r"waiting for (.+) to die", message)
        alive = {name for name, state in self.state.items() if state in ALIVE}
        if dying:
            names = set(dying[1].split(", "))
            gone = set(self.state) - alive
            if names & gone or alive - names: bad("all that run are waited for, and nothing else", f"{sorted(names & gone)} {sorted(alive - names)} {line}")
        elif message == "received SIGTERM indicating exit request": self.exits.append(when)
        elif message.startswith("supervisord started with pid "):
            if alive: bad("all have stopped when supervisord starts anew", f"{sorted(alive)} {line}")
            self.state = dict.fromkeys(self.state, "STOPPED")
            self.tries.clear()
            self.starts.append(when)
        elif not PLAIN.match(message): bad("a message of supervisord", line)


# --- against the golden records
def paired(tree, golden, path):
    """Each line of a log with its golden record."""
    for _, file, text in tree.parts(path):
        lines = text.split("\n")[:-1]
        with open(f"{golden}/records/{os.path.relpath(file, tree.folder)}.ndjson", encoding="utf-8") as stated:
            records = [json.loads(line) for line in stated]
        if len(lines) != len(records): bad("as many lines as golden records", f"{file} {len(lines)} {len(records)}")
        yield from zip(lines, records)


def check_time(tree, time, record, line, tolerance=0.001):
    shown = datetime.datetime.fromisoformat(record["time"].rstrip("Z")[:26])
    if not 0 <= seconds(shown + tree.local - time) < tolerance: bad("time of a line", f"{line} {record['time']}")


def check_redis(tree, golden):
    count = 0
    for purpose in REDIS:
        for line, record in paired(tree, golden, f"logs/redis-{purpose}.log"):
            read, fields = redis_line(line, tree.local), record["fields"]
            count += 1
            if read is None: bad("a line of redis", line); continue
            if str(fields["pid"]) != read.pid: bad("pid of a redis line", f"{line} {fields}")
            # The signal handler shows neither a role nor a level, and whole seconds.
            if read.level and (fields["role"], record["level"]) != (read.role, read.level): bad("role and level of a redis line", f"{line} {record}")
            check_time(tree, read.time, record, line, 0.001 if read.level else 1)
    return count


def check_supervisord(tree, golden):
    for line, record in paired(tree, golden, "supervisor/supervisord.log"):
        read = supervisor_line(line)
        if not read: continue                          # `Supervisor` says so
        time, level, _, _, name, _ = read
        if record["level"] != level: bad("level of a line of supervisord", f"{line} {record['level']}")
        check_time(tree, time, record, line)
        if record["fields"].get("program") != name: bad("program of a line of supervisord", f"{line} {record['fields']}")
    return Supervisor(tree.text("supervisor/supervisord.log"))


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    tree, golden = Tree(sys.argv[1], sys.argv[2]), sys.argv[2]
    redis, supervisor = check_redis(tree, golden), check_supervisord(tree, golden)
    if not redis: bad("redis has written", "no line of redis")
    if not supervisor.lines: bad("supervisord has written", "no line of supervisord.log")
    findings.finish(f"{redis} lines of redis, {supervisor.lines} of supervisord, {dict(supervisor.told)}")


if __name__ == "__main__": main()
