"""Searches what is stored."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils import timezone

from indicators.management.door import Door
from indicators.watch.query import QueryError, parse
from tracker.models import Entry, Evidence
from tracker.search import find
from tracker.search.find import Hit
from tracker.search.kinds import ENTRY, EVIDENCE

LIMIT = 50
TOGETHER = 500  # rows shown by one statement


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise ArgumentTypeError(f"“{text}” is no number from 1 to 1,000,000")
    return int(text)


class Command(Door):
    help = "Searches the entries in the language of the watches, the newest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("query", metavar="QUERY", help="as in '\"police reform\" OR extradi* lang:es'")
        parser.add_argument("--evidence", action="store_true", help="search the evidence instead, as it was read")
        parser.add_argument("--since", type=_number, metavar="DAYS", help="only what was found in the last DAYS days")
        parser.add_argument("--limit", type=_number, default=LIMIT, metavar="N", help=f"at most N; {LIMIT} unless told")

    def handle(self, *args: Any, query: str, evidence: bool, since: int | None, limit: int, **options: Any) -> None:
        try:
            asked = parse(query)
        except QueryError as error:
            raise CommandError(str(error)) from error
        rows, kind = _rows(evidence=evidence, days=since), EVIDENCE if evidence else ENTRY
        results = find.find(rows, kind, asked, most=limit, looked_at=sys.maxsize)
        for start in range(0, len(results.pks), TOGETHER):
            hits = find.hits(rows, kind, asked, results.pks[start : start + TOGETHER])
            for row in rows.filter(pk__in=hits).order_by("-pk"):
                self._show(row, hits[row.pk], options["format"])

    def _show(self, row: Any, hit: Hit, style: str) -> None:
        if style == "json":
            self.give(as_json(row, hit))
        else:
            day = f"{row.published_at:%Y-%m-%d}" if row.published_at else "no date"
            self.stdout.write(f"{day:<12}{hit.page.source[:24]:<26}{row.title[:100]}")


def _rows(*, evidence: bool, days: int | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = Evidence.objects.all() if evidence else Entry.objects.all()
    found = "created_at" if evidence else "first_seen_at"
    return rows.filter(**{f"{found}__gte": timezone.now() - timedelta(days=days)}) if days else rows


def as_json(row: Any, hit: Hit) -> dict[str, object]:
    return {
        "id": row.pk,
        "title": row.title,
        "url": row.url,
        "language": hit.page.language,
        "source": hit.page.source,
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "terms": [span._asdict() for span in hit.spans],
    }
