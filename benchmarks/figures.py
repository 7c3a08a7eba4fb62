"""What the rounds of `pollers.py` cost, as tables, and beside what was asked of them."""

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

START = "start"  # the phase in which each fetches one feed: what it costs before it does anything
OURS = "ours"  # the program in one process, by which CPU is judged
SHARED = "ours-2"  # in two processes, which share the feeds by their leases
PEAK_MB = 150


@dataclass(frozen=True)
class Cost:
    cpu: float
    wall: float
    peak_mb: float
    entries: int = 0
    answered: str = ""


@dataclass(frozen=True)
class Bar:
    """So many times as much of the other's `what` as of ours."""

    phase: str
    what: str
    other: str
    least: float


BARS = (
    Bar("new", "cpu", "reader", 1.5),
    Bar("new", "wall", "reader", 2.5),
    Bar("steady", "cpu", "reader", 8),
    Bar("steady", "cpu", "newsboat", 1),
    Bar("304", "cpu", "reader", 1.3),
    Bar("same", "cpu", "reader", 8),
)


class Figures:
    """Medians over the rounds; `net` is less what the same program takes to start and fetch one feed.

    What is no longer than a start is nan: on a busy machine a start may well take longer than 40 feeds.
    """

    def __init__(self, feeds):
        self._feeds = feeds
        self._costs = defaultdict(list)

    def add(self, phase, name, cost):
        self._costs[phase, name].append(cost)

    def seconds(self, phase, name, what, *, net=False):
        found = median(getattr(cost, what) for cost in self._costs[phase, name])
        left = found - self.seconds(START, name, what) if net else found
        return left if left > 0 else math.nan

    def peak_mb(self, name):
        return max(cost.peak_mb for (_, whose), costs in self._costs.items() for cost in costs if whose == name)

    def start(self, names):
        for name in names:
            cpu, wall = (self.seconds(START, name, what) for what in ("cpu", "wall"))
            print(f"{name:<12} starts and fetches one feed in {cpu:.2f} s CPU, {wall:.2f} s")

    def table(self, phase, names):
        print(f"\n{phase:<12} CPU ms/feed     net  feeds/s     net  peak MB  entries  answers")
        for name in names:
            print(f"{name:<12}{self._row(phase, name)}")

    def _row(self, phase, name):
        cpu, cpu_net = (1000 * self.seconds(phase, name, "cpu", net=net) / self._feeds for net in (False, True))
        pace, pace_net = (self._feeds / self.seconds(phase, name, "wall", net=net) for net in (False, True))
        costs = self._costs[phase, name]
        peak, last = max(cost.peak_mb for cost in costs), costs[-1]
        return f"{cpu:12.2f}{cpu_net:8.2f}{pace:9.0f}{pace_net:8.0f}{peak:9.0f}{last.entries:9}  {last.answered}"

    def undone(self, phase, names, *, entries, answered):
        """Names who in any round did not ask for every feed, or does not keep what was listed."""
        for name in names:
            for cost in self._costs[phase, name]:
                if (cost.entries, cost.answered) != (entries, answered):
                    found = f"{cost.entries} entries, answers {cost.answered}"
                    print(f"! {phase}, {name}: {found}; there were {entries}, and {answered} to be had")

    def bars(self, phases, names):
        print()
        for bar in BARS:
            if bar.phase in phases and bar.other in names:
                self._judge(bar, names)
        peak = self.peak_mb(OURS)
        print(f"peak memory of ours {peak:.0f} MB, at most {PEAK_MB} wanted: {_verdict(peak <= PEAK_MB)}")

    def _judge(self, bar, names):
        own = [name for name in (OURS, SHARED) if name in names and (name == OURS or bar.what == "wall")]
        told = []
        for net in (False, True):
            least = min(self.seconds(bar.phase, name, bar.what, net=net) for name in own)
            ratio = self.seconds(bar.phase, bar.other, bar.what, net=net) / least
            told.append(f"{ratio:6.2f} {_verdict(ratio >= bar.least)}")
        what = {"cpu": "CPU", "wall": "time on the wall, all cores"}[bar.what]
        said = f"{bar.phase}: {bar.other}'s {what} to ours"
        print(f"{said:<52} wanted {bar.least:>4} raw {told[0]:<13} net {told[1]}")


def _verdict(met):
    return "met" if met else "MISSED"
