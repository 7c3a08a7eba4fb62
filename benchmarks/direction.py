"""How often the direction of an entry is told, how often rightly, and how often it is the opposite of the truth.

    python benchmarks/direction.py FOLDER/NAME TERMS.json [SENTENCES.jsonl …]

reads NAME.queries.jsonl (query_id, quote), NAME.docs.jsonl (doc_id, lang, title, text) and NAME.qrels.jsonl (query_id,
doc_id, relevant, direction). TERMS.json has items (quote, watch_terms by language): a query's watch is that of the item
whose quote it shares, and a document is judged near the words that watch finds in it, as the program does.

SENTENCES hold text, lang and direction, or text_en and text_es; each is judged by itself, as a headline and as the
first sentence of a text. Labels are progress and setback; pairs with any other do not count. The peers are "always
progress" and, where it is installed, VADER for English.
"""

import json
import sys
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from indicators.watch.reading import read  # noqa: E402
from indicators.watch.score import OF_THE_WATCH, evaluate  # noqa: E402
from indicators.watch.terms import compile_watch  # noqa: E402
from tracker.evidence.direction import ADVANCES, SETS_BACK, UNCLEAR, judge  # noqa: E402

LABELS = {"progress": ADVANCES, "setback": SETS_BACK}
SPOKEN = frozenset(LABELS.values())
SAID = (ADVANCES, SETS_BACK, "context", UNCLEAR)
SHARED = 0.5  # of the shorter of two quotes, in one run: they quote the same passage


def lines(path):
    return [json.loads(line) for line in Path(path).open(encoding="utf-8")]


def shared(one, other):
    one, other = " ".join(one.split()), " ".join(other.split())
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return run / max(1, min(len(one), len(other)))


def watches(queries, items):
    """The compiled watch of each query that shares its quote with an item."""
    found = {}
    for query in queries:
        item = max(items, key=lambda each: shared(query["quote"], each["quote"]))
        if shared(query["quote"], item["quote"]) >= SHARED:
            found[query["query_id"]] = compile_watch(item["watch_terms"])
    return found


def judged(doc, watch):
    reading = read(doc["title"] or "", doc["text"] or "", language=doc["lang"])
    near = [(part.start, part.end) for part in evaluate(watch, reading).parts if part.kind in OF_THE_WATCH]
    title, _, lead = reading.text.partition("\n")
    return judge(title, lead, language=doc["lang"], near=near).direction


def pairs(stem, gold):
    """(language, label, what is said, text) of every relevant pair that has a direction."""
    docs = {doc["doc_id"]: doc for doc in lines(f"{stem}.docs.jsonl")}
    compiled = watches(lines(f"{stem}.queries.jsonl"), json.loads(Path(gold).read_text(encoding="utf-8"))["items"])
    for pair in lines(f"{stem}.qrels.jsonl"):
        if pair["relevant"] and pair["direction"] in LABELS and pair["query_id"] in compiled:
            doc = docs[pair["doc_id"]]
            said = judged(doc, compiled[pair["query_id"]])
            yield doc["lang"], LABELS[pair["direction"]], said, f"{doc['title']}\n{doc['text']}"


def sentences(path, *, as_title):
    for row in lines(path):
        by_language = {row["lang"]: row["text"]} if "text" in row else {"en": row["text_en"], "es": row["text_es"]}
        for language, text in by_language.items():
            if text and row["direction"] in LABELS:
                said = judge(*((text, "") if as_title else ("", text)), language=language).direction
                yield language, LABELS[row["direction"]], said, text


def vader():
    """A judge by VADER's compound score at its own margin of .05; None without the package."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    compound = SentimentIntensityAnalyzer().polarity_scores

    def said(text):
        score = compound(text)["compound"]
        return ADVANCES if score >= 0.05 else SETS_BACK if score <= -0.05 else UNCLEAR

    return said


def line(name, told):
    """`told` counts (label, what is said)."""
    spoken = sum(told[label, said] for label, said in told if said in SPOKEN)
    right = sum(told[label, said] for label, said in told if said == label)
    count = told.total()
    return (
        f"{name:<16} {count:5} pairs  speaks {spoken / count:6.1%}  right {right / max(1, spoken):6.1%} of spoken"
        f"  opposite {(spoken - right) / count:5.1%} of all"
    )


def show(name, rows):
    print(f"\n{name}")
    by_language, rows = defaultdict(list), list(rows)
    for row in rows:
        by_language[row[0]].append(row)
    sentiment = vader()
    for language, own in sorted(by_language.items()):
        told = Counter((label, said) for _, label, said, _ in own)
        print(line(language, told))
        for label in LABELS.values():
            counts = "  ".join(f"{said} {told[label, said]}" for said in SAID)
            print(f"    {label:<10} told as: {counts}")
        print(line("  all progress", Counter((label, ADVANCES) for _, label, _, _ in own)))
        if sentiment and language == "en":
            print(line("  VADER", Counter((label, sentiment(text)) for _, label, _, text in own)))


def main(stem, gold, *files):
    show(Path(stem).name, pairs(stem, gold))
    for path in files:
        for manner in ("title", "text"):
            show(f"{Path(path).name}, as {manner}", sentences(path, as_title=manner == "title"))


if __name__ == "__main__":
    main(*sys.argv[1:])
