"""Lets old entries go."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.utils import timezone

from indicators.management.door import Door
from tracker.feeds.purge import purge_entries

LEAST = 90  # days that a new watch looks back


class Command(Door):
    help = "Deletes the entries first seen more than DAYS ago that no evidence hangs on; feeds do not bring them back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("days", type=_days, help=f"{LEAST} at least: so far back look new watches")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        purged = purge_entries(timezone.now() - timedelta(days=days))
        if options["format"] == "json":
            self.give({"entries_purged": purged})
        else:
            self.stdout.write(f"{purged} old entries deleted")


def _days(text: str) -> int:
    if not text.isdecimal() or not LEAST <= int(text) <= 36_500:
        raise ArgumentTypeError(f"{text} is no number of days from {LEAST} on")
    return int(text)
