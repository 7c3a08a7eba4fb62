"""How much of what analysts record is found in documents, how much of what is found they would record, and how fast.

    python benchmarks/extraction.py FOLDER GOLD [GOLD …]

FOLDER has the documents (.txt), at any depth. GOLD is JSON lines (doc_id: the document's name without .txt;
collection, kind, quote), or one JSON object with items (source: the document's name; tier, kind, quote, start, end).

A quote is found when one draft overlaps at least 60 % of it; where it is not word for word in the document, when one
shares that much of its words in order. A draft is right when it overlaps at least half of the shorter of the two.
`-v` lists what was missed and what was wrong.
"""

import json
import sys
import time
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from indicators.extraction.extract import extract  # noqa: E402

FOUND, RIGHT = 0.6, 0.5
ROUNDS = 3  # of which the fastest counts


def golds(path):
    """(collection, document, core or secondary, quote, start or None) of each item."""
    text = Path(path).read_text(encoding="utf-8")
    if text.lstrip().startswith('{"doc_id"'):
        for row in map(json.loads, text.splitlines()):
            yield row["collection"], row["doc_id"], True, row["quote"], None
    else:
        for item in json.loads(text)["items"]:
            yield (
                Path(path).stem,
                item["source"].removesuffix(".txt"),
                item["tier"] == "core",
                item["quote"],
                item["start"],
            )


def flattened(text):
    """The text with single spaces, and where each of its characters stood."""
    flat, places, gap = [], [], False
    for place, char in enumerate(text):
        if char.isspace():
            gap = True
            continue
        if gap and flat:
            flat.append(" ")
            places.append(place)
        gap = False
        flat.append(char)
        places.append(place)
    return "".join(flat), places


def spans(text, quotes):
    """Where each (core, quote, start) stands: (core, quote, start, end); None for a place that is not to be had."""
    flat, places = flattened(text)
    located, used = [], defaultdict(int)
    for core, quote, start in quotes:
        words = " ".join(quote.split())
        at = flat.find(words, used[words])
        if start is not None:
            located.append((core, quote, start, start + len(quote)))
        elif at < 0:
            located.append((core, quote, None, None))
        else:
            used[words] = at + 1
            located.append((core, quote, places[at], places[at + len(words) - 1] + 1))
    return located


def shared(quote, draft):
    """The share of a quote's words that a draft has, in order."""
    mine, theirs = quote.lower().replace("’", "'").split(), draft.lower().replace("’", "'").split()
    if not set(mine) & set(theirs):
        return 0, 0
    same = sum(block.size for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks())
    return same / len(mine), same / min(len(mine), len(theirs))


def overlap(gold, draft):
    """(of the gold quote, of the shorter)"""
    _, quote, start, end = gold
    if start is None:
        return shared(quote, draft.quote)
    common = max(0, min(end, draft.end) - max(start, draft.start))
    return common / (end - start), common / min(end - start, draft.end - draft.start)


def measure(text, quotes):
    """(found core, found, right drafts, drafts, missed, wrong)"""
    drafts, located = extract(text), spans(text, quotes)
    shares = [[overlap(gold, draft) for draft in drafts] for gold in located]
    missed = [gold for gold, row in zip(located, shares, strict=True) if max((of for of, _ in row), default=0) < FOUND]
    wrong = [d for at, d in enumerate(drafts) if max((row[at][1] for row in shares), default=0) < RIGHT]
    return drafts, missed, wrong


def fastest(texts):
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for text in texts:
            extract(text)
        best = min(best, time.perf_counter() - began)
    return len(texts) / best


def report(name, documents, *, verbose):
    """documents: (name, text, quotes)"""
    gold = core = missed_core = missed_all = found = wrong_all = 0
    for document, text, quotes in documents:
        drafts, missed, wrong = measure(text, quotes)
        gold, core = gold + len(quotes), core + sum(each[0] for each in quotes)
        missed_all, missed_core = missed_all + len(missed), missed_core + sum(each[0] for each in missed)
        found, wrong_all = found + len(drafts), wrong_all + len(wrong)
        if not quotes:
            print(f"  nothing to find in {document}: {len(drafts)} drafts")
        if verbose:
            for each in missed:
                print(f"  MISSED {document}: {each[1][:150]!r}")
            for each in wrong:
                print(f"  WRONG  {document}: {each.rule} {each.quote[:150]!r}")
    speed = fastest([text for _, text, _ in documents])
    print(
        f"{name:13} documents {len(documents):3}  gold {gold:4}  drafts {found:5}"
        f"  core found {core - missed_core}/{core}"
        f" ({(core - missed_core) / max(1, core):.3f})  recall {(gold - missed_all) / max(1, gold):.3f}"
        f"  precision {(found - wrong_all) / max(1, found):.3f}  drafts/doc {found / len(documents):.1f}"
        f"  documents/s {speed:.0f}"
    )


def main(folder, paths, *, verbose):
    texts = {path.stem: path for path in sorted(Path(folder).rglob("*.txt"))}
    quotes, collection_of = defaultdict(list), {}
    for path in paths:
        for collection, document, core, quote, start in golds(path):
            quotes[document].append((core, quote, start))
            collection_of[document] = collection
    collections = defaultdict(list)
    for document, path in texts.items():
        name = collection_of.get(document, path.parent.name)
        collections[name].append((document, path.read_bytes().decode(), quotes[document]))
    for name, documents in collections.items():
        report(name, documents, verbose=verbose)


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if each != "-v"]
    if len(arguments) < 2:
        sys.exit(__doc__)
    main(arguments[0], arguments[1:], verbose="-v" in sys.argv)
