"""What a verdict in the review queue costs: judged, and the next piece shown, in one answer.

    python benchmarks/review.py [WAITING]

So many suggestions for 500 items are made up, a third of which wait in one story for two items; in a SQLite database in
a temporary folder, or with DATABASE_URL in the database `test_…` of that PostgreSQL server, which is made anew and
dropped. Each line: the median and the slowest of 40 answers in ms on the wall, and the queries of one.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

AT = datetime(2026, 3, 2, tzinfo=UTC)
ITEMS, FEEDS, TOPICS = 500, 200, 20
ANSWERS = 40
QUEUE = "/admin/tracker/evidence/review/"
PART = {"X-Requested-With": "XMLHttpRequest"}
TEXT = "The ministry signed the contract for the scanners of the port on Monday, after two years of talks. " * 12
EXPLAINED = {"terms": [{"term": "scanners", "kind": "word", "start": 4, "end": 12, "contribution": 1.0}], "cues": []}


def fill(waiting):
    items, feeds = register(), papers()
    for start in range(0, waiting, 5_000):
        suggest(range(start, min(start + 5_000, waiting)), items, feeds)


def register():
    from indicators.models import Document, Item, Topic, Watch

    document = Document.objects.create(title="Report")
    topics = [Topic.objects.create(name=f"Topic {number}") for number in range(TOPICS)]
    kind = Item.Kind.RECOMMENDATION
    items = Item.objects.bulk_create(
        Item(document=document, kind=kind, reference=f"R{number}", title=f"Recommendation {number}")
        for number in range(ITEMS)
    )
    Watch.objects.bulk_create(Watch(item=item, terms={"en": ["scanners"]}) for item in items)
    for number, item in enumerate(items):
        item.topics.add(topics[number % TOPICS])
    return items


def papers():
    from tracker.models import Feed

    hosts = [f"paper{number}.example" for number in range(FEEDS)]
    return Feed.objects.bulk_create(
        Feed(url=f"https://{host}/rss", host=host, title=f"Paper {number}", next_poll_at=AT)
        for number, host in enumerate(hosts)
    )


def suggest(numbers, items, feeds):
    from tracker.models import Entry, Evidence, Story

    stories = Story.objects.bulk_create(Story(title=f"Scanners {number}", first_seen_at=AT) for number in numbers)
    told = {"title": "Ministry signs contract for scanners", "text": TEXT, "language": "en"}
    entries = Entry.objects.bulk_create(
        Entry(
            feed=feeds[number % FEEDS],
            entry_id=number,
            url=f"https://a.example/{number}",
            story=story,
            first_seen_at=AT + timedelta(minutes=number),
            matched_at=AT,
            **told,
        )
        for number, story in zip(numbers, stories, strict=True)
    )
    Evidence.objects.bulk_create(
        Evidence(
            item=items[(number + other) % ITEMS],
            story=story,
            entry=entry,
            score=(number * 7919 % 10_007) / 1_000,
            explanation=EXPLAINED,
            watch_version=1,
            lead=TEXT[:600],
            created_at=AT + timedelta(minutes=number),
            **told | {"title": f"{entry.title} {number}"},
        )
        for number, story, entry in zip(numbers, stories, entries, strict=True)
        for other in (range(2) if number % 3 == 0 else range(1))
    )


def verdicts(client, query, act):
    """The times of some answers, each of which brings the next piece."""
    import re

    shown = client.get(f"{QUEUE}?{query}").content.decode()
    took = []
    for _ in range(ANSWERS):
        piece = re.search(r'name="piece" value="(\d+)"', shown).group(1)
        start = time.perf_counter()
        sent = {"piece": piece, "direction": "advances", "stage": "action", "note": "", **act}
        shown = client.post(f"{QUEUE}?{query}", sent, headers=PART).content.decode()
        took.append((time.perf_counter() - start) * 1e3)
    return took


def main(waiting="100000"):
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        fill(int(waiting))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        client = Client()
        client.force_login(User.objects.create_superuser("ana", password="not needed here"))
        print(f"{connection.vendor}, {int(waiting):,} stories wait\n{'':34}{'median':>8}{'slowest':>9}{'queries':>9}")
        for name, query, act in (
            ("confirm, the whole queue", "", {"verdict": "confirmed"}),
            ("reject, the whole queue", "", {"verdict": "rejected"}),
            ("next", "", {"act": "pass"}),
            ("put off", "", {"act": "snooze"}),
            ("confirm, of one item", "item=7", {"verdict": "confirmed"}),
            ("confirm, of a topic", "topic=3", {"verdict": "confirmed"}),
            ("confirm, of a feed", "feed=Paper 17", {"verdict": "confirmed"}),
            ("confirm, of a language and score", "language=en&score=5", {"verdict": "confirmed"}),
        ):
            took = verdicts(client, query, act)
            with CaptureQueriesContext(connection) as asked:
                client.get(f"{QUEUE}?{query}", headers=PART)
            print(f"{name:<34}{median(took):8.0f}{max(took):9.0f}{len(asked):9}", flush=True)
    finally:
        connection.creation.destroy_test_db(made, verbosity=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "config.settings", "ALLOWED_HOSTS": "testserver"}
        import django
        from django.conf import settings

        django.setup()
        settings.DATABASES["default"].setdefault("TEST", {}).setdefault("NAME", None)
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{home}/review.sqlite3"
        main(*sys.argv[1:])
