#!/usr/bin/env python3
"""Holds the traffic of a generated bench against the shares, curves and tails of a production bench.

usage: bench_distribution.py TREE [PICTURE.svg]
TREE should be a week of three sites. With PICTURE, draws what was measured beside what was wanted. Exits 0, or
prints the faults and exits 1.

The figures wanted are of the sheet's section 9. They are rounded and are somebody's judgement, so that a share
under ten percent may be half as much again or two thirds of it, a greater one five points more or less; one
under one percent, which a single incident moves, may be double or half, that of 502 and 504, which only incidents
write, four times or a quarter. A median may be off by half, a tail by the square of that, the last thousandth by four."""
import math, re, sys
from collections import Counter, defaultdict

import findings
from bench_picture import Picture
from bench_tree import Tree, masked
from findings import bad

STATUSES = {200: 86, 304: 4, 403: 3, 404: 3, 417: 2, 401: 1, 500: 0.5, "502/504": 0.1}
METHODS = {"GET": 55, "POST": 43, "PUT/DELETE": 2}
MEDIAN, P95 = 0.025, 0.4                                   # seconds
SIGMA = math.log(P95 / MEDIAN) / 1.645                     # of the log-normal that has both


def within(share):
    """The range that a share in percent may lie in."""
    if share > 10: return share - 5, share + 5
    factor = 1.5 if share >= 1 else 2 if share >= 0.5 else 4
    return share / factor, share * factor


def check_shares(what, counts, wanted, slack=1):
    """Shares in percent; (name, wanted, got)."""
    total, rows = sum(counts.values()), []
    for name, share in wanted.items():
        low, high = within(share)
        got = 100 * counts[name] / total
        rows.append((str(name), share, got))
        if not low / slack <= got <= max(high * slack, share + 5 * (slack > 1)):
            bad(what, f"{name}: {got:.2f} %, wanted {share} ({low:.2f} to {high:.2f})")
    print(f"{what}: {total}; " + ", ".join(f"{name} {got:.2f}/{share}" for name, share, got in rows))
    return rows


def grouped(status):
    return "502/504" if status in (502, 504) else status


def verb(method):
    return "PUT/DELETE" if method in ("PUT", "DELETE") else method


# --- shapes
def slope(counts):
    """The exponent of Zipf's law that fits a ranking best, and how well (R squared); ranks with five and more."""
    points = [(math.log(rank), math.log(n)) for rank, n in enumerate(sorted(counts.values(), reverse=True), 1) if n >= 5][:200]
    if len(points) < 10: return 0, 0
    # Each doubling of the rank weighs the same, or the tail's many ranks would be the whole fit.
    weights = [1 / math.exp(x) for x, _ in points]
    total = sum(weights)
    mx, my = (sum(w * p[k] for w, p in zip(weights, points)) / total for k in (0, 1))
    sxx = sum(w * (x - mx) ** 2 for w, (x, _) in zip(weights, points))
    sxy = sum(w * (x - mx) * (y - my) for w, (x, y) in zip(weights, points))
    syy = sum(w * (y - my) ** 2 for w, (_, y) in zip(weights, points))
    return -sxy / sxx, (sxy * sxy / (sxx * syy) if syy else 0)


def check_ranking(what, counts, least, top, low=0.5, high=2.0):
    """Few are frequent and many are rare: Zipf's law holds roughly, neither uniform (0) nor one of them alone."""
    total = sum(counts.values())
    exponent, fit = slope(counts)
    first = max(counts.values()) / total
    print(f"{what}: {len(counts)} kinds of {total}, exponent {exponent:.2f} (R2 {fit:.2f}), the first {100 * first:.0f} %")
    if len(counts) < least: bad(f"{what}: number of kinds", f"{len(counts)}, at least {least}")
    if not low <= exponent <= high or fit < 0.8: bad(f"{what}: few frequent, many rare", f"exponent {exponent:.2f}, R2 {fit:.2f}")
    if first > top: bad(f"{what}: none alone", f"{100 * first:.0f} % is one")
    return sorted(counts.values(), reverse=True)


