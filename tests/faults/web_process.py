"""The web server as a process of its own, and who asks it for pages."""

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.servers import HOME, die_with_parent, free_port, wait_for
from tests.workers import ROOT, database_url

WORDS = ("--workers", "2", "--threads", "4", "--preload", "--no-control-socket", "--log-level", "error")


class Web:
    """Answers asked one after the other, with how long each took."""

    def __init__(self, port, cookie):
        self.port, self.cookie = port, cookie

    def ask(self, path):
        """The status, 0 when nobody answered, and the seconds."""
        started = time.monotonic()
        server = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            server.request("GET", path, headers={"Host": "127.0.0.1", "Cookie": self.cookie})
            answer = server.getresponse()
            answer.read()
            return answer.status, time.monotonic() - started
        except (OSError, HTTPException):
            return 0, time.monotonic() - started
        finally:
            server.close()


class Answers:
    def __init__(self):
        self.all = []  # path, status, seconds

    @property
    def failed(self):
        return [(path, status) for path, status, _ in self.all if status == 0 or status >= 500]

    @property
    def seconds(self):
        return [seconds for *_, seconds in self.all]

    @property
    def median(self):
        return statistics.median(self.seconds)

    def take(self, web, path):
        self.all.append((path, *web.ask(path)))


def log_in():
    """The cookie of an administrator, as the browser would send it."""
    client = Client()
    person, _ = User.objects.get_or_create(username="prober", defaults={"is_staff": True, "is_superuser": True})
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving_pages(cwd=ROOT, **env):
    port = free_port()
    here = {"DATABASE_URL": database_url(), "PUBLIC_BOARD": "true", "WEB_PORT": str(port)}
    with (HOME / f"web-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", *WORDS],
            cwd=cwd,
            env=os.environ | here | env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    web = Web(port, log_in())
    try:
        wait_for(lambda: web.ask("/health/")[0] == 200, 60)
        yield web
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def asked_all_the_while(web, paths, askers=2):
    """Asks page after page, round and round, until the block is over."""
    answers, over = Answers(), threading.Event()

    def ask(number):
        while not over.is_set():
            for path in paths[number::askers] + paths[:number:askers]:
                answers.take(web, path)
                if over.is_set():
                    return

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(askers)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join()
