"""Each log that a bench writes has as many lines as its window is long (sheet 1, 4, 9): a log that fell silent passes
every check of its lines.

The least counts are about a third of what a weekend's day has, a quarter of a working day's traffic; what timers write
never rests. Of part of a day, which may be a night, a tenth of its share is asked for, and one line at least."""
import math, os
from collections import namedtuple

from findings import bad, exempt

# Lines that a log has at least, each day, for each site (or of the bench as a whole), in windows of so many hours or more;
# `most` where twenty rotated files hold no more, which 2,000,000 bytes of the longest lines are.
Wanted = namedtuple("Wanted", "path lines hours each_site most", defaults=(True, math.inf))
HELD = 4000


def of_bench(tree):
    """What the bench's own logs have, whatever looks after its processes."""
    old, racing = tree.version in ("v12", "v13"), 0.5 if tree.is_racing else 1
    yield Wanted("logs/worker.log", 3000, 0.5)
    # v15 tells of each job that its monitor failed.
    yield Wanted("logs/worker.error.log", 20, 24) if tree.version != "v15" else Wanted("logs/worker.error.log", 4000, 0.5)
    yield Wanted("logs/monitor.json.log", 1500, 0.5)
    yield Wanted("logs/bench.log", 4, 12, False)
    yield Wanted("logs/backup.log", 16, 12)
    # v12 has its scheduler's ticks there; since v14 there are errors only, of v15 without what was asked for.
    yield Wanted("logs/frappe.log", 3000, 0.5, True, HELD) if tree.version == "v12" else Wanted("logs/frappe.log", 30 if old else 10, 24, True, HELD)
    if tree.version == "v13":
        yield Wanted("logs/frappe.web.log", 1000, 0.5, True, HELD * racing)
        yield Wanted("logs/scheduler.log", 2000, 0.5, True, HELD * racing)
    elif tree.version != "v12":
        yield Wanted("logs/scheduler.log", 0.2, 7 * 24)
        yield Wanted("logs/ipython.log", 0.5, 7 * 24)
    if tree.version != "v12" and "library_management" in tree.parameters["apps"].split(): yield Wanted("logs/library.log", 10, 24, True, HELD)


def of_sites(tree):
    """What each site's logs have; the quietest is a tenth of the busiest."""
    for site in tree.sites:
        folder = f"sites/{site}/logs"
        yield Wanted(f"{folder}/frappe.log", 5, 48, False, HELD)
        if tree.version == "v13":
            yield Wanted(f"{folder}/frappe.web.log", 300, 1, False, HELD)
            yield Wanted(f"{folder}/scheduler.log", 2000, 0.5, False, HELD)
        if "library_management" in tree.parameters["apps"].split(): yield Wanted(f"{folder}/library.log", 3, 48, False, HELD)


def of_processes(tree):
    """What supervisor and nginx keep in production."""
    yield Wanted("logs/web.log", 300, 6)
    yield Wanted("logs/redis-queue.log", 800, 1, False)
    # Now and then programs are started anew, and once a week or so supervisord with all of them.
    yield Wanted("supervisor/supervisord.log", 5, 72, False)
    yield Wanted("logs/web.error.log", 2, 72, False)
    for path in tree.nginx("access"): yield Wanted(path, 1000 if path == "nginx/access.log" else 300, 0.5, path == "nginx/access.log")
    for path in tree.nginx("error"):
        if path != "nginx/error.log" or tree.parameters["nginx_logging"] != "site": yield Wanted(path, 2, 24)


def check(tree):
    wanted = list(of_bench(tree))
    if tree.version != "v12": wanted += of_sites(tree)
    wanted += [Wanted("bench-start.console.txt", 2000, 0.5)] if tree.is_honcho else of_processes(tree)
    asked, early = 0, []
    for one in wanted:
        if tree.hours < one.hours: early.append(one.path); continue
        least = one.lines * tree.hours / 24 * (len(tree.sites) if one.each_site else 1) * (1 if tree.hours >= 24 else 0.1)
        least = min(max(math.ceil(least), 1), one.most)
        lines = tree.text(one.path).count("\n")
        if lines < least: bad("a log has as many lines as its window is long", f"{one.path}: {lines} in {tree.hours:.1f} h, {least} at least")
        asked += 1
    if not asked: bad("a window is long enough to ask for lines", f"{tree.hours:.2f} h")
    if early: exempt(f"lines of {', '.join(sorted({os.path.basename(path) for path in early}))} in {tree.hours:.1f} h")
    return f"{asked} logs have lines"
