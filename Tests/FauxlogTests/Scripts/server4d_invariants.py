#!/usr/bin/env python3
"""Holds a generated Logs folder of a 4D Server against what a real one keeps: one sequence number over all files,
call trees whose closing lines quote their opening lines, mail sessions that are true dialogues. Reads the log files
by itself, with patterns of its own; the golden files serve only for what they say of each record.

usage: server4d_invariants.py TREE GOLDEN [SAMPLES]
With SAMPLES, a folder of captured mail dialogues, all that servers say there is to be found in the tree, too.
Exits 0, or prints the first faults and exits 1."""
import base64, bisect, datetime, email, email.header, email.utils, glob, json, os, re, sys, zoneinfo
from collections import Counter, defaultdict

if len(sys.argv) not in (3, 4): sys.exit(__doc__)
TREE, GOLDEN = sys.argv[1], sys.argv[2]
PARAMETERS = json.load(open(f"{GOLDEN}/manifest.json"))["parameters"]
MODE = PARAMETERS.get("debug_mode", "tabular")
IMMEDIATE = PARAMETERS.get("immediate", "true") in (True, "true")
MASKED = PARAMETERS.get("mask_secrets", "true") in (True, "true")
ZONE = zoneinfo.ZoneInfo("Europe/Paris")
LIMIT = 10485760
COLUMNS = ("sequence_number\ttime\tprocessID\tunique_processID\tstack_level\toperation_type\toperation\t"
           "operation_parameters\tform_event\tstack_opening_sequence_number\tstack_level_execution_time")
STARTUP = re.compile(r"-- Startup on: (\w+, \w+ \d\d, \d{4} \d\d:\d\d:\d\d [AP]M) --")
STANDARD = re.compile(r"(\d+)\t(\S+) p=(\d+) puid=(\d+)\t\((\d+)\)  (.*)", re.S)
MAIL = re.compile(r"(\d+)\t(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\t(\d+)\t(\d+)\t(.*)", re.S)
faults, shown = Counter(), []


def bad(what, detail=""):
    faults[what] += 1
    if faults[what] <= 2: shown.append(f"{what}: {detail}"[:400])


def clock(text):
    """Milliseconds since 1970 of a stamp whose milliseconds need not be padded; no zone."""
    day, fraction = text.rsplit(".", 1)
    whole = datetime.datetime.strptime(day, "%Y-%m-%dT%H:%M:%S")
    return int((whole - datetime.datetime(1970, 1, 1)).total_seconds()) * 1000 + int(fraction)


def goes_back(earlier, later):
    """Local time goes back once a year, by the hour that comes twice."""
    if later >= earlier: return False
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=later)
    twice = moment.replace(tzinfo=ZONE).utcoffset() != moment.replace(tzinfo=ZONE, fold=1).utcoffset()
    return not (twice and earlier - later <= 3_600_000)


def segments(stem):
    found = glob.glob(f"{TREE}/Logs/{stem}_*.txt")
    return sorted(found, key=lambda path: int(re.search(r"_(\d+)\.txt$", path).group(1)))


def lines_of(stem):
    """The lines of a series of files, without line ends; checks line ends, sizes and the first file's header."""
    result, paths = [], segments(stem)
    for number, path in enumerate(paths, 1):
        raw = open(path, "rb").read()
        if not path.endswith(f"{stem}_{number}.txt"): bad("segments are numbered from 1", path)
        if raw.count(b"\n") != raw.count(b"\r\n") or raw.count(b"\r") != raw.count(b"\r\n"): bad("lines end with CRLF", path)
        if raw and not raw.endswith(b"\r\n"): bad("an entry is not cut", path)
        if path != paths[-1]:
            last = len(raw) - raw[:-2].rfind(b"\r\n") - 2
            if not LIMIT < len(raw) <= LIMIT + last: bad("a full segment is just longer than 10 MiB", f"{path} {len(raw)}")
        elif len(raw) > LIMIT + 100_000: bad("a segment is not longer than 10 MiB", path)
        part = raw.decode("utf-8").split("\r\n")[:-1]
        if stem.startswith("4DDebugLog"):
            if (number == 1) != bool(part and STARTUP.fullmatch(part[0])): bad("only the first segment begins with a start-up line", path)
            if number == 1: part = part[(2 if MODE == "tabular" else 1):]
        result += part
    return result


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
            if not IMMEDIATE and entry.kind == "1" and MODE == "tabular": entry.leaf = True
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


# --- the mail logs
class Session:
    def __init__(self, protocol, run, number, time, p, puid, text):
        self.protocol, self.run, self.number, self.time, self.p, self.puid = protocol, run, number, time, p, puid
        self.begin, self.lines, self.end, self.last = text, [], None, number


