"""Background jobs of a bench: worker.log, worker.error.log, scheduler.log and the monitor tell of the same ones
(sheet 2.2, 4.4, 4.8, 5)."""
import datetime, json, re
from collections import Counter, defaultdict

from bench_tree import STAMP, UUID, instant
from findings import bad, exempt

QUEUE = r"(?:[\w-]+:)?(default|short|long)"
JOB = rf"((?:\S+::)?(?:{UUID}|scheduled_job::[\w.]+))"
CALL = re.compile(rf"{QUEUE}: frappe\.utils\.background_jobs\.execute_job\((\w+=.*)\) \({JOB}\)")
DONE = re.compile(rf"{QUEUE}: Job OK \({JOB}\)")
UUID4 = r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"
IN_FLIGHT = 12
LONGEST = datetime.timedelta(minutes=5)               # a job that ends well
IDLE = datetime.timedelta(milliseconds=50)
ROUNDED, PICKED = datetime.timedelta(microseconds=9), datetime.timedelta(milliseconds=40)
FAST = datetime.timedelta(milliseconds=5)              # lines of several workers overtake one another by so much


class Jobs:
    """What worker.log says of jobs: calls, ends, deaths."""

    def __init__(self, tree):
        self.calls, self.done, self.deaths, self.kept = {}, {}, [], 0
        self.steps = []                                # (stamp, what, job, queue)
        self.started = []                              # (stamp, queues or None, pid)
        before, self.first = "", None
        for line in tree.text("logs/worker.log").split("\n")[:-1]:
            # A line glued to a job's print is a record as well.
            found = STAMP.match(line) or re.search(STAMP.pattern + rf"(?={QUEUE}: )", line)
            if not found: continue
            stamp, message = found.group(1), line[found.end():]
            if before and instant(stamp) < instant(before) - FAST: bad("logs/worker.log goes back in time", line)
            before = max(stamp, before)
            self.first = self.first or instant(stamp)
            self._take(tree, stamp, message)

    def _take(self, tree, stamp, message):
        call, done = CALL.fullmatch(message), DONE.fullmatch(message)
        if call:
            queue, arguments, job = call.groups()
            if job in self.calls and "scheduled_job::" not in job: bad("a job is called once", message)
            site = re.search(r"site='([^']*)'", arguments)
            if not site or site[1] not in tree.sites: bad("a job is of a site", message)
            self.calls[job] = (stamp, queue, site[1] if site else "", arguments)
            self.steps.append((stamp, "call", job, queue))
            check_arguments(arguments, whole=tree.version == "v12")
        elif done:
            queue, job = done.groups()
            # One that ran when the log began was called before; its result is kept as well.
            if job not in self.calls and instant(stamp) - self.first < LONGEST: self.kept -= 1; return
            if job not in self.calls or self.calls[job][0] > stamp or self.calls[job][1] != queue: bad("Job OK after its call, of the same queue", message)
            if job in self.done and "scheduled_job::" not in job: bad("a job ends once", message)
            self.done[job] = stamp
            self.steps.append((stamp, "done", job, queue))
        elif re.match(r"Moving job to (?:FailedJobRegistry|.failed. queue)", message): self.deaths.append(stamp)
        elif message == f"Result is kept for {500 if tree.version == 'v12' else 600} seconds": self.kept += 1
        elif message.startswith(("Worker rq:worker:", "RQ worker 'rq:worker:")) and "started" in message: self._started(tree, stamp, message)
        elif found := re.fullmatch(rf"Unsubscribing from channel rq:pubsub:{UUID4}\.\S+?\.\d+\.\['(\w+)'\]", message): self.steps.append((stamp, "gone", None, found[1]))
        elif not re.match(r"Subscribing to channel rq:pubsub:|\*\*\* Listening on |Cleaning registries for queue: |Warm shut down requested|Cold shut down|Unsubscribing from channel |"
                          r"Killed horse pid |Worker |Job stopped by user|Result discarded|Result will never|\S+: frappe\.utils", message):
            bad("a message of worker.log is one of rq's", message)

    def _started(self, tree, stamp, message):
        if tree.version in ("v14", "v15"): found = re.fullmatch(rf"Worker rq:worker:({UUID4}) started with PID (\d+), version [\d.]+()", message)
        elif tree.version == "v12": found = re.fullmatch(rf"RQ worker 'rq:worker:({UUID4})\.\S+?\.(\d+)\.(\w+)' started, version [\d.]+", message)
        else: found = re.fullmatch(rf"Worker rq:worker:({UUID4})\.\S+?\.(\d+)\.\['(\w+)'\]: started, version [\d.]+", message)
        if not found: bad("a worker's name is a uuid4, its host, pid and queue", message)
        else:
            self.started.append((stamp, found[3], found[2]))
            self.steps.append((stamp, "back", None, found[3]))


