"""Child processes: they die with us, are started again when they end by themselves, and stop in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PATIENCE_SECONDS = 12  # for a child to finish what it is at
QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}  # in a container that is everybody
RESTART_SECONDS = 2  # so that a child that cannot start does not spin


def die_with_parent() -> None:
    """Runs in the child: should we be killed with -9, it is told to stop as well. Linux only; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] = field(init=False)
    started_at: float = field(init=False, default=0.0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
        self.process = subprocess.Popen(  # noqa: S603 (our own commands)
            self.command,
            env=os.environ | QUIET,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # banners; what matters goes to the standard error
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.started_at = time.monotonic()

    def restart_if_ended(self) -> bool:
        if self.process.poll() is None or time.monotonic() - self.started_at < RESTART_SECONDS:
            return False
        self.start()
        return True

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def web(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning", "--preload", "--no-control-socket"),
    ]


def worker() -> list[str]:
    return [*_celery(), "worker", "--loglevel", "WARNING", "--concurrency", "2", "--without-gossip", "--without-mingle"]


def scheduler() -> list[str]:
    return [*_celery(), "beat", "--loglevel", "WARNING"]


def _celery() -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "config"]