def read_mail(protocol):
    """Runs of numbers with their times, and the sessions of a mail log, by process."""
    runs, open_ones, sessions, earlier, complete = [[]], {}, [], 0, False
    for line in lines_of(f"4D{protocol}Log"):
        found = MAIL.fullmatch(line)
        if not found:
            bad("a line of a mail log", line)
            continue
        number, time, p, puid, text = int(found[1]), clock(found[2]), int(found[3]), int(found[4]), found[5]
        if number < earlier:
            runs.append([])
            open_ones = {}
        if runs[-1] and goes_back(runs[-1][-1][1], time): bad("time does not go back", line)
        earlier = number
        runs[-1].append((number, time))
        if text.startswith("Connecting to "):
            if not re.fullmatch(r"Connecting to [\w.-]+:\d+ \(TLS: (no|STARTTLS|SSL)\)", text): bad("the begin of a session", text)
            if puid in open_ones: bad("one session of a process at a time", line)
            open_ones[puid] = Session(protocol, len(runs), number, time, p, puid, text)
            sessions.append(open_ones[puid])
        elif puid not in open_ones:
            if len(runs) > 1 or complete: bad("a line belongs to a session", line)
        else:
            session = open_ones[puid]
            session.last = number
            if session.p != p: bad("a process keeps its number", line)
            if text in ("Connection closed", "Connection failed"):
                session.end = text
                del open_ones[puid]
                complete = True
            elif text[:4] in ("S < ", "C > "): session.lines.append((number, time, text[0], text[4:]))
            else: bad("each line is said by somebody", line)
    return runs, sessions


def decoded(text):
    """Text behind base64, strictly."""
    return base64.b64decode(text, validate=True).decode("utf-8")


def near(text, time, what):
    """A date in a message is that of its moment, whatever its zone."""
    moment = email.utils.parsedate_to_datetime(text)
    local = moment.astimezone(ZONE).replace(tzinfo=None)
    written = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=time)
    if not 0 <= (written - local).total_seconds() < 60: bad(what, f"{text} at {written}")


def check_challenge(session, text):
    words = decoded(text)
    if not re.fullmatch(r"<\d+\.(\d+)@[\w.]+>", words): bad("a challenge of CRAM-MD5", words)
    else: near(email.utils.formatdate(int(words.split(".")[1].split("@")[0])), session.time + 5000, "a challenge has its time")


def check_secret(text):
    if MASKED:
        if text != "****": bad("secrets are masked", text)
    else: decoded(text)


