"""Holds a tree's totals, scenarios and manifest against its golden records.

usage: check_totals.py TREE GOLDEN [LOG...]

LOG is one that several processes write: the records of its files follow one another in no order.

Reads every golden record, adds up by itself, and compares. Prints what differs and exits with 1, or
prints what was compared.
"""

import gzip
import hashlib
import json
import os
import sys
from collections import Counter, defaultdict

tree, golden, *shared = sys.argv[1:]
faults = []


def check(condition, text):
    if not condition:
        faults.append(text)


def load(name):
    with open(os.path.join(golden, name), encoding="utf-8") as file:
        return json.load(file)


def lines(name):
    with open(os.path.join(golden, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def names(folder):
    return {os.path.relpath(os.path.join(at, n), folder) for at, _, ns in os.walk(folder) for n in ns}


manifest = load("manifest.json")
totals = load("totals.json")
instances = {s["instance"]: s for s in lines("scenarios.ndjson")}
check(len(instances) == len(lines("scenarios.ndjson")), "an instance has two entries")

sums = {k: Counter() for k in ("levels", "events", "scenarios", "labels", "incidents", "statuses")}
per_log = defaultdict(Counter)
links = defaultdict(lambda: defaultdict(set))
numbers = defaultdict(list)
records = size = 0

paths = {f["path"] for f in manifest["files"]}
check(sorted(f["path"] for f in manifest["files"]) == [f["path"] for f in manifest["files"]], "files are not sorted")
check(paths == names(tree), "manifest and tree have other files")
for file in manifest["files"]:
    path = file["path"]
    with open(os.path.join(tree, path), "rb") as opened:
        raw = opened.read()
    check(len(raw) == file["size"], f"{path}: size")
    check(hashlib.sha256(raw).hexdigest() == file["sha256"], f"{path}: sha256")
    if path.endswith(".gz") and not path.endswith(".tar.gz"):
        raw = gzip.decompress(raw)
        check(hashlib.sha256(raw).hexdigest() == file.get("content_sha256"), f"{path}: content_sha256")
    if "format" not in file:
        check(not os.path.exists(f"{golden}/records/{path}.ndjson"), f"{path}: records of a static file")
        continue
    own = lines(f"records/{path}.ndjson")
    check(file["records"] == len(own), f"{path}: records")
    # A file may begin with lines that are no record.
    head = own[0]["offset"] if own else 0
    check(file["lines"] == raw[:head].count(b"\n") + sum(r["lines"] for r in own), f"{path}: lines")
    check(head + sum(r["length"] for r in own) == len(raw), f"{path}: records do not cover the file")
    check(path.startswith(file["log"]) or file["log"] in paths, f"{path}: log is {file['log']}")
    check(totals["files"][path] == {"records": len(own), "bytes": len(raw)}, f"{path}: totals.files")
    numbers[file["log"]].append((file["first_record"], len(own)))
    records += len(own)
    size += len(raw)
    for r in own:
        tag = f"{path}:{r['line']}"
        sums["events"][f"{file['format']}/{r['event']}"] += 1
        if r["level"] is not None:
            sums["levels"][r["level"]] += 1
        if isinstance(r["fields"].get("status"), int):
            sums["statuses"][str(r["fields"]["status"])] += 1
        s = instances.get(r["instance"])
        if s is None:
            faults.append(f"{tag}: no instance {r['instance']}")
            continue
        check(s["scenario"] == r["scenario"], f"{tag}: scenario is {s['scenario']}")
        sums["scenarios"][r["scenario"]] += 1
        sums["labels"][s["label"]] += 1
        for incident in s["incidents"]:
            sums["incidents"][incident] += 1
        per_log[r["instance"]][file["log"]] += 1
        for kind, value in r["links"].items():
            links[r["instance"]][kind].update(value if isinstance(value, list) else [value])

check(records, "no records")
check(records == totals["records"], f"totals: {totals['records']} records, found {records}")
check(size == totals["bytes"], f"totals: {totals['bytes']} bytes, found {size}")
check({p for p in totals["files"]} == {f["path"] for f in manifest["files"] if "format" in f}, "totals.files")
for name, counter in sums.items():
    check(totals[name] == dict(counter), f"totals.{name}: {totals[name]} is not {dict(counter)}")

removed = Counter()
for log, parts in numbers.items():
    if log in shared:
        continue
    end = 0
    for first, count in sorted(parts):
        check(first >= end, f"{log}: first_record {first} before {end}")
        removed[log] += first - end
        end = first + count
check(manifest["removed"]["records"] >= sum(removed.values()), f"removed.records is below {sum(removed.values())}")

written = Counter()
for name, s in instances.items():
    for log, count in s["records"].items():
        there = per_log[name][log]
        gone = manifest["removed"]["records"] > 0
        check(there == count or (gone and there < count), f"{name}: {count} records in {log}, found {there}")
        written[log] += count
    check(set(per_log[name]) <= set(s["records"]), f"{name}: records in other logs")
    for kind, values in links[name].items():
        stated = s["links"].get(kind, [])
        stated = set(stated if isinstance(stated, list) else [stated])
        check(values <= stated, f"{name}: links {kind}")
    check(s["end"] is None or s["start"] <= s["end"], f"{name}: ends before it begins")
    for path in s["files"]:
        check(path in s["records"], f"{name}: no record of its file {path}")
check(sum(written.values()) == records + manifest["removed"]["records"], "scenarios.ndjson does not add up")

if faults:
    sys.exit("\n".join(faults[:12] + [f"{len(faults)} faults"]))
print(f"ok: {records} records of {len(instances)} instances in {len(manifest['files'])} files")