def check_arguments(text, whole=False):
    """Sorted by name, each value's repr cut to 75 characters, or whole as rq 0.12 has it."""
    names = re.findall(r"(?:^|, )(event|is_async|job_name|kwargs|method|site|user)=", text)
    if [n for n in dict.fromkeys(names)] != sorted(dict.fromkeys(names)): bad("arguments are sorted by name", text)
    if whole: return
    for value in re.split(r", (?=(?:is_async|job_name|kwargs|method|site|user)=)", text):
        shown = value.split("=", 1)[1]
        if len(shown) > 78 or len(shown) == 78 and not shown.endswith("..."): bad("a value's repr is cut to 75 characters", value)
        if len(shown) < 78 and shown.endswith("..."): bad("only what is longer than 75 characters is cut", value)


def check_queues(tree, jobs):
    """No more jobs of a queue run at once than workers listen to it; those of a queue are called in the order of coming."""
    names = set(re.findall(r"frappe-(default|short|long)-worker-(\d+)' with pid", tree.text("supervisor/supervisord.log")))
    workers = Counter(queue for queue, _ in names)
    count = lambda *queues: sum(max(workers[queue], 1) for queue in queues)
    # (queues, how many workers listen to any of them)
    pools = [((queue,), count(queue)) for queue in ("default", "short", "long")]
    if tree.version in ("v14", "v15"): pools = [(("default", "short", "long"), 1 if tree.is_honcho else count("short", "long")), (("long",), count("long"))]
    for queues, wanted in pools:
        running = set()
        for stamp, what, job, queue in jobs.steps:
            if queue not in queues: continue
            if what == "done": running.discard(job)
            if what != "call": continue
            if len(running) >= wanted: bad("no more jobs at once than workers", f"{queues}, {wanted} workers: {stamp} {job} during {sorted(running)}")
            # Of one that failed or died nobody knows when it ended.
            if job in jobs.done: running.add(job)
    # Only v13 names the queue of a worker that ends; one that has a line before it may go on with that.
    gone, busy = Counter(), {}
    for stamp, what, job, queue in jobs.steps:
        if what == "gone": gone[queue] += 1
        elif what == "back": gone[queue] = max(gone[queue] - 1, 0)
        elif what == "call" and gone[queue] >= max(workers[queue], 1) and (queue not in busy or instant(stamp) - instant(busy[queue]) > IDLE):
            bad("a worker that has ended takes no job", f"{queue}: {stamp} {job}, nothing since {busy.get(queue)}")
        if what in ("call", "done"): busy[queue] = stamp
    if tree.version == "v15": return exempt("the order of jobs of v15, whose monitor does not know how long they waited")
    came = {}
    for _, _, data in tree.monitor():
        if data["transaction_type"] == "job": came[data["uuid"]] = instant(data["timestamp"]) - datetime.timedelta(microseconds=data["job"]["wait"])
    # Of two workers of a queue each needs a moment till it says what it has taken.
    last, shared = {}, pools[0][1]
    for stamp, what, job, queue in jobs.steps:
        if what != "call" or job not in came or "scheduled_job::" in job: continue
        if queue in last and came[job] < last[queue] - (ROUNDED if shared < 2 else PICKED): bad("jobs of a queue are called in the order of coming", f"{queue}: {stamp} {job} came at {came[job]}, the one before at {last[queue]}")
        last[queue] = came[job]


