"""Writes all feeds as OPML."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker.feeds.opml import export_opml


class Command(BaseCommand):
    help = "Writes all feeds as OPML to the standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(export_opml().decode())