def check_smtp(session, ids):
    said = session.lines
    if session.end == "Connection failed":
        if said: bad("nothing is said without a connection", said[0])
        return "unreachable"
    if not said or not (said[0][2] == "S" and said[0][3].startswith("220 ")): return bad("a server greets", said[:1])
    limit = secure = None
    sender, recipients, command, size, outcome, mechanism = None, [], None, 0, "checked", None
    index, greeted = 1, False
    while index < len(said):
        number, time, who, text = said[index]
        index += 1
        if who == "S":
            if re.match(r"421 ", text): outcome = "timeout"
            elif command is None: bad("a server answers", text)
            continue
        reply = []
        verb = text.split(" ")[0].split(":")[0]
        if outcome == "timeout": bad("nobody speaks behind 421", text)
        if command == "message": bad("a message ends with a dot", text)
        while index < len(said) and said[index][2] == "S":
            reply.append(said[index][3])
            index += 1
            if not reply[-1][3:4] == "-": break
        codes = {line[:3] for line in reply}
        if len(codes) > 1 or any(line[3:4] != "-" for line in reply[:-1]) or (reply and reply[-1][3:4] != " "): bad("a reply of several lines", reply)
        code = reply[-1][:3] if reply else ""
        if not reply and index < len(said): bad("each command is answered", f"{text} then {said[index][3]}")
        command = verb
        if verb == "EHLO":
            offered = [line[4:] for line in reply]
            for line in offered:
                if line.startswith("SIZE "): limit = int(line[5:])
            if secure and "STARTTLS" in offered: bad("TLS is offered once", number)
            if "(TLS: STARTTLS)" in session.begin and not secure and "STARTTLS" not in offered: bad("STARTTLS is offered where it is used", number)
        elif verb == "STARTTLS":
            secure = True
            if code != "220": bad("TLS begins", reply)
        elif verb == "AUTH":
            mechanism = text.split(" ")[1]
            if not any(line.startswith("AUTH ") and mechanism in line.split(" ") for line in offered): bad("a mechanism is offered", text)
            if mechanism == "PLAIN": check_secret(text.split(" ")[2])
            prompts = []
            while code == "334":
                prompts.append(decoded(reply[-1][4:]) if mechanism == "LOGIN" else reply[-1][4:])
                check_secret(said[index][3])
                if said[index][2] != "C" or said[index + 1][2] != "S": bad("a prompt is answered", said[index])
                reply, index = [said[index + 1][3]], index + 2
                code = reply[-1][:3]
            if mechanism == "LOGIN" and prompts != ["Username:", "Password:"]: bad("what LOGIN asks", prompts)
            if mechanism == "CRAM-MD5": check_challenge(session, prompts[0])
            if code == "535": outcome = "refused"
            elif code != "235": bad("who it is, is right or wrong", reply)
        elif verb == "MAIL":
            sender, recipients = re.match(r"MAIL FROM:<(.*?)>", text), []
            if not sender:
                if code != "501": bad("a sender that is none", reply)
                continue
            sender, size = sender.group(1), re.search(r"SIZE=(\d+)", text)
            if (code == "552") != (int(size.group(1)) > limit): bad("a message is too big above the limit", f"{text} {limit} {reply}")
            if code == "552": outcome = "refused"
        elif verb == "RCPT":
            to = re.match(r"RCPT TO:<(.*?)>", text).group(1)
            recipients.append((to, code))
            if not re.fullmatch(r"[\w.-]+@[\w.-]+", to): bad("a recipient has an address", text)
            for other in re.findall(r"<(\S+?)>", reply[-1] if reply else ""):
                if other != to: bad("a refusal names its recipient", reply)
            if code[:1] in "45" and code != "503": outcome = "refused"
            if not reply: outcome = "dropped"
        elif verb == "DATA":
            if code != "354": bad("a message may come", reply)
            head, time = [], said[index][1]
            while said[index][2] == "C" and said[index][3] != ".":
                head.append(said[index][3])
                index += 1
            message = email.message_from_string("\n".join(head) + "\n\n")
            if message["From"] != f"<{sender}>": bad("a message is from its sender", message["From"])
            to = [address for _, address in email.utils.getaddresses(message.get_all("To"))]
            if to != [address for address, _ in recipients]: bad("a message goes to its recipients", f"{to} {recipients}")
            if not any(code == "250" for _, code in recipients): bad("a message has a recipient", recipients)
            near(message["Date"], time, "a message is of today")
            if message["Message-ID"] in ids: bad("each message has its own id", message["Message-ID"])
            ids.add(message["Message-ID"])
            subject = str(email.header.make_header(email.header.decode_header(message["Subject"])))
            if "=?" in subject or not subject: bad("a subject can be read", message["Subject"])
            if message.is_multipart() != ("boundary" in head[-1]) and message.get_boundary() is None: bad("a message's type", head[-1])
            if message.defects and not message.get_boundary(): bad("a message's header is well-formed", message.defects)
            if index + 1 < len(said):
                index += 1
                if said[index][2] != "S": bad("a message is answered", said[index])
                code = said[index][3][:3]
                index += 1
                if code == "250": outcome = "sent"
                elif code == "550": outcome = "refused"
                else: bad("a message is taken or not", said[index - 1])
        elif verb == "QUIT":
            if code != "221" or index != len(said): bad("QUIT is the last word", reply)
        elif verb not in ("NOOP", "RSET", "FOO", "HELO", "VRFY"): bad("a command of SMTP", text)
    if session.end and outcome in ("sent", "refused", "checked") and command != "QUIT" and not re.search("FOO", str(said)): bad("a session ends with QUIT", f"{session.number} {outcome}")
    if outcome in ("dropped", "timeout") and command == "QUIT": bad("nobody says QUIT where nobody is", session.number)
    return outcome


