"""The demonstration's own processes, which `up --demo` starts: the newspapers' server and the scripted analyst."""

import signal
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.demo import analyst, serve


class Command(BaseCommand):
    help = "Parts of `up --demo`: serve the invented newspapers, or play the scripted analyst."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        serving = parts.add_parser("serve", help="serve the newspapers until stopped")
        serving.add_argument("--port", type=int, required=True)
        serving.add_argument("--opened", type=float, default=time.time(), help="seconds since 1970; now without it")
        serving.add_argument("--act-seconds", type=float, default=serve.ACT_SECONDS)
        parts.add_parser("play", help="play the analyst's script, then rest until stopped")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        try:
            if part == "serve":
                self._serve(options["port"], options["opened"], options["act_seconds"])
            else:
                self._play()
        except KeyboardInterrupt:
            pass

    def _serve(self, port: int, opened: float, act_seconds: float) -> None:
        edition = serve.by_the_clock(timezone.now, datetime.fromtimestamp(opened, UTC), act_seconds)
        with serve.NewsServer(port, edition) as server:
            server.serve_forever()

    def _play(self) -> None:
        for line in analyst.play(timezone.now, wait=partial(time.sleep, 1)):
            self.stderr.write(f"{timezone.localtime():%H:%M:%S} analyst  {line}", style_func=str)
            self.stderr.flush()
        signal.pause()  # one that ended would be started again
