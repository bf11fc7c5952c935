"""What the scripts that hold a tree against a real installation share: the faults found so far, the generations of a log."""
import glob, gzip, re, sys
from collections import Counter

_faults, _shown, _exempt = Counter(), [], []


def bad(what, detail=""):
    """Notes a fault; the first two of a kind are told in full."""
    _faults[what] += 1
    if _faults[what] <= 2: _shown.append(f"{what}: {detail}"[:500])


def need(**found):
    """What was found to be judged; a check of nothing would pass."""
    for what, count in found.items():
        if not count: bad("there is something to judge", f"no {what.replace('_', ' ')}")


def exempt(what):
    """Notes what cannot be asked of this tree, and why; `finish` says it."""
    _exempt.append(what)


def generations(path):
    """(number, file, content) of each generation of a log, oldest first; 0 is the log itself."""
    numbered = []
    for name in glob.glob(glob.escape(path) + "*"):
        tail = re.fullmatch(r"(?:\.(\d+)(?:\.gz)?)?", name[len(path):])
        if tail: numbered.append((int(tail[1] or 0), name))
    return [(number, name, (gzip.open if name.endswith(".gz") else open)(name, "rb").read())
            for number, name in sorted(numbered, reverse=True)]


def finish(summary):
    """Prints the faults and exits 1, or says that all is well."""
    for line in _shown[:30]: print(line)
    for what, count in _faults.most_common(): print(f"{count:7} {what}")
    if _faults: sys.exit(1)
    print(f"ok: {summary}" + "".join(f"; not asked: {what}" for what in _exempt))
