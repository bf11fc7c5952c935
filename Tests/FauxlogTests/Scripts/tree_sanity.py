#!/usr/bin/env python3
"""Holds any generated tree against what no tree may show, whatever system it is of: bytes that do not decode, a last
line that is cut, stamps that go back, values that were missing where one was wanted, two files that are the same.

usage: tree_sanity.py TREE GOLDEN
Of the golden files only the manifest serves, and where records begin, as a message may have a second line that looks
like a record. Exits 0, or prints the faults and exits 1."""
import datetime, gzip, hashlib, io, json, os, re, sys, tarfile
from collections import defaultdict

import findings
from findings import bad

# How far a record's stamp may lie before an earlier one of its file, in seconds: what the systems' sheets say.
BACK = [
    ("frappe-bench", r"logs/monitor\.json\.log", 1800),       # of begins, in the order of ends, flush by flush
    ("frappe-bench", r"logs/(web\.log|node-.*)", 0),
    ("frappe-bench", r"(sites/[^/]+/)?logs/(frappe|frappe\.web|scheduler|library|worker|worker\.error)\.log(\.\d+)?", 0.005),   # of several processes
    ("frappe-bench", r"sites/[^/]+/private/.*", 0),
    ("cloudify-manager", r"(.*!cloudify|var/log/cloudify)/mgmtworker/logs/.*", 0.3),      # of processes that tell of one another
    ("flat-server", r"flat\.stderr\.log", 70),                # an event is stamped with its beginning
]
# Files without a line end at their end.
OPEN = r"sites/[^/]+/error-snapshots/.*\.json|logs/setup-wizard\.log|.*\.pid"
# Templates' words for what is not there, and names of holes. What the systems themselves say so is listed below.
MISSING = re.compile(r"(?<![\w$])\$\{?[a-z_]\w*|(?<![\w.'-])(?:none|nil)(?![\w'-])|\bundefined\b|\ufffd")
SAID = {
    # backup.log's shell; what cgitb and so a snapshot says of a name without a value; settings.
    "frappe-bench": r"kill \$self\b|/error-snapshots/.*\.json: .*\"undefined\"|^(Procfile|config/\S*|apps/\S*): ",
    # Lua's errors, and OpenSSL's channel binding.
    "prosody-server": r"\(nil\)|\ba nil value|with nil\b|'tls-unique' undefined in context|^etc/prosody/\S*: ",
    "flat-server": r"Undefined variable",
    "cloudify-manager": r'"install_method": "none"',
    # Local variables of 4D's language.
    "4d-server": r"^Logs/4DDebugLog\w*\.txt: ",
}
# An archive that was downloaded, as the manager's own log shows it: what is valid UTF-8 of its bytes, NUL and all.
BINARY = re.compile(r'(?<=reply:  "200 OK" )[^{\n](?s:.*?)(?=\n\d{4}-\d\d-\d\d |\Z)')
CLOCK = r"(?P<clock>\d\d:\d\d:\d\d)(?:[.,](?P<part>\d+))?"
MONTHS = {name: k for k, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
# How records begin: what may stand before the stamp, and the stamp.
BEFORE = r'(?:\[|<\d+>1? ?|\d+\t|\d+:[A-Z] |\{"timestamp":"|.*"timestamp": ?"|\S+ - \S+ \[|\[[A-Z]+\] )?'
STAMPS = [re.compile(BEFORE + pattern) for pattern in (
    rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[ T]{CLOCK}",
    rf"(?P<year>\d{{4}})/(?P<month>\d\d)/(?P<day>\d\d) {CLOCK}",
    rf"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{{4}}) {CLOCK}",
    rf"(?P<day>\d\d)[/ -](?P<name>[A-Z][a-z]{{2}})[/ -](?P<year>\d{{4}})[: ]{CLOCK}",
    rf"[A-Z][a-z]{{2}} (?P<name>[A-Z][a-z]{{2}}) +(?P<day>\d+) {CLOCK} (?P<year>\d{{4}})",
    rf"(?P<name>[A-Z][a-z]{{2}}) +(?P<day>\d+) {CLOCK} ",
    rf"{CLOCK} ")]


def stamp(text, year):
    """Seconds of a record's stamp, and whether it has its day; None without a stamp."""
    for pattern in STAMPS:
        found = pattern.match(text)
        if not found: continue
        parts = found.groupdict()
        hours, minutes, seconds = map(int, parts["clock"].split(":"))
        day = datetime.date(1970, 1, 1)
        if parts.get("day"):
            month = int(parts["month"]) if parts.get("month") else MONTHS.get(parts["name"])
            if not month: continue
            day = datetime.date(int(parts.get("year") or year), month, int(parts["day"]))
        # 4D does not pad its milliseconds.
        part = parts["part"] or "0"
        fraction = int(part) / (1000 if len(part) < 3 else 10 ** len(part))
        return day.toordinal() * 86400 + hours * 3600 + minutes * 60 + seconds + fraction, bool(parts.get("day"))
    return None


def contents(tree):
    """(path, bytes) of each file; what is compressed as it was before, archives as their members."""
    for folder, _, names in os.walk(tree):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), tree)
            with open(os.path.join(tree, path), "rb") as file: raw = file.read()
            if path.endswith((".tar.gz", ".tgz", ".tar")):
                with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
                    for member in archive.getmembers():
                        if not member.isfile(): continue
                        inner = archive.extractfile(member).read()
                        yield f"{path}!{member.name}", gzip.decompress(inner) if member.name.endswith(".gz") else inner
            else: yield path, gzip.decompress(raw) if path.endswith(".gz") else raw


