#!/usr/bin/env python3
"""Says whether a generated bench repeats itself more than genuine ones do.

usage: bench_repetition.py TREE SAMPLES
TREE is a day of one site, each log of which is held against the genuine file of the same name, or a week, of which
the most frequent tracebacks, forms and messages are counted.
SAMPLES is a folder of genuine files laid out like a bench. Exits 0, or prints the faults and exits 1.

Repetition is the number of distinct lines, numbers and ids masked, in a thousand. It falls with the length of
what is looked at, so that equal counts of lines are compared: as many as the shorter of the two has, in
windows of ours that follow one another, the mean of them.

What timers write is left out on both sides: how often it comes is the tick's, and the captures are of minutes
in which it was ten seconds. That every timer's line is there is asked for by itself."""
import datetime, os, re, sys
from collections import Counter

import findings
from bench_tree import Tree, masked
from findings import bad

FACTOR = 1.5
SHORTEST = 20              # lines; a sample shorter than that says nothing
LOGS = """logs/frappe.log logs/frappe.web.log logs/scheduler.log logs/library.log logs/monitor.json.log logs/bench.log
logs/backup.log logs/web.log logs/web.error.log logs/worker.log logs/worker.error.log logs/redis-cache.log
logs/redis-queue.log logs/redis-socketio.log logs/node-socketio.error.log logs/database.log logs/ipython.log
supervisor/supervisord.log nginx/access.log nginx/error.log bench-start.console.txt""".split()
# Those that are long enough each day and in the captures.
ALWAYS = """logs/frappe.log logs/frappe.web.log logs/library.log logs/monitor.json.log logs/web.log logs/worker.log logs/worker.error.log
nginx/access.log""".split()
SAVES = r"changes in #|Background saving|saving DB on disk|DB saved on disk|Fork CoW|copy-on-write"
TIMERS = {"logs/bench.log": r"--site all backup$|bench (worker --queue|schedule)",
          "logs/scheduler.log": r"Queued events for|Scheduled Job (Start|Complete|Failed)", "logs/monitor.json.log": r'"scheduled":true',
          "logs/worker.log": r"run_scheduled_jo|Job OK \(|Result is kept", "logs/redis-queue.log": SAVES, "logs/redis-socketio.log": SAVES}
SCHEDULED = 29             # methods that the sheet names of v13; the capture has 49


def windows(lines, count):
    """The mean number of distinct lines in windows of so many lines."""
    found = [len(set(lines[k:k + count])) for k in range(0, len(lines) - count + 1, count)]
    return sum(found) / len(found)


def check_lines(tree, samples):
    """Distinct lines a thousand of each log against the genuine one."""
    rows = []
    for path in LOGS:
        timer = re.compile(TIMERS.get(path, "$^"))
        ours, theirs = ([line for line in map(masked, of.text(path).split("\n")[:-1]) if not timer.search(line)] for of in (tree, samples))
        if not theirs: continue
        count = min(len(ours), len(theirs))
        if count < SHORTEST:
            rows.append((path, len(ours), len(theirs), 0, 0, "too short")); continue
        mine, genuine = (1000 * windows(lines, count) / count for lines in (ours, theirs))
        rows.append((path, len(ours), len(theirs), mine, genuine, "" if mine * FACTOR >= genuine else "repeats itself"))
        if mine * FACTOR < genuine:
            bad("distinct lines a thousand", f"{path}: {mine:.0f}, genuine {genuine:.0f} ({count} lines at a time)")
    judged = {row[0] for row in rows if row[-1] != "too short"}
    if not judged >= set(ALWAYS): bad("logs are long enough to be compared", f"{sorted(set(ALWAYS) - judged)}")
    for path, a, b, mine, genuine, verdict in rows:
        print(f"{path:32} {a:8} lines {b:6} genuine  {mine:6.0f} : {genuine:6.0f} distinct a thousand  {verdict}")


# --- the most frequent of a kind
def tracebacks(tree):
    """Each traceback without its numbers: the frames and the exception it ends in."""
    for path in ("logs/web.log", "logs/worker.error.log", "logs/web.error.log", "logs/frappe.log", "logs/library.log"):
        for found in re.finditer(r"Traceback \(most recent call last\):\n((?:  .*\n)+)(\S.*)", tree.text(path)):
            frames = re.findall(r'File "([^"]+)", line (\d+), in (\S+)', found[1])
            yield " > ".join(f"{os.path.basename(f)}:{n} {name}" for f, n, name in frames) + " | " + masked(found[2])[:90]


def forms(tree):
    """Each form that a request brought: its fields and, of the short ones, what they said."""
    for found in re.finditer(r"^Form Dict: (\{.+\})$", tree.text("logs/frappe.log"), re.M): yield masked(found[1])[:160]


def messages(tree):
    """What the application's own loggers said, and what exceptions said."""
    for path in ("logs/frappe.log", "logs/library.log"):
        for _, text in tree.records(path):
            first = text.split("\n")[0][24:]
            if "New Exception collected" not in first: yield masked(first)[:120]
    for found in re.finditer(r"^(\w+(?:\.\w+)+: .*)$", tree.text("logs/web.log") + tree.text("logs/worker.error.log"), re.M):
        yield masked(found[1])[:120]


def check_frequent(tree):
    """Twenty kinds of each, and the first three are not half of all."""
    for what, found, bound in (("tracebacks", tracebacks(tree), 0.5), ("forms", forms(tree), 0.5), ("messages", messages(tree), 0.5)):
        counts = Counter(found)
        total = sum(counts.values())
        if total < 500: bad(f"enough {what} to judge", f"{total}"); continue
        top = counts.most_common(20)
        share = sum(n for _, n in top[:3]) / total
        print(f"{what}: {total}, {len(counts)} kinds, the first three {100 * share:.0f} %, the first twenty {100 * sum(n for _, n in top) / total:.0f} %")
        for text, n in top[:5]: print(f"  {n:6}  {text}")
        if len(counts) < 20: bad(f"twenty kinds of {what}", f"{len(counts)}")
        if share > bound: bad(f"three {what} are not half of all", f"{100 * share:.0f} %: {[t[:80] for t, _ in top[:3]]}")


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    tree, samples = Tree(sys.argv[1]), Tree(sys.argv[2])
    stamps = re.findall(r"^(\d{4}-\d\d-\d\d)", tree.text("logs/worker.log"), re.M)
    days = (datetime.date.fromisoformat(stamps[-1]) - datetime.date.fromisoformat(stamps[0])).days + 1
    if days <= 2: check_lines(tree, samples)
    methods = {m for site in [None] + tree.sites for m in re.findall(
        r"Scheduled Job Start: (\S+) for", tree.text(f"sites/{site}/logs/scheduler.log" if site else "logs/scheduler.log"))}
    print(f"scheduler.log: {len(methods)} scheduled methods")
    if len(methods) < SCHEDULED: bad("scheduled methods", f"{len(methods)}, {SCHEDULED} wanted")
    if days > 2: check_frequent(tree)
    findings.finish(f"{days} days, no log repeats itself more than a genuine one")


if __name__ == "__main__": main()
