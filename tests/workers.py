"""A real Celery worker as a process of its own, on the tests' database and broker, that can be killed."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import redis
from django.conf import settings
from django.db import connection

from tests.servers import die_with_parent, wait_for


def database_url():
    database = connection.settings_dict
    return f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def empty_broker():
    with redis.Redis(unix_socket_path=settings.REDIS_URL.removeprefix("redis+socket://")) as client:
        client.flushall()


class Worker:
    def __init__(self, **env):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", "worker", "--loglevel", "ERROR", "--concurrency", "2"],
            env=os.environ | {"DATABASE_URL": database_url(), "C_FORCE_ROOT": "1"} | env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

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