def check_counts(tree, jobs):
    """Calls are Job OK, deaths and stamped tracebacks, in flight apart; a result is kept for each Job OK."""
    done = sum(what == "done" for _, what, _, _ in jobs.steps)
    calls = sum(what == "call" for _, what, _, _ in jobs.steps)
    if not 0 <= done - jobs.kept <= 3: bad("as many results kept as jobs done", f"{jobs.kept} {done}")
    errors = tree.records("logs/worker.error.log")
    for (a, _), (b, text) in zip(errors, errors[1:]):
        if instant(b) < instant(a) - FAST: bad("logs/worker.error.log goes back in time", f"{a} then {text}")
    broken = [(stamp, text) for stamp, text in errors if re.match(r"Traceback \(most recent|\[Job \S+\]: exception raised", text[24:])]
    lost = re.findall(r"found an unhandled exception, quitting", tree.text("logs/worker.error.log"))
    # A job that a restart cuts off in its second warm-shutdown second has no end either.
    flight = IN_FLIGHT + 3 * tree.text("logs/worker.log").count("Cold shut down") + len(lost)
    rest = calls - done - len(jobs.deaths) - len(broken)
    if not 0 <= rest <= flight: bad("calls = Job OK + deaths + stamped tracebacks, in flight apart", f"{calls} {done} {len(jobs.deaths)} {len(broken)}")
    text = tree.text("logs/worker.log")
    printed = len(re.findall(r"^Traceback \(most", text, re.M)) - len(re.findall(r"^(?:During handling of|The above exception was)", text, re.M))
    if printed > len(broken): bad("each traceback of worker.log is in worker.error.log too", f"{printed} {len(broken)}")
    if re.search(rf'^  File "{re.escape(tree.bench)}', tree.text("logs/worker.log"), re.M): bad("tracebacks of worker.log are relative to the bench")
    for _, record in errors:
        for place in re.findall(r'^  File "([^"]+)"', record, re.M):
            if not place.startswith(("/", "<")): bad("tracebacks of worker.error.log are absolute", place)
    # Each printed traceback ends as one of worker.error.log does.
    last = Counter(re.findall(r"^(?:  .*\n)+^(\w[\w.]*(?:: .*)?)$", tree.text("logs/worker.error.log"), re.M))
    for found in re.finditer(r"^Traceback \(most recent call last\):\n(?:  .*\n)+(\w.*)$", tree.text("logs/worker.log"), re.M):
        if not last[found[1]]: bad("worker.log and worker.error.log have the same exception", found[1])
    return calls, done, len(broken)


def check_scheduler(tree, jobs):
    """A scheduled call has its Start, its end, then Job OK, even when it failed; ticks come by the minute."""
    found = tree.records("logs/scheduler.log")
    for (a, _), (b, text) in zip(found, found[1:]):
        if instant(b) < instant(a) - FAST: bad("logs/scheduler.log goes back in time", f"{a} then {text}")
    calls = defaultdict(list)
    for job, (stamp, queue, site, arguments) in jobs.calls.items():
        kind = re.search(r"kwargs=\{'job_type': '([\w.]+)", arguments)
        if "run_scheduled_jo" in arguments and kind: calls[site].append((instant(stamp), kind[1].rstrip("."), job, kind[1].endswith(".")))
    for site in calls: calls[site].sort()
    first = instant(found[0][0]) if found else None
    at = defaultdict(int)
    open_jobs, starts, ends = {}, 0, 0
    ticks = defaultdict(list)
    for stamp, text in found:
        event = re.match(r".{23} INFO scheduler Scheduled Job (Start|Complete|Failed): (\S+) for (\S+)$", text)
        tick = re.match(r".{23} DEBUG scheduler Queued events for site (\S+)$", text)
        when = instant(stamp)
        if tick: ticks[tick[1]].append(when)
        elif not event:
            if not re.match(r".{23} (DEBUG scheduler (Access denied for site|Failed to enqueue events for site: )|ERROR scheduler (Exception in Enqueue Events for Site|Skipped queueing|Invalid Job on) )", text):
                bad("a message of scheduler.log is one of frappe's", text)
        elif event[1] == "Start":
            starts += 1
            rows, k = calls[event[3]], at[event[3]]
            near = next((j for j in range(k, len(rows)) if event[2].startswith(rows[j][1]) and 0 <= (when - rows[j][0]).total_seconds() <= 3), None)
            while at[event[3]] < len(rows) and rows[at[event[3]]][0] < when - datetime.timedelta(minutes=30): at[event[3]] += 1
            if near is None and tree.is_racing: continue
            if near is None: bad("a scheduled job starts after its call", text); continue
            # Names that are cut may be those of several methods.
            *_, job, is_cut = rows.pop(near)
            open_jobs[event[3], event[2]] = "" if is_cut else job
        else:
            ends += 1
            job = open_jobs.pop((event[3], event[2]), None)
            if job is None:
                if when > first + datetime.timedelta(minutes=26) and not tree.is_racing: bad("a scheduled job ends after its start", text)
            elif not job: pass
            elif job in jobs.done and not -0.001 <= (instant(jobs.done[job]) - when).total_seconds() <= 1: bad("Job OK right after a scheduled job's end", f"{text} {jobs.done[job]}")
            elif job not in jobs.done and when < instant(max(jobs.done.values())): bad("a scheduled job that ended has its Job OK", text)
    if not -IN_FLIGHT <= starts - ends <= IN_FLIGHT + 26: bad("each scheduled job ends", f"{starts} {ends}")
    left = [row for rows in calls.values() for row in rows if first and row[0] > first and row[0] < instant(found[-1][0]) - datetime.timedelta(seconds=10)]
    broken = len(re.findall(r"^\S+ \S+ Traceback", tree.text("logs/worker.error.log"), re.M))
    if tree.version in ("v14", "v15"): exempt(f"scheduled jobs in scheduler.log of {tree.version}, which keeps errors only")
    elif tree.version == "v12": exempt("scheduled jobs in scheduler.log of v12, which has none: they are jobs of their own")
    elif len(left) > IN_FLIGHT + broken and not tree.is_racing: bad("each scheduled call starts in scheduler.log", f"{len(left)}: {left[:2]}")
    if tree.version == "v13" and set(ticks) != set(tree.sites): bad("each site has its ticks", f"{sorted(ticks)}")
    for site, times in ticks.items():
        minutes = (times[-1] - times[0]).total_seconds() / 60
        # Restarts and outages cost some; a capture may tick faster.
        if len(times) > 60 and len(times) < 0.9 * minutes: bad("a tick every minute", f"{site}: {len(times)} in {minutes:.0f} minutes")


