#!/usr/bin/env python3
"""Lets the programs that rotate such logs go on with a generated bench: logrotate with nginx's, Python's handler with
frappe's, another (as supervisor counts) with worker.log. They have to find the numbering they would have made.

usage: bench_rotation.py TREE
Works in a copy. Needs logrotate. Exits 0, or prints the faults and exits 1."""
import glob, logging.handlers, os, shutil, subprocess, sys, tempfile

import findings
from findings import bad

# What Debian's nginx package gives logrotate, without its owner and its signal.
CONFIG = """{folder}/*.log {{
    su root root
    daily
    missingok
    rotate 14
    compress
    delaycompress
    create 0644
    sharedscripts
}}
"""


def shifted(folder, name, before, keep, what):
    """Each generation stands one number higher, and the first is what the log was."""
    after = {number: data for number, _, data in findings.generations(f"{folder}/{name}")}
    for number, data in before.items():
        if number + 1 <= keep and after.get(number + 1) != data: bad(f"{what} continues the numbering", f"{name}.{number} is not .{number + 1} then: {sorted(after)}")
    if len(after) != min(len(before) + 1, keep + 1): bad(f"{what} keeps so many", f"{name}: {len(before)} before, {len(after)} after, {keep} kept")
    return after


def check_logrotate(tree, work):
    folder = f"{work}/nginx"
    shutil.copytree(f"{tree}/nginx", folder)
    names = [os.path.basename(p) for p in glob.glob(f"{folder}/*.log")]
    os.chmod(folder, 0o755)
    with open(f"{work}/nginx.conf", "w") as file: file.write(CONFIG.format(folder=folder).replace("su root root\n", "su root root\n" * (os.getuid() == 0)))
    os.chmod(f"{work}/nginx.conf", 0o644)
    rounds = 0
    for _ in range(2):
        before = {name: {number: data for number, _, data in findings.generations(f"{folder}/{name}")} for name in names}
        forms = {name: {number: file.endswith(".gz") for number, file, _ in findings.generations(f"{folder}/{name}")} for name in names}
        program = shutil.which("logrotate") or "/usr/sbin/logrotate"
        done = subprocess.run([program, "-v", "-f", "-s", f"{work}/state", f"{work}/nginx.conf"], capture_output=True, text=True)
        if done.returncode or "error:" in done.stderr: bad("logrotate takes the tree", done.stderr[-400:]); return rounds
        for name in names:
            if not before[name][0] and len(before[name]) == 1: continue
            shifted(folder, name, before[name], 14, "logrotate")
            for number, is_packed in forms[name].items():
                file = f"{folder}/{name}.{number + 1}"
                if number and number + 1 <= 14 and not os.path.exists(f"{file}.gz"): bad("logrotate compresses what was .1", file)
                if not number and not os.path.exists(file): bad("logrotate leaves the first as it is", file)
                if number == 1 and is_packed: bad("the first of ours waits for its compression", file)
            rounds += 1
            with open(f"{folder}/{name}", "ab") as log: log.write(b"one more day\n")
    return rounds


def check_handler(tree, work, path, limit, keep):
    """Python's handler fills the log that is there, then rolls."""
    if not os.path.exists(f"{tree}/{path}") or not os.path.getsize(f"{tree}/{path}"): return 0
    folder = f"{work}/{os.path.dirname(path)}"
    os.makedirs(folder, exist_ok=True)
    for _, file, _ in findings.generations(f"{tree}/{path}"): shutil.copy(file, folder)
    name = os.path.basename(path)
    before = {number: data for number, _, data in findings.generations(f"{folder}/{name}")}
    # Supervisor's files are far below their 50 MB: a handler that holds no more than is there rolls as well.
    limit = limit or len(before[0]) + 50
    handler = logging.handlers.RotatingFileHandler(f"{folder}/{name}", maxBytes=limit, backupCount=keep)
    record = logging.LogRecord("judge", logging.INFO, "", 0, "x" * 99, None, None)
    written = 0
    while len(findings.generations(f"{folder}/{name}")) == len(before) and written < 2000 and not (len(before) == keep + 1 and os.path.getsize(f"{folder}/{name}") < len(before[0])):
        handler.emit(record)
        written += 1
    handler.close()
    filled = dict(before)
    filled[0] = before[0] + (b"x" * 99 + b"\n") * (written - 1)
    shifted(folder, name, filled, keep, "Python's handler")
    if before[0] and len(before) > 1 and len(filled[0]) >= limit: bad("a log of ours has room for a record", f"{path} {len(before[0])}")
    return 1


def main():
    if len(sys.argv) != 2: sys.exit(__doc__)
    tree, work = sys.argv[1], tempfile.mkdtemp()
    try:
        rounds = check_logrotate(tree, work)
        logs = sum(check_handler(tree, work, path, 100_000, 20) for path in
                   ["logs/frappe.log", "logs/frappe.web.log", "logs/scheduler.log", "logs/library.log"]
                   + [p[len(tree) + 1:] for p in sorted(glob.glob(f"{tree}/sites/*/logs/*.log"))])
        logs += sum(check_handler(tree, work, path, None, 10) for path in ("logs/worker.log", "logs/web.error.log", "supervisor/supervisord.log"))
    finally: shutil.rmtree(work)
    if not rounds or not logs: bad("there is something to rotate", f"{rounds} rotations of logrotate, {logs} logs rolled on")
    findings.finish(f"{rounds} rotations of logrotate, {logs} logs rolled on")


if __name__ == "__main__": main()
