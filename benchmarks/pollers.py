"""What polling costs: this program beside others, on one machine, in one run, with the same feeds.

    python benchmarks/pollers.py [--bodies FOLDER] [--feeds 500] [--rounds 3] [--peers …] [--phases …]

A server on loopback (`origin.py`) gives many different feeds of 30 entries, 50 ms after each is asked for. In every
round each program begins with an empty database; then come the phases, in each of them one program after another, and
in another order each round:

    new     the first fetch of all
    same    the same bodies again, without validators
    steady  each body has two new entries on top and lacks two at the bottom
    304     nothing changed, and validators say so

Counted are the CPU seconds of the processes, user and system, and the time on the wall: as they are, and less what the
same program takes to start and fetch one feed. The wall is only to be trusted on a machine that does nothing else.
"""

import argparse
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bodies import LISTED, NEW
from figures import OURS, SHARED, START, Cost, Figures
from peers import Newsboat, Ours, Reader
from program import ROOT, Program

LATENCY_SECONDS = 0.05


@dataclass(frozen=True)
class Phase:
    name: str
    version: int
    validators: bool = False

    @property
    def is_measured(self):
        return self.name != "learn"


NEW_PHASE = Phase("new", 0)
PHASES = (
    NEW_PHASE,
    Phase("same", 0),
    Phase("steady", 1),
    Phase("learn", 2, validators=True),  # the validators that the next one needs
    Phase("304", 2, validators=True),
)


class Server:
    """The server's process, and what to tell it."""

    def __init__(self, process):
        self._process = process
        port, self.bytes, self.sources = map(int, process.stdout.readline().split())
        self._base = f"http://127.0.0.1:{port}"

    def urls(self, feeds):
        return [f"{self._base}/feed/{number}" for number in range(feeds)]

    def show(self, phase):
        self._say(f"show {phase.version} {'validators' if phase.validators else 'plain'}")

    def answered(self):
        """Status by status, since `show`."""
        return " ".join(f"{count} × {status}" for status, count in sorted(self._say("answered").items()))

    def _say(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def serving(feeds, bodies):
    script = Path(__file__).with_name("origin.py")
    command = [sys.executable, script, "--feeds", str(feeds), "--latency", str(LATENCY_SECONDS)]
    command += ["--bodies", bodies] if bodies else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Server(process)
        process.stdin.close()  # by which it ends


def run(commands, env, home):
    """Runs them side by side and waits for the last."""
    with (home / "output").open("w") as output:
        started = time.monotonic()
        processes = [subprocess.Popen(command, env=env, cwd=home, stdout=output, stderr=output) for command in commands]
        ends = [os.wait4(process.pid, 0) for process in processes]
        wall = time.monotonic() - started
    for process, (_, status, _) in zip(processes, ends, strict=True):
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{process.args}\n{(home / 'output').read_text()[-2000:]}")
    used = [usage for _, _, usage in ends]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    return Cost(cpu, wall, max(usage.ru_maxrss for usage in used) / 1024)


def measure(peer, home, server, phase):
    peer.before(home)
    server.show(phase)
    cost = run(peer.commands(home), peer.env(home), home)
    return replace(cost, entries=peer.stored(home), answered=server.answered())


def play(peers, server, urls, phases, folder):
    """One round. Yields a phase's name, a peer and what it cost him."""
    for peer in peers:
        small = folder / f"{peer.name} start"
        peer.prepare(small, urls[:1])
        yield START, peer, measure(peer, small, server, NEW_PHASE)
        peer.prepare(folder / peer.name, urls)
    for phase in phases:
        for peer in peers:
            yield phase.name, peer, measure(peer, folder / peer.name, server, phase)


def compare(peers, server, options, phases, folder):
    figures = Figures(options.feeds)
    for number in range(options.rounds):
        shift = number % len(peers)
        order = [*peers[shift:], *peers[:shift]]
        (folder / f"{number}").mkdir()
        for phase, peer, cost in play(order, server, server.urls(options.feeds), phases, folder / f"{number}"):
            figures.add(phase, peer.name, cost)
            said = f"round {number + 1} {phase:<7} {peer.name:<10} {cost.cpu:7.2f} s CPU {cost.wall:7.2f} s"
            print(said, file=sys.stderr)
    return figures


def report(figures, phases, names, feeds):
    figures.start(names)
    measured = [phase for phase in phases if phase.is_measured]
    for phase in measured:
        figures.table(phase.name, names)
        entries = feeds * (LISTED + NEW * phase.version)
        figures.undone(phase.name, names, entries=entries, answered=f"{feeds} × {304 if phase.name == '304' else 200}")
    figures.bars([phase.name for phase in measured], names)


# By the thread's CPU time: cProfile's own way of starting a script goes by the wall, which other work stretches.
_PROFILED = """
import cProfile, os, runpy, sys, time
_, found, *sys.argv = sys.argv
sys.path.insert(0, os.path.dirname(sys.argv[0]))
profile = cProfile.Profile(time.thread_time)
try:
    profile.runcall(runpy.run_path, sys.argv[0], run_name="__main__")
finally:
    profile.dump_stats(found)
"""


def profile(server, options, phases, folder, template):
    """Ours, phase by phase: the main thread of the first process, where everything is done but the fetching."""
    program = Program(folder / "profile", options.root)
    program.set_up(template)
    program.add(server.urls(options.feeds))
    for phase in phases:
        server.show(phase)
        found = folder / f"{phase.name}.prof"
        command = program.command("poll", "--all", "--format", "json", python=("-c", _PROFILED, str(found)))
        run([command], program.env, folder)
        print(f"\n=== {phase.name}")
        pstats.Stats(str(found)).strip_dirs().sort_stats("tottime").print_stats(25)


def installed(names):
    """Those of the others that can run here; the reason is said for those that cannot."""
    peers = []
    for peer in (Reader(), Newsboat()):
        if peer.name in names:
            reason = peer.install()
            print(f"{peer.name}: left out, {reason}" if reason else f"{peer.name} {peer.version()}")
            peers += [] if reason else [peer]
    return peers


def parse_options():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bodies", type=Path, help="a folder of real feeds; without it they are invented")
    arguments.add_argument("--feeds", type=int, default=500)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--peers", default=f"{SHARED},reader,newsboat", help="may be empty")
    arguments.add_argument("--phases", default="new,same,steady,304", help="new is always played: others build on new")
    arguments.add_argument("--root", type=Path, default=ROOT, help="another checkout of this program")
    arguments.add_argument("--profile", action="store_true", help="no comparison: where ours spends its time")
    return arguments.parse_args()


def main():
    options = parse_options()
    wanted = {"new", *options.phases.split(","), *(["learn"] if "304" in options.phases else [])}
    phases = [phase for phase in PHASES if phase.name in wanted]
    with tempfile.TemporaryDirectory() as home, serving(options.feeds, options.bodies) as server:
        folder = Path(home)
        template = folder / "template"
        template.mkdir()
        Program(template, options.root).set_up()
        size = server.bytes / options.feeds / 1024
        print(f"{options.feeds} feeds of {LISTED} entries and {size:.0f} KB, made from {server.sources} documents")
        if options.profile:
            return profile(server, options, phases, folder, template)
        others = options.peers.split(",")
        ours = [Ours(OURS, options.root, template), Ours(SHARED, options.root, template, processes=2)]
        peers = [*(peer for peer in ours if peer.name in (OURS, *others)), *installed(others)]
        figures = compare(peers, server, options, phases, folder)
        return report(figures, phases, [peer.name for peer in peers], options.feeds)


if __name__ == "__main__":
    main()
