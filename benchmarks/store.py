"""What storing an entry costs: this program's way beside a row at a time, on a SQLite database in a temporary folder.

    python benchmarks/store.py [ENTRIES]

CPU and wall in µs an entry, commit included; entries of 80 words, 30 to a feed, 25 feeds to a transaction.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

AT = datetime(2026, 3, 2, tzinfo=UTC)
LISTED, TOGETHER = 30, 25


def parsed(number):
    from tracker.feeds.entry import ParsedEntry

    text = " ".join(f"word{(number * 7 + place) % 5000}" for place in range(80))
    address = f"https://herald.example/{number}"
    return ParsedEntry(
        entry_id=address,
        guid=address,
        url=address,
        title=f"Story {number} of the day",
        text=text,
        html=f"<p>{text}</p>",
        author="A. Writer",
        language="en",
        published_at=AT,
        published_raw="Mon, 02 Mar 2026 00:00:00 GMT",
    )


def timed(name, count, work):
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{name:<28} {cpu / count * 1e6:7.1f} µs CPU  {wall / count * 1e6:7.1f} µs on the wall")


def main(count="15000"):
    from django.core.management import call_command
    from django.db import transaction

    from tracker.feeds.store import store_entries
    from tracker.models import Entry, Feed

    call_command("migrate", verbosity=0)
    count = int(count)
    feeds = [
        Feed.objects.create(url=f"https://herald.example/{number}/rss", host="herald.example", next_poll_at=AT)
        for number in range(2 * count // LISTED)
    ]
    entries = [parsed(number) for number in range(count)]
    brought = [
        (feed, entries[start : start + LISTED]) for feed, start in zip(feeds, range(0, count, LISTED), strict=False)
    ]

    def together():
        for start in range(0, len(brought), TOGETHER):
            with transaction.atomic():
                store_entries(brought[start : start + TOGETHER], AT)

    def one_by_one():
        other = feeds[len(brought) :]
        for feed, (_, some) in list(zip(other, brought, strict=False))[: len(brought) // 10]:
            for entry in some:
                Entry.objects.get_or_create(
                    feed=feed,
                    entry_id=entry.entry_id,
                    defaults={"title": entry.title, "text": entry.text, "first_seen_at": AT},
                )

    timed("new, together", count, together)
    timed("the same again, together", count, together)
    timed("new, a row at a time", count // 10, one_by_one)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "DATA_DIR": home,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{home}/db.sqlite3",
        }
        import django

        django.setup()
        main(*sys.argv[1:])
