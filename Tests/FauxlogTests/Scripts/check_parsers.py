"""Reads logs with parsers of Python's own and compares every record with the golden ones.

usage: check_parsers.py ZONE TREE GOLDEN

Finds records by itself: a line of JSON, a repr that `ast` reads, what begins like Python's
`logging` writes, an access line by the expression of the combined format. Prints what differs and
exits with 1, or how many records of which formats agree.
"""

import ast
import json
import os
import re
import sys
from collections import Counter
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

zone = ZoneInfo(sys.argv[1])
tree, golden = sys.argv[2:4]
faults = []
agreed = Counter()

HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (DEBUG|INFO|WARNING|ERROR|CRITICAL) (\S+) ")
ACCESS = re.compile(
    r'(?P<client>\S+) - (?P<user>\S+) \[(?P<time>[^]]+)\] "(?P<request>(?:[^"\\]|\\.)*)" '
    r'(?P<status>\d{3}) (?P<bytes>\d+) "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)"'
)


def check(condition, text):
    if not condition:
        faults.append(text)


def instant(time):
    text = time.astimezone(timezone.utc).isoformat()
    return datetime.fromisoformat(text)


def stated(record):
    return datetime.fromisoformat(record["time"].replace("Z", "+00:00"))


def logged(text):
    """Records as `logging` wrote them: (first line, time, level, logger, message)."""
    found = []
    for number, line in enumerate(text.split("\n")[:-1], 1):
        head = HEAD.match(line)
        if head:
            time = datetime.strptime(head[1], "%Y-%m-%d %H:%M:%S,%f").replace(tzinfo=zone)
            found.append([number, instant(time), head[2], head[3], [line[head.end() :]]])
        else:
            found[-1][4].append(line)
    return found


def compare_logged(path, text, records):
    found = logged(text)
    check(len(found) == len(records), f"{path}: {len(found)} records, golden has {len(records)}")
    for (number, time, level, logger, lines), record in zip(found, records):
        tag = f"{path}:{number}"
        check(number == record["line"] and len(lines) == record["lines"], f"{tag}: begins or ends elsewhere")
        check(time == stated(record), f"{tag}: {time} is not {record['time']}")
        check(level == record["level"], f"{tag}: {level}")
        check(logger == record["fields"]["module"], f"{tag}: {logger}")
        yield tag, lines, record


def web(path, text, records):
    for tag, lines, record in compare_logged(path, text, records):
        fields = ast.literal_eval(lines[0])
        if isinstance(fields["http_status_code"], str):  # A word, where there was no response.
            fields["status"] = fields.pop("http_status_code")
        check({"module": record["fields"]["module"], **fields} == record["fields"], f"{tag}: {fields}")
        agreed["frappe.web"] += 1


def frappe(path, text, records):
    for tag, lines, record in compare_logged(path, text, records):
        fields = record["fields"]
        forms = [ast.literal_eval(l[11:]) for l in lines if l.startswith("Form Dict: ")]
        sites = [l[6:] for l in lines if l.startswith("Site: ")]
        if "form_dict" in fields:
            check(forms == ([fields["form_dict"]] if fields["form_dict"] is not None else []), f"{tag}: {forms}")
            agreed["form dicts"] += len(forms)
        if "site" in fields:
            check(sites == [fields["site"] or "None"], f"{tag}: {sites}")
        if fields.get("traceback"):
            check("\n".join(lines).endswith(fields["traceback"]), f"{tag}: traceback")
            agreed["tracebacks"] += 1
        agreed["frappe.log"] += 1


def monitor(path, text, records):
    lines = text.splitlines()
    check(len(lines) == len(records), f"{path}: {len(lines)} lines, golden has {len(records)}")
    for line, record in zip(lines, records):
        tag = f"{path}:{record['line']}"
        data = json.loads(line)
        check(line == json.dumps(data, sort_keys=True, separators=(",", ":")), f"{tag}: not as json.dumps writes it")
        time = datetime.fromisoformat(data.pop("timestamp")).replace(tzinfo=timezone.utc)
        check(time == stated(record), f"{tag}: {time}")
        flat = {}
        for key, value in data.items():
            flat.update(value if isinstance(value, dict) else {key: value})
        check(flat == record["fields"], f"{tag}: {flat} is not {record['fields']}")
        agreed["frappe.monitor"] += 1