def check_monitor(tree, jobs):
    """Sorted keys, no blanks; a flush begins with the last line of one before; jobs are worker.log's."""
    seen, count, back, last, local = {}, 0, 0, None, tree.local
    for number, line in enumerate(tree.text("logs/monitor.json.log").split("\n")[:-1]):
        data = json.loads(line)
        separators = (", ", ": ") if tree.version == "v12" else (",", ":")
        if line != json.dumps(data, sort_keys=True, separators=separators): bad("the monitor's notation", line)
        ident = data["uuid"]
        if ident in seen and data == seen[ident][1]:
            if number - seen[ident][0] > 1001: bad("the monitor's copy is at most a thousand lines away", line)
            continue
        # A request of v15 takes its uuid from a header, if it has one; a scheduled job has one name for ever.
        if ident in seen and tree.version != "v15" and "::scheduled_job::" not in ident: bad("the monitor repeats only whole lines", line)
        seen[ident] = (number, data)
        if not re.fullmatch(JOB, ident): bad("a uuid of the monitor", line)
        if data["duration"] <= 0: bad("a duration of the monitor", line)
        if ("+00:00" in data["timestamp"]) != (tree.version == "v15"): bad("the monitor's zone", line)
        begin = instant(data["timestamp"])
        end = begin + datetime.timedelta(microseconds=data["duration"])
        if last and end < last - datetime.timedelta(seconds=1): back += 1
        last = max(end, last) if last else end
        if data["transaction_type"] != "job": continue
        count += 1
        if set(data["job"]) < {"method", "scheduled", "wait"}: bad("keys of a job", line)
        if tree.version == "v15" and data["job"].get("wait") != 0: bad("v15 waits 0 always", line)
        if data["job"].get("wait", 0) < 0: bad("a wait of the monitor", line)
        if ident not in jobs.calls and begin + local < jobs.first: continue
        if ident not in jobs.calls: bad("a job of the monitor is in worker.log", line); continue
        stamp, _, site, arguments = jobs.calls[ident]
        if site != data["site"]: bad("site of a job", f"{line} {jobs.calls[ident]}")
        late = (begin + local - instant(stamp)).total_seconds()
        if "scheduled_job::" not in ident and not -0.002 <= late <= 1: bad("a job of the monitor begins after its call", f"{late} {line}")
        # A job that was enqueued as a function has its name only.
        method = data["job"]["method"][:60]
        if not data["job"]["scheduled"] and f"method='{method}" not in arguments and f"method=<function {method}" not in arguments: bad("method of a job", line)
        if data["job"]["scheduled"] and data["job"]["method"][:40] not in arguments: bad("method of a scheduled job", line)
        if ident in jobs.done and "scheduled_job::" not in ident:
            over = (instant(jobs.done[ident]) - begin - local).total_seconds() - data["duration"] / 1e6
            if not -0.003 <= over <= 1: bad("a job of the monitor ends before Job OK", f"{over} {line} {jobs.done[ident]}")
    if back > 0.02 * len(seen) + 5: bad("the monitor is in the order of ends, flush by flush", f"{back} of {len(seen)}")
    flushes = sum("frappe.monitor.flush" in c[3] for c in jobs.calls.values())
    copies = tree.text("logs/monitor.json.log").count("\n") - len(seen)
    if flushes > 20 and tree.version != "v15" and copies < 0.3 * flushes: bad("a flush repeats a line", f"{copies} copies, {flushes} flushes")
    if jobs.calls and seen and not count: bad("jobs are in the monitor", "none")
    return len(seen), count


def check(tree):
    jobs = Jobs(tree)
    check_queues(tree, jobs)
    calls, done, broken = check_counts(tree, jobs)
    check_scheduler(tree, jobs)
    seen, monitored = check_monitor(tree, jobs)
    return f"{calls} jobs, {done} done, {broken} broken, {seen} transactions, {monitored} of them jobs"
