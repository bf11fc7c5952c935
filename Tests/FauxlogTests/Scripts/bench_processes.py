"""Processes of a bench: supervisord, gunicorn, redis, rq, node, the bench command and its backups agree on who runs,
under which pid and since when (sheet 4.1, 4.2, 4.5, 4.6, 4.9, 4.12, 5, 6)."""
import datetime, hashlib, re
from collections import Counter, defaultdict

from bench_daemons import REDIS, Supervisor, redis_line, seconds
from bench_tree import instant
from findings import bad, exempt

# Since v14 a worker serves several queues.
QUEUES = dict.fromkeys(("v14", "v15"), {"short": "short,default", "long": "long,default,short"})

# Each message of the bench command and the level that it has.
LEVELS = {level: re.compile(pattern, re.X) for level, pattern in {
    "WARNING": r"""(?s:.*)\ executed\ with\ exit\ code\ -?\d+ | superuser\ privileges\ required\ .* | You\ should\ not\ run\ this\ .* | Migration\ Error |
        Command\ not\ being\ executed\ .* | Please\ ensure\ Redis\ .* | shallow_clone\ is\ set\ in\ your\ bench\ config\. | bench\ is\ installed\ in\ editable\ mode!.* |
        restarting\ supervisor\ group\ `[^`]+`\ failed\..*""",
    "ERROR": r"""There\ was\ a\ problem\ while\ creating\ \S+ | virtualenv\ cannot\ be\ found | App\ \S+\ not\ found | \S+\ does\ not\ exist! |
        Switching\ branches\ failed\ .* | Switching\ to\ \S+\ will\ cause\ .* | Directory\ doesn't\ exist | No\ service\ manager\ found.*""",
    "INFO": r"""/\S+/bench(\ .*)? | A\ newer\ version\ of\ bench\ is\ available:\ .* | Path\ \S+\ already\ exists! | Bench\ \S+\ initialized | Sudoers\ was\ set\ up\ .* |
        Fetching\ upstream\ .* | Successfully\ switched\ branches\ .* | App\ moved\ .* | Rolling\ back\ Bench\ .*""",
    "LOG": r"""setting\ up\ backups | backups\ were\ set\ up | removing\ backup\ cronjob | Getting\ .* | [Ii]nstalling\ \S+ | creating\ new\ app\ \S+ | pulling\ \S+ | Clearing\ Redis\ .* |
        Backing\ up\ Virtual\ .* | Setting\ up\ a\ New\ .* | Migration\ Successful\ .* | supervisord\.conf\ not\ .* | Updat(ed|ing)\ supervisord\.conf.*""",
    "DEBUG": r"""(cd\ \S+\ &&\ )?(sudo\ )?(/?\S*/)?(bench|git|find|yarn|npm|supervisorctl|service|systemctl|crontab|virtualenv|python[\d.]*|pip|rm|mv)(\ .*)?""",
}.items()}


def near(times, when, low, high):
    return any(low <= seconds(t - when) <= high for t in times)


def check_redis(tree, supervisor):
    for name in REDIS:
        rows, before = [], None
        for line in tree.text(f"logs/redis-{name}.log").split("\n")[:-1]:
            read = redis_line(line, tree.local)
            if not read: bad("shape of a redis line", line); continue
            if not read.level: rows.append((read.time, read.pid, "M", "signal")); continue
            if before and read.time < before: bad("a redis log goes back in time", line)
            before = read.time
            rows.append((read.time, read.pid, read.role, read.message))
        program = f"{tree.name}-redis-{name}"
        spawned = supervisor.spawned[program]
        began = [(w, re.search(r"pid=(\d+), just started", m)) for w, _, _, m in rows]
        began = [(w, m[1]) for w, m in began if m]
        if spawned:
            for when, pid in began:
                if when > spawned[0][0] and not any(p == pid and 0 <= seconds(when - w) <= 2 for w, p in spawned): bad("redis' pid is supervisord's", f"{program} {pid} {when}")
            for when, pid in spawned:
                if not any(p == pid and 0 <= seconds(w - when) <= 2 for w, p in began): bad("a redis that was spawned starts its log", f"{program} {pid} {when}")
            for when in supervisor.times["stopped"][program]:
                if not any(m.startswith("Redis is now ready to exit") and abs(seconds(when - w)) <= 2 for w, _, _, m in rows): bad("a redis that stopped says bye bye", f"{program} {when}")
        master, child = next((pid for _, pid, role, _ in rows if role == "M"), None), None
        for when, pid, role, message in rows:
            if "just started" in message: master = pid
            if role == "M" and master and pid != master: bad("one redis writes its log", f"{program} {pid} {master} {message}")
            begins = message.startswith(("oO0OoO0OoO0Oo", "Redis version=", "Configuration loaded"))
            if role == "C" and not begins and master and pid != child: bad("a redis' child was announced", f"{program} {pid} {message}")
            saves = re.fullmatch(r"Background saving started by pid (\d+)", message)
            if saves: child = saves[1]
        if name == "cache" and any("Saving" in m or "RDB" in m for _, _, _, m in rows): bad("the cache has no dump", program)
        for (a, _, _, first), (b, _, _, then) in zip(rows, rows[1:]):
            if first == "signal" and not (then.startswith("User requested shutdown") and -1 <= seconds(b - a) <= 2): bad("a signal is followed by the shutdown", f"{program} {b} {then}")
            if first.startswith("User requested") and then not in ("Saving the final RDB snapshot before exiting.", "Removing the pid file."): bad("a redis' last lines", f"{b} {then}")