def unescaped(text):
    return re.sub(rb"\\x([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), text.encode()).decode()


def access(path, text, records):
    lines = text.splitlines()
    check(len(lines) == len(records), f"{path}: {len(lines)} lines, golden has {len(records)}")
    for line, record in zip(lines, records):
        tag = f"{path}:{record['line']}"
        found = ACCESS.fullmatch(line)
        if not found:
            check(False, f"{tag}: {line}")
            continue
        fields = record["fields"]
        time = datetime.strptime(found["time"], "%d/%b/%Y:%H:%M:%S %z")
        check(instant(time) == stated(record), f"{tag}: {time}")
        check(found["client"] == fields["client"], f"{tag}: client")
        check(int(found["status"]) == fields["status"], f"{tag}: status")
        check(int(found["bytes"]) == fields["bytes"], f"{tag}: bytes")
        for name, key in (("user", "user"), ("referer", "referer"), ("agent", "user_agent")):
            shown = None if found[name] == "-" else unescaped(found[name])
            check(shown == fields[key], f"{tag}: {name} {shown!r} is not {fields[key]!r}")
        if record["event"] == "access":
            method, target, protocol = found["request"].split(" ")
            check((method, protocol) == (fields["method"], fields["protocol"]), f"{tag}: request")
            check(unescaped(target) == fields["path"], f"{tag}: path")
        agreed["nginx.access"] += 1


HTTPD = re.compile(
    r"\[(?P<time>[^]]+)\] \[(?P<module>\w+):(?P<level>\w+)\] \[pid (?P<pid>\d+):tid (?P<tid>\d+)\] (?P<id>\S+) "
    r"(?:(?P<code>AH\d{5}): )?"
)


def flat(path, text, records):
    """FLAT's stream: JSON lines by Python's json, lines of httpd by an expression of the format's directives."""
    lines = text.split("\n")[:-1]
    check(len(lines) == len(records), f"{path}: {len(lines)} lines, golden has {len(records)}")
    for line, record in zip(lines, records):
        tag = f"{path}:{record['line']}"
        fields = {name: value for name, value in record["fields"].items() if value is not None}
        if line.startswith("{"):
            data = json.loads(line)
            time = datetime.fromisoformat(data.pop("timestamp"))
            check(time == stated(record), f"{tag}: {time}")
            data.update({name: float(shown) for name, shown in data.pop("timing", {}).items()})
            custom = fields.pop("custom", [])
            check(list(data)[len(data) - len(custom) :] == [one["name"] for one in custom], f"{tag}: custom fields")
            fields.update({one["name"]: one["value"] for one in custom})
            check(data == fields, f"{tag}: {data} is not {fields}")
            agreed["flat.stderr"] += 1
            continue
        head = HTTPD.match(line)
        if not head:
            continue
        time = datetime.strptime(head["time"], "%a %b %d %H:%M:%S.%f %Y").replace(tzinfo=timezone.utc)
        check(time == stated(record), f"{tag}: {time}")
        check(head["level"] == record["level"], f"{tag}: {head['level']}")
        shown = [head["module"], int(head["pid"]), int(head["tid"]), head["code"]]
        check(shown == [fields.get(name) for name in ("module", "pid", "tid", "code")], f"{tag}: {shown}")
        check((None if head["id"] == "-" else head["id"]) == fields.get("requestID"), f"{tag}: {head['id']}")
        agreed["httpd"] += 1


READERS = {
    "flat.stderr": flat,
    "frappe.web": web,
    "frappe.log": frappe,
    "frappe.monitor": monitor,
    "nginx.access": access,
}

with open(f"{golden}/manifest.json", encoding="utf-8") as opened:
    files = json.load(opened)["files"]
for file in files:
    reader = READERS.get(file.get("format"))
    if reader is None or file["path"].endswith(".gz"):
        continue
    with open(os.path.join(tree, file["path"]), encoding="utf-8") as opened:
        text = opened.read()
    with open(f"{golden}/records/{file['path']}.ndjson", encoding="utf-8") as opened:
        records = [json.loads(line) for line in opened]
    check(len(records) == file["records"], f"{file['path']}: {len(records)} golden records, the manifest has {file['records']}")
    reader(file["path"], text, records)

check(agreed, "no record that is read here")
if faults:
    sys.exit("\n".join(faults[:15] + [f"{len(faults)} faults"]))
print("ok: " + ", ".join(f"{f} {n}" for f, n in sorted(agreed.items())))
