"""A worker killed with -9, in the middle of the work: nothing is lost and nothing is there twice."""

import time

import pytest
from django.db.models import Count
from django.utils import timezone

from tests import make
from tests.servers import ON_SQLITE, wait_for
from tests.workers import empty_broker, kill_when, worker
from tracker import tasks
from tracker.feeds.register import add_feed
from tracker.models import Entry, Evidence, Feed, Poll

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(ON_SQLITE, reason="a second process cannot see SQLite's test database, which is in memory"),
]

FEEDS, ENTRIES = 40, 10


@pytest.fixture(autouse=True)
def _empty_queue():
    empty_broker()


def pass_time():
    """What the clock does to the leases of the dead."""
    Feed.objects.filter(polled_at__isnull=True).update(lease_until=None)


def slowly(body):
    """Answers late and not all at the same time, so that a kill finds feeds before, in and after their poll."""

    def answer(request):
        time.sleep(0.05 * (int(request.path.rsplit("/", 1)[1]) % 8))
        return 200, body.encode(), {"Content-Type": "application/rss+xml"}

    return answer


def test_a_worker_killed_in_mid_poll_loses_no_entry_and_doubles_none(site):
    for number in range(FEEDS):
        entries = [(f"{number}-{one}", f"Report {number}-{one}", "Nothing of note.") for one in range(ENTRIES)]
        site.pages[f"/{number}"] = slowly(make.rss(*entries))
        add_feed(site.url(f"/{number}"), at=timezone.now())
    for share in (0.2, 0.6):
        with worker(FEED_HOST_CONCURRENCY="4") as doomed:
            tasks.poll_due.delay()
            kill_when(lambda share=share: Poll.objects.count() >= share * FEEDS, doomed)
        assert 0 < Poll.objects.values("feed").distinct().count() < FEEDS
        pass_time()
    with worker():
        tasks.poll_due.delay()
        wait_for(lambda: not Feed.objects.filter(polled_at__isnull=True).exists(), 40)
    assert Entry.objects.count() == FEEDS * ENTRIES
    assert not Feed.objects.annotate(count=Count("entries")).exclude(count=ENTRIES).exists()
    assert Feed.objects.filter(failures=0).count() == FEEDS


def test_a_worker_killed_in_mid_match_leaves_each_entry_whole_or_untouched(site):
    item = make.item()
    feed = make.feed()
    for number in range(600):
        make.entry(f"Minister {number} of province {number * 7919} opens joint police unit {number}", feed_=feed)
    for matched in (100, 300):
        with worker() as doomed:
            tasks.match_waiting.delay()
            kill_when(lambda least=matched: Entry.objects.filter(matched_at__isnull=False).count() >= least, doomed)
        assert Entry.objects.unmatched().exists()
        assert not Evidence.objects.filter(entry__matched_at__isnull=True).exists()
        assert not Entry.objects.filter(matched_at__isnull=False, evidence__isnull=True).exists()
    with worker():
        tasks.match_waiting.delay()
        wait_for(lambda: not Entry.objects.unmatched().exists(), 60)
    assert Evidence.objects.filter(item=item).count() == 600
    assert Evidence.objects.values("story").distinct().count() == 600
