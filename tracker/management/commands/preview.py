"""Scores entries against watches without a threshold: what a watch sees, before anything is recorded."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from indicators.management.door import Door
from indicators.models import Watch
from indicators.watch.reading import Reading, read
from tracker.evidence.explanation import explain, reading_of, terms_of
from tracker.evidence.match import Match, Watched, score_entry
from tracker.evidence.watching import compile_watches
from tracker.management.items import find_items
from tracker.models import Entry

Named = tuple[object, Reading]  # an entry's id as it was given, and the entry as the matcher reads it


class Command(Door):
    help = "Scores stored entries, or entries from a file, against watches without a threshold, best first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--item", action="append", metavar="REF", help="only this item; may be given again")
        parser.add_argument(
            "--entries", type=Path, metavar="FILE.jsonl", help="JSON lines {id, title, text, language, country?}"
        )

    def handle(self, *args: Any, item: list[str] | None, entries: Path | None, **options: Any) -> None:
        watches = Watch.objects.filter(active=True).select_related("item").order_by("item__document", "item__reference")
        if item:
            watches = watches.filter(item__in=find_items(item))
        references = dict(watches.values_list("item_id", "item__reference"))
        readings = list(_given(entries) if entries else _stored())
        for watched in compile_watches(watches):
            for name, match in _ranked(watched, readings):
                self._show(references[watched.item], name, match, options["format"])

    def _show(self, reference: str, name: object, match: Match, style: str) -> None:
        if style == "json":
            told = {"item": reference, "id": name, "score": match.score, "direction": match.direction}
            self.give({**told, "stage": match.stage, "terms": terms_of(explain(match))})
        else:
            terms = ", ".join(dict.fromkeys(part.term for part in match.parts))
            self.stdout.write(f"{reference:<8}{match.score:6.2f}  {match.direction:<10}{name}  {terms}")


def _ranked(watched: Watched, readings: Iterable[Named]) -> list[tuple[object, Match]]:
    matches = [(name, match) for name, reading in readings if (match := score_entry(reading, watched))]
    return sorted(matches, key=lambda one: -one[1].score)


def _stored() -> Iterator[Named]:
    for entry in Entry.objects.select_related("feed").order_by("-pk").iterator(chunk_size=500):
        yield entry.pk, reading_of(entry)


def _given(path: Path) -> Iterator[Named]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _entry(line, f"{path}, line {number}")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8") from error


def _entry(line: str, where: str) -> Named:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{where} is no JSON: {error}") from error
    if not isinstance(row, dict) or "id" not in row:
        raise CommandError(f"{where} is no object with an id")
    fields = {name: row.get(name) or "" for name in ("title", "text", "language", "country")}
    if wrong := [name for name, value in fields.items() if not isinstance(value, str)]:
        raise CommandError(f"{where}: {wrong[0]} is no text")
    reading = read(fields["title"], fields["text"], language=fields["language"], country=fields["country"])
    return row["id"], reading
