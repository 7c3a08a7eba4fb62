"""Workers and schedulers that are killed with -9 and started again, as a supervisor would."""

import os
import random
import signal
import time
from contextlib import contextmanager, suppress

from tests.workers import Worker, celery

WHOLE = 0.1  # the share of kills that take a whole worker, with the process that watches over its children


class Crew:
    def __init__(self, size, **env):
        self.env = env
        self.workers = [self._start() for _ in range(size)]
        self.kills = 0
        self.killed_at = []  # by the clock of the wall

    def _start(self):
        return Worker(concurrency=1, **self.env)

    def strike(self, dice):
        """Kills a child in the midst of its work, or now and then a whole worker. False when there is none."""
        self.replace_the_dead()
        worker = dice.choice(self.workers)
        children = worker.children()
        if not children:
            return False
        if dice.random() < WHOLE:
            worker.kill()
        else:
            with suppress(ProcessLookupError):
                os.kill(children[0], signal.SIGKILL)
        self.kills += 1
        self.killed_at.append(time.time())
        self.replace_the_dead()
        return True

    def replace_the_dead(self):
        self.workers = [worker if worker.process.poll() is None else self._start() for worker in self.workers]

    def end(self):
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.kill()


@contextmanager
def crew(size, **env):
    working = Crew(size, **env)
    try:
        yield working
    finally:
        working.end()


@contextmanager
def schedulers(count, **env):
    """Real ones; two too many are as many as a careless deployment may have."""
    started = [celery("beat", "--loglevel", "ERROR", "--schedule", "", "--pidfile=", **env) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def dice_of(seed):
    return random.Random(seed)
