"""frappe's own loggers and the snapshots of a bench: form of records, copies at bench and site, what they hide
(sheet 0, 2, 3)."""
import ast, datetime, glob, json, os, re
from collections import Counter, defaultdict

from bench_tree import STAMP, instant
from findings import bad, exempt

LIMIT = 100_000
HEAD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) (\S+) ?(.*)")
SECRET = re.compile(r"password|passwd|secret|token|key|pwd", re.I)
SNAPSHOT = re.compile(r"New Exception collected with (?:snapshot )?id: (\S+ \S+)$")
OVERTAKE = datetime.timedelta(milliseconds=5)
# v12 writes level, instant and file of the code on a line of their own, and has one log for all loggers.
HEAD_V12 = re.compile(r"\[(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\] (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) \| (/\S+\.py):$")
SAID_V12 = re.compile(r"""Request\ Error\nTraceback\ | New\ Exception\ collected\ with\ (snapshot\ )?id:\ | Could\ not\ take\ error\ snapshot:\ | \{'webhook_(success|error)':\ |
    Queued\ events\ for\ site\ | Access\ denied\ for\ site\ | Exception\ in\ Enqueue\ Events\ for\ Site\ | Failed\ to\ run\ after\ request\ hook\nTraceback\ |
    Checking\ (incoming|outgoing)\ | (Incoming|Outgoing)\ email\ account\ "[^"]+"\ not\ correct | Not\ queueing\ job\ \S+\ because""", re.X)
LOGGERS = ("frappe", "frappe.web", "scheduler", "database", "ipython", "library", "pdf")


def check_files(tree, path, backups=20):
    """Rotation before the record that would reach the limit; numbers without a gap; order within a file."""
    parts = tree.parts(path)
    numbers = [n for n, _, _ in parts]
    head, begins = (HEAD_V12, HEAD_V12) if tree.version == "v12" else (HEAD, STAMP)
    if numbers and (numbers != list(range(numbers[0], -1, -1)) or numbers[0] > backups): bad("generations are numbered without a gap", f"{path} {numbers}")
    module = os.path.basename(path)[:-len(".log")]
    small = 0
    for k, (number, name, text) in enumerate(parts):
        size = len(text.encode())
        first = text.split("\n", 1)[0] + "\n"
        if size >= LIMIT and sum(begins.match(line) is not None for line in text.split("\n")) > 1: bad("a file stays under 100,000 bytes", f"{name} {size}")
        if number > 0:
            following = parts[k + 1][2]
            record = following.split("\n", 1)[0] + "\n"
            for line in following.split("\n")[1:-1]:
                if begins.match(line): break
                record += line + "\n"
            small += size + len(record.encode()) < LIMIT
        before = ""
        overtaken = 0
        for line in text.split("\n")[:-1]:
            found = head.fullmatch(line)
            if not found: continue
            if head is HEAD and found[2] != module and not re.match(r"\S+ \S+ \w+ " + re.escape(module), line): continue
            stamp = line[:23] if head is HEAD else found[1]
            if stamp < before:
                overtaken += 1
                if instant(stamp) < instant(before) - OVERTAKE: bad("lines overtake one another by a few milliseconds at most", f"{name} {before} {line[:120]}")
            before = max(before, stamp)
        if overtaken > 0.03 * text.count("\n") + 2: bad("few lines overtake one another", f"{name} {overtaken}")
        if text and module in LOGGERS and not begins.match(first): bad("a file begins with a record", f"{name} {first[:100]}")
    # Several processes that roll for themselves leave undersized files; one alone never does.
    if small and small == len(parts) - 1 and len(parts) > 3: bad("not all rotated files are undersized", path)
    return small


