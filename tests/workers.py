"""A real Celery worker as a process of its own, on the tests' database and broker, that can be killed."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from tests.servers import die_with_parent, wait_for

ROOT = Path(__file__).parent.parent
numbers = count(1)


def database_url():
    database = connection.settings_dict
    return f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def empty_broker():
    with redis.Redis(unix_socket_path=settings.REDIS_URL.removeprefix("redis+socket://")) as client:
        client.flushall()


def celery(*words, **env):
    """A part of the program as a process of its own, on the tests' database and broker."""
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url(), "C_FORCE_ROOT": "1"} | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


class Worker:
    def __init__(self, *, concurrency=2, **env):
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        named = ("--concurrency", str(concurrency), "--hostname", f"w{next(numbers)}@%h")
        self.process = celery("worker", "--loglevel", "ERROR", *named, *quiet, **env)

    def children(self):
        """The processes that do the work."""
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self):
        """-9, to the worker and its children at once: nobody gets to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def worker(**env):
    started = Worker(**env)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()


def kill_when(condition, started, seconds=40):
    wait_for(condition, seconds)
    started.kill()
