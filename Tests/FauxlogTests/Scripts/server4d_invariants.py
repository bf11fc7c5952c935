#!/usr/bin/env python3
"""Holds a generated Logs folder of a 4D Server against what a real one keeps: one sequence number over all files,
call trees whose closing lines quote their opening lines, mail sessions that are true dialogues. Reads the log files
by itself, with patterns of its own; the golden files serve only for what they say of each record.

usage: server4d_invariants.py TREE GOLDEN [SAMPLES]
With SAMPLES, a folder of captured mail dialogues, all that servers say there is to be found in the tree, too.
Exits 0, or prints the first faults and exits 1."""
import bisect, glob, json, os, re, sys
from collections import Counter, defaultdict

if len(sys.argv) not in (3, 4): sys.exit(__doc__)
from findings import bad, finish, need
from server4d_logs import GOLDEN, IMMEDIATE, MODE, STARTUP, clock, goes_back, lines_of
from server4d_mail import CHECKS, read_mail

COLUMNS = ("sequence_number\ttime\tprocessID\tunique_processID\tstack_level\toperation_type\toperation\t"
           "operation_parameters\tform_event\tstack_opening_sequence_number\tstack_level_execution_time")
STANDARD = re.compile(r"(\d+)\t(\S+) p=(\d+) puid=(\d+)\t\((\d+)\)  (.*)", re.S)


# --- the debug log
class Entry:
    def __init__(self, number, time, p, puid, level, kind, name, arguments, opened, micros, form):
        self.number, self.time, self.p, self.puid, self.level, self.form = number, time, p, puid, level, form
        self.kind, self.name, self.arguments, self.opened, self.micros = kind, name, arguments, opened, micros
        self.inner = 0


def tabular(line):
    cells = line.split("\t")
    if len(cells) != 11: return bad("a data line has ten tabs", line)
    number, time, p, puid, level, kind, name, arguments, form, opened, micros = cells
    if "." not in time or (len(time.rsplit(".", 1)[1]) > 1 and time.rsplit(".", 1)[1][0] == "0"): bad("milliseconds are not padded", line)
    if (opened == "") != (micros == ""): bad("number and duration stand together", line)
    if kind == "1" and not name.isdigit(): bad("a command is a number", line)
    if kind == "8" and name and not re.fullmatch(r"[0-9A-F]{14}4[0-9A-F]{17}", name): bad("a connection is a UUID", line)
    return Entry(int(number), clock(time), int(p), int(puid), int(level), kind, name, arguments,
                 int(opened) if opened else None, int(micros) if micros else None, form)


def standard(line):
    """An entry of the standard log. It does not name its opening line, so that is found by the stack."""
    found = STANDARD.fullmatch(line)
    if not found: return bad("a line of the standard log", line)
    number, time, p, puid, level, text = found.groups()
    took = re.search(r"\. (?:<|(\d+)) ms$", text)
    body = text[:took.start()] if took else text
    token, _, call = body.partition(": ")
    opened = None
    if token in ("end_cmd", "end_meth", "end_mbr"): token, opened = token[4:], -1
    elif body == "task stop": token, opened = "task start", -1
    elif took: opened = -2                             # a merged line
    kinds = {"cmd": "1", "meth": "2", "mbr": "9", "task start": "8"}
    if token not in kinds: return bad("a token of the standard log", line)
    if (opened is None) == bool(took): bad("closing lines have a duration", line)
    micros = None if not took else int(took.group(1) or 0) * 1000
    name = call.split("(")[0]
    return Entry(int(number), clock(time), int(p), int(puid), int(level), kinds[token], name, call, opened, micros, "")


