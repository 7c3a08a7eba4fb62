"""Prints the recommendations and indicators that a document seems to state, as drafts; stores nothing."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from indicators.extraction.draft import Draft
from indicators.extraction.extract import extract
from indicators.intake import kinds, limits, refusals
from indicators.intake.readers import plain
from indicators.intake.reading import NotRead, Progress, read
from indicators.management.door import Door

SHOWN = (
    *("kind", "title", "quote", "start", "end", "page", "heading", "confidence", "rule"),
    *("addressee", "expected_outcome", "countries"),
)


class Command(Door):
    help = "Prints the recommendations and indicators that a document (.txt, .md, .html, .pdf, .docx) seems to state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        is_watched = sys.stderr.isatty() and options["format"] == "text"
        drafts = extract(_text_of(file, self._show if is_watched else None))
        if options["format"] == "json":
            for draft in drafts:
                self.give(_line(draft))
            return
        for number, draft in enumerate(drafts, 1):
            self.stdout.write(_listed(number, draft))
        self.stdout.write(f"{len(drafts)} drafts in {file.name}")

    def _show(self, read: int, pages: int) -> None:
        self.stderr.write(f"\rpage {read} of {pages}", ending="\n" if read == pages else "")


def _text_of(file: Path, progress: Progress | None) -> str:
    """The text of a file, or a CommandError that says why it has none. Places in plain text are those in the file."""
    try:
        content = _content_of(file)
        if kinds.kind_of(content, file.name) == kinds.PLAIN:
            return plain.decode(content)
        return read(content, file.name, progress=progress).text
    except NotRead as error:
        raise CommandError(f"{file}: {error}") from error
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror})") from error


def _content_of(file: Path) -> bytes:
    if not file.is_file():
        raise CommandError(f"{file}: there is no such file")
    if file.stat().st_size > limits.MAX_BYTES:  # before it is taken in
        raise NotRead(refusals.TOO_LARGE)
    return file.read_bytes()


def _line(draft: Draft) -> Mapping[str, object]:
    return {name: getattr(draft, name) for name in SHOWN}


def _listed(number: int, draft: Draft) -> str:
    """A draft for a person: the title, then what is known of it, then its place."""
    known = {
        "quote": " ".join(draft.quote.split()),
        "for": draft.addressee,
        "expected": draft.expected_outcome,
        "by": draft.due_on,
        "countries": ", ".join(draft.countries),
        "under": draft.heading,
    }
    page = f"page {draft.page}, " if draft.page else ""
    place = f"{page}characters {draft.start}–{draft.end}, {draft.rule}, confidence {draft.confidence:.2f}"
    said = [f"     {name}: {words}" for name, words in known.items() if words]
    return "\n".join([f"{number:3}. {draft.kind}: {draft.title}", *said, f"     {place}"])
