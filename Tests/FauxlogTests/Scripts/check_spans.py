"""Decodes the bytes of every span of a tree and compares with the golden field.

usage: check_spans.py ZONE TREE GOLDEN

The decoders are those of Python's own library and the few below; they know the formats, not the
templates. ZONE is that of the tree. Prints what differs and exits with 1, or how many fields of
which formats were decoded.
"""

import ast
import gzip
import json
import os
import re
import sys
from collections import Counter
from datetime import datetime, timezone
from decimal import Decimal
from logging.handlers import SysLogHandler
from zoneinfo import ZoneInfo

zone = ZoneInfo(sys.argv[1])
tree, golden = sys.argv[2:4]
faults = []
decoded = Counter()


def raw(shown, _):
    return shown


def json_inside(shown, _):
    # A hole outside quotes is a whole value.
    return json.loads(shown if shown.startswith('"') else f'"{shown}"')


def python_inside(shown, quote):
    return ast.literal_eval(f"{quote}{shown}{quote}")


def nginx(shown, _):
    return re.sub(rb"\\x([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), shown.encode()).decode()


def as_json(shown, _):
    return json.loads(shown, parse_float=Decimal)


def as_python(shown, _):
    return ast.literal_eval(shown)


def items(name, pattern):
    return lambda shown, _: [{name: text} for text in re.findall(pattern, shown)]


def trail(shown, _):
    return [{"name": n, "stonesLeft": int(c)} for n, c in re.findall(r"  in (\S+) \((\d+) left\)\n", shown)]


def attempts(shown, _):
    return [{"provider": p, "reason": r} for p, r in re.findall(r"(\S+) authenticator: (.*)\n", shown)]


def members(shown, _):
    pairs = json.loads("{" + shown[1:] + "}", object_pairs_hook=lambda pairs: pairs, parse_float=Decimal)
    return [{"name": name, "value": plain(value)} for name, value in pairs]


def plain(value):
    """What `object_pairs_hook` left as pairs, as objects."""
    if isinstance(value, list) and value and all(isinstance(one, tuple) for one in value):
        return {name: plain(inner) for name, inner in value}
    return value


# How texts stand in the records of a format, where they do not stand as they are.
TEXTS = {
    "frappe.web": python_inside,
    "frappe.monitor": json_inside,
    "frappe.snapshot": json_inside,
}
# The same for single fields, or for the events of a format.
FIELDS = {
    ("mill.audit", "noted", None): json_inside,
    ("nginx.access", "access", "request"): raw,
    ("nginx.access", None, None): nginx,
    **{("flat.stderr", event, None): json_inside for event in ("access", "long-access", "request", "alert")},
    **{("flat.stderr", event, "custom"): members for event in ("access", "long-access")},
    ("frappe.web", None, "module"): raw,
    ("frappe.log", "webhook-sent", "reply"): python_inside,
    ("frappe.log", None, "form_dict"): as_python,
    ("frappe.module", None, "form_dict"): as_python,
    ("cloudify.audit", "refused", "attempts"): attempts,
    ("cloudify.deployment", "reply", "body"): as_json,
    ("mill.audit", "checked", "data"): as_python,
    ("mill.audit", "noted", "data"): as_json,
    ("mill.audit", "noted", "compact"): as_json,
    ("mill.log", None, "trail"): trail,
    ("frappe.node_error", "crash", "requirers"): items("path", r"- (.*)\n"),
    ("frappe.node_error", "crash", "calls"): items("call", r"    at (.*)\n?"),
}
# Data stands in the notation of its format.
DATA = {"frappe.monitor": as_json, "frappe.snapshot": as_json}
# What stands for a value that is not there.
ABSENT = {"-", "None", "null"}
# The same in a table, where it is an empty cell.
EMPTY = {"4d.debug": {""}}
TRUTH = {"true": True, "false": False, "True": True, "False": False}


def local(pattern):
    return lambda text: datetime.strptime(text, pattern).replace(tzinfo=zone)


def utc(pattern):
    return lambda text: datetime.strptime(text, pattern).replace(tzinfo=timezone.utc)


def aware(pattern):
    return lambda text: datetime.strptime(text, pattern)


def redis(text):
    if text.isdigit():
        return datetime.fromtimestamp(int(text), timezone.utc)
    return local("%d %b %Y %H:%M:%S.%f")(text)


def flat(text):
    if text[4] == "-":
        return datetime.fromisoformat(text)
    return utc("%d-%b-%Y %H:%M:%S" if text[2] == "-" else "%a %b %d %H:%M:%S.%f %Y")(text)


def prosody(text):
    # Each sink has its own form.
    if text[2] == "/":
        return aware("%d/%b/%Y:%H:%M:%S %z")(text)
    if text[4] == "-":
        return datetime.fromisoformat(text)
    if text[2] == ":":
        return local("%H:%M:%S")(text)
    return local("%a %b %d %H:%M:%S %Y" if text[3:4] == " " and text[4].isalpha() else "%b %d %H:%M:%S")(text)


def unpadded(text):
    whole, milliseconds = text.rsplit(".", 1)
    return local("%Y-%m-%dT%H:%M:%S.%f")(f"{whole}.{int(milliseconds):03}")


comma = local("%Y-%m-%d %H:%M:%S,%f")
TIMES = {
    "4d.debug": unpadded,
    "4d.mail": local("%Y-%m-%dT%H:%M:%S.%f"),
    "cloudify.audit": local("%d/%m/%Y %H:%M:%S"),
    "cloudify.celery": comma,
    "cloudify.deployment": comma,
    "cloudify.gunicorn": local("%Y-%m-%d %H:%M:%S"),
    "cloudify.rest": local("%d/%m/%Y %H:%M:%S"),
    "flat.stderr": flat,
    "flat.unique_ids": redis,
    "frappe.backup": comma,
    "frappe.bench_cli": comma,
    "frappe.gunicorn": aware("%Y-%m-%d %H:%M:%S %z"),
    "frappe.log": comma,
    "frappe.module": comma,
    "frappe.monitor": utc("%Y-%m-%d %H:%M:%S.%f"),
    "frappe.scheduler": comma,
    "frappe.snapshot": lambda t: local("%Y-%m-%d %H:%M:%S.%f" if "." in t else "%Y-%m-%d %H:%M:%S")(t),
    "frappe.supervisord": comma,
    "frappe.web": comma,
    "frappe.worker": comma,
    "frappe.worker_error": comma,
    "gunicorn.access": local("%d/%b/%Y:%H:%M:%S"),
    "mill.audit": aware("%Y-%m-%dT%H:%M:%S.%f%z"),
    "mill.card": local("%Y-%m-%d %H:%M:%S"),
    "mill.log": comma,
    "nginx.access": aware("%d/%b/%Y:%H:%M:%S %z"),
    "nginx.error": local("%Y/%m/%d %H:%M:%S"),
    "prosody.log": prosody,
    "redis.log": redis,
}


def check(condition, text):
    if not condition:
        faults.append(text)


def check_time(format, stated, shown, tag):
    stated = datetime.fromisoformat(stated.replace("Z", "+00:00"))
    try:
        time = TIMES[format](shown)
    except ValueError as error:
        return check(False, f"{tag}: {error}")
    if time.year == 1900:  # The record shows no date.
        check(stated.astimezone(zone).time() == time.time(), f"{tag}: {shown} is not {stated}")
    else:
        # A double hour may be meant either way.
        instants = [t.astimezone(timezone.utc) for t in (time, time.replace(fold=1))]
        check(stated in instants, f"{tag}: {shown} is {time}, not {stated}")


def decoder(format, event, field):
    for key in ((format, event, field), (format, None, field), (format, event, None), (format, None, None)):
        if key in FIELDS:
            return FIELDS[key]
    return TEXTS.get(format, raw)


def check_field(format, event, name, value, shown, before, tag):
    if value is None:
        return check(shown in EMPTY.get(format, ABSENT), f"{tag}: {shown!r} stands for nothing")
    if isinstance(value, bool):
        return check(TRUTH.get(shown) is value, f"{tag}: {shown!r} is not {value}")
    if isinstance(value, (int, Decimal)):
        return check(Decimal(shown) == value, f"{tag}: {shown!r} is not {value}")
    read = decoder(format, event, name)
    if isinstance(value, (dict, list)) and read in (raw, json_inside, python_inside):
        read = DATA.get(format, as_python)
    try:
        found = read(shown, before)
    except (ValueError, SyntaxError) as error:
        return check(False, f"{tag}: {shown[:200]!r}: {error}")
    check(found == value, f"{tag}: {found!r:.300} is not {value!r:.300}")


# Fields of a format that begin so show the lines `NAME: VALUE` of a record, the name in lower case.
SPREAD = {"cloudify.rest": ("header.", re.compile(r"^\t\t([\w-]+): (.*)$", re.MULTILINE))}
spread = Counter()


def check_spread(format, record, text, where):
    """Compares such lines as they follow; gives the names of their fields, which have no span."""
    if format == "prosody.log" and "severity" in record["fields"]:
        # syslog's number shows two fields at once.
        stated = [record["fields"][name] for name in ("facility", "severity")]
        number = SysLogHandler.facility_names[stated[0]] * 8 + SysLogHandler.priority_names[stated[1]]
        check(text.startswith(f"<{number}>"), f"{where}: {text[:40]} is not {stated}")
        return {"facility", "severity"}
    if format not in SPREAD:
        return set()
    prefix, lines = SPREAD[format]
    names = [name for name in record["fields"] if name.startswith(prefix)]
    stated = [(name.removeprefix(prefix), record["fields"][name]) for name in names]
    found = [(name.lower(), value) for name, value in lines.findall(text)]
    check(stated == found, f"{where}: {found!r:.300} is not {stated!r:.300}")
    spread[format] += len(found)
    return set(names)


def records(file):
    with open(os.path.join(tree, file["path"]), "rb") as opened:
        data = opened.read()
    if file["path"].endswith(".gz"):
        data = gzip.decompress(data)
    with open(f"{golden}/records/{file['path']}.ndjson", encoding="utf-8") as opened:
        for line in opened:
            yield data, json.loads(line, parse_float=Decimal)


with open(f"{golden}/manifest.json", encoding="utf-8") as opened:
    files = [f for f in json.load(opened)["files"] if "format" in f]
for file in files:
    format = file["format"]
    for data, record in records(file):
        body = data[record["offset"] : record["offset"] + record["length"]]
        shows = {n for n, v in record["fields"].items() if v is not None}
        where = f"{file['path']}:{record['line']} {format}/{record['event']}"
        missing = shows - set(record["spans"]) - check_spread(format, record, body.decode(), where)
        check(not missing, f"{where}: no span for {missing}")
        for name, (start, length) in record["spans"].items():
            tag = f"{where} {name}"
            shown = body[start : start + length].decode()
            if name == "time":
                check_time(format, record["time"], shown, tag)
            elif name == "level":
                check(shown == record["level"], f"{tag}: {shown!r} is not {record['level']!r}")
            else:
                before = body[start - 1 : start].decode("utf-8", "replace")
                check_field(format, record["event"], name, record["fields"][name], shown, before, tag)
            decoded[format] += 1

check(decoded, "no span")
for format in SPREAD:
    check(spread[format] or not decoded[format], f"{format}: no record shows {SPREAD[format][0]}")
if faults:
    sys.exit("\n".join(faults[:15] + [f"{len(faults)} faults"]))
print("ok: " + ", ".join(f"{f} {n}" for f, n in sorted(decoded.items())))
