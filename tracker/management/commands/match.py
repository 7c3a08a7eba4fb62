"""Matches entries against the watches, now, in this process."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from indicators.management.door import Door
from indicators.models import Watch
from tracker.evidence import record
from tracker.management.items import find_items


class Command(Door):
    help = "Matches the waiting entries; with --again those of the last 90 days against every watch, or one item's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--again", action="store_true", help="match stored entries again")
        parser.add_argument("--item", action="append", metavar="REF", help="only this item's watch (implies --again)")

    def handle(self, *args: Any, again: bool, item: list[str] | None, **options: Any) -> None:
        at = timezone.now()
        items = find_items(item or [])
        found = sum(record.match_waiting(at))
        if again or items:
            watches = Watch.objects.filter(active=True).select_related("item")
            watches = watches.filter(item__in=items) if items else watches
            found += sum(record.rematch(watch, at) for watch in watches)
        else:
            found += sum(record.rematch_changed(at))
        if options["format"] == "json":
            self.give({"evidence_new": found})
        else:
            self.stdout.write(f"{found} new pieces of evidence")
