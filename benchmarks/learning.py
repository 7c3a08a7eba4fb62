"""What verdicts are worth: average precision of drafted watches, before and after learning from so many of them.

    python benchmarks/learning.py FILE.jsonl [--draws 10]

FILE has lines {title, text, topics: [name, …]}. The watch of each topic is drafted from its name. The texts are split
in halves at random; verdicts are given on the first ones the watch suggests in the one, and the other is ranked.
"""

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators.watch.draft import draft
from indicators.watch.learn import Judged, commonness_of, learn
from indicators.watch.reading import read
from indicators.watch.score import accepts, evaluate
from indicators.watch.terms import compile_watch

LABELS = (10, 20, 50, 100)


def average_precision(scores, relevant):
    hits, total = 0, 0.0
    for place, at in enumerate(sorted(scores, key=lambda at: -scores[at]), 1):
        if at in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def draws_of(topic, readings, relevant, commonness, draws):
    """(labels, gain) of each draw, and the precision before."""
    terms = compile_watch(draft(topic, language="en").terms)
    scores = [evaluate(terms, reading) for reading in readings]
    for seed in range(draws):
        rng = random.Random(f"{topic} {seed}")
        order = rng.sample(range(len(readings)), len(readings))
        here, there = order[: len(order) // 2], order[len(order) // 2 :]
        suggested = [at for at in here if accepts(terms, scores[at])]
        wanted = relevant & set(there)
        before = average_precision({at: scores[at].value for at in there}, wanted)
        yield 0, before
        for labels in LABELS:
            judged = [Judged(readings[at], scores[at].value, at in relevant) for at in suggested[:labels]]
            taught = replace(terms, learned={"en": learn(judged, commonness)})
            after = {at: evaluate(taught, readings[at]).value for at in there}
            yield labels, average_precision(after, wanted) - before


def mean(values):
    return sum(values) / len(values)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file", type=Path)
    options.add_argument("--draws", type=int, default=10)
    given = options.parse_args()
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    readings = [read(row["title"] or "", row["text"] or "", language="en") for row in rows]
    commonness = commonness_of(readings)
    topics = sorted(Counter(topic for row in rows for topic in row["topics"]))
    per_topic = {}
    for topic in topics:
        relevant = {at for at, row in enumerate(rows) if topic in row["topics"]}
        drawn = list(draws_of(topic, readings, relevant, commonness, given.draws))
        per_topic[topic] = {labels: [gain for asked, gain in drawn if asked == labels] for labels in (0, *LABELS)}
        gains = "".join(f"{mean(per_topic[topic][labels]):+8.3f}" for labels in LABELS)
        print(f"{topic[:50]:<52}{mean(per_topic[topic][0]):6.3f}{gains}")
    print(f"{'all: before, and gained at ' + ', '.join(map(str, LABELS)):<52}", end="")
    print(f"{mean([mean(each[0]) for each in per_topic.values()]):6.3f}", end="")
    print("".join(f"{mean([mean(each[labels]) for each in per_topic.values()]):+8.3f}" for labels in LABELS))
    print(f"{'the worst single draw':<58}", end="")
    print("".join(f"{min(min(each[labels]) for each in per_topic.values()):+8.3f}" for labels in LABELS))


if __name__ == "__main__":
    main()
