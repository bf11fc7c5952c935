"""How the scripts that judge a Frappe bench read its tree: generations, stamps, records, access lines.

Patterns and clocks of its own; of the golden files only the manifest is read, for parameters and window."""
import datetime, glob, heapq, json, os, re
from collections import namedtuple

import findings

STAMP = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ")
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
ACCESS = re.compile(
    r'(\S+) - (\S+) \[([^]]+)\] "((?:[^"\\]|\\x[0-9A-F]{2})*)" (\d{3}) (\d+) "([^"]*)" "([^"]*)"(?: "[^"]*")?')

Access = namedtuple("Access", "client time method path status bytes referer agent line")


class Tree:
    """A generated bench in a folder; `golden` serves for the parameters and the window it was made with."""

    def __init__(self, folder, golden=None):
        self.folder = folder
        manifest = json.load(open(f"{golden}/manifest.json")) if golden else {}
        self.parameters = manifest.get("parameters", {})
        self.version = self.parameters.get("version", "v13")
        self.bench = self.parameters.get("bench", "/home/frappe/frappe-bench")
        self.name = os.path.basename(self.bench)
        self.sites = sorted(os.path.basename(p[:-1]) for p in glob.glob(f"{folder}/sites/*/") if "." in os.path.basename(p[:-1]))
        # Processes that roll one file for themselves: joined generations are in no order, and some lines are lost.
        self.is_racing = self.parameters.get("racing") in (True, "true")
        # Hours of log time; nothing is known of the length of a capture.
        begin, end = (datetime.datetime.fromisoformat(manifest.get(name, "1970-01-01").rstrip("Z")) for name in ("start", "end"))
        self.hours = (end - begin) / datetime.timedelta(hours=1)
        self.is_honcho = self.parameters.get("process_manager") == "honcho"
        self._texts = {}
        if not self.sites: self.sites = sorted(set(re.findall(r"site='([^']+)'", self.text("logs/worker.log"))))

    def parts(self, path):
        """(number, file, text) of each generation, oldest first."""
        return [(n, name, raw.decode("utf-8")) for n, name, raw in findings.generations(f"{self.folder}/{path}")]

    def text(self, path):
        """All generations of a log as one text, oldest first."""
        if path not in self._texts: self._texts[path] = "".join(text for _, _, text in self.parts(path))
        return self._texts[path]

    @property
    def local(self):
        """How far the clock of the machine is from UTC, as nginx and gunicorn say; the tree's zone otherwise."""
        for path in self.nginx("access") + ["logs/web.error.log"]:
            found = re.search(r"^(?:\S+ - \S+ )?\[[^]]*? ?([+-])(\d\d)(\d\d)\]", self.text(path), re.M)
            if found: return int(found[1] + "1") * datetime.timedelta(hours=int(found[2]), minutes=int(found[3]))
        return datetime.timedelta(hours=5, minutes=30)

    def nginx(self, kind):
        """nginx' logs: one of all sites, or with `nginx_logging` one of each; errors of no site stand in the common one."""
        own = sorted(f"nginx/{os.path.basename(p)}" for p in glob.glob(f"{self.folder}/nginx/*_{kind}.log"))
        return own + [f"nginx/{kind}.log"] * (kind == "error" or not own)

    def is_cut(self, path, kept=20):
        """Whether generations may be gone."""
        return any(n >= kept for n, _, _ in self.parts(path))

    def records(self, path, head=STAMP):
        """Records that begin with a stamp: [stamp, text]. Lines before the first are dropped."""
        result = []
        for line in self.text(path).split("\n")[:-1]:
            found = head.match(line)
            if found: result.append([found.group(1), line])
            elif result: result[-1][1] += "\n" + line
        if self.is_racing: result.sort(key=lambda record: record[0])
        return result

    def access(self):
        """The lines of all access logs in order."""
        return heapq.merge(*map(self.access_of, self.nginx("access")), key=lambda line: line.time)

    def access_of(self, path):
        """The lines of an access log; what has another shape is a fault."""
        for row in self.text(path).split("\n")[:-1]:
            found = ACCESS.fullmatch(row)
            if not found: findings.bad("shape of an access line", row); continue
            client, _, when, request, status, size, referer, agent = found.groups()
            asked = request.split(" ")
            method, target = (asked[0], asked[1]) if len(asked) == 3 else ("", request)
            time = datetime.datetime.strptime(when, "%d/%b/%Y:%H:%M:%S %z").replace(tzinfo=None)
            yield Access(client, time, method, target, int(status), int(size), referer, agent, row)

    def monitor(self):
        """(number of its line, line, data) of the monitor's log, copies of a flush's last line left out."""
        seen = set()
        for number, line in enumerate(self.text("logs/monitor.json.log").split("\n")[:-1]):
            data = json.loads(line)
            if data["uuid"] not in seen: yield number, line, data
            seen.add(data["uuid"])


def instant(text):
    """A stamp of any of the logs, without its zone."""
    text = text.replace(",", ".").replace("+00:00", "")
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S" + (".%f" if "." in text else ""))


def masked(line):
    """A line with its numbers, hexadecimal ids and uuids taken out."""
    line = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "#", line)
    line = re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{6,}\b|0x[0-9a-f]+", "#", line)
    return re.sub(r"\d+", "#", line)
