"""Upserts documents, items and watches from a catalogue file."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, no_translations

from indicators.catalogue.contents import Catalogue, NotACatalogue
from indicators.catalogue.crosswalk import SCHEMES
from indicators.catalogue.files import read_file
from indicators.catalogue.load import STARTER, load_rows
from indicators.catalogue.mappings import MAPPINGS
from indicators.catalogue.outcome import ADDED, CHANGED, REFUSED, UNCHANGED, LoadedRow
from indicators.management.door import Door

NOT_WRITTEN = "This was a dry run: nothing is written."


class Command(Door):
    help = "Upserts the register from a .json, .csv or .xlsx file (the starter catalogue without one), by reference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, default=STARTER)
        parser.add_argument("--mapping", choices=list(MAPPINGS), default="", help="whose table it is, if not ours")
        parser.add_argument("--scheme", choices=SCHEMES, default="", help="whose words its statuses are")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each row, write nothing")

    @no_translations  # what a command says is read by programs too
    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        if options["mapping"] and options["scheme"]:
            raise CommandError("--scheme is for our own columns: a mapping knows its own", returncode=2)
        try:
            catalogue = read_file(file, mapping=options["mapping"], scheme=options["scheme"])
        except NotACatalogue as error:
            raise CommandError(str(error)) from error
        rows = load_rows(catalogue, dry_run=dry_run)
        self._tell(catalogue, rows, options["format"])
        if dry_run:
            self.say(NOT_WRITTEN, unless=options["format"])
        if refused := sum(row.outcome == REFUSED for row in rows):
            rest = "would load" if dry_run else "are loaded"
            raise CommandError(f"{refused} of {len(rows)} rows were refused; the others {rest}")

    def _tell(self, catalogue: Catalogue, rows: list[LoadedRow], style: str) -> None:
        for note in catalogue.notes:
            self.stderr.write(note)
        for row in rows:
            if row.outcome == REFUSED:
                self.stderr.write(_line(row, row.reason))
            elif row.outcome == CHANGED or row.note:
                self.say(_line(row, row.note or row.outcome), unless=style)
        counts = Counter(row.outcome for row in rows)
        totals = {name: counts[name] for name in (ADDED, CHANGED, UNCHANGED, REFUSED)}
        if style == "json":
            self.give(totals)
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in totals.items()))


def _line(row: LoadedRow, told: str) -> str:
    return f"{row.kind} {row.number} ({row.name or 'no name'}): {told}"