def check_gunicorn(tree, supervisor):
    alive, master, before = None, None, ""
    for stamp, _, pid, level, message in re.findall(r"^\[(\S+ \S+) ([+-]\d{4})\] \[(\d+)\] \[(\w+)\] (.*)$", tree.text("logs/web.error.log"), re.M):
        if stamp < before: bad("web.error.log goes back in time", f"{stamp} {message}")
        before = stamp
        when = datetime.datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S")
        booting, leaving = re.fullmatch(r"Booting worker with pid: (\d+)", message), re.fullmatch(r"Worker exiting \(pid: (\d+)\)", message)
        killed = re.fullmatch(r"Worker with pid (\d+) was terminated due to signal (\d+)|Worker \(pid:(\d+)\) was sent SIG\w+!.*", message)
        where = f"{stamp} [{pid}] {message}"
        if re.fullmatch(r"Listening at: http://\S+ \((\d+)\)", message):
            if not message.endswith(f"({pid})"): bad("gunicorn listens under its own pid", where)
            if supervisor.starts and not any(p == pid and -1 <= seconds(when - w) <= 10 for w, p in supervisor.spawned[f"{tree.name}-frappe-web"]): bad("gunicorn's pid is supervisord's", where)
        if message.startswith("Starting gunicorn"): alive, master = set(), pid
        elif booting:
            if booting[1] != pid: bad("a worker boots under its own pid", where)
            if alive is not None:
                if pid in alive: bad("a worker boots once", where)
                alive.add(pid)
        elif leaving or killed:
            gone = leaving[1] if leaving else killed[1] or killed[3]
            if leaving and leaving[1] != pid: bad("a worker exits under its own pid", where)
            if killed and master and pid != master: bad("the master tells of a worker's end", where)
            if alive is not None and leaving and gone not in alive: bad("a worker that exits has booted", where)
            if alive is not None: alive.discard(gone)
        elif message.startswith("Error handling request") and alive is not None and pid not in alive: bad("a worker that handles a request has booted", where)
        elif message == "Shutting down: Master":
            if alive: bad("all workers exit before the master", f"{alive} {where}")
            alive, master = None, None
        if alive and len(alive) > 2 * int(tree.parameters.get("workers", 5)): bad("so many workers as were asked for", f"{len(alive)} {where}")


def check_starts(tree, supervisor):
    """rq's workers, the bench command and node say so when supervisord starts them."""
    worker, errors = tree.text("logs/worker.log"), tree.text("logs/node-socketio.error.log")
    if tree.is_honcho: return exempt("supervisord of a developer's bench, which has none")
    named = re.findall(r"^(\S+ \S+) (?:RQ w|W)orker '?rq:worker:[0-9a-f]{32}(?:\.\S+?\.(\d+)\.(?:\['\w+'\]:|\w+') started| started with PID (\d+))", worker, re.M)
    started = {(a or b): instant(stamp) for stamp, a, b in named}
    commands = defaultdict(list)
    for stamp, command in re.findall(r"^(\S+ \S+) INFO \S*bench (worker --queue \S+|schedule)(?: .*)?$", tree.text("logs/bench.log"), re.M): commands[command].append(instant(stamp))
    spawns = Counter()
    for program, rows in supervisor.spawned.items():
        queue = re.search(r"-frappe-(default|short|long)-worker-\d+$", program)
        for when, pid in rows:
            if queue:
                if not 0 <= seconds(started.get(pid, when - datetime.timedelta(days=1)) - when) <= 10: bad("an rq worker starts under supervisord's pid", f"{when} {program} {pid}")
                spawns[f"worker --queue {QUEUES.get(tree.version, {}).get(queue[1], queue[1])}"] += 1
            if program.endswith("-frappe-schedule"): spawns["schedule"] += 1
    for command in spawns.keys() | commands.keys():
        if len(commands[command]) != spawns[command]: bad("bench.log has each worker's and schedule's start", f"{command}: {len(commands[command])}, {spawns[command]} spawned")
    for pid, when in started.items():
        if not any(p == pid for rows in supervisor.spawned.values() for _, p in rows): bad("an rq worker's pid is supervisord's", f"{when} {pid}")
    node = [p for p in supervisor.spawned if p.endswith("-node-socketio")]
    crashes = len(re.findall(r"^Node\.js v", errors, re.M))
    exits = sum(len(supervisor.times["exited"][p]) for p in node)
    if not crashes <= exits <= crashes + 2: bad("each exit of node is a crash in its error log", f"{exits} exits, {crashes} crashes")
    listening = len(re.findall(r"^(?:listening on \*: 9000|Realtime service listening on:  9000)$", tree.text("logs/node-socketio.log"), re.M))
    ups = sum(len(supervisor.times["success"][p]) for p in node)
    if not listening <= ups + 1 or not ups <= listening + exits + 1: bad("each start of node listens", f"{ups} {listening}")