def check_pop3(session, uids):
    said, sizes, total, account = session.lines, {}, None, None
    if session.end == "Connection failed": return "unreachable"
    if said and not said[0][3].startswith("+OK"): bad("a server greets", said[0])
    index, outcome, deleted = 1, "done", False
    while index < len(said):
        number, time, who, text = said[index]
        if who != "C":
            bad("a server answers", text)
            break
        index += 1
        first = said[index][3] if index < len(said) else ""
        body = []
        verb = text.split(" ")[0]
        several = first.startswith("+OK") and (verb in ("CAPA", "TOP", "RETR") or text in ("LIST", "UIDL"))
        index += 1
        if several:
            while index < len(said) and said[index][3] != ".":
                body.append(said[index][3])
                index += 1
            if index == len(said) and not session.end: break
            index += 1
        if verb == "USER": account = text[5:]
        elif verb == "PASS":
            if MASKED and text != "PASS ****": bad("secrets are masked", text)
            if first.startswith("-ERR"): outcome = "refused"
        elif verb == "AUTH":
            check_secret(text.split(" ")[2])
            if first.startswith("-ERR"): outcome = "refused"
        elif verb == "STAT" and first: total = tuple(map(int, first.split(" ")[1:3]))
        elif text == "LIST":
            sizes = {int(a): int(b) for a, b in (line.split(" ") for line in body)}
            if total and (len(sizes), sum(sizes.values())) != total: bad("STAT is the sum of LIST", f"{total} {sizes}")
            if first != f"+OK {len(sizes)} messages:": bad("LIST counts", first)
        elif text == "UIDL":
            here = [line.split(" ")[1] for line in body]
            if here != sorted(set(here)): bad("ids of messages go up", here)
            if [int(line.split(" ")[0]) for line in body] != list(sizes): bad("UIDL numbers as LIST does", body)
        elif verb == "RETR" and first.startswith("+OK"):
            octets = sum(len(line.encode()) - (line[:2] == "..") + 2 for line in body)
            if first != f"+OK {octets} octets" or sizes.get(int(text[5:])) not in (None, octets): bad("a message is as long as the server says", f"{first} {octets} {sizes}")
            message = email.message_from_string("\n".join(body))
            near(message["Date"], time + 2000, "a message is of today")
            if account and message["To"] != f"<{account}>": bad("a message is in its mailbox", message["To"])
            if message.defects or message.is_multipart() or not message.get_payload(): bad("a message can be read", body)
        elif verb == "DELE": deleted = True
        elif verb == "QUIT" and index != len(said): bad("QUIT is the last word", text)
        elif verb not in ("CAPA", "STLS", "TOP", "NOOP", "RSET", "LAST", "QUIT", "LIST", "UIDL", "STAT", "RETR", "DELE"): bad("a command of POP3", text)
    return outcome


def check_imap(session, uids):
    said = session.lines
    if session.end == "Connection failed": return "unreachable"
    if said and not said[0][3].startswith("* OK [CAPABILITY "): bad("a server greets", said[0])
    index, tag, outcome = 1, 0, "done"
    while index < len(said):
        number, time, who, text = said[index]
        index += 1
        found = re.fullmatch(r"A(\d{4}) ([A-Z]+)(.*)", text)
        if who != "C" or not found:
            bad("a command has a tag", text)
            break
        tag += 1
        if int(found[1]) != tag: bad("tags count", text)
        if found[2] == "LOGIN" and MASKED and not found[3].endswith(" ****"): bad("secrets are masked", text)
        answered = False
        while index < len(said) and not answered:
            _, time, who, text = said[index]
            index += 1
            literal = re.search(r"\{(\d+)\}$", text)
            if who == "C": check_secret(text) if found[2] == "AUTHENTICATE" else bad("a command waits for its answer", text)
            elif text.startswith(f"A{tag:04} "):
                answered = True
                if text.split(" ")[1] not in ("OK", "NO", "BAD"): bad("an answer says how it was", text)
                if "AUTHENTICATIONFAILED" in text: outcome = "refused"
            elif text.startswith("+ "):
                if found[2] == "APPEND":
                    count = int(re.search(r"\{(\d+)\}$", found[3]).group(1))
                    while index < len(said) and said[index][2] == "C": index += 1       # its header; the rest is not logged
                elif text != "+ ": check_challenge(session, text[2:])
            elif literal and text.startswith("* "):
                taken, body = 0, []
                while taken < int(literal[1]) and index < len(said):
                    body.append(said[index][3])
                    taken += len(said[index][3].encode()) + 2
                    index += 1
                if index == len(said) and not session.end: break
                if taken != int(literal[1]) or said[index][3] != ")": bad("a literal is as long as it says", text)
                message = email.message_from_string("\n".join(body))
                near(message["Date"], time + 2000, "a message is of today")
                index += 1
            elif not text.startswith("* "): bad("an answer without a tag", text)
        if not answered and session.end: bad("each command is answered", text)
    if session.end and not said[-1][3].endswith(("Logout completed.", " secs).")): bad("a session ends with LOGOUT", said[-1])
    return outcome


CHECKS = {"SMTP": check_smtp, "POP3": check_pop3, "IMAP": check_imap}


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
    for line in shown[:30]: print(line)
    for what, count in faults.most_common(): print(f"{count:7} {what}")
    if faults: sys.exit(1)
    print(f"ok: {sum(len(run[0]) for run in debug)} lines of the debug log in {len(debug)} runs, {len(sessions)} mail sessions"
          f" ({', '.join(f'{k} {v}' for k, v in sorted(outcomes.items()))})" + (f", {kinds} captured kinds" if kinds else ""))


main()
