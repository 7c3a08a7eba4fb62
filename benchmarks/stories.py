"""Brings labelled entries together as the program does, and holds the stories against the labels, pair by pair.

    python benchmarks/stories.py FOLDER [--crowd 50000] [--show]

FOLDER holds seed_indicators.docs.jsonl (doc_id, title, text, lang, url, date, dup_group) and semeval22_pairs_es.jsonl
(title_1, text_1, title_2, text_2, overall_1same_4different). Every document becomes an entry of a feed of its own, and
the real code finds its story among the rows: address, blocking by rare words, comparison, merging. No watch takes part.
Pairs count as joined when they end in one story, by whatever way. Of the first set all pairs are labelled; of the
second the given ones, which people scored from 1 (the same) to 4 (different): 2 and less is the data's own "same", and
1.5 and less is counted besides, since 2 means "somewhat similar". Dates are used where they name a day.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def lines(path):
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def set_up(home):
    os.environ |= {"DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def day(text):
    """The moment a document was published, where its date names a day."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if len(text) == len("2026-03-02") else None
    except ValueError:
        return None


def moment(text):
    """As `day`, or as a feed wrote it."""
    return parsedate_to_datetime(text) if "," in text else day(text)


def store(name, title, text, language, *, url="", published_at=None):
    from tracker.models import Entry, Feed
    from tracker.models.address import canonical_url

    feed = Feed.objects.create(url=f"https://{name}.example/rss", host=f"{name}.example", next_poll_at=NOW)
    return Entry.objects.create(
        feed=feed,
        entry_id=name,
        url=url,
        canonical_url=canonical_url(url),
        title=title or "",
        text=text or "",
        language=language,
        published_at=published_at,
        first_seen_at=NOW,
        revision="1",
    )


def told(entries):
    """The story of each, by name, and the CPU time it took."""
    from django.db import transaction

    from tracker.evidence.explanation import reading_of
    from tracker.evidence.story import story_of
    from tracker.models import Entry

    languages = [reading_of(entry).language for entry in entries]
    began = time.process_time()
    with transaction.atomic():
        for entry, language in zip(entries, languages, strict=True):
            story_of(entry, language)
    spent = time.process_time() - began
    names = [entry.entry_id for entry in entries]
    return dict(Entry.objects.filter(entry_id__in=names).values_list("entry_id", "story")), spent / len(entries)


def report(name, pairs, stories, labels):
    """Pairs of names; `labels` says of each pair whether it is the same event."""
    joined = {pair for pair in pairs if stories[pair[0]] == stories[pair[1]]}
    same = {pair for pair in pairs if labels(pair)}
    right = len(joined & same)
    precision, recall = right / (len(joined) or 1), right / len(same)
    f1 = 2 * precision * recall / (precision + recall or 1)
    print(f"{name:<24}{len(pairs):8}{len(same):6}{len(joined):8}{right:7}{precision:11.3f}{recall:8.3f}{f1:7.3f}")
    return joined - same, same - joined


def show(kind, pairs, titles):
    for one, other in sorted(pairs):
        print(f"  {kind}: {one} {titles[one] or ''} || {other} {titles[other] or ''}")


def seed_indicators(folder, options):
    docs = lines(folder / "seed_indicators.docs.jsonl")
    groups = {doc["doc_id"]: doc["dup_group"] for doc in docs}
    dates = {doc["doc_id"]: {"url": doc["url"], "published_at": moment(doc["date"])} for doc in docs}
    stories, spent = told(
        [store(doc["doc_id"], doc["title"], doc["text"], doc["lang"], **dates[doc["doc_id"]]) for doc in docs]
    )
    wrong, missed = report(
        "seed_indicators",
        list(combinations(groups, 2)),
        stories,
        lambda pair: bool(groups[pair[0]]) and groups[pair[0]] == groups[pair[1]],
    )
    if options.show:
        titles = {doc["doc_id"]: doc["title"] for doc in docs}
        show("wrong", wrong, titles)
        show("missed", missed, titles)
    return spent


def semeval_pairs(folder, options):
    rows = lines(folder / "semeval22_pairs_es.jsonl")
    titles, texts, scores = {}, {}, {}
    for row in rows:
        pair = tuple(f"{row['pair_id']}-{side}" for side in "12")
        scores[pair] = row["overall_1same_4different"]
        titles |= zip(pair, (row["title_1"], row["title_2"]), strict=True)
        texts |= zip(pair, (row["text_1"], row["text_2"]), strict=True)
    stories, spent = told([store(name, title, texts[name], "es") for name, title in titles.items()])
    for label, most in (("semeval22_pairs_es ≤ 2", 2), ("semeval22_pairs_es ≤ 1.5", 1.5)):
        wrong, missed = report(label, list(scores), stories, lambda pair, most=most: scores[pair] <= most)
        if options.show:
            show("wrong", wrong, titles)
            show("missed", missed, titles)
    beside = {pair for pair in combinations(titles, 2) if stories[pair[0]] == stories[pair[1]]} - scores.keys()
    print(f"{'':24}and {len(beside)} pairs that nobody labelled")
    if options.show:
        show("unlabelled", beside, titles)
    return spent


def crowd(count, folder):
    """So many stories of the same two weeks, filed under words of the real ones and names of their own."""
    from tracker.models import Entry, EntryWord, Feed, Story

    draw = random.Random(1)
    vocabulary = list(EntryWord.objects.values_list("word", flat=True))
    feed = Feed.objects.create(url="https://crowd.example/rss", host="crowd.example", next_poll_at=NOW)
    for start in range(0, count, 5_000):
        numbers = range(start, min(count, start + 5_000))
        stories = Story.objects.bulk_create(Story(title=f"Crowd {number}", first_seen_at=NOW) for number in numbers)
        entries = Entry.objects.bulk_create(
            Entry(
                feed=feed,
                entry_id=f"crowd-{number}",
                title=" ".join(draw.sample(vocabulary, 12)),
                text=" ".join(draw.sample(vocabulary, 200)),
                language="es",
                story=story,
                first_seen_at=NOW - timedelta(days=draw.random() * 14),
                revision="1",
            )
            for number, story in zip(numbers, stories, strict=True)
        )
        EntryWord.objects.bulk_create(
            EntryWord(entry=entry, word=word, told_at=entry.first_seen_at)
            for entry in entries
            for word in {*draw.sample(vocabulary, 10), *(f"{entry.entry_id}-{number}" for number in range(5))}
        )
    docs = lines(folder / "seed_indicators.docs.jsonl")
    return told([store(f"again-{doc['doc_id']}", doc["title"], doc["text"], doc["lang"]) for doc in docs])[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--crowd", type=int, default=0, help="then measure an entry's cost among so many stories")
    parser.add_argument("--show", action="store_true", help="the pairs that are wrong or missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        print(f"{'':24}{'pairs':>8}{'same':>6}{'joined':>8}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
        spent = {measure.__name__: measure(options.folder, options) for measure in (seed_indicators, semeval_pairs)}
        if options.crowd:
            spent[f"among {options.crowd:,} stories"] = crowd(options.crowd, options.folder)
    for name, seconds in spent.items():
        print(f"{name}: {1_000_000 * seconds:.0f} µs of CPU an entry")


if __name__ == "__main__":
    main()
