"""Adds the feeds of an OPML file, row by row."""

from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from indicators.management.door import Door
from tracker.feeds.opml import STARTER, NotOpml, import_opml


class Command(Door):
    help = "Adds the feeds of an OPML file (the starter list without one): each row is added, known or refused and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, default=STARTER)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        counts: Counter[str] = Counter()
        try:
            for row in import_opml(file.read_bytes(), timezone.now()):
                counts[row.outcome] += 1
                if options["format"] == "json":
                    self.give(asdict(row))
                else:
                    self.stdout.write(f"{row.number:>4} {row.outcome:<8}{row.url} {row.reason}".rstrip())
        except NotOpml as error:
            raise CommandError(f"{file}: {error}") from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        totals = f"{counts['added']} added, {counts['known']} known, {counts['refused']} refused"
        self.say(totals, unless=options["format"])
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} of {counts.total()} rows were refused; the others are added")