def check_copies(tree, module):
    """A record of a site stands in the site's file and in the bench's, byte for byte."""
    top = Counter(text for _, text in tree.records(f"logs/{module}.log"))
    cut = tree.is_cut(f"logs/{module}.log")
    oldest = min((stamp for stamp, _ in tree.records(f"logs/{module}.log")), default="9")
    below, reach = Counter(), {}
    for site in tree.sites:
        if not os.path.isdir(f"{tree.folder}/sites/{site}/logs"): continue
        found = tree.records(f"sites/{site}/logs/{module}.log")
        reach[site] = (found[0][0] if found else "9", tree.is_cut(f"sites/{site}/logs/{module}.log"))
        for stamp, text in found:
            if "Form Dict" in text.split("\n")[0] and module == "frappe":
                if top[text]: bad("a message with Form Dict is not in the bench's file", text)
                continue
            below[text] += 1
            if not top[text] and (not cut or stamp > oldest): bad(f"a site's record is in the bench's {module}.log", f"{site}: {text}")
    if module in ("frappe", "frappe.web", "scheduler"):
        named = {"frappe": r"^Site: (\S+)$", "frappe.web": r"'site': '([^']+)'", "scheduler": r" (?:for|site|on|Site) (\S+)$"}[module]
        for text, count in top.items():
            site = re.search(named, text, re.M)
            # Whoever queues events is the scheduler's own process: what it says of a tick may have no site yet.
            if site and site[1] in reach and (not reach[site[1]][1] or text[:23] > reach[site[1]][0]) and below[text] < count:
                if module != "scheduler" or " INFO " in text[:32]: bad(f"a bench's record is in the site's {module}.log", text)
    return sum(top.values())


def told(tree):
    """(stamp, site, first line of the message, record) of each record of the bench's frappe.log."""
    for stamp, text in tree.records("logs/frappe.log"):
        site = re.search(r"\nSite: (\S+)\n", text)
        form = re.search(r"\nForm Dict: (.*)", text)
        if not site or not form:
            bad("Site and Form Dict of a record", text); continue
        if site[1] not in tree.sites + ["None"]: bad("Site of a record", text)
        try: data = ast.literal_eval(form[1])
        except (SyntaxError, ValueError): bad("the Form Dict is a Python literal", form[1]); continue
        if data is not None and type(data) is not dict: bad("the Form Dict is a dict or None", form[1])
        if form[1] != repr(data): bad("the Form Dict is written as repr does", form[1])
        for key, value in (data or {}).items():
            if SECRET.search(key) and value != "********" and key not in ("cmd",): bad("secrets of a Form Dict are stars", form[1])
        if data and "cmd" in data and list(data)[-1] != "cmd" and "." in str(data["cmd"]): bad("cmd stands last", form[1])
        if "Traceback" in text and form.start() > text.index("Traceback (most"): bad("Form Dict stands before the traceback", text)
        yield stamp, site[1], text.split("\n")[0][24:].removeprefix("ERROR frappe "), text


def told_v12(tree):
    """The same of v12: before the message stand its site, and its form as JSON if it is a call's."""
    ticks = defaultdict(list)
    for stamp, text in tree.records("logs/frappe.log", HEAD_V12):
        place, *rest = text.split("\n")
        if not any(f" | {tree.bench}/apps/{app}/" in place for app in tree.parameters["apps"].split()): bad("a record of v12 names a file of an app", place)
        site = rest.pop(0)[6:] if rest and rest[0].startswith("Site: ") else None
        if site not in tree.sites + [None]: bad("Site of a record", text)
        if rest and rest[0].startswith("Form Dict: "):
            shown, length = "\n".join(rest)[11:], 0
            data, length = json.JSONDecoder().raw_decode(shown)
            if shown[:length] != json.dumps(data, indent=1, sort_keys=True): bad("the Form Dict of v12 is written as frappe.as_json does", text)
            if not site: bad("a Form Dict has its Site", text)
            rest = shown[length + 1:].split("\n")
        said = "\n".join(rest)
        # Apps say what they like.
        if not said or f"{tree.bench}/apps/frappe/" in place and not SAID_V12.match(said): bad("a message of frappe.log is one of frappe's", text)
        if said.startswith(("Queued events", "Access denied", "Exception in Enqueue")) and said.split("\n")[0].split(" ")[-1] != site: bad("a tick names its site", text)
        if said.startswith("Queued events"): ticks[site].append(instant(stamp))
        yield stamp, site or "", rest[0], text
    if set(ticks) != set(tree.sites): bad("each site has its ticks", f"{sorted(ticks)}")
    for site, times in ticks.items():
        if len(times) > 60 and len(times) < 0.9 * (times[-1] - times[0]).total_seconds() / 60: bad("a tick every minute", f"{site}: {len(times)}")


