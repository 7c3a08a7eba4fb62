"""What searching stored entries costs, beside `icontains` on title and text, and what it costs to index them.

    python benchmarks/search.py [ENTRIES]

Entries are made up: a title of 10 words and a summary of 60, 29,000 different ones as frequent as in any language
(Zipf). They are stored in a SQLite database in a temporary folder; with DATABASE_URL in the database `test_…` of that
PostgreSQL server, which is made anew and dropped. A line says in ms on the wall how long it takes to find the newest
20, the median of three, how many rows were opened and asked, then the same for `icontains`, which finds parts of words
and knows no accents, and how many times as long it takes. "-": it cannot ask that. "more": not all were looked at.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import accumulate
from operator import and_, or_
from pathlib import Path
from statistics import median

from queries import COMMON, PARTS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

AT = datetime(2026, 3, 2, tzinfo=UTC)
LISTED = 20
CHUNK = 100  # entries indexed in one transaction, as the matcher does


def made_up_words():
    chance = random.Random(7)
    rarer = sorted({"".join(chance.choices(PARTS, k=chance.choice((2, 3, 3, 4)))) for _ in range(60_000)})
    return COMMON + chance.sample(rarer, len(rarer))


def store(count, words):
    from tracker.models import Entry, Feed

    chance = random.Random(8)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    feed = Feed.objects.create(url="https://herald.example/rss", host="herald.example", title="Herald", next_poll_at=AT)
    for start in range(0, count, 1_000):
        rows = []
        for number in range(start, min(start + 1_000, count)):
            title, text = (" ".join(chance.choices(words, cum_weights=weights, k=length)) for length in (10, 60))
            seen = AT + timedelta(seconds=number)
            told = {"title": title, "text": text, "language": chance.choice(("en", "es"))}
            url = f"https://www.paper{number % 60}.example/{number}"
            rows.append(Entry(feed=feed, entry_id=number, url=url, first_seen_at=seen, matched_at=seen, **told))
        Entry.objects.bulk_create(rows)


def index_all():
    """As the matcher does; reading an entry, which it does anyway, is not counted."""
    from django.db import transaction

    from indicators.watch.reading import read
    from tracker.models import Entry
    from tracker.search import index
    from tracker.search.kinds import ENTRY
    from tracker.search.tokens import tokens_of

    entries = list(Entry.objects.order_by("pk").values_list("pk", "title", "text", "language"))
    stems = [read(title, text, language=language).stems for _, title, text, language in entries]
    cpu, wall = time.process_time(), time.perf_counter()
    for start in range(0, len(entries), CHUNK):
        chunk = zip(entries[start : start + CHUNK], stems[start:], strict=False)
        rows = [(pk, tokens_of(title, text, read_as)) for (pk, title, text, _), read_as in chunk]
        with transaction.atomic():
            index.put(ENTRY, rows)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"indexing: {cpu / len(entries) * 1e6:.0f} µs CPU an entry, {wall / len(entries) * 1e6:.0f} on the wall\n")


def questions(words):
    """Each query, and what `icontains` is asked instead: all of the groups, of each any word; of the last none."""
    the, of, la = COMMON[0], COMMON[1], "la"
    known, rare = words[900], words[-500]
    often = words[40:90]
    beginnings = " OR ".join(f"{word[:3]}*" for word in often)
    return {
        "a rare word": (rare, [[rare]], []),
        "a word of one entry in 200": (known, [[known]], []),
        "a frequent word": (the, [[the]], []),
        "a word that is nowhere": ("xyzzy", [["xyzzy"]], []),
        "two words": (f"{known} {words[200]}", [[known], [words[200]]], []),
        "a phrase of known words": (f'"{words[100]} {words[101]}"', [[f"{words[100]} {words[101]}"]], []),
        "a phrase of frequent words": (f'"{of} {the}"', [[f"{of} {the}"]], []),
        "a phrase that is nowhere": (f'"{the} {of} {la} {the} {of}"', [[f"{the} {of} {la} {the} {of}"]], []),
        "a beginning of three letters": ("con*", [["con"]], []),
        "a beginning of six letters": (f"{known[:6]}*", [[known[:6]]], []),
        "one without another": (f"{known} NOT {the}", [[known]], [the]),
        "frequent ones without another": (f"{the} NOT {of}", [[the]], [of]),
        "NEAR": (f"{known} NEAR/5 {the}", None, []),
        "title: and lang:": (f"title:{known} lang:es", None, []),
        "site: only": ("site:paper3.example", None, []),
        "site: of nobody": ("site:nobody.example", None, []),
        "50 words, OR": (" OR ".join(often), [often], []),
        "50 words, AND": (" ".join(often), [[word] for word in often], []),
        "50 beginnings, OR": (beginnings, [[word[:3] for word in often]], []),
        "50 beginnings, AND": (beginnings.replace(" OR ", " "), [[word[:3]] for word in often], []),
        "a phrase of 990 words": (f'"{"a " * 990}"', [["a " * 989 + "a"]], []),
    }


def ours(text):
    from indicators.watch.query import parse
    from tracker.models import Entry
    from tracker.search.find import find
    from tracker.search.kinds import ENTRY

    return find(Entry.objects.all(), ENTRY, parse(text), most=LISTED)


def theirs(groups, without):
    from django.db.models import Q

    from tracker.models import Entry

    def has(word):
        return Q(title__icontains=word) | Q(text__icontains=word)

    asked = reduce(and_, (reduce(or_, map(has, group)) for group in groups))
    for word in without:
        asked &= ~has(word)
    return list(Entry.objects.filter(asked).order_by("-pk").values_list("pk", flat=True)[:LISTED])


def timed(work):
    took = []
    for _ in range(3):
        start = time.perf_counter()
        found = work()
        took.append((time.perf_counter() - start) * 1e3)
    return median(took), found


def line(name, text, groups, without):
    took, found = timed(lambda: ours(text))
    told = f"{name:<32}{took:9.1f}{len(found.pks):6}{found.looked_at:8}"
    told += "" if found.is_all or len(found.pks) == LISTED else " more"
    if groups is None:
        return f"{told:<61}{'-':>9}"
    peer, others = timed(lambda: theirs(groups, without))
    return f"{told:<61}{peer:9.1f}{len(others):6}{peer / took:9.1f} ×"


def main(count="200000"):
    from django.db import connection

    words = made_up_words()
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(f"{connection.vendor}, {int(count):,} entries")
        store(int(count), words)
        index_all()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"{'':32}{'ours ms':>9}{'found':>6}{'opened':>8}{'':6}{'icontains':>9}{'found':>6}{'ratio':>9}")
        for name, (text, groups, without) in questions(words).items():
            print(line(name, text, groups, without), flush=True)
    finally:
        connection.creation.destroy_test_db(made, verbosity=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
        import django
        from django.conf import settings

        django.setup()
        settings.DATABASES["default"].setdefault("TEST", {}).setdefault("NAME", None)
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{home}/search.sqlite3"
        main(*sys.argv[1:])
