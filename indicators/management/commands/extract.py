"""Prints the recommendations and indicators that a document seems to state, as drafts; stores nothing."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from indicators.extraction.draft import Draft
from indicators.extraction.extract import extract
from indicators.management.door import Door

KINDS = (".txt", ".md")
LARGEST_BYTES = 20_000_000  # a library of reports in one file; more is a mistake
SHOWN = (
    *("kind", "title", "quote", "start", "end", "page", "heading", "confidence", "rule"),
    *("addressee", "expected_outcome", "countries"),
)


class Command(Door):
    help = "Prints the recommendations and indicators that a text (.txt or .md, UTF-8) seems to state. Stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        drafts = extract(_text_of(file))
        if options["format"] == "json":
            for draft in drafts:
                self.give(_line(draft))
            return
        for number, draft in enumerate(drafts, 1):
            self.stdout.write(_listed(number, draft))
        self.stdout.write(f"{len(drafts)} drafts in {file.name}")


def _text_of(file: Path) -> str:
    """The text of a file, or a CommandError that says why it has none."""
    if not file.is_file():
        raise CommandError(f"{file}: there is no such file")
    if file.suffix.lower() not in KINDS:
        raise CommandError(f"{file}: only text is read here ({', '.join(KINDS)})")
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise CommandError(f"{file}: larger than {LARGEST_BYTES // 1_000_000} MB")
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: not a text in UTF-8") from error
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror})") from error
    if "\0" in text:
        raise CommandError(f"{file}: binary, not a text")
    return text


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
