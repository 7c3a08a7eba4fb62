"""Upserts documents, items and watches from a catalogue file."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from indicators.catalogue.load import REFUSED, STARTER, LoadedRow, NotACatalogue, load_catalogue
from indicators.management.door import Door


class Command(Door):
    help = (
        "Upserts items and watches from a JSON file (the starter catalogue without one). A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, default=STARTER)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            rows = list(load_catalogue(file))
        except NotACatalogue as error:
            raise CommandError(str(error)) from error
        refused = [row for row in rows if row.outcome == REFUSED]
        for row in refused:
            self.stderr.write(_refusal(row))
        counts = Counter(row.outcome for row in rows)
        self._report(counts, options["format"])
        if refused:
            raise CommandError(f"{len(refused)} of {len(rows)} rows were refused; the others are loaded")

    def _report(self, counts: Counter[str], style: str) -> None:
        totals = {name: counts[name] for name in ("added", "changed", "unchanged", "refused")}
        if style == "json":
            self.give(totals)
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in totals.items()))


def _refusal(row: LoadedRow) -> str:
    return f"{row.kind} {row.number} ({row.name or 'no name'}): {row.reason}"
