"""Polls now, in this process."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from indicators.management.door import Door
from tracker.feeds import poll
from tracker.models import Feed, Poll


class Command(Door):
    help = "Polls the feeds that are due; with --all every feed once, due or not; with addresses those feeds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("url", nargs="*", help="addresses of feeds that are known")
        parser.add_argument("--all", action="store_true", help="every active feed, due or not, once")

    def handle(self, *args: Any, url: list[str], **options: Any) -> None:
        started = time.monotonic()
        polls = self._polled(self._polls(url, everything=options["all"]), options["format"])
        totals = {
            "feeds": len(polls),
            "ok": sum(1 for one in polls if one.outcome == "updated"),
            "unchanged": sum(1 for one in polls if one.is_good and one.outcome != "updated"),
            "failed": sum(1 for one in polls if not one.is_good),
            "entries_new": sum(one.new for one in polls),
            "entries_updated": sum(one.updated for one in polls),
            "seconds": round(time.monotonic() - started, 3),
        }
        if options["format"] == "json":
            self.give(totals)
        else:
            self.stdout.write(", ".join(f"{name.replace('_', ' ')} {count}" for name, count in totals.items()))

    def _polls(self, urls: list[str], *, everything: bool) -> Iterable[Poll]:
        if urls:
            feeds = Feed.objects.from_the_web().filter(url__in=urls)
            known = set(feeds.values_list("url", flat=True))
            if unknown := [url for url in urls if url not in known]:
                raise CommandError(f"no feed has the address {unknown[0]}; add it in the admin or by import_feeds")
            return poll.poll_these(feeds, timezone.now)
        if everything:
            return poll.poll_these(Feed.objects.active(), timezone.now)
        return poll.poll_all_due(timezone.now)

    def _polled(self, polls: Iterable[Poll], style: str) -> list[Poll]:
        done = []
        for one in polls:
            done.append(one)
            self.say(poll.line_of(one), unless=style)
        return done
