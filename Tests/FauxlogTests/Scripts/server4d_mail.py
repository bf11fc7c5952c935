"""Mail sessions in the logs of a 4D Server, and whether they are true dialogues of SMTP, POP3 and IMAP.

Imported by server4d_invariants.py. Messages are read with Python's email module, challenges with base64."""
import base64, datetime, email, email.header, email.utils, re

from findings import bad
from server4d_logs import MASKED, ZONE, clock, goes_back, lines_of

MAIL = re.compile(r"(\d+)\t(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\t(\d+)\t(\d+)\t(.*)", re.S)


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
    index = 1
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


def check_pop3(session, _):
    said, sizes, total, account = session.lines, {}, None, None
    if session.end == "Connection failed": return "unreachable"
    if said and not said[0][3].startswith("+OK"): bad("a server greets", said[0])
    index, outcome = 1, "done"
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
        elif verb == "QUIT" and index != len(said): bad("QUIT is the last word", text)
        elif verb not in ("CAPA", "STLS", "TOP", "NOOP", "RSET", "LAST", "QUIT", "LIST", "UIDL", "STAT", "RETR", "DELE"): bad("a command of POP3", text)
    return outcome


def check_imap(session, _):
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
                    if not re.search(r"\{\d+\}$", found[3]): bad("an APPEND says how long it is", found[3])
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