def check_day(times):
    """An office's day: a quiet night, a dip at noon at the most, weekends that are quiet."""
    hours, days = Counter(t.hour for t in times if t.weekday() < 5), Counter(t.date() for t in times)
    whole = [d for d in sorted(days)][1:-1] if len(days) > 3 else sorted(days)
    week = [days[d] for d in whole if d.weekday() < 5]
    end = [days[d] for d in whole if d.weekday() >= 5]
    curve = [hours[h] for h in range(24)]
    if min(curve) == 0 or not 5 <= max(curve) / min(curve) <= 100: bad("the busiest hour against the quietest", f"{curve}")
    if not 8 <= curve.index(max(curve)) <= 18: bad("the busiest hour is of the day", f"{curve.index(max(curve))}")
    if not all(curve[h] < 0.4 * max(curve) for h in (1, 2, 3, 4)): bad("nights are quiet", f"{curve}")
    if not end or not week: bad("working days and weekends", f"{dict(days)}")
    elif not 0.05 <= (sum(end) / len(end)) / (sum(week) / len(week)) <= 0.6: bad("weekends are quiet", f"{dict(days)}")
    print(f"day: hours {curve}; weekdays {week}, weekends {end}")
    return curve, [(d.strftime("%a"), days[d]) for d in sorted(days)]


def quantile(values, share):
    return values[min(int(share * len(values)), len(values) - 1)]


def check_tail(durations):
    """Log-normal durations: median, p95, and a tail beyond it."""
    values = sorted(d / 1e6 for d in durations)
    z = {0.05: -1.645, 0.25: -0.674, 0.5: 0, 0.75: 0.674, 0.9: 1.282, 0.95: 1.645, 0.99: 2.326, 0.999: 3.090}
    rows = []
    for share, sigmas in z.items():
        wanted, got = MEDIAN * math.exp(SIGMA * sigmas), quantile(values, share)
        rows.append((share, wanted, got))
        factor = 1.5 if 0 <= sigmas < 1.7 else 2.25 if sigmas < 3 else 4     # one in a thousand is an incident's
        if not wanted / factor <= got <= wanted * factor:
            bad("duration of requests", f"p{100 * share:g}: {1000 * got:.1f} ms, wanted {1000 * wanted:.1f} (factor {factor})")
    logs = [math.log(v) for v in values if v > 0]
    mean = sum(logs) / len(logs)
    deviation = math.sqrt(sum((v - mean) ** 2 for v in logs) / len(logs))
    skew = sum(((v - mean) / deviation) ** 3 for v in logs) / len(logs)
    print("durations: " + ", ".join(f"p{100 * s:g} {1000 * g:.1f}/{1000 * w:.1f} ms" for s, w, g in rows) + f"; skew of their logarithm {skew:.2f}")
    if abs(skew) > 1: bad("the logarithm of durations is symmetric", f"skew {skew:.2f}")
    repeated = Counter(durations).most_common(1)[0]
    if repeated[1] > 0.01 * len(values): bad("no duration is frequent", f"{repeated[0]} us, {repeated[1]} times")
    return rows, logs


