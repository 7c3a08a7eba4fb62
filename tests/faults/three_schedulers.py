"""Three schedulers where there should be one. Promised: no poll, entry, evidence or digest more than with one."""

import time
from datetime import timedelta
from itertools import pairwise

import house
from aiosmtpd.controller import Controller
from crew import crew, schedulers
from django.db.models import Count
from django.test import override_settings
from django.utils import timezone

from tests import make
from tests.conftest import NOW, Mailbox, serving
from tests.racing import together
from tests.servers import free_port
from tests.workers import empty_broker
from tracker.digests import compose, send
from tracker.evidence import record
from tracker.feeds import poll
from tracker.models import Entry, Evidence, Feed, Poll

TICK, MINUTE = timedelta(seconds=20), timedelta(minutes=1)
QUICK = {"FEED_MIN_PERIOD_SECONDS": 60, "FEED_MAX_PERIOD_SECONDS": 120}
THREE = 3


def run(feeds, subscriptions, minutes, seconds):
    table = house.Table(f"three schedulers over {feeds} feeds and {subscriptions} subscriptions")
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with serving() as site:
            _furnish(site, feeds, subscriptions)
            mail = {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": controller.port,
            }
            with override_settings(**QUICK, **mail):
                _simulate(minutes)
            _judge(
                table, f"{minutes} simulated minutes, three at the same moment", box, feeds, subscriptions, shortest=60
            )
            if seconds:
                _really(site, controller.port, seconds)
                _judge(table, f"{seconds} real seconds, three real ones", box, feeds, 2 * subscriptions, shortest=10)
    finally:
        controller.stop()
    return table


def _furnish(site, feeds, subscriptions):
    make.item()
    for number in range(feeds):
        title = f"Minister {number} of province {number * 7919} opens joint police unit"
        told = [(f"{number}-{one}", f"{title} {one}", "") for one in range(5)]
        make.feed(site.put(f"/{number}", make.rss(*told)), next_poll_at=NOW)
    for number in range(subscriptions):
        make.subscription(email=f"p{number}@example.org", cadence="daily", local_hour=12, created_at=NOW - MINUTE * 90)


def _simulate(minutes):
    """What three schedulers send at the same moment, done at the same moment."""
    for tick in range(minutes * 3 + 1):
        at = NOW + tick * TICK - MINUTE * 2  # the digests' hour comes after two minutes
        together(*[lambda at=at: list(poll.poll_all_due(lambda: at))] * THREE)
        together(*[lambda at=at: (sum(record.match_waiting(at)), sum(record.rematch_changed(at)))] * THREE)
        if tick % 3 == 0:
            together(*[lambda at=at: (list(compose.freeze_due(at)), list(send.send_due(lambda: at)))] * THREE)


def _really(site, port, seconds):
    now = timezone.now()
    Feed.objects.update(next_poll_at=now, lease_until=None, polled_at=None, added_at=now)
    Poll.objects.all().delete()
    env = {"TICK_SECONDS": "1", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    env |= {"FEED_MIN_PERIOD_SECONDS": "10", "FEED_MAX_PERIOD_SECONDS": "10"}
    empty_broker()
    from tracker import tasks

    with crew(2, **env), schedulers(THREE, **env):
        for _ in range(seconds // 5):
            for _ in range(THREE):
                tasks.send_digests.delay()  # beat sends these each minute only
            time.sleep(5)


def _judge(table, when, box, feeds, subscriptions, *, shortest):
    table.says(when, "")
    early = _early_polls(timedelta(seconds=0.9 * shortest))
    table.says(f"  polls before their time, of {Poll.objects.count()}", early, held=not early)
    table.says("  entries", Entry.objects.count(), held=Entry.objects.count() == feeds * 5)
    table.says("  evidence", Evidence.objects.count(), held=Evidence.objects.count() == feeds * 5)
    twice = Evidence.objects.values("entry").annotate(count=Count("pk")).filter(count__gt=1).count()
    table.says("  evidence that is there twice", twice, held=not twice)
    table.says(f"  digests taken, of {subscriptions}", len(box.messages), held=len(box.messages) == subscriptions)


def _early_polls(shortest):
    """Polls of a feed sooner after the one before than any schedule lets them come."""
    early = 0
    for feed in Feed.objects.all():
        at = sorted(feed.polls.values_list("started_at", flat=True))
        early += sum(1 for before, after in pairwise(at) if after - before < shortest)
    return early


if __name__ == "__main__":
    house.main(run, feeds=30, subscriptions=20, minutes=10, seconds=30)
