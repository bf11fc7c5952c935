"""Files and folders of a bench, and what no file of it may say (sheet 1, 4.7, 4.10, 6)."""
import glob, gzip, hashlib, os, re

from findings import bad

FOLDERS = "config config/pids apps apps/frappe env env/bin logs sites sites/assets".split()
FILES = "Procfile config/redis_cache.conf config/redis_queue.conf sites/common_site_config.json sites/apps.txt".split()
WANTED = "config/supervisor.conf config/nginx.conf sites/currentsite.txt".split()
SITE_FOLDERS = "locks public/files private/files private/backups".split()
APPLICATION = "logs/bench.log logs/frappe.log logs/frappe.web.log logs/scheduler.log logs/worker.log logs/worker.error.log".split()
PROCESS = """logs/web.log logs/web.error.log logs/schedule.log logs/schedule.error.log logs/redis-cache.log
logs/redis-cache.error.log logs/redis-queue.log logs/redis-queue.error.log logs/node-socketio.log logs/node-socketio.error.log
supervisor/supervisord.log""".split()
# In supervisor's rotation, .1 to .10; nginx' is logrotate's, .1 plain and the rest compressed.
SUPERVISOR = 50 * 1024 * 1024


def check_places(tree):
    there = lambda path: os.path.exists(f"{tree.folder}/{path}")
    for path in FOLDERS:
        if not os.path.isdir(f"{tree.folder}/{path}"): bad("folders of the sheet", path)
    application = [path for path in APPLICATION if tree.version != "v12" or path not in ("logs/frappe.web.log", "logs/scheduler.log")]
    for path in FILES + application + ([] if tree.is_honcho else PROCESS + WANTED):
        if not os.path.isfile(f"{tree.folder}/{path}"): bad("files of the sheet", path)
    if tree.is_honcho:
        for path in ("supervisor", "nginx"):
            if there(path): bad("a developer's bench has no supervisor and no nginx", path)
        if not there("bench-start.console.txt"): bad("files of the sheet", "bench-start.console.txt")
    elif not glob.glob(f"{tree.folder}/nginx/*access.log"): bad("files of the sheet", "nginx/access.log")
    elif there("bench-start.console.txt"): bad("production has no console", "bench-start.console.txt")
    snapshots = tree.version in ("v12", "v13", "v14")
    for site in tree.sites:
        for path in SITE_FOLDERS + ["error-snapshots"] * snapshots + ["logs"] * (tree.version != "v12"):
            if not os.path.isdir(f"{tree.folder}/sites/{site}/{path}"): bad("folders of a site", f"{site}/{path}")
        if not os.path.isfile(f"{tree.folder}/sites/{site}/site_config.json"): bad("files of a site", f"{site}/site_config.json")
        if not snapshots and glob.glob(f"{tree.folder}/sites/{site}/error-snapshots/*"): bad("v15 has no snapshots", site)
        if tree.version == "v12" and glob.glob(f"{tree.folder}/sites/{site}/logs/*"): bad("v12 has no logs of a site", site)
    apps = tree.parameters.get("apps")
    if apps and there("sites/apps.txt"):
        listed = open(f"{tree.folder}/sites/apps.txt").read().split()
        if sorted(listed) != sorted(apps.split()): bad("apps.txt lists the apps", f"{listed} {apps}")
        for app in apps.split():
            if not there(f"apps/{app}"): bad("each app has its folder", app)
    for path in ("logs/schedule.error.log", "logs/redis-cache.error.log", "logs/redis-queue.error.log"):
        if there(path) and os.path.getsize(f"{tree.folder}/{path}"): bad("normally empty", path)
    if there("logs/workerbeat.log"): bad("workerbeat is of the celery era", "logs/workerbeat.log")
    strays = [p for p in glob.glob(f"{tree.folder}/sites/*/frappe.log*")]
    if strays: bad("a site's frappe.log is in its logs", strays[0])


