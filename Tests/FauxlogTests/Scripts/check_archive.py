"""Holds the archives of a tree against the manifest and the golden records of what is in them.

usage: check_archive.py TREE GOLDEN

Reads the archives by Python's tarfile. Prints what differs and exits with 1, or prints what was
compared.
"""

import gzip
import hashlib
import json
import os
import sys
import tarfile

tree, golden = sys.argv[1:3]
faults = []
compared = {"archives": 0, "files": 0, "records": 0}


def check(condition, text):
    if not condition:
        faults.append(text)


with open(os.path.join(golden, "manifest.json"), encoding="utf-8") as file:
    manifest = json.load(file)
stated = {}
for at, _, names in os.walk(os.path.join(golden, "records")):
    for name in names:
        path = os.path.relpath(os.path.join(at, name), os.path.join(golden, "records"))
        if "!" in path:
            stated[path.removesuffix(".ndjson")] = os.path.join(at, name)

for entry in manifest["files"]:
    path = entry["path"]
    check(("members" in entry) == path.endswith(".tar.gz"), f"{path}: members")
    if "members" not in entry:
        continue
    compared["archives"] += 1
    with tarfile.open(os.path.join(tree, path)) as archive:
        check(archive.getnames() == sorted(archive.getnames()), f"{path}: not sorted")
        files = {m.name: m for m in archive.getmembers() if m.isfile()}
        check(all(m.isfile() or m.isdir() for m in archive.getmembers()), f"{path}: odd members")
        check([m["path"] for m in entry["members"]] == list(files), f"{path}: other members")
        for member in entry["members"]:
            name = member["path"]
            data = archive.extractfile(files[name]).read()
            compared["files"] += 1
            check(len(data) == member["size"], f"{path}!{name}: size")
            check(hashlib.sha256(data).hexdigest() == member["sha256"], f"{path}!{name}: sha256")
            records = stated.pop(f"{path}!{name}", None)
            if records is None:
                continue
            if name.endswith(".gz"):
                data = gzip.decompress(data)
            end, line = 0, 1
            with open(records, encoding="utf-8") as file:
                for text in file:
                    record = json.loads(text)
                    compared["records"] += 1
                    body = data[record["offset"] : record["offset"] + record["length"]]
                    check(record["offset"] == end, f"{path}!{name}:{record['line']}: offset")
                    check(record["line"] == line, f"{path}!{name}:{record['line']}: line {line}")
                    check(record["lines"] == body.count(b"\n"), f"{path}!{name}:{line}: lines")
                    for field, (start, length) in record["spans"].items():
                        shown = body[start : start + length].decode()
                        value = record["fields"].get(field, record.get(field))
                        if field != "time":
                            check(shown == str(value), f"{path}!{name}:{line}: {field}")
                    end += len(body)
                    line += body.count(b"\n")
            check(end == len(data), f"{path}!{name}: bytes without a record")
for path in stated:
    faults.append(f"{path}: has golden records, is in no archive")

for what, count in compared.items():
    check(count, f"no {what}")
if faults:
    print("\n".join(faults[:12]))
    print(f"{len(faults)} faults")
    sys.exit(1)
print("ok: " + ", ".join(f"{count} {what}" for what, count in compared.items()))