def check_frappe(tree):
    """Site and Form Dict follow the message, before a traceback; secrets are stars; ids have their snapshot."""
    idents, clients, failed = {}, [], Counter()
    waits = defaultdict(dict)
    for stamp, site, head, text in (told_v12 if tree.version == "v12" else told)(tree):
        failed["asked"] += head == "Request Error"
        failed["told"] += head.startswith(("New Exception", "Could not take error snapshot"))
        found = SNAPSHOT.match(head)
        if found:
            idents[found[1]] = site
            parts = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})?)-(.+)-([0-9a-f]{3})", found[1])
            if not parts: bad("shape of a snapshot id", text); continue
            late = (instant(stamp) - instant(parts[1])).total_seconds()
            if not -0.001 <= late <= 1: bad("a snapshot's line comes within a second of its id", f"{late} {text}")
            if "\nTraceback" in text: bad("a collected exception has no traceback here", text)
            clients.append((parts[2], instant(stamp)))
        elif "Could not take error snapshot" in head and "Traceback (most recent" not in text: bad("a snapshot that failed has its traceback", text)
        retry = re.search(r"\{'webhook_(error|success)': .*?(?:'try': (\d))?\}$", head)
        if retry and retry[1] == "error":
            number = int(retry[2] or 0)
            if not 1 <= number <= 3: bad("tries of a webhook are 1 to 3", head)
            waits[site].setdefault(number, []).append(instant(stamp))
    # A second try follows a first one by a second (and what the request took), a third by four.
    for site, tries in waits.items():
        for number, low, high in ((2, 1, 40), (3, 4, 45)):
            for when in tries.get(number, []):
                if not any(low <= (when - first).total_seconds() <= high for first in tries.get(number - 1, [])): bad("tries of a webhook wait 1, 4 and 7 s", f"{site} try {number} at {when}")
    # v12 tells first what was asked for, then what became of it.
    if tree.version == "v12" and not 0 <= failed["asked"] - failed["told"] <= 2: bad("a snapshot of v12 has its Request Error", f"{dict(failed)}")
    return idents, clients


def check_snapshot(path, ident, known):
    raw = open(path, "rb").read()
    if raw.endswith(b"\n") or any(b > 126 for b in raw): bad("a snapshot is ASCII without a final line end", path)
    data = json.loads(raw)
    if raw.decode() != json.dumps(data, indent=1, sort_keys=False): bad("a snapshot is written as json.dumps does", path)
    if list(data) != "etype evalue exception frames locals pyver timestamp traceback".split(): bad("the eight keys of a snapshot in order", f"{path} {list(data)}")
    if not {"args", "with_traceback"} <= set(data["exception"]): bad("exception has args and with_traceback", path)
    for name, value in data["exception"].items():
        if not (isinstance(value, list) and value and all(type(b) is int and 0 <= b < 256 for b in value)): bad("exception values are byte values", f"{path} {name}")
    if list(data["exception"]) != sorted(data["exception"]): bad("exception is sorted", path)
    for frame in data["frames"]:
        if list(frame) != ["call", "dump", "file", "func", "lines", "lnum"]: bad("six keys of a frame", f"{path} {list(frame)}")
        numbers = list(frame["lines"])
        if numbers != [str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))] or len(numbers) > 5: bad("lines of a frame in numeric order", f"{path} {numbers}")
        if str(frame["lnum"]) not in numbers or type(frame["lnum"]) is not int: bad("lnum is among the lines", path)
        if not frame["file"].startswith("/") or " " in frame["file"]: bad("absolute file of a frame", frame["file"])
        if any(type(v) is not str for v in frame["dump"].values()): bad("dump values are texts", path)
        if list(frame["dump"]) != sorted(frame["dump"]): bad("dump is sorted", f"{path} {list(frame['dump'])}")
    if any(type(v) is not str for v in data["locals"].values()): bad("locals are texts", path)
    trace = data["traceback"]
    if not trace.endswith("\n") or trace.endswith("\n\n"): bad("the traceback ends with one line end", path)
    last = data["frames"][-1]
    if f'File "{last["file"]}", line {last["lnum"]}, in {last["func"]}' not in trace: bad("the last frame is in the traceback", path)
    # Behind the last frame's lines, which are indented, stands what was raised; its message may have several lines.
    raised = re.search(r"^(?:\w+\.)*(\w+)(?::.*)?$", trace[trace.rindex('\n  File "') + 1:], re.M)
    if not raised or raised[1] != data["etype"]: bad("the traceback ends in the exception", f"{path} {raised and raised[0]}")
    if not data["evalue"].startswith(f"{data['etype']}("): bad("evalue is the exception's repr", path)
    gap = (instant(data["timestamp"]) - instant(ident.rsplit("-", 2)[0])) / datetime.timedelta(microseconds=1)
    if not 42 <= gap <= 3000: bad("42 to 488 us, rarely more, from id to timestamp", f"{path} {gap}")
    if known is not None and ident not in known: bad("a snapshot without its line in frappe.log", path)


