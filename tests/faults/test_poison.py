"""A feed that kills the process that polls it, for real: it alone is set apart, and the others are polled."""

import os
import signal
import time

import pytest
from django.utils import timezone

from tests import make
from tests.servers import ON_SQLITE, wait_for
from tests.workers import empty_broker, worker
from tracker import tasks
from tracker.feeds.register import add_feed
from tracker.models import Entry, Feed, FeedNotice

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(ON_SQLITE, reason="a second process cannot see SQLite's test database, which is in memory"),
]

INNOCENT = 20


def test_a_feed_that_kills_its_worker_is_set_apart_after_three_times_and_no_other_is(site):
    empty_broker()

    def kill_who_asks(request):
        for child in running.children():
            os.kill(child, signal.SIGKILL)
        return 200, b"", {}

    def answer_late(number):
        def page(request):
            time.sleep(0.3)  # so that the first kill finds them under way
            return 200, make.rss((f"e{number}", "Notice", "")).encode(), {"Content-Type": "application/rss+xml"}

        return page

    site.pages["/poison"] = kill_who_asks
    poison = add_feed(site.url("/poison"), at=timezone.now())
    for number in range(INNOCENT):
        site.pages[f"/{number}"] = answer_late(number)
        add_feed(site.url(f"/{number}"), at=timezone.now())

    def is_set_apart():
        Feed.objects.filter(polled_at=None).update(lease_until=None)  # what the clock does
        tasks.poll_due.delay()
        time.sleep(1)
        return Feed.objects.quarantined().exists()

    with worker(concurrency=1) as running:
        wait_for(is_set_apart, 60)
        wait_for(lambda: Entry.objects.count() == INNOCENT or not tasks.poll_due.delay(), 20)
    assert list(Feed.objects.quarantined()) == [poison]
    assert [path for path, _ in site.asked].count("/poison") == 3
    assert FeedNotice.objects.get().kind == "quarantined"
    assert Feed.objects.active().filter(failures=0, attempts=0, succeeded_at__isnull=False).count() == INNOCENT
