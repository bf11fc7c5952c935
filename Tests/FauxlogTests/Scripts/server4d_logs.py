"""What the checks of a 4D Server's Logs folder share: its files and its clock.

Imported by server4d_invariants.py, with whose arguments it reads the tree."""
import datetime, glob, json, re, sys, zoneinfo

from findings import bad

TREE, GOLDEN = sys.argv[1], sys.argv[2]
PARAMETERS = json.load(open(f"{GOLDEN}/manifest.json"))["parameters"]
MODE = PARAMETERS.get("debug_mode", "tabular")
IMMEDIATE = PARAMETERS.get("immediate", "true") in (True, "true")
MASKED = PARAMETERS.get("mask_secrets", "true") in (True, "true")
ZONE = zoneinfo.ZoneInfo("Europe/Paris")
LIMIT = 10485760
STARTUP = re.compile(r"-- Startup on: (\w+, \w+ \d\d, \d{4} \d\d:\d\d:\d\d [AP]M) --")


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