def last_collection(tree, site):
    """When the last collector began that came to its end: it has moved all that was there by then."""
    job = r"frappe\.utils\.error\.collect_error_snapshots"
    text = tree.text(f"sites/{site}/logs/scheduler.log") or tree.text("logs/scheduler.log")
    begun = re.findall(rf"^(\S+ \S+) INFO scheduler Scheduled Job Start: {job} for {re.escape(site)}$", text, re.M)
    ended = re.findall(rf"^(\S+ \S+) INFO scheduler Scheduled Job Complete: {job} for {re.escape(site)}$", text, re.M)
    if tree.version in ("v12", "v14"):                 # which do not log what went well
        work = tree.text("logs/worker.log")
        calls = re.findall(rf"^(\S+ \S+) \S+: .*(?:'job_type': '|job_name='){job}'.*site='{re.escape(site)}'.*\((\S+)\)$", work, re.M)
        idents = {ident for _, ident in calls}
        begun, ended = [stamp for stamp, _ in calls], [stamp for stamp, ident in re.findall(r"^(\S+ \S+) \S+: Job OK \((\S+)\)$", work, re.M) if ident in idents]
    complete = [b for b in begun if any(e > b for e in ended)]
    return max(complete, default="")                   # files of several writers are not in order


def check_snapshots(tree, idents):
    """The files on disk are those that the hourly collector has not moved yet, and their lines stand in frappe.log."""
    collected, count = {}, 0
    for site in tree.sites:
        collected[site] = last_collection(tree, site)
        on_disk = set()
        for path in glob.glob(f"{tree.folder}/sites/{glob.escape(site)}/error-snapshots/*.json"):
            ident = os.path.basename(path)[:-5]
            on_disk.add(ident)
            count += 1
            check_snapshot(path, ident, None if tree.is_cut("logs/frappe.log") else idents)
            if ident.replace(".", ",")[:23] < collected[site]: bad("the hourly collector moved what was there", f"{site}: {ident}, collected {collected[site]}")
            # v12 does not name the site behind the message.
            if idents.get(ident) not in (None, "", site): bad("a snapshot lies with its site", path)
        for ident, owner in idents.items():
            if owner == site and ident not in on_disk and (not collected[site] or ident.replace(".", ",")[:23] > collected[site]) and tree.version != "v15":
                bad("a snapshot's file is there until it is collected", f"{site}: {ident}")
    return count


def check(tree):
    modules = sorted({os.path.basename(p)[:-4] for p in glob.glob(f"{tree.folder}/logs/*.log")} & set(LOGGERS))
    small = 0
    for module in modules:
        for folder in ["logs"] + [f"sites/{site}/logs" for site in tree.sites]: small += check_files(tree, f"{folder}/{module}.log")
        if tree.version != "v12": check_copies(tree, module)
    idents, clients = check_frappe(tree)
    if tree.version == "v15":
        if idents or glob.glob(f"{tree.folder}/sites/*/error-snapshots/*"): bad("v15 has no snapshots")
    count = check_snapshots(tree, idents)
    if tree.version in ("v14", "v15"):
        for module in ("frappe.web", "scheduler"):
            if re.search(r"^\S+ \S+ (DEBUG|INFO) ", tree.text(f"logs/{module}.log"), re.M): bad("v14 and v15 log errors only", module)
    failures = defaultdict(set)
    first = None
    for a in tree.access():
        first = first or a.time
        if a.status >= 500: failures[a.client].add(a.time)
    if tree.version == "v12": exempt("logs of sites of v12, which has none")
    for client, when in clients:
        near = {(when + datetime.timedelta(seconds=s)).replace(microsecond=0) for s in (0, 1)}
        if first and when > first and client != "127.0.0.1" and not failures[client] & near: bad("a failed request has its access line", f"{client} {when}")
    return f"{len(modules)} loggers, {len(idents)} snapshot ids, {count} files of them, {small} undersized generations"