def check_rotations(tree):
    """nginx: .1 plain, .2.gz and on; supervisor's: under 50 MB; numbers without a gap."""
    for path in glob.glob(f"{tree.folder}/nginx/*.log") + glob.glob(f"{tree.folder}/supervisor/*.log") + glob.glob(f"{tree.folder}/logs/*.log"):
        name = path[len(tree.folder) + 1:]
        parts = tree.parts(name)
        numbers = [n for n, _, _ in parts]
        if numbers != list(range(len(numbers) - 1, -1, -1)): bad("generations are numbered without a gap", f"{name} {numbers}")
        for number, file, text in parts:
            if name.startswith("nginx/") and file.endswith(".gz") != (number >= 2): bad("nginx' logs are compressed from the second on", file)
            if not name.startswith("nginx/") and file.endswith(".gz"): bad("only logrotate compresses", file)
            if name.startswith("nginx/") and number > 14: bad("logrotate keeps 14", file)
            if (name.startswith("supervisor/") or name[5:].startswith(("web", "worker", "redis", "node"))) and (number > 10 or len(text.encode()) > SUPERVISOR): bad("supervisor keeps ten of 50 MB", file)
            if text and not text.endswith("\n") and number: bad("a rotated file ends with a line", file)


def check_words(tree):
    """No value was missing where one was wanted; names of databases are those of the sites."""
    databases = {"_" + hashlib.sha1(site.encode()).hexdigest()[:16] for site in tree.sites}
    for name in glob.glob(f"{tree.folder}/**", recursive=True):
        if not os.path.isfile(name) or "error-snapshots" in name or name.endswith((".pyc", ".sql.gz", ".tar", ".tgz")): continue
        raw = open(name, "rb").read()
        text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
        if "\x00" in text: bad("no NUL", name)
        if "/config/" in name or "/apps/" in name: continue
        found = re.search(r"[\[\"'= ]none[\]\"' ]|\bundefined\b|(?<![\w.])\$\{?(?!self\b|kill\b)[a-z_]+", text)
        if found: bad("a value is missing", f"{name}: {text[max(found.start() - 80, 0):found.end() + 40]}")
        if os.path.basename(name).startswith("database.log"): continue     # has the sites that were dropped, too
        for db in set(re.findall(r"(?<![\w/.-])_[0-9a-f]{16}\b", text)) - databases: bad("a database is a site's", f"{name}: {db}")


def check_console(tree):
    """`{HH:MM:SS} {name.N padded} | {line}`; each program starts once and all stop."""
    text = tree.text("bench-start.console.txt")
    if not text: return 0
    names, before, started, widths = set(), None, {}, set()
    for line in text.split("\n")[:-1]:
        found = re.fullmatch(r"(\d\d:\d\d:\d\d) (\S+ *) \| (.*)", line)
        if not found: bad("shape of a line of the console", line); continue
        names.add(found[2].rstrip())
        widths.add(len(found[2]))
        hours, minutes, secs = map(int, found[1].split(":"))
        now = hours * 3600 + minutes * 60 + secs
        if before is not None and now < before and before - now < 80_000: bad("the console goes back in time", line)
        before = now
        if found[2].rstrip() == "system":
            begun = re.fullmatch(r"(\S+) started \(pid=(\d+)\)", found[3])
            ended = re.fullmatch(r"(\S+) stopped \(rc=-?\d+\)", found[3])
            killed = re.fullmatch(r"sending SIG\w+ to (\S+) \(pid (\d+)\)", found[3])
            if begun:
                if begun[1] in started: bad("honcho starts a program once", line)
                started[begun[1]] = begun[2]
            elif ended:
                if ended[1] not in started and started: bad("what stops was started", line)
                started.pop(ended[1], None)
            elif killed:
                if started.get(killed[1], killed[2]) != killed[2]: bad("the pid that is killed was started", line)
            elif found[3] not in ("SIGINT received", "SIGTERM received"): bad("a line of honcho's", line)
    # The longest may have nothing to say in the window; all that honcho runs stand in the Procfile.
    procfile = f"{tree.folder}/Procfile"
    listed = [found[1] + ".1" for found in re.finditer(r"^(\w+):", open(procfile).read(), re.M)] if os.path.exists(procfile) else []
    if widths and widths != {max(map(len, names | set(listed)))}: bad("names are padded to the longest", f"{widths} {names}")
    if names and not {"web.1"} <= names: bad("programs of the console", names)
    return len(names)


def check(tree):
    check_places(tree)
    check_rotations(tree)
    check_words(tree)
    return f"{check_console(tree)} programs in the console"