def check_bench(tree, supervisor):
    """Levels, order and causes in bench.log; `bench restart` does not end supervisord."""
    said, before = [], ""
    failures = Counter(m.rstrip() for m in re.findall(r"^\S+ \S+ WARNING (.*) executed with exit code", tree.text("logs/bench.log"), re.M))
    for stamp, text in tree.records("logs/bench.log"):
        found = re.match(r"\S+ \S+ (DEBUG|LOG|INFO|WARNING|ERROR) (.*)", text)
        if not found: bad("shape of a line of bench.log", text); continue
        level = next((level for level, pattern in LEVELS.items() if pattern.fullmatch(found[2])), None)
        if level != found[1]: bad("a message of bench.log has its level", f"{level}: {text}")
        if stamp < before: bad("bench.log goes back in time", text)
        before = stamp
        failed = re.fullmatch(r"(.*) executed with exit code -?\d+", found[2])
        if failed and " init " not in failed[1] and not any(failed[1].rstrip() == m.rstrip() for _, m in said[-60:]): bad("what failed was begun", text)
        said.append((stamp, found[2]))
        restart = re.match(r"(sudo )?supervisorctl restart ", found[2])
        if restart and not failed and not failures[found[2].rstrip()]:
            when = instant(stamp)
            if near(supervisor.exits, when, -1, 5): bad("supervisorctl restarts programs, not supervisord", f"{text}: supervisord was asked to exit")
            elif supervisor.lines and not any(near(times, when, 0, 20) for times in supervisor.times["stopped"].values()): bad("supervisorctl restart stops programs", text)
    return said


def check_backups(tree, said):
    text = tree.text("logs/backup.log")
    for db, site in re.findall(r"-u (\S+) .*>> \./([^/]+)/private", text):
        if db != "_" + hashlib.sha1(site.encode()).hexdigest()[:16]: bad("name of a site's database", f"{db} {site}")
    parts = [(stamp, slug, site, at) for site, at, stamp, slug in re.findall(
        r"^Backup Summary for (\S+) at (\S+ \S+)\nConfig  : .*\nDatabase: \S*/(\d{8}_\d{6})-(\S+?)-database\.sql\.gz ", text, re.M)]
    ends = None
    summaries = []
    for stamp, slug, site, at in parts:
        begin, when = datetime.datetime.strptime(stamp, "%Y%m%d_%H%M%S"), instant(at)
        if slug != site.replace(".", "_") or not 0 <= seconds(when - begin) < 900: bad("a backup's summary", f"{stamp} {site} {at}")
        if ends and begin < ends.replace(microsecond=0): bad("sites are backed up one after the other", f"{stamp} {site} before {ends}")
        ends = when
        summaries.append((begin, site))
    if tree.version != "v15" and text.count("mysqldump --") != len(parts) or text.count("Backup Summary for ") != len(parts): bad("each dump has its summary", f"{text.count('mysqldump --')} {len(parts)}")
    for block in re.findall(r"((?:^(?:Config  |Database|Public  |Private ): \S+ +\S+$\n)+)", text, re.M):
        rows = re.findall(r"^(\w+ *): (\S+)( +)([\d.]+(?:B|KiB|MiB|GiB))$", block, re.M)
        if len({len(path) + len(gap) for _, path, gap, _ in rows}) != 1 or min(len(gap) for _, _, gap, _ in rows) != 1: bad("paths of a summary are padded to the longest", block)
    failed = len(re.findall(r"^Backup failed for Site ", text, re.M))
    site_clock = datetime.timedelta(hours=5, minutes=30) - tree.local      # a site's zone is its own (fact 6)
    cron = [instant(stamp) + site_clock for stamp, m in said if re.search(r"bench --verbose --site all backup", m)]
    missing = {when: set(tree.sites) - {s for b, s in summaries if 0 <= seconds(b - when) <= 3600} for when in cron[:-1]}
    if sum(map(len, missing.values())) > failed: bad("cron's backup takes each site", f"{failed} failed, but { {str(when): sites for when, sites in missing.items() if sites} }")


def check(tree):
    supervisor = Supervisor(tree.text("supervisor/supervisord.log"))
    check_redis(tree, supervisor)
    check_gunicorn(tree, supervisor)
    check_starts(tree, supervisor)
    said = check_bench(tree, supervisor)
    check_backups(tree, said)
    return f"{sum(map(len, supervisor.spawned.values()))} programs spawned, {len(said)} lines of bench.log"