def check_bytes(path, raw, line_end):
    """Encoding, line ends, control characters; gives the text."""
    try: text = raw.decode("utf-8")
    except UnicodeDecodeError as error: bad("a file decodes", f"{path}: {error}"); return ""
    if text.startswith("\ufeff"): bad("a file has no byte order mark", path)
    if path.endswith("/__system__.log"): text = BINARY.sub("", text)
    if "\x00" in text: bad("no NUL", path)
    is_open = re.fullmatch(OPEN, path)
    if text and not is_open and not text.endswith(line_end): bad("a file ends with its line end", f"{path}: {text[-60:]!r}")
    if is_open and text.endswith("\n\n"): bad("a file does not end twice", path)
    if line_end == "\r\n" and (text.count("\n") != text.count("\r\n") or text.count("\r") != text.count("\r\n")): bad("lines end with CRLF", path)
    if line_end == "\n" and "\r\n" in text: bad("lines end with LF", f"{path}: {text[max(text.index(chr(13)) - 60, 0):][:80]!r}")
    return text


def check_words(tree, path, text):
    """No word of the templates in any line."""
    said = re.compile(SAID[tree])
    for line in text.split("\n"):
        found = MISSING.search(line)
        if found and not said.search(f"{path}: {line}"): bad(f"a value is missing: {found[0]}", f"{path}: {line[max(found.start() - 100, 0):found.end() + 60]}")


def check_stamps(tree, path, raw, golden, year):
    """Records are in order, but for what their system's quirk lets go back. Gives how many have stamps."""
    back = next((seconds for of, pattern, seconds in BACK if of == tree and re.fullmatch(pattern, path)), 0)
    latest, shown, count = None, "", 0
    with open(golden, encoding="utf-8") as file: offsets = [json.loads(line)["offset"] for line in file]
    for offset in offsets:
        line = raw[offset:raw.find(b"\n", offset)].decode("utf-8", "replace")
        found = stamp(line, year)
        if not found: continue
        count += 1
        time, is_whole = found
        # Behind midnight a clock without its day begins anew.
        if latest and not is_whole and latest - time > 80_000: latest = None
        if latest and time < latest - back - 0.0005: bad("a file goes back in time", f"{path}, {latest - time:.3f} s, {back} allowed: {shown[:100]} then {line[:100]}")
        if latest is None or time > latest: latest, shown = time, line
    return count


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    folder, golden = sys.argv[1:]
    with open(f"{golden}/manifest.json", encoding="utf-8") as file: manifest = json.load(file)
    tree, parameters = manifest["tree"], manifest["parameters"]
    if tree not in SAID: sys.exit(f"nothing is known of {tree}")
    line_end = "\r\n" if parameters.get("eol") == "CRLF" else "\n"
    digests, files, stamped = defaultdict(list), 0, 0
    for path, raw in contents(folder):
        files += 1
        text = check_bytes(path, raw, line_end)
        check_words(tree, path, text)
        records = f"{golden}/records/{path}.ndjson"
        if os.path.isfile(records): stamped += check_stamps(tree, path, raw, records, manifest["start"][:4])
        # What an archive holds lies there as well, files that no records are in may well be the same, and a bench of one site says all twice, at bench and site.
        own = os.path.basename(path) if tree == "frappe-bench" and re.match(r"(sites/[^/]+/)?logs/", path) else path
        if os.path.isfile(records) and raw and "!" not in path: digests[hashlib.sha256(raw).digest()].append((path, own))
    for same in digests.values():
        if len({own for _, own in same}) > 1: bad("two files are not the same", ", ".join(path for path, _ in same))
    findings.need(files=files, stamps=stamped)
    findings.finish(f"{files} files of {tree}, {stamped} stamps")


if __name__ == "__main__": main()