def check_debug():
    """Pairs every level of the stacks. Gives runs of (numbers, entries, member calls)."""
    runs, used = [], []
    run, stacks, earlier, last_task, begun, busy = [], defaultdict(list), None, 0, False, {}
    spans = []                                        # of calls that talk with a mail server
    lines = lines_of("4DDebugLogServer")

    def finish():
        nonlocal run, stacks, last_task, spans, earlier, busy
        runs.append((run, used[:], spans))
        run, stacks, last_task, spans, earlier, busy = [], defaultdict(list), 0, [], None, {}
        used.clear()

    for line in lines:
        if STARTUP.fullmatch(line):
            finish()
            begun = True
            continue
        if line == COLUMNS: continue
        entry = tabular(line) if MODE == "tabular" else standard(line)
        if not entry: continue
        run.append(entry)
        if earlier and entry.number <= earlier.number: bad("numbers of the debug log go up", line)
        if earlier and goes_back(earlier.time, entry.time): bad("time does not go back", line)
        earlier = earlier or entry
        first, stack = run[0].number, stacks[entry.puid]
        merged = entry.opened == -2 or entry.opened == entry.number - 1 and not (stack and stack[-1].number == entry.opened)
        if MODE == "tabular" and entry.opened is not None and entry.opened != entry.number - 1 and not IMMEDIATE \
                and not any(other.number == entry.opened for other in stack) and entry.opened >= first:
            merged = True                             # another process wrote in between
        if merged and IMMEDIATE: bad("lines written at once are never merged", line)
        if merged:
            used.append(entry.opened if MODE == "tabular" else None)
            if MODE == "tabular" and entry.arguments[:len(entry.arguments) // 2] * 2 != entry.arguments: bad("a merged line has its parameters twice", line)
            if stack: stack[-1].inner += entry.micros
        elif entry.opened is None:
            if entry.kind == "8":
                if stack: bad("a process begins once", line)
                if entry.puid > 5 and entry.puid <= last_task: bad("unique process numbers go up", line)
                if entry.puid > 5: last_task = entry.puid
                if entry.p in busy: bad("a process number is free when it is given", line)
                busy[entry.p] = entry.puid
            if stack:
                parent = stack[-1]
                deeper = (0, 1) if parent.kind == "8" else (parent.level + 1,)
                if entry.level not in deeper: bad("a call is one level below its caller", line)
                if entry.p != parent.p: bad("a process keeps its number", line)
            elif entry.kind != "8" and begun: bad("calls stand in a process", line)
            stack.append(entry)
        else:
            if stack:
                opening = stack.pop()
                if MODE == "tabular" and opening.number != entry.opened: bad("a closing line quotes its opening line", f"{line} not {opening.number}")
                same = [(e.kind, e.level, e.form, e.p) for e in (opening, entry)]
                if same[0] != same[1]: bad("a closing line repeats its opening line", line)
                if entry.kind != "8" or MODE == "tabular":
                    if (opening.name, opening.arguments) != (entry.name, entry.arguments): bad("a closing line repeats what was called", line)
                lasted = entry.time - opening.time
                if lasted < 0 and not goes_back(opening.time, entry.time): lasted += 3_600_000
                if abs(entry.micros / 1000 - lasted) > 1.001: bad("microseconds agree with the clocks", f"{line} {lasted}")
                slack = 0 if MODE == "tabular" else 1000
                if entry.micros + slack < opening.inner: bad("a caller takes as long as what it calls", line)
                if stack: stack[-1].inner += entry.micros
                if re.search(r"Transporter\.|^TEST_Smtp", entry.name): spans.append((opening.number, entry.number, entry.p, entry.puid, entry.name))
            elif begun or (MODE == "tabular" and entry.opened >= first): bad("a closing line has an opening line", line)
            elif re.search(r"Transporter\.|^TEST_Smtp", entry.name): spans.append((0, entry.number, entry.p, entry.puid, entry.name))
            if entry.kind == "8": busy.pop(entry.p, None)
        earlier = entry
    for stack in stacks.values():                     # what still goes on
        for entry in stack:
            if re.search(r"Transporter\.|^TEST_Smtp", entry.name): spans.append((entry.number, 1 << 62, entry.p, entry.puid, entry.name))
            if run[-1].time - entry.time > 600_000: bad("what began long ago has ended", entry.number)
    finish()
    return runs


def check_golden(protocol, sessions, outcomes):
    """The golden messages are what stands in the log; a label says whether the session went wrong."""
    labels = {}
    for line in open(f"{GOLDEN}/scenarios.ndjson"):
        row = json.loads(line)
        labels[row["instance"]] = row["label"]
    golden, owners = defaultdict(list), defaultdict(set)
    for path in sorted(glob.glob(f"{GOLDEN}/records/Logs/4D{protocol}Log_*.ndjson")):
        for line in open(path):
            row = json.loads(line)
            key = (row["fields"]["sequence_number"], row["fields"]["unique_processID"])
            golden[key].append((row["event"], row["fields"].get("message")))
            owners[key].add(row["instance"])
    for session, outcome in zip(sessions, outcomes):
        whose = set()
        for number, _, who, text in session.lines:
            row = golden.get((number, session.puid), [])
            if ({"S": "server", "C": "client"}[who], text) not in row: bad("the golden message is the log's", f"{number} {text} {row}")
            whose |= owners[(number, session.puid)]
        if not IMMEDIATE: continue
        if session.end and len(whose) == 1:
            label = labels.get(next(iter(whose)))
            if outcome not in ("sent", "done", "checked") and label != "failure": bad("what failed is labelled so", f"{session.number} {outcome} {label}")


def check_follower(entries, held, outcome):
    """Behind a session that failed its method says so; behind another it does not."""
    place = bisect.bisect(entries, held[1], key=lambda entry: entry.number)
    after = next((entry for entry in entries[place:] if entry.puid == held[3]), None)
    if not after or "Transporter" not in held[4]: return
    complains = after.name in ("MAIL_Failed", "667", "LOG EVENT")
    if complains == (outcome in ("sent", "done", "checked")): bad("a method tells of what failed", f"{held[1]} {outcome} {after.name}")


# --- all of them
def words_of(text):
    """What a server said, without what changes from session to session."""
    text = re.sub(r"\([0-9.]+( \+ [0-9.]+)+ secs\)", "(secs)", text)
    text = re.sub(r"<[^<> ]*@[^<> ]*>", "<address>", text)
    text = re.sub(r"\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", "DATE", text)
    text = re.sub(r"^(TAG|[AaC])?\d{4} ", "TAG ", text)
    text = re.sub(r"(queued as|id=)\s*\S+", r"\1 ID", text)
    text = re.sub(r"^334 [A-Za-z0-9+/=]{40,}$", "334 CHALLENGE", text)
    text = re.sub(r"^\+ [A-Za-z0-9+/=]{40,}$", "+ CHALLENGE", text)
    text = re.sub(r"(message|doesn't exist:) \S+?([.]?)( |$)", r"\1 NAME\2\3", text)
    return re.sub(r"\d+", "0", text)


def check_samples(sessions):
    """All that the captured servers say, and every way in which the captured SMTP sessions go, is there."""
    ours = defaultdict(set)
    for session in sessions:
        for _, _, who, text in session.lines:
            if who == "S": ours[session.protocol].add(words_of(text.rstrip()))
    ways = {part for session in sessions if session.protocol == "SMTP" for part in shapes(session.lines)}
    kinds = 0
    for path in sorted(glob.glob(f"{sys.argv[3]}/*.txt")):
        protocol = os.path.basename(path).split("_")[0].upper()
        said = []
        for line in open(path, encoding="utf-8").read().split("\n"):
            if line[:3] in ("S <", "C >"): said.append((0, 0, line[0], line[4:]))
        for _, _, who, text in said:
            protocol_line = re.match(r"(\d{3}[ -]|\+OK|-ERR|\* |\+ ?$|\+ [A-Z]|[A-Za-z]+\d{4} (OK|NO|BAD))", text)
            if who == "S" and protocol_line and words_of(text) not in ours[protocol]:
                if not re.match(r"\* \d+ FETCH|\* LIST|\* SEARCH|\* \d+ RECENT|\* OK \[UNSEEN|\* STATUS|\+OK \d+ \d+$|\* OK \[COPYUID|\d{3}-?SIZE", text): bad("what a captured server says", f"{os.path.basename(path)}: {text}")
        for part in shapes(said) - ways if protocol == "SMTP" else (): bad("how a captured session goes", f"{os.path.basename(path)}: {part}")
        kinds += 1
    return kinds


def shapes(lines):
    """How an SMTP session goes, equal neighbours once: how it comes in, what became of that, and the rest."""
    words = []
    for _, _, who, text in lines:
        if who == "S": word = text[:3]
        else: word = text.split(" ")[0].split(":")[0] if re.match(r"(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|RSET|NOOP|QUIT|VRFY|FOO)\b", text) else "…"
        if who == "C" and word == "AUTH": word += " " + text.split(" ")[1]
        if not words or words[-1] != word: words.append(word)
    banner = re.search(r"Postfix|Exim|Python|$", lines[0][3] if lines else "").group(0)
    way = [word for word in words if re.match("STARTTLS|AUTH", word)]
    known = [word for word in words if word in ("235", "535")]
    rest = words[words.index(known[0]) + 1:] if known else words[len(words) - words[::-1].index("EHLO"):] if "EHLO" in words else words
    if rest[:1] == ["250"]: rest = rest[1:]            # what EHLO was answered
    return {("way", banner, *way), ("known", banner, *known), ("rest", banner, *rest)}


def main():
    debug = check_debug()
    mail = {protocol: read_mail(protocol) for protocol in CHECKS}
    for protocol, (runs, _) in mail.items():
        if len(runs) != len(debug): bad("each run of the server has its mail", f"{protocol} {len(runs)} of {len(debug)}")
    for index, (entries, used, spans) in enumerate(debug):
        numbers = [(entry.number, entry.time) for entry in entries]
        for runs, _ in mail.values(): numbers += runs[index] if index < len(runs) else []
        taken = [(number, None) for number in used if number is not None]
        ordered = sorted(numbers + taken, key=lambda row: row[0])
        if not ordered: continue
        if index and ordered[0][0] != 1: bad("a run counts from 1", ordered[0])
        gaps = [(a, b) for (a, _), (b, _) in zip(ordered, ordered[1:]) if b != a + 1]
        if MODE == "standard" and not IMMEDIATE: gaps = [(a, b) for a, b in gaps if b <= a]      # merged lines do not say what they skip
        for pair in gaps[:5]: bad("the sequence number has no gap and no double", pair)
        times = [time for _, time in ordered if time is not None]
        back = [(a, b) for a, b in zip(times, times[1:]) if goes_back(a, b)]
        if back: bad("time goes on with the number", back[0])
    sessions, outcomes = [], Counter()
    for protocol, (_, found) in mail.items():
        seen = set()
        ended = [CHECKS[protocol](session, seen) for session in found]
        check_golden(protocol, found, ended)
        outcomes.update(f"{protocol} {word}" for word in ended)
        sessions += found
        for session in found:
            spans = debug[session.run - 1][2]
            holds = [row for row in spans if row[0] < session.number and session.last < row[1] and row[2:4] == (session.p, session.puid)]
            if not holds: bad("a session stands inside the method that holds it", f"{protocol} {session.number}")
            elif session.end and holds[0][1] < 1 << 62: check_follower(debug[session.run - 1][0], holds[0], ended[found.index(session)])
    kinds = check_samples(sessions) if len(sys.argv) == 4 else 0
    need(lines_of_the_debug_log=sum(len(run[0]) for run in debug), **{protocol: found for protocol, (_, found) in mail.items()})
    finish(f"{sum(len(run[0]) for run in debug)} lines of the debug log in {len(debug)} runs, {len(sessions)} mail sessions"
          f" ({', '.join(f'{k} {v}' for k, v in sorted(outcomes.items()))})" + (f", {kinds} captured kinds" if kinds else ""))


main()
