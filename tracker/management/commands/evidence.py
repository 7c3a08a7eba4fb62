"""Lists evidence."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime, time
from typing import Any

from indicators.management.door import Door
from tracker.evidence.explanation import terms_of
from tracker.management.items import find_items
from tracker.models import Evidence


def _day(value: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(value), time(), tzinfo=UTC)
    except ValueError as error:
        raise ArgumentTypeError(f"“{value}” is no day like 2026-01-31") from error


class Command(Door):
    help = "Lists evidence, newest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--item", action="append", metavar="REF", help="only this item; may be given again")
        parser.add_argument("--since", type=_day, metavar="DAY", help="only what was found since this day")

    def handle(self, *args: Any, item: list[str] | None, since: datetime | None, **options: Any) -> None:
        found = Evidence.objects.select_related("item").order_by("-created_at", "-pk")
        if item:
            found = found.filter(item__in=find_items(item))
        if since:
            found = found.filter(created_at__gte=since)
        for piece in found.iterator(chunk_size=500):
            self._show(piece, options["format"])

    def _show(self, piece: Evidence, style: str) -> None:
        if style == "json":
            self.give(as_json(piece))
        else:
            told = f"{piece.score:6.2f}  {piece.direction:<10}{piece.verdict:<11}{piece.title[:100]}"
            self.stdout.write(f"{piece.item.reference:<8}{told}")


def as_json(piece: Evidence) -> dict[str, object]:
    return {
        "item": piece.item.reference,
        "kind": piece.item.kind,
        "entry_url": piece.url,
        "title": piece.title,
        "language": piece.language,
        "score": piece.score,
        "direction": piece.direction,
        "stage": piece.stage,
        "verdict": piece.verdict,
        "terms": terms_of(piece.explanation),
        "story": piece.story_id,
    }
