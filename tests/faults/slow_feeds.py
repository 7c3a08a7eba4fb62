"""Feeds that trickle, a byte at a time and without end. Promised: the others keep 95 % of their polls."""

import time

import house
from crew import crew, schedulers
from django.utils import timezone

from tests import make
from tests.conftest import serving
from tests.workers import empty_broker
from tracker.models import Feed, Poll

KEPT = 0.95
PERIOD, TIMEOUT = 10, 4  # seconds: far harsher than a quarter of an hour and twenty seconds
QUICK = {
    "TICK_SECONDS": "1",
    "FEED_TIMEOUT_SECONDS": str(TIMEOUT),
    "FEED_MIN_PERIOD_SECONDS": str(PERIOD),
    "FEED_MAX_PERIOD_SECONDS": str(PERIOD),
}


def trickle(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        request.wfile.write(b" ")
        time.sleep(0.1)


def _polled(good, slow, seconds):
    """How many good polls the good ones had; the first round is not counted, for it is when workers start."""
    Feed.objects.all().delete()
    empty_broker()
    now = timezone.now()
    with serving() as site:
        for number in range(good):
            page = make.rss((f"e{number}", "Notice", "Nothing of note."))
            make.feed(site.put(f"/{number}", page, headers={"ETag": '"1"'}), next_poll_at=now)
        with schedulers(1, **QUICK), crew(1, **QUICK), crew(1, **QUICK):
            house.seconds_until(lambda: not Feed.objects.filter(polled_at=None).exists(), 60)
            for number in range(slow):
                site.pages[f"/slow/{number}"] = trickle
                make.feed(site.url(f"/slow/{number}"), next_poll_at=timezone.now())
            since = timezone.now()
            time.sleep(seconds)
    return Poll.objects.filter(started_at__gte=since, http_status__in=(200, 304)).count()


def run(good, slow, seconds):
    make.item()  # a feed whose language no watch speaks may wait for a day
    table = house.Table(f"{slow} feeds that trickle among {good} that do not, for {seconds} s")
    without, beside = _polled(good, 0, seconds), _polled(good, slow, seconds)
    table.says("polls without them", without, held=without)
    table.says("polls beside them", f"{beside}, {beside / without:.0%}", held=beside >= KEPT * without)
    ended = Feed.objects.filter(url__contains="/slow/", trouble="timeout").count()
    table.says(f"of the slow ones ended at the deadline, of {slow}", ended, held=ended == slow)
    return table


if __name__ == "__main__":
    house.main(run, good=100, slow=10, seconds=60)
