"""Small charts in one SVG, written by hand: bars beside what was wanted, rankings, columns, a histogram."""
import math
from html import escape

WIDTH, HEIGHT, COLUMNS = 430, 210, 2
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 30, 34
OURS, WANTED, INK, FAINT = "#3b76af", "#d9822b", "#444", "#ddd"


class Picture:
    """Charts side by side, in the order they were added."""

    def __init__(self, title):
        self.title, self.charts = title, []

    def _frame(self, title):
        return [f'<text x="{LEFT}" y="18" class="t">{escape(title)}</text>',
                f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" class="a"/>']

    def bars(self, title, rows, logarithmic=False):
        """Pairs of bars: (name, wanted, got)."""
        part, high = self._frame(title), max(max(w, g) for _, w, g in rows)
        low = 0.01 if logarithmic else 0
        def tall(value):
            share = math.log(max(value, low) / low) / math.log(high / low) if logarithmic else value / high
            return max(share, 0) * (HEIGHT - TOP - BOTTOM - 12)
        step = (WIDTH - LEFT - RIGHT) / len(rows)
        for k, (name, wanted, got) in enumerate(rows):
            x = LEFT + k * step
            for offset, value, colour in ((0.12, got, OURS), (0.5, wanted, WANTED)):
                h = tall(value)
                part.append(f'<rect x="{x + offset * step:.1f}" y="{HEIGHT - BOTTOM - h:.1f}" width="{0.36 * step:.1f}" height="{h:.1f}" fill="{colour}"/>')
                part.append(f'<text x="{x + (offset + 0.18) * step:.1f}" y="{HEIGHT - BOTTOM - h - 3:.1f}" class="v">{value:.3g}</text>')
            part.append(f'<text x="{x + step / 2:.1f}" y="{HEIGHT - BOTTOM + 14}" class="m">{escape(name)}</text>')
        self.charts.append(part)

    def columns(self, title, rows):
        """One column each: (name, count)."""
        part, high = self._frame(title), max(n for _, n in rows)
        step = (WIDTH - LEFT - RIGHT) / len(rows)
        for k, (name, count) in enumerate(rows):
            h = count / high * (HEIGHT - TOP - BOTTOM)
            part.append(f'<rect x="{LEFT + (k + 0.1) * step:.1f}" y="{HEIGHT - BOTTOM - h:.1f}" width="{0.8 * step:.1f}" height="{h:.1f}" fill="{OURS}"/>')
            if len(rows) < 13 or k % 3 == 0:
                part.append(f'<text x="{LEFT + (k + 0.5) * step:.1f}" y="{HEIGHT - BOTTOM + 14}" class="m">{escape(name)}</text>')
        part.append(f'<text x="{LEFT - 4}" y="{TOP + 6}" class="e">{high}</text>')
        self.charts.append(part)

    def ranking(self, title, counts):
        """Counts by rank, both on logarithmic axes; where Zipf's law holds that is a straight line."""
        part = self._frame(title)
        right, high = math.log10(max(len(counts), 10)), math.log10(max(counts[0], 10))
        def place(rank, n):
            return (LEFT + math.log10(rank) / right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - math.log10(n) / high * (HEIGHT - TOP - BOTTOM))
        self._tens(part, right, high)
        shown = sorted({round(10 ** (k / 40)) for k in range(int(40 * right) + 1)})
        points = " ".join("%.1f,%.1f" % place(r, counts[r - 1]) for r in shown if r <= len(counts))
        part.append(f'<polyline points="{points}" class="l"/>')
        ends = (place(1, counts[0]), place(min(len(counts), counts[0]), max(counts[0] / len(counts), 1)))
        part.append('<path d="M%.1f %.1fL%.1f %.1f" class="w"/>' % (*ends[0], *ends[1]))
        self.charts.append(part)

    def _tens(self, part, right, high):
        """Labels and lines at the powers of ten."""
        for k in range(int(right) + 1):
            x = LEFT + k / right * (WIDTH - LEFT - RIGHT)
            part.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 14}" class="m">{10 ** k:,}</text>')
        for k in range(int(high) + 1):
            y = HEIGHT - BOTTOM - k / high * (HEIGHT - TOP - BOTTOM)
            part.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" class="g"/><text x="{LEFT - 4}" y="{y + 4:.1f}" class="e">{10 ** k:,}</text>')

    def histogram(self, title, logs, median, sigma):
        """Natural logarithms of seconds in bins, and the normal curve that was wanted."""
        part, bins, low, high = self._frame(title), 60, math.log(1e-4), math.log(1e2)
        width, counts = (high - low) / bins, [0] * bins
        for value in logs: counts[min(max(int((value - low) / width), 0), bins - 1)] += 1
        curve = [math.exp(-0.5 * ((low + (k + 0.5) * width - math.log(median)) / sigma) ** 2) / (sigma * math.sqrt(2 * math.pi)) * width * len(logs)
                 for k in range(bins)]
        tall, step = max(max(counts), max(curve)), (WIDTH - LEFT - RIGHT) / bins
        y = lambda n: HEIGHT - BOTTOM - n / tall * (HEIGHT - TOP - BOTTOM)
        for k, n in enumerate(counts):
            part.append(f'<rect x="{LEFT + k * step:.1f}" y="{y(n):.1f}" width="{step - 0.5:.1f}" height="{HEIGHT - BOTTOM - y(n):.1f}" fill="{OURS}"/>')
        points = " ".join(f"{LEFT + (k + 0.5) * step:.1f},{y(n):.1f}" for k, n in enumerate(curve))
        part.append(f'<polyline points="{points}" class="w"/>')
        for power in range(-4, 3):
            x = LEFT + (power + 4) / 6 * (WIDTH - LEFT - RIGHT)
            part.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 14}" class="m">{10.0 ** power:g}</text>')
        self.charts.append(part)

    def write(self, path):
        rows = -(-len(self.charts) // COLUMNS)
        w, h = COLUMNS * WIDTH, rows * HEIGHT + 44
        out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{escape(self.title)}">',
               f'<style>text{{font:11px sans-serif;fill:{INK}}}.t{{font-weight:bold;font-size:12px}}.h{{font-weight:bold;font-size:14px}}.m,.v{{text-anchor:middle}}'
               f'.v{{font-size:9px}}.e{{text-anchor:end;font-size:9px}}.a{{fill:none;stroke:{INK}}}.g{{stroke:{FAINT}}}.l{{fill:none;stroke:{OURS};stroke-width:2}}'
               f'.w{{fill:none;stroke:{WANTED};stroke-width:1.5}}</style>',
               f'<rect width="{w}" height="{h}" fill="#fff"/><text x="16" y="24" class="h">{escape(self.title)}</text>',
               f'<rect x="{w - 190}" y="14" width="10" height="10" fill="{OURS}"/><text x="{w - 176}" y="23">generated</text>'
               f'<rect x="{w - 100}" y="14" width="10" height="10" fill="{WANTED}"/><text x="{w - 86}" y="23">wanted</text>']
        for k, part in enumerate(self.charts):
            out.append(f'<g transform="translate({k % COLUMNS * WIDTH} {k // COLUMNS * HEIGHT + 40})">')
            out += part + ["</g>"]
        open(path, "w", encoding="utf-8").write("\n".join(out + ["</svg>"]) + "\n")