def main():
    if len(sys.argv) not in (2, 3): sys.exit(__doc__)
    tree = Tree(sys.argv[1])
    picture = Picture("A generated bench: a week, three sites, against what production shows")

    # nginx: every request
    statuses, methods, paths, whole, agents, clients, times = Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), []
    api = desk = 0
    for line in tree.access():
        statuses[grouped(line.status)] += 1
        if line.method: methods[verb(line.method)] += 1
        path = line.path.split("?")[0]
        paths[masked(path)] += 1
        whole[masked(line.path)] += 1
        agents[line.agent] += 1
        clients[line.client] += 1
        times.append(line.time)
        if path.startswith("/api/"): api += 1; desk += path.startswith("/api/method/frappe.desk.")
    if len(times) < 20_000: sys.exit(f"too little traffic to judge: {len(times)} access lines")
    rows = check_shares("statuses of nginx", statuses, STATUSES)
    picture.bars("Statuses in nginx/access.log, % (logarithmic)", rows, logarithmic=True)
    picture.bars("Methods, %", check_shares("methods of nginx", methods, METHODS))
    print(f"API: {api} requests, {100 * desk / api:.0f} % of frappe.desk.*")
    if desk < 0.5 * api: bad("frappe.desk.* dominates", f"{100 * desk / api:.0f} % of API requests")
    picture.ranking("Paths by rank", check_ranking("paths", paths, 100, 0.3))
    check_ranking("paths with their queries", whole, 200, 0.3)
    picture.ranking("User agents by rank", check_ranking("user agents", agents, 20, 0.5, high=3))
    check_ranking("clients", clients, 50, 0.3, low=0.2)
    curve, days = check_day(times)
    picture.columns("Requests by hour of a working day", [(f"{h:02}", n) for h, n in enumerate(curve)])
    picture.columns("Requests by day", days)

    # frappe.web.log: what reached gunicorn, and only the last twenty files of it, the tail of the week. No 304 of
    # assets and no 502 then, so that shares of all requests only bound it: twice the slack.
    web, web_methods = Counter(), Counter()
    for path in ["logs/frappe.web.log"] + [f"sites/{site}/logs/frappe.web.log" for site in tree.sites]:
        for method, status in re.findall(r"'method': '(\w+)', 'scheme': '\w+', 'http_status_code': (\S+)}$", tree.text(path), re.M):
            web_methods[verb(method)] += 1
            web[int(status) if status.isdigit() else status] += 1
    if sum(web.values()) < 5000: bad("requests in frappe.web.log", f"{sum(web.values())}, 5000 wanted")
    check_shares("statuses of frappe.web.log", web, {s: STATUSES[s] for s in (200, 403, 404, 417, 401, 500)}, slack=2)
    check_shares("methods of frappe.web.log", web_methods, METHODS, slack=2)

    # the monitor: how long requests took, and of which site
    durations, sites, jobs = [], Counter(), defaultdict(list)
    for _, _, data in tree.monitor():
        if data["transaction_type"] == "request":
            durations.append(data["duration"])
            sites[data["site"]] += 1
        else: jobs[data["job"]["method"]].append(data["duration"])
    rows, logs = check_tail(durations)
    picture.histogram("Duration of requests (monitor), seconds", logs, MEDIAN, SIGMA)
    picture.columns("Requests of each site (monitor)", sites.most_common())
    print("requests of a site: " + ", ".join(f"{s} {n}" for s, n in sites.most_common()))
    if len(sites) < 3 or max(sites.values()) < 2 * sorted(sites.values())[len(sites) // 2]:
        bad("a noisy site among quiet ones", f"{dict(sites)}")
    if len(jobs) < 30: bad("methods of jobs in the monitor", f"{len(jobs)}, at least 30")

    # failed jobs 0.5 % (enqueued and timed ones together), snapshots up to 50 a day and site
    text = tree.text("logs/worker.log")
    called = len(re.findall(r": frappe\.utils\.background_jobs\.execute_job\(", text))
    died = text.count("Moving job to FailedJobRegistry")
    failed = died + len(re.findall(r"^\d{4}-\S+ \S+ Traceback", tree.text("logs/worker.error.log"), re.M))
    print(f"jobs: {called}, failed {failed} ({100 * failed / max(called, 1):.2f} %)")
    if called < 5000: bad("jobs", f"{called}, 5000 wanted")
    elif not 0.15 <= 100 * failed / called <= 1.5: bad("failed jobs", f"{100 * failed / called:.2f} %, wanted 0.5 (incidents: a third to three times)")
    taken = Counter((site, stamp) for stamp, site in re.findall(r"^(\S{10}) .* New Exception collected .*\nSite: (\S+)", tree.text("logs/frappe.log"), re.M))
    print(f"snapshots a day and site: {sorted(taken.values())}")
    mean = sum(taken.values()) / max(len(taken), 1)
    if not 0 < mean <= 50: bad("snapshots a day", f"{mean:.0f} on average, up to 50 wanted")
    if len(sys.argv) == 3: picture.write(sys.argv[2])
    findings.finish(f"{len(times)} requests, {len(durations)} durations")


if __name__ == "__main__": main()
