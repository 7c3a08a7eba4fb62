"""Reads real feeds and edits of them twice, whole and by what is new only, and holds one against the other.

    python benchmarks/known.py FOLDER [EVERY]

FOLDER is searched for files at any depth; EVERY = 4 takes each fourth of them. For each edit the feed is read first in
one form and then in the other, both ways round; what the store would hold must be the same. Prints what differs, how
many documents were read in part, and what that cost of reading them whole. Exits 1 when anything differs.
"""

import random
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tracker.feeds.document import NotAFeed
from tracker.feeds.parse import parse_feed

AT = datetime(2026, 3, 2, tzinfo=UTC)
URL = "https://example.org/rss"
ENTRY = re.compile(rb"<(?:[\w.-]+:)?(item|entry)[\s>].*?</(?:[\w.-]+:)?\1\s*>", re.DOTALL)


def edits(body, chance):
    """What the feed may have been before, or may be next."""
    spans = [match.span() for match in ENTRY.finditer(body)]
    if len(spans) < 3:
        return
    (start, end), (middle, middle_end), last = spans[0], spans[len(spans) // 2], spans[-1]
    yield "two fewer", body[:start] + body[spans[2][0] :]
    yield "a random half", without(body, [span for span in spans if chance.random() < 0.5])
    yield "an edited headline", retitled(body, middle, middle_end, b"Edited ")
    yield "an id twice", body[:end] + retitled(body[start:end], 0, end - start, b"Twin ") + body[end:]
    yield "an entry without guid", body[:start] + re.sub(rb"<guid.*?</guid>", b"", body[start:end]) + body[end:]
    yield "a bare ampersand", body.replace(b"</title>", b" & x</title>", 1)
    yield "cut off", body[: last[0] + 40]
    yield "another language", re.sub(rb"<(rss|feed|rdf:RDF)\b", rb"<\1 xml:lang='fr'", body, count=1)
    yield (
        "an entry in a comment",
        body[: spans[1][0]] + b"<!-- <item><title>no</title></item> -->" + body[spans[1][0] :],
    )


def without(body, spans):
    for start, end in reversed(spans):
        body = body[:start] + body[end:]
    return body


def retitled(body, start, end, mark):
    return body[:start] + re.sub(rb"(<title[^>]*>)", rb"\1" + mark, body[start:end], count=1) + body[end:]


def read(body, before=None, memory=b""):
    """The feed, or why it is none; and the seconds it took."""
    started = time.process_time()
    try:
        found = parse_feed(body, url=URL, at=AT, id_policy=before and before.id_policy, memory=memory)
    except NotAFeed as error:
        found = str(error)
    return found, time.process_time() - started


def kept(*feeds):
    return {entry.entry_id: entry for feed in feeds for entry in feed.entries}


def difference(before, whole, part):
    """In what the two readings differ; "" when the store would hold the same after either."""
    if isinstance(whole, str) or isinstance(part, str):
        return "" if whole == part else f"{whole!s:.80} / {part!s:.80}"
    for name in ("id_policy", "listed", "title", "site_url", "language", "asks", "memory"):
        if getattr(whole, name) != getattr(part, name):
            return name
    return "" if kept(before, whole) == kept(before, part) else "entries"


def main(folder, every="1"):
    chance, differing, compared, in_part, seconds = random.Random(1), 0, 0, 0, [0.0, 0.0]
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())[:: int(every)]
    for path in files:
        body = path.read_bytes()
        for name, edited in edits(body, chance):
            for first, second in ((edited, body), (body, edited)):
                before, _ = read(first)
                if isinstance(before, str):
                    continue
                whole, slow = read(second, before)
                part, quick = read(second, before, before.memory)
                compared += 1
                if not isinstance(part, str) and len(part.entries) < len(whole.entries):
                    in_part += 1
                    seconds = [seconds[0] + slow, seconds[1] + quick]
                if different := difference(before, whole, part):
                    differing += 1
                    print(f"{path.name}, {name}: {different}", flush=True)
    print(f"{len(files)} files, {compared} pairs of documents, {in_part} read in part, {differing} differ")
    print(f"in part: {seconds[1] / max(seconds[0], 1e-9):.1%} of the CPU of reading all of them")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
