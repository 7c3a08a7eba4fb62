"""Runs the whole program on one machine."""

import os
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker import tasks
from tracker.demo import stage
from tracker.health import examine
from tracker.running import broker, children, prepare
from tracker.running.news import News

START_SECONDS = 60  # a slow machine imports for a while
LAST_PORT = 20  # ports tried after the one asked for


class Command(BaseCommand):
    help = "Migrates, loads the starter catalogue once, and runs web, worker and scheduler until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="another one is taken if this one is in use")
        parser.add_argument("--demo", action="store_true", help="a demonstration, offline, on data of its own")

    def handle(self, *args: Any, host: str, port: int, demo: bool, **options: Any) -> None:
        if demo and not stage.is_set():
            stage.set_and_restart()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        started: list[children.Child] = []
        try:
            self._run(host, _free_port(host, port), started, demo=demo)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        except broker.NoBroker as error:
            raise CommandError(str(error)) from error
        finally:
            for child in reversed(started):
                child.stop()
        self.stdout.write("Stopped.")

    def _run(self, host: str, port: int, started: list[children.Child], *, demo: bool) -> None:
        self._prepare(demo=demo)
        site = os.environ.get("SITE_URL", f"http://{host}:{port}")
        os.environ["SITE_URL"] = settings.SITE_URL = site
        os.environ["WEB_PORT"], settings.WEB_PORT = str(port), port
        self.check(tags=["installation"])  # else each child would refuse by itself, again and again
        news = News()
        if "REDIS_URL" not in os.environ:
            child, address = broker.embedded(settings.DATA_DIR)
            started.append(child)
            os.environ["REDIS_URL"] = settings.REDIS_URL = settings.CELERY_BROKER_URL = address
        for name, command in self._commands(host, port, demo=demo):
            child = children.Child(name, command)
            child.start()
            started.append(child)
        tasks.poll_due.delay()  # the scheduler's own first tick comes only after its first interval
        _wait_for_the_web()
        self.stdout.write(f"Followthrough is at {site}/admin/ — Ctrl-C stops it.")
        self.stdout.flush()
        self._watch(started, news)

    def _prepare(self, *, demo: bool) -> None:
        prepare.migrate()
        told = stage.load() if demo else prepare.load_starter()
        if told:
            self.stdout.write(told)
        if password := prepare.make_admin():
            self.stdout.write(f"Log in as {prepare.ADMIN} with the password {password} (shown once, kept nowhere).")

    def _commands(self, host: str, port: int, *, demo: bool) -> list[tuple[str, list[str]]]:
        staged = stage.commands(Path(sys.argv[0])) if demo else []
        return [
            *staged,
            ("web", children.web(host, port)),
            ("worker", children.worker()),
            ("scheduler", children.scheduler()),
        ]

    def _watch(self, started: list[children.Child], news: News) -> None:
        while True:
            for child in started:
                if child.restart_if_ended():
                    self.stderr.write(f"The {child.name} ended by itself and was started again.")
            for line in news.lines():
                self.stdout.write(f"{timezone.localtime():%H:%M:%S} {line}")
            self.stdout.flush()
            time.sleep(1)


def _free_port(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(f"no port from {wanted} to {wanted + LAST_PORT - 1} is free on {host}")


def _wait_for_the_web() -> None:
    """Until the web server answers, so that the address is true when it is said."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if all(finding.good for finding in examine.examine(timezone.now(), ["web"])):
            return
        time.sleep(0.1)
