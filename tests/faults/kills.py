"""Workers killed over and over in mid poll and mid match, the broker emptied, PostgreSQL restarted as by a crash.

Promised: every entry once, no evidence twice, and all of it caught up within five minutes of the last fault, with
nobody's help: the leases of the dead end by themselves. Only before that, time is made to pass more quickly.
"""

import threading
import time
from datetime import timedelta

import house
from crew import crew, dice_of, schedulers
from django.db import connections
from django.db.models import Count
from django.utils import timezone

from tests import make, servers
from tests.conftest import serving
from tests.workers import empty_broker
from tracker.feeds.register import add_feed
from tracker.models import Entry, Evidence, Feed
from tracker.models.feeds import LEASE

TELLING = 5  # of so many entries one is evidence
CAUGHT_UP = 300  # seconds


class Newspapers:
    """Feeds that list more with each day, answered late and unevenly."""

    def __init__(self, site, feeds, entries, dice):
        self.entries, self.shown, self.dice = entries, 1, dice
        for number in range(feeds):
            site.pages[f"/{number}"] = self.answer(number)
            add_feed(site.url(f"/{number}"), at=timezone.now())

    def answer(self, number):
        def page(_request):
            time.sleep(self.dice.random() * 0.3)
            told = [self.entry(number * self.entries + one) for one in range(self.shown)]
            return 200, make.rss(*told).encode(), {"Content-Type": "application/rss+xml"}

        return page

    @staticmethod
    def entry(number):
        if number % TELLING:
            return f"e{number}", f"Notice {number} of the day", "Nothing of note."
        return f"e{number}", f"Minister {number} of province {number * 7919} opens joint police unit {number}", ""


def pass_time():
    """What the clock does to the leases of the dead: no poll here takes three seconds."""
    Feed.objects.filter(lease_until__lt=timezone.now() + LEASE - timedelta(seconds=3)).update(lease_until=None)


def make_due():
    now = timezone.now()
    Feed.objects.filter(lease_until=None, next_poll_at__gt=now).update(next_poll_at=now)


def is_at_work():
    return Feed.objects.filter(lease_until__isnull=False).exists() or Entry.objects.unmatched().exists()


def run(feeds, entries, kills, workers, seed=1, restart="yes", patience=CAUGHT_UP):
    """`restart` = "yes" takes PostgreSQL down as well; the suite, which needs it, does not."""
    table, dice = house.Table(f"{feeds} feeds of {entries} entries, {kills} kills"), dice_of(seed)
    item, seen = make.item(), {"poll": 0, "match": 0}
    empty_broker()
    with serving() as site, schedulers(1, TICK_SECONDS="1"), crew(workers, FEED_HOST_CONCURRENCY="8") as working:
        papers = Newspapers(site, feeds, entries, dice)
        while working.kills < kills:
            house.seconds_until(is_at_work, 10)
            time.sleep(dice.random() * 0.5)
            polling = Feed.objects.filter(lease_until__isnull=False).exists()
            matching = Entry.objects.unmatched().exists()
            if not working.strike(dice):
                time.sleep(0.3)
                continue
            seen["poll"] += polling
            seen["match"] += matching
            papers.shown = max(papers.shown, entries * working.kills // kills)
            if working.kills == kills // 2:
                empty_broker()
            if working.kills == kills * 3 // 4 and restart == "yes":
                connections.close_all()
                servers.RUNNING["postgres"].restart()
            pass_time()
            make_due()
        papers.shown = entries
        Feed.objects.update(next_poll_at=timezone.now())  # the last of the dead hold some, until their leases end
        keeping = threading.Event()
        watch = threading.Thread(target=_keep_alive, args=(working, keeping))
        watch.start()
        took = house.seconds_until(lambda: _is_done(feeds * entries), patience)
        keeping.set()
        watch.join()
    _judge(table, item, feeds, entries, working, seen, took)
    return table


def _keep_alive(working, ended):
    while not ended.wait(1):
        working.replace_the_dead()


def _is_done(wanted):
    return Entry.objects.count() >= wanted and not Entry.objects.unmatched().exists()


def _judge(table, item, feeds, entries, working, seen, took):
    wanted, told = feeds * entries, Evidence.objects.filter(item=item)
    table.says("workers killed with -9", working.kills)
    table.says("  of these while feeds were being polled", seen["poll"], held=seen["poll"])
    table.says("  of these while entries waited for the matcher", seen["match"])
    table.says("caught up after the last fault, within 300 s", f"{took:.0f} s" if took else "no", held=took)
    stored = Entry.objects.count()
    table.says(f"entries, of {wanted}", stored, held=stored == wanted)
    uneven = Feed.objects.annotate(count=Count("entries")).exclude(count=entries).count()
    table.says("feeds with more or fewer than theirs", uneven, held=not uneven)
    expected = len(range(0, wanted, TELLING))
    table.says(f"evidence, of {expected}", told.count(), held=told.count() == expected)
    twice = told.values("entry").annotate(count=Count("pk")).filter(count__gt=1).count()
    table.says("evidence that is there twice", twice, held=not twice)
    table.says("entries left unmatched", Entry.objects.unmatched().count(), held=not Entry.objects.unmatched().exists())
    held = Feed.objects.quarantined().count()
    table.says("innocent feeds in quarantine", held, held=not held)
    failing = Feed.objects.filter(failures__gt=0).count()
    table.says("feeds that are blamed for it", failing, held=not failing)


if __name__ == "__main__":
    house.main(run, feeds=200, entries=50, kills=200, workers=2, seed=1, restart="yes")
